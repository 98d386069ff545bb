"""The rules by which a Bot API server refuses messages, and marks entities in the texts of people."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.e2e.telegram_html import Entity, MarkupError, parse, units

MAX_TEXT_UNITS = 4096
MAX_ENTITIES = 100
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_BUTTONS_IN_A_ROW = 8
MAX_DESCRIPTION = 256
MAX_NOTICE = 200
"""Characters of the text of answerCallbackQuery."""

Json = dict[str, Any]


@dataclass
class RefusalError(Exception):
    """The server refuses a call and sends this error instead of a result."""

    status: int
    description: str
    parameters: Json = field(default_factory=dict)


def decoded(value: Any) -> Any:
    """Returns the value of a parameter of a call. In forms, lists and objects are JSON text."""
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
    """Raises RefusalError for an inline keyboard that Telegram would not show."""
    markup = decoded(parameters.get("reply_markup")) or {}
    rows = markup.get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_IN_A_ROW for row in rows):
        raise RefusalError(400, "Bad Request: reply markup is too long")
    for button in buttons:
        kinds = set(button) - {"text", "icon_custom_emoji_id", "style"}
        if not str(button.get("text", "")).strip() or len(kinds) != 1:
            raise RefusalError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_BYTES:
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
        if "url" in button and not _is_address(button["url"]):
            raise RefusalError(400, f"Bad Request: inline keyboard button URL {button['url']!r} is invalid")


def check_commands(commands: list[Json]) -> None:
    """Raises RefusalError for a command menu that Telegram would not show."""
    if len(commands) > MAX_BUTTONS:
        raise RefusalError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise RefusalError(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= MAX_DESCRIPTION:
            raise RefusalError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "tg"} and bool(parts.netloc) and not re.search(r"\s", url)


def entities_of(text: str) -> list[Json]:
    """The commands and mentions that Telegram marks in a text that a person writes."""
    kinds = {"bot_command": r"(?<!\S)/\w{1,32}(@\w+)?", "mention": r"(?<![\w/])@\w{3,}"}
    return sorted(
        (
            {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
            for kind, pattern in kinds.items()
            for match in re.finditer(pattern, text, re.ASCII)
        ),
        key=lambda entity: int(str(entity["offset"])),
    )
