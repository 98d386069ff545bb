"""Asks an archive questions and conversations, and records the values from which the figures are computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from bot.evaluation import kinds
from bot.evaluation.archive import Archive, Gold, Progress, contains_answer, is_gold, rank
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
"""Confidence thresholds that the notes of the refusal suite compare."""

RANKED_PASSAGES = 30
"""Passages retrieved to rank articles: enough for at least ten different articles."""

Values = dict[str, float | None]
"""What was observed for one case, by column of its suite; None if the case has no such value."""


async def ask_all(archive: Archive, cases: Sequence[QuestionCase], progress: Progress) -> list[Result]:
    """Run the suites that :data:`bot.evaluation.running.SUITES_WITH_QUESTIONS` names, without "baselines".

    A case takes part in the suites for which it has labels. A suite without cases has no result.
    """
    observed: dict[str, list[Observed]] = defaultdict(list)
    values_by_case: dict[str, Values] = {}
    judged: dict[str, Values] = {}
    for case in cases:
        gold = await archive.gold(case.evidence) if case.answerable else {}
        outcome, retrieval = await archive.ask(case.question, among=case.among)
        values: Values = {}
        if case.answerable and case.articles and not case.among:
            values |= await _rank_values(archive, case)
            observed["retrieval"].append(Observed(case.id, case.group, values))
        if gold:
            evidence = _evidence_values(retrieval, gold)
            observed["evidence"].append(Observed(case.id, case.group, evidence))
            values |= {"evidence": evidence["first"]}
        if case.answerable and (gold or case.answers):
            answer = _answer_values(outcome, retrieval, gold, case.answers)
            observed["answers"].append(Observed(case.id, case.group, answer))
        refusal = _refusal_values(outcome, case.answerable, values.get("evidence"))
        observed["refusal"].append(Observed(case.id, case.group, refusal))
        values_by_case[case.id] = values | {"answered": refusal["answered"]}
        if case.kind and (gold or not case.answerable):
            judged[case.id] = await kinds.judge(archive, case, outcome, retrieval)
        progress(1)
    for case in cases:
        own = values_by_case.get(case.translation_of or "")
        if own is not None:
            values = values_by_case[case.id] | {f"own_{name}": value for name, value in own.items()}
            observed["cross-language"].append(Observed(case.id, case.group, values))
    if len({case.answerable for case in cases}) == 1:
        del observed["refusal"]  # needs both answerable and unanswerable questions
    notes = {"refusal": tuple(_threshold_notes(observed["refusal"]))} if "refusal" in observed else {}
    return [
        Result(suite, tuple(observed[suite.name]), notes.get(suite.name, ()))
        for suite in (
            suites.RETRIEVAL, suites.EVIDENCE, suites.ANSWERS, suites.REFUSAL, suites.CROSS_LANGUAGE,
        )
        if observed.get(suite.name)
    ] + kinds.results(cases, judged)  # fmt: skip


async def converse_all(archive: Archive, cases: Sequence[ConversationCase], progress: Progress) -> Result:
    """Run the suite "follow-ups" on each turn with labelled evidence, except the first of a conversation.

    Each turn is asked three times: as typed in its conversation, as the labelled standalone question, and as
    typed but without the conversation.
    """
    observed = []
    found_by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case in cases:
        conversation = f"eval:{case.id}"
        await archive.kutip.assistant.forget(conversation)
        for number, turn in enumerate(case.turns, start=1):
            outcome, retrieval = await archive.ask(turn.question, conversation=conversation)
            gold = await archive.gold(turn.evidence)
            if number > 1 and gold:
                full, full_retrieval = await archive.ask(turn.standalone)
                _, alone = await archive.ask(turn.question)
                follow_up = _evidence_values(retrieval, gold)
                standalone = _evidence_values(full_retrieval, gold)
                values: Values = {
                    "found": follow_up["first"],
                    "full": standalone["first"],
                    "found_two": follow_up["first_two"],
                    "full_two": standalone["first_two"],
                    "alone": _evidence_values(alone, gold)["first"],
                    "answered": float(isinstance(outcome, Answer)),
                    "full_answered": float(isinstance(full, Answer)),
                }
                observed.append(Observed(f"{case.id}/{number}", case.id, values))
                found_by_kind[turn.kind or "any"].append((follow_up["first"], standalone["first"]))
        await archive.kutip.assistant.forget(conversation)
        progress(1)
    notes = [
        f"{kind}: evidence first {_mean(pairs, 0):.3f}, full question {_mean(pairs, 1):.3f} ({len(pairs)})"
        for kind, pairs in sorted(found_by_kind.items())
    ]
    return Result(suites.FOLLOW_UPS, tuple(observed), tuple(notes))


async def _rank_values(archive: Archive, case: QuestionCase) -> Values:
    """The rank of the first right article, when all articles are searched."""
    right = {article.text for name in case.articles if (article := await archive.article(name)) is not None}
    order: list[str] = []
    for passage in await archive.retriever.search(case.question, RANKED_PASSAGES):
        if passage.article.text not in order:
            order.append(passage.article.text)
    return rank_columns(next((index for index, text in enumerate(order[:10]) if text in right), None))


def rank_columns(index: int | None) -> Values:
    """The columns of a result for one rank. ``index`` counts from 0; None means not among the first ten.

    >>> rank_columns(1)
    {'first': 0.0, 'in five': 1.0, 'in ten': 1.0, 'reciprocal': 0.5}
    """
    return {
        "first": float(index == 0),
        "in five": float(index is not None and index < 5),
        "in ten": float(index is not None and index < 10),
        "reciprocal": 0.0 if index is None else 1 / (index + 1),
    }


def _evidence_values(retrieval: Retrieval, gold: Gold) -> dict[str, float]:
    """Whether a sentence that answers is first, and whether one is among the first two."""
    index = rank(retrieval.evidence, gold)
    return {"first": float(index == 0), "first_two": float(index is not None and index < 2)}


def _answer_values(outcome: Outcome, retrieval: Retrieval, gold: Gold, answers: Sequence[str]) -> Values:
    statements = outcome.statements if isinstance(outcome, Answer) else ()
    values: Values = {"answered": float(bool(statements))}
    if answers:
        shown = " ".join(statement.text for statement in statements)
        first_two = " ".join(evidence.sentence.text for evidence in retrieval.evidence[:2])
        values |= {
            "stands": float(contains_answer(shown, answers)),
            "in_first_two": float(contains_answer(first_two, answers)),
        }
    values |= {"statements": float(len(statements))}
    values |= {"citations": float(sum(len(statement.citations) for statement in statements))}
    values |= _verified_values(statements)
    if gold:
        gold_keys = {
            (evidence.article.id, evidence.sentence.start)
            for evidence in retrieval.evidence
            if is_gold(evidence, gold)
        }
        right = [
            [(citation.article_id, citation.start) in gold_keys for citation in statement.citations]
            for statement in statements
        ]
        values |= {
            "citations_right": float(sum(map(sum, right))),
            "statements_right": float(sum(map(any, right))),
        }
    return values


def _verified_values(statements: Sequence[CitedStatement]) -> Values:
    """How many statements all their citations support together, and how many citations support theirs alone.

    Support is decided by verification; a statement that is a part of a cited sentence is supported.
    """
    verified_statements = verified_citations = 0
    for statement in statements:
        sources = [Source(c.sentence, c.title, c.published_on) for c in statement.citations]
        quoted = [statement.text in source.sentence for source in sources]
        verified_statements += any(quoted) or verification.verify(statement.text, sources).supported
        verified_citations += sum(
            is_quoted or verification.verify(statement.text, [source]).supported
            for is_quoted, source in zip(quoted, sources, strict=True)
        )
    return {
        "statements_verified": float(verified_statements),
        "citations_verified": float(verified_citations),
    }


def _refusal_values(outcome: Outcome, answerable: bool, evidence: float | None) -> dict[str, float | None]:
    answered = isinstance(outcome, Answer)
    return {
        "confidence": outcome.confidence,
        "answerable": float(answerable),
        "unanswerable": float(not answerable),
        "answered": float(answered),
        "abstained": float(not answered),
        "right": evidence if answerable else 0.0,
    }


def _threshold_notes(observed: Sequence[Observed]) -> Iterator[str]:
    """A sentence for each threshold: what share of which questions would be answered."""
    rows = np.array([[case.values["confidence"], case.values["answerable"]] for case in observed], float)
    for threshold in THRESHOLDS:
        answered, precision, wrongly_answered = at_threshold(rows, threshold)
        present = " (current)" if threshold == confidence.THRESHOLD else ""
        yield (
            f"threshold {threshold}{present}: answers {answered:.3f} of the answerable and "
            f"{wrongly_answered:.3f} of the unanswerable questions; {precision:.3f} of the answered are "
            "answerable"
        )


def _mean(pairs: Sequence[tuple[float, float]], index: int) -> float:
    return sum(pair[index] for pair in pairs) / len(pairs)
