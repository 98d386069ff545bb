"""Implements ``kutip add`` and ``kutip replace``, with articles from files, folders, links and stdin."""

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
from knowledge.articles.reading import SourceArticle, read_each, read_only
from knowledge.errors import KutipError
from knowledge.library import Library
from knowledge.models import AddResult, ArticleText
from knowledge.ports import ArticleSources, Source

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

_WEB = ("http://", "https://")
_STDIN = "-"


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Shows a progress bar on stderr if that is a terminal. Yields a function that advances it by a count.

    ``total`` is None if the number of steps is unknown.
    """
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
    library: Library, sources: ArticleSources, names: Sequence[str], *, as_json: bool
) -> bool:
    """Adds all articles from the sources in ``names``: paths, web addresses, or ``-`` for standard input.

    Prints errors, a summary and, with ``as_json``, one JSON line per article. Returns False if anything could
    not be added. Adding the same sources again continues where an earlier run ended: articles that are
    already stored are reported as ``unchanged``.
    """
    errors: list[str] = []
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "failed": 0}
    places: deque[str] = deque()
    """Where the articles come from that the library has accepted and not reported yet, in order."""

    def report(result: AddResult, place: str) -> None:
        counts[result.status] += 1
        if result.status == "failed":
            error = f"{place}: {result.error}"
            errors.append(error)
            result = replace(result, error=error)
        if as_json:
            click.echo(json.dumps(json_output.added(result), ensure_ascii=False))
        elif result.status != "failed" and total == 1:
            click.echo(f"{result.status.capitalize()}: {result.title} ({result.article_id})", err=True)

    total = await _count(sources, names)
    with progress_bar("Adding", total) as advance:

        async def readable() -> AsyncIterator[ArticleText]:
            async for item in _read(sources, names):
                if item.article is not None:
                    places.append(item.place)
                    yield item.article
                else:
                    report(AddResult("failed", title=item.name, error=item.error), item.place)
                    advance(1)

        async for result in library.add_all(readable()):
            report(result, places.popleft())
            advance(1)

    for error in errors:
        click.echo(error, err=True)
    if sum(counts.values()) != 1 or errors:
        click.echo(
            ", ".join(f"{count} {status}" for status, count in counts.items() if count) or "Nothing to add.",
            err=True,
        )
    return not errors


async def read_one(sources: ArticleSources, name: str) -> ArticleText:
    """Reads an article from a source that holds exactly one: a path, a web address, or ``-`` (standard
    input).

    Raises :class:`~knowledge.errors.UnreadableArticle` if the source cannot be read or does not hold exactly
    one article.
    """
    return await asyncio.to_thread(read_only, await _open(sources, name), name)


async def _count(sources: ArticleSources, names: Sequence[str]) -> int | None:
    """Returns about how many articles there are, or None if only reading can tell."""
    if _STDIN in names:
        return None
    paths = [Path(name) for name in names if not name.startswith(_WEB)]
    return len(names) - len(paths) + await asyncio.to_thread(sources.count, paths)


async def _read(sources: ArticleSources, names: Sequence[str]) -> AsyncIterator[SourceArticle]:
    for name in names:
        articles = read_each(await _open(sources, name))
        # Parsing a document takes a moment; a process that owns the index serves others meanwhile.
        while (article := await asyncio.to_thread(next, articles, None)) is not None:
            yield article


async def _open(sources: ArticleSources, name: str) -> Iterator[Source]:
    """Returns an iterator that blocks: advance it in a thread."""
    if name.startswith(_WEB):
        return iter([await _fetch(sources, name)])
    if name == _STDIN:
        return sources.from_stdin(await asyncio.to_thread(sys.stdin.buffer.read))
    return sources.from_paths([Path(name)])


async def _fetch(sources: ArticleSources, url: str) -> Source:
    try:
        return Source(url, await sources.fetch(url))
    except KutipError as error:
        return Source(url, error=str(error))
