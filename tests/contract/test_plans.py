"""Tests of query plans: on SQLite, queries find their rows by an index, so they stay fast as tables grow.

SQLite has no statistics here, so its plans are the same for an empty database as for a large one. The plans
of PostgreSQL depend on statistics and are not tested.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from knowledge.adapters.database import Database, open_database
from knowledge.models import ArticleText, Period
from knowledge.ports import OutgoingMessage
from tests.contract.newsroom import SettableClock, publish, put

FERRY = "Feri tiba di Teluk Wangi. Kapal itu penuh."

GROWING = (
    *("articles", "sentences", "article_marks", "article_versions", "lexical_terms"),
    *("turns", "turn_citations", "sent_messages", "updates"),
)
READS_ALL = re.compile(
    rf"SCAN ({'|'.join(GROWING)})\b(?! USING INDEX articles_(?:pending|withdrawn)$)|.*articles_listed"
)
"""Plan steps that read a whole table, or the index of published articles, which contains nearly all of
them."""


@contextmanager
def planned(file: Path) -> Iterator[dict[str, list[str]]]:
    """Records the statements executed in the block, then fills the yielded dictionary: plan steps by
    statement."""
    executed: dict[str, Any] = {}

    def record(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        executed.setdefault(statement, parameters[0] if isinstance(parameters, list) else parameters)

    plans: dict[str, list[str]] = {}
    event.listen(sa.Engine, "before_cursor_execute", record)
    try:
        yield plans
    finally:
        event.remove(sa.Engine, "before_cursor_execute", record)
    with closing(sqlite3.connect(file)) as connection:
        for statement, parameters in executed.items():
            if statement.split()[0] in {"SELECT", "UPDATE", "DELETE", "INSERT", "WITH"}:
                explained = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans[statement] = [row[3] for row in explained]


async def _articles(database: Database) -> None:
    """Every query about single articles, or about pending ones."""
    articles = database.articles
    added = await publish(database, FERRY, external_id="f-1")
    assert added.revision is not None
    await publish(database, "Pasar dibuka.")
    await put(database, "Pasar dibuka.")
    await put(database, "Pasar dibuka.", external_id="p-1")
    await put(database, FERRY.replace("penuh", "kosong"), external_id="f-1")
    assert len(await articles.pending(16)) == 1
    await articles.publish([article.revision for article in await articles.pending(16)])
    await articles.purge(await articles.withdrawn())
    text = ArticleText("Feri batal.")
    await articles.put(
        text, title="Feri", language="id", spans=[(0, 11)], terms=["feri"], replaces=added.article_id
    )
    assert await articles.get("f-1") is not None
    assert len(await articles.resolve(["f-1", "p-1", "x"])) == 2
    found = await articles.revisions(range(1, 9))
    await articles.save_minhashes({revision: [1, 2] for revision in found})
    assert len(await articles.sharing_minhashes([1, 2], 9)) == len(found)
    await articles.is_pending(4)
    await articles.versions("f-1")
    await articles.unpublish([min(found)])
    await articles.trash(added.article_id)
    await articles.find_trashed(added.article_id)
    await articles.restore_record(added.article_id)
    await articles.empty_trash()
    await articles.retract(added.article_id, "sumber palsu")
    await articles.withdraw("p-1")
    await articles.count()
    await database.lexical.search_terms(["feri", "pasar"], 9)
    await database.lexical.document_frequencies(["feri"])


async def _conversations(database: Database) -> None:
    """Every query about turns, updates and sent messages."""
    conversations = database.conversations
    await conversations.history("telegram:1", 6)
    await conversations.turn_by_origin("update:1")
    await conversations.turn(1)
    await conversations.citing("a1", 9)
    await conversations.begin_anew("telegram:1")
    await conversations.move("telegram:1", "telegram:2")
    await conversations.rate(1, "up")
    await conversations.forget("telegram:1")
    await conversations.forget_person("7")
    await database.updates.save(1, [])
    await database.updates.unhandled(1)
    await database.updates.mark_handled(1, [1])
    await database.sent.intend(OutgoingMessage("update:1", 0, 5, 5, 1))
    await database.sent.confirm("update:1", 0, 5, 5, 2)
    await database.sent.newest_number(5)
    await database.sent.used_numbers(5, 1)
    await database.sent.turn_of(5, 2)


@pytest.mark.parametrize("run_queries", [_articles, _conversations])
async def test_no_query_reads_a_whole_table(
    tmp_path: Path, run_queries: Callable[[Database], Awaitable[None]]
) -> None:
    file = tmp_path / "kutip.db"
    database = await open_database(f"sqlite:///{file}", clock=SettableClock())
    with planned(file) as plans:
        await run_queries(database)
    await database.close()
    assert len(plans) > 12
    assert {
        statement: step for statement, steps in plans.items() for step in steps if READS_ALL.match(step)
    } == {}


async def test_queries_over_all_articles_read_an_index(tmp_path: Path) -> None:
    file = tmp_path / "kutip.db"
    database = await open_database(f"sqlite:///{file}", clock=SettableClock())
    with planned(file) as plans:
        await database.articles.list(20, 40)
        await database.articles.published(Period(date(2024, 5, 1), date(2024, 5, 7)), 20)
        await database.articles.sentence_counts()
        await database.articles.without_minhashes(16)
    await database.close()
    listed, of_a_period, counted, without_minhashes = plans.values()
    assert listed == ["SCAN articles USING INDEX articles_listed"]
    assert of_a_period == ["SEARCH articles USING INDEX articles_listed (listed_on>? AND listed_on<?)"]
    assert counted == ["SCAN articles USING COVERING INDEX articles_listed"]
    assert [step for step in without_minhashes if step.startswith("SCAN")] == counted
