"""The interface of a clock, which is injected so that tests can set the time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A function that returns the current time."""

    def __call__(self) -> datetime:
        """Return the current time with a time zone."""
        ...
