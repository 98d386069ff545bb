"""Everything that people send and that is not text."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message

from bot.telegram.handlers.access import Context, MessageContext

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

    async def explain(self, incoming: MessageContext, context: Context) -> None:
        if self._is_told(incoming.message.media_group_id):
            return
        if incoming.is_admin and incoming.message.document and not incoming.message.animation:
            await incoming.say(incoming.texts("add-how"))
        elif incoming.message.caption:
            await incoming.say(incoming.texts("caption-only"))
        else:
            await incoming.say(incoming.texts("cannot-read", kind=kind_of(incoming.message)))

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
