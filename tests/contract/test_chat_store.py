"""The contract of every store of chat settings."""

from __future__ import annotations

import pytest

from knowledge.adapters.database import Database
from knowledge.models import ChatSettings
from tests.contract.conftest import OpenDatabase


async def test_settings_are_empty_at_first(database: Database) -> None:
    assert await database.chats.settings("telegram:1") == ChatSettings(language=None, article_id=None)


async def test_last_saved_settings_survive_a_restart(database: Database, open_again: OpenDatabase) -> None:
    await database.chats.save("telegram:1", ChatSettings("id", "aaaaaaaaaa"))
    await database.chats.save("telegram:1", ChatSettings("en", None))
    other = await open_again()
    assert await other.chats.settings("telegram:1") == ChatSettings("en", None)


@pytest.mark.parametrize("name", ["", "telegram:1:7", "a\x00b", "\ud800"])
async def test_conversations_are_separate(database: Database, name: str) -> None:
    await database.chats.save("telegram:1", ChatSettings("id"))
    await database.chats.save(name, ChatSettings("en", "bbbbbbbbbb"))
    assert await database.chats.settings("telegram:1") == ChatSettings("id")
    assert await database.chats.settings(name) == ChatSettings("en", "bbbbbbbbbb")


async def test_forgetting_returns_whether_there_were_settings(database: Database) -> None:
    await database.chats.save("telegram:1", ChatSettings("id"))
    assert await database.chats.forget("telegram:1") is True
    assert await database.chats.forget("telegram:1") is False
    assert await database.chats.settings("telegram:1") == ChatSettings()
