"""Tests of zip archives: reading their members, and refusing dangerous ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from knowledge.adapters.sources.files import count, from_paths
from knowledge.adapters.sources.uploads import from_upload
from tests.knowledge.adapters.formats.made_documents import archive, news_page


def test_archive_gives_each_article_of_a_known_kind_under_its_name() -> None:
    data = archive(
        {
            "berita/a.txt": "Feri tiba.",
            "berita/b.html": news_page(),
            "c.jsonl": '{"text": "Harga beras naik."}\n{"teks": 1}\n',
            "foto.jpg": b"\xff\xd8\xff",
            "__MACOSX/d.txt": "x",
            "dalam.zip": archive({"e.txt": "Tidak."}),
        }
    )

    sources = list(from_upload(data, "berita.zip"))

    assert [(source.name, source.line, source.document is not None) for source in sources] == [
        ("berita.zip/berita/a.txt", None, True),
        ("berita.zip/berita/b.html", None, True),
        ("berita.zip/c.jsonl", 1, True),
        ("berita.zip/c.jsonl", 2, False),
        ("berita.zip/dalam.zip", None, False),
    ]
    assert "archive in an archive" in (sources[-1].error or "")


def test_archive_is_counted_by_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"a.txt": "Feri tiba.", "b.jsonl": "{}\n\n{}\n", "c.jpg": "x"}))

    assert count([path]) == len(list(from_paths([path]))) == 3


def test_archive_on_disk_is_read_like_an_upload(tmp_path: Path) -> None:
    folder = tmp_path / "masuk" / "baru"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(archive({"../../luar.txt": "Feri tiba."}))

    [source] = from_paths([folder])

    assert source.document is not None
    assert count([folder]) == 1
    assert list(tmp_path.rglob("*.txt")) == []


def test_decompression_bombs_are_refused_and_other_members_read() -> None:
    data = archive({"a.txt": b"a" * 9_000_000, "b.txt": "Feri tiba."})

    bomb, good = from_upload(data, "a.zip")

    assert "many times its size" in (bomb.error or "")
    assert good.document is not None


def test_archive_that_declares_less_than_it_holds_gives_no_more_than_declared() -> None:
    raw = bytearray(archive({"a.txt": "Feri tiba di Teluk Wangi. " * 100}))
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        size = made.infolist()[0].file_size
    for at in range(len(raw) - 4):
        if int.from_bytes(raw[at : at + 4], "little") == size:
            raw[at : at + 4] = (10).to_bytes(4, "little")

    [source] = from_upload(bytes(raw), "a.zip")

    assert source.document is None or len(source.document.text) <= 10


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"foto.jpg": "x"}, "holds no article"),
        ({f"{number}.txt": "" for number in range(20_001)}, "more than 20,000 files"),
    ],
)
def test_archive_as_a_whole_is_refused_with_the_reason(members: dict[str, str], reason: str) -> None:
    [source] = from_upload(archive(members), "a.zip")

    assert source.error is not None
    assert source.error.startswith("a.zip ")
    assert reason in source.error
