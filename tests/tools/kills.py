"""``python -m tests.tools.kills``: kills a busy bot at random moments and counts who was forgotten.

The real process over a real SQLite file, against the scripted Bot API server. People go on writing while it
is dead. In the end every question must have been answered once, in the order in which its chat asked.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.bot_api_server import BotApiServer, Person
from tests.e2e.installation import BRIDGE, LAKE, SCHOOL, START_S, Installation
from tests.e2e.telegram_faults import Fault, Loss
from tests.e2e.telegram_rules import RefusalError

QUESTIONS = (
    ("Siapa yang meresmikan Jembatan Wulung?", "Ratna Prameswari"),
    ("Berapa meter panjang Jembatan Wulung?", "320 meter"),
    ("Sampai kapan Danau Sembilang ditutup?", "akhir Februari"),
    ("Berapa murid sekolah layar di Pulau Kemuning?", "45 murid"),
)

LONGEST_LIFE_S = 2.5
"""Of a process after its first poll; what is in hand by then takes about a second."""

PATIENCE_S = 120.0


@dataclass
class Report:
    """What went wrong, one line each, and what there was."""

    kills: int
    questions: int = 0
    wrong: list[str] = field(default_factory=list)
    repaired: int = 0


def storm(chance: random.Random) -> Callable[[str], Fault | None]:
    """One call in ten goes wrong, in all the ways there are."""

    def weather(method: str) -> Fault | None:
        if method not in {"sendMessage", "editMessageText", "sendChatAction"} or chance.random() > 0.1:
            return None
        faults: list[Fault] = [
            RefusalError(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
            Loss("drop", accepted=True),
            Loss("drop", accepted=False),
            Loss("bad_gateway", accepted=True),
            Loss("bad_gateway", accepted=False),
            RefusalError(500, "Internal Server Error"),
        ]
        return chance.choice(faults)

    return weather


async def run(
    folder: Path, *, kills: int, seed: int, people: int = 6, stormy: bool = False, pause_s: float = 0.6
) -> Report:
    """``pause_s`` is the mean between two questions of a person."""
    chance = random.Random(seed)
    report = Report(kills)
    async with BotApiServer() as server:
        kutip = Installation(folder, server)
        files = [kutip.write(f"{n}.txt", text) for n, text in enumerate((BRIDGE, LAKE, SCHOOL))]
        status, printed = await kutip.command("add", *files)
        assert status == 0, printed
        if stormy:
            server.set_weather(storm(chance))
        asked: dict[Person, list[str]] = {Person(5000 + number): [] for number in range(people)}

        async def go_on_asking(person: Person) -> None:
            while True:
                question, expected = chance.choice(QUESTIONS)
                asked[person].append(expected)
                await server.send_text(person, question)
                await asyncio.sleep(chance.expovariate(1 / pause_s))

        asking = [asyncio.create_task(go_on_asking(person)) for person in asked]
        for number in range(kills):
            process, printing = await _started(kutip)
            life_s = chance.uniform(0.0, LONGEST_LIFE_S)
            await asyncio.sleep(life_s)
            process.kill()
            log = (await printing)[0].decode()
            if "Traceback" in log or "ERROR" in log:
                report.wrong.append(f"log of process {number + 1}:\n{log}")
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        report.questions = sum(map(len, asked.values()))

        process, printing = await _started(kutip)
        for person, expected in asked.items():
            for _ in expected:
                with contextlib.suppress(TimeoutError):
                    await server.next_message(person, PATIENCE_S)
        await asyncio.sleep(3.0)  # for what would come too often
        process.terminate()
        log = (await printing)[0].decode()
        if process.returncode != 0 or "Traceback" in log:
            report.wrong.append(f"the last process ended with {process.returncode}:\n{log}")
        report.repaired = sum(call.method == "editMessageText" for call in server.calls)
        for person, expected in asked.items():
            shown = [sent.text for sent in server.shown(person)]
            if len(shown) != len(expected):
                report.wrong.append(f"{person.id}: {len(expected)} questions, {len(shown)} answers")
            for at, (text, key) in enumerate(zip(shown, expected, strict=False)):
                if key not in text:
                    report.wrong.append(f"{person.id}: answer {at + 1} is not about {key!r}: {text[:80]!r}")
                    break
    return report


async def _started(
    kutip: Installation,
) -> tuple[asyncio.subprocess.Process, asyncio.Task[tuple[bytes, bytes]]]:
    """A process that has begun to poll."""
    polls = sum(call.method == "getUpdates" for call in kutip.server.calls)
    process = await kutip.start("run")
    printing = asyncio.create_task(process.communicate())
    polling = asyncio.create_task(kutip.server.called("getUpdates", polls + 1, START_S))
    await asyncio.wait({printing, polling}, return_when=asyncio.FIRST_COMPLETED)
    assert not printing.done(), printing.result()[0].decode()
    await polling
    return process, printing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--stormy", action="store_true", help="one call in ten goes wrong as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        report = asyncio.run(run(Path(folder), **vars(arguments)))
        print(f"{report.kills} kills, {report.questions} questions, {report.repaired} edits to find messages")
        print("\n".join(report.wrong) or "every question was answered once, in order")
        sys.exit(bool(report.wrong))


if __name__ == "__main__":
    main()
