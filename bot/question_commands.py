"""The commands about questions: ``kutip ask``, ``search`` and ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command_support import print_json, run_work, with_kutip
from knowledge.models import AskRequest

if TYPE_CHECKING:
    from bot.wiring import Kutip

MAX_SEARCH_RESULTS = 100


@click.command()
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
        _ask_one(AskRequest(question, articles=articles), as_json=as_json)


def _ask_batch(batch: Path) -> None:
    async def answer(kutip: Kutip) -> None:
        from bot.batch import ask_all

        async for line in ask_all(kutip.assistant, batch):
            print_json(line)

    with_kutip(answer, warm=True)


def _ask_one(request: AskRequest, *, as_json: bool) -> None:
    async def answer(kutip: Kutip) -> None:
        from bot import json_output, terminal

        if as_json:
            print_json(json_output.outcome(await kutip.assistant.ask(request)), indent=2)
        else:
            await terminal.answer(kutip, request)

    with_kutip(answer, warm=True)


@click.command()
@click.argument("query")
@click.option("-k", "limit", type=click.IntRange(1, MAX_SEARCH_RESULTS), default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
def search(query: str, limit: int, as_json: bool) -> None:
    """Show the passages that retrieval finds for QUERY, with scores."""

    async def find(kutip: Kutip) -> None:
        from bot import json_output, terminal

        passages = await kutip.assistant.search(query, limit)
        if as_json:
            print_json(json_output.passages(passages), indent=2)
        else:
            click.echo(terminal.render_passages(passages))

    with_kutip(find, warm=True)


@click.command()
@click.option("--batch", type=click.Path(path_type=Path), metavar="FILE", required=True, help="- for stdin.")
@click.option("--json", "as_json", is_flag=True, required=True, help="Print JSON lines.")
@click.option(
    "--model", "asks_model", is_flag=True, help="Let LLM_VERIFIER, or else LLM_MODEL, judge as well."
)
def verify(batch: Path, as_json: bool, asks_model: bool) -> None:
    """Judge whether each statement of a batch file follows from its sentences."""

    async def judge() -> None:
        from bot.batch import verify_all
        from bot.settings import load_settings
        from bot.wiring import open_embedder, open_statement_reader, open_verifier

        settings = load_settings()
        with open_embedder(settings) as embedder, open_statement_reader() as reader:
            async with open_verifier(settings, wanted=asks_model) as model:
                async for line in verify_all(embedder, reader, batch, model):
                    print_json(line)

    run_work(judge)


COMMANDS = (ask, search, verify)
