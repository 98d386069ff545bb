"""Tests of Word documents: what is read from them, and files that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, read_file, strict


def test_docx_gives_title_and_paragraphs() -> None:
    article = read_file(docx(*NEWS, title="Pasar Melati dibuka lagi"), "pasar.docx")

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

    assert read_file(docx(word__document_xml=document.encode()), "a.docx").text == "Pasar dibuka Senin."


@pytest.mark.parametrize("data", [b"PK\x03\x04 no", b"\xd0\xcf\x11\xe0 old", b"", archive({"a.txt": "x"})])
def test_file_that_is_not_a_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticle, match=r"^laporan\.docx .*\.$"):
        read_file(data, "laporan.docx")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(body: str) -> bytes:
    """Makes a Word document with this content."""
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    return docx(word__document_xml=document.encode())


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, properties: str = "", *, bold: bool = False) -> str:
    mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r>{mark}<w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            row(cell("Blok"), cell("Asal"), properties="<w:trPr><w:tblHeader/></w:trPr>")
            + row(cell("A"), cell("Hilir")),
            ["Blok: A; Asal: Hilir"],
        ),
        (
            row(cell("Blok", bold=True), cell("Asal", bold=True)) + row(cell("A"), cell("Hilir")),
            ["Blok: A; Asal: Hilir"],
        ),
        (
            row(cell("Blok", '<w:vMerge w:val="restart"/>'), cell("Kios", '<w:gridSpan w:val="2"/>'))
            + row(cell("", "<w:vMerge/>"), cell("Buka"), cell("Tutup"))
            + row(cell("A"), cell("12"), cell("3"))
            + row(cell(""), cell(""), cell("")),
            ["Blok: A; Kios Buka: 12; Kios Tutup: 3"],
        ),
        (row(cell("Satu kolom saja.")) + row(cell("Dua.")), ["Satu kolom saja.", "Dua."]),
        (
            row(
                cell("Kiri."),
                f"<w:tc><w:tbl>{row(cell('Blok'), cell('Kios'))}{row(cell('A'), cell('12'))}</w:tbl></w:tc>",
            )
            + row(cell("b"), cell("c")),
            ["Kiri.", "Blok: Kios", "A: 12", "b", "c"],
        ),
    ],
)
def test_rows_of_a_table_are_paragraphs_with_their_headings(rows: str, lines: list[str]) -> None:
    document = with_body(paragraph("Pasar dibuka.") + f"<w:tbl>{rows}</w:tbl>")

    assert read_file(document, "pasar.docx").text.split("\n\n") == ["Pasar dibuka.", *lines]


def test_list_has_its_bullets_and_numbers() -> None:
    import docx as word

    document = word.Document()
    document.add_paragraph("Syaratnya dua. Tidak lebih.")
    for style in ("List Bullet", "List Bullet", "List Number", "List Number"):
        document.add_paragraph(f"Isi {style}", style=style)
    out = io.BytesIO()
    document.save(out)

    assert read_file(out.getvalue(), "pasar.docx").text.split("\n\n")[1:] == [
        "- Isi List Bullet",
        "- Isi List Bullet",
        "1. Isi List Number",
        "2. Isi List Number",
    ]


def test_paragraph_that_was_taken_out_of_a_list_has_no_bullet() -> None:
    def numbered(number: int) -> str:
        return f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'

    document = with_body(paragraph("Pasar dibuka.", numbered(0)) + paragraph("Kios penuh.", numbered(99)))

    assert read_file(document, "pasar.docx").text == "Pasar dibuka.\n\n- Kios penuh."


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    def reference(kind: str) -> str:
        return f'<w:r><w:{kind}Reference w:id="2"/></w:r>'

    body = (
        f"<w:p><w:r><w:t>Ada 240 kios</w:t></w:r>{reference('footnote')}<w:r><w:t>.</w:t></w:r>"
        f"{reference('endnote')}{reference('endnote')}</w:p>" + paragraph("Kios penuh.")
    )
    notes = {
        kind: (
            f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>'
            f'<w:{kind} w:id="2">{paragraph(text)}<w:p/></w:{kind}></w:{kind}s>'
        )
        for kind, text in (("footnote", "Menurut hitungan kami."), ("endnote", "Sampai Mei."))
    }
    relations = "".join(
        f'<Relationship Id="n{kind}" Target="{kind}s.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"/>'
        for kind in notes
    )
    overrides = "".join(
        f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}s+xml"/>'
        for kind in notes
    )
    with zipfile.ZipFile(io.BytesIO(with_body(body))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith("ml")}
        rels = package.read("word/_rels/document.xml.rels").decode()
        others = {name: package.read(name) for name in package.namelist() if name not in parts}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f"{overrides}</Types>")
    parts |= {f"word/{kind}s.xml": text for kind, text in notes.items()}
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{relations}</Relationships>")

    assert read_file(archive({**others, **parts}), "pasar.docx").text.split("\n\n") == [
        "Ada 240 kios.",
        "Menurut hitungan kami.",
        "Sampai Mei.",
        "Kios penuh.",
    ]


def test_typed_marks_of_notes_are_left_out_and_powers_stay() -> None:
    def raised(text: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>'

    body = (
        f"<w:p><w:r><w:t>Ada 240 kios</w:t></w:r>{raised('1')}"
        f"<w:r><w:t> di atas 12 km</w:t></w:r>{raised('2')}<w:r><w:t>.</w:t></w:r></w:p>"
    )

    assert read_file(with_body(body), "pasar.docx").text == "Ada 240 kios di atas 12 km2."


def test_strict_dialect_is_read() -> None:
    article = read_file(strict(docx(*NEWS, title="Pasar Melati dibuka lagi")), "pasar.docx")

    assert article.title == "Pasar Melati dibuka lagi"
    assert article.text == "\n\n".join(NEWS)
