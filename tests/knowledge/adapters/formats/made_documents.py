"""Makes small documents of a few lines in each format, for tests of parsing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.adapters.sources.uploads import from_upload
from knowledge.articles.reading import read_only
from knowledge.models import ArticleText

Placed = tuple[float, float, float, str]
"""x, y, size of the letters in points, text in Latin letters."""

Rule = tuple[float, float, float, float]
"""The ends of a drawn line: x, y, x, y in points."""


def pdf(pages: Sequence[Sequence[Placed]], *, trailer: str = "", rules: Sequence[Rule] = ()) -> bytes:
    """Makes a PDF with the given lines of text on its pages, in one font, and ``rules`` on the first page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids: list[str] = []
    for lines in pages:
        content = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET\n" for x, y, size, text in lines
        )
        if not kids:
            content += "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in rules)
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def page(*lines: str, top: float = 760, line_distance: float = 14, size: float = 11) -> list[Placed]:
    """Places lines under each other on a page, for :func:`pdf`. An empty line is a gap between paragraphs."""
    placed: list[Placed] = []
    y = top
    for line in lines:
        if line:
            placed.append((70, y, size, line))
            y -= line_distance
        else:
            y -= line_distance * 0.8
    return placed


def docx(*paragraphs: str, title: str = "", **parts: bytes) -> bytes:
    """Makes a Word document. ``parts`` replace or add members by name (``__`` is ``/``, ``_`` is ``.``)."""
    import docx as word

    document = word.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    if not parts:
        return out.getvalue()
    named = {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as old:
        kept: dict[str, Any] = {name: old.read(name) for name in old.namelist()}
    return archive(kept | named)


def encrypted(document: bytes, *, password: str, algorithm: str) -> bytes:
    """Encrypts a PDF: without ``password`` it opens for everybody and only its owner may change it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document)))
    writer.encrypt(password, owner_password="pemilik", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def strict(document: bytes) -> bytes:
    """Renames a Word document to the strict dialect, as Word's "Strict Open XML Document" is."""
    usual = b"http://schemas.openxmlformats.org/"
    names = (
        (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
        (b"wordprocessingml/2006/main", b"wordprocessingml/main"),
        (b"drawingml/2006/main", b"drawingml/main"),
    )
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts: dict[str, bytes] = {name: package.read(name) for name in package.namelist()}
    for old, new in names:
        parts = {
            name: data.replace(usual + old, b"http://purl.oclc.org/ooxml/" + new)
            for name, data in parts.items()
        }
    return archive(parts)


def docx_with_table(*paragraphs: str, rows: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Makes a Word document whose last paragraph stands below a table without marked headings."""
    import docx as word

    document = word.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs[:-1]:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(paragraphs[-1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(members: Mapping[str, bytes | str]) -> bytes:
    """Makes a zip archive. Member names are stored unchanged, even unsafe ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


NEWS = (
    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki.",
    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru.",
    "“Kami menunggu hari ini,” kata Darto, penjual ikan yang berjualan di sana sejak 1998.",
)


def news_page(
    *, title: str = "Pasar Melati dibuka lagi", body: Sequence[str] = NEWS, head: str = ""
) -> bytes:
    """Makes a web page as a newspaper sends it, with menus and other content around the article."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8">
<title>{title} - Warta Muarasenja</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Warta Muarasenja">
<meta property="article:published_time" content="2024-05-06T08:30:00+07:00">
<link rel="canonical" href="https://warta.example/pasar-melati">{head}
<script>document.write("<p>Skrip menulis ini.</p>")</script><style>p {{ color: black }}</style></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/ekonomi">Ekonomi</a></li></ul></nav>
<article><h1>{title}</h1>{paragraphs}</article>
<aside><h3>Baca juga</h3><ul><li><a href="/1">Feri baru tiba</a></li></ul></aside>
<footer><p>Hak cipta Warta Muarasenja. Dilarang menyalin.</p></footer></body></html>""".encode()


def read_file(data: bytes, name: str) -> ArticleText:
    """Reads the only article in an uploaded file. Raises ``UnreadableArticle`` if that fails."""
    return read_only(from_upload(data, name), name)
