"""Sends every hostile file and link to a real bot process, and checks that none does harm.

    python -m tests.tools.hostile

An admin uploads each item of :mod:`tests.tools.hostile.corpus`; after each, a reader asks a question. An
audit hook in the bot process records its connections and the files that it opens for writing. Prints how many
items were rejected, the longest and the mean answer time, the number of connections and written files, and
every violation: a slow or wrong answer, a link that was read, a connection to anything but the Bot API, or a
file written outside the data folder. The exit status is 1 if there is a violation.
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
from tests.e2e.installation import ADMIN, BRIDGE, SITI, Installation
from tests.paths import REPOSITORY
from tests.tools.hostile.corpus import FILES, LINKS, WAS_HERE

ID = load_catalogue().choose("id")
PATIENCE_S = 120.0
QUESTION = "Siapa yang meresmikan Jembatan Wulung?"
ANSWER = "Ratna Prameswari"
LIMIT_S = 1.0
"""The longest permitted time to answer the reader."""

SITECUSTOMIZE = r"""
from __future__ import annotations

import os
import sys
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_log = os.open(os.environ["KUTIP_WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        os.write(_log, f"connect {arguments[1]!r}\n".encode())
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
        os.write(_log, f"write {arguments[0]!r}\n".encode())
    elif event in {"os.rename", "os.symlink", "os.link", "os.mkdir"}:
        os.write(_log, f"write {arguments[1 if event != 'os.mkdir' else 0]!r}\n".encode())


sys.addaudithook(_record)
"""
"""Python imports this file as ``sitecustomize`` in every process with its folder on ``PYTHONPATH``. It
records connections and files opened for writing in the file that ``KUTIP_WATCHED`` names."""


class Report:
    """The outcomes, the answer times in seconds, the recorded events, and all violations."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.events: Counter[str] = Counter()
        self.violations: list[str] = []


async def send_corpus(kutip: Installation, report: Report) -> None:
    """Send every file and every link, one after the other."""
    server = kutip.server
    for name, (file_name, make) in FILES.items():
        data = await asyncio.to_thread(make)
        await server.send_document(ADMIN, file_name, data, caption="/add")
        await _check_reply(kutip, f"file {name}", report)
    for link in LINKS:
        await server.send_text(ADMIN, f"/add {link}")
        await _check_reply(kutip, f"link {link}", report)


async def _check_reply(kutip: Installation, name: str, report: Report) -> None:
    """Wait for the reply to the admin, then measure the answer to a reader; publish what can be published."""
    server = kutip.server
    reply = await server.next_message(ADMIN, PATIENCE_S)
    before = time.monotonic()
    answer = await kutip.ask(SITI, QUESTION)
    report.seconds.append(time.monotonic() - before)
    if ANSWER not in answer.text:
        report.violations.append(f"after {name}: {answer.text[:80]!r}")
    if report.seconds[-1] > LIMIT_S:
        report.violations.append(f"after {name}: the answer took {report.seconds[-1]:.2f} s")
    publish = next((text for text in server.buttons(reply) if text.startswith("✅")), None)
    if publish is None:
        report.outcomes["rejected"] += 1
        if ID("failure", reference="").partition(".")[0] in reply.text:
            report.violations.append(f"{name}: {reply.text!r}")
        return
    report.outcomes["made harmless"] += 1
    if name.startswith("link "):
        report.violations.append(f"{name}: {reply.text[:80]!r}")
    await server.press(ADMIN, reply, server.buttons(reply)[publish])
    await _finished(server, reply)


async def _finished(server: BotApiServer, card: Sent) -> None:
    while server.buttons(card):
        await server.next_edit(ADMIN, PATIENCE_S)


def check_audit_log(audit_log: Path, kutip: Installation, report: Report) -> None:
    """Report connections to anything but the Bot API, and files written outside the data folder."""
    port = urlsplit(kutip.server.url).port
    allowed = (str(kutip.data), "/dev/", str(audit_log))
    for line in sorted(set(audit_log.read_text(encoding="utf-8", errors="replace").splitlines())):
        kind, _, what = line.partition(" ")
        report.events[kind] += 1
        if kind == "connect":
            if f", {port})" not in what:
                report.violations.append(f"a connection to {what}")
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
            report.violations.append(f"opened for writing: {path}")
    if not (report.events["connect"] and report.events["write"]):
        report.violations.append("nothing was recorded: the audit hook did not run")
    report.violations += [
        f"written: {path}" for path in Path(WAS_HERE).parent.glob(f"{Path(WAS_HERE).name}*")
    ]
    report.violations += [
        f"written: {path}" for path in kutip.folder.iterdir() if path.name not in {"data", "jembatan.txt"}
    ]


async def run(folder: Path, audit_log: Path) -> Report:
    """Run a bot with an audit hook in ``folder``, send the corpus to it and check the audit log."""
    report = Report()
    async with BotApiServer() as server:
        (audit_log.parent / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
        watched = f"{audit_log.parent}:{REPOSITORY}"
        kutip = Installation(folder, server, more={"PYTHONPATH": watched, "KUTIP_WATCHED": str(audit_log)})
        status, printed = await kutip.command("add", kutip.write("jembatan.txt", BRIDGE))
        assert status == 0, printed
        async with kutip.running_bot():
            await kutip.ask(SITI, QUESTION)
            await send_corpus(kutip, report)
        await asyncio.to_thread(check_audit_log, audit_log, kutip, report)
    return report


def main() -> None:
    """Print the report, and exit with 1 if there are violations."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        report = asyncio.run(run(Path(folder), Path(other) / "audit_log"))
    print(f"{len(FILES)} files and {len(LINKS)} links: {dict(report.outcomes)}")
    mean_s = sum(report.seconds) / len(report.seconds)
    print(f"answer after each: {max(report.seconds):.2f} s at most, {mean_s:.2f} s on average")
    print(
        f"recorded: {report.events['connect']} addresses, {report.events['write']} paths opened for writing"
    )
    print(
        "\n".join(report.violations)
        or "no connection but to the Bot API, nothing written outside the data folder"
    )
    sys.exit(bool(report.violations))


if __name__ == "__main__":
    main()
