"""Tests that an exported archive is imported with ids, versions, retractions and errata, and only once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.export import export_archive
from bot.importing import import_archive
from knowledge.articles.transfer import Transfer
from knowledge.errors import TellUser, UnknownArticle
from knowledge.models import ArticleText
from tests.knowledge.made_newsroom import BRIDGE, LONG, MARKET, Newsroom, open_newsroom

ERRATUM = ArticleText(
    "Dalam artikel “Jembatan Kelana” tertulis biayanya Rp 4 miliar. Yang benar Rp 5 miliar.",
    title="Ralat: Jembatan Kelana",
)


def transfer_of(newsroom: Newsroom) -> Transfer:
    return Transfer(newsroom.database.transfer, newsroom.database.articles, newsroom.indexer)


@pytest_asyncio.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom with an article that was replaced, a retracted one, an erratum, and one in the trash."""
    async with open_newsroom(tmp_path) as opened:
        library = opened.library
        bridge = await library.add(BRIDGE)
        market = await library.add(MARKET)
        trashed = await library.add(LONG)
        named = ArticleText("Feri tiba.", title="Feri", publisher="Warta", url="https://warta.example/1")
        await library.add(named)
        assert bridge.article_id is not None
        assert market.article_id is not None
        assert trashed.article_id is not None
        await library.replace(
            bridge.article_id, ArticleText("Jembatan Kelana dibuka. Biayanya Rp 5 miliar."), "salah"
        )
        await library.retract(market.article_id, "tidak benar")
        erratum = await library.add(ERRATUM)
        await opened.database.articles.link(erratum.article_id or "", bridge.article_id)
        await library.trash(trashed.article_id)
        yield opened


async def exported(newsroom: Newsroom, file: Path) -> str:
    await export_archive(transfer_of(newsroom), str(file), await newsroom.library.count())
    return await asyncio.to_thread(file.read_text, encoding="utf-8")


def rows_in(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


async def test_export_of_an_imported_archive_is_the_same(newsroom: Newsroom, tmp_path: Path) -> None:
    first = await exported(newsroom, tmp_path / "one.jsonl")
    (tmp_path / "other").mkdir()
    async with open_newsroom(tmp_path / "other") as other:
        assert await import_archive(transfer_of(other), str(tmp_path / "one.jsonl"))

        assert await exported(other, tmp_path / "two.jsonl") == first
        assert await other.library.list(10) == await newsroom.library.list(10)
        bridge = next(row["article_id"] for row in rows_in(first) if row.get("reason") == "salah")
        assert await other.library.history(bridge) == await newsroom.library.history(bridge)
        retracted = next(row["article_id"] for row in rows_in(first) if row.get("ending") == "retracted")
        assert await other.library.standing(retracted) == await newsroom.library.standing(retracted)
        # Nobody read these versions here, so nobody is told that they have ended.
        assert await other.database.corrections.next_correction() is None
        # Every current article can be found, and no other.
        assert await other.database.articles.known() == set(await other.database.articles.sentence_counts())
    endings = [row.get("ending") for row in rows_in(first) if "article_id" in row]
    assert endings == ["replaced", "retracted", None, None, None]


async def test_link_of_an_erratum_is_exported(newsroom: Newsroom, tmp_path: Path) -> None:
    rows = rows_in(await exported(newsroom, tmp_path / "one.jsonl"))
    titles = {row["article_id"]: row["title"] for row in rows if "article_id" in row}
    [link] = [row for row in rows if "erratum_id" in row]
    assert titles[link["erratum_id"]] == "Ralat: Jembatan Kelana"
    assert titles[link["corrected_id"]] == "Jembatan Kelana"


async def test_import_that_was_cut_off_is_completed_and_the_same_again_adds_nothing(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = await exported(newsroom, tmp_path / "one.jsonl")
    (tmp_path / "part.jsonl").write_text("\n".join(first.splitlines()[:3]) + "\n{", encoding="utf-8")
    (tmp_path / "other").mkdir()
    async with open_newsroom(tmp_path / "other") as other:
        assert not await import_archive(transfer_of(other), str(tmp_path / "part.jsonl"))
        assert await import_archive(transfer_of(other), str(tmp_path / "one.jsonl"))
        assert await import_archive(transfer_of(other), str(tmp_path / "one.jsonl"))
        assert await exported(other, tmp_path / "two.jsonl") == first
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path / 'part.jsonl'}, line 4: The line is cut off or too long; export the archive again.",
        "2 added, 1 failed",
        "3 added, 2 unchanged",
        "5 unchanged",
    ]


async def test_newer_export_of_the_same_archive_brings_its_changes_and_an_older_one_undoes_none(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    old = await exported(newsroom, tmp_path / "old.jsonl")
    (tmp_path / "other").mkdir()
    async with open_newsroom(tmp_path / "other") as other:
        assert await import_archive(transfer_of(other), str(tmp_path / "old.jsonl"))
        ferry = next(row["article_id"] for row in rows_in(old) if row.get("title") == "Feri")
        bridge = next(row["article_id"] for row in rows_in(old) if row.get("reason") == "salah")
        await newsroom.library.replace(ferry, ArticleText("Feri tiba terlambat."), "kurang lengkap")
        await newsroom.library.retract(bridge, "dicabut")
        new = await exported(newsroom, tmp_path / "new.jsonl")
        assert await import_archive(transfer_of(other), str(tmp_path / "new.jsonl"))
        assert await import_archive(transfer_of(other), str(tmp_path / "old.jsonl"))

        assert sorted((await exported(other, tmp_path / "two.jsonl")).splitlines()) == sorted(
            new.splitlines()
        )
        assert await other.database.articles.withdrawn() == []
        with pytest.raises(UnknownArticle):
            await other.library.get(bridge)


async def test_article_that_is_here_under_another_id_is_refused(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await exported(newsroom, tmp_path / "one.jsonl")
    (tmp_path / "other").mkdir()
    async with open_newsroom(tmp_path / "other") as other:
        mine = await other.library.add(ArticleText("Feri tiba."))
        assert not await import_archive(transfer_of(other), str(tmp_path / "one.jsonl"))
        assert (await other.library.get(mine.article_id or "")).text == "Feri tiba."
    [error, summary] = capsys.readouterr().err.splitlines()
    assert f"Article {mine.article_id} is the same one here" in error
    assert summary == "4 added, 1 failed"


GOOD = {"article_id": "abc", "title": "Feri", "text": "Feri tiba.", "since": "2024-05-06T00:00:00+00:00"}


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        (json.dumps(GOOD | {"article_id": "../a"}), '"article_id" is not the id'),
        (json.dumps(GOOD | {"article_id": "a" * 101}), '"article_id" is not the id'),
        (json.dumps(GOOD | {"text": 5}), '"text" is not a string'),
        (json.dumps(GOOD | {"text": " "}), "has no text"),
        (json.dumps(GOOD | {"title": "\x00"}), "not text"),
        (json.dumps(GOOD | {"since": "2024-05-06"}), "dates"),
        (json.dumps(GOOD | {"published_on": "kemarin"}), "dates"),
        (json.dumps(GOOD | {"ending": "retracted"}), "do not belong together"),
        (json.dumps(GOOD | {"ending": "lost", "until": GOOD["since"]}), "do not belong together"),
        (json.dumps({"erratum_id": "a b"}), '"erratum_id" is not the id'),
    ],
)
async def test_bad_line_is_reported_with_its_number_and_the_rest_is_imported(
    row: str, error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"kutip_export": 1}}\n{row}\n{json.dumps(GOOD)}\n', encoding="utf-8")
    async with open_newsroom(tmp_path) as opened:
        assert not await import_archive(transfer_of(opened), str(file))
        assert (await opened.library.get("abc")).text == "Feri tiba."
    first, summary = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{file}, line 2: ")
    assert error in first
    assert summary == "1 added, 1 failed"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ('{"id": 1, "text": "Feri."}\n', "not what `kutip export` writes"),
        ("", "not what `kutip export` writes"),
        ('{"kutip_export": 2}\n', "newer version"),
    ],
)
async def test_file_that_is_no_export_is_refused(
    content: str, error: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(content)
    with pytest.raises(TellUser, match=error):
        await import_archive(transfer_of(newsroom), str(tmp_path / "a.jsonl"))


async def test_file_that_cannot_be_opened_is_named(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(TellUser, match="cannot be read"):
        await import_archive(transfer_of(newsroom), str(tmp_path / "tiada"))
    with pytest.raises(TellUser, match="cannot be written"):
        await export_archive(transfer_of(newsroom), str(tmp_path / "tiada" / "a.jsonl"), 1)
