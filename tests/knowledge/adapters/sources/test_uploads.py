"""Tests of turning uploaded files and standard input into raw documents."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.adapters.formats.extracted import Extracted
from knowledge.adapters.sources import Sources, sandbox
from knowledge.adapters.sources.sizes import MAX_ARTICLE_BYTES
from knowledge.adapters.sources.uploads import from_stdin, from_upload, parsed_document
from knowledge.articles.reading import read_each
from knowledge.ports import RawDocument, Source
from knowledge.ports.file_kinds import SUFFIXES
from tests.knowledge.adapters.archives.made_archives import (
    Made,
    csv_table,
    eml,
    epub,
    json_array,
    nitf,
    odt,
    rtf,
    some,
    xlsx,
)
from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, news_page, page, pdf


def _texts(sources: list[Source]) -> list[str]:
    return [source.document.text for source in sources if source.document]


def test_every_readable_suffix_leads_to_a_document() -> None:
    contents = {
        "text": b"Feri tiba.",
        "markdown": b"Feri tiba.",
        "html": news_page(),
        "pdf": pdf([page(*NEWS)]),
        "docx": docx(*NEWS),
        "rtf": rtf(Made(1)),
        "odt": odt(Made(1)),
        "eml": eml(Made(1)),
        "json": json_array(some(1)),
        "csv": csv_table(some(1), delimiter="\t"),
        "xlsx": xlsx(some(1)),
        "xml": nitf(Made(1)),
        "epub": epub(some(1)),
        "json_lines": b'{"text": "Feri tiba."}',
        "archive": archive({"a.txt": "Feri tiba."}),
    }
    for kind, suffixes in SUFFIXES.items():
        for suffix in suffixes:
            [source] = from_upload(contents[kind], f"Berita{suffix.upper()}")
            assert source.error is None, suffix
            assert source.document is not None


def test_uploaded_text_is_decoded_and_nothing_else_is_done_to_it() -> None:
    [source] = from_upload(" Pasar\u200b dibuka.\r\n22 April 2022 ".encode("utf-16"), "berita.txt")
    assert source == Source(
        "berita.txt", RawDocument(" Pasar\u200b dibuka.\r\n22 April 2022 ", "plain", "berita.txt")
    )


def test_uploaded_markdown_keeps_its_marks_until_it_is_read() -> None:
    [source] = from_upload(b"# Pasar dibuka\n\nPasar **Melati** dibuka.", "berita.MD")
    assert source.document is not None
    assert (source.document.form, source.document.text[0]) == ("markdown", "#")
    [read] = read_each([source])
    assert read.article is not None
    assert (read.article.title, read.article.text) == ("Pasar dibuka", "Pasar Melati dibuka.")


def test_binary_file_with_a_text_name_is_named_in_the_error() -> None:
    [source] = from_upload(b"%PDF-1.7", "laporan.txt")
    assert source.error is not None
    assert source.error.startswith("laporan.txt is not a text file but a PDF document; ")


def test_upload_of_another_kind_is_refused_with_all_kinds_that_are_read() -> None:
    [source] = from_upload(b"x", "foto.jpg")
    assert source.error == (
        "foto.jpg is of a kind that cannot be read; "
        "Kutip reads .txt, .md, .html, .pdf, .docx, .rtf, .odt, .eml, .jsonl, .json, .csv, .xlsx, .xml, "
        ".epub and .zip files."
    )


def test_empty_upload_is_refused_when_it_is_read() -> None:
    [read] = read_each(from_upload(b"", "kosong.txt"))
    assert read.error == "kosong.txt is empty; an article needs at least one sentence."


@pytest.mark.parametrize("name", ["besar.txt", "besar.md", "besar.pdf", "besar.html"])
def test_too_large_upload_is_refused_with_its_size_and_the_limit(name: str) -> None:
    [source] = from_upload(b"x" * (MAX_ARTICLE_BYTES + 1024 * 1024), name)
    assert source.error == f"{name} has 11 MB; one article may have at most 10 MB, so split it."


def test_standard_input_may_be_json_lines() -> None:
    sources = list(from_stdin(b'\n{"id": "a", "text": "Satu."}\n\n{"text": 1}\nrusak\n{"text": "Dua."}'))
    assert _texts(sources) == ["Satu.", "Dua."]
    assert [source.line for source in sources] == [2, 4, 5, 6]


def test_standard_input_may_be_json_lines_with_a_fault_in_the_first() -> None:
    assert _texts(list(from_stdin(b'{"id": []}\n{"text": "Dua."}'))) == ["Dua."]


def test_standard_input_may_be_one_article() -> None:
    [source] = from_stdin(b"{sic} Pasar dibuka.\nKios penuh.")
    assert source == Source(
        "standard input", RawDocument("{sic} Pasar dibuka.\nKios penuh.", "plain", "Standard input")
    )


@pytest.mark.parametrize(
    ("data", "error"), [(b"", "Standard input is empty"), (b"\x7fELF", "Standard input is not a text file")]
)
def test_unusable_standard_input_is_reported(data: bytes, error: str) -> None:
    [read] = read_each(from_stdin(data))
    assert read.error is not None
    assert read.error.startswith(error)


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("2024-05-06T08:30:00", date(2024, 5, 6)),
        ("2024-05-06T08:30:00+07:00", datetime(2024, 5, 6, 1, 30, tzinfo=UTC)),
        ("6 Mei 2024", None),
        ("", None),
    ],
)
def test_date_that_a_document_states_is_taken_only_in_iso_form(
    published_on: str, day: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted = Extracted("Feri tiba.", published_on=published_on)
    monkeypatch.setattr(sandbox, "extract", lambda _data, _kind, _name: extracted)
    assert parsed_document(b"", "html", "a.html").published_on == day


def test_all_sources_are_reached_through_one_object() -> None:
    sources = Sources()
    assert list(sources.from_stdin(b"Feri.")) == list(from_stdin(b"Feri."))
    assert list(sources.from_upload(b"Feri.", "a.txt")) == list(from_upload(b"Feri.", "a.txt"))
