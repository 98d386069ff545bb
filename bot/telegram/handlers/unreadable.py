"""Everything that people send and that is not text."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message

from bot.telegram.handlers.access import Asked, Context

ALBUMS_REMEMBERED = 1000

KINDS = (
    "sticker", "animation", "photo", "voice", "video_note", "video", "audio", "location", "venue", "poll",
    "contact", "dice", "game", "document",
)  # fmt: skip
"""As Telegram names the fields; the first that is there (an animation comes as a document too, a venue as a
location)."""


class Unreadable:
    """One sentence each, in private chats only: in a group nobody asked the bot."""

    def __init__(self) -> None:
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def explain(self, asked: Asked, context: Context) -> None:
        if self._is_told(asked.message.media_group_id):
            return
        if asked.is_admin and asked.message.document and not asked.message.animation:
            await asked.say(asked.texts("add-how"))
        elif asked.message.caption:
            await asked.say(asked.texts("caption-only"))
        else:
            await asked.say(asked.texts("cannot-read", kind=kind_of(asked.message)))

    def _is_told(self, album: str | None) -> bool:
        """The pictures of an album come as messages of their own: the first one is explained."""
        if album is None:
            return False
        is_told = album in self._albums
        self._albums[album] = None
        while len(self._albums) > ALBUMS_REMEMBERED:
            self._albums.popitem(last=False)
        return is_told


def kind_of(message: Message) -> str:
    """One of KINDS, else ``other``."""
    if message.venue:
        return "location"
    return next((kind for kind in KINDS if getattr(message, kind)), "other")
