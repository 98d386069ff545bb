"""``make bench``: how fast Kutip is on this machine. Prints figures; asserts nothing.

Articles and questions come from ``../shared/data`` where that folder exists, else from the sample articles.
The archive is built once under ``build/bench`` and used again.
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
CHATS = 20
QUESTIONS = 200
ADDED = 60
LAG_PROBE_S = 0.002


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--scale", type=int, nargs="*", help="only how it grows, over so many articles")
    arguments.add_argument("--report", type=Path, help="a folder for the figures and the plot of --scale")
    chosen = arguments.parse_args()
    if chosen.scale is not None:
        from tests.tools import scale

        scale.grow(chosen.scale or scale.SIZES, chosen.report)
        return
    count = chosen.articles
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores")
    cold_start()
    asyncio.run(adding())
    asyncio.run(asking(count))


def cold_start() -> None:
    """``kutip ask`` in a new process against the import of its two largest packages alone, in turn."""
    home = BUILD / "cold"
    environment = {**os.environ, "KUTIP_HOME": str(home)}
    kutip = str(Path(sys.executable).with_name("kutip"))
    subprocess.run([kutip, "add", str(samples.folder())], env=environment, check=True, capture_output=True)
    ask, imports = [], []
    for _ in range(COLD_RUNS):
        ask.append(_wall([kutip, "ask", "Siapa duta besar baru Laos?"], environment))
        imports.append(_wall([sys.executable, "-c", "import chromadb, sqlalchemy"], environment))
    ratio = statistics.median(a / b for a, b in zip(ask, imports, strict=True))
    _figure("kutip ask, cold", f"{statistics.median(ask):.2f} s")
    _figure("import chromadb, sqlalchemy", f"{statistics.median(imports):.2f} s")
    _figure("  ratio", f"{ratio:.2f}  (limit 1.6)")


async def adding() -> None:
    """``add`` against the embedding of the same sentences alone, in one process, in turn."""
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
                    [one for some in texts[start : start + 16] for one in some]
                )
            embedding = time.perf_counter() - started
            started = time.perf_counter()
            async for _result in kutip.library.add_all(articles):
                pass
            added = time.perf_counter() - started
        ratios.append(added / embedding)
    total = sum(map(len, texts))
    _figure(
        f"add, {len(articles)} articles, {total} sentences", f"{added:.1f} s, {total / added:.0f} sentences/s"
    )
    _figure("  embedding alone", f"{embedding:.1f} s")
    _figure("  ratio", f"{statistics.median(ratios):.2f}  (limit 1.15)")


async def asking(count: int) -> None:
    """Questions one after the other, each for the first time and again, and twenty chats at once.

    The first time, the words of the sentences that are found are read; they are then kept (30,000 sentences).
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
        for name in ("first time asked", "warm"):
            spent = []
            for question in questions:
                started = time.perf_counter()
                await kutip.assistant.ask(AskRequest(question))
                spent.append((time.perf_counter() - started) * 1000)
            spent.sort()
            limit = "  (limit 40)" if name == "warm" else ""
            _figure(
                f"question, {name}, {articles} articles", f"{statistics.median(spent):.1f} ms median{limit}"
            )
            _figure("  p95", f"{spent[int(len(spent) * 0.95)]:.1f} ms")
        await _at_once(kutip, questions)


async def _at_once(kutip: Kutip, questions: list[str]) -> None:
    lags: list[float] = []
    watching = asyncio.create_task(_watch(lags))
    started = time.perf_counter()
    asked = [
        kutip.assistant.ask(AskRequest(question, conversation=f"bench:{chat}"))
        for chat, question in zip(range(CHATS), cycle(questions), strict=False)
    ]
    await asyncio.gather(*asked)
    spent = time.perf_counter() - started
    watching.cancel()
    _figure(f"{CHATS} chats at once", f"{spent * 1000:.0f} ms until all are answered")
    _figure("  event loop blocked at most", f"{max(lags) * 1000:.0f} ms")
    for chat in range(CHATS):
        await kutip.assistant.forget(f"bench:{chat}")


async def _watch(lags: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(LAG_PROBE_S)
        lags.append(time.perf_counter() - before - LAG_PROBE_S)


def news_articles() -> Iterator[ArticleText]:
    file = DATA / "indosum_public.jsonl.gz"
    if file.exists():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield ArticleText(text=row["text"], publisher=row["source"], external_id=row["id"])
        return
    yield from made_articles()


def made_articles() -> Iterator[ArticleText]:
    """Endless articles put together from sentences of the samples: right in length, not in sense."""
    chance = random.Random(0)
    pool = [
        sentence.text
        for file in sorted(samples.folder().iterdir())
        if file.suffix in {".txt", ".md"}
        for sentence in sentences.split(read(RawDocument(file.read_text(encoding="utf-8"))).text)
    ]
    for number in cycle(range(1_000_000)):
        yield ArticleText(text=" ".join(chance.choices(pool, k=18)), title=f"Article {number}")


def news_questions() -> Iterator[str]:
    file = DATA / "facqa_public.jsonl.gz"
    if file.exists():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["question"]
        return
    yield from cycle(["Siapa duta besar baru Laos?", "Kapan tanggul jebol?", "How long is the bridge?"])


def _wall(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def _figure(name: str, value: str) -> None:
    print(f"{name:<44} {value}", flush=True)


if __name__ == "__main__":
    main()
