"""👍, 👎 and why."""

from __future__ import annotations

from tests.bot.talk import EN, ID, JOHN, SITI, WHO_OPENED, WHO_SAVED, Talk


async def _kept(talk: Talk) -> str | None:
    turn = await talk.database.conversations.turn(1)
    assert turn is not None
    return turn.feedback


async def test_thumbs_are_kept_with_the_turn_shown_and_changeable(talk: Talk) -> None:
    answer = await talk.ask(SITI, WHO_OPENED)
    assert await talk.press(SITI, answer, "👍") == ID("feedback-thanks")
    assert await _kept(talk) == "up"
    assert talk.buttons(answer) == ["[1]", "👍 ✓", "👎"]
    assert await talk.press(SITI, answer, "👎") == ID("feedback-why")
    assert await _kept(talk) == "down"
    assert talk.buttons(answer)[1:] == [
        "👍",
        "👎 ✓",
        "Sumbernya salah",
        "Faktanya salah",
        "Tidak terjawab",
        "Lainnya",
    ]
    await talk.press(SITI, answer, "Faktanya salah")
    assert await _kept(talk) == "wrong_fact"
    assert talk.buttons(answer)[1:] == ["👍", "👎 Faktanya salah ✓"]


async def test_the_same_press_twice_is_no_trouble(talk: Talk) -> None:
    answer = await talk.ask(JOHN, WHO_SAVED)
    for _ in range(2):
        assert await talk.press(JOHN, answer, "👍") == EN("feedback-thanks")
    assert talk.server.is_silent(JOHN)


async def test_an_abstention_can_be_rated_too(talk: Talk) -> None:
    abstention = await talk.ask(SITI, "Siapa juara lomba layar di Tanjung Kencana tahun lalu?")
    assert talk.buttons(abstention) == ["👍", "👎"]
    await talk.press(SITI, abstention, "👎")
    await talk.press(SITI, abstention, "Tidak terjawab")
    assert await _kept(talk) == "not_answered"


async def test_rating_leaves_the_sources_that_are_shown_already(talk: Talk) -> None:
    answer = await talk.ask(SITI, WHO_OPENED)
    await talk.press(SITI, answer, "[1]")
    await talk.server.next_message(SITI)
    await talk.server.called("editMessageReplyMarkup")
    await talk.press(SITI, answer, "👍")
    assert await talk.press(SITI, answer, "[1]") == ID("source-shown")
    assert talk.buttons(answer)[-2:] == ["👍 ✓", "👎"]
