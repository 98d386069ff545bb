"""Faults that a test sets for the calls between a bot and the scripted server."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.e2e.telegram_rules import RefusalError

How = Literal["drop", "hang", "bad_gateway"]
"""``drop``: the connection is closed. ``hang``: no response comes. ``bad_gateway``: a proxy answers 502."""


@dataclass(frozen=True)
class Loss:
    """The bot gets no result of a call. ``accepted`` says whether the call was carried out."""

    how: How
    accepted: bool


Fault = RefusalError | Loss
Weather = Callable[[str], Fault | None]
"""The fault of a call, given its method; None if the call succeeds."""


class Faults:
    """The faults of future calls. Faults added for a method come first, in order; then ``weather``
    decides."""

    def __init__(self) -> None:
        self.weather: Weather = lambda _method: None
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault) -> None:
        """Add a fault for the next call of ``method`` that has none yet."""
        self._waiting[method].append(fault)

    def next(self, method: str) -> Fault | None:
        """Remove and return the fault of the next call of ``method``; None if the call succeeds."""
        if self._waiting[method]:
            return self._waiting[method].popleft()
        return self.weather(method)
