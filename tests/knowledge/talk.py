"""A conversation with an assistant over four articles, whose clock a test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio

from knowledge.adapters.database import open_database
from knowledge.models import (
    Answer,
    ArticleText,
    AskRequest,
    Outcome,
    Reply,
)
from knowledge.newsroom.quotas import Allowance, QuotaGuard, Quotas
from tests.contract.newsroom import SettableClock
from tests.databases import write_empty_database
from tests.knowledge.test_assistant import BRIDGE, CUP, CoreHarness

JAKARTA = ZoneInfo("Asia/Jakarta")
CHAT = "telegram:1"
LIMIT = 4
"""Questions that a person may ask in a day in these tests."""

REPAIR = ArticleText(
    "Lampu Jembatan Kelana diperbaiki mulai Rabu, kata Dinas Perhubungan Muarasenja.\n\n"
    "Perbaikan berlangsung sepekan dan lalu lintas dialihkan ke Jalan Melati.",
    title="Lampu Jembatan Kelana Diperbaiki",
    published_on=date(2025, 12, 30),
    external_id="repair",
)
FERRY = ArticleText(
    "Feri Kartika kembali berlayar dari Tanjung Layung setelah mesinnya diganti.\n\n"
    "Nakhoda Wulan Baskara membawa 120 penumpang pada pelayaran pertama.",
    title="Feri Kartika Berlayar Lagi",
    published_on=date(2026, 1, 1),
    external_id="ferry",
)


class Talk(CoreHarness):
    """A harness with one conversation, whose clock a test sets."""

    clock: SettableClock

    async def say(self, message: str, *articles: str, conversation: str | None = CHAT) -> Outcome:
        return await self.assistant.ask(
            AskRequest(message, conversation=conversation, articles=articles, person=conversation)
        )

    async def turns(self) -> list[str]:
        return [turn.question for turn in await self.database.conversations.history(CHAT, 20)]


@pytest_asyncio.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """A conversation at noon of 1 January 2026 in Jakarta, with four articles."""
    clock = SettableClock(datetime(2026, 1, 1, 5, tzinfo=UTC))
    await write_empty_database(tmp_path / "kutip.db")
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    guard = QuotaGuard(database.spending, Quotas(JAKARTA, each=Allowance(questions=LIMIT)), clock=clock)
    talk = Talk(database, clock=clock, quota_guard=guard, zone=JAKARTA)
    talk.clock = clock
    for article in (BRIDGE, FERRY, CUP, REPAIR):
        await talk.library.add(article)
    yield talk
    talk.embedder.close()
    await database.close()


def titles(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Reply), outcome
    return [article.title for article in outcome.articles]


def cited(outcome: Outcome) -> set[str]:
    assert isinstance(outcome, Answer), outcome
    return {citation.title for each in outcome.statements for citation in each.citations}
