"""Kutip as a Python library: open an archive of articles in a folder, add to it, and ask questions.

::

    async with open_archive("news") as archive:
        await archive.add("Jembatan Kelana dibuka Senin. Biayanya Rp 87 miliar.", title="Jembatan Kelana")
        outcome = await archive.ask("Berapa biaya Jembatan Kelana?")

The types of the results are in :mod:`knowledge.models`, the exceptions in :mod:`knowledge.errors`. Importing
this module loads no database, model or index; :func:`open_archive` does.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.models import AddResult, ArticleSummary, AskRequest, Outcome, Passage

if TYPE_CHECKING:
    from datetime import date

    from bot.settings import Settings
    from bot.wiring import Kutip


class Archive:
    """An open archive; get one from :func:`open_archive`. Safe to use from many tasks of one event loop."""

    def __init__(self, kutip: Kutip) -> None:
        self._kutip = kutip

    async def add(
        self,
        text: str,
        *,
        title: str = "",
        published_on: date | None = None,
        publisher: str | None = None,
        url: str | None = None,
        external_id: str | None = None,
    ) -> AddResult:
        """Add one article and return when questions can find it.

        ``text`` is stored unchanged, so that the offsets of citations refer to it. Without a ``title`` the
        first words of the text serve as one. Adding an article with a known ``external_id`` replaces that
        article; adding the same again changes nothing, and the status of the result is ``unchanged``. Raises
        :class:`~knowledge.errors.UnreadableArticle` if the text contains no sentence.
        """
        from knowledge.articles.reading import read
        from knowledge.ports import RawDocument

        document = RawDocument(
            text,
            form="record",
            heading=title,
            published_on=published_on,
            publisher=publisher,
            url=url,
            external_id=external_id,
        )
        return await self._kutip.library.add(read(document))

    async def ask(
        self,
        question: str,
        *,
        articles: Collection[str] = (),
        conversation: str | None = None,
        language: str | None = None,
    ) -> Outcome:
        """Answer a question from the articles, or abstain: an abstention has a reason and no statements.

        A message that asks nothing of the articles, such as thanks, gets a :class:`~knowledge.models.Reply`.

        ``articles`` (ids or external ids) restricts the search to these articles. Questions with the same
        ``conversation`` (any string) are understood as follow-ups of each other, also after the archive was
        closed. ``language`` is the ISO 639 code to answer in if the question is too short to detect one.
        Raises :class:`~knowledge.errors.UnusableQuestion` if the question is empty or too long.
        """
        request = AskRequest(question, articles=articles, conversation=conversation, chosen_language=language)
        return await self._kutip.assistant.ask(request)

    async def search(self, query: str, limit: int = 5) -> list[Passage]:
        """Returns the best passages for a query, best first, at most ``limit``; ``[]`` if the archive is
        empty."""
        return await self._kutip.assistant.search(query, limit)

    async def articles(self, limit: int = 100, offset: int = 0) -> list[ArticleSummary]:
        """The stored articles, newest first, without their texts."""
        return await self._kutip.library.list(limit, offset)

    async def delete(self, article_id: str) -> None:
        """Delete an article and all its versions, by id or external id.

        Raises :class:`~knowledge.errors.UnknownArticle` if there is none.
        """
        await self._kutip.library.delete(article_id)


@asynccontextmanager
async def open_archive(folder: str | Path, *, settings: Settings | None = None) -> AsyncIterator[Archive]:
    """Open the archive in ``folder``, which is created if missing, and close it when the block ends.

    Without ``settings`` every setting has its default, and environment variables are ignored: SQLite and
    Chroma in the folder, and answers that quote the articles. Pass ``make_settings(llm_model=…, …)`` from
    :mod:`bot.settings` to choose some, or ``load_settings()`` to read the environment and ``.env``; the
    folder is ``folder`` in any case. Several processes may open the same folder; the first one indexes what
    the others add. Raises a subclass of :class:`~knowledge.errors.KutipError` if a part cannot be opened.
    """
    from bot.settings import make_settings
    from bot.wiring import open_kutip

    chosen = (settings or make_settings()).model_copy(update={"kutip_home": Path(folder)})
    async with open_kutip(chosen) as kutip:
        await kutip.indexer.repair()
        indexing = asyncio.create_task(kutip.indexer.run())
        try:
            yield Archive(kutip)
        finally:
            indexing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await indexing
