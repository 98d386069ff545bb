"""What could not be answered, and telling those who asked once it can."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.delivery.sending import send_to
from bot.telegram.handlers.access import Asked, Context, Pressed
from bot.telegram.protocols import Assistant, Gaps
from bot.telegram.updates.identity import place
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_outcome, render_text
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import BudgetUsedUp, UnusableQuestion
from knowledge.models import Answer, KeptTurn
from knowledge.newsroom.unanswered import Gap, told_as
from knowledge.ports import ChatStore

log = logging.getLogger(__name__)

GAPS_SHOWN = 5
LONGEST_QUESTION = 200


class GapsDesk:
    """For admins only."""

    def __init__(self, gaps: Gaps, assistant: Assistant, chats: ChatStore, catalogue: Catalogue) -> None:
        self._gaps = gaps
        self._assistant = assistant
        self._chats = chats
        self._catalogue = catalogue

    async def show(self, asked: Asked, context: Context) -> None:
        await asked.send(_render(await self._gaps.largest(GAPS_SHOWN), asked.texts))

    async def tell(self, pressed: Pressed) -> None:
        """Answer everybody who asked for it, each once, and show what is still open."""
        gap = await self._gaps.find(int(pressed.found[0] or 0))
        told = 0
        if gap is not None and gap.title is not None:
            await pressed.acknowledge(pressed.texts("gaps-telling"))
            for turn in gap.turns:
                told += await self._told(pressed.bot, turn)
        await pressed.acknowledge(pressed.texts("gaps-none-waits"))
        [outgoing] = _render(await self._gaps.largest(GAPS_SHOWN), pressed.texts, told=told)
        await change(pressed.bot, pressed.chat.id, pressed.message_id, outgoing)

    async def _told(self, bot: Bot, turn: KeptTurn) -> bool:
        where = place(turn.conversation)
        if where is None or await self._gaps.answered_by(turn.outcome.standalone_question) is None:
            return False
        settings = await self._chats.settings(turn.conversation)
        try:
            outcome = await self._assistant.ask(
                turn.outcome.standalone_question,
                conversation=turn.conversation,
                language=turn.outcome.language,
                set_language=settings.language,
                person=turn.person,
                origin=told_as(turn.number),
            )
        except (BudgetUsedUp, UnusableQuestion) as error:
            log.info("Somebody who asked before is not told (%s).", type(error).__name__)
            return False
        if not isinstance(outcome, Answer):
            return False
        texts = self._catalogue.choose(settings.language, outcome.language)
        heading = texts("gaps-now-answered", question=turn.outcome.question[:LONGEST_QUESTION])
        messages = render_outcome(
            outcome, self._catalogue, None, set_language=settings.language, heading=heading
        )
        try:
            await send_to(bot, *where, messages)
        except (Forbidden, BadRequest) as error:
            log.info("Somebody who asked before cannot be told (%s).", type(error).__name__)
            return False
        return True


def _render(gaps: Sequence[Gap], texts: Texts, *, told: int | None = None) -> list[Outgoing]:
    lines = [] if told is None else [texts("gaps-told", count=told), ""]
    if not gaps:
        return render_text("\n".join([*lines, texts("gaps-empty")]))
    lines.append(texts("gaps-title"))
    for number, gap in enumerate(gaps, 1):
        question = " ".join(gap.question.split())[:LONGEST_QUESTION]
        lines += ["", texts("gaps-one", number=number, question=question, count=len(gap.turns))]
        if gap.title is not None:
            lines.append(texts("gaps-answered-by", title=gap.title[:LONGEST_QUESTION]))
    answered = {number: gap.number for number, gap in enumerate(gaps, 1) if gap.title is not None}
    return render_text("\n".join(lines), keyboards.under_gaps(answered, texts))
