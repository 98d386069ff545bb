"""The type of a message that is ready to be sent: HTML with buttons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button. Either ``data`` (callback data, 1 to 64 bytes) or ``url`` is set, not both."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: valid Telegram HTML within the limits of :mod:`bot.telegram.views.html`, and rows of
    buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
