"""Runs the bot: connects to the Bot API server, answers until stopped, finishes and disconnects."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential

from bot.messages.catalogue import Catalogue, load_catalogue
from bot.telegram.application import TelegramApplication, build_application
from bot.telegram.command_menu import set_menus
from bot.telegram.correction_notices import CorrectionNotices
from bot.telegram.delivery.per_chat_queue import InOrderPerChat
from bot.telegram.delivery.polling import REJECTED, PollingBot
from bot.telegram.handlers.drafts import Drafts
from bot.telegram.handlers.previews import Previews
from bot.telegram.services import BotServices
from bot.telegram.silence_notices import SilenceNotices
from knowledge.errors import WrongSetting

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "channel_post", "edited_channel_post")
"""The kinds of update that are requested from Telegram: those that have a handler."""

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0
"""The pause before the first call is retried: it starts at the former and doubles up to the latter."""

FINISH_WITHIN_S = 20.0
"""How long stopping waits for messages in progress; the others are answered after the next start."""


async def serve(services: BotServices, stop: asyncio.Event | None = None) -> None:
    """Answer until SIGINT, SIGTERM or ``stop``; then finish the messages in progress and return.

    Messages that the last process left unanswered come first. A network failure is retried without limit.
    Raises :class:`WrongSetting` if the server rejects the token, at the start or later, if the address is not
    that of a Bot API server, or if another program receives the messages of this bot.
    """
    stop = stop or asyncio.Event()
    application = build_application(services)
    bot, updater = application.bot, application.updater
    if updater is None or not isinstance(bot, PollingBot):
        raise TypeError("build_application must make an application that polls")
    catalogue = load_catalogue()
    notices = CorrectionNotices(
        services.corrections, services.stores.conversations, services.stores.chats, catalogue
    )
    silences = SilenceNotices(
        services.following, services.stores.chats, services.admin_ids, catalogue, services.zone
    )
    # Feeds are read even while Telegram is away.
    following = services.following.run(_previews(services, bot, catalogue))
    background: list[asyncio.Task[None]] = [asyncio.create_task(following)]
    async with _stopped_by_signals(stop):
        try:
            await _unless(stop, _initialize(application))
            if stop.is_set():
                return
            await _warn_of_webhook(bot)
            for update in await bot.unhandled():
                await application.update_queue.put(update)
            await application.start()
            background.append(asyncio.create_task(set_menus(bot, catalogue, services.admin_ids)))
            background.append(asyncio.create_task(notices.keep_sending(bot)))
            background.append(asyncio.create_task(silences.keep_sending(bot)))
            await _unless(
                stop,
                updater.start_polling(
                    bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, error_callback=_log_polling_failure
                ),
            )
            log.info("Answering as @%s. Ctrl-C stops.", bot.username)
            await _unless(stop, bot.ended.wait())
            if bot.ended.is_set():
                raise WrongSetting(bot.reason)
        except InvalidToken:
            # The text of this exception contains the token, hence "from None".
            raise WrongSetting(REJECTED) from None
        finally:
            # Setting the menus is retried for long while the server is away, which must not delay stopping.
            # Correction notices that were not sent are sent after the next start.
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)
            await _close(application)


def _previews(services: BotServices, bot: PollingBot, catalogue: Catalogue) -> Previews:
    stores = services.stores
    drafts = Drafts(services.library, stores.upload_drafts, stores.audit, services.clock)
    return Previews(
        bot, drafts, stores.upload_drafts, stores.chats, services.admin_ids, stores.admins, catalogue
    )


async def _initialize(application: TelegramApplication) -> None:
    """Make the first call to the server, ``getMe``, and retry it for as long as the server is away."""

    def log_retry(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        log.warning(
            "Telegram cannot be reached (%s); trying again in %.0f s.", _kind(error), state.upcoming_sleep
        )

    attempts = AsyncRetrying(
        retry=retry_if_exception(_is_temporary),
        wait=wait_exponential(multiplier=FIRST_RETRY_S, max=LONGEST_RETRY_S),
        before_sleep=log_retry,
        reraise=True,
    )
    try:
        await attempts(application.initialize)
    except (InvalidToken, BadRequest):
        raise
    except TelegramError as error:
        raise WrongSetting(
            f"TELEGRAM_API_URL does not lead to a Bot API server ({_kind(error)}); "
            "it expects its root, such as https://api.telegram.org."
        ) from None


def _is_temporary(error: BaseException) -> bool:
    """Whether the same call may succeed later. ``BadRequest`` is a ``NetworkError``, but a permanent one."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def _log_polling_failure(error: TelegramError) -> None:
    log.warning("Telegram did not give new messages (%s); trying again.", _kind(error))


async def _warn_of_webhook(bot: PollingBot) -> None:
    """Log a warning if the bot has a webhook, because polling removes it."""
    with contextlib.suppress(TelegramError):
        info = await bot.get_webhook_info()
        if info.url:
            log.warning(
                "A webhook (%s) was set for this bot; it is removed, because Kutip polls for messages.",
                urlsplit(info.url).hostname,
            )


async def _close(application: TelegramApplication) -> None:
    """Stop polling, finish the messages in progress, close the connections; whichever of these had begun."""
    bot, queue = application.bot, application.update_processor
    if application.updater is not None and application.updater.running:
        if isinstance(bot, PollingBot):
            bot.stop_taking()
        with contextlib.suppress(InvalidToken):  # the updater raises what PollingBot has already reported
            await application.updater.stop()
    if application.running:
        stopping = asyncio.ensure_future(application.stop())
        await asyncio.wait({stopping}, timeout=FINISH_WITHIN_S)
        if not stopping.done() and isinstance(queue, InOrderPerChat):
            log.warning("%d messages are left for the next start.", queue.give_up())
        await stopping
    await application.shutdown()
    # If getMe never succeeded, application.shutdown() does nothing and the connections are still open.
    await application.bot.shutdown()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Any]) -> None:
    """Run ``work``, and cancel it as soon as ``stop`` is set. Raises what ``work`` raises."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


@contextlib.asynccontextmanager
async def _stopped_by_signals(stop: asyncio.Event) -> AsyncIterator[None]:
    """Inside, SIGINT and SIGTERM set ``stop`` instead of ending the process."""
    loop = asyncio.get_running_loop()
    caught: list[signal.Signals] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers, and an event loop outside the main thread may not set any.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)


def _kind(error: BaseException | None) -> str:
    """The class of an error and of its cause, for the log; without their texts, which may hold the token."""
    cause = error.__cause__ if error else None
    return f"{type(error).__name__}: {type(cause).__name__}" if cause else type(error).__name__
