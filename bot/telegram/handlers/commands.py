"""/start, /help, /new, /language, and what looks like a command and is none."""

from __future__ import annotations

import difflib
from dataclasses import replace

from bot.messages.catalogue import Catalogue
from bot.telegram.command_menu import ADMIN_COMMANDS, COMMANDS, set_admin_menu
from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import Asked, Context, Pressed
from bot.telegram.protocols import Assistant, Suggestions
from bot.telegram.updates import reading
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_text
from knowledge.ports import ChatStore

QUESTIONS_SHOWN = 3

LIKENESS = 0.6
"""difflib's usual: "/artcles" and "/articels" are found, "/weather" is not taken for anything."""


class Commands:
    """What needs no article."""

    def __init__(
        self, assistant: Assistant, chats: ChatStore, suggestions: Suggestions, catalogue: Catalogue
    ) -> None:
        self._assistant = assistant
        self._chats = chats
        self._suggestions = suggestions
        self._catalogue = catalogue

    async def start(self, asked: Asked, context: Context) -> None:
        if asked.is_admin and asked.chat.type == asked.chat.PRIVATE:
            # Before an admin has written for the first time Telegram takes no menu for this chat.
            await set_admin_menu(asked.bot, self._catalogue, asked.user.id)
        questions = await self._suggestions.questions(asked.texts.language, QUESTIONS_SHOWN)
        parts = [asked.texts("start")]
        if questions:
            parts.append(asked.texts("start-examples", count=len(questions)))
        await asked.say("\n\n".join(parts), keyboards.under_start(questions))

    async def help(self, asked: Asked, context: Context) -> None:
        admin = [asked.texts("help-admin"), asked.texts("help-corrections")] if asked.is_admin else []
        await asked.say("\n\n".join([asked.texts("help"), *admin]))

    async def new(self, asked: Asked, context: Context) -> None:
        await self._assistant.begin_anew(asked.conversation)
        if asked.settings.article_id is None:
            await asked.say(asked.texts("new-conversation"))
            return
        await self._chats.keep(asked.conversation, replace(asked.settings, article_id=None))
        await asked.say(asked.texts("new-conversation-all"))

    async def language(self, asked: Asked, context: Context) -> None:
        rows = keyboards.under_languages(self._catalogue, asked.settings.language, asked.texts)
        await asked.say(asked.texts("language-ask"), rows)

    async def choose_language(self, pressed: Pressed) -> None:
        code = pressed.found[0] or ""
        chosen = code if code in self._catalogue.languages else None
        await self._chats.keep(pressed.conversation, replace(pressed.settings, language=chosen))
        texts = self._catalogue.choose(chosen, pressed.user.language_code)
        rows = keyboards.under_languages(self._catalogue, chosen, texts)
        [outgoing] = render_text(texts("language-set" if chosen else "language-set-automatic"), rows)
        await change(pressed.bot, pressed.chat.id, pressed.message_id, outgoing)

    async def unknown(self, asked: Asked, context: Context) -> None:
        """The nearest command is offered, else all of them."""
        known = COMMANDS + (ADMIN_COMMANDS if asked.is_admin else ())
        typed = reading.command_name(asked.message.text or "")
        nearest = difflib.get_close_matches(typed, known, n=1, cutoff=LIKENESS)
        if nearest:
            await asked.say(asked.texts("unknown-command-nearest", command=f"/{nearest[0]}"))
        else:
            await asked.say(asked.texts("unknown-command", commands=", ".join(f"/{one}" for one in known)))
