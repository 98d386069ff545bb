"""Handles the number buttons under an answer or abstention: a press shows the sentence in its place in the
article."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import EditResult, change, change_buttons
from bot.telegram.handlers.access import CallbackContext
from bot.telegram.handlers.lookup import (
    find_article,
    find_standing,
    messages_showing_sources,
    next_steps_under,
)
from bot.telegram.protocols import Library, Turns
from bot.telegram.views import keyboards
from bot.telegram.views.citation_numbers import number_sources
from bot.telegram.views.source import render_source
from knowledge.models import StoredTurn


class Sources:
    """Handles the buttons [1], [2], … under an answer or abstention.

    Each source is shown in one message: a second press updates that message instead of sending another. Its
    id is stored in the callback data of the button, so it is known after a restart.
    """

    def __init__(self, turns: Turns, library: Library, catalogue: Catalogue) -> None:
        self._turns = turns
        self._library = library
        self._catalogue = catalogue

    async def show(self, press: CallbackContext) -> None:
        """Show the source, or update the message that already shows it."""
        turn_number, number, shown_in = (int(part or 0) for part in press.arguments)
        turn = await self._turns.turn(turn_number)
        numbers = {} if turn is None else number_sources(turn.outcome)
        citation = next((citation for citation, value in numbers.items() if value == number), None)
        if turn is None or citation is None or not press.may_see(turn):
            await press.acknowledge(press.texts("turn-gone"), is_alert=True)
            return
        texts = self._catalogue.choose(
            press.settings.language, turn.outcome.language, press.user.language_code
        )
        article = await find_article(self._library, citation.article_id)
        standing = None if article else await find_standing(self._library, citation.article_id)
        source = render_source(citation, number, article, texts, standing)
        if shown_in:
            edited = await change(press.bot, press.chat.id, shown_in, source)
            if edited is not EditResult.GONE:
                await press.acknowledge(texts("source-shown"))
                return
        sent = await press.reply(source)
        await self._remember(press, turn, number, sent.message_id, texts)

    async def _remember(
        self, press: CallbackContext, turn: StoredTurn, number: int, message_id: int, texts: Texts
    ) -> None:
        """Store in the answer's buttons that ``message_id`` shows the source ``number``."""
        shown_in = messages_showing_sources(press.message) | {number: message_id}
        rows = keyboards.under_outcome(
            replace(turn.outcome, turn=turn.number),
            texts,
            feedback=turn.feedback,
            shown_in=shown_in,
            steps=next_steps_under(press.message),
        )
        await change_buttons(press.bot, press.chat.id, press.message_id, rows)
