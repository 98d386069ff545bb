"""``python -m tests.tools.hostile``: every hostile file and link, sent by an admin to the real process.

After each, a reader asks a question, and how long the answer takes is measured. The process notes its own
connections and the files that it opens for writing. Prints what was found; the exit status is 1 if anything
is not as it must be.
"""

from __future__ import annotations

import ast
import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer, Sent
from tests.e2e.installation import ADMIN, BRIDGE, REPOSITORY, SITI, Installation
from tests.tools.hostile.corpus import FILES, LINKS, WAS_HERE

ID = load_catalogue().choose("id")
PATIENCE_S = 120.0
QUESTION = "Siapa yang meresmikan Jembatan Wulung?"
ANSWER = "Ratna Prameswari"
LIMIT_S = 1.0

SITECUSTOMIZE = r"""
from __future__ import annotations

import os
import sys
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_notes = os.open(os.environ["KUTIP_WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        os.write(_notes, f"connect {arguments[1]!r}\n".encode())
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
        os.write(_notes, f"write {arguments[0]!r}\n".encode())
    elif event in {"os.rename", "os.symlink", "os.link", "os.mkdir"}:
        os.write(_notes, f"write {arguments[1 if event != 'os.mkdir' else 0]!r}\n".encode())


sys.addaudithook(_note)
"""
"""Python loads it in every process that has its folder on the path. It notes connections, and files that are
opened for writing, in the file that KUTIP_WATCHED names."""


class Found:
    """What became of each, and what is wrong."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.noted: Counter[str] = Counter()
        self.wrong: list[str] = []


async def send_everything(kutip: Installation, found: Found) -> None:
    server = kutip.server
    for name, (file_name, make) in FILES.items():
        data = await asyncio.to_thread(make)
        await server.send_document(ADMIN, file_name, data, caption="/add")
        await _look(kutip, f"file {name}", found)
    for link in LINKS:
        await server.send_text(ADMIN, f"/add {link}")
        await _look(kutip, f"link {link}", found)


async def _look(kutip: Installation, name: str, found: Found) -> None:
    server = kutip.server
    reply = await server.next_message(ADMIN, PATIENCE_S)
    before = time.monotonic()
    answer = await kutip.ask(SITI, QUESTION)
    found.seconds.append(time.monotonic() - before)
    if ANSWER not in answer.text:
        found.wrong.append(f"after {name}: {answer.text[:80]!r}")
    if found.seconds[-1] > LIMIT_S:
        found.wrong.append(f"after {name}: the answer took {found.seconds[-1]:.2f} s")
    publish = next((text for text in server.buttons(reply) if text.startswith("✅")), None)
    if publish is None:
        found.outcomes["refused"] += 1
        if ID("failure", reference="").partition(".")[0] in reply.text:
            found.wrong.append(f"{name}: {reply.text!r}")
        return
    found.outcomes["taken without harm"] += 1
    if name.startswith("link "):
        found.wrong.append(f"{name}: {reply.text[:80]!r}")
    await server.press(ADMIN, reply, server.buttons(reply)[publish])
    await _finished(server, reply)


async def _finished(server: BotApiServer, card: Sent) -> None:
    while server.buttons(card):
        await server.next_edit(ADMIN, PATIENCE_S)


def look_at_notes(notes: Path, kutip: Installation, found: Found) -> None:
    """Connections to anything but the Bot API, and files opened for writing outside the data folder."""
    port = urlsplit(kutip.server.url).port
    allowed = (str(kutip.data), "/dev/", str(notes))
    for line in sorted(set(notes.read_text(encoding="utf-8", errors="replace").splitlines())):
        kind, _, what = line.partition(" ")
        found.noted[kind] += 1
        if kind == "connect":
            if f", {port})" not in what:
                found.wrong.append(f"a connection to {what}")
            continue
        value = ast.literal_eval(what) if what[:1] in "'\"b" else what
        path = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        scratch = path.startswith(tempfile.gettempdir()) and not Path(path).exists()
        if (
            path.startswith("/")
            and not path.startswith(allowed)
            and not scratch
            and "__pycache__" not in path
        ):
            found.wrong.append(f"opened for writing: {path}")
    if not (found.noted["connect"] and found.noted["write"]):
        found.wrong.append("nothing was noted: the process was not watched")
    found.wrong += [f"written: {one}" for one in Path(WAS_HERE).parent.glob(f"{Path(WAS_HERE).name}*")]
    found.wrong += [
        f"written: {one}" for one in kutip.folder.iterdir() if one.name not in {"data", "jembatan.txt"}
    ]


async def run(folder: Path, notes: Path) -> Found:
    found = Found()
    async with BotApiServer() as server:
        (notes.parent / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
        watched = f"{notes.parent}:{REPOSITORY}"
        kutip = Installation(folder, server, more={"PYTHONPATH": watched, "KUTIP_WATCHED": str(notes)})
        status, printed = await kutip.command("add", kutip.write("jembatan.txt", BRIDGE))
        assert status == 0, printed
        async with kutip.running_bot():
            await kutip.ask(SITI, QUESTION)
            await send_everything(kutip, found)
        await asyncio.to_thread(look_at_notes, notes, kutip, found)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        found = asyncio.run(run(Path(folder), Path(other) / "notes"))
    print(f"{len(FILES)} files and {len(LINKS)} links: {dict(found.outcomes)}")
    mean_s = sum(found.seconds) / len(found.seconds)
    print(f"answer after each: {max(found.seconds):.2f} s at most, {mean_s:.2f} s in the mean")
    print(f"noted: {found.noted['connect']} addresses, {found.noted['write']} paths opened for writing")
    print(
        "\n".join(found.wrong) or "no connection but to the Bot API, nothing written outside the data folder"
    )
    sys.exit(bool(found.wrong))


if __name__ == "__main__":
    main()
