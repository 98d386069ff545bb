"""The contract of every store of cached drafts."""

from __future__ import annotations

from datetime import timedelta

from knowledge.adapters.database import Database
from knowledge.models import CachedDraft, DroppedStatement, Statement
from tests.contract.newsroom import SettableClock

DRAFT = CachedDraft(
    (Statement("Feri “tiba” 🐟.", (1, 3)),),
    (DroppedStatement("Feri karam.", ("name_mismatch", "unrelated")),),
)


async def test_draft_is_stored_completely(database: Database) -> None:
    await database.drafts.save("a1", DRAFT)
    assert await database.drafts.find("a1") == DRAFT
    assert await database.drafts.find("a2") is None


async def test_newer_draft_replaces_the_older_one(database: Database) -> None:
    await database.drafts.save("a1", CachedDraft(()))
    await database.drafts.save("a1", DRAFT)
    assert await database.drafts.find("a1") == DRAFT


async def test_expired_drafts_are_not_returned_and_then_deleted(
    database: Database, clock: SettableClock
) -> None:
    await database.drafts.save("a1", DRAFT)
    morning = clock.now
    clock.forward(timedelta(days=31))
    assert await database.drafts.find("a1") is None
    await database.drafts.save("a2", DRAFT)
    clock.now = morning
    assert await database.drafts.find("a1") is None
    assert await database.drafts.find("a2") == DRAFT
