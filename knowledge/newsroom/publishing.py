"""Makes articles of the items of feeds and channels that wait, and withdraws those that are cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from typing import Protocol

from knowledge.errors import PageUnavailable, TryAgain, UnknownArticle, UnreadableArticle, UnusableLink
from knowledge.models import AddResult, Article, ArticleText, Followed, FollowedItem, Resemblance, Standing
from knowledge.newsroom import item_articles
from knowledge.newsroom.sites import host_of, is_same_site
from knowledge.ports import Clock, Feeds, FollowingStore, WaitingItem

log = logging.getLogger(__name__)

ITEMS_AT_ONCE = 50
"""Items read from the store at a time."""

FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=6)
"""The pause before what failed is tried again: it starts at the former and doubles up to the latter."""

MOST_ATTEMPTS = 5
"""After so many attempts, in 75 minutes, an item is given up until it changes."""


class Articles(Protocol):
    """The methods of :class:`knowledge.library.Library` that are used here."""

    async def add(self, article: ArticleText) -> AddResult: ...

    async def replace(
        self, article_id: str, article: ArticleText, reason: str | None = None
    ) -> AddResult: ...

    async def retract(self, article_id: str, reason: str) -> Standing: ...

    async def get(self, article_id: str) -> Article: ...

    async def resembling(self, article: ArticleText) -> list[Resemblance]: ...


class Review(Protocol):
    """Shows articles to admins, who decide whether they are published."""

    async def offer(self, followed: Followed, waiting: WaitingItem, article: ArticleText) -> int:
        """Shows an article to every admin. Returns the number of its upload draft.

        Offering the same waiting item again, after a crash, shows no second preview.
        """
        ...

    async def cancel(self, draft: int) -> None:
        """Ends a draft that is no longer to be published, if it still waits."""
        ...


@dataclass(frozen=True, slots=True)
class FollowingRules:
    """How a newsroom follows.

    ``poll_every`` is the time between two polls of a feed, ``zone`` that of the newsroom. ``channels`` are
    the numbers and the names, in lower case without @, of channels that the settings name; ``own_sites`` are
    the host names of the newsroom's web sites. ``withdrawal_reason`` gives the reason, in a language, of an
    article that its publisher has cancelled.
    """

    zone: tzinfo
    withdrawal_reason: Callable[[str], str]
    poll_every: timedelta = timedelta(minutes=15)
    channels: frozenset[int | str] = frozenset()
    own_sites: frozenset[str] = frozenset()


class ItemPublisher:
    """Publishes what waits. Safe to use from several tasks and processes at once."""

    def __init__(
        self, store: FollowingStore, feeds: Feeds, library: Articles, rules: FollowingRules, *, clock: Clock
    ) -> None:
        self._store = store
        self._feeds = feeds
        self._library = library
        self._rules = rules
        self._clock = clock

    async def publish(
        self, followed: Followed, review: Review | None, progress: Callable[[int], None] | None = None
    ) -> None:
        """Publishes, changes and withdraws the articles of the items that are due.

        ``progress`` is called with the number of items done, after each.
        """
        if followed.needs_approval and review is None:
            return
        while batch := await self._store.waiting(followed.number, self._clock(), ITEMS_AT_ONCE):
            seen: set[str] = set()
            for group in _by_album(batch):
                if group[0].item.key in seen:
                    break  # What became of its earlier state has to be read again.
                seen.add(group[0].item.key)
                await self._attempt(followed, group, review)
                if progress is not None:
                    progress(len(group))

    async def find(self, article_id: str | None) -> Article | None:
        """Returns the published article with an id or external id, or None."""
        if not article_id:
            return None
        try:
            return await self._library.get(article_id)
        except UnknownArticle:
            return None

    async def _attempt(self, followed: Followed, group: Sequence[WaitingItem], review: Review | None) -> None:
        """Publish one item, or the messages of one album; let it wait longer if that fails."""
        waiting = group[-1]
        is_last = waiting.attempts + 1 >= MOST_ATTEMPTS
        try:
            await self._publish(followed, group, review, is_last=is_last)
        except (UnreadableArticle, UnusableLink) as error:
            log.warning("An item of %d is left out: %s", followed.number, error)
            await self._store.settle(waiting, draft=waiting.draft)
        except Exception as error:
            if not isinstance(error, TryAgain):
                log.exception("An item of %d was not published", followed.number)
                if is_last:
                    await self._store.settle(waiting, draft=waiting.draft)
                    return
            for each in group:
                await self._store.postpone(each, self._clock() + retry_after(waiting.attempts))

    async def _publish(
        self, followed: Followed, group: Sequence[WaitingItem], review: Review | None, *, is_last: bool
    ) -> None:
        waiting = group[-1]
        parts: dict[int, str] = {}
        if waiting.item.part is not None:
            parts = dict(waiting.parts) | {each.item.part or 0: each.item.text for each in group}
            waiting = replace(waiting, item=item_articles.joined([each.item for each in group], parts))
        known = await self.find(waiting.article_id) or await self.find(waiting.item.key)
        article_id, draft = None, waiting.draft
        if waiting.item.status == "cancelled":
            if review is not None and draft is not None:
                await review.cancel(draft)
            if known is not None and self._may_change(followed, waiting, known):
                article_id = await self._withdraw(known)
        else:
            article = await self._article(followed, waiting.item, is_last=is_last)
            if known is None:
                await self._store.claim(waiting)
            if not followed.needs_approval or review is None:
                article_id = await self._store_article(followed, waiting, known, article)
            elif known is None or known.text != article.text or article.title not in {"", known.title}:
                if draft is not None:
                    await review.cancel(draft)
                draft = await review.offer(followed, waiting, article)
        await self._store.settle(waiting, article_id=article_id, draft=draft, parts=sorted(parts.items()))

    async def _article(self, followed: Followed, item: FollowedItem, *, is_last: bool) -> ArticleText:
        """The article of an item: that of its page or, if the page cannot be read, that of its own text."""
        zone = self._rules.zone
        if item.page is not None:
            try:
                page = await self._feeds.page(item.page)
                return await asyncio.to_thread(item_articles.article_of_page, item, page, zone)
            except PageUnavailable:
                if not is_last:
                    raise
            except (UnusableLink, UnreadableArticle) as error:
                log.info("A page of %d was not read: %s", followed.number, error)
        return await asyncio.to_thread(item_articles.article_of_text, item, followed.kind, zone)

    async def _store_article(
        self, followed: Followed, waiting: WaitingItem, known: Article | None, article: ArticleText
    ) -> str | None:
        """Add the article, or make it a version of ``known``. Returns its id, None if neither is allowed.

        A feed changes only articles that it brought or that are of its own site: otherwise any feed could
        change the articles of any other by using the keys of its items.
        """
        if known is None:
            twins = await self._library.resembling(article)
            twin = next((twin for twin in twins if twin.is_identical), None)
            return twin.article_id if twin else (await self._library.add(article)).article_id
        if self._brought(followed, waiting, known):
            article = replace(article, external_id=known.external_id)
            return (await self._library.add(article)).article_id
        if self._may_change(followed, waiting, known):
            return (await self._library.replace(known.id, article)).article_id
        if re.search(r"[/:]", waiting.item.key):
            # Another feed has brought the same item: addresses and tags are unique in the world.
            return None
        other = replace(article, external_id=_own_id(followed, waiting.item.key))
        return (await self._library.add(other)).article_id

    async def _withdraw(self, known: Article) -> str:
        with contextlib.suppress(UnknownArticle):
            await self._library.retract(known.id, self._rules.withdrawal_reason(known.language))
        return known.id

    def _brought(self, followed: Followed, waiting: WaitingItem, known: Article) -> bool:
        """Whether this source has brought the article, with an id that it gave to it."""
        own_id = _own_id(followed, waiting.item.key)
        return known.external_id == own_id or (waiting.is_own and known.external_id == waiting.item.key)

    def _may_change(self, followed: Followed, waiting: WaitingItem, known: Article) -> bool:
        """Whether this source may change an article: it brought it, or the article is of its own site."""
        site = host_of(followed.address)
        return (
            followed.kind == "channel"
            or self._brought(followed, waiting, known)
            or any(is_same_site(site, host_of(address)) for address in (known.url, waiting.item.key))
        )


def _by_album(batch: Sequence[WaitingItem]) -> list[list[WaitingItem]]:
    """Each item alone, but the messages of an album together; in the order of arrival."""
    groups: dict[object, list[WaitingItem]] = {}
    for waiting in batch:
        groups.setdefault(waiting.item.key if waiting.item.part is not None else waiting.number, []).append(
            waiting
        )
    return list(groups.values())


def _own_id(followed: Followed, key: str) -> str:
    return f"{host_of(followed.address) or followed.address}/{key}"


def retry_after(failures: int) -> timedelta:
    """The pause before what failed so often is tried again."""
    return min(FIRST_RETRY * (1 << min(failures, 10)), LONGEST_RETRY)
