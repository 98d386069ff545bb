"""The command line: one function a command. Data goes to stdout, words for people to stderr.

Exit status: 0 done, 1 could not, 2 wrong usage (click's own).
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command_support import print_json, run_work, with_kutip
from bot.evaluation.options import evaluate
from bot.settings import load_settings
from knowledge.models import AskRequest

if TYPE_CHECKING:
    from bot.wiring import Kutip

MAX_SEARCH_RESULTS = 100

CHATTY_VENDORS = ("alembic", "httpx", "chromadb")
"""They log every request or start at INFO; httpx with the address, which holds the bot's token."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kutip")
def cli() -> None:
    """Kutip answers questions about your newsroom's articles and quotes the exact source sentences."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    for vendor in CHATTY_VENDORS:
        logging.getLogger(vendor).setLevel(logging.WARNING)


@cli.command()
def run() -> None:
    """Run the Telegram bot (TELEGRAM_BOT_TOKEN must be set)."""
    from bot.telegram.process import serve_bot

    with_kutip(serve_bot, usual_log_level="INFO")


@cli.command()
def chat() -> None:
    """Ask questions here in the terminal; with piped input, answer each line and end."""
    from bot.terminal import converse

    with_kutip(converse)


@cli.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Ask about this article only (repeatable)."
)
@click.option(
    "--batch", type=click.Path(path_type=Path), metavar="FILE", help="Questions as JSON lines; - for stdin."
)
def ask(question: str | None, as_json: bool, articles: tuple[str, ...], batch: Path | None) -> None:
    """Ask one QUESTION, or every line of a batch file."""
    if (question is None) == (batch is None):
        raise click.UsageError("Give either a QUESTION or --batch FILE.")
    if batch is not None:
        if not as_json:
            raise click.UsageError("--batch answers in JSON lines: add --json.")
        _ask_batch(batch)
    elif question is not None:
        _ask_one(question, articles, as_json=as_json)


def _ask_batch(batch: Path) -> None:
    async def answer(kutip: Kutip) -> None:
        from bot.batch import ask_all

        async for line in ask_all(kutip.assistant, batch):
            print_json(line)

    with_kutip(answer)


def _ask_one(question: str, articles: tuple[str, ...], *, as_json: bool) -> None:

    async def answer(kutip: Kutip) -> None:
        from bot import json_output, terminal

        if as_json:
            outcome = await kutip.assistant.ask(AskRequest(question, articles=articles))
            print_json(json_output.outcome(outcome), indent=2)
        else:
            await terminal.answer(kutip, AskRequest(question, articles=articles))

    with_kutip(answer)


@cli.command()
@click.option("--batch", type=click.Path(path_type=Path), metavar="FILE", required=True, help="- for stdin.")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print JSON lines.")
def verify(batch: Path, as_json: bool) -> None:
    """Judge whether each statement of a batch file follows from its sentences."""

    async def judge() -> None:
        from bot.batch import verify_all
        from bot.wiring import open_embedder

        with open_embedder(load_settings()) as embedder:
            async for line in verify_all(embedder, batch):
                print_json(line)

    run_work(judge)


@cli.command()
@click.argument("query")
@click.option("-k", "limit", type=click.IntRange(1, MAX_SEARCH_RESULTS), default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
def search(query: str, limit: int, as_json: bool) -> None:
    """Show what retrieval finds for QUERY, with scores."""

    async def find(kutip: Kutip) -> None:
        from bot import json_output, terminal

        found = await kutip.assistant.search(query, limit)
        if as_json:
            print_json(json_output.passages(found), indent=2)
        else:
            click.echo(terminal.render_passages(found))

    with_kutip(find)


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line an article.")
def add(sources: tuple[str, ...], as_json: bool) -> None:
    """Add articles: files (.txt, .md, .html, .pdf, .docx, .jsonl, .zip), folders, web addresses, or - for
    standard input. What was added by an earlier run is left as it is."""

    async def add_sources(kutip: Kutip) -> None:
        from bot.adding import add_from_sources

        if not await add_from_sources(kutip.library, kutip.files, kutip.pages, sources, as_json=as_json):
            sys.exit(1)

    with_kutip(add_sources)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print the articles as JSON.")
def articles(as_json: bool) -> None:
    """List the articles, newest first."""

    async def show_list(kutip: Kutip) -> None:
        from bot import json_output, terminal

        summaries = await kutip.library.list(limit=await kutip.library.count() or 1)
        if as_json:
            print_json([json_output.summary(summary) for summary in summaries], indent=2)
        else:
            click.echo(terminal.render_list(summaries))

    with_kutip(show_list, repair=False)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the article as JSON.")
def show(article_id: str, as_json: bool) -> None:
    """Show one article."""

    async def show_one(kutip: Kutip) -> None:
        from bot import json_output, terminal

        article = await kutip.library.get(article_id)
        if as_json:
            print_json(json_output.article(article), indent=2)
        else:
            click.echo(terminal.render_article(article))

    with_kutip(show_one, repair=False)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def delete(article_id: str, as_json: bool) -> None:
    """Delete one article for good, with every version of it; also one that was retracted."""

    async def delete_one(kutip: Kutip) -> None:
        last = (await kutip.library.history(article_id))[-1]
        await kutip.library.delete(last.article_id)
        if as_json:
            print_json({"article_id": last.article_id, "external_id": last.external_id, "status": "deleted"})
        else:
            click.echo(f"Deleted {last.article_id}: {last.title}", err=True)

    with_kutip(delete_one, repair=False)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.argument("source", metavar="SOURCE")
@click.option("--reason", metavar="TEXT", help="Why; it is kept with the earlier version.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def replace(article_id: str, source: str, reason: str | None, as_json: bool) -> None:
    """Put the article of SOURCE (a file, a web address, or -) in the place of another, which is kept."""

    async def replace_one(kutip: Kutip) -> None:
        from bot import json_output
        from bot.adding import read_one

        article = await read_one(kutip.files, kutip.pages, source)
        result = await kutip.library.replace(article_id, article, reason)
        if as_json:
            print_json(json_output.added(result))
        else:
            click.echo(f"{result.status.capitalize()}: {result.title} ({result.article_id})", err=True)

    with_kutip(replace_one)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.argument("reason")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def retract(article_id: str, reason: str, as_json: bool) -> None:
    """Withdraw one article for a REASON; what it said, when it ended and why stays on record."""

    async def retract_one(kutip: Kutip) -> None:
        from bot import json_output

        standing = await kutip.library.retract(article_id, reason)
        if as_json:
            print_json(json_output.standing(standing))
        else:
            click.echo(f"Withdrawn {standing.article_id}: {standing.title}", err=True)

    with_kutip(retract_one, repair=False)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the versions as JSON.")
def history(article_id: str, as_json: bool) -> None:
    """Show the versions of one article, and the sentences that changed between them."""

    async def show_history(kutip: Kutip) -> None:
        from bot import json_output, terminal

        versions = await kutip.library.history(article_id)
        if as_json:
            print_json([json_output.version(version) for version in versions], indent=2)
        else:
            click.echo(terminal.render_history(versions))

    with_kutip(show_history, repair=False)


@cli.command()
def reindex() -> None:
    """Build the vector index anew from the article database."""

    async def rebuild(kutip: Kutip) -> None:
        from bot.adding import progress_bar

        with progress_bar("Indexing", await kutip.library.count()) as advance:
            count = await kutip.library.reindex(advance)
        click.echo(f"Indexed {count} article{'' if count == 1 else 's'}.", err=True)

    with_kutip(rebuild, repair=False)


@cli.command()
def doctor() -> None:
    """Check every part, and say how to mend what is wrong."""

    async def examine() -> None:
        from bot.doctor import checks

        healthy = True
        async for check in checks():
            click.echo(check.line)
            healthy = healthy and check.passed
        if not healthy:
            sys.exit(1)

    run_work(examine)


cli.add_command(evaluate)


def main() -> None:
    """The console script ``kutip``."""
    # Imports make hundreds of thousands of objects that live to the end; looking through them for garbage
    # took a tenth of a cold start. `with_kutip` lets the collector in once everything is loaded.
    gc.disable()
    cli(prog_name="kutip")


if __name__ == "__main__":
    main()
