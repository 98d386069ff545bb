"""What can go wrong between a bot and its server, one call at a time."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.e2e.telegram_rules import RefusalError

How = Literal["drop", "hang", "bad_gateway"]
"""The connection is closed without a word; nothing is ever said; a proxy answers 502 with a page."""


@dataclass(frozen=True)
class Loss:
    """The bot gets no proper answer. Whether its call was carried out nobody tells it."""

    how: How
    accepted: bool


Fault = RefusalError | Loss
Weather = Callable[[str], Fault | None]
"""From a method to what goes wrong with this call of it, if anything."""


class Faults:
    """Those asked for come first, in order; then whatever the weather is."""

    def __init__(self) -> None:
        self.weather: Weather = lambda _method: None
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault) -> None:
        self._waiting[method].append(fault)

    def next(self, method: str) -> Fault | None:
        if self._waiting[method]:
            return self._waiting[method].popleft()
        return self.weather(method)
