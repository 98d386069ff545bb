"""The words of date lines in other scripts than Latin, and the months of the Islamic calendar."""

from __future__ import annotations

import re
import unicodedata

_NAMES = (
    # Arabic: Egypt and the Gulf, then the Levant.
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    # Persian and Urdu.
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    # Russian and Ukrainian.
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    # Hindi, Bengali, Tamil, Javanese, Thai.
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "ꦗꦤꦸꦮꦫꦶ ꦥꦺꦧꦿꦸꦮꦫꦶ ꦩꦫꦼꦠ꧀ ꦲꦥꦿꦶꦭ꧀ ꦩꦺꦲꦶ ꦗꦸꦤꦶ ꦗꦸꦭꦶ ꦲꦒꦸꦱ꧀ꦠꦸꦱ꧀ ꦱꦺꦥ꧀ꦠꦺꦩ꧀ꦧꦼꦂ ꦎꦏ꧀ꦠꦺꦴꦧꦼꦂ ꦤꦺꦴꦥ꦳ꦺꦩ꧀ꦧꦼꦂ ꦢꦺꦱꦺꦩ꧀ꦧꦼꦂ",
    "ꦗꦤꦸꦮꦫꦶ ꦥ꦳ꦺꦧꦿꦸꦮꦫꦶ ꦩꦫꦼꦠ꧀ ꦄꦥꦿꦶꦭ꧀ ꦩꦺꦆ ꦗꦸꦤꦶ ꦗꦸꦭꦶ ꦄꦒꦸꦱ꧀ꦠꦸꦱ꧀ ꦱꦺꦥ꧀ꦠꦺꦩ꧀ꦧꦼꦂ ꦲꦺꦴꦏ꧀ꦠꦺꦴꦧꦼꦂ ꦤꦺꦴꦮꦺꦩ꧀ꦧꦼꦂ ꦢꦺꦱꦺꦩ꧀ꦧꦼꦂ",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
)
_ISLAMIC = (
    r"muh?arr?am|s[hy]?a?far|rabi['’`]?(?:ul)?[\s-]{0,2}(?:al-?|ul-?)?\s?(?:aw+al|ak?h?ir|ts?ani|i{1,2})"
    r"|jumad[ai][lh]?[\s-]{0,2}(?:al-?|ul-?)?\s?(?:aw+al|ula|ak?h?ira?h?|ts?ani(?:yah)?|i{1,2})"
    r"|rajab|[sr]?[yh]?a['’`]?ban|ramadh?an|s[yh]aw+al|[dz]h?ul?['’`]?\s?-?(?:[qk]a['’`]?i?dah?|hij+ah)"
    r"|محرم|صفر|ربيع\s(?:الأول|الآخر|الثاني)|جمادى\s(?:الأولى|الآخرة|الثانية)"
    r"|رجب|شعبان|رمضان|شوال|ذو\sالقعدة|ذو\sالحجة"
)

WEEKDAYS = (
    r"(?:يوم\s)?(?:السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)|سوموار|جمعہ|शुक्रवार|शनिवार|रविवार|सोमवार|मंगलवार"
    r"|बुधवार|गुरुवार|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b"
    r"|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日|[월화수목금토일]요일"
)
"""The days of the week in other scripts than Latin, as part of a regular expression."""

NUMBERS: dict[str, int] = {
    unicodedata.normalize("NFC", name.replace("_", " ")): number
    for names in _NAMES
    for number, name in enumerate(names.split(), start=1)
}
"""From the name of a month to its number."""

MONTHS = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
"""The names as part of a regular expression, the longest first."""

ISLAMIC_DATE = rf"\d{{1,2}}\s(?:{_ISLAMIC})\s1[34]\d\d(?:\s?(?:H(?:ijri(?:y?ah)?)?|AH|هـ)\b\.?)?"
"""A date of the Islamic calendar, as part of a regular expression that ignores case."""
