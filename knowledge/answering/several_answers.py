"""Puts the outcomes of several questions in one message together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace

from knowledge.models import Answer, Citation, CitedStatement, Outcome, Part, Timings, Usage


def together(message: str, outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome for the questions of a message, with their citations labelled anew from 1 on.

    If none is answered, it is the abstention of the first.
    """
    labels: dict[tuple[str, int, int], int] = {}

    def relabelled(citation: Citation) -> Citation:
        place = citation.article_id, citation.start, citation.end
        return replace(citation, label=labels.setdefault(place, len(labels) + 1))

    parts = [
        Part(
            outcome.question,
            tuple(
                CitedStatement(statement.text, tuple(map(relabelled, statement.citations)))
                for statement in outcome.statements
            ),
        )
        for outcome in outcomes
    ]
    answered = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
    dropped = tuple(dropped for outcome in outcomes for dropped in outcome.dropped)
    usage = sum((outcome.usage for outcome in outcomes), Usage())
    timings = Timings(*map(sum, zip(*(astuple(outcome.timings) for outcome in outcomes), strict=True)))
    if not answered:
        return replace(outcomes[0], question=message, dropped=dropped, usage=usage, timings=timings)
    return replace(
        answered[0],
        question=message,
        standalone_question=" ".join(outcome.standalone_question for outcome in outcomes),
        confidence=min(outcome.confidence for outcome in answered),
        statements=tuple(statement for part in parts for statement in part.statements),
        parts=tuple(parts),
        archive_until=min(filter(None, (outcome.archive_until for outcome in answered)), default=None),
        differs=any(outcome.differs for outcome in answered),
        dropped=dropped,
        nearest=tuple(near for outcome in outcomes for near in outcome.nearest),
        usage=usage,
        timings=timings,
    )
