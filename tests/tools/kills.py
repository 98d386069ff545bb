"""Kills a busy bot process at random moments and checks that every question is answered once, in order.

    python -m tests.tools.kills [--kills 20] [--seed 1] [--people 6] [--faults]

Runs the real process on a SQLite file against the scripted Bot API server; people continue to write while the
process is dead. With ``--faults``, one call in ten to the Bot API fails as well. Prints the number of kills
and questions and every missing, repeated or wrong answer; the exit status is 1 if there is one.
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
"""How long a process may live after its first poll. Handling the updates of a poll takes about a second."""

PATIENCE_S = 120.0


@dataclass
class Report:
    """The counts and the errors of a run.

    ``repaired`` counts calls to edit a message, by which the bot finds out whether a message arrived.
    """

    kills: int
    questions: int = 0
    errors: list[str] = field(default_factory=list)
    repaired: int = 0


def random_faults(generator: random.Random) -> Callable[[str], Fault | None]:
    """Return a function that makes one call in ten fail, with a random kind of fault."""

    def fault(method: str) -> Fault | None:
        if method not in {"sendMessage", "editMessageText", "sendChatAction"} or generator.random() > 0.1:
            return None
        faults: list[Fault] = [
            RefusalError(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
            Loss("drop", accepted=True),
            Loss("drop", accepted=False),
            Loss("bad_gateway", accepted=True),
            Loss("bad_gateway", accepted=False),
            RefusalError(500, "Internal Server Error"),
        ]
        return generator.choice(faults)

    return fault


async def run(
    folder: Path, *, kills: int, seed: int, people: int = 6, faults_too: bool = False, pause_s: float = 0.6
) -> Report:
    """Kill the bot ``kills`` times while ``people`` ask, each with a mean pause of ``pause_s``."""
    generator = random.Random(seed)
    report = Report(kills)
    async with BotApiServer() as server:
        kutip = Installation(folder, server)
        files = [kutip.write(f"{n}.txt", text) for n, text in enumerate((BRIDGE, LAKE, SCHOOL))]
        status, printed = await kutip.command("add", *files)
        assert status == 0, printed
        if faults_too:
            server.set_weather(random_faults(generator))
        expected_answers: dict[Person, list[str]] = {Person(5000 + number): [] for number in range(people)}

        async def keep_asking(person: Person) -> None:
            while True:
                question, expected = generator.choice(QUESTIONS)
                expected_answers[person].append(expected)
                await server.send_text(person, question)
                await asyncio.sleep(generator.expovariate(1 / pause_s))

        asking = [asyncio.create_task(keep_asking(person)) for person in expected_answers]
        for number in range(kills):
            process, printing = await started(kutip)
            await asyncio.sleep(generator.uniform(0.0, LONGEST_LIFE_S))
            process.kill()
            log = (await printing)[0].decode()
            if "Traceback" in log or "ERROR" in log:
                report.errors.append(f"log of process {number + 1}:\n{log}")
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        report.questions = sum(map(len, expected_answers.values()))

        process, printing = await started(kutip)
        for person, expected in expected_answers.items():
            for _ in expected:
                with contextlib.suppress(TimeoutError):
                    await server.next_message(person, PATIENCE_S)
        await asyncio.sleep(3.0)  # so that repeated answers would arrive
        process.terminate()
        log = (await printing)[0].decode()
        if process.returncode != 0 or "Traceback" in log:
            report.errors.append(f"the last process ended with {process.returncode}:\n{log}")
        report.repaired = sum(call.method == "editMessageText" for call in server.calls)
        for person, expected in expected_answers.items():
            shown = [sent.text for sent in server.shown(person)]
            if len(shown) != len(expected):
                report.errors.append(f"{person.id}: {len(expected)} questions, {len(shown)} answers")
            for at, (text, key) in enumerate(zip(shown, expected, strict=False)):
                if key not in text:
                    report.errors.append(f"{person.id}: answer {at + 1} is not about {key!r}: {text[:80]!r}")
                    break
    return report


async def started(
    kutip: Installation,
) -> tuple[asyncio.subprocess.Process, asyncio.Task[tuple[bytes, bytes]]]:
    """Start the bot and wait for its first poll. Returns the process and the task that reads its output."""
    polls = sum(call.method == "getUpdates" for call in kutip.server.calls)
    process = await kutip.start("run")
    printing = asyncio.create_task(process.communicate())
    polling = asyncio.create_task(kutip.server.called("getUpdates", polls + 1, START_S))
    await asyncio.wait({printing, polling}, return_when=asyncio.FIRST_COMPLETED)
    assert not printing.done(), printing.result()[0].decode()
    await polling
    return process, printing


def main() -> None:
    """Run with the options of the command line and exit with 1 if there were errors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument(
        "--faults", action="store_true", dest="faults_too", help="let one call in ten fail as well"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        report = asyncio.run(run(Path(folder), **vars(arguments)))
        print(f"{report.kills} kills, {report.questions} questions, {report.repaired} edits to find messages")
        print("\n".join(report.errors) or "every question was answered once, in order")
        sys.exit(bool(report.errors))


if __name__ == "__main__":
    main()
