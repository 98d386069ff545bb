"""Functions that all commands share: open and close Kutip, print an error as one sentence, print JSON."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.settings import load_settings
from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.wiring import Kutip


def fail(message: str) -> NoReturn:
    """Print ``message`` on stderr and exit with status 1."""
    click.echo(message, err=True)
    sys.exit(1)


def run_work(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run ``work`` in an event loop.

    Exits with status 1 after a KutipError, whose sentence is printed, and with status 130 after Ctrl-C.
    """
    try:
        asyncio.run(work())
    except KutipError as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def with_kutip(
    work: Callable[[Kutip], Awaitable[None]],
    *,
    repair: bool = True,
    warm: bool = False,
    default_log_level: str = "WARNING",
) -> None:
    """Open Kutip with the settings of the environment, do ``work``, close it. Exits like :func:`run_work`.

    With ``repair`` the vector index is first compared with the articles, if this process owns the index.
    ``warm`` is for work that asks at once.
    ``default_log_level`` applies unless KUTIP_LOG_LEVEL is set.
    """

    async def opened() -> None:
        from bot.wiring import open_kutip

        settings = load_settings()
        logging.getLogger().setLevel(settings.log_level or default_log_level)
        async with open_kutip(settings, warm=warm) as kutip:
            if repair:
                await kutip.indexer.repair()
            gc.freeze()
            gc.enable()
            await work(kutip)

    run_work(opened)


def print_json(value: object, *, indent: int | None = None) -> None:
    """Print a value on stdout as JSON, on one line unless ``indent`` is given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
