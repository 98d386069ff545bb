"""Drafts questions for a data folder from answers that readers marked with 👎."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.models import Answer, StoredTurn


def drafts(turns: Iterable[StoredTurn]) -> list[dict[str, Any]]:
    """A draft of a line of ``questions.jsonl`` for each turn, to be completed by a person.

    ``"answerable"`` is null: an evaluation refuses the line until a person has replaced it by true or false.
    ``"answered"`` has the sentences that the answer cited. Equal questions are drafted once. Drafts do not
    name the person who asked.
    """
    lines: dict[str, dict[str, Any]] = {}
    for turn in turns:
        outcome = turn.outcome
        statements = outcome.statements if isinstance(outcome, Answer) else ()
        lines.setdefault(
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
    return list(lines.values())
