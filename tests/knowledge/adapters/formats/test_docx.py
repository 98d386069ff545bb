"""Tests of Word documents: what is read from them, and files that are refused."""

from __future__ import annotations

import pytest

from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, read_file


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
