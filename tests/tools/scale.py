"""How Kutip grows: the same questions over archives of 1,000, 10,000 and 100,000 articles.

    make bench ARGS="--scale 1000 10000 --report FOLDER"

Article vectors come from a fast stand-in (words hashed into 384 numbers); the text is real news where the
data lie beside the repository, its paragraphs put together anew for more articles than there are. A question
is embedded by the real model, so its time is real, and then searched with its stand-in vector. Archives are
kept under ``build/scale`` and used again; each is asked in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bot.evaluation import tutorial
from bot.settings import Settings
from bot.wiring import Kutip, open_embedder, open_kutip
from knowledge.models import ArticleText, AskRequest, SentenceKey
from knowledge.ports import Embedder, Vector
from knowledge.questions import analysis
from knowledge.retrieval import fusion, sentence_ranker
from knowledge.retrieval.retriever import DENSE_LIMIT, LEXICAL_LIMIT
from knowledge.retrieval.sentence_ranker import Candidate
from knowledge.text import terms
from tests.tools.bench import BUILD, news_articles, news_questions

SIZES = (1_000, 10_000)
ASKED = 200
WARM_UP = 20
TAKEN_APART = 60
WIDTH = 384
FOLDER = BUILD.parent / "scale"
TUTORIAL_UP_TO = 10_000
"""Articles; the tutorial pipeline is not built over more."""

FIGURES = ("p50_ms", "p95_ms", "p99_ms", "memory_mb", "disk_mb", "start_s", "ingest_per_s")
TUTORIAL_FIGURES = ("tutorial_p50_ms", "tutorial_p95_ms", "of_the_tutorials_time")

Made = TypeVar("Made")


class StandIn:
    """Words hashed into numbers: equal words make near vectors, at a hundred thousand sentences a second."""

    name = "stand-in:1"

    def __init__(self, real: Embedder | None = None) -> None:
        self._real = real
        self._words: dict[str, Vector] = {}

    async def embed_query(self, text: str) -> Vector:
        if self._real is not None:
            await self._real.embed_query(text)
        return self._vector(text)

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, 0), np.float32)

    def _vector(self, text: str) -> Vector:
        total = np.full(WIDTH, 0.02, np.float32)
        for word in text.lower().split():
            if word not in self._words:
                chance = np.random.default_rng(abs(hash_of(word)))
                self._words[word] = chance.standard_normal(WIDTH).astype(np.float32)
            total = total + self._words[word]
        return total / np.float32(np.linalg.norm(total))


def hash_of(word: str) -> int:
    """The same in every process."""
    return int.from_bytes(word.encode()[-12:], "big")


def news(count: int) -> Iterator[ArticleText]:
    """``count`` articles, none twice: as they are, then with the sentences of several put together."""
    pool = list(islice(news_articles(), min(count, 2_500)))
    yield from pool[:count]
    chance = random.Random(4)
    parts = [one.text.split("\n\n") for one in pool]
    for number in range(len(pool), count):
        mixed = [part for some in chance.sample(parts, 3) for part in chance.sample(some, min(5, len(some)))]
        yield ArticleText(text="\n\n".join(mixed), title=f"Berita {number}", external_id=f"mixed-{number}")


async def build(count: int) -> float:
    """Articles a second that were added; an archive that is there already is gone on with."""
    home = FOLDER / str(count)
    done = home / "built"
    if done.exists():
        return float(done.read_text())
    async with open_kutip(Settings(kutip_home=home), embedder=StandIn()) as kutip:
        await kutip.indexer.repair()
        before = await kutip.library.count()
        started = time.perf_counter()
        async for _result in kutip.library.add_all(islice(news(count), before, None)):
            pass
        rate = (await kutip.library.count() - before) / (time.perf_counter() - started)
    done.write_text(str(rate))
    return rate


async def ask(count: int) -> dict[str, Any]:
    """The figures of a process that opens the archive and is asked ``ASKED`` questions."""
    started = time.perf_counter()
    settings = Settings(kutip_home=FOLDER / str(count))
    with open_embedder(settings) as real:
        return await _asked(count, settings, StandIn(real), started)


async def _asked(count: int, settings: Settings, embedder: StandIn, started: float) -> dict[str, Any]:
    async with open_kutip(settings, embedder=embedder) as kutip:
        await kutip.indexer.repair()
        await kutip.assistant.ask(AskRequest("Siapa duta besar baru Laos?"))
        start_s = time.perf_counter() - started
        _as_the_bot_runs()
        asked = list(islice(news_questions(), ASKED + WARM_UP))
        spent = []
        for question in asked:
            begun = time.perf_counter()
            await kutip.assistant.ask(AskRequest(question))
            spent.append((time.perf_counter() - begun) * 1000)
        spent = spent[WARM_UP:]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        steps = await take_apart(kutip, asked[-TAKEN_APART:])
    p50, p95, p99 = np.percentile(spent, [50, 95, 99])
    return {
        "p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1), "p99_ms": round(float(p99), 1),
        "memory_mb": round(memory), "start_s": round(start_s, 2), "steps_ms": steps,
    }  # fmt: skip


def _as_the_bot_runs() -> None:
    """What ``kutip run`` sets for its process: without it, collecting garbage stops a question for 160 ms."""
    from bot.telegram.process import SWITCH_INTERVAL_S

    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()


async def ask_tutorial(count: int) -> dict[str, Any]:
    """The same questions put to the bare retrieval of the tutorial pipeline over the same articles."""
    settings = Settings(kutip_home=FOLDER / str(count))
    with open_embedder(settings) as real, tempfile.TemporaryDirectory() as folder:
        embedder = StandIn(real)
        async with open_kutip(settings, embedder=embedder) as kutip:
            found = await kutip.database.articles.revisions(await kutip.database.articles.known())
            pipeline = await tutorial.build(list(found.values()), StandIn(), Path(folder))
        _as_the_bot_runs()
        spent = []
        for question in islice(news_questions(), ASKED + WARM_UP):
            begun = time.perf_counter()
            await pipeline.nearest(await embedder.embed_query(question))
            spent.append((time.perf_counter() - begun) * 1000)
    p50, p95 = np.percentile(spent[WARM_UP:], [50, 95])
    return {"tutorial_p50_ms": round(float(p50), 1), "tutorial_p95_ms": round(float(p95), 1)}


async def take_apart(kutip: Kutip, asked: Sequence[str]) -> dict[str, float]:
    """Median milliseconds of each step of retrieval, one after the other."""
    spent: dict[str, list[float]] = {}

    async def timed(name: str, work: Awaitable[Made]) -> Made:
        begun = time.perf_counter()
        made = await work
        spent.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        return made

    for text in asked:
        question = analysis.analyse(text)
        vector = await timed("embed the question", kutip.embedder.embed_query(text))
        dense = await timed("vector search", kutip.vectors.search(vector, DENSE_LIMIT))
        wanted = terms.content_terms(text)
        lexical = await timed("lexical search", kutip.database.lexical.search_terms(wanted, LEXICAL_LIMIT))
        chosen = fusion.candidates(dense, lexical.hits, margin=fusion.CANDIDATE_MARGIN)
        reading = kutip.database.articles.revisions([one.revision for one in chosen])
        articles = await timed("read articles", reading)
        keys = {SentenceKey(a.revision, at) for a in articles.values() for at in range(len(a.sentences))}
        cosines = await timed("cosines", kutip.vectors.cosines(vector, keys))
        materials = [
            Candidate(article, {k.position: c for k, c in cosines.items() if k.revision == article.revision})
            for article in articles.values()
        ]
        known = lexical.frequencies, lexical.article_count
        await timed("rank", asyncio.to_thread(sentence_ranker.rank, question, materials, *known))
    return {name: round(float(np.median(ones)), 2) for name, ones in spent.items()}


def measure(count: int) -> dict[str, Any]:
    rate = asyncio.run(build(count))
    figures = _apart(count)
    if count <= TUTORIAL_UP_TO and tutorial.is_possible():
        figures |= _apart(count, "tutorial")
        figures["of_the_tutorials_time"] = round(figures["p50_ms"] / figures["tutorial_p50_ms"], 2)
    files = [file for file in (FOLDER / str(count)).rglob("*") if file.is_file()]
    figures["disk_mb"] = round(sum(file.stat().st_size for file in files) / 1e6, 1)
    figures["ingest_per_s"] = round(rate, 1)
    return figures


def _apart(count: int, *what: str) -> dict[str, Any]:
    """In a process of its own, so that memory and start are its own."""
    command = [sys.executable, "-m", "tests.tools.scale", str(count), *what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def draw(measured: dict[str, dict[str, Any]], folder: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "kutip"
    from matplotlib import pyplot

    sizes = [int(size) for size in measured]
    figure, axes = pyplot.subplots(1, 3, figsize=(10, 3.2))
    for name in ("p50_ms", "p95_ms", "p99_ms"):
        axes[0].plot(sizes, [one[name] for one in measured.values()], marker="o", label=name[:3])
    axes[0].set_ylabel("milliseconds for a question")
    for step in next(iter(measured.values()))["steps_ms"]:
        values = [one["steps_ms"].get(step) for one in measured.values()]
        axes[1].plot(sizes, values, marker="o", label=step)
    axes[1].set_ylabel("milliseconds of a step")
    for name, title in (("memory_mb", "memory"), ("disk_mb", "disk")):
        axes[2].plot(sizes, [one[name] for one in measured.values()], marker="o", label=title)
    axes[2].set_ylabel("megabytes")
    for each in axes:
        each.set(xscale="log", xlabel="articles", ylim=(0, None))
        each.legend(frameon=False, fontsize=6)
        each.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(folder / "scale.svg", metadata={"Date": None})
    pyplot.close(figure)


def grow(sizes: Sequence[int], report: Path | None) -> None:
    """Measure each size, print it, and keep figures and plot in ``report``."""
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    measured = {}
    for size in sizes:
        measured[str(size)] = figures = measure(size)
        print(f"{size:>8,} articles  " + "  ".join(f"{name} {figures[name]:,}" for name in FIGURES))
        steps = "  ".join(f"{name} {spent}" for name, spent in figures["steps_ms"].items())
        print(f"          steps, ms  {steps}", flush=True)
        if "tutorial_p50_ms" in figures:
            beside = [f"{name} {figures[name]}" for name in TUTORIAL_FIGURES]
            print(f"          bare retrieval of the tutorial pipeline: {'  '.join(beside)}", flush=True)
        if report is not None:
            report.mkdir(parents=True, exist_ok=True)
            document = {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(), "sizes": measured}
            (report / "scale.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
            draw(measured, report)


if __name__ == "__main__":
    asking = ask_tutorial if sys.argv[2:] == ["tutorial"] else ask
    print(json.dumps(asyncio.run(asking(int(sys.argv[1])))))
