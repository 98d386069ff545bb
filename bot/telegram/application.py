"""The Telegram application: what goes where, from the first call to a graceful stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import warnings
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterator
from datetime import tzinfo
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBDeprecationWarning

from bot.messages.catalogue import load_catalogue
from bot.telegram.command_menu import set_menus
from bot.telegram.correction_notices import CorrectionNotices
from bot.telegram.delivery.answering import Answering
from bot.telegram.delivery.inbox import Inbox
from bot.telegram.delivery.log_redaction import keep_out_of_logs
from bot.telegram.delivery.message_ids import MessageIds
from bot.telegram.delivery.per_chat_queue import InOrderPerChat
from bot.telegram.delivery.polling import REJECTED, PollingBot
from bot.telegram.delivery.reliable_sender import ReliableSender
from bot.telegram.error_handler import ErrorHandler
from bot.telegram.handlers.access import Access, PressHandler, UpdateHandler
from bot.telegram.handlers.adding import Adding
from bot.telegram.handlers.administration import Administration
from bot.telegram.handlers.asking import Asking
from bot.telegram.handlers.browsing import Browsing
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.corrections import CorrectionCommands
from bot.telegram.handlers.deleting import Deleting
from bot.telegram.handlers.drafts import Drafts
from bot.telegram.handlers.feedback import FeedbackButtons
from bot.telegram.handlers.privacy import Privacy
from bot.telegram.handlers.sources import Sources
from bot.telegram.handlers.statistics import Statistics
from bot.telegram.handlers.subscribing import Subscribing
from bot.telegram.handlers.unanswered import UnansweredCommands
from bot.telegram.handlers.unreadable import Unreadable
from bot.telegram.protocols import (
    Assistant,
    Corrections,
    Library,
    Suggestions,
    Turns,
    UnansweredQuestions,
)
from bot.telegram.updates import callback_data
from bot.telegram.updates import filters as update_filters
from knowledge.errors import WrongSetting
from knowledge.models import ArticleText
from knowledge.ports import (
    AdminStore,
    ArticlePages,
    AuditStore,
    ChatStore,
    Clock,
    SentStore,
    Source,
    UpdateStore,
    UploadDraftStore,
)

log = logging.getLogger(__name__)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Handles = BaseHandler[Update, Any, Any]

ALLOWED_UPDATES = ("message", "callback_query")

ADMIN_IDS, NOTICES = "admin_ids", "notices"
"""Where the application keeps them from its making to its start."""

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0

FINISH_WITHIN_S = 20.0
"""For what is in hand when the bot is stopped; what is then left is answered after the next start."""


def build_application(
    token: str,
    api_url: str,
    assistant: Assistant,
    library: Library,
    admin_ids: Collection[int],
    read_text: Callable[[str], ArticleText],
    read_upload: Callable[[bytes, str], ArticleText],
    *,
    unpack: Callable[[bytes, str], Iterator[Source]],
    pages: ArticlePages,
    upload_drafts: UploadDraftStore,
    turns: Turns,
    chats: ChatStore,
    corrections: Corrections,
    unanswered: UnansweredQuestions,
    suggestions: Suggestions,
    updates: UpdateStore,
    sent: SentStore,
    admins: AdminStore,
    audit: AuditStore,
    clock: Clock,
    zone: tzinfo,
) -> TelegramApplication:
    """Wire the handlers; no call is made yet. Call it after logging is configured: it keeps ``token`` out.

    ``api_url`` is the root of a Bot API server without a slash at its end. ``read_text``, ``read_upload``
    and ``unpack`` (bytes, file name) may take their time: they run in a thread. The first two give one
    article and raise UnreadableArticle; ``unpack`` gives all that a file holds.
    """
    keep_out_of_logs(token)
    _keep_vendor_quiet()
    catalogue = load_catalogue()

    async def group_moved(old: int, new: int) -> None:
        await assistant.move(f"telegram:{old}", f"telegram:{new}")
        await chats.save(f"telegram:{new}", await chats.settings(f"telegram:{old}"))

    async def move_group(update: Update, _: object) -> None:
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id:
            await group_moved(message.chat.id, message.migrate_to_chat_id)

    numbers = MessageIds(sent)
    inbox = Inbox(updates, numbers, clock)
    application: TelegramApplication = (
        ApplicationBuilder()
        .bot(PollingBot(token, api_url, ReliableSender(sent, numbers, group_moved), inbox))
        .concurrent_updates(InOrderPerChat(inbox))
        .job_queue(None)
        .build()
    )
    application.bot_data[ADMIN_IDS] = frozenset(admin_ids)
    application.bot_data[NOTICES] = CorrectionNotices(corrections, turns, chats, catalogue)
    access = Access(catalogue, chats, admin_ids, admins)
    asking = Asking(assistant, Answering(), library, turns, chats, catalogue, sent)
    commands = Commands(assistant, chats, suggestions, catalogue)
    browsing = Browsing(library, chats)
    privacy = Privacy(turns, chats)
    drafts = Drafts(library, upload_drafts, audit, clock)
    adding = Adding(drafts, read_text, unpack, pages)
    deleting = Deleting(library, audit)
    correction_commands = CorrectionCommands(library, corrections, read_text, read_upload, audit)
    unanswered_commands = UnansweredCommands(unanswered, assistant, chats, catalogue)
    statistics = Statistics(library, turns, clock, zone)
    administration = Administration(library, admins, audit, frozenset(admin_ids), catalogue)
    for_all, for_admins, for_presses = access.for_all, access.for_admins, access.for_presses

    def on_command(name: str, handler: UpdateHandler) -> Handles:
        return CommandHandler(name, handler, update_filters.NEW)

    application.add_handlers(
        [
            on_command("start", for_all(commands.start)),
            on_command("help", for_all(commands.help)),
            on_command("new", for_all(commands.new)),
            on_command("language", for_all(commands.language)),
            on_command("ask", for_all(asking.command)),
            on_command("articles", for_all(browsing.articles)),
            on_command("privacy", for_all(privacy.privacy)),
            on_command("forget", for_all(privacy.forget)),
            on_command("corrections", for_all(Subscribing(chats).corrections)),
            on_command("add", for_admins(adding.add)),
            on_command("delete", for_admins(deleting.ask)),
            CommandHandler(
                "admins",
                access.for_owners(administration.change),
                update_filters.NEW & update_filters.SAYS_MORE,
            ),
            on_command("admins", for_admins(administration.admins)),
            on_command("gaps", for_admins(unanswered_commands.show)),
            on_command("stats", for_admins(statistics.stats)),
            on_command("audit", for_admins(administration.audit)),
            on_command("export", for_admins(administration.export)),
            on_command("show", for_admins(correction_commands.show)),
            on_command("history", for_admins(correction_commands.history)),
            on_command("replace", for_admins(correction_commands.replace)),
            on_command("retract", for_admins(correction_commands.retract)),
            MessageHandler(update_filters.ADD_CAPTION, for_admins(adding.add)),
            MessageHandler(update_filters.UNKNOWN_COMMAND, for_all(commands.unknown)),
            MessageHandler(update_filters.QUESTION, for_all(adding.or_question(asking.question))),
            MessageHandler(filters.StatusUpdate.MIGRATE, move_group),
            MessageHandler(update_filters.NOT_TEXT, for_all(adding.or_unreadable(Unreadable().explain))),
        ]
    )
    for_newsroom: dict[str, PressHandler] = {
        callback_data.HISTORY: correction_commands.show_history,
        callback_data.DRAFT: drafts.decide,
        callback_data.REPLACE: drafts.replace,
        callback_data.OFFER: adding.take_offer,
        callback_data.GAP: unanswered_commands.tell,
        callback_data.DELETE: deleting.ask_below,
        callback_data.CONFIRM: deleting.confirm,
        callback_data.UNDO: deleting.undo,
    }
    presses: dict[str, PressHandler] = {
        callback_data.SOURCE: Sources(turns, library, catalogue).show,
        callback_data.FEEDBACK: FeedbackButtons(turns, catalogue).rate,
        callback_data.QUESTION: asking.suggested,
        callback_data.PAGE: browsing.turn_page,
        callback_data.ONLY: browsing.ask_only,
        callback_data.EVERYTHING: browsing.ask_all,
        callback_data.LANGUAGE: commands.choose_language,
        callback_data.FORGET: privacy.confirm,
        callback_data.UNKNOWN: access.unknown_press,
    }
    application.add_handlers(
        [
            CallbackQueryHandler(access.for_admin_presses(press), pattern)
            for pattern, press in for_newsroom.items()
        ]
    )
    application.add_handlers(
        [CallbackQueryHandler(for_presses(press), pattern) for pattern, press in presses.items()]
    )
    application.add_error_handler(ErrorHandler(catalogue).tell)
    return application


async def serve(application: TelegramApplication, stop: asyncio.Event | None = None) -> None:
    """Answer until SIGINT, SIGTERM or ``stop``; then finish what is in hand, and return.

    What the last process left unanswered comes first. A network failure is tried again for as long as it
    lasts. Raises :class:`WrongSetting` when the server rejects the token, at the start or later, or when
    somebody else gets the messages.
    """
    stop = stop or asyncio.Event()
    bot, updater = application.bot, application.updater
    if updater is None or not isinstance(bot, PollingBot):
        raise TypeError("serve takes what build_application made")
    beside: list[asyncio.Task[None]] = []
    async with _stopped_by_signals(stop):
        try:
            await _unless(stop, _initialize(application))
            if stop.is_set():
                return
            await _tell_of_webhook(bot)
            for update in await bot.unhandled():
                await application.update_queue.put(update)
            await application.start()
            admin_ids = application.bot_data[ADMIN_IDS]
            notices: CorrectionNotices = application.bot_data[NOTICES]
            beside.append(asyncio.create_task(set_menus(bot, load_catalogue(), admin_ids)))
            beside.append(asyncio.create_task(notices.keep_telling(bot)))
            await _unless(
                stop,
                updater.start_polling(
                    bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, error_callback=_polling_failed
                ),
            )
            log.info("Answering as @%s. Ctrl-C stops.", bot.username)
            await _unless(stop, bot.ended.wait())
            if bot.ended.is_set():
                raise WrongSetting(bot.reason)
        except InvalidToken:
            # PTB's text holds the token, hence "from None".
            raise WrongSetting(REJECTED) from None
        finally:
            # The menu is tried for long where the server is away, and nobody who stops the bot waits for it;
            # whoever is not told yet of a correction is told after the next start.
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await _close(application)


def _keep_vendor_quiet() -> None:
    """What python-telegram-bot says that nobody who runs Kutip can use."""
    # A trace for each page that a proxy answers in place of the server.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    # A number of seconds will one day be a timedelta; the courier takes both.
    warnings.filterwarnings("ignore", ".*attribute `retry_after`", PTBDeprecationWarning)


def _polling_failed(error: TelegramError) -> None:
    log.warning("Telegram did not give new messages (%s); trying again.", _in_short(error))


async def _initialize(application: TelegramApplication) -> None:
    delay_s = FIRST_RETRY_S
    while True:
        try:
            await application.initialize()
            return
        except InvalidToken:
            raise
        except (NetworkError, RetryAfter) as error:
            if isinstance(error, BadRequest):
                raise
            log.warning("Telegram cannot be reached (%s); trying again in %.0f s.", _in_short(error), delay_s)
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * 2, LONGEST_RETRY_S)
        except TelegramError as error:
            raise WrongSetting(
                f"TELEGRAM_API_URL does not lead to a Bot API server ({_in_short(error)}); "
                "it expects its root, such as https://api.telegram.org."
            ) from None


async def _tell_of_webhook(bot: PollingBot) -> None:
    """Whoever asks for messages ends the webhook: that should not happen in silence."""
    with contextlib.suppress(TelegramError):
        info = await bot.get_webhook_info()
        if info.url:
            host = urlsplit(info.url).hostname
            log.warning(
                "A webhook (%s) was set for this bot; it is removed, since Kutip asks by itself.", host
            )


async def _close(application: TelegramApplication) -> None:
    """Stop taking messages, answer those in hand, close the connections; whatever had been started."""
    bot, in_order = application.bot, application.update_processor
    if application.updater is not None and application.updater.running:
        if isinstance(bot, PollingBot):
            bot.stop_taking()
        with contextlib.suppress(InvalidToken):  # PollingBot has told; the updater raises it here again
            await application.updater.stop()
    if application.running:
        stopping = asyncio.ensure_future(application.stop())
        await asyncio.wait({stopping}, timeout=FINISH_WITHIN_S)
        if not stopping.done() and isinstance(in_order, InOrderPerChat):
            log.warning("%d messages are left for the next start.", in_order.give_up())
        await stopping
    await application.shutdown()
    # Where getMe never succeeded the line above does nothing, and the connections are still open.
    await application.bot.shutdown()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Any]) -> None:
    """Do the work, or give it up as soon as ``stop`` is set. Raises what the work raises."""
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
    loop = asyncio.get_running_loop()
    caught: list[signal.Signals] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows, and loops that are not in the main thread, cannot.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)


def _in_short(error: Exception) -> str:
    """The kind of error and the cause below it, without the texts, which may hold an address."""
    cause = error.__cause__
    return f"{type(error).__name__}: {type(cause).__name__}" if cause else type(error).__name__
