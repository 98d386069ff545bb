"""What a Bot API server refuses in a message, and what it marks in what people write."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.telegram_html import Entity, MarkupError, parse, units

MAX_TEXT_UNITS = 4096
MAX_ENTITIES = 100
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100

Json = dict[str, Any]


@dataclass
class RefusalError(Exception):
    """What the server answers instead of a result."""

    status: int
    description: str
    parameters: Json = field(default_factory=dict)


def decoded(value: Any) -> Any:
    """Forms carry lists and objects as JSON text."""
    return json.loads(value) if isinstance(value, str) else value


def checked_text(
    parameters: Json, *, key: str = "text", may_be_empty: bool = False
) -> tuple[str, list[Entity]]:
    source = str(parameters.get(key, ""))
    text, entities = source, list[Entity]()
    if parameters.get("parse_mode") == "HTML":
        try:
            text, entities = parse(source)
        except MarkupError as error:
            raise RefusalError(400, str(error)) from None
    if not text.strip() and not may_be_empty:
        raise RefusalError(400, "Bad Request: message text is empty")
    if units(text) > MAX_TEXT_UNITS:
        raise RefusalError(400, "Bad Request: message is too long")
    if len(entities) > MAX_ENTITIES:
        raise RefusalError(400, "Bad Request: too many entities")
    return text, entities


def check_buttons(parameters: Json) -> None:
    markup = decoded(parameters.get("reply_markup", "null")) or {}
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise RefusalError(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if len(button.get("callback_data", "").encode()) > MAX_CALLBACK_BYTES:
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")


def entities_of(text: str) -> list[Json]:
    """The commands and mentions that Telegram marks in what people write."""
    kinds = {"bot_command": r"(?<!\S)/\w{1,32}(@\w+)?", "mention": r"(?<![\w/])@\w{3,}"}
    return sorted(
        (
            {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
            for kind, pattern in kinds.items()
            for match in re.finditer(pattern, text, re.ASCII)
        ),
        key=lambda entity: int(str(entity["offset"])),
    )
