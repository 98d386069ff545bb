"""Implements the methods of the Bot API in the scripted server, as strict as those of the real one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.e2e.telegram_chats import BOT, Chats, Draft
from tests.e2e.telegram_rules import (
    MAX_NOTICE,
    Json,
    RefusalError,
    check_commands,
    checked_text,
    decoded,
)

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

Method = Callable[[Json], Awaitable[Any]]


class Methods:
    """Carries out the calls of the bot. ``changed`` is notified at every change of the state."""

    def __init__(self, chats: Chats, changed: asyncio.Condition) -> None:
        self.chats = chats
        self.updates: list[Json] = []
        self.queries: set[str] = set()
        """The ids of the presses that can still be answered."""
        self.files: dict[str, tuple[bytes, int]] = {}
        self.commands: dict[str, list[Json]] = {}
        self.scoped_commands: dict[tuple[str, str], list[Json]] = {}
        self.drafts: list[Draft] = []
        self.knows_drafts = True
        self.webhook_url = ""
        self._changed = changed
        self._polls = 0
        self._closing = False
        self._next_update = 1
        self._methods: dict[str, Method] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "getWebhookInfo": self._get_webhook_info,
            "deleteWebhook": self._delete_webhook,
            "setMyCommands": self._set_my_commands,
            "deleteMyCommands": self._delete_my_commands,
            "sendMessage": self._send_message,
            "sendMessageDraft": self._send_message_draft,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "deleteMessage": self._delete_message,
            "sendDocument": self._send_file,
            "sendPhoto": self._send_file,
            "sendChatAction": self._send_chat_action,
            "answerCallbackQuery": self._answer_callback_query,
            "getFile": self._get_file,
            "getChat": self._get_chat,
            "getChatMember": self._get_chat_member,
        }

    def find(self, name: str) -> Method:
        """Returns the function that carries out a method of the Bot API. Raises RefusalError for an unknown
        one."""
        if name not in self._methods or (name == "sendMessageDraft" and not self.knows_drafts):
            raise RefusalError(404, "Not Found")
        return self._methods[name]

    async def tell(self, kind: str, content: Json) -> None:
        """Queue an update for the bot."""
        self.updates.append({"update_id": self._next_update, kind: content})
        self._next_update += 1
        await self.notify()

    async def notify(self) -> None:
        """Wake the tasks that wait for a change."""
        async with self._changed:
            self._changed.notify_all()

    async def close(self) -> None:
        """End every waiting poll."""
        self._closing = True
        await self.notify()

    async def _get_me(self, _: Json) -> Json:
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}

    async def _get_updates(self, parameters: Json) -> list[Json]:
        self._polls += 1
        this_poll = self._polls
        if self.webhook_url:
            raise RefusalError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
                "the webhook first",
            )
        offset = int(parameters.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        allowed = decoded(parameters.get("allowed_updates")) or []

        def waiting() -> list[Json]:
            return [
                update
                for update in self.updates
                if not allowed or (set(update) - {"update_id"}) <= set(allowed)
            ]

        async with self._changed:
            self._changed.notify_all()
            try:
                async with asyncio.timeout(float(parameters.get("timeout", 0))):
                    await self._changed.wait_for(
                        lambda: waiting() or self._closing or this_poll != self._polls
                    )
            except TimeoutError:
                return []
        if this_poll != self._polls:
            raise RefusalError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                "running",
            )
        return waiting()[: int(parameters.get("limit", 100))]

    async def _get_webhook_info(self, _: Json) -> Json:
        return {
            "url": self.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }

    async def _delete_webhook(self, _: Json) -> bool:
        self.webhook_url = ""
        return True

    async def _set_my_commands(self, parameters: Json) -> bool:
        commands = decoded(parameters["commands"])
        check_commands(commands)
        scope = decoded(parameters.get("scope")) or {"type": "default"}
        language = parameters.get("language_code", "")
        if scope["type"] == "default":
            self.commands[language] = commands
        else:
            if "chat_id" in scope:
                self.chats.id_of(scope)
            self.scoped_commands[f"{scope['type']}:{scope.get('chat_id', '')}", language] = commands
        return True

    async def _delete_my_commands(self, parameters: Json) -> bool:
        scope = decoded(parameters.get("scope")) or {"type": "default"}
        self.scoped_commands.pop(
            (f"{scope['type']}:{scope.get('chat_id', '')}", parameters.get("language_code", "")), None
        )
        return True

    async def _send_chat_action(self, parameters: Json) -> bool:
        self.chats.id_of(parameters)
        return True

    async def _send_message(self, parameters: Json) -> Json:
        return self.chats.keep(parameters, checked_text(parameters))

    async def _send_message_draft(self, parameters: Json) -> bool:
        chat_id = self.chats.id_of(parameters)
        if chat_id < 0:
            raise RefusalError(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
        if not int(parameters["draft_id"]):
            raise RefusalError(400, "Bad Request: RANDOM_ID_INVALID")
        text, _ = checked_text(parameters, may_be_empty=True)
        self.drafts.append(Draft(chat_id, int(parameters["draft_id"]), text, parameters.get("text", "")))
        return True

    async def _send_file(self, parameters: Json) -> Json:
        return self.chats.keep(parameters, checked_text(parameters, key="caption", may_be_empty=True))

    async def _edit_message_text(self, parameters: Json) -> Json:
        return self.chats.change(parameters, checked_text(parameters))

    async def _edit_message_reply_markup(self, parameters: Json) -> Json:
        return self.chats.change(parameters, None)

    async def _delete_message(self, parameters: Json) -> bool:
        if not self.chats.delete(self.chats.id_of(parameters), int(parameters["message_id"])):
            raise RefusalError(400, "Bad Request: message to delete not found")
        return True

    async def _answer_callback_query(self, parameters: Json) -> bool:
        if parameters["callback_query_id"] not in self.queries:
            raise RefusalError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        if len(parameters.get("text", "")) > MAX_NOTICE:
            raise RefusalError(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    async def _get_chat(self, parameters: Json) -> Json:
        channel = self.chats.channel_of(parameters)
        return self.chats.bare_channel(channel) | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    "unlimited_gifts",
                    "limited_gifts",
                    "unique_gifts",
                    "premium_subscription",
                    "gifts_from_channels",
                ),
                False,
            ),
        }

    async def _get_chat_member(self, parameters: Json) -> Json:
        channel = self.chats.channel_of(parameters)
        if not channel.has_bot:
            raise RefusalError(403, "Forbidden: bot is not a member of the channel chat")
        rights = (
            *(
                "can_be_edited",
                "is_anonymous",
                "can_manage_chat",
                "can_delete_messages",
                "can_promote_members",
            ),
            *("can_manage_video_chats", "can_restrict_members", "can_change_info", "can_invite_users"),
            *("can_post_stories", "can_edit_stories", "can_delete_stories"),
        )
        return {"user": BOT, "status": "administrator"} | dict.fromkeys(rights, False)

    async def _get_file(self, parameters: Json) -> Json:
        file_id = parameters["file_id"]
        if file_id not in self.files:
            raise RefusalError(400, "Bad Request: invalid file_id")
        size = self.files[file_id][1]
        if size > MAX_DOWNLOAD_BYTES:
            raise RefusalError(400, "Bad Request: file is too big")
        path = f"documents/{file_id}"
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": path}
