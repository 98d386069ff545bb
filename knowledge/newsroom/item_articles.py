"""Turns an item of a feed or channel into an article, from its own text or from the page that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo

from knowledge.articles.reading import read
from knowledge.models import ArticleText, FollowedItem, FollowedKind
from knowledge.ports import RawDocument


def article_of_text(item: FollowedItem, kind: FollowedKind, zone: tzinfo) -> ArticleText:
    """Returns the article that the text of an item is. Slow for a long text.

    The title of a post is read from its text. Raises :class:`~knowledge.errors.UnreadableArticle`.
    """
    name = item.url or item.title or "The item"
    document = RawDocument(item.text, "document", name, heading=item.title, url=item.url, zone=zone)
    if kind == "channel":
        document = RawDocument(item.text, name=name, zone=zone)
    article = read(document)
    return replace(
        article,
        title=item.title or article.title,
        published_on=day_of(item, zone) or article.published_on,
        publisher=item.publisher or article.publisher,
        url=item.url or article.url,
        external_id=item.key,
    )


def article_of_page(item: FollowedItem, page: RawDocument, zone: tzinfo) -> ArticleText:
    """Returns the article on the page of an item; what the item states takes precedence, but for the
    publisher.

    Slow for a long text. Raises :class:`~knowledge.errors.UnreadableArticle`.
    """
    article = read(page)
    return replace(
        article,
        title=item.title or article.title,
        published_on=day_of(item, zone) or article.published_on,
        publisher=article.publisher or item.publisher,
        external_id=item.key,
    )


def day_of(item: FollowedItem, zone: tzinfo) -> date | None:
    """The day on which an item was published: as printed, or in the newsroom's zone if stamped in UTC."""
    at = item.published_at
    if at is None:
        return None
    return at.date() if at.utcoffset() else at.astimezone(zone).date()


def joined(items: Sequence[FollowedItem], parts: dict[int, str]) -> FollowedItem:
    """Makes one item of an album. ``items`` are its new states; ``parts`` are the texts of all its messages.

    Its text is that of the messages in order, its address that of the first one with a text. Without any text
    it is cancelled.
    """
    last = items[-1]
    written = {number: text for number, text in sorted(parts.items()) if text}
    if not written:
        return replace(last, text="", page=None, part=None, status="cancelled")
    page = next((item.page for item in items if item.page), None)
    # The address of a post ends with the number of its message.
    place = (last.url or "").rpartition("/")[0]
    return replace(
        last,
        text="\n\n".join(written.values()),
        page=page,
        url=f"{place}/{min(written)}" if place else None,
        part=None,
    )
