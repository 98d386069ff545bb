"""Tests of messages that are no plain questions, through the bot process and the scripted Bot API server."""

from __future__ import annotations

import re
from pathlib import Path

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.installation import BRIDGE, LAKE, SCHOOL, SITI, Installation

ID = load_catalogue().choose("id")

ERRATUM = """Ralat: Biaya Jembatan Wulung

Rabu, 6 Maret 2024

Dalam berita tanggal 5 Maret 2024 kami menulis bahwa pembangunan Jembatan Wulung menelan biaya Rp48 miliar.
Angka yang benar adalah Rp84 miliar. Kami mohon maaf.
"""


async def test_small_talk_news_summary_and_correction(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        articles = {"jembatan.txt": BRIDGE, "ralat.txt": ERRATUM, "danau.md": LAKE, "sekolah.txt": SCHOOL}
        await kutip.add(*(kutip.write(name, text) for name, text in articles.items()))

        async with kutip.running_bot():
            for message in ("halo", "kamu siapa?", "makasih ya", "dadah", "jawabanmu salah", "sip"):
                reply = await kutip.ask(SITI, message)
                assert "blockquote" not in {one.type for one in reply.entities}, message
                assert "Wulung" not in reply.text, message

            today = await kutip.ask(SITI, "Ada berita apa hari ini?")
            assert today.text.startswith("Belum ada berita")
            wider = server.buttons(today)[ID("next-week")]
            await server.press(SITI, today, wider)
            assert ID("next-week") in (await server.next_message(SITI)).text

            newest = await kutip.ask(SITI, "Apa berita terbaru?")
            assert newest.text.index("Sekolah Layar Pertama") < newest.text.index("Ralat: Biaya Jembatan")

            cost = await kutip.ask(SITI, "Berapa biaya Jembatan Wulung?")
            assert "Rp84 miliar" in cost.text
            assert cost.text.index("Rp84 miliar") < (cost.text + "Rp48 miliar").index("Rp48 miliar")

            school = await kutip.ask(SITI, "Berapa murid sekolah layar di Pulau Kemuning?")
            assert "45 murid" in school.text
            doubt = await kutip.ask(SITI, "yakin?")
            assert doubt.text.startswith(ID("reply-doubt"))
            assert "45 murid" in doubt.text

            await server.press(SITI, school, server.buttons(school)[ID("next-summary")])
            summary = await server.next_message(SITI)
            assert summary.text.startswith(ID("next-summary"))
            assert "Sekolah Layar Pertama di Pulau Kemuning" in summary.text

            listed = await kutip.ask(SITI, "/articles")
            await server.press(SITI, listed, server.buttons(listed)["4"])
            only = await server.next_message(SITI)
            await server.press(SITI, only, server.buttons(only)[ID("next-summary")])
            lake = await server.next_message(SITI)
            assert "Danau Sembilang" in lake.text
            await kutip.ask(SITI, "/new")

            both = await kutip.ask(SITI, "Siapa arsitek Jembatan Wulung? Siapa kepala dinas pariwisata?")
            assert re.search("Bagas Tirtayasa.*Hendra Wiraguna", both.text, re.DOTALL)
