"""The people and groups that write to the bot in tests, and the texts of the bot in their languages."""

from __future__ import annotations

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import Group, Person

ADMIN = Person(1001, "id")
SITI = Person(2002, "id")
JOHN = Person(3003, "en")
GROUP = Group(-500)
ID = load_catalogue().choose("id")
EN = load_catalogue().choose("en")
