"""The contract of exporting and restoring versions, on both databases."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.adapters.database import Database
from knowledge.errors import UnreadableArticle
from knowledge.models import Version
from knowledge.ports import Stored
from knowledge.ports.transfer import ErratumLink
from tests.contract.newsroom import MORNING, SettableClock, publish, put

FERRY = Version(
    "ferry",
    "f-1",
    "Feri",
    "Feri tiba.",
    MORNING.date(),
    "Warta",
    "https://warta.example/1",
    since=MORNING + timedelta(microseconds=7),
)
ENDED = replace(FERRY, until=MORNING + timedelta(hours=1), ending="retracted", reason="salah")


async def exported(database: Database) -> list[Version | ErratumLink]:
    return [record async for record in database.transfer.exported()]


async def restore(database: Database, version: Version) -> Stored:
    stored = await database.transfer.restore(
        version, language="id", spans=[(0, len(version.text))], terms=["feri"]
    )
    if stored.revision is not None:
        await database.articles.publish([stored.revision])
    return stored


async def test_published_and_past_versions_are_exported_oldest_first(
    database: Database, clock: SettableClock
) -> None:
    first = await publish(database, "Feri tiba.", external_id="f-1")
    second = await publish(database, "Api padam.")
    clock.forward(timedelta(hours=1))
    await publish(database, "Feri tiba lagi.", external_id="f-1")
    await database.articles.retract(second.article_id, "salah")
    trashed = await publish(database, "Pasar dibuka.")
    await database.articles.trash(trashed.article_id)
    await put(database, "Belum terbit.")
    await database.articles.link(first.article_id, None)

    *versions, link = await exported(database)

    told = [(one.text, one.ending, one.reason) for one in versions if isinstance(one, Version)]
    assert told == [
        ("Feri tiba.", "replaced", None),
        ("Api padam.", "retracted", "salah"),
        ("Feri tiba lagi.", None, None),
    ]
    assert link == ErratumLink(first.article_id, None)


async def test_export_is_of_one_moment(database: Database) -> None:
    for number in range(120):
        await publish(database, f"Feri nomor {number} tiba.")
    texts: list[str] = []
    async with aclosing(database.transfer.exported()) as records:
        async for record in records:
            if not texts:
                await publish(database, "Feri susulan tiba.")
            assert isinstance(record, Version)
            texts.append(record.text)
    assert texts == [f"Feri nomor {number} tiba." for number in range(120)]


async def test_current_version_is_restored_with_its_id_and_time(database: Database) -> None:
    assert (await restore(database, FERRY)).status == "added"

    article = await database.articles.get("ferry")
    assert article is not None
    assert (article.title, article.text, article.external_id) == ("Feri", "Feri tiba.", "f-1")
    assert (article.added_at, article.published_on) == (FERRY.since, MORNING.date())
    assert await exported(database) == [FERRY]
    assert (await database.lexical.search_terms(["feri"], 5)).article_count == 1


async def test_same_version_again_is_unchanged_even_while_it_is_pending(database: Database) -> None:
    one = await database.transfer.restore(FERRY, language="id", spans=[(0, 10)], terms=["feri"])
    two = await database.transfer.restore(FERRY, language="id", spans=[(0, 10)], terms=["feri"])
    assert one.revision == two.revision
    await database.articles.publish([one.revision or 0])
    assert (await restore(database, FERRY)).status == "unchanged"
    await restore(database, ENDED)
    assert (await restore(database, ENDED)).status == "unchanged"


async def test_past_version_is_restored_and_its_number_is_not_given_again(
    database: Database,
) -> None:
    await restore(database, ENDED)
    later = await publish(database, "Api padam.")

    first, second = await exported(database)
    assert first == ENDED
    assert isinstance(second, Version)
    assert second.article_id == later.article_id
    assert await database.articles.versions("ferry") == [ENDED]
    assert await database.articles.versions("f-1") == [ENDED]
    # Nobody read it here.
    assert await database.corrections.next_correction() is None
    with pytest.raises(UnreadableArticle, match="withdrawn"):
        await publish(database, "Feri tiba.")


async def test_version_that_has_ended_elsewhere_ends_here(database: Database) -> None:
    await restore(database, FERRY)
    await restore(database, ENDED)
    assert await database.articles.get("ferry") is None
    assert await database.articles.count() == 0
    assert (await database.lexical.search_terms(["feri"], 5)).hits == []
    assert len(await database.articles.withdrawn()) == 1
    assert await exported(database) == [ENDED]


async def test_version_that_has_ended_here_stays_so(database: Database) -> None:
    await restore(database, ENDED)
    assert (await restore(database, FERRY)).status == "unchanged"
    assert await database.articles.get("ferry") is None


async def test_newer_current_version_replaces_the_published_and_the_pending_one(database: Database) -> None:
    await restore(database, FERRY)
    newer = replace(FERRY, text="Feri tiba lagi.", since=MORNING + timedelta(hours=2))
    newest = replace(FERRY, text="Feri pergi.", since=MORNING + timedelta(hours=3))
    waiting = await database.transfer.restore(newer, language="id", spans=[(0, 10)], terms=["feri"])
    assert (waiting.status, await database.articles.is_pending(waiting.revision or 0)) == ("replaced", True)
    assert (await restore(database, newest)).status == "replaced"
    assert not await database.articles.is_pending(waiting.revision or 0)
    article = await database.articles.get("ferry")
    assert article is not None
    assert article.text == "Feri pergi."


async def test_article_that_is_here_under_another_id_is_refused(database: Database) -> None:
    named = await publish(database, "Feri lain.", external_id="f-1")
    nameless = await publish(database, "Api padam.")
    with pytest.raises(UnreadableArticle, match=f"Article {named.article_id} is the same one here"):
        await restore(database, FERRY)
    with pytest.raises(UnreadableArticle, match=f"Article {nameless.article_id} is the same one here"):
        await restore(database, replace(FERRY, external_id=None, text="Api padam."))
