"""Tests that archives made to do harm are refused or harmless, with one sentence each."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.adapters.sources import archives
from knowledge.adapters.sources.files import from_paths
from knowledge.adapters.sources.uploads import from_upload
from knowledge.ports import Source
from tests.knowledge.adapters.archives.made_archives import Made, epub, odt, package, some, wxr

MEGABYTE = 1024 * 1024


def only(sources: Iterator[Source]) -> Source:
    [source] = sources
    return source


def bomb(declarations: str, reference: str) -> bytes:
    item = f"<item><title>{reference}</title><description>{reference}</description></item>"
    return f"<!DOCTYPE rss [{declarations}]><rss><channel>{item}</channel></rss>".encode()


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A package in one part of which the first ``old`` is replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        contents: dict[str, str | bytes] = {name: parts.read(name) for name in parts.namelist()}
    content = contents[part]
    assert isinstance(content, bytes)
    contents[part] = content.replace(old, new, 1)
    return package(contents)


def laughs() -> str:
    entities = ['<!ENTITY a "haha">']
    entities += [f'<!ENTITY {chr(code)} "{f"&{chr(code - 1)};" * 10}">' for code in range(ord("b"), ord("p"))]
    return "".join(entities)


@pytest.mark.parametrize(
    "data",
    [
        bomb(laughs(), "&o;"),
        bomb(f'<!ENTITY a "{"x" * MEGABYTE}">', "&a;" * 10_000),
        bomb('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        bomb('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;', "x &b;"),
    ],
)
def test_entities_are_never_resolved(data: bytes) -> None:
    for source in from_upload(data, "a.xml"):
        shown = source.error or (source.document.text if source.document else "")
        assert "haha" not in shown
        assert "root:" not in shown
        assert "xx" not in shown


@pytest.mark.parametrize(
    ("data", "name", "part", "word"),
    [
        (odt(Made(1)), "a.odt", "content.xml", b"hari pasar"),
        (epub(some(1)), "a.epub", "OEBPS/book.opf", b"Warta Muarasenja"),
    ],
)
def test_entities_in_documents_are_never_resolved(data: bytes, name: str, part: str, word: bytes) -> None:
    declared = edited(data, part, b"<", f"<!DOCTYPE x [{laughs()}]><".encode())
    for source in from_upload(edited(declared, part, word, b"&o;"), name):
        assert "haha" not in str(source)


@pytest.mark.parametrize("name", ["a.xlsx", "a.odt", "a.epub"])
def test_bomb_in_a_document_is_refused(name: str) -> None:
    data = package({"content.xml": b"\0" * 300 * MEGABYTE, "[Content_Types].xml": b""})
    source = only(from_upload(data, name))
    assert source.error is not None
    assert "as traps do" in source.error


def test_archive_in_an_archive_is_refused_and_a_wordpress_export_in_one_is_read() -> None:
    inner = package({"a.txt": "Feri tiba."})
    sources = list(from_upload(package({"b/inner.zip": inner, "c/site.xml": wxr(some(2))}), "a.zip"))
    assert sources[0].error == "a.zip/b/inner.zip is an archive in an archive; unpack it first."
    assert [source.name for source in sources[1:]] == ["a.zip/c/site.xml, item 1", "a.zip/c/site.xml, item 2"]


def test_paths_that_lead_out_of_an_archive_or_a_folder_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.md"
    secret.write_text("Kata sandi: sangat rahasia.")
    book = edited(epub(some(1)), "OEBPS/book.opf", b"bab%201.xhtml", b"../../../rahasia.md")
    pages = tmp_path / "site" / "content"
    pages.mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_text("")
    (pages / "a.md").symlink_to(secret)
    (tmp_path / "a.epub").write_bytes(book)
    sources = list(from_paths([tmp_path / "site", tmp_path / "a.epub"]))
    assert all(source.document is None for source in sources)


def test_feed_of_a_hundred_thousand_items_is_read_in_little_memory(tmp_path: Path) -> None:
    item = "<item><title>Feri</title><guid>%d</guid><description>Feri nomor %d tiba.</description></item>\n"
    with (tmp_path / "a.xml").open("w") as file:
        file.write("<rss><channel>")
        file.writelines(item % (number, number) for number in range(100_000))
        file.write("</channel></rss>")
    tracemalloc.start()
    try:
        count = sum(source.document is not None for source in from_paths([tmp_path / "a.xml"]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 100_000
    assert peak < 2 * MEGABYTE


def test_row_of_a_hundred_megabytes_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w") as file:
        file.write("id,isi\n1,Feri tiba.\n2,")
        for _ in range(100):
            file.write("x" * MEGABYTE)
        file.write("\n3,Api padam.\n")
    first, long, last = from_paths([tmp_path / "a.csv"])
    assert first.document is not None
    assert last.document is not None
    assert long.error == f"{tmp_path / 'a.csv'}, row 3: It is longer than 10 MB; split it."


def test_quotation_mark_that_is_never_closed_ends_the_table(tmp_path: Path) -> None:
    row = "x" * 1000 + "\n"
    (tmp_path / "a.csv").write_text('isi\nFeri tiba.\n"' + row * 20_000)
    first, last = from_paths([tmp_path / "a.csv"])
    assert first.document is not None
    assert (
        last.error
        == f"{tmp_path / 'a.csv'}, row 3: It has no end; write a quotation mark after its last field."
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 1_000_000),
        ("a.json", b'[{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]"),
        ("a.xml", b"<rss>" + b"<item>" * 100_000),
        ("a.rtf", b"{\\rtf1" + b"{" * 1_000_000),
        (
            "a.eml",
            b"Content-Type: multipart/mixed; boundary=a\n\n"
            + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 10_000,
        ),
        ("a.json", b'[{"text": "<p>' + b"<div>" * 1_000_000 + b'Feri tiba."}]'),
    ],
)
def test_deep_nesting_is_refused_or_harmless(name: str, data: bytes) -> None:
    assert all(source.error for source in from_upload(data, name) if source.document is None)


def test_process_that_does_not_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "TIMEOUT_S", 0.0)
    assert only(from_upload(wxr(some(1)), "a.xml")).error == (
        "a.xml takes too long or needs too much memory to be read; split it."
    )


def test_reading_can_stop_after_any_article() -> None:
    sources = from_upload(wxr(some(3)), "a.xml")
    assert next(sources).document is not None
    sources.close()  # type: ignore[attr-defined]
    assert len(list(from_upload(wxr(some(3)), "a.xml"))) == 3


def test_article_of_more_than_ten_megabytes_is_refused() -> None:
    data = b'[{"text": "%s"}, {"text": "Feri tiba."}]' % (b"Feri. " * 2_000_000)
    long, good = from_upload(data, "a.json")
    assert long.error == "a.json, item 1 is too long; one article may have at most 10 MB."
    assert good.document is not None
