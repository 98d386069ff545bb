"""What a newsroom follows, its feeds and channels, and what these publish."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

FollowedKind = Literal["feed", "channel"]

ItemStatus = Literal["usable", "withheld", "cancelled"]
"""``withheld``: not to be published yet. ``cancelled``: no longer published, so its article is withdrawn."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells whether a feed has changed: two headers of its last response, and a hash of its bytes."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed or channel that is followed. Times are in UTC; each is None as long as there is none.

    ``address`` is the web address of a feed, or ``telegram:-100…`` for a channel. ``followed_by`` is the
    person who asked for it. With ``needs_approval`` admins see a preview of each article before it is
    published. ``failures`` counts the polls that failed since the last success, and ``error`` is one sentence
    about the last of them. ``newest_at`` is when its newest item was published.
    """

    number: int
    kind: FollowedKind
    address: str
    title: str
    followed_by: str
    since: datetime
    needs_approval: bool = False
    is_paused: bool = False
    next_poll_at: datetime | None = None
    succeeded_at: datetime | None = None
    failures: int = 0
    error: str | None = None
    validators: Validators = field(default_factory=Validators)
    newest_at: datetime | None = None
    silence_told_at: datetime | None = None
    """When the owners were told that it is silent; None after a new item."""


@dataclass(frozen=True, slots=True)
class FollowedItem:
    """An entry of a feed, or a post of a channel, as it is at one moment.

    ``key`` identifies the item; a changed item has the same key. ``text`` has paragraphs separated by blank
    lines. ``page`` is the address of the page that has the whole text, None if ``text`` is whole. ``url`` is
    where readers find the item. ``part`` is the number of the message within an album, whose messages share
    one key. Times have a time zone.
    """

    key: str
    text: str = ""
    title: str = ""
    page: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    changed_at: datetime | None = None
    status: ItemStatus = "usable"
    embargo_until: datetime | None = None
    part: int | None = None
