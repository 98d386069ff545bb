"""Functions for tests of uploads: upload an article as an admin, and press the buttons of its card."""

from __future__ import annotations

import json
from typing import Any

from knowledge.models import ArticleText
from tests.bot.telegram.harness import BotHarness
from tests.bot.telegram.people import ADMIN, ID
from tests.e2e.bot_api_server import Person, Sent

MARKET = """Pasar Ikan Lembayung Pindah ke Dermaga Timur

Rabu, 12 Juni 2024

LEMBAYUNG - Pasar ikan Lembayung pindah ke Dermaga Timur mulai Juli. Kepala pasar Darma Wisesa mengatakan ada
140 kios yang disiapkan di tempat baru. Pedagang dibebaskan dari sewa selama tiga bulan pertama."""
KIOSKS = "Berapa kios yang disiapkan kepala pasar Darma Wisesa?"
SECOND = Person(1001, "en")
"""The same admin, whose Telegram speaks English now."""
FORWARDED = {"type": "hidden_user", "sender_user_name": "Rani", "date": 1}


async def card_of(harness: BotHarness, text: str = f"/add {MARKET}", person: Person = ADMIN) -> Sent:
    return await harness.ask(person, text)


async def press(harness: BotHarness, card: Sent, message: str, **variables: Any) -> str:
    return await harness.press(ADMIN, card, ID(message, **variables))


async def finish(harness: BotHarness, card: Sent, message: str = "draft-publish") -> str:
    """Press a button of a card, and wait until the card has no buttons. Returns the text of the card."""
    await press(harness, card, message)
    while harness.buttons(card):
        await harness.server.next_edit(ADMIN)
    return harness.server.now(card).text


def json_lines(*articles: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in articles).encode()


def corrected(article: ArticleText, old: str, new: str) -> str:
    return f"/add {article.title}\n\n{article.text.replace(old, new)}"
