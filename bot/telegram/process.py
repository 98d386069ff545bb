"""``kutip run``: the bot as a process. Beside the answering it keeps the index true to the articles."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from bot.telegram.application import build_application, serve
from bot.wiring import Kutip
from knowledge.errors import WrongSetting
from knowledge.reading import read_text

log = logging.getLogger(__name__)


async def serve_bot(kutip: Kutip) -> None:
    """Answer until stopped. Raises :class:`WrongSetting` without a token, or when Telegram rejects it."""
    settings = kutip.settings
    if settings.telegram_bot_token is None:
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not set: it expects the token that @BotFather shows for your bot; "
            "without one, `kutip chat` answers in the terminal."
        )
    await kutip.library.mend(thorough=True)
    if await kutip.library.count() == 0:
        log.warning("There are no articles yet; add some with `kutip add FILE` or /add in Telegram.")
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
                turns=kutip.database.conversations,
                chats=kutip.database.chats,
                suggestions=kutip.suggestions,
            )
        )
    finally:
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping
