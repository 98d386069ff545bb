"""Handles messages that are not text: stickers, photos, voice messages, locations and so on."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message

from bot.telegram.handlers.access import Context, MessageContext

ALBUMS_REMEMBERED = 1000

KINDS = (
    "sticker", "animation", "photo", "voice", "video_note", "video", "audio", "location", "venue", "poll",
    "contact", "dice", "game", "document",
)  # fmt: skip
"""Fields of a Telegram message that say what it contains. The first one that is set counts: an animation also
sets ``document``, a venue also sets ``location``."""


class Unreadable:
    """Answers each kind of message that is not text with one sentence, in private chats only."""

    def __init__(self) -> None:
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def explain(self, incoming: MessageContext, context: Context) -> None:
        """Say that this kind of message cannot be read. To admins, explain how files are added."""
        if self._was_explained(incoming.message.media_group_id):
            return
        if incoming.is_admin and incoming.message.document and not incoming.message.animation:
            await incoming.say(incoming.texts("add-how"))
        elif incoming.message.caption:
            await incoming.say(incoming.texts("caption-only"))
        else:
            await incoming.say(incoming.texts("cannot-read", kind=kind_of(incoming.message)))

    def _was_explained(self, album: str | None) -> bool:
        """Whether a picture of this album was answered before. Telegram sends each picture as a message."""
        if album is None:
            return False
        was_explained = album in self._albums
        self._albums[album] = None
        while len(self._albums) > ALBUMS_REMEMBERED:
            self._albums.popitem(last=False)
        return was_explained


def kind_of(message: Message) -> str:
    """What a message contains: one of KINDS other than ``venue``, or ``other``."""
    if message.venue:
        return "location"
    return next((kind for kind in KINDS if getattr(message, kind)), "other")
