"""👍 and 👎 under an answer, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.callback_replies import change_buttons
from bot.telegram.handlers.access import Pressed
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

    async def rate(self, pressed: Pressed) -> None:
        turn_number, choice = pressed.found
        kept = await self._turns.turn(int(turn_number or 0))
        feedback = CHOICES.get(choice or "")
        if kept is None or feedback is None or not pressed.may_see(kept):
            await pressed.acknowledge(pressed.texts("turn-gone"), is_alert=True)
            return
        await self._turns.rate(kept.number, feedback)
        texts = self._catalogue.choose(
            pressed.settings.language, kept.outcome.language, pressed.user.language_code
        )
        rows = keyboards.under_outcome(
            replace(kept.outcome, turn=kept.number),
            texts,
            feedback=feedback,
            shown_in=shown_by(pressed.message),
        )
        await change_buttons(pressed.bot, pressed.chat.id, pressed.message_id, rows)
        await pressed.acknowledge(texts("feedback-why" if feedback == "down" else "feedback-thanks"))
