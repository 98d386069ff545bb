"""What is to be sent: finished HTML with the buttons under it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of ``data`` (1 to 64 bytes, comes back when it is pressed) and ``url`` is set."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: valid Telegram HTML within the limits of :mod:`bot.telegram.markup`, rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
