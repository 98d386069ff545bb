"""The commands about articles: add, list, show, correct and delete articles, and rebuild the index."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.command_support import print_json, with_kutip

if TYPE_CHECKING:
    from bot.wiring import Kutip


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line an article.")
def add(sources: tuple[str, ...], as_json: bool) -> None:
    """Add articles: files, folders, web addresses, or - for standard input.

    Files with one article: .txt, .md, .html, .pdf, .docx, .rtf, .odt, .eml. Whole archives: .zip, .jsonl,
    .json (lists, ninjs, a channel of Telegram Desktop), .csv and .xlsx (named columns), .xml (WordPress,
    NewsML-G2, NITF, sitemaps), .epub, folders of Hugo and Jekyll, lists of links in a .txt file. Articles
    that an earlier run added are left unchanged."""

    async def add_sources(kutip: Kutip) -> None:
        from bot.adding import add_from_sources

        if not await add_from_sources(kutip.library, kutip.sources, sources, as_json=as_json):
            sys.exit(1)

    with_kutip(add_sources)


@click.command()
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


@click.command()
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


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def delete(article_id: str, as_json: bool) -> None:
    """Delete one article permanently with all its versions, even if it was retracted."""

    async def delete_one(kutip: Kutip) -> None:
        from bot import json_output

        last = (await kutip.library.history(article_id))[-1]
        await kutip.library.delete(last.article_id)
        if as_json:
            print_json(json_output.deleted(last))
        else:
            click.echo(f"Deleted {last.article_id}: {last.title}", err=True)

    with_kutip(delete_one, repair=False)


@click.command()
@click.argument("article_id", metavar="ID")
@click.argument("source", metavar="SOURCE")
@click.option("--reason", metavar="TEXT", help="Why; it is stored with the earlier version.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def replace(article_id: str, source: str, reason: str | None, as_json: bool) -> None:
    """Replace an article by the one in SOURCE (file, web address, or -); the old text stays as a version."""

    async def replace_one(kutip: Kutip) -> None:
        from bot import json_output
        from bot.adding import read_one

        article = await read_one(kutip.sources, source)
        result = await kutip.library.replace(article_id, article, reason)
        if as_json:
            print_json(json_output.added(result))
        else:
            click.echo(f"{result.status.capitalize()}: {result.title} ({result.article_id})", err=True)

    with_kutip(replace_one)


@click.command()
@click.argument("article_id", metavar="ID")
@click.argument("reason")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def retract(article_id: str, reason: str, as_json: bool) -> None:
    """Withdraw one article for a REASON. Its text, the time and the reason stay on record."""

    async def retract_one(kutip: Kutip) -> None:
        from bot import json_output

        standing = await kutip.library.retract(article_id, reason)
        if as_json:
            print_json(json_output.standing(standing))
        else:
            click.echo(f"Withdrawn {standing.article_id}: {standing.title}", err=True)

    with_kutip(retract_one, repair=False)


@click.command()
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


@click.command()
def reindex() -> None:
    """Build the vector index again from the article database, and find which article corrects which."""

    async def rebuild(kutip: Kutip) -> None:
        from bot.adding import progress_bar

        with progress_bar("Indexing", await kutip.library.count()) as advance:
            count = await kutip.indexer.reindex(advance)
        await kutip.errata.link_stored()
        click.echo(f"Indexed {count} article{'' if count == 1 else 's'}.", err=True)

    with_kutip(rebuild, repair=False)


@click.command("export")
@click.argument("file", metavar="FILE")
def export_all(file: str) -> None:
    """Write all articles to FILE (- for standard output), with ids, versions, retractions and errata."""

    async def export_file(kutip: Kutip) -> None:
        from bot.export import export_archive

        await export_archive(kutip.transfer, file, await kutip.library.count())

    with_kutip(export_file)


@click.command("import")
@click.argument("file", metavar="FILE")
def import_all(file: str) -> None:
    """Read what `kutip export` wrote to FILE (- for standard input). What is here already stays unchanged."""

    async def import_file(kutip: Kutip) -> None:
        from bot.importing import import_archive

        if not await import_archive(kutip.transfer, file):
            sys.exit(1)

    with_kutip(import_file)


COMMANDS = (add, articles, show, delete, replace, retract, history, export_all, import_all, reindex)
