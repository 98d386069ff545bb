"""``python -m tests.tools.soak``: 200 chats at once and thousands of questions, in a real process of its own.

Measures what that process does to its event loop and its memory. Prints figures; asserts nothing. Beside the
bot a thread looks at the event loop and notes where it was whenever it stood still for too long.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bot import samples
from bot.wiring import Kutip
from knowledge.articles.reading import read
from knowledge.ports import RawDocument
from knowledge.text import sentences
from tests.e2e.bot_api_server import BotApiServer, Person
from tests.e2e.installation import REPOSITORY, Installation
from tests.tools.bench import _figure, made_articles

CHATS = 200
TICK_S = 0.005
TOO_LONG_S = 0.05
LOG_EVERY_S = 0.5
PATIENCE_S = 300.0
WATCHED = "--watched"

IDLE = """
import signal, sys, time
worst = 0.0
def tell(*_):
    print(worst * 1000)
    sys.exit()
signal.signal(signal.SIGTERM, tell)
while True:
    before = time.perf_counter()
    time.sleep(0.005)
    worst = max(worst, time.perf_counter() - before - 0.005)
"""
"""What the machine does to a process that only waits: what is measured cannot be better than that."""


@dataclass
class Watch:
    """How long the event loop stood still, how long it computed in one go, and where it was then."""

    worst_s: float = 0.0
    worst_own_s: float = 0.0
    stops: Counter[str] = field(default_factory=Counter)
    _last: float = field(default_factory=time.perf_counter)

    async def tick(self) -> None:
        while True:
            self._last, own = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK_S)
            self.worst_s = max(self.worst_s, time.perf_counter() - self._last - TICK_S)
            self.worst_own_s = max(self.worst_own_s, time.thread_time() - own - TICK_S)

    def look(self, thread_id: int) -> None:
        """In a thread of its own, for ever."""
        noted = 0.0
        while True:
            time.sleep(TICK_S)
            still_s = time.perf_counter() - self._last - TICK_S
            if still_s > TOO_LONG_S and noted != self._last:
                noted = self._last
                frames = traceback.extract_stack(sys._current_frames()[thread_id])[-6:]
                where = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[::-1])
                self.stops[" < ".join(where)] += 1


def serve_watched(log: Path) -> None:
    """``kutip run`` with a watch on it; a line of JSON each half second to ``log``."""
    from bot.command_support import with_kutip
    from bot.telegram.process import serve_bot

    async def watched(kutip: Kutip) -> None:
        watch = Watch()
        ticking = asyncio.create_task(watch.tick())
        threading.Thread(target=watch.look, args=(threading.get_ident(),), daemon=True).start()

        async def write() -> None:
            while True:
                await asyncio.sleep(LOG_EVERY_S)
                seen = {
                    "worst_ms": watch.worst_s * 1000,
                    "worst_own_ms": watch.worst_own_s * 1000,
                    "rss_mb": _rss_mb(),
                    "stops": dict(watch.stops),
                }
                watch.worst_s = watch.worst_own_s = 0.0
                watch.stops.clear()
                with log.open("a") as file:
                    file.write(json.dumps(seen) + "\n")

        writing = asyncio.create_task(write())
        await serve_bot(kutip)
        ticking.cancel()
        writing.cancel()

    with_kutip(watched)


class Measured(Installation):
    """The same process with a watch on it."""

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        if arguments != ("run",):
            return await super().start(*arguments)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.tools.soak", WATCHED, str(self.log)),
            cwd=REPOSITORY,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    @property
    def log(self) -> Path:
        return self.folder / "watch.jsonl"

    def since(self, line: int) -> list[dict[str, Any]]:
        return [json.loads(one) for one in self.log.read_text().splitlines()[line:]]


async def soak(folder: Path, total: int, articles: int) -> None:
    people = [Person(20_000 + number) for number in range(CHATS)]
    async with BotApiServer() as server:
        kutip = Measured(folder, server)
        lines = [
            json.dumps({"title": one.title, "text": one.text}) for one in islice(made_articles(), articles)
        ]
        made = kutip.write("made.jsonl", "\n".join(lines))
        status, printed = await kutip.command("add", str(samples.folder()), made)
        assert status == 0, printed
        questions = _questions()
        async with kutip.running_bot():
            for person in people[:20]:
                await kutip.ask(person, next(questions))
            before = len(kutip.since(0))
            idle = await asyncio.create_subprocess_exec(
                sys.executable, "-c", IDLE, stdout=asyncio.subprocess.PIPE
            )
            began = time.monotonic()
            for person in people:
                await server.send_text(person, next(questions))
            for person in people:
                await server.next_message(person, PATIENCE_S)
            _figure(f"{CHATS} chats at once, all answered", f"{time.monotonic() - began:.1f} s")
            await asyncio.sleep(2 * LOG_EVERY_S)
            idle.terminate()
            standing, _ = await idle.communicate()
            _figure("an idle process meanwhile stood still for", f"{float(standing):.0f} ms at most")
            _blocked(kutip.since(before))
            if total < 1000:
                print("since the start:", *(f"{one['worst_ms']:.0f}" for one in kutip.since(0)))
                return
            memory: dict[int, float] = {}
            for asked in range(1000, total + 1, 1000):
                await _until(asked, kutip, people, questions)
                memory[asked] = max(one["rss_mb"] for one in kutip.since(-6))
        for asked, mb in memory.items():
            _figure(f"memory after {asked:,} questions", f"{mb:.0f} MB ({mb / memory[1000] - 1:+.1%})")
        _figure(f"over {total:,} questions", "")
        _blocked(kutip.since(before))
        assert all(server.is_silent(person) for person in people)
        texts = sum(len(server.shown(person)) for person in people)
        _figure("answers", f"{texts:,}")


async def _until(total: int, kutip: Measured, people: list[Person], questions: Iterator[str]) -> None:
    """Every chat asks again as soon as it is answered, until so many questions were asked."""
    server = kutip.server
    left = total - sum(len(server.shown(person)) for person in people)

    async def harness(person: Person) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await server.send_text(person, next(questions))
            await server.next_message(person, PATIENCE_S)

    await asyncio.gather(*map(harness, people))
    await asyncio.sleep(3 * LOG_EVERY_S)


def _blocked(seen: list[dict[str, Any]]) -> None:
    over = [one["worst_ms"] for one in seen if one["worst_ms"] > TOO_LONG_S * 1000]
    _figure("  half seconds in which it stood still too long", f"{len(over)} of {len(seen)}")
    _figure("  event loop blocked at most", f"{max(one['worst_ms'] for one in seen):.0f} ms  (limit 50)")
    _figure("    of it computing itself", f"{max(one['worst_own_ms'] for one in seen):.0f} ms")
    stops: Counter[str] = Counter()
    for one in seen:
        stops.update(one["stops"])
    for where, times in stops.most_common(12):
        print(f"    {times} x {where}")


def _questions() -> Iterator[str]:
    """Endless questions from words of the samples; some have an answer."""
    chance = random.Random(0)
    text = " ".join(
        read(RawDocument(file.read_text(encoding="utf-8"))).text
        for file in sorted(samples.folder().iterdir())
        if file.suffix in {".txt", ".md"}
    )
    known = [sentence.text for sentence in sentences.split(text)]
    while True:
        words = chance.choice(known).split()
        at = chance.randrange(max(1, len(words) - 5))
        word = chance.choice(["Siapa", "Kapan", "Berapa", "Mengapa", "Apa"])
        yield f"{word} {' '.join(words[at : at + 5])}?"


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    if sys.argv[1:2] == [WATCHED]:
        serve_watched(Path(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--total", type=int, default=5000)
    parser.add_argument("--articles", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(soak(Path(folder), arguments.total, arguments.articles))


if __name__ == "__main__":
    main()
