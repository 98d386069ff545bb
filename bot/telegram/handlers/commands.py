"""Handles the commands /start, /help, /new and /language, and unknown commands."""

from __future__ import annotations

import difflib
from dataclasses import replace

from bot.messages.catalogue import Catalogue
from bot.telegram.command_menu import ADMIN_COMMANDS, COMMANDS, set_admin_menu
from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.protocols import Assistant, Suggestions
from bot.telegram.updates import reading
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_text
from knowledge.ports import ChatStore

QUESTIONS_SHOWN = 3

LIKENESS = 0.6
"""Similarity (0 to 1) from which a known command is suggested: difflib's default. "/artcles" and "/articels"
match /articles; "/weather" matches nothing."""


class Commands:
    """Handles /start, /help, /new, /language with its buttons, and unknown commands."""

    def __init__(
        self, assistant: Assistant, chats: ChatStore, suggestions: Suggestions, catalogue: Catalogue
    ) -> None:
        self._assistant = assistant
        self._chats = chats
        self._suggestions = suggestions
        self._catalogue = catalogue

    async def start(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/start``: greet, and show suggested questions as buttons."""
        if incoming.is_admin and incoming.chat.type == incoming.chat.PRIVATE:
            # Telegram accepts a menu for this chat only after the admin has written to the bot.
            await set_admin_menu(incoming.bot, self._catalogue, incoming.user.id)
        questions = await self._suggestions.questions(incoming.texts.language, QUESTIONS_SHOWN)
        parts = [incoming.texts("start")]
        if questions:
            parts.append(incoming.texts("start-examples", count=len(questions)))
        await incoming.say("\n\n".join(parts), keyboards.under_start(questions))

    async def help(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/help``: explain the bot, and list the commands for admins if an admin asks."""
        names = ["help"]
        if incoming.is_admin:
            names += ["help-admin", "help-corrections", "help-following"]
        await incoming.say("\n\n".join(map(incoming.texts, names)))

    async def new(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/new``: begin a new conversation, without a restriction to one article."""
        await self._assistant.begin_anew(incoming.conversation)
        if incoming.settings.article_id is None:
            await incoming.say(incoming.texts("new-conversation"))
            return
        await self._chats.save(incoming.conversation, replace(incoming.settings, article_id=None))
        await incoming.say(incoming.texts("new-conversation-all"))

    async def language(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/language``: show a button for each language."""
        rows = keyboards.under_languages(self._catalogue, incoming.settings.language, incoming.texts)
        await incoming.say(incoming.texts("language-ask"), rows)

    async def choose_language(self, press: CallbackContext) -> None:
        """Handle the button of a language: set that language for the conversation."""
        code = press.arguments[0] or ""
        chosen = code if code in self._catalogue.languages else None
        await self._chats.save(press.conversation, replace(press.settings, language=chosen))
        texts = self._catalogue.choose(chosen, press.user.language_code)
        rows = keyboards.under_languages(self._catalogue, chosen, texts)
        [outgoing] = render_text(texts("language-set" if chosen else "language-set-automatic"), rows)
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def unknown(self, incoming: MessageContext, context: Context) -> None:
        """Reply to an unknown command with the most similar command, or all commands if none is similar."""
        commands = COMMANDS + (ADMIN_COMMANDS if incoming.is_admin else ())
        typed = reading.command_name(incoming.message.text or "")
        nearest = difflib.get_close_matches(typed, commands, n=1, cutoff=LIKENESS)
        if nearest:
            await incoming.say(incoming.texts("unknown-command-nearest", command=f"/{nearest[0]}"))
        else:
            names = ", ".join(f"/{name}" for name in commands)
            await incoming.say(incoming.texts("unknown-command", commands=names))
