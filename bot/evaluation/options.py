"""The command ``kutip eval`` and its options. Imports what it needs when it runs, so that other commands
start fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command_support import print_json, run_work, with_kutip

if TYPE_CHECKING:
    from bot.wiring import Kutip

_PATH = click.Path(path_type=Path)


@click.command(name="eval")
@click.argument("data", required=False, type=_PATH)
@click.option(
    "--report", type=_PATH, metavar="DIR", help="Write the report, plots and evaluation.json to this folder."
)
@click.option("--compare", type=_PATH, metavar="OLD.json", help="Compare with an earlier evaluation.json.")
@click.option("--suite", "only", multiple=True, metavar="NAME", help="Run only this suite (repeatable).")
@click.option("--own-articles", is_flag=True, help="Use the articles in KUTIP_HOME instead of those in DATA.")
@click.option("--with-model", is_flag=True, help="Let LLM_MODEL write the answers; it may cost money.")
@click.option("--vectors", type=_PATH, metavar="DIR", help="Cache vectors in this folder for the next run.")
@click.option("--from-feedback", is_flag=True, help="Draft questions from answers that readers disliked.")
def evaluate(
    data: Path | None,
    report: Path | None,
    compare: Path | None,
    only: tuple[str, ...],
    own_articles: bool,
    with_model: bool,
    vectors: Path | None,
    from_feedback: bool,
) -> None:
    """Measure quality and speed on the questions and articles in the folder DATA."""
    if from_feedback == (data is not None):
        raise click.UsageError("Give either a folder DATA or --from-feedback.")
    if data is None:
        _draft()
        return

    async def measure() -> None:
        from bot.evaluation import command
        from bot.evaluation.running import Plan
        from bot.settings import load_settings

        plan = Plan(data, only, own_articles, with_model, vectors)
        await command.measure(plan, load_settings(), report=report, compare_with=compare)

    run_work(measure)


def _draft() -> None:
    async def draft(kutip: Kutip) -> None:
        from bot.evaluation import command

        lines = await command.draft(kutip)
        for line in lines:
            print_json(line)
        if not lines:
            click.echo(
                "No answer has been marked as bad yet (👎 in Telegram), so nothing is drafted.", err=True
            )

    with_kutip(draft, repair=False)
