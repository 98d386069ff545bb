"""Questions for a data folder, drafted from answers that readers did not like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.models import Answer, StoredTurn


def drafts(turns: Iterable[StoredTurn]) -> list[dict[str, Any]]:
    """A line of ``questions.jsonl`` for each turn, to be completed by a person.

    ``answerable`` is null, so an evaluation stops at it until somebody has judged; ``"answered"`` is what was
    quoted then. The same question is drafted once. Nobody is named.
    """
    made: dict[str, dict[str, Any]] = {}
    for turn in turns:
        outcome = turn.outcome
        statements = outcome.statements if isinstance(outcome, Answer) else ()
        made.setdefault(
            outcome.standalone_question,
            {
                "id": f"turn-{turn.number}",
                "question": outcome.standalone_question,
                "answerable": None,
                "articles": [],
                "evidence": [],
                "answers": [],
                "answered": [
                    {"article": citation.external_id or citation.article_id, "text": citation.sentence}
                    for statement in statements
                    for citation in statement.citations
                ],
            },
        )
    return list(made.values())
