"""HTML, PDF, DOCX and zip: what comes out, what is refused, and that the reading is shut in."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from knowledge.adapters.sources import sandbox
from knowledge.adapters.sources.files import (
    count_sources,
    read_bytes,
    read_sources,
    read_upload,
)
from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, news_page, page, pdf

# --- HTML


def test_news_page_gives_text_title_date_publisher_and_address() -> None:
    article = read_bytes(news_page(), "pasar.html")

    assert article.text == "\n\n".join(NEWS)
    assert article.title == "Pasar Melati dibuka lagi"
    assert article.published_on == date(2024, 5, 6)
    assert article.publisher == "Warta Muarasenja"
    assert article.url == "https://warta.example/pasar-melati"


def test_page_without_a_main_text_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"^kosong.html holds no main text; .*\.$"):
        read_bytes(b"<html><head><title>x</title></head><body></body></html>", "kosong.html")


def test_address_of_a_page_that_is_no_web_address_is_left_out() -> None:
    html = news_page().replace(b"https://warta.example/pasar-melati", b"javascript:alert(1)")

    assert read_bytes(html, "pasar.html").url is None


# --- PDF


def test_pdf_gives_title_and_paragraphs_with_words_and_sentences_mended() -> None:
    document = pdf(
        [
            [
                (70, 800, 9, "Warta Muarasenja 6 Mei 2024"),
                (70, 760, 20, "Pasar Melati"),
                (70, 736, 20, "dibuka lagi"),
                *page(
                    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diper-",
                    "baiki. Anak-",
                    "anak menari di depan gerbang, dan pedagang se-",
                    "Muarasenja hadir.",
                    "",
                    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah",
                    top=700,
                ),
                (290, 30, 9, "1"),
            ],
            [
                (70, 800, 9, "Warta Muarasenja 6 Mei 2024"),
                *page("menempati kios yang baru."),
                (290, 30, 9, "2"),
            ],
        ]
    )

    article = read_bytes(document, "pasar.pdf")

    assert article.title == "Pasar Melati dibuka lagi"
    assert article.text == (
        "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
        "Anak-anak menari di depan gerbang, dan pedagang se-Muarasenja hadir.\n\n"
        "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
    )


def test_scanned_pdf_is_refused_with_the_reason() -> None:
    with pytest.raises(UnreadableArticle, match="pictures of pages but hardly any text"):
        read_bytes(pdf([[], []]), "pindai.pdf")


def test_encrypted_pdf_is_refused_with_the_reason() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([page(*NEWS)]))))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(UnreadableArticle, match=r"^rahasia.pdf is protected by a password"):
        read_bytes(out.getvalue(), "rahasia.pdf")


def test_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match="has 101 pages"):
        read_bytes(pdf([page(*NEWS)] * 101), "buku.pdf")


# --- DOCX


def test_docx_gives_title_and_paragraphs() -> None:
    article = read_bytes(docx(*NEWS, title="Pasar Melati dibuka lagi"), "pasar.docx")

    assert article.title == "Pasar Melati dibuka lagi"
    assert article.text == "\n\n".join(NEWS)


def test_struck_text_of_a_review_is_left_out_and_added_text_is_read() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Pasar dibuka </w:t></w:r><w:ins w:id="1" w:author="R"><w:r>'
        '<w:t>Senin</w:t></w:r></w:ins><w:del w:id="2" w:author="R"><w:r><w:delText>Minggu</w:delText></w:r>'
        "<w:r><w:t>Minggu</w:t></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
    )
    document = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )

    assert read_bytes(docx(word__document_xml=document.encode()), "a.docx").text == "Pasar dibuka Senin."


@pytest.mark.parametrize("data", [b"PK\x03\x04 no", b"\xd0\xcf\x11\xe0 old", b"", archive({"a.txt": "x"})])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticle, match=r"^laporan\.docx .*\.$"):
        read_bytes(data, "laporan.docx")


# --- zip


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

    found = list(read_upload(data, "berita.zip"))

    assert [(source.name, source.line, source.article is not None) for source in found] == [
        ("berita.zip/berita/a.txt", None, True),
        ("berita.zip/berita/b.html", None, True),
        ("berita.zip/c.jsonl", 1, True),
        ("berita.zip/c.jsonl", 2, False),
        ("berita.zip/dalam.zip", None, False),
    ]
    assert "archive in an archive" in (found[-1].error or "")


def test_archive_is_counted_by_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"a.txt": "Feri tiba.", "b.jsonl": "{}\n\n{}\n", "c.jpg": "x"}))

    assert count_sources([path]) == len(list(read_sources([path]))) == 3


def test_archive_on_disk_is_read_like_an_upload(tmp_path: Path) -> None:
    folder = tmp_path / "masuk" / "baru"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(archive({"../../luar.txt": "Feri tiba."}))

    [source] = read_sources([folder])

    assert source.article is not None
    assert count_sources([folder]) == 1
    assert list(tmp_path.rglob("*.txt")) == []


def test_members_that_are_traps_are_refused_and_the_others_read() -> None:
    data = archive({"a.txt": b"a" * 9_000_000, "b.txt": "Feri tiba."})

    bomb, good = read_upload(data, "a.zip")

    assert "many times its size" in (bomb.error or "")
    assert good.article is not None


def test_archive_that_declares_less_than_it_holds_gives_no_more_than_declared() -> None:
    raw = bytearray(archive({"a.txt": "Feri tiba di Teluk Wangi. " * 100}))
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        size = made.infolist()[0].file_size
    for at in range(len(raw) - 4):
        if int.from_bytes(raw[at : at + 4], "little") == size:
            raw[at : at + 4] = (10).to_bytes(4, "little")

    [source] = read_upload(bytes(raw), "a.zip")

    assert source.article is None or len(source.article.text) <= 10


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"foto.jpg": "x"}, "holds no article"),
        ({f"{number}.txt": "" for number in range(20_001)}, "more than 20,000 files"),
    ],
)
def test_archive_as_a_whole_is_refused_with_the_reason(members: dict[str, str], reason: str) -> None:
    [source] = read_upload(archive(members), "a.zip")

    assert source.error is not None
    assert source.error.startswith("a.zip ")
    assert reason in source.error


# --- the process


WRITTEN = Path("/tmp/kutip-was-here")  # noqa: S108 - it must not be written


def _child(code: str) -> subprocess.CompletedProcess[str]:
    start = "from knowledge.adapters.formats import child; child.limit('html')\n"
    return subprocess.run(
        [sys.executable, "-I", "-c", start + code], capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/kutip-was-here', 'w')",
        "import os; os.open('/tmp/kutip-was-here', os.O_WRONLY | os.O_CREAT)",
        "import os; os.mkdir('/tmp/kutip-was-here')",
    ],
)
def test_reader_can_neither_connect_nor_start_nor_write(code: str) -> None:
    done = _child(code)

    assert done.returncode == 1
    assert "PermissionError" in done.stderr
    assert not WRITTEN.exists()


def test_reader_that_never_ends_is_ended_by_the_system() -> None:
    done = _child("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")

    assert done.returncode < 0


def test_reader_that_takes_too_much_memory_is_stopped() -> None:
    assert "MemoryError" in _child("x = b'a' * 2**31").stderr


def test_document_that_takes_too_long_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "TIMEOUT_S", 0.01)

    with pytest.raises(UnreadableArticle, match=r"^lama.html takes too long or needs too much memory .*\.$"):
        sandbox.extract(news_page(), "html", "lama.html")
