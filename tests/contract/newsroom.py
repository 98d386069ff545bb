"""Functions that store articles, for the contract tests of the database."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from knowledge.adapters.database import Database
from knowledge.models import ArticleText
from knowledge.ports import Stored

MORNING = datetime(2024, 5, 6, 7, 30, tzinfo=UTC)


class SettableClock:
    """A clock for tests that returns the time it was set to."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span


async def put(
    database: Database,
    text: str,
    *,
    title: str = "Kabar Teluk Wangi",
    external_id: str | None = None,
    published_on: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    terms: list[str] | None = None,
) -> Stored:
    """Store a text as an article that is pending. Sentences end at full stops.

    ``terms`` are the terms for the lexical index; None for the lower-case words of the text.
    """
    article = ArticleText(
        text=text,
        title=title,
        external_id=external_id,
        published_on=published_on,
        publisher=publisher,
        url=url,
    )
    return await database.articles.put(
        article,
        title=title,
        language="id",
        spans=[match.span() for match in re.finditer(r"[^.\s][^.]*\.?", text)],
        terms=re.findall(r"\w+", text.lower()) if terms is None else terms,
    )


async def publish(database: Database, text: str, **fields: object) -> Stored:
    """Store a text as an article and publish it."""
    stored = await put(database, text, **fields)  # type: ignore[arg-type]
    assert stored.revision is not None
    await database.articles.publish([stored.revision])
    return stored
