"""The contract of every store of upload drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from knowledge.adapters.database import Database
from knowledge.models import ArticleText
from knowledge.ports import AwaitedEdit, UploadDraft
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import SettableClock

FERRY = ArticleText("Feri “tiba” 🐟.", "Feri Baru", date(2025, 3, 3), "Kabar", "https://k.example/", "f-1")
DRAFT = UploadDraft((FERRY, ArticleText("Feri karam.")), unreadable=2, has_hidden_characters=True)
EDIT = AwaitedEdit("date", "telegram:1", "telegram:7", 55)


async def test_draft_is_stored_completely_and_survives_a_restart(
    database: Database, open_again: OpenDatabase
) -> None:
    number = await database.upload_drafts.save(DRAFT)
    offer = await database.upload_drafts.save(UploadDraft(offer="https://k.example/feri"))
    other = (await open_again()).upload_drafts
    assert await other.find(number) == DRAFT
    assert await other.find(offer) == UploadDraft(offer="https://k.example/feri")
    assert await other.find(offer + 1) is None


async def test_changed_draft_replaces_the_earlier_one(database: Database) -> None:
    number = await database.upload_drafts.save(DRAFT)
    assert await database.upload_drafts.change(number, UploadDraft((FERRY,)))
    assert await database.upload_drafts.find(number) == UploadDraft((FERRY,))
    assert not await database.upload_drafts.change(number + 1, DRAFT)


async def test_draft_can_be_removed_once(database: Database) -> None:
    number = await database.upload_drafts.save(DRAFT)
    assert await database.upload_drafts.remove(number) is True
    assert await database.upload_drafts.remove(number) is False
    assert await database.upload_drafts.find(number) is None
    assert await database.upload_drafts.save(DRAFT) > number


async def test_awaited_draft_is_found_by_conversation_and_person(database: Database) -> None:
    store = database.upload_drafts
    number = await store.save(DRAFT)
    assert await store.awaited("telegram:1", "telegram:7") is None
    await store.change(number, replace(DRAFT, awaited=EDIT))
    assert await store.awaited("telegram:1", "telegram:7") == (number, replace(DRAFT, awaited=EDIT))
    assert await store.awaited("telegram:1", "telegram:8") is None
    assert await store.awaited("telegram:2", "telegram:7") is None


async def test_only_one_value_at_a_time_is_awaited_of_a_person(database: Database) -> None:
    store = database.upload_drafts
    first = await store.save(replace(DRAFT, awaited=EDIT))
    second = await store.save(UploadDraft((FERRY,)))
    awaited = UploadDraft((FERRY,), awaited=replace(EDIT, field="title"))
    await store.change(second, awaited)
    assert await store.awaited("telegram:1", "telegram:7") == (second, awaited)
    assert await store.find(first) == DRAFT


async def test_draft_expires_after_a_day(database: Database, clock: SettableClock) -> None:
    store = database.upload_drafts
    awaited = replace(DRAFT, awaited=EDIT)
    number = await store.save(awaited)
    morning = clock.now
    clock.forward(timedelta(hours=23))
    assert await store.find(number) == awaited
    clock.forward(timedelta(hours=2))
    assert await store.find(number) is None
    assert await store.awaited("telegram:1", "telegram:7") is None
    assert await store.change(number, DRAFT) is False
    await store.save(DRAFT)
    clock.now = morning
    assert await store.find(number) is None
