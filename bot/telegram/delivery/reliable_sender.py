"""Limits and repeats the calls to Telegram so that every message is sent, and none twice.

Sits between python-telegram-bot and the network; the code that sends messages does not know of it. Idempotent
calls are simply repeated. ``sendMessage`` is not idempotent: if it may have been carried out although no
reply came, the message is searched first, by trying to edit the message with each id that it may have.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeAlias, cast

import httpx
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_before_delay
from tenacity.wait import wait_exponential, wait_random

from bot.telegram.delivery.delivery import Delivery, current_delivery
from bot.telegram.delivery.message_ids import ACCOUNT_SEQUENCE, MessageIds, sequence_of
from knowledge.errors import StoreUnavailable
from knowledge.ports import OutgoingMessage, SentStore

log = logging.getLogger(__name__)

Json: TypeAlias = "dict[str, Any]"
Result: TypeAlias = "bool | Json | list[Json]"
Post: TypeAlias = "Callable[..., Coroutine[Any, Any, Result]]"

GIVE_UP_AFTER_S = 600.0
"""Seconds until a call is given up: the chat has moved on by then. The next start tries once more."""

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
AFTER_RETRY_AFTER_S = 0.1

_backing_off = wait_exponential(multiplier=FIRST_PAUSE_S, max=LONGEST_PAUSE_S) + wait_random(0, FIRST_PAUSE_S)

TRANSIENT = frozenset({"sendChatAction", "sendMessageDraft"})
"""Calls that are pointless a moment later, so they are neither limited nor repeated."""

REPEATED_WITHOUT_CHAT = frozenset({"answerCallbackQuery", "setMyCommands", "getFile"})
"""Calls without a chat id that are repeated. Other calls without one, such as getUpdates, are not."""

EDIT_FIELDS = ("text", "parse_mode", "entities", "link_preview_options", "reply_markup")

_REPLY_IS_GONE = "message to be replied not found"
_DONE_ALREADY = ("message is not modified", "query is too old")

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(slots=True)
class _Call:
    post: Post
    options: Json
    endpoint: str
    data: Json

    def edit(self, message_id: int) -> _Call:
        """The call that edits an existing message into the one that this call would send."""
        data = {name: self.data[name] for name in EDIT_FIELDS if self.data.get(name) is not None}
        data |= {"chat_id": self.data["chat_id"], "message_id": message_id}
        return _Call(self.post, self.options, "editMessageText", data)


class ReliableSender(AIORateLimiter):
    """Limits calls (30 messages a second, 20 a minute in a group), repeats failed ones, and sends no message
    twice.

    ``moved`` is called with the old and the new chat id when a group has become a supergroup.
    """

    def __init__(
        self, sent: SentStore, message_ids: MessageIds, moved: Callable[[int, int], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._sent = sent
        self._message_ids = message_ids
        self._moved = moved
        self._moved_to: dict[int, int] = {}

    async def process_request(
        self,
        callback: Post,
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: int | None,
    ) -> Result:
        """Make a call to Telegram, repeated as its kind allows. Overrides the method that the library
        calls."""
        if endpoint in TRANSIENT or ("chat_id" not in data and endpoint not in REPEATED_WITHOUT_CHAT):
            return await callback(*args, **kwargs)
        delivery = current_delivery()
        call = _Call(callback, kwargs, endpoint, data)
        if data.get("chat_id") in self._moved_to:
            data["chat_id"] = self._moved_to[data["chat_id"]]
        try:
            return await (self._send(call, delivery) if endpoint == "sendMessage" else self._repeat(call))
        except TelegramError as error:
            if delivery is not None and _is_temporary(error):
                delivery.is_undelivered = True
            raise

    async def _send(self, call: _Call, delivery: Delivery | None) -> Json:
        """Send a message that this or an earlier process may have sent already."""
        outgoing, may_have_arrived = await self._intend(call.data["chat_id"], delivery)
        if outgoing.message_id is not None:
            return await self._edit_into(call, outgoing.message_id) or _made_up(call, outgoing.message_id)
        async for attempt in _retrying():
            with attempt:
                message = await self._find(call, outgoing) if may_have_arrived else None
                may_have_arrived = False
                if message is None:
                    try:
                        message = cast(Json, await self._attempt(call))
                    except TelegramError as error:
                        may_have_arrived = _may_have_arrived(error)
                        raise
        assert message is not None  # noqa: S101 -- the loop ends with a message, or raises
        await self._remember(call, outgoing, int(message["message_id"]))
        return message

    async def _repeat(self, call: _Call) -> Result:
        """Make an idempotent call until it succeeds. Returns True if Telegram says that it has been done
        already."""
        result: Result = False
        async for attempt in _retrying():
            with attempt:
                try:
                    result = await self._attempt(call)
                except BadRequest as error:
                    if not _is_done_already(error):
                        raise
                    result = True
        return result

    async def _attempt(self, call: _Call) -> Result:
        """Make a call once, within the limits.

        Makes it again at once with the new chat id if the group has moved, or without the reply if the
        message that it replies to is gone.
        """
        while True:
            try:
                return await self._limited(call)
            except ChatMigrated as error:
                old = int(call.data["chat_id"])
                if old == error.new_chat_id:
                    raise
                self._moved_to[old] = call.data["chat_id"] = error.new_chat_id
                await self._moved(old, error.new_chat_id)
            except BadRequest as error:
                if _REPLY_IS_GONE not in error.message.lower() or not call.data.pop("reply_parameters", None):
                    raise

    async def _limited(self, call: _Call) -> Result:
        """Make a call through the library's limiter."""

        async def post(*args: Any, **kwargs: Any) -> Any:
            # Hide RetryAfter from the library's limiter, which would pause all chats and log a traceback.
            try:
                return await call.post(*args, **kwargs)
            except RetryAfter as error:
                return error

        arguments = (call.endpoint, call.data)
        result: Any = await super().process_request(
            post, arguments, call.options, call.endpoint, call.data, None
        )
        if isinstance(result, RetryAfter):
            raise result
        return cast(Result, result)

    async def _intend(self, chat_id: int, delivery: Delivery | None) -> tuple[OutgoingMessage, bool]:
        """Record that a message is about to be sent.

        Returns the record, which has a message id if the message was sent before, and whether it may have
        arrived without a reply.
        """
        sequence = sequence_of(chat_id)
        unnamed = OutgoingMessage("", 0, chat_id, sequence, 0)
        try:
            unnamed = replace(unnamed, after=await self._message_ids.newest_number(sequence))
            if delivery is None:
                return unnamed, False
            outgoing = replace(unnamed, origin=delivery.origin, part=delivery.next_part())
            recorded = await self._sent.intend(outgoing)
        except StoreUnavailable as error:
            log.warning("A message is sent although this cannot be recorded: %s", error)
            return unnamed, False
        return recorded or outgoing, recorded is not None

    async def _remember(self, call: _Call, outgoing: OutgoingMessage, message_id: int) -> None:
        chat_id = int(call.data["chat_id"])
        sequence = sequence_of(chat_id)
        self._message_ids.record(sequence, message_id)
        if outgoing.origin:
            try:
                await self._sent.confirm(outgoing.origin, outgoing.part, chat_id, sequence, message_id)
            except StoreUnavailable as error:
                log.warning("It cannot be recorded that a message was sent: %s", error)

    async def _find(self, call: _Call, outgoing: OutgoingMessage) -> Json | None:
        """Find a message that may have arrived, and edit it into its current text. None if it did not
        arrive."""
        if sequence_of(call.data["chat_id"]) != outgoing.sequence:
            return None
        for number in await self._message_ids.candidates(outgoing.sequence, outgoing.after):
            if message := await self._edit_into(call, number):
                log.info("A message had arrived although Telegram did not confirm it.")
                return message
        return None

    async def _edit_into(self, call: _Call, message_id: int) -> Json | None:
        """Edit a message into what ``call`` would send. None if the chat has no message of the bot with this
        id."""
        try:
            result = await self._repeat(call.edit(message_id))
        except BadRequest:
            return None
        return result if isinstance(result, dict) else _made_up(call, message_id)


def _made_up(call: _Call, message_id: int) -> Json:
    """The reply that sendMessage would have returned, with the fields that the bot reads."""
    chat_id = int(call.data["chat_id"])
    kind = "private" if chat_id > 0 else "group" if sequence_of(chat_id) == ACCOUNT_SEQUENCE else "supergroup"
    return {
        "message_id": message_id,
        "date": int(time.time()),
        "chat": {"id": chat_id, "type": kind},
        "text": call.data["text"],
    }


def _retrying() -> AsyncRetrying:
    return AsyncRetrying(
        retry=retry_if_exception(_is_temporary),
        wait=_pause_s,
        stop=stop_before_delay(GIVE_UP_AFTER_S),
        before_sleep=_log_retry,
        reraise=True,
    )


def _is_temporary(error: BaseException) -> bool:
    """Whether the same call may succeed later."""
    if isinstance(error, BadRequest):  # a subclass of NetworkError, but permanent
        return False
    # The library raises TelegramError itself for a reply that is not JSON.
    return isinstance(error, (NetworkError, RetryAfter)) or type(error) is TelegramError


def _may_have_arrived(error: TelegramError) -> bool:
    """Whether Telegram may have carried out the call although it failed here."""
    return (
        _is_temporary(error)
        and not isinstance(error, RetryAfter)
        and not isinstance(error.__cause__, _NOT_SENT)
    )


def _is_done_already(error: BadRequest) -> bool:
    """Whether Telegram refused a call that is no longer needed: no change, or a press that is too old."""
    return any(reason in error.message.lower() for reason in _DONE_ALREADY)


def _pause_s(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, RetryAfter):
        delay = error.retry_after
        return (delay.total_seconds() if isinstance(delay, timedelta) else delay) + AFTER_RETRY_AFTER_S
    return float(_backing_off(state))


def _log_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info(
        "A call to Telegram failed (%s); trying again in %.1f s.", type(error).__name__, state.upcoming_sleep
    )
