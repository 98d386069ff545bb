"""What every command needs: Kutip opened and closed, errors as one sentence, JSON on stdout."""

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
    """Say on stderr what was wrong and what to do, and exit with status 1."""
    click.echo(message, err=True)
    sys.exit(1)


def run_work(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        asyncio.run(work())
    except KutipError as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def with_kutip(
    work: Callable[[Kutip], Awaitable[None]], *, repair: bool = True, usual_log_level: str = "WARNING"
) -> None:
    """Open Kutip, mend the index if this process owns it, and do the work."""

    async def opened() -> None:
        from bot.wiring import open_kutip

        settings = load_settings()
        logging.getLogger().setLevel(settings.log_level or usual_log_level)
        async with open_kutip(settings) as kutip:
            if repair:
                await kutip.library.repair()
            gc.freeze()
            gc.enable()
            await work(kutip)

    run_work(opened)


def print_json(value: Any, *, indent: int | None = None) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
