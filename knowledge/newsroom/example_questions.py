"""Makes example questions from the sentences of an article, to show newcomers what they can ask.

Only a few simple sentence patterns are turned into questions: who did something, who holds an office, when,
how many. All other sentences are skipped, because an ungrammatical example does more harm than a missing one.
:mod:`knowledge.newsroom.suggestions` checks whether Kutip answers an example.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from knowledge.articles.datelines import dateline
from knowledge.models import Article

LONGEST = 48
"""The longest example, in characters. Buttons on a phone cut longer texts."""

SHORTEST = 18
"""The shortest example, in characters."""

SENTENCES_READ = 30
"""Only this many sentences are used: the main points of an article come first."""

LONGEST_SENTENCE = 400
"""Characters. Longer sentences are too complex, and the patterns would become slow on them."""

MOST_WORDS = 12

_CAPITALISED = r"[A-Z][\w.'’-]*"
_NAME = rf"(?:{_CAPITALISED}\s+){{1,3}}{_CAPITALISED}"
_CLAUSE = r"[^,;:()]+?"
_YEAR = r"(?:19|20)\d\d\b"
_DATE_ID = (
    r"(?:(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b|\d{1,2}\s+[A-Z][a-z]+"
    r"|(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\b"
    rf"|{_YEAR})"
)
_DATE_EN = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2}\s+[A-Z][a-z]+"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    rf"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|{_YEAR})"
)

_SAYING_ID = (
    r"(?:mengatakan|menyatakan|menyebut(?:kan)?|menjelaskan|menuturkan|menegaskan|mengungkapkan|menambahkan"
    r"|mengaku(?:i)?|menilai|menduga|merasa|meminta|menjadi|melihat|mengajak|menyampaikan|memastikan|mengimbau)"
)
_PREPOSITION_ID = r"(?:pada|di|dari|ke|yang|karena|untuk|dengan|dalam|secara|bahwa|saat|sejak|hingga|sampai)"
_VERB_ID = (
    r"\b(?:(?:di|me[mnrlwy]|ber|ter)[a-z]{3,}"
    r"|lahir|tiba|jebol|pindah|mulai|tutup|wafat|datang|masuk|menang)\b"
)
_WHO_ID = re.compile(
    rf"^(?:{_CAPITALISED}\s+)*{_NAME}\s+(?P<verb>(?!{_SAYING_ID}\b)me[a-z]{{5,}})"
    rf"\s+(?!{_PREPOSITION_ID}\b)(?P<object>{_CLAUSE})"
    rf"(?=\s+(?:{_PREPOSITION_ID}|seusai|setelah|sebesar)\b|\s+Rp|[,.;:(]|$)"
)
_LEADS_ID = re.compile(
    rf"{_NAME}(?:,\s+[A-Z][\w.]*)*,\s+yang\s+(?P<verb>memimpin|mengepalai|mengetuai|mendirikan|mengelola)\s+"
    rf"(?P<object>{_CLAUSE})(?=\s+(?:{_PREPOSITION_ID})\b|[,.;:(]|$)"
)
_WHEN_ID = re.compile(rf"^(?P<clause>{_CLAUSE})\s+(?:pada|sejak|mulai)\s+{_DATE_ID}")
_COUNTED_ID = (
    r"(?:memiliki|punya|menampung|menewaskan|menghancurkan|membawa|menyediakan|menerima|mempekerjakan|melukai"
    r"|merendam|menjual|membangun|menanam|menyita|menangkap)"
)
_COUNT_ID = re.compile(
    rf"^(?P<clause>{_CLAUSE})\s+(?P<verb>{_COUNTED_ID})\s+(?:sekitar\s+|lebih dari\s+)?"
    r"(?:\d[\d.,]*|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s+(?P<noun>[a-z]{3,})\b"
)
_COST_ID = re.compile(rf"^(?P<clause>{_CLAUSE})\s+(?:menelan|memakan|membutuhkan)\s+biaya\s+Rp")
_OFFICES_ID = (
    r"(?:Duta besar|Kepala|Ketua|Direktur|Gubernur|Bupati|Wali Kota|Rektor|Menteri|Presiden|Perdana Menteri"
    r"|Panglima|Juru bicara|Komandan)"
)
_OFFICE_ID = re.compile(rf"^(?P<office>{_OFFICES_ID}\b[^,;:()]*?),\s+{_NAME},")

_HOLDS_ID = re.compile(
    rf"{_NAME}(?:,|\s+selaku|\s+sebagai)\s+(?P<office>(?i:{_OFFICES_ID})\s[^,;:()]*?)(?=,|\s+(?:{_SAYING_ID})\b)"
)

_PREPOSITION_EN = r"(?:on|in|at|from|after|before|because|who|that|which|with|to)"
_WHO_EN = re.compile(
    rf"^(?:{_CAPITALISED}\s+)*{_NAME}\s+(?:on\s+\w+day\s+)?"
    r"(?P<verb>(?!add|stat|want|warn|need)[a-z]{3,}ed|won|led|built|wrote|beat|founded)\s+"
    rf"(?P<object>(?:the|a|an)\s+{_CLAUSE}|[A-Z]{_CLAUSE})(?=\s+{_PREPOSITION_EN}\b|[,.;:(]|$)"
)
_LEADS_EN = re.compile(
    rf"{_NAME},\s+who\s+(?P<verb>heads|leads|runs|chairs|founded|owns)\s+"
    rf"(?P<object>{_CLAUSE}(?:\s+(?:of|in|at)\s+[A-Z]{_CLAUSE})?)(?=\s+(?:after|before|because|who|that|which)\b|[,.;:(]|$)"
)
_HOLDS_EN = re.compile(
    rf"{_NAME},\s+(?:the\s+)?(?P<office>[a-z][^,;:()]*?\s(?:of|for|at)\s+[A-Z][^,;:()]*?),"
)
_WHEN_EN = re.compile(
    rf"^(?P<subject>{_CLAUSE})\s+(?P<be>was|were|is|are|will)\s+(?P<rest>[^,;:()]*?[a-z]{{3,}})"
    rf"\s+(?:on|in|by|from|until)\s+(?:\w+day,?\s+)?{_DATE_EN}"
)
_COUNT_EN = re.compile(
    rf"^(?P<subject>{_CLAUSE})\s+(?P<verb>carries|holds|has|employs|serves)\s+"
    r"(?:about\s+|more than\s+|nearly\s+)?\d[\d.,]*\s+(?P<noun>[a-z]{3,}s)\b"
)
_COST_EN = re.compile(rf"^(?P<subject>{_CLAUSE})\s+costs?\s+(?:the [a-z]+ )?(?:Rp|US\$|\$|€|£)\s?\d")
_BASE_EN = {"carries": "carry", "holds": "hold", "has": "have", "employs": "employ", "serves": "serve"}

_POINTING = re.compile(
    r"\b(?:ia|dia|mereka|keduanya|itu|ini|tersebut|kami|kita|saya|nya|\w+nya|he|she|it|they|this|that|these|those|"
    r"his|her|their|its|there|we|our|i|one|another)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:Sejak|Demikian|Jelang|Sedangkan|Adapun|Dilansir|Menurut|Saat|Ketika|Pada|Dalam|Dari|Untuk|Selain|Setelah|"
    r"Sebelum|Namun|Tetapi|Meski\w*|Karena|Akibat|Seperti|Melansir|Mengutip|Padahal|Sementara|Bahkan|Hal|"
    r"After|Before|When|While|But|However|According|In|On|At|As|If|Since|Although|Despite|Jika|Kalau|Lalu|Kini)$",
    re.IGNORECASE,
)
_WORD_OF_NAME = r"[A-Z][a-z’'-]{2,}"
_INTRODUCED = re.compile(
    rf"(?:[a-z]{{4,}}|,|[a-z]\.)\s(?P<name>{_WORD_OF_NAME}(?:\s{_WORD_OF_NAME}){{1,2}})(?=,|\s\(|\s[a-z]{{3,}})"
)
_SPEAKS = re.compile(
    rf"\b(?:kata|ujar|tutur|ucap|ungkap|jelas|tegas|said|says|added)\s({_WORD_OF_NAME})(?!\s[A-Z])"
    rf"|(?<![A-Za-z]\s)\b({_WORD_OF_NAME})\s(?:mengatakan|menuturkan|menjelaskan|menilai|meminta|mengakui|said|says)\b"
)
_COMMON = frozenset(["duta", "juru", "kepala", "ketua", "direktur", "komandan", "panglima"])
_CAPITALS_AND_DASH = re.compile(r"^[A-Z][A-Z .,/()]{2,60}\s*[-–—]+\s+(?=[A-Z])")
_QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”")
_QUOTES = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class ExampleQuestion:
    """An example question with the position of the sentence that it was made from.

    ``kind`` is ``who``, ``when``, ``count`` or ``name``. A question of kind ``name`` ("Siapa Sarmin
    Tundalaga?") may be answered by any sentence of the article.
    """

    text: str
    position: int
    kind: str


def questions_about(article: Article) -> Iterator[ExampleQuestion]:
    """Yield example questions from the first sentences of an article, at most one for each, in order."""
    forms = _FORMS.get(article.language, ())
    common = _COMMON | {
        word for sentence in article.sentences for word in sentence.text.split() if word.islower()
    }
    for position, sentence in enumerate(article.sentences[:SENTENCES_READ]):
        text = _bare(sentence.text)
        # Quotations are removed; the rest of the sentence may name the office of the speaker.
        text = " ".join(_QUOTATION.sub(" ", text).split())
        if len(text) > LONGEST_SENTENCE or _QUOTES.search(text):
            continue
        for pattern, kind, form, skipped in forms:
            match = pattern.search(text)
            question = _tidy(form.format_map(_Parts(match.groupdict(), common))) if match else ""
            if question and _stands_alone(question, skipped):
                yield ExampleQuestion(question, position, kind)
                break


def questions_about_people(article: Article) -> Iterator[ExampleQuestion]:
    """Yield "Who is …?" questions about people who are introduced by their full name and quoted later.

    A quotation under one word of the name shows that the name is that of a person, not of a club, a place or
    a law.

    >>> from datetime import UTC, datetime
    >>> from knowledge.models import Sentence
    >>> text = "Ketua paguyuban, Sarmin Tundalaga, meminta izin. Kami menunggu, kata Sarmin."
    >>> sentences = (Sentence(0, 48, text[:48]), Sentence(49, 77, text[49:]))
    >>> article = Article("a", 1, "", text, sentences, "id", datetime.now(UTC))
    >>> [example.text for example in questions_about_people(article)]
    ['Siapa Sarmin Tundalaga?']
    """
    form = {"id": "Siapa {}?", "en": "Who is {}?"}.get(article.language)
    if form is None:
        return
    speakers = {first or second for first, second in _SPEAKS.findall(" ".join(article.text.split()))}
    used: set[str] = set()
    for position, sentence in enumerate(article.sentences[:SENTENCES_READ]):
        for name in _INTRODUCED.findall(_bare(sentence.text)):
            if speakers & {name.split()[0], name.split()[-1]} and name not in used:
                used.add(name)
                yield ExampleQuestion(form.format(name), position, "name")


class _Parts(dict[str, str | None]):
    """The groups of a match, for ``str.format_map``, with the inflected forms that questions need.

    ``{clause_inside}`` is the group ``clause`` as it is written inside a sentence (see :func:`_inside`),
    ``{verb_base}`` the base form of the group ``verb``. ``common`` are words that are not names.
    """

    def __init__(self, parts: Mapping[str, str | None], common: Collection[str]) -> None:
        super().__init__(parts)
        self._common = common

    def __missing__(self, name: str) -> str:
        source, _, form = name.partition("_")
        text = self.get(source) or ""
        if form == "inside":
            return _inside(text, self._common)
        return _BASE_EN[text]


_Form = tuple[re.Pattern[str], str, str, int]
"""Pattern of a sentence, kind of question, template of the question, and number of words at its beginning
that may be capitalised without being a name."""


_INDONESIAN: tuple[_Form, ...] = (
    (_LEADS_ID, "who", "Siapa yang {verb} {object}?", 3),
    (_OFFICE_ID, "who", "Siapa {office_inside}?", 2),
    (_HOLDS_ID, "who", "Siapa {office_inside}?", 2),
    (_WHO_ID, "who", "Siapa yang {verb} {object}?", 3),
    (_COST_ID, "count", "Berapa biaya {clause_inside}?", 3),
    (_COUNT_ID, "count", "{clause} {verb} berapa {noun}?", 1),
    (_WHEN_ID, "when", "Kapan {clause_inside}?", 2),
)
_ENGLISH: tuple[_Form, ...] = (
    (_LEADS_EN, "who", "Who {verb} {object}?", 2),
    (_HOLDS_EN, "who", "Who is the {office}?", 3),
    (_WHO_EN, "who", "Who {verb} {object}?", 2),
    (_COST_EN, "count", "How much did {subject_inside} cost?", 4),
    (_COUNT_EN, "count", "How many {noun} does {subject_inside} {verb_base}?", 5),
    (_WHEN_EN, "when", "When {be} {subject_inside} {rest}?", 3),
)

_FORMS = {"id": _INDONESIAN, "en": _ENGLISH}


def _bare(sentence: str) -> str:
    """Return a sentence on one line, without the dateline before it.

    >>> _bare("MUARASENJA - Feri\\ntiba.")
    'Feri tiba.'
    """
    match = dateline(sentence)
    text = " ".join((sentence[match.end :] if match else sentence).split())
    return _CAPITALS_AND_DASH.sub("", text)


def _inside(text: str, common: Collection[str] = ()) -> str:
    """Return a phrase as written inside a sentence: the first word loses its capital unless it is a name.

    >>> _inside("The ferry"), _inside("Jembatan Kelana"), _inside("Pasar ikan Lembayung", {"pasar"})
    ('the ferry', 'Jembatan Kelana', 'pasar ikan Lembayung')
    """
    first, _, rest = text.partition(" ")
    if first in {"The", "A", "An", "Each", "Every", "Its"} or (
        first.lower() in common and not rest[:1].isupper()
    ):
        return text[:1].lower() + text[1:]
    return text


def _tidy(question: str) -> str:
    """Collapse white space and remove the space before the question mark."""
    return " ".join(question.split()).replace(" ?", "?")


def _stands_alone(question: str, skipped: int) -> bool:
    """Whether a question can be understood without the article and fits on a button.

    It must contain a name after the first ``skipped`` words and no pronoun.

    >>> _stands_alone("Siapa yang meresmikan Jembatan Kelana?", 3), _stands_alone("Kapan ia ke Laos?", 2)
    (True, False)
    """
    words = question.split()
    names = [word for word in words[skipped:] if word[:1].isupper()]
    return (
        SHORTEST <= len(question) <= LONGEST
        and len(words) <= MOST_WORDS
        and bool(names)
        and not _POINTING.search(question)
        and not any(_LEADING.match(word) for word in words[: skipped + 1] if word != "When")
        and not re.search(r"[\[\]<>{}@#/\\|]|https?:", question)
        and (words[0] != "Kapan" or bool(re.search(_VERB_ID, question) and " yang " not in question))
    )
