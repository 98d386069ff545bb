"""Handles the command /gaps: lists unanswered questions, and notifies the people who asked when there is an
answer."""

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
from knowledge.models import Answer, AskRequest, StoredTurn
from knowledge.newsroom.unanswered import QuestionGroup, origin_of_notice
from knowledge.ports import ChatStore

log = logging.getLogger(__name__)

GROUPS_SHOWN = 5
LONGEST_QUESTION = 200


class UnansweredCommands:
    """Handles /gaps and the button under it that sends a new answer to the people who asked. For admins."""

    def __init__(
        self, unanswered: UnansweredQuestions, assistant: Assistant, chats: ChatStore, catalogue: Catalogue
    ) -> None:
        self._unanswered = unanswered
        self._assistant = assistant
        self._chats = chats
        self._catalogue = catalogue

    async def show(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/gaps``: list the unanswered questions that most people asked."""
        await incoming.send(_render(await self._unanswered.largest(GROUPS_SHOWN), incoming.texts))

    async def notify(self, press: CallbackContext) -> None:
        """Handle the button of a question: send the new answer once to everybody who asked it, then show the
        questions that are still unanswered."""
        group = await self._unanswered.find(int(press.arguments[0] or 0))
        notified = 0
        if group is not None and group.title is not None:
            await press.acknowledge(press.texts("gaps-telling"))
            for turn in group.turns:
                notified += await self._notify(press.bot, turn)
        await press.acknowledge(press.texts("gaps-none-waits"))
        [outgoing] = _render(await self._unanswered.largest(GROUPS_SHOWN), press.texts, notified=notified)
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def _notify(self, bot: Bot, turn: StoredTurn) -> bool:
        """Ask the question of ``turn`` again and send the answer to its chat. Returns whether it was sent."""
        chat_and_topic = place(turn.conversation)
        if (
            chat_and_topic is None
            or await self._unanswered.answered_by(turn.outcome.standalone_question) is None
        ):
            return False
        settings = await self._chats.settings(turn.conversation)
        try:
            request = AskRequest(
                turn.outcome.standalone_question,
                conversation=turn.conversation,
                asker_language=turn.outcome.language,
                chosen_language=settings.language,
                person=turn.person,
                origin=origin_of_notice(turn.number),
            )
            outcome = await self._assistant.ask(request)
        except (QuotaUsedUp, UnusableQuestion) as error:
            log.info("A person who asked before is not notified (%s).", type(error).__name__)
            return False
        if not isinstance(outcome, Answer):
            return False
        texts = self._catalogue.choose(settings.language, outcome.language)
        heading = texts("gaps-now-answered", question=turn.outcome.question[:LONGEST_QUESTION])
        messages = render_outcome(
            outcome, self._catalogue, None, set_language=settings.language, heading=heading
        )
        try:
            await send_to(bot, *chat_and_topic, messages)
        except (Forbidden, BadRequest) as error:
            log.info("A person who asked before cannot be notified (%s).", type(error).__name__)
            return False
        return True


def _render(groups: Sequence[QuestionGroup], texts: Texts, *, notified: int | None = None) -> list[Outgoing]:
    """The list of unanswered questions; ``notified`` is how many people have just been sent an answer."""
    lines = [] if notified is None else [texts("gaps-told", count=notified), ""]
    if not groups:
        return render_text("\n".join([*lines, texts("gaps-empty")]))
    lines.append(texts("gaps-title"))
    for number, group in enumerate(groups, 1):
        question = " ".join(group.question.split())[:LONGEST_QUESTION]
        lines += ["", texts("gaps-one", number=number, question=question, count=len(group.turns))]
        if group.title is not None:
            lines.append(texts("gaps-answered-by", title=group.title[:LONGEST_QUESTION]))
    answered = {number: group.number for number, group in enumerate(groups, 1) if group.title is not None}
    return render_text("\n".join(lines), keyboards.under_unanswered(answered, texts))
