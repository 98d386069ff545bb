"""What could not be answered, and telling those who asked once it can."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.delivery.sending import send_to
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.protocols import Assistant, UnansweredQuestions
from bot.telegram.updates.identity import place
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_outcome, render_text
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import QuotaUsedUp, UnusableQuestion
from knowledge.models import Answer, StoredTurn
from knowledge.newsroom.unanswered import QuestionGroup, origin_of_notice
from knowledge.ports import ChatStore

log = logging.getLogger(__name__)

GAPS_SHOWN = 5
LONGEST_QUESTION = 200


class UnansweredCommands:
    """For admins only."""

    def __init__(
        self, unanswered: UnansweredQuestions, assistant: Assistant, chats: ChatStore, catalogue: Catalogue
    ) -> None:
        self._unanswered = unanswered
        self._assistant = assistant
        self._chats = chats
        self._catalogue = catalogue

    async def show(self, incoming: MessageContext, context: Context) -> None:
        await incoming.send(_render(await self._unanswered.largest(GAPS_SHOWN), incoming.texts))

    async def tell(self, press: CallbackContext) -> None:
        """Answer everybody who asked for it, each once, and show what is still open."""
        group = await self._unanswered.find(int(press.found[0] or 0))
        told = 0
        if group is not None and group.title is not None:
            await press.acknowledge(press.texts("gaps-telling"))
            for turn in group.turns:
                told += await self._told(press.bot, turn)
        await press.acknowledge(press.texts("gaps-none-waits"))
        [outgoing] = _render(await self._unanswered.largest(GAPS_SHOWN), press.texts, told=told)
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def _told(self, bot: Bot, turn: StoredTurn) -> bool:
        where = place(turn.conversation)
        if where is None or await self._unanswered.answered_by(turn.outcome.standalone_question) is None:
            return False
        settings = await self._chats.settings(turn.conversation)
        try:
            outcome = await self._assistant.ask(
                turn.outcome.standalone_question,
                conversation=turn.conversation,
                language=turn.outcome.language,
                set_language=settings.language,
                person=turn.person,
                origin=origin_of_notice(turn.number),
            )
        except (QuotaUsedUp, UnusableQuestion) as error:
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


def _render(unanswered: Sequence[QuestionGroup], texts: Texts, *, told: int | None = None) -> list[Outgoing]:
    lines = [] if told is None else [texts("gaps-told", count=told), ""]
    if not unanswered:
        return render_text("\n".join([*lines, texts("gaps-empty")]))
    lines.append(texts("gaps-title"))
    for number, group in enumerate(unanswered, 1):
        question = " ".join(group.question.split())[:LONGEST_QUESTION]
        lines += ["", texts("gaps-one", number=number, question=question, count=len(group.turns))]
        if group.title is not None:
            lines.append(texts("gaps-answered-by", title=group.title[:LONGEST_QUESTION]))
    answered = {number: group.number for number, group in enumerate(unanswered, 1) if group.title is not None}
    return render_text("\n".join(lines), keyboards.under_unanswered(answered, texts))
