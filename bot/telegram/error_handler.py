"""Handles errors in handlers: the person gets one sentence, the log gets the traceback and a reference
number."""

from __future__ import annotations

import logging
import secrets

from telegram import Chat, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ContextTypes

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.sending import send_html
from bot.telegram.views import answer
from knowledge.errors import (
    PageUnavailable,
    QuotaUsedUp,
    TryAgain,
    UnknownArticle,
    UnreadableArticle,
    UnusableLink,
    UnusableQuestion,
)

log = logging.getLogger(__name__)


class ErrorHandler:
    """The error handler of the application: it answers the message whose handler raised."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def handle(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Reply with one sentence about ``context.error``.

        Only logs it if no reply can arrive: the person blocked the bot, Telegram is unreachable, or there is
        no message to reply to.
        """
        error = context.error
        if error is None:
            return
        if isinstance(error, Forbidden):
            log.info("Not sent: the person or the group has blocked the bot.")
            return
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            # The reliable sender has retried for long, so a reply would not arrive either. The update stays
            # unhandled and is answered after the next start.
            log.warning("Telegram could not be reached: %s", type(error).__name__)
            return
        message = update.effective_message if isinstance(update, Update) else None
        # Nobody waits for an answer in a channel, and its readers must not see an error.
        if message is None or message.chat.type == Chat.CHANNEL:
            log.error("An error outside of a message", exc_info=error)
            return
        # The message with a pressed button was sent by the bot, so the person is taken from the update.
        user = update.effective_user if isinstance(update, Update) else None
        sentence = explain(error, self._catalogue.choose(user.language_code if user else None))
        try:
            await send_html(message, answer.render_text(sentence))
        except TelegramError as failure:
            log.warning("The sentence about an error was not sent: %s", type(failure).__name__)


def explain(error: Exception, texts: Texts) -> str:
    """One sentence for the person: what was wrong and what to do.

    An error that the person cannot resolve is logged: an unavailable part as a warning, an unexpected error
    with its traceback and a random reference number that the sentence names as well.
    """
    match error:
        case UnknownArticle():
            return texts("unknown-article", id=answer.short_id(error.article_id))
        case UnreadableArticle():
            return texts("unreadable-article")
        case UnusableLink():
            return texts("link-unusable")
        case PageUnavailable():
            return texts("link-unavailable")
        case UnusableQuestion():
            return texts("unusable-question")
        case QuotaUsedUp():
            name = "quota-own-used-up" if error.is_own else "quota-of-all-used-up"
            return texts(name, at=error.renews_at, zone=error.renews_at.tzname() or "UTC")
        case TryAgain():
            log.warning("%s: %s", type(error).__name__, error)
            return texts("try-again")
    reference = secrets.token_hex(3).upper()
    log.error("Error %s", reference, exc_info=error)
    return texts("failure", reference=reference)
