"""The numbers under an answer: a press shows the sentence in its place."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import Edited, change, change_buttons
from bot.telegram.handlers.access import CallbackContext
from bot.telegram.handlers.lookup import find_article, find_standing, shown_by
from bot.telegram.protocols import Library, Turns
from bot.telegram.views import keyboards
from bot.telegram.views.citation_numbers import numbered
from bot.telegram.views.source import render_source
from knowledge.models import StoredTurn


class Sources:
    """Shows each source once: a second press brings the first message up to date.

    Which message shows it stands in the button itself, so that it is known after a restart.
    """

    def __init__(self, turns: Turns, library: Library, catalogue: Catalogue) -> None:
        self._turns = turns
        self._library = library
        self._catalogue = catalogue

    async def show(self, press: CallbackContext) -> None:
        turn_number, number, shown_in = (int(part or 0) for part in press.found)
        kept = await self._turns.turn(turn_number)
        cited = {} if kept is None else {at: one for one, at in numbered(kept.outcome).items()}
        citation = cited.get(number)
        if kept is None or citation is None or not press.may_see(kept):
            await press.acknowledge(press.texts("turn-gone"), is_alert=True)
            return
        texts = self._catalogue.choose(
            press.settings.language, kept.outcome.language, press.user.language_code
        )
        article = await find_article(self._library, citation.article_id)
        standing = None if article else await find_standing(self._library, citation.article_id)
        source = render_source(citation, number, article, texts, standing)
        if shown_in:
            edited = await change(press.bot, press.chat.id, shown_in, source)
            if edited is not Edited.GONE:
                await press.acknowledge(texts("source-shown"))
                return
        sent = await press.reply(source)
        await self._remember(press, kept, number, sent.message_id, texts)

    async def _remember(
        self, press: CallbackContext, kept: StoredTurn, number: int, message_id: int, texts: Texts
    ) -> None:
        shown_in = shown_by(press.message) | {number: message_id}
        rows = keyboards.under_outcome(
            replace(kept.outcome, turn=kept.number), texts, feedback=kept.feedback, shown_in=shown_in
        )
        await change_buttons(press.bot, press.chat.id, press.message_id, rows)
