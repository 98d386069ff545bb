"""A statement against the sentences that it cites: every check, and the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.text.terms import terms
from knowledge.verification import figures, markup, names, polarity, quotes, relation, roles
from knowledge.verification.text_analysis import Source, TextAnalysis, read

NO_CITATION = "no_citation"
NUMBER = "number_mismatch"
DATE = "date_mismatch"
TIME = "time_mismatch"
NAME = "name_mismatch"
QUOTE = "quote_altered"
NEGATION = "negation_mismatch"
OPPOSITE = "opposite_meaning"
ROLES = "roles_swapped"
MARKUP = "foreign_markup"
UNRELATED = "unrelated"
TOO_LONG = "too_long"
PROBLEMS = (
    NO_CITATION,
    NUMBER,
    DATE,
    TIME,
    NAME,
    QUOTE,
    NEGATION,
    OPPOSITE,
    ROLES,
    MARKUP,
    UNRELATED,
    TOO_LONG,
)

LONGEST_STATEMENT_CHARS = 5_000
"""More than a Telegram message holds: no single claim is so long."""
LONGEST_SENTENCE_CHARS = 20_000
"""What stands behind this in a source is not read; only a hostile sentence goes on so long."""
_MOST_WORDS = 8
_MOST_WORD_CHARS = 80
_CONNECTING = """
berikut rincian rinciannya penjelasan penjelasannya jawaban jawabannya artikel berita kata sumber kutipan
kutipannya kesimpulan kesimpulannya singkat singkatnya ringkasan ringkasannya berdasarkan selanjutnya detail
detailnya informasi informasinya answer answers detail details article articles source sources summary short
brief sum following follows news found find sentences sentence statement information according
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a statement: a name of :data:`PROBLEMS`, and the first offending words."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``supported`` when there is no problem. ``score`` is in 0..1, higher is better supported, from 0.5 when
    ``supported``. ``needed`` are the positions of the sources that add something, ascending:
    the others can go without a new problem.
    """

    supported: bool
    score: float
    problems: tuple[Problem, ...]
    needed: tuple[int, ...]


def verify(
    statement: str, sources: Sequence[Source], *, question: str = "", relatedness: float | None = None
) -> Verdict:
    """Judge a statement by what it cites. Never raises; time grows with the length of what it is given.

    ``question`` may lend names, nothing else. ``relatedness`` is the best cosine between the statement and
    the cited sentences; without it only words tell whether they have anything to do with each other. A
    statement that claims nothing ("Here is what the articles say:") needs no source.

    >>> verdict = verify("Rini Sasmita membawa 15 dosis.", [Source("Rini Sasmita membawa 1.500 dosis.")])
    >>> [(problem.name, problem.words) for problem in verdict.problems]
    [('number_mismatch', ('15',))]
    """
    if not sources:
        if len(statement) <= LONGEST_STATEMENT_CHARS and claims_nothing(statement):
            return Verdict(True, 1.0, (), ())
        return Verdict(False, 0.0, (Problem(NO_CITATION),), ())
    if len(statement) > LONGEST_STATEMENT_CHARS:
        return Verdict(False, 0.0, (Problem(TOO_LONG),), tuple(range(len(sources))))
    seen = examine(statement, sources, question=question, relatedness=relatedness)
    needed = seen.needed() if not seen.problems else tuple(range(len(sources)))
    return Verdict(
        not seen.problems,
        relation.score(seen.features, supported=not seen.problems),
        tuple(seen.problems),
        needed,
    )


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found about a statement with at least one source, before it is judged."""

    problems: list[Problem]
    features: dict[str, float]
    needed: Callable[[], tuple[int, ...]]
    """Finds the sources that add something; asked for only when there is no problem."""


def examine(
    statement: str, sources: Sequence[Source], *, question: str = "", relatedness: float | None = None
) -> Examination:
    """Every check of :func:`verify`, and what its score is made of. ``sources`` are not empty."""
    own, asked = read(statement), read(question[:LONGEST_STATEMENT_CHARS])
    analyses = [read(source.sentence[:LONGEST_SENTENCE_CHARS]) for source in sources]
    translated = _is_translated(own, analyses)
    found = _problems(own, sources, analyses, asked, translated)
    common = [relation.shared_keys(own, each, translated=translated) for each in analyses]
    weighed = relation.weights(own)
    part = relation.share(weighed, frozenset().union(*common))
    if weighed and relation.is_unrelated(part, relatedness, translated=translated):
        found.append(Problem(UNRELATED))
    features = relation.features(
        part=part,
        relatedness=relatedness,
        translated=translated,
        found=Counter({problem.name: max(1, len(problem.words)) for problem in found}),
    )

    def needed() -> tuple[int, ...]:
        everything = tuple(range(len(sources)))
        chosen = _cover(common) if len(sources) > 1 else ()
        if not chosen or chosen == everything:
            return everything
        rest = [sources[at] for at in chosen]
        left = _problems(own, rest, [analyses[at] for at in chosen], asked, translated)
        return everything if left else chosen

    return Examination(found, features, needed)


def claims_nothing(statement: str) -> bool:
    """Whether a statement merely connects: no number, no name, no denial, no matter of its own.

    >>> claims_nothing("Berikut penjelasannya:"), claims_nothing("Menteri mundur.")
    (True, False)
    """
    seen = read(statement)
    if seen.quantities or seen.moments or seen.clocks or polarity.polarity(seen).denied:
        return False
    return seen.content <= _connecting() and not markup.foreign(statement, ())


def spoken(text: str) -> str:
    """``id`` or ``en`` by the text's function words, ``und`` when these do not tell.

    >>> spoken("The bridge was opened by the mayor."), spoken("Jembatan itu dibuka."), spoken("Rini Sasmita")
    ('en', 'id', 'und')
    """
    return read(text).language


def is_said_elsewhere(statement: str, cited: Sequence[str], others: Sequence[str]) -> bool:
    """Whether another sentence is far closer to a statement than what it cites, so that it cites the wrong
    one. Always False for a statement in another language, whose words do not tell.
    """
    own = read(statement[:LONGEST_STATEMENT_CHARS])
    if _is_translated(own, [read(sentence[:LONGEST_SENTENCE_CHARS]) for sentence in cited]):
        return False
    # By terms alone, which the ranking has just found: to read them all whole would take twice as long as
    # everything else that is checked.
    return relation.is_said_elsewhere(own, *([_content(one) for one in some] for some in (cited, others)))


def is_translated(statement: str, sources: Sequence[Source]) -> bool:
    """Whether a statement is in another language than what it cites."""
    own = read(statement[:LONGEST_STATEMENT_CHARS])
    return _is_translated(own, [read(source.sentence[:LONGEST_SENTENCE_CHARS]) for source in sources])


def _content(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence[:LONGEST_SENTENCE_CHARS]))


@cache
def _connecting() -> frozenset[str]:
    return frozenset(terms(_CONNECTING))


def _problems(
    own: TextAnalysis,
    sources: Sequence[Source],
    analyses: Sequence[TextAnalysis],
    asked: TextAnalysis,
    translated: bool,
) -> list[Problem]:
    titles = [
        read(title[:LONGEST_STATEMENT_CHARS])
        for title in dict.fromkeys(source.title for source in sources)
        if title
    ]
    dated = [(analysis, source.published_on) for analysis, source in zip(analyses, sources, strict=True)]
    dated += [
        (read(source.title[:LONGEST_STATEMENT_CHARS]), source.published_on)
        for source in sources
        if source.title
    ]
    before = [
        read(source.before[-LONGEST_SENTENCE_CHARS:]) for source in sources if source.before is not None
    ]
    days = [source.published_on for source in sources if source.published_on is not None]
    sentences = [source.sentence for source in sources]
    checks = (
        (NUMBER, figures.unsaid_numbers(own, dated)),
        (DATE, figures.unsaid_days(own, days[0] if days else None, dated)),
        (TIME, figures.unsaid_times(own, dated)),
        (
            NAME,
            names.unknown_names(
                own,
                analyses,
                [*titles, asked],
                translated=translated,
                before=before if len(before) == len(sources) else None,
            ),
        ),
        (
            QUOTE,
            quotes.altered(own.text, [*sentences, *(title.text for title in titles)], translated=translated),
        ),
        (NEGATION, polarity.contradictions(own, analyses, translated=translated)),
        (OPPOSITE, polarity.opposites(own, analyses, translated=translated)),
        (ROLES, [] if translated else roles.swapped(own, analyses)),
        (MARKUP, markup.foreign(own.text, sentences)),
    )
    return [Problem(name, _shown(words)) for name, words in checks if words]


def _shown(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_MOST_WORD_CHARS] for word in words[:_MOST_WORDS]))


def _is_translated(own: TextAnalysis, analyses: Sequence[TextAnalysis]) -> bool:
    spoken = Counter(analysis.language for analysis in analyses if analysis.language != "und")
    return own.language != "und" and bool(spoken) and own.language not in spoken


def _cover(common: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The fewest sources, greedily, that together share all that any of them shares; ``()`` if none does."""
    left = set().union(*common)
    chosen: list[int] = []
    while left:
        best = max(range(len(common)), key=lambda at: (len(common[at] & left), -at))
        chosen.append(best)
        left -= common[best]
    return tuple(sorted(chosen))
