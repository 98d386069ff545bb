"""The conversation in the terminal: outcomes, passages and articles as text, and the reading of questions."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import AsyncIterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import click

from bot.messages.catalogue import Catalogue, Texts, load_catalogue
from knowledge.errors import KutipError
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    ArticleSummary,
    AskRequest,
    Citation,
    CitedStatement,
    Outcome,
    Passage,
    Version,
)
from knowledge.questions import analysis
from knowledge.retrieval.answer_spans import short_answer

if TYPE_CHECKING:
    from bot.wiring import Kutip

MAX_WIDTH = 88
"""Longer lines are hard to read."""

PROMPT = "› "

_BOLD, _BOLD_ENDS = "\x01", "\x02"
"""Stand for what makes a terminal print in bold while lines are measured; no text that is shown has them."""


def render(outcome: Outcome, *, shown: int = 0) -> str:
    """An answer with the sentences that prove it, or an abstention with what comes closest.

    ``shown`` statements are left out: they stand there already.
    """
    texts = _catalogue().choose(outcome.language)
    return _answer(outcome, texts, shown) if isinstance(outcome, Answer) else _abstention(outcome, texts)


def render_statement(statement: CitedStatement, question: str) -> str:
    """A statement with its labels; in quotation marks when it is a sentence of an article, the few words of
    it that answer the question in bold."""
    marks = "".join(f"[{citation.label}]" for citation in statement.citations)
    text = _fold(statement.text)
    if not any(statement.text == citation.sentence for citation in statement.citations):
        return _wrap(f"{text} {marks}")
    if span := short_answer(analysis.analyse(question), text):
        start, end = span
        text = f"{text[:start]}{_BOLD}{text[start:end]}{_BOLD_ENDS}{text[end:]}"
    wrapped = _wrap(f"“{text}” {marks}")
    return wrapped.replace(_BOLD, click.style("", bold=True, reset=False)).replace(
        _BOLD_ENDS, click.style("", reset=True)
    )


def _answer(answer: Answer, texts: Texts, shown: int) -> str:
    lines: list[str] = []
    cited: dict[int, Citation] = {}
    for number, statement in enumerate(answer.statements):
        if number >= shown:
            lines += [render_statement(statement, answer.standalone_question), ""]
        cited.update((citation.label, citation) for citation in statement.citations)
    quoted = {statement.text for statement in answer.statements}
    for citation in cited.values():
        lines.append(click.style(_wrap(_source(citation, texts), hanging=4), dim=True))
        if citation.sentence not in quoted:
            lines.append(_wrap(f"“{_fold(citation.sentence)}”", indent=4))
    if answer.mode == "fallback":
        lines += ["", _wrap(texts("fallback-note"))]
    return "\n".join(lines)


def _source(citation: Citation, texts: Texts) -> str:
    parts = [citation.title, citation.publisher or ""]
    if citation.published_on is not None:
        parts.append(texts("date", date=citation.published_on))
    parts.append(citation.url or "")
    return f"[{citation.label}] " + " · ".join(_fold(part) for part in parts if part)


def _abstention(abstention: Abstention, texts: Texts) -> str:
    lines = [_wrap(texts(f"abstention-{abstention.reason.replace('_', '-')}"))]
    if abstention.nearest:
        lines += ["", texts("nearest")]
        lines += [_wrap(f"- {_fold(nearest.title)}", hanging=2) for nearest in abstention.nearest]
    return "\n".join(lines)


def render_passages(found: Sequence[Passage]) -> str:
    """Each passage with its score, title and date, its best sentence marked by ``>``."""
    if not found:
        return "Nothing found."
    blocks = []
    for rank, passage in enumerate(found, start=1):
        article = passage.article
        date = f" · {article.published_on.isoformat()}" if article.published_on else ""
        lines = [
            click.style(
                f"{rank}. {passage.score:.3f}  {_fold(article.title)}{date} ({article.id})", bold=True
            )
        ]
        for position in range(passage.first, passage.last + 1):
            mark = "> " if position == passage.best.position else "  "
            lines.append(_wrap(mark + _fold(article.sentences[position].text), hanging=2))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def render_list(summaries: Sequence[ArticleSummary]) -> str:
    """One line an article: id, date, title."""
    if not summaries:
        return "There are no articles yet; add some with: kutip add FILE ..."
    return "\n".join(
        f"{one.id}  {one.published_on.isoformat() if one.published_on else ' ' * 10}  {_fold(one.title)}"
        for one in summaries
    )


def render_article(article: Article) -> str:
    """The head, then the text, a paragraph for each of the source's."""
    facts = [
        article.id,
        article.published_on.isoformat() if article.published_on else "",
        article.publisher or "",
        article.url or "",
        f"{len(article.sentences)} sentences",
    ]
    paragraphs = [_wrap(_fold(paragraph)) for paragraph in article.text.split("\n\n")]
    head = [
        click.style(_wrap(_fold(article.title)), bold=True),
        " · ".join(_fold(fact) for fact in facts if fact),
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(paragraphs)


def render_history(versions: Sequence[Version]) -> str:
    """A block a version, oldest first: when, how it ended and why, and what it changed (``-`` and ``+``)."""
    blocks = []
    for number, version in enumerate(versions, start=1):
        until = f"{version.until:%Y-%m-%d %H:%M} UTC" if version.until else "now"
        ending = f" · {version.ending}" if version.ending else ""
        lines = [
            click.style(_wrap(f"{number}. {_fold(version.title)}"), bold=True),
            f"{version.since:%Y-%m-%d %H:%M} UTC to {until}{ending}",
        ]
        if version.reason:
            lines.append(_wrap(f"Reason: {_fold(version.reason)}"))
        for change in version.changes:
            if change.old is not None:
                lines.append(_wrap(f"- {_fold(change.old)}", hanging=2))
            if change.new is not None:
                lines.append(_wrap(f"+ {_fold(change.new)}", hanging=2))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


async def answer(kutip: Kutip, request: AskRequest) -> None:
    """Ask and print: each statement of a language model once it is verified, and the sources at the end."""
    shown = 0

    async def show(statement: CitedStatement) -> None:
        nonlocal shown
        shown += 1
        click.echo(f"{render_statement(statement, request.question)}\n")

    outcome = await kutip.assistant.ask(request, on_statement=show)
    click.echo(render(outcome, shown=shown))


async def converse(kutip: Kutip) -> None:
    """Answer question after question until the input ends. Offers the sample articles to an empty archive."""
    interactive = sys.stdin.isatty()
    # One conversation a process; nothing of it is kept.
    conversation = f"terminal:{os.getpid()}"
    if await kutip.library.count() == 0:
        await _offer_samples(kutip, interactive=interactive)
    keeping = asyncio.create_task(kutip.indexer.run())
    try:
        async for question in _questions(interactive=interactive):
            if not interactive:
                click.echo(click.style(f"{PROMPT}{question}", bold=True))
            try:
                await answer(kutip, AskRequest(question, conversation=conversation))
            except KutipError as error:
                click.echo(str(error))
            click.echo()
    finally:
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping
        await kutip.assistant.forget(conversation)


async def _offer_samples(kutip: Kutip, *, interactive: bool) -> None:
    from bot import samples
    from bot.adding import add_from_sources

    folder = samples.folder()
    if interactive and not click.confirm(
        "There are no articles yet. Load the sample articles?", default=True
    ):
        click.echo("Add your own with: kutip add FILE ...", err=True)
        return
    click.echo("Loading the sample articles …", err=True)
    await add_from_sources(kutip.library, kutip.sources, [str(folder)], as_json=False)


async def _questions(*, interactive: bool) -> AsyncIterator[str]:
    """Lines of standard input that are not blank; the index is kept while a thread waits for them."""
    if interactive:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  (line editing and history for input())
        click.echo("Ask about the articles, in Indonesian or English. Ctrl-D ends.", err=True)
    while True:
        try:
            line = await asyncio.to_thread(input, PROMPT if interactive else "")
        except EOFError:
            return
        if line.strip():
            yield line


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


def _fold(text: str) -> str:
    """On one line, without control characters: article text must not drive the terminal."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def _wrap(text: str, *, indent: int = 0, hanging: int = 0) -> str:
    width = min(MAX_WIDTH, shutil.get_terminal_size().columns)
    return textwrap.fill(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent or hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
