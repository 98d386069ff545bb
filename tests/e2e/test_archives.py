"""Runs `kutip add` with archives of other programs, and `kutip export` and `kutip import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine
from tests.knowledge.adapters.archives.made_archives import Made, hugo_page, some, telegram, wxr


@pytest.fixture
def kutip(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_archives_are_added_in_the_order_of_the_arguments_and_only_once(kutip: CommandLine) -> None:
    site = kutip.folder / "blog" / "content"
    site.mkdir(parents=True)
    (site.parent / "hugo.toml").write_text("title = 'Warta'")
    (site / "a.md").write_text(hugo_page(Made(30)), encoding="utf-8")
    (site / "b.md").write_text(hugo_page(Made(31), more="draft = true\n"), encoding="utf-8")
    (kutip.folder / "a.xml").write_bytes(wxr(some(2)))
    (kutip.folder / "result.json").write_bytes(telegram([Made(20)]))
    names = ["result.json", "blog", "a.xml"]

    first = kutip("add", *names, "--json")
    again = kutip("add", *names)

    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert [row["source"] for row in rows] == [
        "result.json, message 21",
        "blog/content/a.md",
        "a.xml, item 1",
        "a.xml, item 2",
    ]
    assert {row["status"] for row in rows} == {"added"}
    assert first.stderr.splitlines() == ["blog/content/b.md: It is a draft.", "4 added, 1 left out"]
    assert again.stderr.splitlines() == ["blog/content/b.md: It is a draft.", "4 unchanged, 1 left out"]
    assert (first.returncode, again.returncode) == (0, 0)
    shown = json.loads(kutip("show", rows[2]["article_id"], "--json").stdout)
    assert (shown["title"], shown["text"]) == (Made(1).title, Made(1).text)


def test_archive_moves_to_another_folder(kutip: CommandLine, tmp_path: Path) -> None:
    (kutip.folder / "a.xml").write_bytes(wxr(some(2)))
    row = json.loads(kutip("add", "a.xml", "--json").stdout.splitlines()[0])
    assert kutip("retract", row["article_id"], "salah").returncode == 0
    assert kutip("export", "all.jsonl").returncode == 0
    exported = (kutip.folder / "all.jsonl").read_text(encoding="utf-8")
    (tmp_path / "other").mkdir()
    other = CommandLine(tmp_path / "other")

    done = other("import", "-", stdin=exported)

    assert (done.returncode, done.stderr) == (0, "2 added\n")
    assert other("export", "-").stdout == exported
    assert kutip("import", "tiada.jsonl").returncode == 1
    assert not list(kutip.folder.glob("*.partial"))
