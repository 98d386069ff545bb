"""Runs the real bot process over a data folder, against the scripted Bot API server."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.bot_api_server import TOKEN, BotApiServer, Person, Sent
from tests.e2e.command_line import INHERITED, CommandLine
from tests.paths import REPOSITORY

START_S = 300.0
"""How long a test waits for a process to start. Generous, because the machine may be busy."""

ADMIN = Person(1001, "id", "Redaksi")
SITI = Person(2002, "id", "Siti")

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
    """A data folder, the settings for it, and the commands that run on it."""

    folder: Path
    server: BotApiServer
    token: str = TOKEN
    more: dict[str, str] = field(default_factory=dict)
    """Further environment variables."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return inherited | {
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONIOENCODING": "utf-8",
            "KUTIP_HOME": str(self.data),
            "TELEGRAM_API_URL": self.server.url,
            "TELEGRAM_BOT_TOKEN": self.token,
            "ADMIN_IDS": str(ADMIN.id),
            **self.more,
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

    async def add(self, *sources: str) -> None:
        """Run ``kutip add`` in the process of the tests. Fails unless every source is added."""
        line = CommandLine(self.folder, {"KUTIP_HOME": str(self.data)})
        done = await asyncio.to_thread(line, "add", *sources)
        assert done.returncode == 0, done.stderr

    async def command(self, *arguments: str) -> tuple[int | None, str]:
        """Run a command in a separate process. Returns its exit status and everything that it printed."""
        process = await self.start(*arguments)
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    @asynccontextmanager
    async def running_bot(self, log: list[str] | None = None) -> AsyncIterator[None]:
        """Run ``kutip run`` in a separate process. The block starts after its first poll; then it gets
        SIGTERM.

        Fails unless the process ends with status 0 and never prints its token. The lines that it prints are
        added to ``log``; without a ``log`` they must not contain a traceback.
        """
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
            printed = (await printing)[0].decode()
            # Shown by pytest when a test fails.
            print(printed)
        assert process.returncode == 0, printed
        assert TOKEN.partition(":")[2] not in printed
        if log is None:
            assert "Traceback" not in printed
        else:
            log.extend(printed.splitlines())

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    async def ask(self, person: Person, text: str) -> Sent:
        await self.server.send_text(person, text)
        return await self.server.next_message(person)
