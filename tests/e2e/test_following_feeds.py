"""Tests of feeds that are followed: from the command line to the answer, with the real process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.command_line import PATIENCE_S, CommandLine
from tests.e2e.installation import SITI, Installation
from tests.e2e.news_site import Item, NewsSite
from tests.tools import following_kills

ID = load_catalogue().choose("id")
MARKET = (
    "Pasar ikan Lembayung pindah ke Dermaga Timur mulai Juli. Kepala pasar Darma Wisesa mengatakan ada 140 "
    "kios yang disiapkan di tempat baru.\n\nPedagang dibebaskan dari sewa selama tiga bulan pertama. "
    "Pemerintah kota menyediakan perahu penyeberangan tanpa biaya untuk pembeli dari Kampung Hilir setiap "
    "pagi dan sore.\n\nPembangunan dermaga itu dimulai dua tahun lalu dan sempat terhenti karena gelombang."
)


@pytest.fixture
def kutip(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, {"FETCH_ALLOW_LOOPBACK": "true", "FEED_HOST_PAUSE_S": "0"})


@pytest_asyncio.fixture
async def site() -> AsyncIterator[NewsSite]:
    async with NewsSite() as site:
        yield site


async def test_feed_is_followed_from_the_command_line_and_its_articles_answer(
    kutip: CommandLine, site: NewsSite
) -> None:
    address = site.feed("/feed", "Kabar Lembayung", [Item("kabar-1", "Pasar Ikan Lembayung Pindah", MARKET)])

    done = await asyncio.to_thread(kutip, "follow", address)

    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(f"Following “Kabar Lembayung” ({address}): 1 added.")
    [article] = json.loads((await asyncio.to_thread(kutip, "articles", "--json")).stdout)
    assert (article["external_id"], article["title"]) == ("kabar-1", "Pasar Ikan Lembayung Pindah")
    answer = json.loads(
        (await asyncio.to_thread(kutip, "ask", "Berapa kios yang disiapkan di pasar baru?", "--json")).stdout
    )
    assert "140 kios" in answer["statements"][0]["text"]
    [followed] = json.loads((await asyncio.to_thread(kutip, "following", "--json")).stdout)
    assert (followed["address"], followed["waiting"], followed["error"]) == (address, 0, None)
    assert followed["succeeded_at"]


async def test_feed_that_is_followed_while_the_bot_runs_adds_corrects_and_withdraws(tmp_path: Path) -> None:
    settings = {"FETCH_ALLOW_LOOPBACK": "true", "FEED_HOST_PAUSE_S": "0", "FEED_INTERVAL_S": "1"}
    corrected = MARKET.replace("140", "160")
    withdrawn = '<nar:pubStatus qcode="stat:canceled"/>'
    async with BotApiServer() as server, NewsSite() as site:
        address = site.feed(
            "/feed", "Kabar Lembayung", [Item("kabar-1", "Pasar Ikan Lembayung Pindah", MARKET)]
        )
        bot = Installation(tmp_path, server, more=settings)
        async with bot.running_bot():
            _, printed = await bot.command("follow", address)
            assert printed.strip().endswith("The bot that is running adds its articles.")
            async with asyncio.timeout(PATIENCE_S):
                while "140 kios" not in (await bot.ask(SITI, "Berapa kios di pasar ikan Lembayung?")).text:
                    pass
            site.feed("/feed", "Kabar Lembayung", [Item("kabar-1", "Pasar Ikan Lembayung Pindah", corrected)])
            notice = await server.next_message(SITI)
            assert notice.text.startswith(ID("notice-corrected", title="Pasar Ikan Lembayung Pindah"))
            item = Item("kabar-1", "Pasar Ikan Lembayung Pindah", corrected, more=withdrawn)
            await bot.ask(SITI, "Berapa kios di pasar ikan Lembayung?")
            site.feed("/feed", "Kabar Lembayung", [item])
            notice = await server.next_message(SITI)
            assert notice.text.startswith(ID("notice-retracted", title="Pasar Ikan Lembayung Pindah"))
            assert ID("withdrawn-by-publisher") in notice.text


async def test_two_kills_of_a_bot_that_follows_lose_and_double_nothing(tmp_path: Path) -> None:
    report = await following_kills.run(tmp_path, kills=2, updates=60, seed=3)
    assert report.errors == []
    assert report.posts
    assert report.items
