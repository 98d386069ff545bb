"""Measures how Kutip scales: the same questions over archives of 1,000, 10,000 and 100,000 articles.

    make bench ARGS="--scale 1000 10000 --report FOLDER"

Prints the percentiles of the question time, memory, disk use, start time and ingestion rate of each size, the
time of each step of retrieval, and the retrieval time of the tutorial pipeline; ``--report`` writes them as
JSON and as a plot. Articles get vectors from a fast stand-in (words hashed to 384 numbers). The text is real
news if the data are next to the repository; paragraphs are recombined to get more articles. Questions are
embedded by the real model, so that their time is real, and searched with the stand-in vector. Archives are
stored under ``build/scale`` and reused; each is measured in a separate process.
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
from knowledge.retrieval import fusion, reranker, sentence_ranker
from knowledge.retrieval.retriever import DENSE_LIMIT, LEXICAL_LIMIT
from knowledge.retrieval.sentence_ranker import Candidate
from knowledge.text import terms
from tests.tools.bench import BUILD, news_articles, news_questions

SIZES = (1_000, 10_000)
QUESTIONS = 200

WARM_UP = 20
"""Questions before these that are not measured."""

PROFILED = 60
"""Questions for which each step of retrieval is timed."""

WIDTH = 384
FOLDER = BUILD.parent / "scale"
TUTORIAL_UP_TO = 10_000
"""Articles. The tutorial pipeline is not measured on larger archives."""

FIGURES = ("p50_ms", "p95_ms", "p99_ms", "memory_mb", "disk_mb", "start_s", "ingest_per_s")
TUTORIAL_FIGURES = ("tutorial_p50_ms", "tutorial_p95_ms", "of_the_tutorials_time")

T = TypeVar("T")


class StandInEmbedder:
    """An embedder that sums a pseudo-random vector for each word: texts with the same words are similar.

    It embeds about 100,000 sentences per second. With ``real``, queries are also embedded by the real model,
    only for its time.
    """

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
                generator = np.random.default_rng(abs(hash_of(word)))
                self._words[word] = generator.standard_normal(WIDTH).astype(np.float32)
            total = total + self._words[word]
        return total / np.float32(np.linalg.norm(total))


def hash_of(word: str) -> int:
    """Return a hash of a word that is the same in every process."""
    return int.from_bytes(word.encode()[-12:], "big")


def news(count: int) -> Iterator[ArticleText]:
    """Yield ``count`` different articles: real ones first, then recombined paragraphs of several."""
    pool = list(islice(news_articles(), min(count, 2_500)))
    yield from pool[:count]
    generator = random.Random(4)
    parts = [article.text.split("\n\n") for article in pool]
    for number in range(len(pool), count):
        mixed = [
            part
            for paragraphs in generator.sample(parts, 3)
            for part in generator.sample(paragraphs, min(5, len(paragraphs)))
        ]
        yield ArticleText(text="\n\n".join(mixed), title=f"Berita {number}", external_id=f"mixed-{number}")


async def build(count: int) -> float:
    """Build the archive of ``count`` articles, or continue an incomplete one. Returns articles per second."""
    home = FOLDER / str(count)
    done = home / "built"
    if done.exists():
        return float(done.read_text())
    async with open_kutip(Settings(kutip_home=home), embedder=StandInEmbedder()) as kutip:
        await kutip.indexer.repair()
        before = await kutip.library.count()
        started = time.perf_counter()
        async for _result in kutip.library.add_all(islice(news(count), before, None)):
            pass
        rate = (await kutip.library.count() - before) / (time.perf_counter() - started)
    done.write_text(str(rate))
    return rate


async def ask(count: int) -> dict[str, Any]:
    """Open an archive and ask ``QUESTIONS`` questions. Returns the figures of this process."""
    started = time.perf_counter()
    settings = Settings(kutip_home=FOLDER / str(count))
    with open_embedder(settings) as real:
        return await _ask_all(count, settings, StandInEmbedder(real), started)


async def _ask_all(
    count: int, settings: Settings, embedder: StandInEmbedder, started: float
) -> dict[str, Any]:
    async with open_kutip(settings, embedder=embedder) as kutip:
        await kutip.indexer.repair()
        await kutip.assistant.ask(AskRequest("Siapa duta besar baru Laos?"))
        start_s = time.perf_counter() - started
        _configure_like_bot()
        questions = list(islice(news_questions(), QUESTIONS + WARM_UP))
        times_ms = []
        for question in questions:
            begun = time.perf_counter()
            await kutip.assistant.ask(AskRequest(question))
            times_ms.append((time.perf_counter() - begun) * 1000)
        times_ms = times_ms[WARM_UP:]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        steps = await time_steps(kutip, questions[-PROFILED:])
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    return {
        "p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1), "p99_ms": round(float(p99), 1),
        "memory_mb": round(memory), "start_s": round(start_s, 2), "steps_ms": steps,
    }  # fmt: skip


def _configure_like_bot() -> None:
    """Set what ``kutip run`` sets for its process: else garbage collection can delay a question by 160 ms."""
    from bot.telegram.process import SWITCH_INTERVAL_S

    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()


async def ask_tutorial(count: int) -> dict[str, Any]:
    """Time the retrieval of the tutorial pipeline for the same questions and articles."""
    settings = Settings(kutip_home=FOLDER / str(count))
    with open_embedder(settings) as real, tempfile.TemporaryDirectory() as folder:
        embedder = StandInEmbedder(real)
        async with open_kutip(settings, embedder=embedder) as kutip:
            articles = await kutip.database.articles.revisions(await kutip.database.articles.known())
            pipeline = await tutorial.build(list(articles.values()), StandInEmbedder(), Path(folder))
        _configure_like_bot()
        times_ms = []
        for question in islice(news_questions(), QUESTIONS + WARM_UP):
            begun = time.perf_counter()
            await pipeline.nearest(await embedder.embed_query(question))
            times_ms.append((time.perf_counter() - begun) * 1000)
    p50, p95 = np.percentile(times_ms[WARM_UP:], [50, 95])
    return {"tutorial_p50_ms": round(float(p50), 1), "tutorial_p95_ms": round(float(p95), 1)}


async def time_steps(kutip: Kutip, questions: Sequence[str]) -> dict[str, float]:
    """Return the median time of each step of retrieval, in milliseconds."""
    times_ms: dict[str, list[float]] = {}

    async def timed(name: str, work: Awaitable[T]) -> T:
        begun = time.perf_counter()
        result = await work
        times_ms.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        return result

    for text in questions:
        question = analysis.analyse(text)
        vector = await timed("embed the question", kutip.embedder.embed_query(text))
        dense = await timed("vector search", kutip.vectors.search(vector, DENSE_LIMIT))
        words = terms.content_terms(text)
        lexical = await timed("lexical search", kutip.database.lexical.search_terms(words, LEXICAL_LIMIT))
        chosen = fusion.candidates(dense, lexical.hits, margin=fusion.CANDIDATE_MARGIN)
        revisions = [candidate.revision for candidate in chosen]
        articles = await timed("read articles", kutip.database.articles.revisions(revisions))
        keys = {SentenceKey(a.revision, at) for a in articles.values() for at in range(len(a.sentences))}
        cosines = await timed("cosines", kutip.vectors.cosines(vector, keys))
        candidates = [
            Candidate(article, {k.position: c for k, c in cosines.items() if k.revision == article.revision})
            for article in articles.values()
        ]
        counts = lexical.frequencies, lexical.article_count
        scored = await timed("score", asyncio.to_thread(sentence_ranker.score, question, candidates, *counts))
        places = reranker.places(scored.measured.rows, scored.preferred_scores)
        await timed("read", kutip.reader.read(text, [window for place in places for window in place.windows]))
    return {name: round(float(np.median(values)), 2) for name, values in times_ms.items()}


def measure(count: int) -> dict[str, Any]:
    """Build and measure the archive of ``count`` articles. Returns its figures by name."""
    rate = asyncio.run(build(count))
    figures = _in_own_process(count)
    if count <= TUTORIAL_UP_TO and tutorial.is_possible():
        figures |= _in_own_process(count, "tutorial")
        figures["of_the_tutorials_time"] = round(figures["p50_ms"] / figures["tutorial_p50_ms"], 2)
    files = [file for file in (FOLDER / str(count)).rglob("*") if file.is_file()]
    figures["disk_mb"] = round(sum(file.stat().st_size for file in files) / 1e6, 1)
    figures["ingest_per_s"] = round(rate, 1)
    return figures


def _in_own_process(count: int, *what: str) -> dict[str, Any]:
    """Measure in a separate process, so that memory and start time belong to this measurement only."""
    command = [sys.executable, "-m", "tests.tools.scale", str(count), *what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def draw(measured: dict[str, dict[str, Any]], folder: Path) -> None:
    """Plot question time, step times, memory and disk use over archive size to ``scale.svg``."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "kutip"
    from matplotlib import pyplot

    sizes = [int(size) for size in measured]
    figure, axes = pyplot.subplots(1, 3, figsize=(10, 3.2))
    for name in ("p50_ms", "p95_ms", "p99_ms"):
        axes[0].plot(sizes, [figures[name] for figures in measured.values()], marker="o", label=name[:3])
    axes[0].set_ylabel("milliseconds for a question")
    for step in next(iter(measured.values()))["steps_ms"]:
        values = [figures["steps_ms"].get(step) for figures in measured.values()]
        axes[1].plot(sizes, values, marker="o", label=step)
    axes[1].set_ylabel("milliseconds of a step")
    for name, title in (("memory_mb", "memory"), ("disk_mb", "disk")):
        axes[2].plot(sizes, [figures[name] for figures in measured.values()], marker="o", label=title)
    axes[2].set_ylabel("megabytes")
    for axis in axes:
        axis.set(xscale="log", xlabel="articles", ylim=(0, None))
        axis.legend(frameon=False, fontsize=6)
        axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(folder / "scale.svg", metadata={"Date": None})
    pyplot.close(figure)


def grow(sizes: Sequence[int], report: Path | None) -> None:
    """Measure each size and print its figures; write figures and plot to the folder ``report``."""
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    measured = {}
    for size in sizes:
        measured[str(size)] = figures = measure(size)
        print(f"{size:>8,} articles  " + "  ".join(f"{name} {figures[name]:,}" for name in FIGURES))
        steps = "  ".join(f"{name} {ms}" for name, ms in figures["steps_ms"].items())
        print(f"          steps, ms  {steps}", flush=True)
        if "tutorial_p50_ms" in figures:
            tutorial_figures = "  ".join(f"{name} {figures[name]}" for name in TUTORIAL_FIGURES)
            print(f"          retrieval of the tutorial pipeline: {tutorial_figures}", flush=True)
        if report is not None:
            report.mkdir(parents=True, exist_ok=True)
            document = {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(), "sizes": measured}
            (report / "scale.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
            draw(measured, report)


if __name__ == "__main__":
    measurement = ask_tutorial if sys.argv[2:] == ["tutorial"] else ask
    print(json.dumps(asyncio.run(measurement(int(sys.argv[1])))))
