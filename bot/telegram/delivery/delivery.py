"""Identifies the update that is being answered, so that each message sent for it has a unique identity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Delivery:
    """The handling of one update, or the sending of one notice.

    ``origin`` identifies it and is the same after a restart. ``is_undelivered`` becomes True when the bot
    gave up sending a message because Telegram was unreachable for too long. ``parts`` counts the messages
    sent so far.
    """

    origin: str
    is_undelivered: bool = False
    parts: int = 0

    def next_part(self) -> int:
        """The index of the next message: 0 for the first one, then 1, …"""
        self.parts += 1
        return self.parts - 1


_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


@contextmanager
def delivering(delivery: Delivery) -> Iterator[None]:
    """Attribute the messages sent in this block, and in tasks started in it, to ``delivery``."""
    token = _current.set(delivery)
    try:
        yield
    finally:
        _current.reset(token)


def current_delivery() -> Delivery | None:
    """The delivery of the enclosing :func:`delivering` block; None outside of one."""
    return _current.get()


def current_origin() -> str | None:
    """The origin of the current delivery, such as ``telegram:123:17`` (bot, update); None outside of one."""
    delivery = _current.get()
    return delivery.origin if delivery else None
