"""Tests of conversations between people and the bot process, through a scripted Bot API server."""

from __future__ import annotations

import re
from pathlib import Path

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer, Person, Sent
from tests.e2e.installation import ADMIN, BRIDGE, LAKE, LIBRARY, MARKET, SCHOOL, SITI, Installation

ID = load_catalogue().choose("id")
ABSTENTIONS = (ID("abstention-no-match"), ID("abstention-unsupported"), ID("nearest-sentences"))


async def test_a_conversation_with_uploads_and_a_restart(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        articles = {"jembatan.txt": BRIDGE, "danau.md": LAKE, "sekolah.txt": SCHOOL}
        files = [kutip.write(name, text) for name, text in articles.items()]
        await kutip.add(*files)

        async with kutip.running_bot():
            answer = await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            assert "Ratna Prameswari meresmikan Jembatan Wulung" in answer.text
            assert "[1] Jembatan Wulung Dibuka untuk Umum\n5 Maret 2024" in answer.text
            assert answer.parameters["parse_mode"] == "HTML"
            assert "blockquote" in {one.type for one in answer.entities}
            await server.press(SITI, answer, server.buttons(answer)["👎"])
            assert "sendChatAction" in {call.method for call in server.calls}

            follow_up = await kutip.ask(SITI, "Berapa biayanya?")
            assert "Rp48 miliar" in follow_up.text

        async with kutip.running_bot():
            await server.press(SITI, answer, server.buttons(answer)["[1]"])
            source = await server.next_message(SITI)
            assert "<b>WULUNG - Wali Kota Ratna Prameswari meresmikan" in source.html
            assert "👎 ✓" in server.buttons(answer)

            after_restart = await kutip.ask(SITI, "Siapa arsiteknya?")
            assert "Bagas Tirtayasa" in after_restart.text

            card = await kutip.ask(ADMIN, f"/add {MARKET}")
            await server.press(ADMIN, card, server.buttons(card)[ID("draft-publish")])
            added = await server.next_edit(ADMIN)
            assert "“Pasar Ikan Lembayung Pindah ke Dermaga Timur” sudah ditambahkan" in added.text
            market_id = _id_in(added)

            refused = await kutip.ask(SITI, f"/add {LIBRARY}")
            assert refused.text == ID("not-admin")
            await server.send_document(SITI, "perahu.txt", LIBRARY.encode(), caption="/add")
            assert (await server.next_message(SITI)).text == ID("not-admin")
            listed = await kutip.ask(SITI, "/articles")
            assert listed.text.startswith("4 artikel, yang terbaru dulu\n\n1. Pasar Ikan Lembayung")

            market = "Berapa kios yang disiapkan kepala pasar Darma Wisesa?"
            answer = await kutip.ask(SITI, market)
            assert "140" in answer.text
            assert "12 Juni 2024" in answer.text

            status, printed = await kutip.command("add", kutip.write("perahu.md", LIBRARY))
            assert status == 0, printed
            answer = await kutip.ask(SITI, "Berapa buku yang dibawa setiap perahu perpustakaan Selayar Biru?")
            assert "600 buku" in answer.text

            refused = await kutip.ask(SITI, f"/delete {market_id}")
            assert refused.text == ID("not-admin")
            asking = await kutip.ask(ADMIN, f"/delete {market_id}")
            await server.press(ADMIN, asking, server.buttons(asking)[ID("forget-yes")])
            deleted = await server.next_edit(ADMIN)
            assert deleted.text.endswith(ID("deleted-for-now", title="", minutes=10).partition("” ")[2])
            assert market_id not in (await kutip.ask(ADMIN, "/articles")).text

            start = await kutip.ask(SITI, "/start")
            question, data = next(iter(server.buttons(start).items()))
            await server.press(SITI, start, data)
            assert (await server.next_message(SITI)).text.startswith(f"{question}\n\n")

            gone = await kutip.ask(Person(4004), market)
            assert gone.text.startswith(ABSTENTIONS)
            unknown = await kutip.ask(Person(5005), "Siapa juara lomba layar di Tanjung Kencana?")
            assert unknown.text.startswith(ABSTENTIONS)
            again = await kutip.ask(ADMIN, f"/delete {market_id}")
            assert again.text == ID("unknown-article", id=market_id)


async def test_an_empty_installation_says_so_and_takes_a_file(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        async with kutip.running_bot():
            empty = await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            assert empty.text == ID("abstention-no-articles")
            await server.send_document(ADMIN, "jembatan.txt", BRIDGE.encode(), caption="/add")
            card = await server.next_message(ADMIN)
            await server.press(ADMIN, card, server.buttons(card)[ID("draft-publish")])
            assert "sudah ditambahkan" in (await server.next_edit(ADMIN)).text
            answer = await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            assert "Ratna Prameswari" in answer.text


async def test_twenty_chats_at_once_are_all_answered(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        await kutip.add(kutip.write("jembatan.txt", BRIDGE))
        people = [Person(7000 + number) for number in range(20)]
        async with kutip.running_bot():
            for person in people:
                await server.send_text(person, "Siapa yang meresmikan Jembatan Wulung?")
            for person in people:
                assert "Ratna Prameswari" in (await server.next_message(person)).text
        assert all(server.is_silent(person) for person in people)


async def test_a_rejected_token_ends_with_one_sentence(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        status, printed = await Installation(tmp_path, server, token="123456:another").command("run")
    assert status == 1
    [sentence] = [line for line in printed.splitlines() if "TELEGRAM_BOT_TOKEN" in line]
    assert "another" not in printed
    assert "Traceback" not in printed
    assert sentence.endswith(".")


def _id_in(added: Sent) -> str:
    found = re.search(r"^ID: (\S+)$", added.text, re.MULTILINE)
    assert found, added.text
    return found[1]
