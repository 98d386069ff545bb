"""Renders what is followed: the list, a card of each feed and channel, and the notice of a silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.messages.catalogue import Texts
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_text, short_title, with_buttons
from bot.telegram.views.html import Piece, bold, fold, lines, pack, plain, shorten
from bot.telegram.views.outgoing import Outgoing
from knowledge.models import Followed
from knowledge.newsroom.following import SETTINGS, FollowedStatus

PAGE_SIZE = 6
"""Feeds and channels on a page: their buttons fill one row."""

ERROR_UNITS = 300
ADDRESS_UNITS = 200


def render_following(overview: Sequence[FollowedStatus], offset: int, texts: Texts, zone: tzinfo) -> Outgoing:
    """One page of what is followed, from ``offset`` on; the last page if there are fewer.

    Times are shown in ``zone``, here and below.
    """
    if not overview:
        return render_text(texts("following-none"))[0]
    offset = min(offset, (len(overview) - 1) // PAGE_SIZE * PAGE_SIZE)
    page = overview[offset : offset + PAGE_SIZE]
    rows = [
        lines(
            [
                plain(f"{number}. ") + bold(short_title(status.followed.title)),
                plain(_state(status, texts, zone)),
            ]
        )
        for number, status in enumerate(page, start=offset + 1)
    ]
    heading = bold(texts("following-count", count=len(overview)))
    numbers = [status.followed.number for status in page]
    buttons = keyboards.under_following(numbers, offset, PAGE_SIZE, len(overview), texts)
    return with_buttons(pack([heading, *rows, plain(texts("following-how"))]), buttons)[-1]


def render_followed(
    status: FollowedStatus, texts: Texts, zone: tzinfo, *, is_dropping: bool = False
) -> Outgoing:
    """The card of a feed or channel with its buttons, or with the question whether to drop it."""
    source = status.followed
    pieces = [lines(_facts(status, texts, zone))]
    if is_dropping:
        pieces.append(plain(texts("unfollow-ask")))
    return with_buttons(pack(pieces), keyboards.under_followed(source, texts, is_dropping=is_dropping))[-1]


def render_silence(followed: Followed, texts: Texts, zone: tzinfo) -> Outgoing:
    """The notice that a feed or channel is silent for longer than usual."""
    return render_text(silence(followed, texts, zone))[0]


def silence(followed: Followed, texts: Texts, zone: tzinfo) -> str:
    """The sentence that says since when a feed or channel is silent."""
    title = short_title(followed.title)
    if followed.newest_at is None:
        return texts("silent", title=title)
    return texts("silent-since", title=title, at=followed.newest_at.astimezone(zone))


def _facts(status: FollowedStatus, texts: Texts, zone: tzinfo) -> Iterator[Piece]:
    source = status.followed
    yield bold(short_title(source.title))
    if source.kind == "feed":
        yield plain(shorten(fold(source.address), ADDRESS_UNITS))
    yield plain(_state(status, texts, zone))
    if source.newest_at is not None:
        yield plain(texts("followed-newest", at=source.newest_at.astimezone(zone)))
    if status.waiting:
        yield plain(texts("followed-waiting", count=status.waiting))
    yield plain(texts("followed-preview" if source.needs_approval else "followed-direct"))
    if source.followed_by == SETTINGS:
        yield plain(texts("followed-by-settings"))
    if status.is_silent:
        yield plain(texts("followed-silent"))
    if source.error:
        yield plain(
            texts("followed-failed", count=source.failures, error=shorten(fold(source.error), ERROR_UNITS))
        )


def _state(status: FollowedStatus, texts: Texts, zone: tzinfo) -> str:
    """How a feed or channel is, in a few words."""
    source = status.followed
    if source.is_paused:
        return texts("followed-paused")
    moment = source.newest_at if source.kind == "channel" else source.succeeded_at
    warning = "⚠️ " if status.is_silent or source.error else ""
    if moment is None:
        return warning + texts("followed-nothing-yet")
    return warning + texts(
        "followed-post" if source.kind == "channel" else "followed-read", at=moment.astimezone(zone)
    )
