"""Tests of the buttons 👍 and 👎 and the reasons for a 👎."""

from __future__ import annotations

from tests.bot.telegram.harness import WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import EN, ID, JOHN, SITI

NEXT = [ID("next-summary"), ID("next-latest")]


async def _kept(harness: BotHarness) -> str | None:
    turn = await harness.database.conversations.turn(1)
    assert turn is not None
    return turn.feedback


async def test_a_rating_is_stored_with_its_turn_and_can_be_changed(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    assert await harness.press(SITI, answer, "👍") == ID("feedback-thanks")
    assert await _kept(harness) == "up"
    assert harness.buttons(answer) == ["[1]", "👍 ✓", "👎", *NEXT]
    assert await harness.press(SITI, answer, "👎") == ID("feedback-why")
    assert await _kept(harness) == "down"
    assert harness.buttons(answer)[1:] == [
        "👍",
        "👎 ✓",
        "Sumbernya salah",
        "Faktanya salah",
        "Tidak terjawab",
        "Lainnya",
        *NEXT,
    ]
    await harness.press(SITI, answer, "Faktanya salah")
    assert await _kept(harness) == "wrong_fact"
    assert harness.buttons(answer)[1:] == ["👍", "👎 Faktanya salah ✓", *NEXT]


async def test_pressing_the_same_rating_twice_changes_nothing(harness: BotHarness) -> None:
    answer = await harness.ask(JOHN, WHO_SAVED)
    for _ in range(2):
        assert await harness.press(JOHN, answer, "👍") == EN("feedback-thanks")
    assert harness.server.is_silent(JOHN)


async def test_an_abstention_can_be_rated_too(harness: BotHarness) -> None:
    abstention = await harness.ask(SITI, "Siapa juara lomba layar di Tanjung Kencana tahun lalu?")
    assert harness.buttons(abstention) == ["👍", "👎"]
    await harness.press(SITI, abstention, "👎")
    await harness.press(SITI, abstention, "Tidak terjawab")
    assert await _kept(harness) == "not_answered"


async def test_rating_leaves_the_marks_of_shown_sources(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.press(SITI, answer, "[1]")
    await harness.server.next_message(SITI)
    await harness.server.called("editMessageReplyMarkup")
    await harness.press(SITI, answer, "👍")
    assert await harness.press(SITI, answer, "[1]") == ID("source-shown")
    assert harness.buttons(answer)[-4:] == ["👍 ✓", "👎", *NEXT]
