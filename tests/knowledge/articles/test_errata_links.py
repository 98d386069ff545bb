"""Tests of linking errata on a real database, through the library that adds the articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database
from knowledge.articles.errata_links import Errata
from knowledge.library import Library
from knowledge.models import ArticleText
from tests.knowledge.articles.errata_cases import CASES
from tests.knowledge.made_newsroom import BRIDGE, MARKET, open_newsroom

STORM = ArticleText(CASES[0].corrected[1], title=CASES[0].corrected[0], published_on=date(2026, 3, 4))
RALAT = ArticleText(CASES[0].erratum[1], title=CASES[0].erratum[0], published_on=date(2026, 3, 5))
OTHER = ArticleText(CASES[0].unrelated[1], title=CASES[0].unrelated[0], published_on=date(2026, 3, 4))


class Room:
    """A library that links errata, and the ids of what was added to it."""

    def __init__(self, database: Database, library: Library, plain: Library) -> None:
        self.database = database
        self.errata = Errata(database.articles, database.lexical)
        self.library = library
        self.plain = plain

    async def add(self, article: ArticleText) -> str:
        added = await self.library.add(article)
        assert added.article_id is not None
        return added.article_id

    async def errata_of(self, article_id: str) -> list[str]:
        found = await self.database.articles.errata([article_id])
        return [article.id for article in found.get(article_id, [])]


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_newsroom(tmp_path) as opened:
        database = opened.database
        errata = Errata(database.articles, database.lexical)
        yield Room(database, Library(database.articles, opened.indexer, errata), opened.library)


async def test_added_erratum_is_linked_to_what_it_corrects(room: Room) -> None:
    storm = await room.add(STORM)
    await room.add(OTHER)
    await room.add(BRIDGE)
    ralat = await room.add(RALAT)
    assert await room.errata_of(storm) == [ralat]


async def test_erratum_is_linked_when_the_corrected_article_is_added_after_it(room: Room) -> None:
    ralat = await room.add(RALAT)
    other = await room.add(OTHER)
    assert await room.errata_of(other) == []
    storm = await room.add(STORM)
    assert await room.errata_of(storm) == [ralat]


@pytest.mark.parametrize("order", [[STORM, RALAT], [RALAT, STORM]])
async def test_erratum_is_linked_when_both_are_added_at_once(room: Room, order: list[ArticleText]) -> None:
    results = [result async for result in room.library.add_all([OTHER, *order, MARKET])]
    by_title = {result.title: str(result.article_id) for result in results}
    assert await room.errata_of(by_title[STORM.title]) == [by_title[RALAT.title]]


async def test_every_case_is_linked_in_an_archive_of_all_of_them(room: Room) -> None:
    corrected = [
        await room.add(ArticleText(text, title=title)) for title, text in (case.corrected for case in CASES)
    ]
    for title, text in (case.unrelated for case in CASES):
        await room.add(ArticleText(text, title=title))
    for case, article_id in zip(CASES, corrected, strict=True):
        erratum = await room.add(ArticleText(case.erratum[1], title=case.erratum[0]))
        assert await room.errata_of(article_id) == [erratum]


async def test_article_that_becomes_an_erratum_is_linked_and_one_that_ends_to_be_is_not(room: Room) -> None:
    storm = await room.add(STORM)
    note = await room.add(replace(RALAT, title="Angin", text="Angin kencang di Tegalwaru reda."))
    assert await room.errata_of(storm) == []

    await room.library.replace(note, RALAT)
    assert await room.errata_of(storm) == [note]

    await room.library.replace(note, ArticleText("Angin kencang di Tegalwaru reda.", title="Angin"))
    assert await room.errata_of(storm) == []


async def test_erratum_is_linked_to_an_article_that_is_added_again(room: Room) -> None:
    storm = await room.add(STORM)
    ralat = await room.add(RALAT)
    await room.library.delete(storm)
    again = await room.add(STORM)
    assert again != storm
    assert await room.errata_of(again) == [ralat]


async def test_restored_articles_are_linked_as_before(room: Room) -> None:
    storm, ralat = await room.add(STORM), await room.add(RALAT)
    for article_id in (storm, ralat):
        await room.library.trash(article_id)
        assert await room.errata_of(storm) == []
        await room.library.restore(article_id)
        assert await room.errata_of(storm) == [ralat]


async def test_link_is_reported(room: Room) -> None:
    storm, ralat = await room.add(STORM), await room.add(RALAT)
    assert await room.errata.link_if_erratum(await room.library.get(ralat)) == storm
    assert await room.errata.link_if_erratum(await room.library.get(storm)) is None
    await room.library.retract(storm, "sumber palsu")
    assert await room.errata.link_if_erratum(await room.library.get(ralat)) is None


async def test_errata_that_were_stored_without_links_are_linked_once(room: Room) -> None:
    for article in (STORM, RALAT, BRIDGE, ArticleText("Koreksi pasar saham berlanjut.", title="Bursa")):
        await room.plain.add(article)
    assert await room.errata.link_stored() == 1
    assert await room.errata.link_stored() == 0
    [storm] = [item.id for item in await room.library.list(9) if item.title == STORM.title]
    assert len(await room.errata_of(storm)) == 1


async def test_library_without_links_adds_errata_like_other_articles(room: Room) -> None:
    storm = await room.plain.add(STORM)
    await room.plain.add(RALAT)
    assert await room.errata_of(str(storm.article_id)) == []
