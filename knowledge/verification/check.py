"""Verifies one statement against the sentences that it cites: runs all checks and makes the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.ports.reading import Support
from knowledge.text.terms import terms
from knowledge.verification import answer_words, figures, markup, names, polarity, quotes, relation
from knowledge.verification.text_analysis import Source, TextAnalysis, analyse
from knowledge.verification.words import Language, language, name_phrases

NO_CITATION = "no_citation"
NUMBER = "number_mismatch"
DATE = "date_mismatch"
TIME = "time_mismatch"
NAME = "name_mismatch"
QUOTE = "quote_altered"
NEGATION = "negation_mismatch"
MARKUP = "foreign_markup"
UNRELATED = "unrelated"
TOO_LONG = "too_long"
CONTRADICTED = "contradicted"
"""The reader holds that the cited sentences say otherwise."""
UNPROVED = "unproved"
"""The reader holds that the cited sentences do not say so."""
PROBLEMS = (
    NO_CITATION,
    NUMBER,
    DATE,
    TIME,
    NAME,
    QUOTE,
    NEGATION,
    MARKUP,
    UNRELATED,
    TOO_LONG,
    CONTRADICTED,
    UNPROVED,
)
DIFFERENCES = frozenset({NUMBER, DATE, TIME, NEGATION})
"""Problems that say that the cited sentences tell something else, and not only that they do not tell it."""
CERTAIN = frozenset({NO_CITATION, QUOTE, MARKUP, TOO_LONG})
"""Problems that no reading can outweigh."""

DENIED_BELOW = 0.3
"""A statement that negates otherwise than its sources, or has a number in words that they lack, is refuted if
it is less likely, as nearly all are. The others may word or work out what the sources tell."""

LONGEST_STATEMENT_CHARS = 5_000
"""Longer statements are rejected unread. A Telegram message has at most 4,096 characters."""
LONGEST_SENTENCE_CHARS = 20_000
"""The rest of a longer source sentence is ignored. Only a hostile text has one."""
_MOST_WORDS = 8
_MOST_WORD_CHARS = 80
_CONNECTING_WORDS = """
berikut rincian rinciannya penjelasan penjelasannya jawaban jawabannya artikel berita kata sumber kutipan
kutipannya kesimpulan kesimpulannya singkat singkatnya ringkasan ringkasannya berdasarkan selanjutnya detail
detailnya informasi informasinya answer answers detail details article articles source sources summary short
brief sum following follows news found find sentences sentence statement information according
"""


Ruling = Literal["supported", "contradicted", "unproved"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a statement: its name, one of :data:`PROBLEMS`, and the first offending words."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verifying one statement."""

    supported: bool
    """Whether there are no problems."""
    score: float
    """The likelihood that it is supported, 0..1; at least 0.5 exactly if ``supported``."""
    problems: tuple[Problem, ...]
    needed: tuple[int, ...]
    """The indexes of the sources that contribute, ascending: without the others there is no new problem."""
    is_contradicted: bool = False
    """Whether the sources say otherwise. If they do not, a statement that is not supported is unproved."""
    is_certain: bool = False
    """Whether it is refuted whatever else reads it."""

    @property
    def ruling(self) -> Ruling:
        """The verdict in a word."""
        if self.supported:
            return "supported"
        return "contradicted" if self.is_contradicted else "unproved"


def verify(
    statement: str,
    sources: Sequence[Source],
    *,
    question: str = "",
    relatedness: float | None = None,
    support: Support | None = None,
) -> Verdict:
    """Verify that a statement follows from the sources that it cites. Never raises an exception.

    Names may also come from the ``question``. ``relatedness`` is the best cosine between the statement and a
    cited sentence; if it is None, only common words decide whether they are about the same matter.
    ``support`` is what a reader holds of the statement; with it, the problems that the words show only count
    against it, since "half a dozen" is no problem beside "6". Without it each problem is one. A statement
    that claims nothing ("Here is what the articles say:") is supported without a source. The time grows with
    the length of the texts.

    >>> verdict = verify("Rini Sasmita membawa 15 dosis.", [Source("Rini Sasmita membawa 1.500 dosis.")])
    >>> verdict.ruling, [(problem.name, problem.words) for problem in verdict.problems]
    ('contradicted', [('number_mismatch', ('15',))])
    """
    if not sources:
        if len(statement) <= LONGEST_STATEMENT_CHARS and claims_nothing(statement):
            return Verdict(True, 1.0, (), ())
        return Verdict(False, 0.0, (Problem(NO_CITATION),), (), is_certain=True)
    everything = tuple(range(len(sources)))
    if len(statement) > LONGEST_STATEMENT_CHARS:
        return Verdict(False, 0.0, (Problem(TOO_LONG),), everything, is_certain=True)
    if support is not None:
        # "Tidak," in front of an answer denies the question, not what the sources tell.
        statement = answer_words.split(statement)[1]
    found = examine(statement, sources, question=question, relatedness=relatedness, support=support)
    names = {problem.name for problem in found.problems}
    is_certain = bool(names & CERTAIN) or relation.is_refuted(found.features)
    if support is None:
        is_certain |= bool(names & DIFFERENCES)
        supported = not names
        score = relation.score(found.features, supported=supported)
        is_contradicted = bool(names & DIFFERENCES)
    else:
        score = 0.0 if is_certain else relation.likelihood(found.features)
        is_certain |= bool(names & DIFFERENCES) and score < DENIED_BELOW
        supported = score >= 0.5
        is_contradicted = support.contradicted >= support.unproved or bool(names & DIFFERENCES)
    if supported:
        return Verdict(True, score, (), found.needed())
    problems = found.problems or [Problem(CONTRADICTED if is_contradicted else UNPROVED)]
    return Verdict(False, score, tuple(problems), everything, is_contradicted, is_certain)


@dataclass(frozen=True, slots=True)
class Examination:
    """The findings about a statement with at least one source, from which the verdict is made."""

    problems: list[Problem]
    features: dict[str, float]
    """The features of the score; see :func:`knowledge.verification.relation.features`."""
    needed: Callable[[], tuple[int, ...]]
    """Computes :attr:`Verdict.needed`; call it only if there are no problems."""


def examine(
    statement: str,
    sources: Sequence[Source],
    *,
    question: str = "",
    relatedness: float | None = None,
    support: Support | None = None,
) -> Examination:
    """Run all checks of :func:`verify` and compute the features of its score.

    ``sources`` must not be empty.
    """
    own, question_analysis = analyse(statement), analyse(question[:LONGEST_STATEMENT_CHARS])
    analyses = [analyse(source.sentence[:LONGEST_SENTENCE_CHARS]) for source in sources]
    translated = _is_translated(own, analyses)
    problems = _problems(own, sources, analyses, question_analysis, translated)
    common = [relation.shared_keys(own, analysis, translated=translated) for analysis in analyses]
    key_weights = relation.weights(own)
    shared = relation.share(key_weights, frozenset().union(*common))
    if key_weights and relation.is_unrelated(shared, relatedness, translated=translated):
        problems.append(Problem(UNRELATED))
    features = relation.features(
        shared=shared,
        relatedness=relatedness,
        translated=translated,
        problems={problem.name: problem.words for problem in problems},
        support=support,
    )

    def needed() -> tuple[int, ...]:
        everything = tuple(range(len(sources)))
        chosen = _cover(common)
        if not chosen or chosen == everything:
            return everything
        new_problems = _problems(
            own,
            [sources[index] for index in chosen],
            [analyses[index] for index in chosen],
            question_analysis,
            translated,
        )
        return everything if new_problems else chosen

    return Examination(problems, features, needed)


def unnamed_in(statement: str, sources: Sequence[Source], *, question: str = "") -> list[str]:
    """The names that the cited sentences themselves lack, as written, in order; titles and question count.

    :func:`verify` also accepts the name of a person whom only the text before a source names. A reader who is
    shown the sources does not see it there. ``[]`` without sources.
    """
    if not sources or len(statement) > LONGEST_STATEMENT_CHARS:
        return []
    own = analyse(statement)
    analyses = [analyse(source.sentence[:LONGEST_SENTENCE_CHARS]) for source in sources]
    context = [*_titles(sources), analyse(question[:LONGEST_STATEMENT_CHARS])]
    nothing_before = [analyse("")]
    return names.unknown_names(
        own, analyses, context, translated=_is_translated(own, analyses), before=nothing_before
    )


def claims_nothing(statement: str) -> bool:
    """Whether a statement only introduces others, without a number, date, name, negation or other content.

    >>> claims_nothing("Berikut penjelasannya:"), claims_nothing("Menteri mundur.")
    (True, False)
    """
    analysis = analyse(statement)
    if analysis.quantities or analysis.moments or analysis.clocks or polarity.polarity(analysis).denied:
        return False
    return analysis.content <= _connecting_terms() and not markup.foreign(statement, ())


def language_of(text: str, *, names_in: Sequence[str] = ()) -> str:
    """Detect the language of a text, ``id`` or ``en``, by its common words; ``und`` if they are undecided.

    The English words inside a name ("200 with AVANTGARDE Line") do not count if one of ``names_in`` has them
    in the same place.

    >>> language_of("The mayor opened the bridge."), language_of("Jembatan itu dibuka."), language_of("Rini")
    ('en', 'id', 'und')
    """
    return _language_beside(analyse(text), [analyse(other[:LONGEST_SENTENCE_CHARS]) for other in names_in])


def is_said_elsewhere(statement: str, cited: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a statement cites the wrong sentences: one of ``others`` is far closer to it than ``cited``.

    Always False for a statement in another language than ``cited``, as its words cannot be compared.
    """
    own = analyse(statement[:LONGEST_STATEMENT_CHARS])
    if _is_translated(own, [analyse(sentence[:LONGEST_SENTENCE_CHARS]) for sentence in cited]):
        return False
    # Only terms are compared, which the ranker has just cached: a full analysis of all sentences would take
    # twice as long as all other checks together.
    return relation.is_said_elsewhere(
        own,
        [_sentence_terms(sentence) for sentence in cited],
        [_sentence_terms(sentence) for sentence in others],
    )


def is_translated(statement: str, sources: Sequence[Source]) -> bool:
    """Whether a statement is in another language than all sources whose language is detected."""
    own = analyse(statement[:LONGEST_STATEMENT_CHARS])
    return _is_translated(own, [analyse(source.sentence[:LONGEST_SENTENCE_CHARS]) for source in sources])


def _sentence_terms(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence[:LONGEST_SENTENCE_CHARS]))


@cache
def _connecting_terms() -> frozenset[str]:
    return frozenset(terms(_CONNECTING_WORDS))


def _problems(
    own: TextAnalysis,
    sources: Sequence[Source],
    analyses: Sequence[TextAnalysis],
    question: TextAnalysis,
    translated: bool,
) -> list[Problem]:
    """The problems that each check finds; ``analyses`` are those of the sentences of ``sources``."""
    titles = _titles(sources)
    dated = [(analysis, source.published_on) for analysis, source in zip(analyses, sources, strict=True)]
    dated += [
        (analyse(source.title[:LONGEST_STATEMENT_CHARS]), source.published_on)
        for source in sources
        if source.title
    ]
    before = [
        analyse(source.before[-LONGEST_SENTENCE_CHARS:]) for source in sources if source.before is not None
    ]
    days = [source.published_on for source in sources if source.published_on is not None]
    sentences = [source.sentence for source in sources]
    checks = (
        (NUMBER, figures.unsupported_numbers(own, dated, question=question)),
        (DATE, figures.unsupported_days(own, days[0] if days else None, dated)),
        (TIME, figures.unsupported_times(own, dated)),
        (
            NAME,
            names.unknown_names(
                own,
                analyses,
                [*titles, question],
                translated=translated,
                before=before if len(before) == len(sources) else None,
            ),
        ),
        (
            QUOTE,
            quotes.altered(own.text, [*sentences, *(title.text for title in titles)], translated=translated),
        ),
        (NEGATION, polarity.contradictions(own, analyses, translated=translated)),
        (MARKUP, markup.foreign(own.text, sentences)),
    )
    return [Problem(name, _shortened(words)) for name, words in checks if words]


def _titles(sources: Sequence[Source]) -> list[TextAnalysis]:
    titles = dict.fromkeys(source.title for source in sources if source.title)
    return [analyse(title[:LONGEST_STATEMENT_CHARS]) for title in titles]


def _shortened(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_MOST_WORD_CHARS] for word in words[:_MOST_WORDS]))


def _is_translated(own: TextAnalysis, analyses: Sequence[TextAnalysis]) -> bool:
    languages = {_language_beside(analysis, [own]) for analysis in analyses} - {"und"}
    own_language = _language_beside(own, analyses)
    return own_language != "und" and bool(languages) and own_language not in languages


def _language_beside(analysis: TextAnalysis, others: Sequence[TextAnalysis]) -> Language:
    """The language of a text without the English words inside names that one of ``others`` has too."""
    if analysis.language != "en":
        return analysis.language  # an Indonesian text holds English names, hardly ever the reverse
    phrases = name_phrases(analysis.tokens)
    theirs = {phrase for other in others for phrase in name_phrases(other.tokens)} if phrases else set()
    inside = {index for phrase in phrases.keys() & theirs for index in phrases[phrase]}
    if not inside:
        return analysis.language
    return language([token for index, token in enumerate(analysis.tokens) if index not in inside])


def _cover(common: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """Indexes of few sources, chosen greedily, that together share all keys that any source shares.

    ``common`` has the shared keys of each source. ``()`` if no source shares any.
    """
    uncovered = set().union(*common)
    chosen: list[int] = []
    while uncovered:
        best = max(range(len(common)), key=lambda index: (len(common[index] & uncovered), -index))
        chosen.append(best)
        uncovered -= common[best]
    return tuple(sorted(chosen))
