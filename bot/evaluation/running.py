"""One evaluation from a data folder to results: opens what it needs, in a temporary folder of its own."""

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
from bot.wiring import cache_embeddings, open_embedder
from knowledge.errors import TellUser
from knowledge.evaluation import cases, suites
from knowledge.evaluation.cases import Cases
from knowledge.evaluation.results import Result
from knowledge.models import Article
from knowledge.ports import Embedder

ARTICLES = "articles.jsonl"
QUESTION_SUITES = ("retrieval", "evidence", "answers", "refusal", "cross-language", "baselines")

Begin = Callable[[str, int], Progress]
"""Called at each part of the work with its name and size; what it gives is called as the work goes on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. ``only``: these suites (all when empty); ``own``: the articles of KUTIP_HOME."""

    data: Path
    only: Collection[str] = ()
    own: bool = False
    with_model: bool = False
    vectors: Path | None = None
    """Where vectors are kept from one evaluation to the next; None: nowhere."""

    def wants(self, *names: str) -> bool:
        return not self.only or bool(set(names) & set(self.only))


@dataclass(slots=True)
class Evaluation:
    """Results in the order of :data:`suites.SUITES`; ``left_out`` says why the others are not there."""

    results: list[Result] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


async def evaluate(plan: Plan, settings: Settings, begin: Begin) -> Evaluation:
    """Raises :class:`TellUser` for a data folder that cannot be used."""
    unknown = set(plan.only) - {suite.name for suite in suites.SUITES}
    if unknown:
        raise TellUser(
            f"There is no suite {', '.join(sorted(unknown))}; there are "
            f"{', '.join(suite.name for suite in suites.SUITES)}."
        )
    found = cases.read(plan.data)
    done = Evaluation(left_out=[f"{name} is not there." for name in found.missing])
    if not plan.with_model:
        settings = settings.model_copy(update={"llm_model": None})
    async with AsyncExitStack() as stack:
        real = stack.enter_context(open_embedder(settings))
        embedder: Embedder = real
        if plan.vectors is not None:
            kept = cache_embeddings(real, plan.vectors)
            stack.callback(kept.close)
            embedder = kept
        if found.boundaries and plan.wants("boundaries"):
            progress = begin("boundaries", len(found.boundaries))
            done.results.append(checking.measure_boundaries(found.boundaries, progress))
        if found.statements and plan.wants("verification"):
            progress = begin("verification", len(found.statements))
            done.results.append(await checking.judge_all(embedder, found.statements, progress))
        if found.hostile and plan.wants("hostile"):
            async with open_archive(settings, embedder, None) as archive:
                progress = begin("hostile", len(found.hostile))
                done.results.append(await checking.attack_all(archive, found.hostile, progress))
        if found.questions or found.conversations:
            await _with_articles(plan, settings, found, (embedder, real), done, begin)
    order = [suite.name for suite in suites.SUITES]
    done.results.sort(key=lambda result: order.index(result.suite.name))
    done.facts |= _machine(plan, real.name)
    return done


async def _with_articles(
    plan: Plan, settings: Settings, found: Cases, embedders: tuple[Embedder, Embedder], done: Evaluation,
    begin: Begin,
) -> None:  # fmt: skip
    embedder, real = embedders
    home = settings.kutip_home if plan.own else None
    if home is None and not (plan.data / ARTICLES).is_file():
        done.left_out.append(f"{ARTICLES} is not there: no question was asked.")
        return
    async with open_archive(settings, embedder, home) as archive:
        if home is None:
            articles = read_articles(archive.kutip, plan.data / ARTICLES)
            started = time.perf_counter()
            await archive.add(articles, begin("articles", len(articles)))
            done.facts["ingest_s"] = round(time.perf_counter() - started, 1)
        stored = await _every_article(archive)
        done.facts |= {"articles": len(stored), "sentences": sum(len(one.sentences) for one in stored)}
        own: dict[str, asking.Values] = {}
        if found.questions and plan.wants(*QUESTION_SUITES):
            progress = begin("questions", len(found.questions))
            results = await asking.ask_all(archive, found.questions, progress)
            done.results += [result for result in results if plan.wants(result.suite.name)]
            own = baselines.of_kutip(results)
        if found.conversations and plan.wants("follow-ups"):
            progress = begin("conversations", len(found.conversations))
            done.results.append(await asking.converse_all(archive, found.conversations, progress))
        if found.questions and plan.wants("baselines", "speed"):
            await _beside(plan, archive, stored, found, own, (embedder, real), done, begin)


async def _beside(
    plan: Plan, archive: Archive, stored: list[Article], found: Cases, own: dict[str, asking.Values],
    embedders: tuple[Embedder, Embedder], done: Evaluation, begin: Begin,
) -> None:  # fmt: skip
    embedder, real = embedders
    with tempfile.TemporaryDirectory(prefix="kutip-eval-", ignore_cleanup_errors=True) as folder:
        tutorial: Tutorial | None = None
        if is_possible():
            begin("tutorial pipeline", 0)
            tutorial = await build(stored, embedder, Path(folder))
            done.facts["tutorial_pieces"] = len(tutorial.pieces)
            done.facts["tutorial_disk_mb"] = _size_mb(Path(folder))
        else:
            done.left_out.append("The tutorial pipeline needs the extra `eval`: install kutip[eval].")
        done.facts["kutip_disk_mb"] = _size_mb(archive.kutip.settings.kutip_home)
        if plan.wants("baselines"):
            progress = begin("baselines", len(found.questions))
            beside = await baselines.stand_beside(archive, tutorial, stored, found.questions, own, progress)
            if beside.cases:
                done.results.append(beside)
        if plan.wants("speed"):
            begin("speed", 0)
            done.results.append(await baselines.time_both(archive, tutorial, real, found.questions))


async def _every_article(archive: Archive) -> list[Article]:
    summaries = await archive.kutip.library.list(limit=await archive.kutip.library.count() or 1)
    return [await archive.kutip.library.get(one.id) for one in reversed(summaries)]


def _machine(plan: Plan, embedder: str) -> dict[str, Any]:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return {
        "data": plan.data.resolve().name,
        "embedding_model": embedder,
        "with_model": plan.with_model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "peak_memory_mb": round(most),
    }


def _size_mb(folder: Path) -> float:
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)
