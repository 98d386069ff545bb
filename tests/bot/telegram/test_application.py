"""Tests of the whole Telegram application, against a scripted Bot API server and a fake core."""

from __future__ import annotations

import pytest

from bot.messages.catalogue import Texts
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import EN, ID, JOHN, SITI
from tests.e2e.bot_api_server import Person


async def test_question_is_answered_with_its_source_after_a_typing_action(bot: Bot) -> None:
    text = await bot.reply_to(JOHN, "Kapan & di mana?")
    assert text == "Kalimat <Kapan & di mana?>. [1]\n\n[1] Judul\nKabar · 3 Mei 2024"
    assert bot.assistant.asked == [("Kapan & di mana?", "telegram:3003", "en")]
    methods = [call.method for call in bot.server.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")


@pytest.mark.parametrize(
    ("person", "texts"), [(SITI, ID), (JOHN, EN), (Person(5, "ms"), ID), (Person(6, None), EN)]
)
async def test_texts_are_in_the_users_language(bot: Bot, person: Person, texts: Texts) -> None:
    assert await bot.reply_to(person, "/start") == texts("start")
