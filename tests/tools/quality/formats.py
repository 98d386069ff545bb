"""Measures how exactly articles are read back from web pages, PDF and Word documents of common programs.

    python -m tests.tools.quality.formats [--articles 20] [--seed 21]

Uses python-docx, and pandoc, Chromium, WeasyPrint, wkhtmltopdf and LibreOffice where they are installed
(Debian packages all of them). Prints for each program how many texts and titles come back equal. Texts are
equal if they differ in white space only, without anything of the page around the article.
"""

from __future__ import annotations

import argparse
import html
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from knowledge.adapters.sources import Sources
from knowledge.articles.reading import read_only
from knowledge.errors import UnreadableArticle
from tests.tools.quality.data import Row, rows

Make = Callable[[Row, Path], Path]

STYLE = "body { font: 12pt serif; text-align: justify; hyphens: auto } nav, aside, footer { font-size: 9pt }"


def title(row: Row) -> str:
    """Returns the title; IndoSum has it only as part of the URL."""
    return str(row["title_slug"]).replace("-", " ").capitalize()


def plain_page(row: Row, folder: Path) -> Path:
    """Writes a page with only the title and the paragraphs."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in row["text"].split("\n\n"))
    path = folder / "plain.html"
    path.write_text(
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title(row)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title(row)}</h1>{body}</body></html>",
        encoding="utf-8",
    )
    return path


def news_page(row: Row, folder: Path) -> Path:
    """Writes a page of an invented newspaper: the article among menus, teasers, scripts and comments."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in row["text"].split("\n\n"))
    links = "".join(f'<li><a href="/{n}">Berita nomor {n} dari Muarasenja</a></li>' for n in range(12))
    path = folder / "news.html"
    path.write_text(
        f"""<!doctype html><html lang="id"><head><meta charset="utf-8">
<title>{title(row)} | Warta Muarasenja</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title(row)}">
<meta property="og:site_name" content="Warta Muarasenja">
<meta property="article:published_time" content="2024-05-06T08:30:00+07:00">
<script>var iklan = "<p>Beli sekarang!</p>";</script></head><body>
<header><a href="/">Warta Muarasenja</a><nav><ul>{links}</ul></nav>
<form action="/cari"><input name="q" placeholder="Cari berita"><button>Cari</button></form></header>
<main><article><h1>{title(row)}</h1><div class="share"><a href="#">Bagikan</a> <a href="#">Kirim</a></div>
<div class="article-content">{body}</div></article></main>
<aside><h2>Terpopuler</h2><ol>{links}</ol></aside>
<section id="comments" class="comments"><h3>Komentar</h3><div class="comment"><p>Terima kasih beritanya.</p></div></section>
<footer><p>Hak cipta 2024 Warta Muarasenja. Ketentuan. Privasi.</p></footer></body></html>""",  # noqa: E501
        encoding="utf-8",
    )
    return path


def by(*command: str, suffix: str) -> Make:
    """Returns a maker that runs a program.

    ``{page}``, ``{out}`` and ``{folder}`` in ``command`` stand for the plain page, the document to write, and
    the folder of both.
    """

    def make(row: Row, folder: Path) -> Path:
        page, out = plain_page(row, folder), folder / f"made.{suffix}"
        named = [part.format(page=page, out=out, folder=folder) for part in command]
        subprocess.run(
            named,
            check=True,
            capture_output=True,
            timeout=120,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
        return out

    return make


def by_libreoffice(row: Row, folder: Path) -> Path:
    """Writes a Word document and has LibreOffice convert it to PDF."""
    word = by_python_docx(row, folder)
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )
    return word.with_suffix(".pdf")


def by_python_docx(row: Row, folder: Path) -> Path:
    """Writes a Word document with python-docx."""
    import docx

    document = docx.Document()
    document.add_heading(title(row), 0)
    for paragraph in row["text"].split("\n\n"):
        document.add_paragraph(paragraph)
    path = folder / "made.docx"
    document.save(str(path))
    return path


MAKERS: dict[str, tuple[str | None, Make]] = {
    "HTML, news page": (None, news_page),
    "HTML by pandoc": ("pandoc", by("pandoc", "-s", "{page}", "-o", "{out}", suffix="html")),
    "DOCX by python-docx": (None, by_python_docx),
    "DOCX by pandoc": ("pandoc", by("pandoc", "{page}", "-o", "{out}", suffix="docx")),
    "PDF by Chromium": (
        "chromium",
        by("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf={out}", "{page}",
           suffix="pdf"),
    ),
    "PDF by WeasyPrint": ("weasyprint", by("weasyprint", "{page}", "{out}", suffix="pdf")),
    "PDF by wkhtmltopdf": ("wkhtmltopdf", by("wkhtmltopdf", "-q", "{page}", "{out}", suffix="pdf")),
    "PDF by LibreOffice": ("soffice", by_libreoffice),
}  # fmt: skip


def same(row: Row, path: Path) -> tuple[bool, bool]:
    """Returns whether the text, and whether the title, read from the document are equal to the article's."""
    try:
        article = read_only(Sources().from_paths([path]), path.name)
    except UnreadableArticle as error:
        print(f"  {row['id']}: {error}")
        return False, False
    return article.text.split() == row["text"].split(), article.title == title(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--seed", type=int, default=21)
    options = parser.parse_args()
    chosen = random.Random(options.seed).sample(rows("indosum_public"), options.articles)
    for name, (program, make) in MAKERS.items():
        if program is not None and shutil.which(program) is None:
            print(f"{name:<22} {program} is not installed")
            continue
        texts = titles = 0
        for row in chosen:
            with tempfile.TemporaryDirectory() as folder:
                is_text, is_title = same(row, make(row, Path(folder)))
            texts, titles = texts + is_text, titles + is_title
            if not is_text:
                print(f"  {name}: {row['id']} differs")
        print(f"{name:<22} {texts} of {len(chosen)} texts equal, {titles} titles", flush=True)


if __name__ == "__main__":
    main()
