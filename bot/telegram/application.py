"""Builds the Telegram application: assigns each kind of update to its handler."""

from __future__ import annotations

import logging
import warnings
from typing import Any

from telegram import Update
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

from bot.messages.catalogue import Catalogue, load_catalogue
from bot.telegram.delivery.answering import Answering
from bot.telegram.delivery.inbox import Inbox
from bot.telegram.delivery.log_redaction import keep_out_of_logs
from bot.telegram.delivery.message_ids import MessageIds
from bot.telegram.delivery.per_chat_queue import InOrderPerChat
from bot.telegram.delivery.polling import PollingBot
from bot.telegram.delivery.reliable_sender import ReliableSender
from bot.telegram.error_handler import ErrorHandler
from bot.telegram.handlers.access import Access, PressHandler, UpdateHandler
from bot.telegram.handlers.adding import Adding
from bot.telegram.handlers.administration import Administration
from bot.telegram.handlers.asking import Asking
from bot.telegram.handlers.browsing import Browsing
from bot.telegram.handlers.channel_posts import ChannelPosts
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.corrections import CorrectionCommands
from bot.telegram.handlers.deleting import Deleting
from bot.telegram.handlers.drafts import Drafts
from bot.telegram.handlers.feedback import FeedbackButtons
from bot.telegram.handlers.following import FollowingCommands
from bot.telegram.handlers.privacy import Privacy
from bot.telegram.handlers.sources import Sources
from bot.telegram.handlers.statistics import Statistics
from bot.telegram.handlers.subscribing import Subscribing
from bot.telegram.handlers.unanswered import UnansweredCommands
from bot.telegram.handlers.unreadable import Unreadable
from bot.telegram.services import BotServices
from bot.telegram.updates import callback_data
from bot.telegram.updates import filters as update_filters

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Handles = BaseHandler[Update, Any, Any]


def build_application(services: BotServices) -> TelegramApplication:
    """Make the application with its handlers; :func:`~bot.telegram.serving.serve` starts it. Calls no server.

    Call it after logging is configured: it installs the filter that removes the token from log records.
    """
    keep_out_of_logs(services.token)
    _keep_vendor_quiet()

    async def group_moved(old: int, new: int) -> None:
        """Telegram gives a group a new number when it becomes a supergroup."""
        await services.assistant.move(f"telegram:{old}", f"telegram:{new}")
        settings = await services.stores.chats.settings(f"telegram:{old}")
        await services.stores.chats.save(f"telegram:{new}", settings)

    async def move_group(update: Update, _: object) -> None:
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id:
            await group_moved(message.chat.id, message.migrate_to_chat_id)

    numbers = MessageIds(services.stores.sent)
    inbox = Inbox(services.stores.updates, numbers, services.clock)
    sender = ReliableSender(services.stores.sent, numbers, group_moved)
    catalogue = load_catalogue()
    application: TelegramApplication = (
        ApplicationBuilder()
        .bot(PollingBot(services.token, services.api_url, sender, inbox))
        .concurrent_updates(InOrderPerChat(inbox))
        .job_queue(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, move_group))
    application.add_handlers(_handlers(services, catalogue))
    application.add_error_handler(ErrorHandler(catalogue).handle)
    return application


def _handlers(services: BotServices, catalogue: Catalogue) -> list[Handles]:
    """Every handler, in the order of trial: an update goes to the first one whose filter accepts it."""
    assistant, library, stores = services.assistant, services.library, services.stores
    turns, chats, audit = stores.conversations, stores.chats, stores.audit
    access = Access(catalogue, chats, services.admin_ids, stores.admins)
    asking = Asking(
        assistant,
        Answering(),
        library,
        turns,
        chats,
        catalogue,
        stores.sent,
        services.suggestions,
        services.following,
    )
    commands = Commands(assistant, chats, services.suggestions, catalogue)
    browsing = Browsing(library, chats)
    privacy = Privacy(turns, chats)
    drafts = Drafts(library, stores.upload_drafts, audit, services.clock)
    adding = Adding(drafts, services.sources)
    deleting = Deleting(library, audit)
    correction_commands = CorrectionCommands(library, services.corrections, services.sources, audit)
    unanswered_commands = UnansweredCommands(services.unanswered, assistant, chats, catalogue)
    statistics = Statistics(library, turns, services.following, services.clock, services.zone)
    posts = ChannelPosts(services.following)
    following = FollowingCommands(services.following, audit, services.zone)
    administration = Administration(library, stores.admins, audit, services.admin_ids, catalogue)
    for_all, for_admins = access.for_all, access.for_admins

    def on_command(name: str, handler: UpdateHandler) -> Handles:
        return CommandHandler(name, handler, update_filters.NEW)

    messages: list[Handles] = [
        MessageHandler(update_filters.CHANNEL_POST, posts.take),
        MessageHandler(update_filters.COPIED_POST, posts.note_copy),
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
            update_filters.NEW & update_filters.HAS_ARGUMENTS,
        ),
        on_command("admins", for_admins(administration.admins)),
        on_command("follow", for_admins(following.follow)),
        on_command("following", for_admins(following.show)),
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
        MessageHandler(update_filters.NOT_TEXT, for_all(adding.or_unreadable(Unreadable().explain))),
    ]
    admin_presses: dict[str, PressHandler] = {
        callback_data.HISTORY: correction_commands.show_history,
        callback_data.DRAFT: drafts.decide,
        callback_data.REPLACE: drafts.replace,
        callback_data.OFFER: adding.take_offer,
        callback_data.NOTIFY: unanswered_commands.notify,
        callback_data.DELETE: deleting.ask_below,
        callback_data.CONFIRM: deleting.confirm,
        callback_data.FOLLOWED: following.show_one,
        callback_data.FOLLOWING: following.turn_page,
        callback_data.FOLLOWED_ACTION: following.act,
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
    return [
        *messages,
        *(
            CallbackQueryHandler(access.for_admin_presses(press), pattern)
            for pattern, press in admin_presses.items()
        ),
        *(CallbackQueryHandler(access.for_presses(press), pattern) for pattern, press in presses.items()),
    ]


def _keep_vendor_quiet() -> None:
    """Silence messages of python-telegram-bot that nobody who runs Kutip can act on."""
    # It logs a trace for each error page that a proxy sends in place of the Bot API server.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    # `retry_after` will change from seconds to a timedelta; the reliable sender accepts both.
    warnings.filterwarnings("ignore", ".*attribute `retry_after`", PTBDeprecationWarning)
