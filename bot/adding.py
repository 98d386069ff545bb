"""``kutip add``: sources in, one result an article out, with a progress bar on a terminal."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import json_output
from knowledge.errors import KutipError, UnreadableArticle
from knowledge.library import Library
from knowledge.models import AddResult, ArticleText
from knowledge.ports import ArticleFiles, ArticlePages, Source

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

WEB = ("http://", "https://")


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr when that is a terminal; nothing otherwise. Yields a function that advances it."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _rate_column(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda count: progress.advance(task, count)


def _rate_column() -> ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """Articles a second over the last half minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "–/s", style="progress.data.speed")

    return RateColumn()


async def add_from_sources(
    library: Library, files: ArticleFiles, pages: ArticlePages, sources: Sequence[str], *, as_json: bool
) -> bool:
    """Add everything that can be added; False when anything could not.

    Adding the same sources again goes on where an earlier run ended: what is there is ``unchanged``.
    """
    failed: list[str] = []
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "failed": 0}
    places: deque[str] = deque()
    """Of the articles that the library has and has not told about yet, in order."""

    def report(result: AddResult, place: str) -> None:
        counts[result.status] += 1
        if result.status == "failed":
            error = f"{place}: {result.error}"
            failed.append(error)
            result = replace(result, error=error)
        if as_json:
            click.echo(json.dumps(json_output.added(result), ensure_ascii=False))
        elif result.status != "failed" and total == 1:
            click.echo(f"{result.status.capitalize()}: {result.title} ({result.article_id})", err=True)

    total = await _count(files, sources)
    with progress_bar("Adding", total) as advance:

        async def readable() -> AsyncIterator[ArticleText]:
            async for source in _read(files, pages, sources):
                place = source.name if source.line is None else f"{source.name}:{source.line}"
                if source.article is not None:
                    places.append(place)
                    yield source.article
                else:
                    report(AddResult("failed", title=source.name, error=source.error), place)
                    advance(1)

        async for result in library.add_all(readable()):
            report(result, places.popleft())
            advance(1)

    for error in failed:
        click.echo(error, err=True)
    if sum(counts.values()) != 1 or failed:
        click.echo(
            ", ".join(f"{count} {status}" for status, count in counts.items() if count) or "Nothing to add.",
            err=True,
        )
    return not failed


async def read_one(files: ArticleFiles, pages: ArticlePages, source: str) -> ArticleText:
    """The one article of a source. Raises :class:`UnreadableArticle` when there are several or none."""
    found = [item async for item in _read(files, pages, [source])]
    if len(found) != 1:
        raise UnreadableArticle(f"{source} holds {len(found)} articles; name a source that holds one.")
    if found[0].article is None:
        raise UnreadableArticle(found[0].error or f"{source} cannot be read.")
    return found[0].article


async def _count(files: ArticleFiles, sources: Sequence[str]) -> int | None:
    """How many articles there are, about; None when only reading tells."""
    if "-" in sources:
        return None
    paths = [Path(source) for source in sources if not source.startswith(WEB)]
    return len(sources) - len(paths) + await asyncio.to_thread(files.count_sources, paths)


async def _read(files: ArticleFiles, pages: ArticlePages, sources: Sequence[str]) -> AsyncIterator[Source]:
    for source in sources:
        if source.startswith(WEB):
            yield await _fetch(pages, source)
            continue
        if source == "-":
            found = files.read_stdin(await asyncio.to_thread(sys.stdin.buffer.read))
        else:
            found = files.read_sources([Path(source)])
        # A document takes a moment to read; a process that owns the index serves others meanwhile.
        while (item := await asyncio.to_thread(next, found, None)) is not None:
            yield item


async def _fetch(pages: ArticlePages, url: str) -> Source:
    try:
        return Source(url, await pages.fetch(url))
    except KutipError as error:
        return Source(url, error=str(error))
