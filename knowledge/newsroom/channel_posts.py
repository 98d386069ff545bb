"""Decides what of a newsroom's channel becomes an article: text does, polls and advertisements do not."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from knowledge.models import FollowedItem
from knowledge.newsroom.sites import host_of, is_same_site

LEAST_WORDS = 4
"""A post with fewer words ("Selamat pagi!") reports nothing."""

_ADDRESS = re.compile(r"\b(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)
_TAG = re.compile(r"[#@]\w+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADVERTISEMENT = re.compile(
    r"#(?:iklan|ads?|advertorial|adv|pariwara|sponsor(?:ed)?|promo(?:si)?|endorse(?:ment)?)\b"
    r"|^\W*(?:iklan|advertorial|pariwara|sponsored|paid partnership|konten bersponsor|pesan sponsor)\W*$"
    r"|^\W*[\[(](?:iklan|adv(?:ertorial)?|ads?|pariwara|sponsored)[\])]",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """A message of a channel.

    ``chat_id`` and ``message_id`` are numbers of the messenger; ``username`` is the public name of the
    channel, None if it has none. ``text`` is the text or caption, ``""`` for a sticker, a poll and pictures
    without a caption; ``links`` are the web addresses in it. ``edited_at`` is None for a new post. ``album``
    identifies the album that the message belongs to. ``is_paid`` says that somebody paid for the post.
    """

    chat_id: int
    message_id: int
    username: str | None
    title: str
    text: str
    links: tuple[str, ...]
    written_at: datetime
    edited_at: datetime | None = None
    album: str | None = None
    is_paid: bool = False


def key_of(chat_id: int, message_id: int) -> str:
    """The key of a post, which is the external id of its article.

    >>> key_of(-1001234567890, 17)
    'telegram:-1001234567890/17'
    """
    return f"telegram:{chat_id}/{message_id}"


def album_key(chat_id: int, album: str) -> str:
    """The key that the messages of an album share."""
    return f"telegram:{chat_id}/album/{album}"


def post_of(key: str) -> tuple[int, int] | None:
    """The chat and the message of a key that :func:`key_of` made; None for the key of an album.

    >>> post_of("telegram:-1001234567890/17")
    (-1001234567890, 17)
    """
    match = re.fullmatch(r"telegram:(-?\d+)/(\d+)", key)
    return (int(match[1]), int(match[2])) if match else None


def link_to(chat_id: int, username: str | None, message_id: int) -> str:
    """The web address of a post. That of a channel without a public name opens for its members only.

    >>> link_to(-1001234567890, "kabar", 17), link_to(-1001234567890, None, 17)
    ('https://t.me/kabar/17', 'https://t.me/c/1234567890/17')
    """
    if username:
        return f"https://t.me/{username}/{message_id}"
    return f"https://t.me/c/{str(chat_id).removeprefix('-100')}/{message_id}"


def item_of(post: ChannelPost, own_sites: Collection[str]) -> FollowedItem | None:
    """Returns the item that a post is; None for a new post that is left out.

    A post that is left out only after an edit is cancelled: its article is withdrawn. ``own_sites`` are the
    host names of the newsroom: a post with a link to one page there stands for that page.
    """
    page = _own_page(post.links, own_sites)
    is_left_out = post.is_paid or is_advertisement(post.text) or (page is None and not is_report(post.text))
    if is_left_out and post.edited_at is None:
        return None
    is_part = post.album is not None
    return FollowedItem(
        key=key_of(post.chat_id, post.message_id)
        if post.album is None
        else album_key(post.chat_id, post.album),
        text="" if is_left_out else post.text,
        page=None if is_left_out else page,
        url=link_to(post.chat_id, post.username, post.message_id),
        publisher=post.title or None,
        published_at=post.written_at,
        changed_at=post.edited_at,
        status="cancelled" if is_left_out and not is_part else "usable",
        part=post.message_id if is_part else None,
    )


def is_report(text: str) -> bool:
    """Whether a text has words enough beside its links, tags and emoji to report something.

    >>> is_report("Selamat pagi! #kabar"), is_report("Jembatan Kelana dibuka untuk umum hari ini.")
    (False, True)
    """
    return len(_WORD.findall(_TAG.sub(" ", _ADDRESS.sub(" ", text)))) >= LEAST_WORDS


def is_advertisement(text: str) -> bool:
    """Whether a text is marked as an advertisement: by a tag, a line of its own, or a word in brackets.

    >>> is_advertisement("Diskon besar di Toko Melati! #iklan"), is_advertisement("Iklan rokok dilarang.")
    (True, False)
    """
    return _ADVERTISEMENT.search(text) is not None


def _own_page(links: Collection[str], own_sites: Collection[str]) -> str | None:
    """The only page of the newsroom's own site that is linked. Several make a digest, which is a text."""
    pages = {
        link
        for link in links
        if any(is_same_site(host_of(link), site) for site in own_sites) and urlsplit(link).path.strip("/")
    }
    return pages.pop() if len(pages) == 1 else None
