"""Which language a text is in, as an ISO 639-1 code.

Words that only one language uses decide where they can: they are right on the short questions that letter
statistics cannot tell, and they spare a quarter of a second of loading. Else lingua (its low-accuracy models:
0.2 s to load; the full ones take 2 s and 280 MB) is asked.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.models import UNDETERMINED_LANGUAGE

if TYPE_CHECKING:
    from lingua import LanguageDetector

LONGEST_SAMPLE = 3_000
"""Characters of a text that are looked at; the language of an article shows in its first paragraphs."""
ARTICLE_CONFIDENCE = 0.5
"""Lingua's least confidence for a text. News in the twenty languages reaches 0.9 within one sentence."""
QUESTION_CONFIDENCE = 0.75
"""Lingua's least confidence for a question: below it the language of the conversation is the better guess."""
DECISIVE_WORDS = 5
DECISIVE_LEAD = 4
"""A text with 5 words of one language and four times as many as of any other needs no statistics."""

OPENING_FACTOR = 3
"""How much more the question word counts that opens a question: foreign titles and names come later."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INDONESIAN_ENDING = re.compile(r"[a-z]{3,}(?:nya|kah)")
_NOT_ENDINGS = frozenset({"chechnya", "makkah", "mekkah", "mekah"})

# Question words weigh 3, words that hardly any other language writes 2, shared ones 1.
_MARKERS = {
    "id": (
        "apa apakah siapa siapakah kapan kapankah mana manakah dimana kemana darimana"
        " mengapa kenapa bagaimana"
        " bagaimanakah berapa berapakah gmn gimana gmna bgmn brp brapa dmn dmna knp knapa kpn"
        " spa sapa apaan"
        " ngapain bgaimana",
        "dan yang yg dengan dgn untuk utk pada dari dr ini itu dalam akan tidak tdk gak nggak"
        " enggak ga telah"
        " sudah udah udh blm belum juga jg atau karena krn oleh sebagai adalah ialah bisa dapat lagi"
        " lg saja aja"
        " kalau kalo klo soal tentang ttg hari tahun kata katanya dia mereka kita kami saya aku"
        " anda kamu lalu"
        " terus trus hasil harga korban jumlah nama orang sih dong nih kok tsb tersebut"
        " antara setelah sebelum"
        " ketika masih sedang lebih paling banyak semua ada tadi kemarin besok sekarang"
        " tolong jelaskan sebutkan"
        " ceritakan ringkas ringkaskan bagi hingga sampai sejak tapi tetapi namun jika",
        "di ke si para hal",
    ),
    "en": (
        "who what when where why how which whose whom",
        "the of and does did is are was were about with from that this these those his her him"
        " they them their"
        " she has have had will would could should been it its he for by said tell"
        " explain summarize summarise"
        " any there into after before not but than then much many you your we our",
        "in on to a an at be as or me us do can i",
    ),
    "es": (
        "quién quien quiénes qué cuándo dónde cómo cuál cuáles cuánto cuántos cuánta cuántas por",
        "los las del el una y está están según pero también con sobre fue",
        "la en es de que se un al no su para como son",
    ),
    "de": (
        "wer wann warum wie welche welcher welches wieviel wo wen wem wohin",
        "der die das und ist nicht ein eine mit für auf dem den von zu im hat wurde sind über auch",
        "was war in so",
    ),
    "fr": (
        "qui quand où pourquoi comment quel quelle quels quelles combien",
        "le les des du et est une dans pour sur avec pas été sont au aux ce cette qu'est-ce",
        "la de en un que se ne il",
    ),
    "pt": (
        "quem quando onde quanto quantos qual quais",
        "os do da dos das não uma em no na com são foi pelo pela mais ao",
        "o de que e por como se um",
    ),
    "it": (
        "chi quando dove perché quanto quanti quale quali cosa",
        "il gli della del dei delle è che non una sono nel con stato",
        "la di e in un si per come",
    ),
    "nl": (
        "wie wanneer waar waarom hoe welke hoeveel",
        "het een van niet zijn met voor op wordt werd ook aan",
        "de is en in dat wat of",
    ),
    "tr": (
        "kim nerede neden nasıl hangi kaç niçin",
        "ve bir bu için ile olan olarak da değil mi",
        "ne en de",
    ),
}
_WEIGHTS = {
    code: {word: weight for weight, words in zip((3, 2, 1), groups, strict=True) for word in words.split()}
    for code, groups in _MARKERS.items()
}

_loading = threading.Lock()
_detector: LanguageDetector | None = None


def detect(text: str) -> str:
    """The language of an article, or :data:`~knowledge.models.UNDETERMINED_LANGUAGE`.

    Malay is reported as Indonesian: in short texts nothing tells the two apart.

    >>> detect("2022")
    'und'
    """
    sample = text[:LONGEST_SAMPLE]
    words = _words(sample)
    if not words:
        return UNDETERMINED_LANGUAGE
    counts = Counter(code for word in words for code, weights in _WEIGHTS.items() if weights.get(word, 0) > 1)
    (best, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if most >= DECISIVE_WORDS and most >= DECISIVE_LEAD * second and most * 10 >= len(words):
        return best
    return _ask_lingua(sample, ARTICLE_CONFIDENCE) or UNDETERMINED_LANGUAGE


def detect_question(text: str, fallback: str) -> str:
    """The language of a question; ``fallback``, the language of the conversation, when it cannot be told.

    >>> detect_question("brp korban?", "en"), detect_question("What about him?", "id")
    ('id', 'en')
    >>> detect_question("Jakarta 2022?", "en")
    'en'
    """
    scores: Counter[str] = Counter()
    sample = text[:LONGEST_SAMPLE]
    if "¿" in sample or "¡" in sample:
        scores["es"] += 3
    for position, word in enumerate(dict.fromkeys(_words(sample))):
        for code, weights in _WEIGHTS.items():
            weight = weights.get(word, 0)
            scores[code] += weight * OPENING_FACTOR if position == 0 and weight == 3 else weight
        if _INDONESIAN_ENDING.fullmatch(word) and word not in _NOT_ENDINGS:
            scores["id"] += 2
    (best, most), (_, second) = scores.most_common(2)[:2] if len(scores) > 1 else [("", 0), ("", 0)]
    if most >= 2 and most > second:
        return best
    if most >= 2 and scores.get(fallback) == most:
        return fallback
    return _ask_lingua(sample, QUESTION_CONFIDENCE) or fallback


def english_name(code: str) -> str:
    """What English calls a language, for a model that is told which one to write.

    >>> english_name("id"), english_name("und")
    ('Indonesian', 'the language of the question')
    """
    from babel import Locale

    name = Locale("en").languages.get(code)
    return name if name and code != UNDETERMINED_LANGUAGE else "the language of the question"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _ask_lingua(text: str, least_confidence: float) -> str | None:
    confidences: Counter[str] = Counter()
    for found in _lingua().compute_language_confidence_values(text):
        code = found.language.iso_code_639_1.name.lower()
        confidences["id" if code == "ms" else code] += found.value  # type: ignore[assignment]
    code, confidence = confidences.most_common(1)[0]
    return code if confidence >= least_confidence else None


def _lingua() -> LanguageDetector:
    global _detector
    with _loading:
        if _detector is None:
            from lingua import Language, LanguageDetectorBuilder

            _detector = (
                LanguageDetectorBuilder.from_languages(
                    Language.INDONESIAN,
                    Language.MALAY,
                    Language.ENGLISH,
                    Language.SPANISH,
                    Language.GERMAN,
                    Language.FRENCH,
                    Language.PORTUGUESE,
                    Language.ITALIAN,
                    Language.DUTCH,
                    Language.POLISH,
                    Language.TURKISH,
                    Language.VIETNAMESE,
                    Language.RUSSIAN,
                    Language.ARABIC,
                    Language.PERSIAN,
                    Language.HINDI,
                    Language.THAI,
                    Language.CHINESE,
                    Language.JAPANESE,
                    Language.KOREAN,
                )
                .with_low_accuracy_mode()
                .build()
            )
        return _detector
