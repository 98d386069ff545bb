"""Questions and conversations put to an archive, and what came of each, in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from bot.evaluation.archive import Archive, Gold, Progress, holds, is_gold, rank
from knowledge import verification
from knowledge.evaluation import suites
from knowledge.evaluation.cases import ConversationCase, QuestionCase
from knowledge.evaluation.results import Observed, Result
from knowledge.evaluation.statistics import at_threshold
from knowledge.models import Answer, CitedStatement, Outcome
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retrieval
from knowledge.verification import Source

THRESHOLDS = (0.2, 0.3, 0.4, confidence.THRESHOLD, 0.6, 0.7, 0.8)

RANKED_PASSAGES = 30
"""Passages asked for, so that ten articles are among them."""

Values = dict[str, float | None]


async def ask_all(archive: Archive, cases: Sequence[QuestionCase], progress: Progress) -> list[Result]:
    """Retrieval, evidence, answers, refusal and cross-language, each where the cases have what it needs."""
    observed: dict[str, list[Observed]] = defaultdict(list)
    seen: dict[str, Values] = {}
    for case in cases:
        gold = await archive.gold(case.evidence) if case.answerable else {}
        outcome, retrieval = await archive.ask(case.question, among=case.among)
        values: Values = {}
        if case.answerable and case.articles and not case.among:
            values |= await _ranks(archive, case)
            observed["retrieval"].append(Observed(case.id, case.group, values))
        if gold:
            found = _found(retrieval, gold)
            observed["evidence"].append(Observed(case.id, case.group, found))
            values |= {"evidence": found["first"]}
        if case.answerable and (gold or case.answers):
            answer = _answer(outcome, retrieval, gold, case.answers)
            observed["answers"].append(Observed(case.id, case.group, answer))
        refusal = _refusal(outcome, case.answerable, values.get("evidence"))
        observed["refusal"].append(Observed(case.id, case.group, refusal))
        seen[case.id] = values | {"answered": refusal["answered"]}
        progress(1)
    for case in cases:
        own = seen.get(case.translation_of or "")
        if own is not None:
            values = seen[case.id] | {f"own_{name}": value for name, value in own.items()}
            observed["cross-language"].append(Observed(case.id, case.group, values))
    if len({case.answerable for case in cases}) == 1:
        del observed["refusal"]  # nothing to tell apart
    notes = {"refusal": tuple(_thresholds(observed["refusal"]))} if "refusal" in observed else {}
    return [
        Result(suite, tuple(observed[suite.name]), notes.get(suite.name, ()))
        for suite in (
            suites.RETRIEVAL, suites.EVIDENCE, suites.ANSWERS, suites.REFUSAL, suites.CROSS_LANGUAGE,
        )
        if observed.get(suite.name)
    ]  # fmt: skip


async def converse_all(archive: Archive, cases: Sequence[ConversationCase], progress: Progress) -> Result:
    """Each turn but the first: in its conversation, written out in full, and as typed alone."""
    observed = []
    kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case in cases:
        conversation = f"eval:{case.id}"
        await archive.kutip.assistant.forget(conversation)
        for number, turn in enumerate(case.turns, start=1):
            outcome, retrieval = await archive.ask(turn.question, conversation=conversation)
            gold = await archive.gold(turn.evidence)
            if number > 1 and gold:
                full, full_retrieval = await archive.ask(turn.standalone)
                _, alone = await archive.ask(turn.question)
                here, there = _found(retrieval, gold), _found(full_retrieval, gold)
                values: Values = {
                    "found": here["first"],
                    "full": there["first"],
                    "found_two": here["first_two"],
                    "full_two": there["first_two"],
                    "alone": _found(alone, gold)["first"],
                    "answered": float(isinstance(outcome, Answer)),
                    "full_answered": float(isinstance(full, Answer)),
                }
                observed.append(Observed(f"{case.id}/{number}", case.id, values))
                kinds[turn.kind or "any"].append((here["first"], there["first"]))
        await archive.kutip.assistant.forget(conversation)
        progress(1)
    notes = [
        f"{kind}: evidence first {_mean(pairs, 0):.3f}, full question {_mean(pairs, 1):.3f} ({len(pairs)})"
        for kind, pairs in sorted(kinds.items())
    ]
    return Result(suites.FOLLOW_UPS, tuple(observed), tuple(notes))


async def _ranks(archive: Archive, case: QuestionCase) -> Values:
    right = {article.text for name in case.articles if (article := await archive.article(name)) is not None}
    order: list[str] = []
    for passage in await archive.retriever.search(case.question, RANKED_PASSAGES):
        if passage.article.text not in order:
            order.append(passage.article.text)
    at = next((at for at, text in enumerate(order[:10]) if text in right), None)
    return places(at)


def places(at: int | None) -> Values:
    """The columns of a rank, counted from 0; None: not found.

    >>> places(1)
    {'first': 0.0, 'in five': 1.0, 'in ten': 1.0, 'reciprocal': 0.5}
    """
    return {
        "first": float(at == 0),
        "in five": float(at is not None and at < 5),
        "in ten": float(at is not None and at < 10),
        "reciprocal": 0.0 if at is None else 1 / (at + 1),
    }


def _found(retrieval: Retrieval, gold: Gold) -> dict[str, float]:
    at = rank(retrieval.evidence, gold)
    return {"first": float(at == 0), "first_two": float(at is not None and at < 2)}


def _answer(outcome: Outcome, retrieval: Retrieval, gold: Gold, answers: Sequence[str]) -> Values:
    statements = outcome.statements if isinstance(outcome, Answer) else ()
    values: Values = {"answered": float(bool(statements))}
    if answers:
        shown = " ".join(one.text for one in statements)
        first_two = " ".join(one.sentence.text for one in retrieval.evidence[:2])
        values |= {
            "stands": float(holds(shown, answers)),
            "in_first_two": float(holds(first_two, answers)),
        }
    values |= {"statements": float(len(statements))}
    values |= {"citations": float(sum(len(one.citations) for one in statements))}
    values |= _supported(statements)
    if gold:
        marks = {(one.article.id, one.sentence.start) for one in retrieval.evidence if is_gold(one, gold)}
        right = [[(c.article_id, c.start) in marks for c in one.citations] for one in statements]
        values |= {
            "citations_right": float(sum(map(sum, right))),
            "statements_right": float(sum(any(one) for one in right)),
        }
    return values


def _supported(statements: Sequence[CitedStatement]) -> Values:
    """By verification: a statement by all of its citations, a citation by itself."""
    whole = each = 0
    for one in statements:
        sources = [Source(c.sentence, c.title, c.published_on) for c in one.citations]
        quoted = [one.text in source.sentence for source in sources]
        whole += any(quoted) or verification.verify(one.text, sources).supported
        each += sum(
            by_itself or verification.verify(one.text, [source]).supported
            for by_itself, source in zip(quoted, sources, strict=True)
        )
    return {"statements_verified": float(whole), "citations_verified": float(each)}


def _refusal(outcome: Outcome, answerable: bool, evidence: float | None) -> dict[str, float | None]:
    answered = isinstance(outcome, Answer)
    return {
        "confidence": outcome.confidence,
        "answerable": float(answerable),
        "unanswerable": float(not answerable),
        "answered": float(answered),
        "abstained": float(not answered),
        "right": evidence if answerable else 0.0,
    }


def _thresholds(observed: Sequence[Observed]) -> Iterator[str]:
    """What other thresholds than the present one would do."""
    rows = np.array([[one.values["confidence"], one.values["answerable"]] for one in observed], float)
    for threshold in THRESHOLDS:
        answered, precision, wrongly = at_threshold(rows, threshold)
        present = ", the present one" if threshold == confidence.THRESHOLD else ""
        yield (
            f"threshold {threshold}{present}: answers {answered:.3f} of what can be answered and "
            f"{wrongly:.3f} of what cannot; {precision:.3f} of the answered can be"
        )


def _mean(pairs: Sequence[tuple[float, float]], at: int) -> float:
    return sum(pair[at] for pair in pairs) / len(pairs)
