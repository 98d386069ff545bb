"""Between python-telegram-bot and the network: limits, retries, and no message twice.

Nothing above knows of it. A call that can be repeated without harm is repeated. A message is not: where it
may have arrived although nobody said so, it is looked for first, by editing the messages that it can be into
what it says.
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
"""By then the chat has gone on without the answer; it is tried once more at the next start."""

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
AFTER_RETRY_AFTER_S = 0.1

_backing_off = wait_exponential(multiplier=FIRST_PAUSE_S, max=LONGEST_PAUSE_S) + wait_random(0, FIRST_PAUSE_S)

FLEETING = frozenset({"sendChatAction", "sendMessageDraft"})
"""Worth nothing a moment later, so neither held back nor repeated."""

LASTING = frozenset({"answerCallbackQuery", "setMyCommands", "getFile"})
"""Repeated although no chat is named."""

EDITED = ("text", "parse_mode", "entities", "link_preview_options", "reply_markup")

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
        """The call that makes that message say what this one would send."""
        data = {name: self.data[name] for name in EDITED if self.data.get(name) is not None}
        data |= {"chat_id": self.data["chat_id"], "message_id": message_id}
        return _Call(self.post, self.options, "editMessageText", data)


class ReliableSender(AIORateLimiter):
    """The library's limiter (30 messages a second, 20 a minute in a group) with a memory.

    ``moved`` is told when a group has become a supergroup: its old id and its new one.
    """

    def __init__(
        self, sent: SentStore, numbers: MessageIds, moved: Callable[[int, int], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._sent = sent
        self._numbers = numbers
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
        if endpoint in FLEETING or ("chat_id" not in data and endpoint not in LASTING):
            return await callback(*args, **kwargs)
        delivery = current_delivery()
        call = _Call(callback, kwargs, endpoint, data)
        if data.get("chat_id") in self._moved_to:
            data["chat_id"] = self._moved_to[data["chat_id"]]
        try:
            return await (self._send(call, delivery) if endpoint == "sendMessage" else self._repeat(call))
        except TelegramError as error:
            if delivery is not None and _may_pass(error):
                delivery.is_undelivered = True
            raise

    async def _send(self, call: _Call, delivery: Delivery | None) -> Json:
        """Send what may have been sent before, by this process or by one that died."""
        sending, is_doubtful = await self._intend(call.data["chat_id"], delivery)
        if sending.message_id is not None:
            return await self._edit_into(call, sending.message_id) or _stand_in(call, sending.message_id)
        async for attempt in _retrying():
            with attempt:
                message = await self._find(call, sending) if is_doubtful else None
                is_doubtful = False
                if message is None:
                    try:
                        message = cast(Json, await self._attempt(call))
                    except TelegramError as error:
                        is_doubtful = _may_have_arrived(error)
                        raise
        assert message is not None  # noqa: S101 -- the loop ends with one, or raises
        await self._remember(call, sending, int(message["message_id"]))
        return message

    async def _repeat(self, call: _Call) -> Result:
        """Make a call that may be made twice."""
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
        """Once, within the limits; and again at once where only the address was wrong."""
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
        async def post(*args: Any, **kwargs: Any) -> Any:
            # The library's limiter would hold up every chat while it waits for one, and print a trace.
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
        """What is known of this message, and whether it may have arrived already."""
        sequence = sequence_of(chat_id)
        unnamed = OutgoingMessage("", 0, chat_id, sequence, 0)
        try:
            unnamed = replace(unnamed, after=await self._numbers.newest_number(sequence))
            if delivery is None:
                return unnamed, False
            sending = replace(unnamed, origin=delivery.origin, part=delivery.next_part())
            known = await self._sent.intend(sending)
        except StoreUnavailable as error:
            log.warning("A message is sent although it cannot be noted: %s", error)
            return unnamed, False
        return known or sending, known is not None

    async def _remember(self, call: _Call, sending: OutgoingMessage, message_id: int) -> None:
        chat_id = int(call.data["chat_id"])
        sequence = sequence_of(chat_id)
        self._numbers.saw(sequence, message_id)
        if sending.origin:
            try:
                await self._sent.confirm(sending.origin, sending.part, chat_id, sequence, message_id)
            except StoreUnavailable as error:
                log.warning("That a message was sent cannot be noted: %s", error)

    async def _find(self, call: _Call, sending: OutgoingMessage) -> Json | None:
        """The message, if it arrived; it then says what it is to say."""
        if sequence_of(call.data["chat_id"]) != sending.sequence:
            return None
        for number in await self._numbers.candidates(sending.sequence, sending.after):
            if message := await self._edit_into(call, number):
                log.info("A message whose fate was unknown had arrived.")
                return message
        return None

    async def _edit_into(self, call: _Call, message_id: int) -> Json | None:
        """None when the chat has no message of the bot with this id."""
        try:
            result = await self._repeat(call.edit(message_id))
        except BadRequest:
            return None
        return result if isinstance(result, dict) else _stand_in(call, message_id)


def _stand_in(call: _Call, message_id: int) -> Json:
    """What sendMessage would have returned, as far as anybody looks at it."""
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
        retry=retry_if_exception(_may_pass),
        wait=_pause_s,
        stop=stop_before_delay(GIVE_UP_AFTER_S),
        before_sleep=_tell,
        reraise=True,
    )


def _may_pass(error: BaseException) -> bool:
    """Whether the very same call may work later."""
    if isinstance(error, BadRequest):  # a NetworkError to the library
        return False
    # Its base class itself is raised for an answer that is no JSON.
    return isinstance(error, (NetworkError, RetryAfter)) or type(error) is TelegramError


def _may_have_arrived(error: TelegramError) -> bool:
    """Whether the call may have been carried out although it failed."""
    return (
        _may_pass(error) and not isinstance(error, RetryAfter) and not isinstance(error.__cause__, _NOT_SENT)
    )


def _is_done_already(error: BadRequest) -> bool:
    """Refused because there is nothing left to do: the message says it, or the press was long ago."""
    return any(sign in error.message.lower() for sign in _DONE_ALREADY)


def _pause_s(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, RetryAfter):
        span = error.retry_after
        return (span.total_seconds() if isinstance(span, timedelta) else span) + AFTER_RETRY_AFTER_S
    return float(_backing_off(state))


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("Telegram did not take it (%s); again in %.1f s.", type(error).__name__, state.upcoming_sleep)
