"""👍 and 👎 under an answer, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.callback_replies import change_buttons
from bot.telegram.handlers.access import CallbackContext
from bot.telegram.handlers.lookup import shown_by
from bot.telegram.protocols import Turns
from bot.telegram.views import keyboards
from knowledge.models import Feedback

CHOICES: dict[str, Feedback] = {choice: choice for choice in get_args(Feedback)}


class FeedbackButtons:
    """The newest press counts, also in a group: there is one opinion a turn."""

    def __init__(self, turns: Turns, catalogue: Catalogue) -> None:
        self._turns = turns
        self._catalogue = catalogue

    async def rate(self, press: CallbackContext) -> None:
        turn_number, choice = press.found
        kept = await self._turns.turn(int(turn_number or 0))
        feedback = CHOICES.get(choice or "")
        if kept is None or feedback is None or not press.may_see(kept):
            await press.acknowledge(press.texts("turn-gone"), is_alert=True)
            return
        await self._turns.rate(kept.number, feedback)
        texts = self._catalogue.choose(
            press.settings.language, kept.outcome.language, press.user.language_code
        )
        rows = keyboards.under_outcome(
            replace(kept.outcome, turn=kept.number),
            texts,
            feedback=feedback,
            shown_in=shown_by(press.message),
        )
        await change_buttons(press.bot, press.chat.id, press.message_id, rows)
        await press.acknowledge(texts("feedback-why" if feedback == "down" else "feedback-thanks"))
