"""The real process, a scripted Bot API server, and people who write to it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import TOKEN, BotApiServer, Person, Sent

REPOSITORY = Path(__file__).parents[2]
START_S = 120.0
"""Patience with a start on a busy machine; not a measurement."""

ADMIN = Person(1001, "id", "Redaksi")
SITI = Person(2002, "id", "Siti")

ID = load_catalogue().choose("id")
ABSTENTIONS = tuple(ID(f"abstention-{reason}") for reason in ("no-match", "unsupported"))

BRIDGE = """Jembatan Wulung Dibuka untuk Umum

Selasa, 5 Maret 2024

WULUNG - Wali Kota Ratna Prameswari meresmikan Jembatan Wulung pada Selasa pagi. Jembatan sepanjang 320 meter
itu menghubungkan Kampung Hilir dan Kampung Hulu. Pembangunannya menelan biaya Rp48 miliar dari anggaran kota.
Arsitek jembatan itu, Bagas Tirtayasa, mengatakan lengkungnya meniru sayap burung bangau. "Kami ingin warga
bangga," ujar Bagas.
"""

LAKE = """Danau Sembilang Ditutup Sementara

Senin, 8 Januari 2024

TELUK SIRIH - Danau Sembilang ditutup bagi pengunjung sampai akhir Februari karena air pasang. Kepala dinas
pariwisata Hendra Wiraguna mengatakan dermaga kayu akan diganti. Perbaikan itu memakan biaya Rp2 miliar.
"""

SCHOOL = """Sekolah Layar Pertama di Pulau Kemuning

Kamis, 18 April 2024

KEMUNING - Sekolah layar pertama di Pulau Kemuning menerima 45 murid. Kepala sekolah Mira Lestari Dewi
mengatakan pelajaran dimulai pada bulan Mei. Gurunya adalah mantan nelayan.
"""

MARKET = """Pasar Ikan Lembayung Pindah ke Dermaga Timur

Rabu, 12 Juni 2024

LEMBAYUNG - Pasar ikan Lembayung pindah ke Dermaga Timur mulai Juli. Kepala pasar Darma Wisesa mengatakan ada
140 kios yang disiapkan di tempat baru. Pedagang dibebaskan dari sewa selama tiga bulan pertama.
"""

LIBRARY = """Perpustakaan Keliling Kota Selayar Biru Punya Tiga Perahu

Jumat, 9 Agustus 2024

SELAYAR BIRU - Perpustakaan keliling Selayar Biru kini memakai tiga perahu. Pustakawan Laksmi Andayani
mengatakan setiap perahu membawa 600 buku ke pulau-pulau kecil.
"""


@dataclass
class Installation:
    """A data folder, and the commands that people run on it."""

    folder: Path
    server: BotApiServer
    token: str = TOKEN

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return inherited | {
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONIOENCODING": "utf-8",
            "KUTIP_HOME": str(self.folder / "data"),
            "TELEGRAM_API_URL": self.server.url,
            "TELEGRAM_BOT_TOKEN": self.token,
            "ADMIN_IDS": str(ADMIN.id),
        }

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.cli", *arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def command(self, *arguments: str) -> tuple[int | None, str]:
        """Run to the end; the exit status and everything that was printed."""
        process = await self.start(*arguments)
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    @asynccontextmanager
    async def running_bot(self) -> AsyncIterator[None]:
        """``kutip run`` from its first poll to SIGTERM; it must end well and keep its secret."""
        polls = sum(call.method == "getUpdates" for call in self.server.calls)
        process = await self.start("run")
        printing = asyncio.create_task(process.communicate())
        polling = asyncio.create_task(self.server.called("getUpdates", polls + 1, START_S))
        await asyncio.wait({printing, polling}, return_when=asyncio.FIRST_COMPLETED)
        try:
            assert not printing.done(), printing.result()[0].decode()
            await polling
            yield
        finally:
            polling.cancel()
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            log = (await printing)[0].decode()
            # Shown by pytest when a test fails.
            print(log)
        assert process.returncode == 0, log
        assert TOKEN.partition(":")[2] not in log
        assert "Traceback" not in log

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    async def ask(self, person: Person, text: str) -> Sent:
        await self.server.send_text(person, text)
        return await self.server.next_message(person)


async def test_a_conversation_with_uploads_and_a_restart(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        articles = {"jembatan.txt": BRIDGE, "danau.md": LAKE, "sekolah.txt": SCHOOL}
        files = [kutip.write(name, text) for name, text in articles.items()]
        status, printed = await kutip.command("add", *files)
        assert status == 0, printed

        async with kutip.running_bot():
            answer = await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            assert "Ratna Prameswari meresmikan Jembatan Wulung" in answer.text
            assert "[1] Jembatan Wulung Dibuka untuk Umum\n5 Maret 2024" in answer.text
            assert answer.parameters["parse_mode"] == "HTML"
            assert answer.entities[0].type == "blockquote"
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

            added = await kutip.ask(ADMIN, f"/add {MARKET}")
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
            deleted = await kutip.ask(ADMIN, f"/delete {market_id}")
            assert deleted.text == ID("deleted", id=market_id)
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
            assert "sudah ditambahkan" in (await server.next_message(ADMIN)).text
            answer = await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            assert "Ratna Prameswari" in answer.text


async def test_twenty_chats_at_once_are_all_answered(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        status, printed = await kutip.command("add", kutip.write("jembatan.txt", BRIDGE))
        assert status == 0, printed
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
