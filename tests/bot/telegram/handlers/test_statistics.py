"""Tests of /stats."""

from __future__ import annotations

import struct

import pytest

from tests.bot.telegram.harness import WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import ADMIN, EN, ID, JOHN, SITI

NOBODY_KNOWS = "Siapa juara lomba layar di Tanjung Kencana tahun lalu?"


@pytest.mark.process
async def test_numbers_and_a_picture_of_the_days(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.ask(JOHN, WHO_SAVED)
    await harness.ask(SITI, NOBODY_KNOWS)
    await harness.press(SITI, answer, "👍")
    for command, days in (("/stats", 7), ("/stats 30", 30)):
        stats = await harness.ask(ADMIN, command)
        assert stats.text.startswith(ID("stats-title", days=days))
        for line in (
            ID("stats-articles", count=3),
            ID("stats-questions", count=3),
            ID("stats-outcomes", answered=2, abstained=1),
            ID("stats-feedback", up=1, down=0),
        ):
            assert f"\n{line}\n" in stats.text
        picture = harness.server.sent_file(stats)
        assert picture.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", picture[16:24])
        assert (width, height) == (960, 540)


async def test_without_questions_there_is_no_picture(empty: BotHarness) -> None:
    stats = await empty.ask(ADMIN, "/stats")
    assert stats.text.endswith(ID("stats-nothing"))
    assert "photo" not in stats.parameters


async def test_another_period_is_explained_and_others_are_refused(empty: BotHarness) -> None:
    assert (await empty.ask(ADMIN, "/stats bulan")).text == ID("stats-how")
    assert (await empty.ask(JOHN, "/stats")).text == EN("not-admin")
