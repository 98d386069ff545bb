"""Renders outcomes, passages and articles as text for the terminal, and runs ``kutip chat``."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import click

from bot.messages.catalogue import Catalogue, Texts, load_catalogue
from bot.messages.replies import reply_text
from knowledge.answering.extractive import is_quoted
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
    Reply,
    Version,
)
from knowledge.questions import analysis
from knowledge.retrieval.answer_spans import answer_span

if TYPE_CHECKING:
    from bot.wiring import Kutip

MAX_WIDTH = 88
"""Columns; text is wrapped at this width even in a wider terminal, because longer lines are hard to read."""

PROMPT = "› "

_BOLD, _BOLD_ENDS = "\x01", "\x02"
"""Placeholders for the escape codes of bold type, so that wrapping does not count the codes as columns. Shown
text contains no control characters, so it cannot contain these."""


def render(outcome: Outcome, *, shown: int = 0) -> str:
    """The text of an answer with its sources, of an abstention with what is nearest, or of a reply.

    The first ``shown`` statements are left out, because they were printed while the answer was written.
    """
    texts = _catalogue().choose(outcome.language)
    if isinstance(outcome, Reply):
        return _reply(outcome, texts)
    return _answer(outcome, texts, shown) if isinstance(outcome, Answer) else _abstention(outcome, texts)


def render_statement(statement: CitedStatement, question: str) -> str:
    """A statement with its labels, wrapped.

    A statement that quotes a sentence of an article is in quotation marks, and the words that answer
    ``question`` are in bold.
    """
    marks = "".join(f"[{citation.label}]" for citation in statement.citations)
    text = _fold(statement.text)
    if not any(is_quoted(citation.sentence, statement.text) for citation in statement.citations):
        return _wrap(f"{text} {marks}")
    if span := answer_span(analysis.analyse(question), text):
        start, end = span
        text = f"{text[:start]}{_BOLD}{text[start:end]}{_BOLD_ENDS}{text[end:]}"
    wrapped = _wrap(f"“{text}” {marks}")
    return wrapped.replace(_BOLD, click.style("", bold=True, reset=False)).replace(
        _BOLD_ENDS, click.style("", reset=True)
    )


def _answer(answer: Answer, texts: Texts, shown: int) -> str:
    lines: list[str] = []
    if answer.parts and not shown:
        for part in answer.parts:
            lines += [click.style(_wrap(_fold(part.question)), bold=True)]
            lines += [render_statement(statement, part.question) for statement in part.statements]
            lines += ["" if part.statements else f"{texts('part-not-found')}\n"]
    else:
        for statement in answer.statements[shown:]:
            lines += [render_statement(statement, answer.standalone_question), ""]
    lines += _sources(answer.statements, texts)
    if answer.archive_until is not None:
        lines += ["", _wrap(texts("archive-until", date=answer.archive_until))]
    if answer.differs:
        lines += ["", _wrap(texts("reports-differ"))]
    if answer.mode == "fallback":
        lines += ["", _wrap(texts("fallback-note"))]
    return "\n".join(lines)


def _sources(statements: Sequence[CitedStatement], texts: Texts) -> list[str]:
    """A line for each cited article, with those cited sentences that no statement quotes."""
    cited = {citation.label: citation for each in statements for citation in each.citations}
    quoted = [statement.text for statement in statements]
    lines: list[str] = []
    for citations in _by_article(cited.values()):
        lines.append(_source_line(citations, texts))
        for citation in citations:
            if not any(is_quoted(citation.sentence, text) for text in quoted):
                mark = f"[{citation.label}] " if len(citations) > 1 else ""
                lines.append(_wrap(f"{mark}“{_fold(citation.sentence)}”", indent=4))
    return lines


def _by_article(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each article, in the order in which the articles are first cited."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.article_id, []).append(citation)
    return list(found.values())


def _reply(reply: Reply, texts: Texts) -> str:
    lines = [_wrap(reply_text(reply, texts))]
    if reply.statements:
        lines += ["", *(f"{render_statement(each, '')}\n" for each in reply.statements)]
        lines += _sources(reply.statements, texts)
    for article in reply.articles:
        day = f" · {texts('date', date=article.published_on)}" if article.published_on else ""
        lines.append(_wrap(f"- {_fold(article.title)}{day}", hanging=2))
    return "\n".join(lines)


def _source_line(citations: Sequence[Citation], texts: Texts) -> str:
    """The labels of the citations of one article, and its title, publisher, date and address."""
    article = citations[0]
    marks = "".join(f"[{citation.label}]" for citation in citations)
    parts = [article.title, article.publisher or ""]
    if article.published_on is not None:
        parts.append(texts("date", date=article.published_on))
    parts.append(article.url or "")
    source = " · ".join(_fold(part) for part in parts if part)
    return click.style(_wrap(f"{marks} {source}", hanging=4), dim=True)


def _abstention(abstention: Abstention, texts: Texts) -> str:
    if near := abstention.near_sentences:
        lines = [_wrap(texts("nearest-sentences")), ""]
        for citation in near:
            lines += [_wrap(f"“{_fold(citation.sentence)}” [{citation.label}]"), ""]
        return "\n".join(lines + [_source_line(each, texts) for each in _by_article(near)])
    lines = [_wrap(texts(f"abstention-{abstention.reason.replace('_', '-')}"))]
    if abstention.nearest:
        lines += ["", texts("nearest")]
        lines += [_wrap(f"- {_fold(nearest.title)}", hanging=2) for nearest in abstention.nearest]
    return "\n".join(lines)


def render_passages(passages: Sequence[Passage]) -> str:
    """Each passage with rank, score, title and date, one sentence a line; ``>`` marks the best sentence."""
    if not passages:
        return "Nothing found."
    blocks = []
    for rank, passage in enumerate(passages, start=1):
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
    """A line for each article with its id, date and title; without articles, how to add some."""
    if not summaries:
        return "There are no articles yet; add some with: kutip add FILE ..."
    return "\n".join(f"{article.id}  {_day(article)}  {_fold(article.title)}" for article in summaries)


def _day(article: ArticleSummary) -> str:
    """The publication date, or as many spaces."""
    return article.published_on.isoformat() if article.published_on else " " * len("2022-04-22")


def render_article(article: Article) -> str:
    """The title, a line of facts (id, date, publisher, URL, length), then the text with its paragraphs."""
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
    """A block for each version, oldest first.

    It shows the title, from when to when the version was published, how it ended and why, and the sentences
    that it removed (``-``) and added (``+``).
    """
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
    """Answer question after question until the input ends; the conversation is deleted at the end.

    If there are no articles, the sample articles are offered on a terminal, and loaded with piped input.
    """
    interactive = sys.stdin.isatty()
    # The process number keeps several terminals on the same data folder apart.
    conversation = f"terminal:{os.getpid()}"
    if await kutip.library.count() == 0:
        await _offer_samples(kutip, interactive=interactive)
    indexing = asyncio.create_task(kutip.indexer.run())
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
        indexing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await indexing
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
    """Lines of standard input that are not blank. A thread waits for them, so that indexing continues."""
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
    """On one line and without control characters: the text of an article must not control the terminal."""
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
