"""The contract of versions, retractions and minhashes in the article store, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from knowledge.adapters.database import Database
from knowledge.adapters.database.engine import connect
from knowledge.adapters.database.migrate import migrate_to
from knowledge.adapters.database.schema import article_minhashes, article_versions, turn_citations
from knowledge.articles import near_duplicates
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import ArticleText
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, SettableClock, publish, put

FERRY = "Feri tiba. Dua orang luka."
CORRECTED = "Feri tiba. Tiga orang luka."


async def change(database: Database, article_id: str, text: str, reason: str | None = None) -> None:
    stored = await database.articles.put(
        ArticleText(text),
        title="Feri",
        language="id",
        spans=[(0, len(text))],
        terms=["feri"],
        replaces=article_id,
        reason=reason,
    )
    assert stored.revision is not None
    await database.articles.publish([stored.revision])


async def rows(database: Database, table: sa.Table) -> int:
    async with database.connections.read() as connection:
        return (await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()


async def test_replaced_article_keeps_its_old_version_with_when_and_why(
    database: Database, clock: SettableClock
) -> None:
    stored = await publish(database, FERRY, title="Feri", external_id="f-1", publisher="Warta")
    clock.forward(timedelta(hours=2))

    await change(database, stored.article_id, CORRECTED, "salah hitung")

    [old] = await database.articles.versions(stored.article_id)
    assert (old.text, old.title, old.publisher, old.external_id) == (FERRY, "Feri", "Warta", "f-1")
    assert (old.since, old.until) == (MORNING, MORNING + timedelta(hours=2))
    assert (old.ending, old.reason) == ("replaced", "salah hitung")
    now = await database.articles.get(stored.article_id)
    assert now is not None
    assert (now.text, now.external_id) == (CORRECTED, "f-1")


async def test_feed_that_sends_a_correction_keeps_the_old_version_too(database: Database) -> None:
    stored = await publish(database, FERRY, external_id="f-1")
    await publish(database, CORRECTED, external_id="f-1")

    assert [old.text for old in await database.articles.versions(stored.article_id)] == [FERRY]


async def test_version_survives_the_purge_of_its_revision(database: Database) -> None:
    stored = await publish(database, FERRY)
    await change(database, stored.article_id, CORRECTED)
    await database.articles.purge(await database.articles.withdrawn())

    assert len(await database.articles.versions(stored.article_id)) == 1


async def test_nothing_is_replaced_under_an_unknown_id_or_by_the_text_of_another(database: Database) -> None:
    with pytest.raises(UnknownArticle):
        await change(database, "nobody", FERRY)
    stored = await publish(database, FERRY)
    other = await publish(database, CORRECTED)
    with pytest.raises(UnreadableArticle, match=other.article_id):
        await change(database, stored.article_id, CORRECTED)
    assert await database.articles.versions(stored.article_id) == []


async def test_retracted_article_is_invisible_at_once_and_stays_on_record(
    database: Database, clock: SettableClock
) -> None:
    stored = await publish(database, FERRY, external_id="f-1", terms=["feri"])
    clock.forward(timedelta(days=1))

    assert await database.articles.retract(stored.article_id, "sumber palsu")

    assert await database.articles.get(stored.article_id) is None
    assert (await database.lexical.search_terms(["feri"], 10)).hits == []
    assert await database.articles.withdrawn() == [stored.revision]
    for name in (stored.article_id, "f-1"):
        [last] = await database.articles.versions(name)
        assert (last.ending, last.reason, last.text) == ("retracted", "sumber palsu", FERRY)
        assert last.until == MORNING + timedelta(days=1)
    assert not await database.articles.retract(stored.article_id, "lagi")


async def test_retracted_text_is_not_added_again_until_its_record_is_deleted(database: Database) -> None:
    stored = await publish(database, FERRY)
    await database.articles.retract(stored.article_id, "sumber palsu")

    with pytest.raises(UnreadableArticle, match=r"withdrawn on 2024-05-06 \(sumber palsu\)"):
        await put(database, FERRY)
    with pytest.raises(UnreadableArticle, match=stored.article_id):
        await put(database, FERRY, external_id="f-2")
    assert (await put(database, CORRECTED)).status == "added"

    assert await database.articles.withdraw(stored.article_id)
    assert (await put(database, FERRY)).status == "added"


async def test_deleting_an_article_deletes_every_version(database: Database) -> None:
    stored = await publish(database, FERRY)
    await change(database, stored.article_id, CORRECTED)

    assert await database.articles.withdraw(stored.article_id)

    assert await database.articles.versions(stored.article_id) == []
    assert await rows(database, article_versions) == 0
    assert not await database.articles.withdraw(stored.article_id)


# --- near-duplicates


TEXT = (
    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
)


async def test_articles_that_share_minhashes_are_found_most_shared_first(database: Database) -> None:
    same = await publish(database, TEXT, external_id="a")
    near = await publish(database, TEXT.replace("Senin", "Selasa"), external_id="b")
    other = await publish(database, "Feri baru berlayar dari Teluk Wangi dengan dua ratus penumpang.")
    texts = {same.revision: TEXT, near.revision: TEXT.replace("Senin", "Selasa"), other.revision: "Feri baru"}
    await database.articles.save_minhashes(
        {key: near_duplicates.minhashes(text) for key, text in texts.items() if key}
    )

    similar = await database.articles.sharing_minhashes(near_duplicates.minhashes(TEXT), 10)

    assert [article.id for article in similar] == [same.article_id, near.article_id]
    assert await database.articles.sharing_minhashes(near_duplicates.minhashes(TEXT), 1) == similar[:1]
    assert await database.articles.sharing_minhashes([], 10) == []


async def test_only_published_articles_are_found_and_minhashes_are_deleted_with_them(
    database: Database,
) -> None:
    stored = await publish(database, TEXT)
    assert stored.revision is not None
    await database.articles.save_minhashes({stored.revision: near_duplicates.minhashes(TEXT), 4711: [1, 2]})
    await database.articles.save_minhashes({stored.revision: near_duplicates.minhashes(TEXT)})
    await database.articles.withdraw(stored.article_id)

    assert await database.articles.sharing_minhashes(near_duplicates.minhashes(TEXT), 10) == []
    await database.articles.purge(await database.articles.withdrawn())
    assert await rows(database, article_minhashes) == 0


async def test_published_articles_without_minhashes_are_listed(database: Database) -> None:
    first = await publish(database, TEXT)
    second = await publish(database, FERRY)
    assert first.revision is not None
    await database.articles.save_minhashes({first.revision: near_duplicates.minhashes(TEXT)})

    assert [article.id for article in await database.articles.without_minhashes(10)] == [second.article_id]


# --- migration


async def test_answers_of_an_earlier_version_are_found_by_what_they_cite(
    database_url: str, open_again: OpenDatabase
) -> None:
    connections = await connect(database_url)
    async with connections.write() as connection:
        await connection.run_sync(migrate_to, "0002")
        citation = {
            "label": 1, "article_id": "aaaaaaaaaa", "external_id": None, "title": "Feri",
            "published_on": None, "publisher": None, "url": None, "sentence": "Feri tiba.", "start": 0,
            "end": 10,
        }  # fmt: skip
        outcome = {
            "question": "Kapan?", "standalone_question": "Kapan?", "language": "id", "mode": "extractive",
            "confidence": 0.9, "statements": [{"text": "Feri tiba.", "citations": [citation, citation]}],
        }  # fmt: skip
        turn = {"question": "Kapan?"}
        table = sa.table(
            "turns",
            sa.column("conversation"),
            sa.column("turn", sa.JSON),
            sa.column("asked_at", sa.DateTime),
            sa.column("outcome", sa.JSON),
        )
        at = MORNING.replace(tzinfo=None)
        for value in (outcome, sa.null()):
            await connection.execute(
                sa.insert(table).values(conversation="telegram:1", turn=turn, asked_at=at, outcome=value)
            )
    await connections.close()

    database = await open_again()

    [kept] = await database.conversations.citing("aaaaaaaaaa", 10)
    assert kept.conversation == "telegram:1"
    assert await rows(database, turn_citations) == 1
