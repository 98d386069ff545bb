"""Finds answer spans: the few words of a sentence that answer who, when, where, how many or which.

A conditional logistic regression over features of the candidates and the words around them chooses one
candidate or none (see ``knowledge/weights/README.md``). A sentence answers "why" and "how" as a whole, so it
has no answer span for them.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from operator import attrgetter

from knowledge.questions.analysis import Question
from knowledge.retrieval.span_candidates import SpanCandidate, candidates
from knowledge.text.gazetteer import plain
from knowledge.text.reference_words import ORGANISATION_HEADS
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import LocatedTerm, locate_terms, locate_terms_cached

LEAST_PROBABILITY = 0.55
"""An answer span with a lower probability is not shown.

Of held-out news answers 0.35 then have a span, of which 0.90 are right; at 0.5 these are 0.40 and 0.88, at
0.7 0.22 and 0.92.
"""

_START, _END = attrgetter("start"), attrgetter("end")
_HALF_DISTANCE = 3
_PREPOSITIONS = frozenset({"di", "ke", "dari", "in", "at", "from", "to", "near", "dekat"})
_NAMING = frozenset({"oleh", "by", "bernama", "named", "yakni", "yaitu", "adalah", "ialah", "is", "was"})
_DATING = frozenset({"pada", "sejak", "tahun", "on", "since", "in", "tanggal", "hingga", "sampai", "until"})
_NAMES = frozenset({"person", "place", "organisation", "unknown"})
_WANTED_TYPES: Mapping[str, frozenset[str]] = {
    "who": _NAMES - {"place"},
    "when": frozenset({"date", "year", "time"}),
    "where": _NAMES - {"person"},
    "how_many": frozenset({"number", "money", "share", "ordinal"}),
}
"""The types of span that can answer each kind of question.

The other kinds are answered by a span with the noun of the question: "partai apa" by "Partai Fajar".
"""

_BEHIND_NOUN = frozenset({"apa", "apakah", "mana", "manakah"})
_BEFORE_NOUN = frozenset({"berapa", "berapakah", "which", "what", "many"})


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """The best answer span of a sentence for a question, with its probabilities."""

    best: SpanCandidate | None = None
    """None if the sentence has no candidate."""
    probability: float = 0.0
    """0..1: that ``best`` is the answer."""
    some: float = 0.0
    """0..1: that any candidate is the answer."""
    lead: float = -5.0
    """Log-odds of ``best`` against no candidate."""


def answer_span(question: Question, sentence: str) -> tuple[int, int] | None:
    """The half-open span of ``sentence`` that answers the question; None if no span is likely enough.

    >>> from knowledge.questions.analysis import analyse
    >>> sentence = "Pasar itu dibuka oleh Rini Sasmita pada 2021."
    >>> start, end = answer_span(analyse("Siapa yang membuka pasar itu?"), sentence)
    >>> sentence[start:end]
    'Rini Sasmita'
    """
    span = find_span(question, sentence)
    if span.best is None or span.probability < LEAST_PROBABILITY:
        return None
    if not _is_wanted(question, sentence, span.best):
        return None
    return _without_question_terms(question, sentence, span.best)


def _is_wanted(question: Question, sentence: str, span: SpanCandidate) -> bool:
    """Whether it is a date for "when", a number of books for "how many books", a party for "which party"."""
    types = _WANTED_TYPES.get(question.kind)
    if types is not None and (question.kind, span.type) != ("how_many", "number"):
        return span.type in types
    noun = _noun_of(question.text)
    words = locate_terms_cached(sentence)
    first, last = _word_range(words, span)
    if question.kind == "how_many":
        # For "how many books", "eleven schools" is no answer in a sentence that has the word "books".
        terms = [word.term for word in words]
        return first == last or noun in terms[first : last + 3] or noun not in terms
    if span.type == "organisation" and noun in _organisations():
        return True
    return noun in {word.term for word in words[max(0, first - 1) : last + 1]}


def _without_question_terms(question: Question, sentence: str, span: SpanCandidate) -> tuple[int, int]:
    """The span without the words at its ends that the question has, for "who" questions.

    For "Who is the ambassador of Sorenia?" the span "Sorenia Pavel Dragan" becomes "Pavel Dragan". At least
    two words must be left, otherwise the span stays as it is.
    """
    question_terms = frozenset(question.terms)
    words = locate_terms_cached(sentence)
    first, last = _word_range(words, span)
    rest = [word for word in words[first : last + 1] if word.term not in question_terms]
    if question.kind != "who" or len(rest) < 2:
        return span.start, span.end
    return rest[0].start, rest[-1].end


def find_span(question: Question, sentence: str) -> AnswerSpan:
    """Find the best answer span of a sentence, with its probabilities."""
    spans = new_candidates(question, sentence)
    if not spans:
        return AnswerSpan()
    weights = _weights()
    nothing = weights["nothing"] + weights.get(f"nothing*{question.kind}", 0.0)
    leads = [
        sum(weights.get(name, 0.0) * value for name, value in values.items()) - nothing
        for values in features(question, sentence, spans)
    ]
    odds = [exp(min(lead, 50.0)) for lead in leads]
    total = sum(odds) + 1.0
    best = max(range(len(leads)), key=leads.__getitem__)
    return AnswerSpan(spans[best], odds[best] / total, 1 - 1 / total, leads[best])


def has_wanted_type(question: Question, sentence: str) -> bool:
    """Whether the sentence has a candidate of a type that can answer this kind of question.

    Always True for the kinds why, how and which, which have no such types.
    """
    types = _WANTED_TYPES.get(question.kind)
    return types is None or any(span.type in types for span in new_candidates(question, sentence))


def new_candidates(question: Question, sentence: str) -> list[SpanCandidate]:
    """The candidates of a sentence with at least one word that is not in the question, in order."""
    question_terms = frozenset(question.terms)
    words = locate_terms_cached(sentence)
    spans = []
    for span in candidates(sentence):
        first, last = _word_range(words, span)
        if not question_terms.issuperset([word.term for word in words[first : last + 1]]):
            spans.append(span)
    return spans


def features(question: Question, sentence: str, spans: Sequence[SpanCandidate]) -> list[dict[str, float]]:
    """The features of each candidate of a sentence, by their names in ``weights/answer_spans.json``."""
    words = locate_terms_cached(sentence)
    # The topic of a follow-up is near everything in its article: only the other words of the question count.
    wanted = frozenset(question.terms) - question.context or frozenset(question.terms)
    question_words = [(at, word.term) for at, word in enumerate(words) if word.term in wanted]
    noun = _noun_of(question.text)
    kind = question.kind
    result = []
    for span in spans:
        first, last = _word_range(words, span)
        own = {word.term for word in words[first : last + 1]}
        before, after = words[:first][-1:], words[last + 1 : last + 2]
        spelled = plain(sentence[before[0].start : before[0].end]) if before else ""
        near: dict[str, float] = {}
        for at, term in question_words:
            distance = max(first - at, at - last, 0)
            near[term] = max(near.get(term, 0.0), 1 / (1 + distance / _HALF_DISTANCE))
        nearness = sum(near.values()) / max(1, len(wanted))
        result.append({
            f"{kind}*{span.type}": 1.0,
            f"organisation_asked*{span.type}": float(noun in _organisations()),
            "near": nearness,
            f"{kind}*near": nearness,
            "nearest": max(near.values(), default=0.0),
            "asked_inside": len(own & wanted) / len(own),
            "unit_asked": float(span.type == "number" and last > first and words[last].term in wanted),
            "noun_inside": float(noun in own),
            "noun_before": float(bool(before) and before[0].term == noun),
            "asked_before": float(bool(before) and before[0].term in wanted),
            "asked_after": float(bool(after) and after[0].term in wanted),
            f"{kind}*preposition": float(spelled in _PREPOSITIONS),
            f"{kind}*naming": float(spelled in _NAMING),
            f"{kind}*dating": float(spelled in _DATING),
            "after_asked": float(bool(question_words) and first > question_words[0][0]),
            "begins": float(span.start == 0),
            "words": min(last - first, 5) / 5,
            "only_of_type": float(sum(other.type == span.type for other in spans) == 1),
        })  # fmt: skip
    return result


def _word_range(words: Sequence[LocatedTerm], span: SpanCandidate) -> tuple[int, int]:
    """The indexes of the first and the last of ``words`` in a candidate; last < first if it has none."""
    first = bisect_right(words, span.start, key=_END)
    return first, bisect_left(words, span.end, first, key=_START) - 1


@lru_cache(maxsize=100)
def _noun_of(question: str) -> str:
    """The term of the noun next to the question word ("partai apa", "which party"); "" if there is none."""
    words = [word.strip("?,.!") for word in question.split()]
    for at, word in enumerate(words):
        if plain(word) in _BEHIND_NOUN and at:
            return _term(words[at - 1])
        if plain(word) in _BEFORE_NOUN:
            return next((_term(after) for after in words[at + 1 :] if plain(after) not in STOP_WORDS), "")
    return ""


def _term(word: str) -> str:
    terms = locate_terms(word)
    return terms[0].term if terms else ""


@cache
def _organisations() -> frozenset[str]:
    return frozenset(_term(word) for word in ORGANISATION_HEADS)


@cache
def _weights() -> Mapping[str, float]:
    text = files("knowledge.weights").joinpath("answer_spans.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
