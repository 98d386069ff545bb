"""Implements ``kutip run``: a process that serves the bot and keeps the vector index up to date."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.telegram.services import bot_services
from bot.telegram.serving import serve

if TYPE_CHECKING:
    from bot.wiring import Kutip

log = logging.getLogger(__name__)


SWITCH_INTERVAL_S = 0.0005
"""How long a thread that computes may keep the interpreter lock while the event loop waits for it. Python's
default is 5 ms, and the loop waits that long after each of its system calls."""


async def serve_bot(kutip: Kutip) -> None:
    """Run the Telegram bot until it is stopped.

    Raises :class:`~knowledge.errors.WrongSetting` if there is no token, if Telegram rejects it, or if another
    program receives the messages of this bot.
    """
    services = bot_services(kutip)
    for model in kutip.models:
        model.warm()
    _favour_event_loop()
    await kutip.indexer.repair(thorough=True)
    if await kutip.library.count() == 0:
        log.warning("There are no articles yet; add some with `kutip add FILE` or /add in Telegram.")
    # A garbage collection stops everything for as long as it takes to scan all objects (54 ms measured). The
    # objects made so far live until the end, so they are excluded from scanning.
    gc.collect()
    gc.freeze()
    indexing = asyncio.create_task(kutip.indexer.run())
    try:
        await serve(services)
    finally:
        indexing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await indexing


def _favour_event_loop() -> None:
    """Make threads that compute give way to the event loop, and start at most one for each core."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="work")
    asyncio.get_running_loop().set_default_executor(threads)
