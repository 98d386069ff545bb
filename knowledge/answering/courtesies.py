"""Recognises what a model writes around its answer: introductions, offers of help, and that it found nothing.

Such sentences claim nothing about the news, and are left out of an answer.
"""

from __future__ import annotations

import re

from knowledge import verification

LONGEST = 200
"""Characters. A longer sentence is taken for a claim."""

_ARTICLES = (
    r"(?:artikel(?:-artikel)?|berita(?:-berita)?|bukti(?:-bukti)?|kutipan(?:-kutipan)?"
    r"|(?:articles?|evidence|excerpts?|passages?))"
)
_GIVEN = (
    r"(?: (?:yang|ada|tersedia|diberikan|disediakan|disajikan|di|atas|terkait|anda|saya|temukan|ini"
    r"|provided|given|available|above|here|i|you|have|found|in|the|to|me))"
)
_MATERIAL = (
    rf"(?:{_ARTICLES}{_GIVEN}*|(?:informasi|information|sumber|sources?|konteks|context|teks|text|data){_GIVEN}+"
    r"|(?:provided|given|available) (?:information|sources?|context|text|data))"
)
"""What the model was given. "Menurut sumber" alone names a source of the news and is none."""
_ALL = r"(?:(?:the|these|this|semua|para|all|provided|given|available|following|beberapa) )*"
_INTRODUCTION = re.compile(
    rf"(?:(?:berdasarkan|menurut|dari|dalam|di dalam|sesuai(?: dengan)?|based on|according to|from|in|as per)"
    rf" {_ALL}{_MATERIAL}(?: tersebut)?\s?[,:]\s?"
    rf"|(?:{_ALL}{_MATERIAL}(?: tersebut)? )?"
    r"(?:menyebut(?:kan)?|menyatakan|melaporkan|menulis|menjelaskan|mengatakan"
    r"|say|state|mention|report|show|indicate|explain)s?,? (?:bahwa|that) "
    r"|(?:in (?:summary|short|conclusion)|to summari[sz]e"
    r"|singkatnya|ringkasnya|kesimpulannya|intinya|jadi), )",
    re.IGNORECASE,
)
"""Written in front of an answer. "Menurut artikel Warta Kelana" names a source and is none."""

_LIST_INTRODUCTION = re.compile(
    r"(?:berikut(?: ini)?(?: adalah)?|here(?:['’]s| is| are)|(?:the )?following(?: is| are)?) (?=\w)",
    re.IGNORECASE,
)
_ABOUT_ANSWER = re.compile(
    r"(?:sumber|sources?|referensi|references?|confidence|(?:tingkat )?keyakinan)(?: berita| level)?\s?:",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:semoga\b|mudah-mudahan (?:ini |informasi |jawaban )?(?:ini )?(?:membantu|bermanfaat)"
    r"|(?:jika|bila|kalau|apabila)\b.{0,60}\b"
    r"(?:tanya\w*|pertanyaan|tahu|butuh\w*|bantu\w*|perlu\w*|detail|rincian)"
    r"|sil[ae]h?kan (?:tanya|hubungi|beri|ajukan)|jangan (?:ragu|sungkan)"
    r"|(?:tolong )?beri ?tahu (?:saya|kami)|saya (?:siap|senang) |senang (?:bisa |dapat )?membantu"
    r"|terima kasih(?: atas pertanyaan\w*)?\W*$|sama-sama\b"
    r"|(?:demikian|itulah) (?:jawaban|ringkasan|informasi|penjelasan|rangkuman)\w*\W*$"
    r"|(?:i )?hope (?:this|that|it) helps|let me know\b|feel free\b|please (?:let|feel|ask)\b"
    r"|(?:do not|don['’]t) hesitate|if you(?:['’]d| would| have| need| want)\b"
    r"|(?:i['’]m |i am )?(?:happy|glad) to (?:help|assist|answer)|you['’]re welcome"
    r"|thank(?:s| you)(?: for (?:your question|asking))?\W*$"
    r"|(?:ada|apakah (?:ada|anda|kamu)|mau|ingin|anything|is there|would you|do you|can i|may i)\b.*\?$)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:tentu(?: saja)?|baik(?:lah)?|oke?|ok(?:ay)?|siap|halo|hai|hello|hi|sure|of course|certainly"
    r"|absolutely|(?:great|good) question|pertanyaan (?:yang )?(?:bagus|menarik))"
    r"(?:\W*$|\W+(?:berikut|ini|here)\b[^\d]*$)"
    r"|(?:berikut|here(?:['’]s| is| are))\b[^\d]*$"
    r"|(?:let me|let['’]s|i will|i['’]ll|mari kita|saya akan|the user) )",
    re.IGNORECASE,
)
"""Left out only without labels: "Berikut nama mereka, Rini dan Budi" may be an answer."""

_SPEAKER = re.compile(
    r"\b(?:menurut|kata|ujar|according to|said|says)\s(?:[^\W\d_]+,?\s){0,8}?(?-i:[A-Z])", re.IGNORECASE
)

_HOWEVER = (
    r"(?:(?:namun|tetapi|akan tetapi|sayangnya|(?:mohon )?maaf|(?:perlu )?(?:di)?catat(?:an)?"
    r"|however|but|unfortunately|sorry|i['’]m sorry|(?:please )?note)"
    r"(?: demikian)?[,.:; ]+(?:tetapi |namun |bahwa |but |that )?)?"
)
_ADVERBS = r"(?: (?:secara \w+|explicitly|directly|ada|yang|\w+ly))*"
_DO_NOT_TELL = (
    rf"(?:{_ALL}{_MATERIAL}(?: (?:itu|tersebut))?"
    rf" (?:tidak|belum|do(?:es)? not|do(?:es)?n['’]t|did not|didn['’]t){_ADVERBS}"
    r" (?:me\w+|disebut\w*|dijelaskan|mention|say|state|specify|provide|contain|include|give|explain"
    r"|discuss|indicate|reveal|tell|name|disclose|address|describe|detail)\b"
    rf"|(?:none of|neither of|no|tidak ada|tak ada|tidak satu pun) {_ALL}(?:of )?{_MATERIAL}"
    r"(?: yang)? (?:menyebut\w*|menjelaskan|membahas|memuat"
    r"|mentions?|says?|states?|specif(?:y|ies)|tells?)\b)"
)
_TOLD = (
    r"(?:disebut\w*|dijelaskan|diungkap\w*|dirinci|dicantumkan|tercantum|tersedia|ditemukan|dibahas"
    r"|mentioned|stated|specified|provided|given|available|disclosed|found|covered|discussed)"
)
_NOT_TOLD = re.compile(
    rf"{_HOWEVER}(?:"
    r"(?:(?:mohon )?maaf|sorry|i['’]m sorry|i apologi[sz]e)\b"
    r"|(?:tidak|belum) ada (?:informasi|keterangan|bukti|artikel)\b"
    r"|(?:saya|i) (?:tidak|belum|could not|couldn['’]t|cannot|can['’]t|did not|didn['’]t|do not|don['’]t)"
    r" (?:menemukan|tahu|dapat|bisa|find|know|see|have|answer)\b"
    rf"|there (?:is|was) (?:no|not enough) (?:information|mention|details?|{_ARTICLES})\b"
    r"|no (?:further |other |additional )?(?:information|details?|mention)\b"
    rf"|(?:(?:di )?dalam |in )?{_DO_NOT_TELL}"
    rf"|(?:di )?dalam {_MATERIAL}(?: (?:itu|tersebut))?,? (?:tidak|belum) {_TOLD}\b"
    r"|(?:.{0,80}? )?"
    rf"(?:tidak|belum|not|n['’]t){_ADVERBS} {_TOLD}{_ADVERBS}"
    rf" (?:di dalam|dalam|di|oleh|pada|in|by) {_ALL}{_MATERIAL}"
    rf"|(?:informasi|keterangan)\b.{{0,80}}\b(?:tidak|belum) {_TOLD}\b"
    rf"|(?:this|that|the|such) information\b.{{0,40}}(?:not|n['’]t){_ADVERBS} {_TOLD}\b)",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(rf"{_HOWEVER}{_DO_NOT_TELL}", re.IGNORECASE)
_REMARK = re.compile(
    rf"[,;]? (?:tetapi|tapi|namun|sedangkan|meski(?:pun)?|walau(?:pun)?|but|though|although|while|however),?"
    rf" {_DO_NOT_TELL}.*$",
    re.IGNORECASE,
)


def without_introduction(text: str) -> str:
    """A statement without "Based on the articles, …" in front of it; the text itself if nothing is left.

    >>> without_introduction("Berdasarkan artikel yang ada, air naik.")
    'Air naik.'
    """
    introduction = _INTRODUCTION.match(text)
    rest = text[introduction.end() :] if introduction is not None else ""
    if not any(map(str.isalnum, rest)):
        return text
    return rest[:1].upper() + rest[1:]


def without_list_introduction(text: str) -> str:
    """The heading of a list without "Here are" and its like in front of it.

    >>> without_list_introduction("Berikut adalah nama dermaga")
    'Nama dermaga'
    """
    introduction = _LIST_INTRODUCTION.match(text)
    rest = text[introduction.end() :] if introduction else text
    return rest[:1].upper() + rest[1:]


def names_speaker(text: str) -> bool:
    """Whether the heading of a list says whose words follow.

    >>> names_speaker("Menurut Rini"), names_speaker("Menurut artikel")
    (True, False)
    """
    return _SPEAKER.search(text) is not None


def without_remark(text: str) -> str:
    """A statement without ", but the articles do not say …" at its end.

    >>> without_remark("Air naik, tetapi artikel tidak menyebutkan penyebabnya.")
    'Air naik.'
    """
    remark = _REMARK.search(text)
    return f"{text[: remark.start()]}." if remark else text


def is_courtesy(text: str) -> bool:
    """Whether a sentence without labels is a question, an offer, an introduction, or names a source.

    The heading of a list that says whose words follow ("Menurut Rini:") is none.

    >>> is_courtesy("Semoga membantu!"), is_courtesy("Ada lagi?"), is_courtesy("Air naik di Merak.")
    (True, True, False)
    """
    text = text.strip()
    if len(text) > LONGEST:
        return False
    if text.endswith("?") or verification.claims_nothing(text):
        return True
    if text.endswith(":"):
        return not names_speaker(text)
    if _OFFER.match(text) or _OPENING.match(text) or _ABOUT_ANSWER.match(text):
        return True
    introduction = _INTRODUCTION.match(text)
    return introduction is not None and introduction.end() == len(text)


def is_offer(text: str) -> bool:
    """Whether a sentence wishes well or offers more help, so that it is left out whatever it cites.

    >>> is_offer("I hope this helps!"), is_offer("Berikut harganya:")
    (True, False)
    """
    return len(text) <= LONGEST and _OFFER.match(text.strip()) is not None


def says_nothing_found(text: str) -> bool:
    """Whether a sentence without labels says that the evidence does not tell something.

    >>> says_nothing_found("Artikel tidak menyebutkan hadiahnya."), says_nothing_found("Ia tidak hadir.")
    (True, False)
    """
    return len(text) <= LONGEST and _NOT_TOLD.match(text.strip()) is not None


def says_articles_tell_nothing(text: str) -> bool:
    """Whether a sentence says so of the articles themselves, so that it claims nothing whatever it cites.

    >>> says_articles_tell_nothing("The articles do not mention the prize.")
    True
    >>> says_articles_tell_nothing("Tidak ada bukti kecurangan.")
    False
    """
    return len(text) <= LONGEST and _SAYS_SO.match(text.strip()) is not None
