"""Judges what a reader is shown, for the suites "newsq", "pairs" and "cut": does a sentence of it answer?

A question takes part if it has a kind, and is unanswerable or has evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.evaluation.archive import Archive
from knowledge.evaluation import suites
from knowledge.evaluation.cases import QuestionCase
from knowledge.evaluation.results import Observed, Result, Suite
from knowledge.models import Answer, Outcome
from knowledge.retrieval.retriever import Retrieval

FIRST = 2
"""Sentences that count as the first ones: ranked or quoted before all others."""

Values = dict[str, float | None]


async def judge(archive: Archive, case: QuestionCase, outcome: Outcome, retrieval: Retrieval) -> Values:
    """The values of one question, by column."""
    spans = await archive.spans(case.evidence) if case.answerable else {}
    ranked = await archive.answering(
        spans, [(e.article.id, e.sentence.start, e.sentence.end) for e in retrieval.evidence[:FIRST]]
    )
    citations = [citation for statement in outcome.statements for citation in statement.citations]
    quoted = await archive.answering(
        spans, dict.fromkeys((citation.article_id, citation.start, citation.end) for citation in citations)
    )
    answered = isinstance(outcome, Answer)
    # The near sentences are shown beside an abstention, not beside an answer.
    near = await archive.answering(
        spans,
        [
            (near.article_id, near.start, near.end)
            for near in (() if answered else outcome.nearest)
            if near.start is not None and near.end is not None
        ],
    )
    values: Values = {
        "answerable": float(case.answerable),
        "confidence": outcome.confidence,
        "question_only": case.question_only,
        "answered": float(answered),
        "right": float(any(quoted[:FIRST]) if case.answerable else not answered),
        "beside": float(answered and not any(quoted)),
        "ranked": float(any(ranked)),
    }
    if case.answerable:
        values |= {
            "first": float(any(ranked[:1])),
            "first_two": float(any(ranked)),
            "shown": float(any(quoted) or any(near)),
            "refused": float(not answered),
        }
    else:
        values["abstained"] = float(not answered)
    if case.cut is not None:
        values["answered_cut" if case.cut else "answered_whole"] = float(answered)
    return values | dict.fromkeys(_slices(case), 1.0)


def results(cases: Sequence[QuestionCase], judged: Mapping[str, Values]) -> list[Result]:
    """The results of the suites that have cases. ``judged`` has the values of :func:`judge` by case id.

    A question belongs to one suite: to "cut" if it says so, else to "pairs" if it is in a pair, else to
    "newsq".
    """
    by_suite: dict[str, list[QuestionCase]] = defaultdict(list)
    for case in cases:
        if case.id in judged:
            suite = suites.CUT if case.cut is not None else suites.PAIRS if case.pair else suites.NEWSQ
            by_suite[suite.name].append(case)
    in_order = _in_order(by_suite[suites.PAIRS.name], judged)
    return [
        _result(suite, by_suite[suite.name], {**judged, **in_order})
        for suite in (suites.NEWSQ, suites.PAIRS, suites.CUT)
        if by_suite[suite.name]
    ]


def _result(suite: Suite, cases: Sequence[QuestionCase], judged: Mapping[str, Values]) -> Result:
    slices = dict.fromkeys(name for case in cases for name in _slices(case))
    observed = tuple(Observed(case.id, case.group, judged[case.id]) for case in cases)
    return Result(suites.with_slices(suite, slices), observed)


def _in_order(cases: Sequence[QuestionCase], judged: Mapping[str, Values]) -> dict[str, Values]:
    """The values of the answerable question of each complete pair, with "in_order": 1 if its confidence is
    higher than that of the other question, 0.5 if both are equal, else 0."""
    pairs: dict[str, dict[bool, str]] = defaultdict(dict)
    for case in cases:
        pairs[case.pair][case.answerable] = case.id
    values = {}
    for pair in pairs.values():
        if len(pair) == 2:
            own, other = (judged[pair[answerable]]["confidence"] or 0.0 for answerable in (True, False))
            values[pair[True]] = judged[pair[True]] | {"in_order": (own > other) + 0.5 * (own == other)}
    return values


def _slices(case: QuestionCase) -> list[str]:
    """The slices to which a question belongs; see :func:`suites.with_slices`."""
    return [f"{name} {value}" for name in suites.SLICES if (value := getattr(case, name))]
