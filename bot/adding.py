"""``kutip add``: sources in, one result an article out, with a progress bar on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from bot import json_output
from knowledge.library import Library
from knowledge.models import AddResult, ArticleText
from knowledge.ports import ArticleFiles, Source

WEB = ("http://", "https://")


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr when that is a terminal; nothing otherwise. Yields a function that advances it."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda count: progress.advance(task, count)


async def add_from_sources(
    library: Library, files: ArticleFiles, sources: Sequence[str], *, as_json: bool
) -> bool:
    """Add everything that can be added; False when anything could not."""
    failed: list[AddResult] = []
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "failed": 0}

    def report(result: AddResult) -> None:
        counts[result.status] += 1
        if result.status == "failed":
            failed.append(result)
        if as_json:
            click.echo(json.dumps(json_output.added(result), ensure_ascii=False))
        elif result.status != "failed" and total == 1:
            click.echo(f"{result.status.capitalize()}: {result.title} ({result.article_id})", err=True)

    paths = [Path(source) for source in sources if source != "-" and not source.startswith(WEB)]
    total = files.count_sources(paths) if "-" not in sources else None
    with progress_bar("Adding", total) as advance:

        def readable() -> Iterator[ArticleText]:
            for source in _read(files, sources):
                if source.article is not None:
                    yield source.article
                else:
                    place = source.name if source.line is None else f"{source.name}:{source.line}"
                    report(AddResult("failed", title=source.name, error=f"{place}: {source.error}"))
                    advance(1)

        async for result in library.add_all(readable()):
            report(result)
            advance(1)

    for result in failed:
        click.echo(result.error, err=True)
    if sum(counts.values()) != 1 or failed:
        click.echo(
            ", ".join(f"{count} {status}" for status, count in counts.items() if count) or "Nothing to add.",
            err=True,
        )
    return not failed


def _read(files: ArticleFiles, sources: Sequence[str]) -> Iterator[Source]:
    for source in sources:
        if source == "-":
            yield from files.read_stdin(sys.stdin.buffer.read())
        elif source.startswith(WEB):
            yield Source(
                name=source,
                article=None,
                error="Kutip cannot fetch web pages; save the text to a .txt file and add that.",
                line=None,
            )
        else:
            yield from files.read_sources([Path(source)])
