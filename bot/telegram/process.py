"""``kutip run``: the bot as a process. Beside the answering it keeps the index true to the articles."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

from bot.telegram.application import build_application, serve
from bot.wiring import Kutip, now
from knowledge.articles.reading import read_text
from knowledge.errors import WrongSetting

log = logging.getLogger(__name__)


SWITCH_INTERVAL_S = 0.0005
"""A thread that computes gives way after this when the event loop has something to do; by itself Python takes
5 ms, and that for each call of the system that the loop makes."""


async def serve_bot(kutip: Kutip) -> None:
    """Answer until stopped. Raises :class:`WrongSetting` without a token, or when Telegram rejects it."""
    settings = kutip.settings
    if settings.telegram_bot_token is None:
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not set: it expects the token that @BotFather shows for your bot; "
            "without one, `kutip chat` answers in the terminal."
        )
    _serve_people_first()
    await kutip.library.repair(thorough=True)
    if await kutip.library.count() == 0:
        log.warning("There are no articles yet; add some with `kutip add FILE` or /add in Telegram.")
    # Collecting garbage stops everything, for longer the more there is to look through (54 ms measured): what
    # the start has built stays to the end, and need not be looked through.
    gc.collect()
    gc.freeze()
    keeping = asyncio.create_task(kutip.library.keep_indexed())
    try:
        await serve(
            build_application(
                settings.telegram_bot_token.get_secret_value(),
                settings.telegram_api_url,
                kutip.assistant,
                kutip.library,
                settings.admin_ids,
                read_text,
                kutip.files.read_bytes,
                unpack=kutip.files.read_upload,
                pages=kutip.pages,
                upload_drafts=kutip.database.upload_drafts,
                turns=kutip.database.conversations,
                chats=kutip.database.chats,
                corrections=kutip.corrections,
                unanswered=kutip.unanswered,
                suggestions=kutip.suggestions,
                updates=kutip.database.updates,
                sent=kutip.database.sent,
                admins=kutip.database.admins,
                audit=kutip.database.audit,
                clock=now,
                zone=ZoneInfo(settings.time_zone),
            )
        )
    finally:
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping


def _serve_people_first() -> None:
    """What computes in threads must not hold the event loop up: no more of them than there are cores."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="work")
    asyncio.get_running_loop().set_default_executor(threads)
