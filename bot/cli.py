"""The command line ``kutip``. Data goes to stdout, messages for people to stderr.

Exit status: 0 done, 1 failed, 2 wrong usage (click's own). The commands about articles, feeds and questions
are in ``article_commands.py``, ``following_commands.py`` and ``question_commands.py``, ``kutip eval`` is in
``evaluation/options.py``.
"""

from __future__ import annotations

import gc
import logging
import sys

import click

from bot import article_commands, following_commands, question_commands
from bot.command_support import run_work, with_kutip
from bot.evaluation.options import evaluate

CHATTY_VENDORS = ("alembic", "chromadb", "google_genai", "httpx", "httpx2")
"""Packages that log every request or start at INFO. What httpx logs contains the bot's token."""


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

    with_kutip(serve_bot, warm=True, default_log_level="INFO")


@cli.command()
def chat() -> None:
    """Ask questions here in the terminal; with piped input, answer each line and end."""
    from bot.terminal import converse

    with_kutip(converse, warm=True)


@cli.command()
def doctor() -> None:
    """Check every part, and say how to fix what is wrong."""

    async def examine() -> None:
        from bot.doctor import checks

        healthy = True
        async for check in checks():
            click.echo(check.line)
            healthy = healthy and check.passed
        if not healthy:
            sys.exit(1)

    run_work(examine)


for command in (
    *question_commands.COMMANDS,
    *article_commands.COMMANDS,
    *following_commands.COMMANDS,
    evaluate,
):
    cli.add_command(command)


def main() -> None:
    """The console script ``kutip``."""
    # Imports create hundreds of thousands of objects that live until the end, and scanning them for garbage
    # took a tenth of a cold start. `with_kutip` enables the collector once everything is loaded.
    gc.disable()
    cli(prog_name="kutip")


if __name__ == "__main__":
    main()
