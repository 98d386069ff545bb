"""Tests of ``kutip add`` and ``kutip replace`` with files, links and standard input, in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adding import add_from_sources, progress_bar, read_one
from knowledge.adapters.sources import Sources
from knowledge.errors import PageUnavailable, UnreadableArticle
from knowledge.ports import RawDocument
from tests.knowledge.made_newsroom import Newsroom, open_newsroom


class OnePage(Sources):
    """Sources of articles that read real files, and know a single web page."""

    fetched = 0

    async def fetch(self, url: str) -> RawDocument:
        self.fetched += 1
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
    assert [(row["source"], row["status"]) for row in rows] == [
        (f"{lines}:1", "added"),
        (f"{lines}:2", "failed"),
        ("https://warta.example/feri", "added"),
        ("https://warta.example/tiada", "failed"),
        (str(tmp_path / "tiada.txt"), "failed"),
    ]
    errors = [row["error"] for row in rows if row["status"] == "failed"]
    assert errors[0].startswith(f"{lines}:2: ")
    assert errors[1:] == [
        "https://warta.example/tiada does not answer; try again later.",
        f"{tmp_path / 'tiada.txt'} does not exist; check the path.",
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


async def test_pages_of_a_sitemap_are_fetched_once_and_again_when_they_have_changed(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sitemap, links, sources = tmp_path / "sitemap.xml", tmp_path / "links.txt", OnePage()
    sitemap.write_text("<urlset><url><loc>https://warta.example/feri</loc></url></urlset>")
    links.write_text("https://warta.example/feri\nhttps://warta.example/tiada\n")

    assert await add_from_sources(newsroom.library, sources, [str(sitemap)], as_json=False)
    assert not await add_from_sources(newsroom.library, sources, [str(links)], as_json=True)
    assert sources.fetched == 2
    changed = "<lastmod>2999-01-01</lastmod>"
    sitemap.write_text(f"<urlset><url><loc>https://warta.example/feri</loc>{changed}</url></urlset>")
    assert await add_from_sources(newsroom.library, sources, [str(sitemap)], as_json=False)
    assert sources.fetched == 3

    article = await newsroom.library.get("https://warta.example/feri")
    assert (article.text, article.url) == ("Feri tiba.", "https://warta.example/feri")
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["status"], first["article_id"], first["source"]) == (
        "unchanged",
        article.id,
        f"{links}, link 1",
    )
    assert (
        second["error"] == f"{links}, link 2: https://warta.example/tiada does not answer; try again later."
    )


async def test_draft_is_left_out_with_a_message_and_without_an_error(
    newsroom: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "feri.md"
    file.write_text("---\ntitle: Feri\ndraft: true\n---\nFeri tiba.")
    assert await add_from_sources(newsroom.library, OnePage(), [str(file)], as_json=True)
    printed = capsys.readouterr()
    assert (printed.out, printed.err.splitlines()) == ("", [f"{file}: It is a draft.", "1 left out"])


async def test_progress_is_logged_where_no_bar_can_be_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Adding", None) as advance:
        for _ in range(5):
            advance(500)
    assert capsys.readouterr().err.splitlines() == ["Adding: 1,000 so far", "Adding: 2,000 so far"]


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
