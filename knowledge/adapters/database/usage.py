"""Counts questions and tokens by day and person."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.conversations import key
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.schema import spending
from knowledge.models import Spending

_EVERYBODY = ""


class SpendingDatabase:
    """Implements :class:`~knowledge.ports.SpendingStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def charge(
        self, day: date, person: str | None, *, questions: int = 0, tokens: int = 0
    ) -> tuple[Spending, Spending]:
        sums = [Spending(), Spending()]
        async with self._connections.write() as connection:
            for at, name in enumerate((None if person is None else key(person), _EVERYBODY)):
                if name is not None:
                    statement = self._addition(day, name, questions, tokens)
                    row = (await connection.execute(statement)).one()
                    sums[at] = Spending(row.questions, row.tokens)
        return sums[0], sums[1]

    def _addition(self, day: date, name: str, questions: int, tokens: int) -> Any:
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        statement = insert(spending).values(day=day, person=name, questions=questions, tokens=tokens)
        return statement.on_conflict_do_update(
            index_elements=[spending.c.day, spending.c.person],
            set_={
                "questions": spending.c.questions + statement.excluded.questions,
                "tokens": spending.c.tokens + statement.excluded.tokens,
            },
        ).returning(spending.c.questions, spending.c.tokens)
