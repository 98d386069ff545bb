"""Measures how fast Kutip is on this machine: cold start, adding articles, and answering questions.

    make bench [ARGS="--articles 1000"]
    make bench ARGS="--scale 1000 10000 --report FOLDER"

The first form prints the time of ``kutip ask`` in a new process, the rate of adding articles, the median and
95th percentile of a question, and the time for twenty chats at once, next to the limit of each figure. It
never fails because of a figure. The second runs :mod:`tests.tools.scale`. Articles and questions come from
``../shared/data`` if that folder exists, otherwise from the sample articles. The archive is built once under
``build/bench`` and reused.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bot import samples
from bot.settings import Settings
from bot.wiring import Kutip, open_kutip
from knowledge.articles.reading import read
from knowledge.models import ArticleText, AskRequest
from knowledge.ports import RawDocument
from knowledge.text import sentences

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
BUILD = ROOT / "build" / "bench"
COLD_RUNS = 7
"""Processes that are started for the cold start; the median counts."""

CHATS = 20
QUESTIONS = 200

ADDED = 60
"""Articles that are added to measure the rate."""

LAG_PROBE_S = 0.002
"""Length of the sleeps that measure how long the event loop is blocked."""


def main() -> None:
    """Run the measurements that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument(
        "--scale", type=int, nargs="*", help="measure only growth, over archives of these sizes"
    )
    parser.add_argument("--report", type=Path, help="folder for the figures and the plot of --scale")
    options = parser.parse_args()
    if options.scale is not None:
        from tests.tools import scale

        scale.grow(options.scale or scale.SIZES, options.report)
        return
    count = options.articles
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores")
    measure_cold_start()
    asyncio.run(measure_adding())
    asyncio.run(measure_asking(count))


def measure_cold_start() -> None:
    """Compare ``kutip ask`` in a new process with the import of its two largest packages, alternately."""
    home = BUILD / "cold"
    environment = {**os.environ, "KUTIP_HOME": str(home)}
    kutip = str(Path(sys.executable).with_name("kutip"))
    subprocess.run([kutip, "add", str(samples.folder())], env=environment, check=True, capture_output=True)
    ask_s, import_s = [], []
    for _ in range(COLD_RUNS):
        ask_s.append(_wall_s([kutip, "ask", "Siapa duta besar baru Laos?"], environment))
        import_s.append(_wall_s([sys.executable, "-c", "import chromadb, sqlalchemy"], environment))
    ratio = statistics.median(a / b for a, b in zip(ask_s, import_s, strict=True))
    print_figure("kutip ask, cold", f"{statistics.median(ask_s):.2f} s")
    print_figure("import chromadb, sqlalchemy", f"{statistics.median(import_s):.2f} s")
    print_figure("  ratio", f"{ratio:.2f}  (limit 1.6)")


async def measure_adding() -> None:
    """Compare adding articles with embedding the same sentences alone, alternately in one process."""
    articles = list(islice(news_articles(), ADDED))
    texts = [
        [" ".join(sentence.text.split()) for sentence in sentences.split(article.text)]
        for article in articles
    ]
    ratios = []
    for _ in range(3):
        home = BUILD / "adding"
        shutil.rmtree(home, ignore_errors=True)
        async with open_kutip(Settings(kutip_home=home)) as kutip:
            await kutip.embedder.embed_passages(texts[0])
            await kutip.indexer.repair()
            started = time.perf_counter()
            for start in range(0, len(texts), 16):
                await kutip.embedder.embed_passages(
                    [text for article_texts in texts[start : start + 16] for text in article_texts]
                )
            embedding_s = time.perf_counter() - started
            started = time.perf_counter()
            async for _result in kutip.library.add_all(articles):
                pass
            added_s = time.perf_counter() - started
        ratios.append(added_s / embedding_s)
    total = sum(map(len, texts))
    print_figure(
        f"add, {len(articles)} articles, {total} sentences",
        f"{added_s:.1f} s, {total / added_s:.0f} sentences/s",
    )
    print_figure("  embedding alone", f"{embedding_s:.1f} s")
    print_figure("  ratio", f"{statistics.median(ratios):.2f}  (limit 1.15)")


async def measure_asking(count: int) -> None:
    """Time questions one after the other, twice, and then twenty chats at once.

    The second time is faster because the terms of the sentences found are cached.
    """
    home = BUILD / f"home-{count}"
    questions = list(islice(news_questions(), QUESTIONS))
    async with open_kutip(Settings(kutip_home=home)) as kutip:
        await kutip.indexer.repair()
        if await kutip.library.count() < count:
            print(f"building an archive of {count} articles …", file=sys.stderr)
            async for _result in kutip.library.add_all(islice(news_articles(), count)):
                pass
        articles = await kutip.library.count()
        for name in ("first time", "warm"):
            times_ms = []
            for question in questions:
                started = time.perf_counter()
                await kutip.assistant.ask(AskRequest(question))
                times_ms.append((time.perf_counter() - started) * 1000)
            times_ms.sort()
            limit = "  (limit 40)" if name == "warm" else ""
            print_figure(
                f"question, {name}, {articles} articles",
                f"{statistics.median(times_ms):.1f} ms median{limit}",
            )
            print_figure("  p95", f"{times_ms[int(len(times_ms) * 0.95)]:.1f} ms")
        await _ask_at_once(kutip, questions)


async def _ask_at_once(kutip: Kutip, questions: list[str]) -> None:
    """Ask a question in each of :data:`CHATS` conversations; measure how long the event loop is blocked."""
    lags_s: list[float] = []
    watching = asyncio.create_task(_watch(lags_s))
    started = time.perf_counter()
    answers = [
        kutip.assistant.ask(AskRequest(question, conversation=f"bench:{chat}"))
        for chat, question in zip(range(CHATS), cycle(questions), strict=False)
    ]
    await asyncio.gather(*answers)
    elapsed_s = time.perf_counter() - started
    watching.cancel()
    print_figure(f"{CHATS} chats at once", f"{elapsed_s * 1000:.0f} ms until all are answered")
    print_figure("  event loop blocked at most", f"{max(lags_s) * 1000:.0f} ms")
    for chat in range(CHATS):
        await kutip.assistant.forget(f"bench:{chat}")


async def _watch(lags_s: list[float]) -> None:
    """Record by how much each short sleep is late, until cancelled."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(LAG_PROBE_S)
        lags_s.append(time.perf_counter() - before - LAG_PROBE_S)


def news_articles() -> Iterator[ArticleText]:
    """Yield IndoSum articles if their file exists, otherwise generated ones without end."""
    file = DATA / "indosum_public.jsonl.gz"
    if file.exists():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield ArticleText(text=row["text"], publisher=row["source"], external_id=row["id"])
        return
    yield from generated_articles()


def generated_articles() -> Iterator[ArticleText]:
    """Yield articles without end, made of random sentences of the samples: realistic only in length."""
    generator = random.Random(0)
    pool = [
        sentence.text
        for file in sorted(samples.folder().iterdir())
        if file.suffix in {".txt", ".md"}
        for sentence in sentences.split(read(RawDocument(file.read_text(encoding="utf-8"))).text)
    ]
    for number in cycle(range(1_000_000)):
        yield ArticleText(text=" ".join(generator.choices(pool, k=18)), title=f"Article {number}")


def news_questions() -> Iterator[str]:
    """Yield FacQA questions if their file exists, otherwise three questions without end."""
    file = DATA / "facqa_public.jsonl.gz"
    if file.exists():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["question"]
        return
    yield from cycle(["Siapa duta besar baru Laos?", "Kapan tanggul jebol?", "How long is the bridge?"])


def _wall_s(command: list[str], environment: dict[str, str]) -> float:
    """Run a command and return its wall time in seconds."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def print_figure(name: str, value: str) -> None:
    """Print a line of the report, the values in one column."""
    print(f"{name:<44} {value}", flush=True)


if __name__ == "__main__":
    main()
