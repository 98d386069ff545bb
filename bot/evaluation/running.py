"""Runs one evaluation, from a data folder to results.

Articles are stored in temporary folders, unless those in KUTIP_HOME are used.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.evaluation import asking, baselines, checking
from bot.evaluation.archive import Archive, Progress, open_archive, read_articles
from bot.evaluation.tutorial import Tutorial, build, is_possible
from bot.settings import Settings
from bot.wiring import cache_embeddings, open_embedder, open_statement_reader
from knowledge.errors import TellUser
from knowledge.evaluation import cases, suites
from knowledge.evaluation.cases import Cases
from knowledge.evaluation.results import Result
from knowledge.models import Article
from knowledge.ports import Embedder

ARTICLES = "articles.jsonl"
SUITES_WITH_QUESTIONS = (
    "retrieval", "evidence", "answers", "refusal", "cross-language", "newsq", "pairs", "cut", "baselines",
)  # fmt: skip

Begin = Callable[[str, int], Progress]
"""Called at the start of each part of the work with its name and the number of its cases (0 if unknown).
Returns the function that is called as cases are completed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to evaluate, and on which data.

    ``only`` names the suites to run; if it is empty, all run. ``own_articles`` uses the articles in
    KUTIP_HOME instead of those in ``data``. ``with_model`` lets the language model of the settings write the
    answers. ``vectors`` is a folder in which vectors are cached between evaluations, None for no cache.
    """

    data: Path
    only: Collection[str] = ()
    own_articles: bool = False
    with_model: bool = False
    vectors: Path | None = None

    def wants(self, *names: str) -> bool:
        """Whether the plan runs at least one of the suites with these names."""
        return not self.only or bool(set(names) & set(self.only))


@dataclass(slots=True)
class Evaluation:
    """What an evaluation measured: ``results`` has one entry per suite, in the order of
    :data:`suites.SUITES`.

    ``left_out`` says in sentences what was not evaluated and why. ``facts`` describe the data, the machine
    and the run.
    """

    results: list[Result] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


async def evaluate(plan: Plan, settings: Settings, begin: Begin) -> Evaluation:
    """Run the suites of ``plan`` for which the data folder has cases.

    ``begin`` is called at the start of each part, for the display of progress. Raises :class:`TellUser` if
    the data folder cannot be used.
    """
    unknown = set(plan.only) - {suite.name for suite in suites.SUITES}
    if unknown:
        raise TellUser(
            f"There is no suite {', '.join(sorted(unknown))}; the suites are "
            f"{', '.join(suite.name for suite in suites.SUITES)}."
        )
    data = cases.read(plan.data)
    evaluation = Evaluation(left_out=[f"{name} does not exist." for name in data.missing])
    if not plan.with_model:
        settings = settings.model_copy(update={"llm_model": None})
    async with AsyncExitStack() as stack:
        uncached = stack.enter_context(open_embedder(settings))
        embedder: Embedder = uncached
        if plan.vectors is not None:
            cached = cache_embeddings(uncached, plan.vectors)
            stack.callback(cached.close)
            embedder = cached
        if data.boundaries and plan.wants("boundaries"):
            progress = begin("boundaries", len(data.boundaries))
            evaluation.results.append(checking.measure_boundaries(data.boundaries, progress))
        if data.statements and plan.wants("verification"):
            progress = begin("verification", len(data.statements))
            with open_statement_reader() as reader:
                result = await checking.verify_all(embedder, reader, data.statements, progress)
            evaluation.results.append(result)
        if data.hostile and plan.wants("hostile"):
            async with open_archive(settings, embedder, None) as archive:
                progress = begin("hostile", len(data.hostile))
                evaluation.results.append(await checking.attack_all(archive, data.hostile, progress))
        if data.questions or data.conversations:
            await _run_with_articles(plan, settings, data, (embedder, uncached), evaluation, begin)
    order = [suite.name for suite in suites.SUITES]
    evaluation.results.sort(key=lambda result: order.index(result.suite.name))
    evaluation.facts |= _machine(plan, uncached.name)
    return evaluation


async def _run_with_articles(
    plan: Plan, settings: Settings, data: Cases, embedders: tuple[Embedder, Embedder],
    evaluation: Evaluation, begin: Begin,
) -> None:  # fmt: skip
    """Run the suites that ask questions about articles. ``embedders``: the one to use, and the uncached
    one."""
    embedder, uncached = embedders
    home = settings.kutip_home if plan.own_articles else None
    if home is None and not (plan.data / ARTICLES).is_file():
        evaluation.left_out.append(f"{ARTICLES} does not exist: no question was asked.")
        return
    async with open_archive(settings, embedder, home) as archive:
        if home is None:
            articles = read_articles(archive.kutip, plan.data / ARTICLES)
            started = time.perf_counter()
            await archive.add(articles, begin("articles", len(articles)))
            evaluation.facts["ingest_s"] = round(time.perf_counter() - started, 1)
        stored = await _every_article(archive)
        evaluation.facts |= {
            "articles": len(stored),
            "sentences": sum(len(article.sentences) for article in stored),
        }
        own: dict[str, asking.Values] = {}
        if data.questions and plan.wants(*SUITES_WITH_QUESTIONS):
            progress = begin("questions", len(data.questions))
            results = await asking.ask_all(archive, data.questions, progress)
            evaluation.results += [result for result in results if plan.wants(result.suite.name)]
            own = baselines.kutip_columns(results)
        if data.conversations and plan.wants("follow-ups"):
            progress = begin("conversations", len(data.conversations))
            evaluation.results.append(await asking.converse_all(archive, data.conversations, progress))
        if data.questions and plan.wants("baselines", "speed"):
            await _run_comparison(plan, archive, stored, data, own, (embedder, uncached), evaluation, begin)


async def _run_comparison(
    plan: Plan, archive: Archive, stored: list[Article], data: Cases, own: dict[str, asking.Values],
    embedders: tuple[Embedder, Embedder], evaluation: Evaluation, begin: Begin,
) -> None:  # fmt: skip
    """Run the suites baselines and speed, which compare Kutip with other pipelines."""
    embedder, uncached = embedders
    with tempfile.TemporaryDirectory(prefix="kutip-eval-", ignore_cleanup_errors=True) as folder:
        tutorial: Tutorial | None = None
        if is_possible():
            begin("tutorial pipeline", 0)
            tutorial = await build(stored, embedder, Path(folder))
            evaluation.facts["tutorial_pieces"] = len(tutorial.pieces)
            evaluation.facts["tutorial_disk_mb"] = _size_mb(Path(folder))
        else:
            evaluation.left_out.append("The tutorial pipeline needs the extra `eval`: install kutip[eval].")
        evaluation.facts["kutip_disk_mb"] = _size_mb(archive.kutip.settings.kutip_home)
        if plan.wants("baselines"):
            progress = begin("baselines", len(data.questions))
            result = await baselines.compare_systems(archive, tutorial, stored, data.questions, own, progress)
            if result.cases:
                evaluation.results.append(result)
        if plan.wants("speed"):
            begin("speed", 0)
            result = await baselines.time_systems(archive, tutorial, uncached, data.questions)
            evaluation.results.append(result)


async def _every_article(archive: Archive) -> list[Article]:
    summaries = await archive.kutip.library.list(limit=await archive.kutip.library.count() or 1)
    return [await archive.kutip.library.get(summary.id) for summary in reversed(summaries)]


def _machine(plan: Plan, embedder: str) -> dict[str, Any]:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return {
        "data": plan.data.resolve().name,
        "embedding_model": embedder,
        "with_model": plan.with_model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "peak_memory_mb": round(peak_mb),
    }


def _size_mb(folder: Path) -> float:
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)
