"""What is being answered, so that each message that is sent for it has an identity of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Delivery:
    """The answering of one update. ``origin`` names it, the same after a restart.

    ``is_undelivered`` is set when the network kept a message back for so long that it was given up.
    """

    origin: str
    is_undelivered: bool = False
    parts: int = 0

    def next_part(self) -> int:
        """0 for the first message that is sent for it, then 1, …"""
        self.parts += 1
        return self.parts - 1


_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


@contextmanager
def delivering(delivery: Delivery) -> Iterator[None]:
    """What is sent in this block, and in tasks that it starts, is sent for ``delivery``."""
    token = _current.set(delivery)
    try:
        yield
    finally:
        _current.reset(token)


def current_delivery() -> Delivery | None:
    return _current.get()


def current_origin() -> str | None:
    """What is being answered, e.g. ``telegram:123:17``; None outside of an update."""
    delivery = _current.get()
    return delivery.origin if delivery else None
