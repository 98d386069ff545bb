"""The contract of every article store."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import signal
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.database.articles import ArticleDatabase
from knowledge.adapters.database.fts5 import Fts5Index
from knowledge.errors import StoreUnavailable, UnreadableArticle
from knowledge.models import ArticleSummary, Period, Sentence
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, SettableClock, publish, put

FERRY = "Feri baru tiba di Teluk Wangi. Kapal itu membawa 80 penumpang."
FERRY_CORRECTED = "Feri baru tiba di Teluk Wangi. Kapal itu membawa 95 penumpang."
MARKET = "Pasar ikan dibuka lagi setelah banjir."


async def test_published_article_is_read_back_to_the_letter(database: Database) -> None:
    stored = await publish(
        database,
        FERRY,
        title="Feri “baru”",
        external_id="f-1",
        published_on=date(2024, 5, 1),
        publisher="Warta Teluk",
        url="https://warta.example/feri",
    )

    article = await database.articles.get(stored.article_id)

    assert article is not None
    assert (article.id, article.revision) == (stored.article_id, stored.revision)
    assert (article.title, article.text, article.language) == ("Feri “baru”", FERRY, "id")
    assert (article.external_id, article.published_on) == ("f-1", date(2024, 5, 1))
    assert (article.publisher, article.url) == ("Warta Teluk", "https://warta.example/feri")
    assert article.added_at == MORNING
    assert article.added_at.tzinfo is not None
    assert article.sentences == (
        Sentence(0, 30, "Feri baru tiba di Teluk Wangi."),
        Sentence(31, 62, "Kapal itu membawa 80 penumpang."),
    )


async def test_offsets_count_code_points(database: Database) -> None:
    stored = await publish(database, "🐟🐟 mahal. Ikan “naik”.")
    article = await database.articles.get(stored.article_id)
    assert article is not None
    assert [sentence.text for sentence in article.sentences] == ["🐟🐟 mahal.", "Ikan “naik”."]


async def test_id_is_short_and_easy_to_type(database: Database) -> None:
    stored = await put(database, FERRY)
    assert len(stored.article_id) == 10
    assert set(stored.article_id) <= set("abcdefghijklmnopqrstuvwxyz234567")


async def test_article_is_found_by_external_id(database: Database) -> None:
    stored = await publish(database, FERRY, external_id="berita/2024/feri baru")
    article = await database.articles.get("berita/2024/feri baru")
    assert article is not None
    assert article.id == stored.article_id


async def test_article_id_wins_over_the_same_external_id(database: Database) -> None:
    first = await publish(database, FERRY)
    second = await publish(database, MARKET, external_id=first.article_id)

    found = await database.articles.get(first.article_id)

    assert found is not None
    assert found.text == FERRY
    assert await database.articles.resolve([first.article_id]) == {first.article_id: first.revision}
    assert await database.articles.get(second.article_id) is not None


@pytest.mark.parametrize("name", ["", "nothing", "' OR 1=1 --", "a\x00b", "\ud800", "x" * 9000])
async def test_unknown_names_find_nothing(database: Database, name: str) -> None:
    await publish(database, FERRY)
    assert await database.articles.get(name) is None
    assert await database.articles.withdraw(name) is False
    assert await database.articles.resolve([name]) == {}


async def test_pending_article_is_invisible_everywhere(database: Database) -> None:
    stored = await put(database, FERRY, external_id="f-1")
    assert stored.revision is not None

    assert await database.articles.get(stored.article_id) is None
    assert await database.articles.get("f-1") is None
    assert await database.articles.resolve(["f-1", stored.article_id]) == {}
    assert await database.articles.revisions([stored.revision]) == {}
    assert await database.articles.list(10) == []
    assert await database.articles.count() == 0
    assert await database.articles.sentence_counts() == {}
    assert await database.articles.is_pending(stored.revision)
    assert await database.articles.known() == {stored.revision}
    assert (await database.lexical.search_terms(["feri"], 10)).hits == []
    assert await database.lexical.document_frequencies(["feri"]) == {"feri": 0}


async def test_pending_articles_come_oldest_first_with_their_sentences(database: Database) -> None:
    first = await put(database, FERRY)
    second = await put(database, MARKET)
    await put(database, "Harga cabai turun.")

    waiting = await database.articles.pending(2)

    assert [article.revision for article in waiting] == [first.revision, second.revision]
    assert [len(article.sentences) for article in waiting] == [2, 1]


async def test_publishing_shows_several_at_once_and_ignores_the_unknown(database: Database) -> None:
    first = await put(database, FERRY)
    second = await put(database, MARKET)
    assert first.revision is not None
    assert second.revision is not None

    await database.articles.publish([first.revision, second.revision, 999])
    await database.articles.publish([first.revision])
    await database.articles.publish([])

    assert await database.articles.count() == 2
    assert await database.articles.pending(10) == []
    assert await database.articles.sentence_counts() == {first.revision: 2, second.revision: 1}
    assert not await database.articles.is_pending(second.revision)
    assert not await database.articles.is_pending(999)
    assert await database.lexical.document_frequencies(["feri"]) == {"feri": 1}


async def test_same_text_again_is_unchanged(database: Database) -> None:
    stored = await publish(database, FERRY)
    again = await put(database, "  " + FERRY.replace(" ", "\n") + "\n")
    assert (again.status, again.revision) == ("unchanged", None)
    assert (again.article_id, again.sentence_count) == (stored.article_id, 2)
    assert await database.articles.pending(10) == []


async def test_same_article_still_pending_gives_the_revision_to_wait_for(database: Database) -> None:
    for external_id in (None, "f-1"):
        first = await put(database, FERRY, external_id=external_id)
        again = await put(database, FERRY, external_id=external_id)
        assert (again.status, again.revision, again.article_id) == ("added", first.revision, first.article_id)


async def test_replaced_article_keeps_its_id_and_swaps_in_one_step(database: Database) -> None:
    old = await publish(database, FERRY, external_id="f-1")
    new = await put(database, FERRY_CORRECTED, external_id="f-1")
    assert (new.status, new.article_id) == ("replaced", old.article_id)
    assert new.revision is not None
    assert old.revision is not None

    before = await database.articles.get("f-1")
    await database.articles.publish([new.revision])
    after = await database.articles.get("f-1")

    assert before is not None
    assert after is not None
    assert (before.text, after.text) == (FERRY, FERRY_CORRECTED)
    assert await database.articles.count() == 1
    assert await database.articles.withdrawn() == [old.revision]
    assert not await database.articles.is_pending(old.revision)
    assert await database.articles.known() == {old.revision, new.revision}
    assert (await database.lexical.search_terms(["80"], 10)).hits == []
    assert [revision for revision, _ in (await database.lexical.search_terms(["95"], 10)).hits] == [
        new.revision
    ]
    assert await database.lexical.document_frequencies(["80", "feri"]) == {"80": 0, "feri": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Lain"},
        {"published_on": date(2024, 1, 1)},
        {"publisher": "Lain"},
        {"url": "https://x.example"},
    ],
)
async def test_other_metadata_under_the_same_external_id_replaces(
    database: Database, change: dict[str, object]
) -> None:
    await publish(database, FERRY, external_id="f-1")
    again = await put(database, FERRY, external_id="f-1", **change)  # type: ignore[arg-type]
    assert again.status == "replaced"


async def test_unfinished_replacement_is_superseded_by_a_newer_one(database: Database) -> None:
    old = await publish(database, FERRY, external_id="f-1")
    lost = await put(database, FERRY_CORRECTED, external_id="f-1")
    newest = await put(database, MARKET, external_id="f-1")
    assert lost.revision is not None
    assert newest.revision is not None

    await database.articles.publish([lost.revision, newest.revision])

    found = await database.articles.get("f-1")
    assert found is not None
    assert (found.id, found.text) == (old.article_id, MARKET)
    assert await database.articles.withdrawn() == [old.revision, lost.revision]


async def test_returning_to_the_published_text_drops_the_replacement(database: Database) -> None:
    await publish(database, FERRY, external_id="f-1")
    await put(database, FERRY_CORRECTED, external_id="f-1")
    back = await put(database, FERRY, external_id="f-1")
    assert (back.status, back.revision) == ("unchanged", None)
    assert await database.articles.pending(10) == []


async def test_replacement_that_waits_is_reported_as_replaced_again(database: Database) -> None:
    await publish(database, FERRY, external_id="f-1")
    first = await put(database, FERRY_CORRECTED, external_id="f-1")
    again = await put(database, FERRY_CORRECTED, external_id="f-1")
    assert (again.status, again.revision) == ("replaced", first.revision)


async def test_text_that_is_about_to_be_replaced_becomes_an_article_when_added_alone(
    database: Database,
) -> None:
    old = await publish(database, FERRY, external_id="f-1")
    await put(database, FERRY_CORRECTED, external_id="f-1")
    alone = await put(database, FERRY)
    assert alone.status == "added"
    assert alone.article_id != old.article_id


async def test_external_id_is_given_to_the_same_text_without_one(database: Database) -> None:
    stored = await publish(database, FERRY)
    named = await put(database, FERRY, external_id="f-1")
    assert (named.status, named.article_id, named.revision) == ("unchanged", stored.article_id, None)
    found = await database.articles.get("f-1")
    assert found is not None
    assert found.id == stored.article_id


async def test_same_text_under_another_external_id_is_another_article(database: Database) -> None:
    first = await publish(database, FERRY, external_id="f-1")
    second = await publish(database, FERRY, external_id="f-2")
    assert second.status == "added"
    assert second.article_id != first.article_id
    assert await database.articles.count() == 2


async def test_text_without_external_id_is_recognised_under_one(database: Database) -> None:
    first = await publish(database, FERRY, external_id="f-1")
    again = await put(database, FERRY)
    assert (again.status, again.article_id) == ("unchanged", first.article_id)


async def test_withdrawn_article_is_gone_at_once_and_can_come_back(database: Database) -> None:
    old = await publish(database, FERRY, external_id="f-1")
    assert await database.articles.withdraw(old.article_id) is True
    assert await database.articles.withdraw(old.article_id) is False
    assert await database.articles.get("f-1") is None
    assert await database.articles.count() == 0
    assert (await database.lexical.search_terms(["feri"], 10)).hits == []

    new = await put(database, FERRY, external_id="f-1")

    assert new.status == "added"
    assert new.article_id != old.article_id


async def test_withdrawing_takes_the_waiting_replacement_along(database: Database) -> None:
    await publish(database, FERRY, external_id="f-1")
    await put(database, FERRY_CORRECTED, external_id="f-1")
    assert await database.articles.withdraw("f-1") is True
    assert await database.articles.pending(10) == []
    assert len(await database.articles.withdrawn()) == 2


async def test_purge_deletes_only_what_was_withdrawn(database: Database) -> None:
    visible = await publish(database, FERRY)
    waiting = await put(database, MARKET)
    assert visible.revision is not None
    assert waiting.revision is not None

    await database.articles.purge([visible.revision, waiting.revision, 999])
    await database.articles.purge([])

    assert await database.articles.count() == 1
    assert len(await database.articles.pending(10)) == 1


async def test_purged_article_leaves_nothing_in_any_table(database: Database) -> None:
    await publish(database, MARKET)
    stored = await publish(
        database, "Zirkonium ditemukan di bukit.", title="Zirkonium", external_id="zirkonium"
    )
    await database.articles.withdraw(stored.article_id)
    await database.articles.purge(await database.articles.withdrawn())

    async with database.connections.read() as connection:
        tables = await connection.run_sync(lambda inner: sa.inspect(inner).get_table_names())
        cells = [
            (table, cell if isinstance(cell, bytes) else str(cell).encode())
            for table in tables
            for row in await connection.execute(sa.select(sa.text("*")).select_from(sa.table(table)))
            for cell in row
        ]
    assert {table for table, cell in cells if b"pasar" in cell} > {"lexical_terms"}
    assert [table for table, cell in cells if b"zirkonium" in cell.lower()] == []
    assert await database.articles.withdrawn() == []


async def test_revision_numbers_are_never_used_again(database: Database) -> None:
    first = await publish(database, FERRY)
    await database.articles.withdraw(first.article_id)
    await database.articles.purge(await database.articles.withdrawn())
    second = await put(database, FERRY)
    assert first.revision is not None
    assert second.revision is not None
    assert second.revision > first.revision


async def test_unpublished_article_is_pending_and_invisible_again(database: Database) -> None:
    stored = await publish(database, FERRY, external_id="f-1")
    assert stored.revision is not None

    await database.articles.unpublish([stored.revision, 999])

    assert await database.articles.get("f-1") is None
    assert (await database.lexical.search_terms(["feri"], 10)).hits == []
    assert [article.revision for article in await database.articles.pending(10)] == [stored.revision]
    await database.articles.publish([stored.revision])
    assert await database.articles.get("f-1") is not None
    assert len((await database.lexical.search_terms(["feri"], 10)).hits) == 1


async def test_unpublished_article_with_a_waiting_replacement_is_withdrawn(database: Database) -> None:
    old = await publish(database, FERRY, external_id="f-1")
    new = await put(database, FERRY_CORRECTED, external_id="f-1")
    assert old.revision is not None
    await database.articles.unpublish([old.revision])
    assert [article.revision for article in await database.articles.pending(10)] == [new.revision]
    assert await database.articles.withdrawn() == [old.revision]


async def test_revisions_gives_the_published_ones_of_many(database: Database) -> None:
    stored = [await put(database, f"Kabar nomor {number}. Selesai.") for number in range(8)]
    keys = [item.revision for item in stored if item.revision is not None]
    await database.articles.publish(keys[:7])

    found = await database.articles.revisions([*keys, *range(10_000, 12_000)])

    assert sorted(found) == sorted(keys[:7])
    assert found[keys[3]].text == "Kabar nomor 3. Selesai."
    assert [sentence.text for sentence in found[keys[3]].sentences] == ["Kabar nomor 3.", "Selesai."]
    assert await database.articles.revisions([]) == {}


async def test_resolve_takes_both_kinds_of_id(database: Database) -> None:
    first = await publish(database, FERRY, external_id="f-1")
    second = await publish(database, MARKET)
    ids = ["f-1", second.article_id, "unknown"]
    assert await database.articles.resolve(ids) == {"f-1": first.revision, second.article_id: second.revision}
    assert await database.articles.resolve([]) == {}


async def test_list_is_newest_first_with_undated_articles_by_the_day_added(database: Database) -> None:
    await publish(database, "Satu.", title="1 Mei", published_on=date(2024, 5, 1))
    await publish(database, "Dua.", title="tanpa tanggal")  # added on 6 May
    await publish(database, "Tiga.", title="9 Mei", published_on=date(2024, 5, 9))
    await publish(database, "Empat.", title="1 Mei juga", published_on=date(2024, 5, 1))

    titles = [item.title for item in await database.articles.list(10)]

    assert titles == ["9 Mei", "tanpa tanggal", "1 Mei juga", "1 Mei"]
    assert [item.title for item in await database.articles.list(2, offset=1)] == titles[1:3]


async def titles_of(database: Database, period: Period | None, limit: int = 10) -> list[str]:
    return [item.title for item in await database.articles.published(period, limit)]


async def test_published_gives_the_articles_of_a_period_newest_first(database: Database) -> None:
    for day in (3, 30, 1, 4, 2):
        await publish(database, f"Kabar {day}.", title=f"{day} April", published_on=date(2024, 4, day))
    await publish(database, "Lain.", title="2 April juga", published_on=date(2024, 4, 2))

    titles = await titles_of(database, Period(date(2024, 4, 2), date(2024, 4, 4)))

    assert titles == ["4 April", "3 April", "2 April juga", "2 April"]
    assert await titles_of(database, Period(date(2024, 4, 2), date(2024, 4, 4)), 2) == titles[:2]
    assert await titles_of(database, Period(date(2024, 4, 1), date(2024, 4, 1))) == ["1 April"]
    assert await titles_of(database, Period(date(1900, 1, 1), date(2024, 4, 1))) == ["1 April"]
    assert await titles_of(database, Period(date(2024, 4, 5), date(2024, 4, 29))) == []
    assert await titles_of(database, Period(date(2024, 4, 4), date(2024, 4, 2))) == []


async def test_published_takes_an_undated_article_by_the_utc_day_it_was_added(
    database: Database, clock: SettableClock
) -> None:
    clock.now = datetime.fromisoformat("2024-05-07T02:00:00+07:00")  # still 6 May in UTC
    await publish(database, "Satu.", title="tanpa tanggal")
    await publish(database, "Dua.", title="lama", published_on=date(2019, 1, 1))

    assert await titles_of(database, Period(date(2024, 5, 6), date(2024, 5, 6))) == ["tanpa tanggal"]
    assert await titles_of(database, Period(date(2024, 5, 7), date(2024, 5, 7))) == []


async def test_published_without_a_period_is_the_whole_list(database: Database) -> None:
    assert await database.articles.published(None, 10) == []
    for day in (2, 9, 5):
        await publish(database, f"Kabar {day}.", published_on=date(2024, 4, day))

    assert await database.articles.published(None, 10) == await database.articles.list(10)
    assert await database.articles.published(None, 2) == await database.articles.list(2)


async def test_published_leaves_out_pending_and_withdrawn_articles(database: Database) -> None:
    day = date(2024, 4, 2)
    await put(database, FERRY, published_on=day)
    gone = await publish(database, MARKET, published_on=day)
    await database.articles.withdraw(gone.article_id)

    assert await database.articles.published(Period(day, day), 10) == []
    assert await database.articles.published(None, 10) == []


async def test_list_shows_what_is_needed_for_a_header(database: Database) -> None:
    stored = await publish(database, FERRY, external_id="f-1", publisher="Warta", url="https://w.example")
    assert await database.articles.list(1) == [
        ArticleSummary(
            id=stored.article_id,
            title="Kabar Teluk Wangi",
            language="id",
            sentence_count=2,
            added_at=MORNING,
            publisher="Warta",
            url="https://w.example",
            external_id="f-1",
        )
    ]


async def test_added_at_is_stored_in_utc(database: Database, clock: SettableClock) -> None:
    clock.now = datetime.fromisoformat("2024-05-07T02:00:00+07:00")
    stored = await publish(database, FERRY)
    article = await database.articles.get(stored.article_id)
    assert article is not None
    assert article.added_at == datetime(2024, 5, 6, 19, 0, tzinfo=UTC)
    assert article.added_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "external_id"),
    [("Satu\x00dua.", None), ("Satu \ud800.", None), (FERRY, "\x00"), (FERRY, "x" * 2001)],
)
async def test_text_that_no_database_can_store_is_refused_in_one_sentence(
    database: Database, text: str, external_id: str | None
) -> None:
    with pytest.raises(UnreadableArticle, match=r"^The article.*\.$"):
        await put(database, text, external_id=external_id)
    assert await database.articles.pending(10) == []


async def test_id_that_is_taken_is_drawn_again(database: Database, clock: SettableClock) -> None:
    drawn = iter(["aaaaaaaaaa", "aaaaaaaaaa", "named", "bbbbbbbbbb"])
    store = ArticleDatabase(database.connections, Fts5Index(database.connections), clock, lambda: next(drawn))
    drawing = dataclasses.replace(database, articles=store)
    await put(database, "Nol.", external_id="named")
    assert (await put(drawing, "Satu.")).article_id == "aaaaaaaaaa"
    assert (await put(drawing, "Dua.")).article_id == "bbbbbbbbbb"


async def test_two_processes_that_add_the_same_text_store_one_article(
    database: Database, open_again: OpenDatabase
) -> None:
    other = await open_again()
    texts = [f"Berita ke-{number}." for number in range(6)]
    puts = [
        put(handle, text, external_id=external_id)
        for text, external_id in [(text, None) for text in texts] + [(text, text) for text in texts[:3]]
        for handle in (database, other, database)
    ]

    stored = await asyncio.gather(*puts)

    assert len({item.article_id for item in stored}) == len(await database.articles.pending(100)) == 6


async def test_two_processes_publish_and_withdraw_at_the_same_time(
    database: Database, open_again: OpenDatabase
) -> None:
    other = await open_again()

    async def one_article(handle: Database, number: int) -> None:
        stored = await publish(handle, f"Kabar {number} dari pelabuhan.", external_id=str(number))
        assert await handle.articles.get(stored.article_id) is not None
        if number % 3 == 0:
            assert await handle.articles.withdraw(stored.article_id)
            await handle.articles.purge(await handle.articles.withdrawn())

    await asyncio.gather(*(one_article((database, other)[number % 2], number) for number in range(24)))

    assert await database.articles.count() == await other.articles.count() == 16
    assert await other.lexical.document_frequencies(["pelabuhan"]) == {"pelabuhan": 16}
    assert len((await database.lexical.search_terms(["pelabuhan"], 100)).hits) == 16


async def test_what_one_process_publishes_another_sees_at_once(
    database: Database, open_again: OpenDatabase
) -> None:
    other = await open_again()
    assert await other.articles.count() == 0
    stored = await publish(database, FERRY)
    assert await other.articles.get(stored.article_id) is not None
    await other.articles.withdraw(stored.article_id)
    assert await database.articles.get(stored.article_id) is None


async def test_cancelled_write_leaves_nothing_half_done_and_the_store_goes_on(database: Database) -> None:
    for turns_of_the_loop in range(0, 60, 5):
        task = asyncio.create_task(put(database, FERRY, external_id="f-1"))
        for _ in range(turns_of_the_loop):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        # Cancelled while the commit was on its way, it is kept; whole or not at all in every case.
        assert [len(article.sentences) for article in await database.articles.pending(10)] in ([], [2])
        await database.articles.withdraw("f-1")
    assert (await put(database, FERRY, external_id="f-1")).status == "added"


async def test_write_that_fails_is_undone_and_the_store_goes_on(database: Database) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await put(database, FERRY, title=None)  # type: ignore[arg-type]
    # The traceback keeps the failed statement alive; it must not keep the lock.
    assert (await put(database, FERRY)).status == "added", caught


ADDING_FOREVER = """
import asyncio, sys
from knowledge.adapters.database import open_database
from tests.contract.newsroom import put

async def main():
    database = await open_database(sys.argv[1])
    number = 0
    while True:
        number += 1
        stored = await put(database, f"Kabar nomor {number}. Ditulis di pelabuhan.", external_id=str(number))
        print("put", stored.revision, flush=True)
        if number % 2:
            await database.articles.publish([stored.revision])
            print("published", stored.revision, flush=True)

asyncio.run(main())
"""


async def test_killed_process_loses_no_article_that_it_reported(
    database: Database, database_url: str
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        ADDING_FOREVER,
        database_url,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    reported: dict[str, set[int]] = {"put": set(), "published": set()}
    for _ in range(15):
        step, revision = (await process.stdout.readline()).split()
        reported[step.decode()].add(int(revision))
    process.send_signal(signal.SIGKILL)
    rest = (await process.stdout.read()).decode().splitlines()
    await process.wait()
    for line in rest:
        if line.count(" ") == 1:
            reported[line.split()[0]].add(int(line.split()[1]))

    survivor = await open_database(database_url)
    try:
        waiting = {article.revision for article in await survivor.articles.pending(10_000)}
        visible = set(await survivor.articles.sentence_counts())
        found = {
            revision for revision, _ in (await survivor.lexical.search_terms(["pelabuhan"], 10_000)).hits
        }
        whole = await survivor.articles.revisions(visible)
    finally:
        await survivor.close()
    assert reported["put"] <= waiting | visible
    assert reported["published"] <= visible
    assert found == visible == set(whole)
    assert not waiting & visible
