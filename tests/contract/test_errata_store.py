"""The contract of the links between errata and what they correct, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.database.engine import connect
from knowledge.adapters.database.migrate import migrate_to
from knowledge.adapters.database.schema import errata
from knowledge.models import ArticleText
from knowledge.ports import UNDO_FOR
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import SettableClock, publish, put
from tests.contract.test_plans import READS_ALL, planned

FLOOD = "Air naik. Sebanyak 510 rumah terendam."
RALAT = "Ralat berita kami. Angka yang benar adalah 150 rumah."


async def pair(database: Database) -> tuple[str, str]:
    """Publish an article and its erratum, link them, and return the ids of the erratum and the article."""
    corrected = await publish(database, FLOOD)
    erratum = await publish(database, RALAT)
    await database.articles.link(erratum.article_id, corrected.article_id)
    return erratum.article_id, corrected.article_id


async def rows(database: Database) -> int:
    async with database.connections.read() as connection:
        return (await connection.execute(sa.select(sa.func.count()).select_from(errata))).scalar_one()


async def ids(database: Database, *article_ids: str) -> dict[str, list[str]]:
    found = await database.articles.errata(article_ids)
    return {key: [article.id for article in articles] for key, articles in found.items()}


async def test_erratum_is_found_by_what_it_corrects(database: Database) -> None:
    erratum, corrected = await pair(database)
    other = (await publish(database, "Pasar dibuka.")).article_id

    found = await database.articles.errata([corrected, other, erratum, "nobody", "a\x00b"])

    assert list(found) == [corrected]
    [article] = found[corrected]
    assert (article.id, article.text) == (erratum, RALAT)
    assert [sentence.text for sentence in article.sentences][1] == "Angka yang benar adalah 150 rumah."
    assert await database.articles.errata([]) == {}
    assert await database.articles.linked_errata([erratum, corrected]) == {erratum}
    assert await database.articles.waiting_errata() == []


async def test_errata_of_an_article_are_oldest_first(database: Database) -> None:
    corrected = (await publish(database, FLOOD)).article_id
    newest = await publish(database, "Ralat kedua.", published_on=date(2024, 4, 9))
    oldest = await publish(database, "Ralat.", published_on=date(2024, 4, 2))
    undated = await publish(database, "Ralat ketiga.")  # listed on the day it was added, in May
    for erratum in (newest, undated, oldest):
        await database.articles.link(erratum.article_id, corrected)

    assert (await ids(database, corrected))[corrected] == [
        stored.article_id for stored in (oldest, newest, undated)
    ]


async def test_errata_of_errata_are_found_too(database: Database) -> None:
    erratum, corrected = await pair(database)
    second = (await publish(database, "Ralat kedua.")).article_id
    await database.articles.link(second, erratum)
    assert await ids(database, corrected) == {corrected: [erratum], erratum: [second]}

    await database.articles.link(erratum, second)  # nobody writes this, but it must end
    assert await ids(database, erratum) == {erratum: [second], second: [erratum]}


async def test_new_link_takes_the_place_of_the_old_one(database: Database) -> None:
    erratum, corrected = await pair(database)
    other = (await publish(database, "Pasar dibuka.")).article_id

    await database.articles.link(erratum, other)
    assert await ids(database, corrected, other) == {other: [erratum]}

    await database.articles.unlink(erratum)
    await database.articles.unlink(erratum)
    assert await ids(database, corrected, other) == {}
    assert await rows(database) == 0


async def test_erratum_without_its_article_waits(database: Database) -> None:
    erratum = await publish(database, RALAT)
    await database.articles.link(erratum.article_id, None)

    assert await database.articles.waiting_errata() == [erratum.revision]
    assert await database.articles.linked_errata([erratum.article_id]) == set()

    corrected = (await publish(database, FLOOD)).article_id
    await database.articles.link(erratum.article_id, corrected)
    assert await database.articles.waiting_errata() == []


async def test_link_has_no_effect_while_one_of_the_two_is_not_published(database: Database) -> None:
    erratum = await put(database, RALAT)
    corrected = await put(database, FLOOD)
    await database.articles.link(erratum.article_id, corrected.article_id)
    assert await ids(database, corrected.article_id) == {}

    assert erratum.revision is not None
    assert corrected.revision is not None
    await database.articles.publish([erratum.revision])
    assert await ids(database, corrected.article_id) == {}
    assert await database.articles.waiting_errata() == [erratum.revision]

    await database.articles.publish([corrected.revision])
    assert await ids(database, corrected.article_id) == {corrected.article_id: [erratum.article_id]}


async def test_retracted_article_has_no_errata_and_retracted_erratum_corrects_nothing(
    database: Database,
) -> None:
    erratum, corrected = await pair(database)
    await database.articles.retract(erratum, "keliru lagi")
    assert await ids(database, corrected) == {}
    assert await database.articles.waiting_errata() == []

    second = await publish(database, "Ralat kedua.")
    await database.articles.link(second.article_id, corrected)
    await database.articles.retract(corrected, "sumber palsu")
    assert await ids(database, corrected) == {}
    assert await database.articles.waiting_errata() == [second.revision]


async def test_deleting_the_erratum_deletes_the_link(database: Database) -> None:
    erratum, corrected = await pair(database)
    await database.articles.withdraw(erratum)
    assert await ids(database, corrected) == {}
    assert await rows(database) == 0


async def test_erratum_waits_again_when_its_article_is_deleted(database: Database) -> None:
    erratum, corrected = await pair(database)
    await database.articles.retract(corrected, "sumber palsu")
    await database.articles.withdraw(corrected)  # the record of the retraction

    article = await database.articles.get(erratum)
    assert article is not None
    assert await database.articles.waiting_errata() == [article.revision]
    async with database.connections.read() as connection:
        assert (await connection.execute(sa.select(errata.c.corrected_id))).scalars().all() == [None]


async def test_restored_article_has_its_erratum_again_until_it_is_gone_for_good(
    database: Database, clock: SettableClock
) -> None:
    erratum, corrected = await pair(database)
    await database.articles.trash(erratum)
    assert await ids(database, corrected) == {}

    restored = await database.articles.put(
        ArticleText(RALAT),
        title="Ralat",
        language="id",
        spans=[(0, len(RALAT))],
        terms=["ralat"],
        restores=erratum,
    )
    assert restored.revision is not None
    await database.articles.publish([restored.revision])
    assert await ids(database, corrected) == {corrected: [erratum]}

    await database.articles.trash(erratum)
    clock.forward(UNDO_FOR + timedelta(seconds=1))
    await database.articles.empty_trash()
    assert await rows(database) == 0


async def test_replaced_erratum_is_found_with_its_new_text(database: Database) -> None:
    corrected = (await publish(database, FLOOD)).article_id
    erratum = await publish(database, RALAT, external_id="r-1")
    await database.articles.link(erratum.article_id, corrected)
    await publish(database, RALAT.replace("150", "155"), external_id="r-1")

    [article] = (await database.articles.errata([corrected]))[corrected]
    assert "155 rumah" in article.text


async def test_database_of_the_version_before_is_migrated(
    database_url: str, open_again: OpenDatabase
) -> None:
    connections = await connect(database_url)
    async with connections.write() as connection:
        await connection.run_sync(migrate_to, "0009")
    await connections.close()
    erratum, corrected = await pair(database := await open_again())
    assert await ids(database, corrected) == {corrected: [erratum]}


async def test_no_query_reads_all_articles(tmp_path: Path) -> None:
    file = tmp_path / "kutip.db"
    database = await open_database(f"sqlite:///{file}", clock=SettableClock())
    erratum, corrected = await pair(database)
    with planned(file) as plans:
        await database.articles.link(erratum, None)
        await database.articles.waiting_errata()
        await database.articles.link(erratum, corrected)
        await database.articles.errata([corrected])
        await database.articles.linked_errata([erratum])
        await database.articles.unlink(erratum)
        await database.articles.withdraw(corrected)
    await database.close()
    assert len(plans) > 7
    assert {
        statement: step for statement, steps in plans.items() for step in steps if READS_ALL.match(step)
    } == {}
