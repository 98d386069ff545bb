"""The few words of a sentence that answer a question: who, when, where, how many, which.

A conditional logistic regression over what stands beside each candidate chooses one of them, or none (see
``knowledge/weights/README.md``). A sentence that says why or how answers as a whole: nothing in it is marked.
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
from knowledge.retrieval.span_candidates import Candidate, candidates
from knowledge.text.gazetteer import plain
from knowledge.text.reference_words import ORGANISATION_HEADS
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import LocatedTerm, locate_terms, locate_terms_cached

LEAST_PROBABILITY = 0.55
"""Below it nothing is marked. Of held-out news answers, 0.35 then have a mark, which is right in 0.90; at 0.5
they are 0.40 and 0.88, at 0.7 0.22 and 0.92."""

_START, _END = attrgetter("start"), attrgetter("end")
_HALF_DISTANCE = 3
_PREPOSITIONS = frozenset({"di", "ke", "dari", "in", "at", "from", "to", "near", "dekat"})
_NAMING = frozenset({"oleh", "by", "bernama", "named", "yakni", "yaitu", "adalah", "ialah", "is", "was"})
_DATING = frozenset({"pada", "sejak", "tahun", "on", "since", "in", "tanggal", "hingga", "sampai", "until"})
_NAMES = frozenset({"person", "place", "organisation", "unknown"})
_SORTS: Mapping[str, frozenset[str]] = {
    "who": _NAMES - {"place"},
    "when": frozenset({"date", "year", "time"}),
    "where": _NAMES - {"person"},
    "how_many": frozenset({"number", "money", "share", "ordinal"}),
}
"""What can answer each kind of question; of the other kinds, only what is called by the noun asked for."""

_ASKING_BEHIND = frozenset({"apa", "apakah", "mana", "manakah"})
_ASKING_BEFORE = frozenset({"berapa", "berapakah", "which", "what", "many"})


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """What a sentence holds for a question. ``probability`` is that of ``best``, ``some`` that of any."""

    best: Candidate | None = None
    probability: float = 0.0
    some: float = 0.0
    lead: float = -5.0
    """Log-odds of ``best`` against none."""


def short_answer(question: Question, sentence: str) -> tuple[int, int] | None:
    """The half-open span of ``sentence`` that answers, when one stands out.

    >>> from knowledge.questions import analyse
    >>> sentence = "Pasar itu dibuka oleh Rini Sasmita pada 2021."
    >>> start, end = short_answer(analyse("Siapa yang membuka pasar itu?"), sentence)
    >>> sentence[start:end]
    'Rini Sasmita'
    """
    found = read(question, sentence)
    if found.best is None or found.probability < LEAST_PROBABILITY:
        return None
    if not _is_of_the_sort(question, sentence, found.best):
        return None
    return _without_asked(question, sentence, found.best)


def _is_of_the_sort(question: Question, sentence: str, one: Candidate) -> bool:
    """Whether it is a date for "when", a number of books for "how many books", a party for "which party"."""
    sorts = _SORTS.get(question.kind)
    if sorts is not None and (question.kind, one.type) != ("how_many", "number"):
        return one.type in sorts
    noun = _noun_asked_for(question.text)
    words = locate_terms_cached(sentence)
    first, last = _places(words, one)
    if question.kind == "how_many":
        # Where the sentence speaks of books, "eleven schools" are not how many.
        terms = [word.term for word in words]
        return first == last or noun in terms[first : last + 3] or noun not in terms
    if one.type == "organisation" and noun in _organisations():
        return True
    return noun in {word.term for word in words[max(0, first - 1) : last + 1]}


def _without_asked(question: Question, sentence: str, one: Candidate) -> tuple[int, int]:
    """Without the words at its ends that the question has: asked for the ambassador of Sorenia, the name
    alone of "Sorenia Pavel Dragan" answers. Of a name of two words, both are needed."""
    asked = frozenset(question.terms)
    words = locate_terms_cached(sentence)
    first, last = _places(words, one)
    kept = [word for word in words[first : last + 1] if word.term not in asked]
    if question.kind != "who" or len(kept) < 2:
        return one.start, one.end
    return kept[0].start, kept[-1].end


def read(question: Question, sentence: str) -> AnswerSpan:
    """Compare the candidates of a sentence, and the case that none is meant."""
    considered = asked_for(question, sentence)
    if not considered:
        return AnswerSpan()
    weights = _weights()
    nothing = weights["nothing"] + weights.get(f"nothing*{question.kind}", 0.0)
    leads = [
        sum(weights.get(name, 0.0) * value for name, value in seen.items()) - nothing
        for seen in features(question, sentence, considered)
    ]
    raised = [exp(min(lead, 50.0)) for lead in leads]
    total = sum(raised) + 1.0
    best = max(range(len(leads)), key=leads.__getitem__)
    return AnswerSpan(considered[best], raised[best] / total, 1 - 1 / total, leads[best])


def holds_the_sort(question: Question, sentence: str) -> bool:
    """Whether the sentence has a candidate of the sort asked for; True for what no sort is known of."""
    sorts = _SORTS.get(question.kind)
    return sorts is None or any(one.type in sorts for one in asked_for(question, sentence))


def asked_for(question: Question, sentence: str) -> list[Candidate]:
    """The candidates that the question does not name itself."""
    asked = frozenset(question.terms)
    words = locate_terms_cached(sentence)
    kept = []
    for one in candidates(sentence):
        first, last = _places(words, one)
        if not asked.issuperset([word.term for word in words[first : last + 1]]):
            kept.append(one)
    return kept


def features(question: Question, sentence: str, considered: Sequence[Candidate]) -> list[dict[str, float]]:
    """What speaks for and against each candidate, by name."""
    words = locate_terms_cached(sentence)
    # What a follow-up is about stands near all that is said of it: its own words tell what is asked for.
    asked = frozenset(question.terms) - question.context or frozenset(question.terms)
    held = [(at, word.term) for at, word in enumerate(words) if word.term in asked]
    noun = _noun_asked_for(question.text)
    kind = question.kind
    seen = []
    for one in considered:
        first, last = _places(words, one)
        own = {word.term for word in words[first : last + 1]}
        before, after = words[:first][-1:], words[last + 1 : last + 2]
        spelled = plain(sentence[before[0].start : before[0].end]) if before else ""
        near: dict[str, float] = {}
        for at, term in held:
            distance = max(first - at, at - last, 0)
            near[term] = max(near.get(term, 0.0), 1 / (1 + distance / _HALF_DISTANCE))
        nearness = sum(near.values()) / max(1, len(asked))
        seen.append({
            f"{kind}*{one.type}": 1.0,
            f"organisation_asked*{one.type}": float(noun in _organisations()),
            "near": nearness,
            f"{kind}*near": nearness,
            "nearest": max(near.values(), default=0.0),
            "asked_inside": len(own & asked) / len(own),
            "unit_asked": float(one.type == "number" and last > first and words[last].term in asked),
            "noun_inside": float(noun in own),
            "noun_before": float(bool(before) and before[0].term == noun),
            "asked_before": float(bool(before) and before[0].term in asked),
            "asked_after": float(bool(after) and after[0].term in asked),
            f"{kind}*preposition": float(spelled in _PREPOSITIONS),
            f"{kind}*naming": float(spelled in _NAMING),
            f"{kind}*dating": float(spelled in _DATING),
            "after_asked": float(bool(held) and first > held[0][0]),
            "begins": float(one.start == 0),
            "words": min(last - first, 5) / 5,
            "only_of_type": float(sum(other.type == one.type for other in considered) == 1),
        })  # fmt: skip
    return seen


def _places(words: Sequence[LocatedTerm], one: Candidate) -> tuple[int, int]:
    """The first and the last of ``words`` in a candidate; without any, the last is before the first."""
    first = bisect_right(words, one.start, key=_END)
    return first, bisect_left(words, one.end, first, key=_START) - 1


@lru_cache(maxsize=100)
def _noun_asked_for(question: str) -> str:
    """The term of the noun beside the question word ("partai apa", "which party"); "" without one."""
    words = [word.strip("?,.!") for word in question.split()]
    for at, word in enumerate(words):
        if plain(word) in _ASKING_BEHIND and at:
            return _term(words[at - 1])
        if plain(word) in _ASKING_BEFORE:
            return next((_term(after) for after in words[at + 1 :] if plain(after) not in STOP_WORDS), "")
    return ""


def _term(word: str) -> str:
    found = locate_terms(word)
    return found[0].term if found else ""


@cache
def _organisations() -> frozenset[str]:
    return frozenset(_term(word) for word in ORGANISATION_HEADS)


@cache
def _weights() -> Mapping[str, float]:
    text = files("knowledge.weights").joinpath("answer_spans.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
