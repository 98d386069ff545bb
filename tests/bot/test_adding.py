"""Tests of ``kutip add`` and ``kutip replace`` with files, links and standard input, in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adding import add_from_sources, read_one
from knowledge.adapters.sources import Sources
from knowledge.errors import PageUnavailable, UnreadableArticle
from knowledge.ports import RawDocument
from tests.knowledge.made_newsroom import Newsroom, open_newsroom


class OnePage(Sources):
    """Sources of articles that read real files, and know a single web page."""

    async def fetch(self, url: str) -> RawDocument:
        if url != "https://warta.example/feri":
            raise PageUnavailable(f"{url} does not answer; try again later.")
        return RawDocument("Feri tiba.", name=url, url=url)


@pytest_asyncio.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with open_newsroom(tmp_path) as opened:
        yield opened


async def test_every_article_is_added_and_every_error_is_reported_in_order(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"id": "a", "text": "Api padam."}\n{}\n')
    names = [
        str(lines),
        "https://warta.example/feri",
        "https://warta.example/tiada",
        str(tmp_path / "tiada.txt"),
    ]

    assert not await add_from_sources(newsroom.library, OnePage(), names, as_json=True)

    printed = capsys.readouterr()
    rows = [json.loads(line) for line in printed.out.splitlines()]
    assert sorted(row["status"] for row in rows) == ["added", "added", "failed", "failed", "failed"]
    errors = [row["error"] for row in rows if row["status"] == "failed"]
    assert [error.partition(": ")[0] for error in errors] == [
        f"{lines}:2",
        "https://warta.example/tiada",
        str(tmp_path / "tiada.txt"),
    ]
    assert printed.err.splitlines() == [*errors, "2 added, 3 failed"]


async def test_single_article_is_named_and_the_same_again_is_unchanged(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "feri.txt"
    file.write_text("Feri tiba.")
    for status in ("Added", "Unchanged"):
        assert await add_from_sources(newsroom.library, OnePage(), [str(file)], as_json=False)
        assert capsys.readouterr().err.startswith(f"{status}: Feri tiba (")


async def test_article_on_standard_input_is_added(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Feri tiba.")))
    assert await add_from_sources(newsroom.library, OnePage(), ["-"], as_json=False)
    assert await newsroom.library.count() == 1


async def test_one_article_is_read_from_a_link_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "feri.md"
    file.write_text("# Feri\n\nFeri tiba.")
    article = await read_one(OnePage(), "https://warta.example/feri")
    assert (article.text, article.url) == ("Feri tiba.", "https://warta.example/feri")
    assert (await read_one(OnePage(), str(file))).title == "Feri"


async def test_source_of_several_articles_or_none_is_refused(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "Satu."}\n{"text": "Dua."}\n')
    with pytest.raises(UnreadableArticle, match="holds 2 articles; name a source that holds one"):
        await read_one(OnePage(), str(lines))
    with pytest.raises(UnreadableArticle, match="does not answer"):
        await read_one(OnePage(), "https://warta.example/tiada")
