"""Tests of /gaps: the list of unanswered questions, and notifying the people who asked them."""

from __future__ import annotations

import pytest

from knowledge.models import ArticleText
from tests.bot.telegram.harness import WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Person

RANI = Person(6006, "id", "Rani")
WHO_WON = "Siapa juara lomba layar Tanjung Kencana?"
REGATTA = ArticleText(
    "Lomba layar Tanjung Kencana dimenangkan Yusran Palimbong pada Sabtu, 4 Oktober 2025.\n\n"
    "Piala diserahkan bupati di dermaga.",
    title="Juara Lomba Layar Tanjung Kencana",
)


async def test_similar_unanswered_questions_are_counted_together(harness: BotHarness) -> None:
    assert (await harness.ask(ADMIN, "/gaps")).text == ID("gaps-empty")
    await harness.ask(SITI, "Berapa harga tiket feri ke Pulau Sembilan?")
    for person in (SITI, RANI):
        await harness.ask(person, WHO_WON)
    await harness.ask(SITI, WHO_OPENED)
    unanswered = await harness.ask(ADMIN, "/gaps")
    assert unanswered.text.startswith(ID("gaps-title"))
    assert ID("gaps-one", number=1, question=WHO_WON, count=2) in unanswered.text
    assert "2. Berapa harga tiket feri" in unanswered.text
    assert WHO_OPENED not in unanswered.text
    assert harness.buttons(unanswered) == []


@pytest.mark.process
async def test_people_whose_question_is_now_answered_are_notified_once(harness: BotHarness) -> None:
    for person in (SITI, RANI):
        await harness.ask(person, WHO_WON)
    await harness.ask(JOHN, f"/ask {WHO_WON}", group=GROUP)
    await harness.add(REGATTA)
    unanswered = await harness.ask(ADMIN, "/gaps")
    assert ID("gaps-answered-by", title=REGATTA.title or "") in unanswered.text
    assert harness.buttons(unanswered) == [ID("gaps-tell", number=1)]
    data = harness.server.buttons(unanswered)[ID("gaps-tell", number=1)]
    assert await harness.press(ADMIN, unanswered, ID("gaps-tell", number=1)) == ID("gaps-telling")
    for chat in (SITI, RANI, GROUP):
        told = await harness.server.next_message(chat)
        assert told.text.startswith(ID("gaps-now-answered", question=WHO_WON))
        assert "Yusran Palimbong" in told.text
        await harness.press(SITI, told, "[1]")
        assert "<b>Lomba layar Tanjung Kencana dimenangkan" in (await harness.server.next_message(chat)).html
    assert harness.server.now(unanswered).text.startswith(ID("gaps-told", count=3))
    again = await harness.server.notice(await harness.server.press_forged(ADMIN, unanswered, data))
    assert again == ID("gaps-none-waits")
    assert all(harness.server.is_silent(chat) for chat in (SITI, RANI, GROUP))
    assert (await harness.ask(ADMIN, "/gaps")).text == ID("gaps-empty")


async def test_a_person_who_blocked_the_bot_is_skipped(harness: BotHarness) -> None:
    for person in (SITI, RANI):
        await harness.ask(person, WHO_WON)
    await harness.add(REGATTA)
    harness.server.block(SITI)
    unanswered = await harness.ask(ADMIN, "/gaps")
    await harness.press(ADMIN, unanswered, ID("gaps-tell", number=1))
    assert "Yusran" in (await harness.server.next_message(RANI)).text
    assert (await harness.server.next_edit(ADMIN)).text.startswith(ID("gaps-told", count=1))


async def test_only_admins_see_and_press(harness: BotHarness) -> None:
    assert (await harness.ask(JOHN, "/gaps")).text == EN("not-admin")
    message = await harness.ask(JOHN, "/help")
    notice = await harness.server.notice(await harness.server.press_forged(JOHN, message, "n:1"))
    assert notice == EN("not-admin")
