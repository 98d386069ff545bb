"""What can go wrong between a bot and its server, one call at a time."""

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
    """The bot gets no result, so it cannot know whether its call was carried out (``accepted``)."""

    how: How
    accepted: bool


Fault = RefusalError | Loss
Weather = Callable[[str], Fault | None]
"""The fault of a call, given its method; None if the call succeeds."""


class Faults:
    """The faults of coming calls: those set for a method, in order, then those of the weather."""

    def __init__(self) -> None:
        self.weather: Weather = lambda _method: None
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault) -> None:
        self._waiting[method].append(fault)

    def next(self, method: str) -> Fault | None:
        if self._waiting[method]:
            return self._waiting[method].popleft()
        return self.weather(method)
