"""👍, 👎 and why."""

from __future__ import annotations

from tests.bot.telegram.harness import EN, ID, JOHN, SITI, WHO_OPENED, WHO_SAVED, BotHarness


async def _kept(harness: BotHarness) -> str | None:
    turn = await harness.database.conversations.turn(1)
    assert turn is not None
    return turn.feedback


async def test_thumbs_are_kept_with_the_turn_shown_and_changeable(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    assert await harness.press(SITI, answer, "👍") == ID("feedback-thanks")
    assert await _kept(harness) == "up"
    assert harness.buttons(answer) == ["[1]", "👍 ✓", "👎"]
    assert await harness.press(SITI, answer, "👎") == ID("feedback-why")
    assert await _kept(harness) == "down"
    assert harness.buttons(answer)[1:] == [
        "👍",
        "👎 ✓",
        "Sumbernya salah",
        "Faktanya salah",
        "Tidak terjawab",
        "Lainnya",
    ]
    await harness.press(SITI, answer, "Faktanya salah")
    assert await _kept(harness) == "wrong_fact"
    assert harness.buttons(answer)[1:] == ["👍", "👎 Faktanya salah ✓"]


async def test_the_same_press_twice_is_no_trouble(harness: BotHarness) -> None:
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


async def test_rating_leaves_the_sources_that_are_shown_already(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.press(SITI, answer, "[1]")
    await harness.server.next_message(SITI)
    await harness.server.called("editMessageReplyMarkup")
    await harness.press(SITI, answer, "👍")
    assert await harness.press(SITI, answer, "[1]") == ID("source-shown")
    assert harness.buttons(answer)[-2:] == ["👍 ✓", "👎"]
