"""The numbers under an answer: a press shows the sentence in its place."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import Edited, change, change_buttons
from bot.telegram.handlers.access import Pressed
from bot.telegram.handlers.lookup import find_article, find_standing, shown_by
from bot.telegram.protocols import Library, Turns
from bot.telegram.views import keyboards
from bot.telegram.views.citation_numbers import numbered
from bot.telegram.views.source import render_source
from knowledge.models import KeptTurn


class Sources:
    """Shows each source once: a second press brings the first message up to date.

    Which message shows it stands in the button itself, so that it is known after a restart.
    """

    def __init__(self, turns: Turns, library: Library, catalogue: Catalogue) -> None:
        self._turns = turns
        self._library = library
        self._catalogue = catalogue

    async def show(self, pressed: Pressed) -> None:
        turn_number, number, shown_in = (int(part or 0) for part in pressed.found)
        kept = await self._turns.turn(turn_number)
        cited = {} if kept is None else {at: one for one, at in numbered(kept.outcome).items()}
        citation = cited.get(number)
        if kept is None or citation is None or not pressed.may_see(kept):
            await pressed.acknowledge(pressed.texts("turn-gone"), is_alert=True)
            return
        texts = self._catalogue.choose(
            pressed.settings.language, kept.outcome.language, pressed.user.language_code
        )
        article = await find_article(self._library, citation.article_id)
        standing = None if article else await find_standing(self._library, citation.article_id)
        source = render_source(citation, number, article, texts, standing)
        if shown_in:
            edited = await change(pressed.bot, pressed.chat.id, shown_in, source)
            if edited is not Edited.GONE:
                await pressed.acknowledge(texts("source-shown"))
                return
        sent = await pressed.reply(source)
        await self._remember(pressed, kept, number, sent.message_id, texts)

    async def _remember(
        self, pressed: Pressed, kept: KeptTurn, number: int, message_id: int, texts: Texts
    ) -> None:
        shown_in = shown_by(pressed.message) | {number: message_id}
        rows = keyboards.under_outcome(
            replace(kept.outcome, turn=kept.number), texts, feedback=kept.feedback, shown_in=shown_in
        )
        await change_buttons(pressed.bot, pressed.chat.id, pressed.message_id, rows)
