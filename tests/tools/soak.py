"""Measures the event loop and the memory of a real bot process under load: 200 chats, thousands of questions.

    python -m tests.tools.soak [--total 5000] [--articles 300]

Prints how long 200 simultaneous chats take, how long the event loop was blocked (and an idle process for
comparison), where in the code it was blocked, and the memory after every 1,000 questions. A thread in the bot
process samples the stack of the event loop when it does not respond. It never fails because of a figure.
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
from tests.e2e.installation import Installation
from tests.paths import REPOSITORY
from tests.tools.bench import generated_articles, print_figure

CHATS = 200
TICK_S = 0.005
"""Length of the sleeps that measure how long the event loop is blocked."""

TOO_LONG_S = 0.05
"""From this time on the event loop counts as blocked."""

LOG_EVERY_S = 0.5
PATIENCE_S = 300.0
WATCHED = "--watched"
"""Internal argument: run the bot with the watch in this process."""

IDLE = """
import signal, sys, time
worst = 0.0
def report(*_):
    print(worst * 1000)
    sys.exit()
signal.signal(signal.SIGTERM, report)
while True:
    before = time.perf_counter()
    time.sleep(0.005)
    worst = max(worst, time.perf_counter() - before - 0.005)
"""
"""A process that only sleeps: by how much its sleeps are late is the lower bound of the measurement."""


@dataclass
class Watch:
    """Measures how long the event loop is blocked.

    ``worst_s`` is the longest wall time between two ticks, ``worst_cpu_s`` the longest processor time of its
    thread, both without the sleep itself. ``stacks`` counts the stacks at which it was blocked.
    """

    worst_s: float = 0.0
    worst_cpu_s: float = 0.0
    stacks: Counter[str] = field(default_factory=Counter)
    _last: float = field(default_factory=time.perf_counter)

    async def tick(self) -> None:
        """Measure the time between two ticks of the event loop, again and again until cancelled."""
        while True:
            self._last, cpu = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK_S)
            self.worst_s = max(self.worst_s, time.perf_counter() - self._last - TICK_S)
            self.worst_cpu_s = max(self.worst_cpu_s, time.thread_time() - cpu - TICK_S)

    def sample(self, thread_id: int) -> None:
        """Sample the stack of the event loop's thread when it is blocked. Runs forever, in another thread."""
        recorded = 0.0
        while True:
            time.sleep(TICK_S)
            blocked_s = time.perf_counter() - self._last - TICK_S
            if blocked_s > TOO_LONG_S and recorded != self._last:
                recorded = self._last
                frames = traceback.extract_stack(sys._current_frames()[thread_id])[-6:]
                where = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[::-1])
                self.stacks[" < ".join(where)] += 1


def serve_watched(log: Path) -> None:
    """Run ``kutip run`` with a :class:`Watch`; append a line of JSON to ``log`` every half second."""
    from bot.command_support import with_kutip
    from bot.telegram.process import serve_bot

    async def watched(kutip: Kutip) -> None:
        watch = Watch()
        ticking = asyncio.create_task(watch.tick())
        threading.Thread(target=watch.sample, args=(threading.get_ident(),), daemon=True).start()

        async def write() -> None:
            while True:
                await asyncio.sleep(LOG_EVERY_S)
                figures = {
                    "worst_ms": watch.worst_s * 1000,
                    "worst_cpu_ms": watch.worst_cpu_s * 1000,
                    "rss_mb": _rss_mb(),
                    "stacks": dict(watch.stacks),
                }
                watch.worst_s = watch.worst_cpu_s = 0.0
                watch.stacks.clear()
                with log.open("a") as file:
                    file.write(json.dumps(figures) + "\n")

        writing = asyncio.create_task(write())
        await serve_bot(kutip)
        ticking.cancel()
        writing.cancel()

    with_kutip(watched)


class WatchedInstallation(Installation):
    """An installation whose bot process runs with a :class:`Watch`."""

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
        """The file to which the watch writes its figures."""
        return self.folder / "watch.jsonl"

    def figures_since(self, line: int) -> list[dict[str, Any]]:
        """Return the figures that were logged after the first ``line`` lines."""
        return [json.loads(text) for text in self.log.read_text().splitlines()[line:]]


async def soak(folder: Path, total: int, articles: int) -> None:
    """Run the measurement with ``total`` questions over ``articles`` generated articles."""
    people = [Person(20_000 + number) for number in range(CHATS)]
    async with BotApiServer() as server:
        kutip = WatchedInstallation(folder, server)
        lines = [
            json.dumps({"title": article.title, "text": article.text})
            for article in islice(generated_articles(), articles)
        ]
        file = kutip.write("generated.jsonl", "\n".join(lines))
        status, printed = await kutip.command("add", str(samples.folder()), file)
        assert status == 0, printed
        questions = _questions()
        async with kutip.running_bot():
            for person in people[:20]:
                await kutip.ask(person, next(questions))
            before = len(kutip.figures_since(0))
            idle = await asyncio.create_subprocess_exec(
                sys.executable, "-c", IDLE, stdout=asyncio.subprocess.PIPE
            )
            started = time.monotonic()
            for person in people:
                await server.send_text(person, next(questions))
            for person in people:
                await server.next_message(person, PATIENCE_S)
            print_figure(f"{CHATS} chats at once, all answered", f"{time.monotonic() - started:.1f} s")
            await asyncio.sleep(2 * LOG_EVERY_S)
            idle.terminate()
            idle_ms, _ = await idle.communicate()
            print_figure("  an idle process meanwhile", f"{float(idle_ms):.0f} ms late at most")
            _print_blocking(kutip.figures_since(before))
            if total < 1000:
                print("since the start:", *(f"{line['worst_ms']:.0f}" for line in kutip.figures_since(0)))
                return
            memory: dict[int, float] = {}
            for count in range(1000, total + 1, 1000):
                await _ask_until(count, kutip, people, questions)
                memory[count] = max(line["rss_mb"] for line in kutip.figures_since(-6))
        for count, mb in memory.items():
            print_figure(f"memory after {count:,} questions", f"{mb:.0f} MB ({mb / memory[1000] - 1:+.1%})")
        print_figure(f"over {total:,} questions", "")
        _print_blocking(kutip.figures_since(before))
        assert all(server.is_silent(person) for person in people)
        texts = sum(len(server.shown(person)) for person in people)
        print_figure("answers", f"{texts:,}")


async def _ask_until(
    total: int, kutip: WatchedInstallation, people: list[Person], questions: Iterator[str]
) -> None:
    """Let every chat ask again as soon as it is answered, until ``total`` questions were asked."""
    server = kutip.server
    left = total - sum(len(server.shown(person)) for person in people)

    async def ask_again(person: Person) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await server.send_text(person, next(questions))
            await server.next_message(person, PATIENCE_S)

    await asyncio.gather(*map(ask_again, people))
    await asyncio.sleep(3 * LOG_EVERY_S)


def _print_blocking(figures: list[dict[str, Any]]) -> None:
    """Print how long the event loop was blocked, and the most frequent stacks."""
    too_long = [line for line in figures if line["worst_ms"] > TOO_LONG_S * 1000]
    print_figure("  half seconds with a blocked event loop", f"{len(too_long)} of {len(figures)}")
    worst_ms = max(line["worst_ms"] for line in figures)
    print_figure("  event loop blocked at most", f"{worst_ms:.0f} ms  (limit 50)")
    worst_cpu_ms = max(line["worst_cpu_ms"] for line in figures)
    print_figure("    processor time in one go at most", f"{worst_cpu_ms:.0f} ms")
    stacks: Counter[str] = Counter()
    for line in figures:
        stacks.update(line["stacks"])
    for stack, times in stacks.most_common(12):
        print(f"    {times} x {stack}")


def _questions() -> Iterator[str]:
    """Yield questions without end, made of words of the samples; some have an answer."""
    generator = random.Random(0)
    text = " ".join(
        read(RawDocument(file.read_text(encoding="utf-8"))).text
        for file in sorted(samples.folder().iterdir())
        if file.suffix in {".txt", ".md"}
    )
    statements = [sentence.text for sentence in sentences.split(text)]
    while True:
        words = generator.choice(statements).split()
        at = generator.randrange(max(1, len(words) - 5))
        word = generator.choice(["Siapa", "Kapan", "Berapa", "Mengapa", "Apa"])
        yield f"{word} {' '.join(words[at : at + 5])}?"


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Run the measurement, or the watched bot if called with :data:`WATCHED`."""
    if sys.argv[1:2] == [WATCHED]:
        serve_watched(Path(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--total", type=int, default=5000)
    parser.add_argument("--articles", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(soak(Path(folder), arguments.total, arguments.articles))


if __name__ == "__main__":
    main()
