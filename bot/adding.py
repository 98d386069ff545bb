"""Implements ``kutip add`` and ``kutip replace``, with articles from files, folders, links and stdin."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import json_output
from knowledge.articles.indexing import INDEX_BATCH_ARTICLES
from knowledge.articles.reading import read, read_each, read_only
from knowledge.errors import KutipError, UnknownArticle
from knowledge.library import Library
from knowledge.models import AddResult, ArticleText
from knowledge.ports import ArticleSources, Source

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

_WEB = ("http://", "https://")
_STDIN = "-"

LOGGED_ARTICLES = 1_000
"""After so many articles, a line says how many there were, where no bar can be drawn."""


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Shows progress on stderr: a bar if that is a terminal, otherwise a line for each thousand steps.

    Yields a function that advances it by a count. ``total`` is None if the number of steps is unknown.
    """
    if not sys.stderr.isatty():
        yield _logged(label)
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


def _logged(label: str) -> Callable[[int], None]:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        before, done = done, done + count
        if done // LOGGED_ARTICLES > before // LOGGED_ARTICLES:
            click.echo(f"{label}: {done:,} so far", err=True)

    return advance


def _rate_column() -> ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """Articles a second over the last half minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "–/s", style="progress.data.speed")

    return RateColumn()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a source holds: an article to add, or a result that is known without adding, or neither.

    ``place`` names the source. ``left_out`` says why there is neither.
    """

    place: str
    article: ArticleText | None = None
    result: AddResult | None = None
    left_out: str = ""


async def add_from_sources(
    library: Library, sources: ArticleSources, names: Sequence[str], *, as_json: bool
) -> bool:
    """Adds all articles from the sources in ``names``: paths, web addresses, or ``-`` for standard input.

    Prints each error when it occurs, a summary and, with ``as_json``, one JSON line per article, in the order
    of the sources. Returns False if anything could not be added; a draft is left out and no error. Adding the
    same sources again continues where an earlier run ended: articles that are already stored are reported as
    ``unchanged``, and the pages of a sitemap that are stored are not fetched again.
    """
    counts: Counter[str] = Counter()
    last = AddResult("failed")
    with progress_bar("Adding", await _count(sources, names)) as advance:
        async for group in _groups(_find(library, sources, names)):
            results = library.add_all([found.article for found in group if found.article is not None])
            for found in group:
                advance(1)
                if found.left_out:
                    counts["left out"] += 1
                    click.echo(found.left_out, err=True)
                    continue
                result = await anext(results) if found.result is None else found.result
                last = _named(result, found.place)
                counts[last.status] += 1
                if last.error is not None:
                    click.echo(last.error, err=True)
                if as_json:
                    line = json_output.added(last, source=found.place)
                    click.echo(json.dumps(line, ensure_ascii=False))
    if counts.total() == 1 and last.error is None and not counts["left out"]:
        if not as_json:
            click.echo(f"{last.status.capitalize()}: {last.title} ({last.article_id})", err=True)
    else:
        order = ("added", "replaced", "unchanged", "left out", "failed")
        summary = ", ".join(f"{counts[status]} {status}" for status in order if counts[status])
        click.echo(summary or "Nothing to add.", err=True)
    return not counts["failed"]


def _named(result: AddResult, place: str) -> AddResult:
    """The result, with an error that names the source."""
    if result.error is None or result.error.startswith(place):
        return result
    return replace(result, error=f"{place}: {result.error}")


async def _groups(found: AsyncIterator[_Found]) -> AsyncIterator[list[_Found]]:
    """As many at once as are embedded together, so that memory does not grow with the sources."""
    group: list[_Found] = []
    async for one in found:
        group.append(one)
        if len(group) == INDEX_BATCH_ARTICLES:
            yield group
            group = []
    yield group


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
    count = await asyncio.to_thread(sources.count, paths)
    return None if count is None else len(names) - len(paths) + count


async def _find(library: Library, sources: ArticleSources, names: Sequence[str]) -> AsyncIterator[_Found]:
    for name in names:
        opened = await _open(sources, name)
        # Parsing a document takes a moment; a process that owns the index serves others meanwhile.
        while (source := await asyncio.to_thread(next, opened, None)) is not None:
            if source.is_left_out:
                yield _Found(source.name, left_out=source.error or source.name)
            elif source.link is not None:
                yield await _find_page(library, sources, source, source.link)
            else:
                yield await asyncio.to_thread(_read, source)


def _read(source: Source) -> _Found:
    [item] = read_each([source])
    if item.article is not None:
        return _Found(item.place, item.article)
    return _Found(item.place, result=AddResult("failed", title=item.name, error=item.error))


async def _find_page(library: Library, sources: ArticleSources, source: Source, url: str) -> _Found:
    """Fetches a page, unless it is stored and has not changed since. Its address is its external id."""
    try:
        stored = await library.get(url)
    except UnknownArticle:
        stored = None
    if stored is not None and (source.changed_at is None or source.changed_at <= stored.added_at):
        unchanged = AddResult("unchanged", url, stored.id, stored.title, len(stored.sentences))
        return _Found(source.name, result=unchanged)
    try:
        article = await asyncio.to_thread(read, await sources.fetch(url))
    except KutipError as error:
        failed = AddResult("failed", url, title=source.name, error=f"{source.name}: {error}")
        return _Found(source.name, result=failed)
    return _Found(source.name, replace(article, external_id=url))


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
