"""Handles the buttons 👍 and 👎 under an answer, and the reasons for a 👎."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.callback_replies import change_buttons
from bot.telegram.handlers.access import CallbackContext
from bot.telegram.handlers.lookup import messages_showing_sources, next_steps_under
from bot.telegram.protocols import Turns
from bot.telegram.views import keyboards
from knowledge.models import Feedback

CHOICES: dict[str, Feedback] = {choice: choice for choice in get_args(Feedback)}


class FeedbackButtons:
    """Handles the feedback buttons. A turn has one rating, also in a group: the latest press replaces it."""

    def __init__(self, turns: Turns, catalogue: Catalogue) -> None:
        self._turns = turns
        self._catalogue = catalogue

    async def rate(self, press: CallbackContext) -> None:
        """Handle the buttons 👍, 👎 and those with reasons: store the rating and mark it on the buttons."""
        turn_number, choice = press.arguments
        turn = await self._turns.turn(int(turn_number or 0))
        feedback = CHOICES.get(choice or "")
        if turn is None or feedback is None or not press.may_see(turn):
            await press.acknowledge(press.texts("turn-gone"), is_alert=True)
            return
        await self._turns.rate(turn.number, feedback)
        texts = self._catalogue.choose(
            press.settings.language, turn.outcome.language, press.user.language_code
        )
        rows = keyboards.under_outcome(
            replace(turn.outcome, turn=turn.number),
            texts,
            feedback=feedback,
            shown_in=messages_showing_sources(press.message),
            steps=next_steps_under(press.message),
        )
        await change_buttons(press.bot, press.chat.id, press.message_id, rows)
        await press.acknowledge(texts("feedback-why" if feedback == "down" else "feedback-thanks"))
