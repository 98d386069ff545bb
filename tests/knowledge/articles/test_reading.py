"""Tests of turning raw documents of each form into articles. All articles are fictional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from knowledge.articles.datelines import dateline
from knowledge.articles.lead_titles import title_from_lead
from knowledge.articles.reading import read, read_each, read_only
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import RawDocument, Source
from knowledge.ports.sources import TextForm
from tests.paths import SEED

BODY = "KOTA BARU – Pasar Melati dibuka kembali pada Rabu setelah diperbaiki.\n\nPedagang senang."
DAY = date(2022, 4, 22)
FORMS: tuple[TextForm, ...] = ("plain", "markdown")


def typed(text: str, *, form: TextForm = "plain") -> ArticleText:
    return read(RawDocument(text, form, "berita.txt"))


@pytest.mark.parametrize("lead", ["Rabu (20/4/2022)", "pada 20 April 2022", "Rabu (20/4)"])
def test_date_of_an_event_is_not_the_publication_date(lead: str) -> None:
    assert typed(f"Pasar Melati dibuka {lead}. Kios penuh.").published_on is None


def test_named_publisher_wins_over_the_dateline() -> None:
    assert typed("Penerbit: Warta Kota\n\nJakarta (ANTARA) - Pasar dibuka.").publisher == "Warta Kota"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "berita.txt is empty"),
        (" \n\u200b\n", "berita.txt is empty"),
        ("2022 – 10%", "has no letters"),
        ("22 April 2022\n", "a header but no text"),
        ("# Judul saja", "a header but no text"),
        ("Judul berita\n22 April 2022\nhttps://contoh.id", "a header but no text"),
        ("---\ntitle: Judul\n---\n", "a header but no text"),
    ],
)
def test_text_without_a_body_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=words):
        typed(text)


@pytest.mark.parametrize(
    "text",
    [
        "kata " * 200_000,
        "a" * 1_000_000,
        "\n" * 200_000 + "Pasar.",
        "- " * 500_000 + "x",
        "A, " * 300_000,
        "22/" * 300_000 + "x",
    ],
    ids=["words", "one word", "line ends", "dashes", "commas", "slashes"],
)
@pytest.mark.parametrize("form", FORMS)
def test_long_untidy_text_is_read(text: str, form: TextForm) -> None:
    assert typed(text, form=form).text


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not here")
def test_seed_article_keeps_its_text_and_gets_its_date() -> None:
    raw = next(SEED.glob("*.txt")).read_text(encoding="utf-8")
    article = typed(raw)
    assert article.published_on == DAY
    assert article.title == ""
    assert article.text == raw.partition("\n")[2].strip()
    line = dateline(article.text)
    assert line is not None
    assert line.place == "PHNOM PENH"
    title = title_from_lead(article.text, article.text.split("\n")[0])
    assert title.startswith("Kamboja dan Laos berkomitmen")
    assert len(title) <= 81


# --- what a source states about a document


@pytest.mark.parametrize("form", FORMS)
def test_fields_of_a_typed_text_only_fill_what_the_text_leaves_open(form: TextForm) -> None:
    document = RawDocument(
        f"Pasar Melati dibuka lagi\n\n{BODY}",
        form,
        heading="Judul lain",
        published_on=DAY,
        publisher="Warta",
        url="https://contoh.id/1",
    )
    article = read(document)
    assert (article.title, article.text) == ("Pasar Melati dibuka lagi", BODY)
    assert (article.published_on, article.publisher, article.url) == (DAY, "Warta", "https://contoh.id/1")


def test_fields_of_a_document_win_over_its_text() -> None:
    document = RawDocument(
        f"Judul\n1 Mei 2020\nSumber: Kabar\n\n{BODY}",
        "document",
        heading="Pasar dibuka",
        published_on=DAY,
        publisher=" Warta\nKota\u200b",
    )
    article = read(document)
    assert (article.title, article.published_on, article.publisher) == ("Pasar dibuka", DAY, "Warta Kota")
    assert article.text.endswith(BODY)


def test_heading_is_removed_from_the_first_lines_of_a_document_and_from_no_others() -> None:
    end = "\n\nKios penuh." * 5 + "\n\nPasar dibuka"
    article = read(
        RawDocument(f"22 April 2022\n\nPasar dibuka\n\n{BODY}{end}", "document", heading="Pasar  dibuka")
    )
    assert (article.title, article.published_on) == ("Pasar dibuka", DAY)
    assert article.text == BODY + end


def test_lines_above_the_heading_give_date_and_publisher_but_no_title() -> None:
    article = read(RawDocument(BODY, "document", above="EKONOMI\nContoh.com - 22 April 2022"))
    assert (article.title, article.published_on, article.publisher) == ("", DAY, "Contoh.com")


def test_heading_that_is_too_long_for_a_line_of_a_header_is_still_the_title() -> None:
    heading = "Pasar dibuka " * 20
    article = read(RawDocument(BODY, "document", heading=heading))
    assert (article.title, article.text) == (heading.strip(), BODY)


def test_record_keeps_its_text_to_the_letter() -> None:
    record = RawDocument(" # Isi\r\n\r\n22 April 2022 ", "record", heading=" Judul\u200b ", external_id="7")
    article = read(record)
    assert article.text == " # Isi\n\n22 April 2022 "
    assert (article.title, article.published_on, article.external_id) == (" Judul ", None, "7")


def test_hidden_characters_of_a_record_leave_its_offsets_alone() -> None:
    article = read(RawDocument("Rp1\u202e000 naik \x1b[2J \ud800.", "record", publisher="War\u202eta"))
    assert article.text == "Rp1 000 naik  [2J ."
    assert article.publisher == "Warta"


@pytest.mark.parametrize(("text", "words"), [("  ", '"text" is empty'), ("12", '"text" has no letters')])
def test_record_without_letters_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=f"^a.jsonl, line 3: The {words}; "):
        read(RawDocument(text, "record", "a.jsonl, line 3"))


# --- several sources


def test_source_that_cannot_be_read_stops_nothing() -> None:
    sources = [
        Source("a.txt", RawDocument("Feri tiba.")),
        Source("b.txt", RawDocument("", name="b.txt")),
        Source("c.jpg", error="c.jpg is of a kind that cannot be read."),
        Source("d.jsonl", RawDocument("Api padam.", "record"), line=2),
    ]
    items = list(read_each(sources))
    assert [(item.place, item.article is not None) for item in items] == [
        ("a.txt", True),
        ("b.txt", False),
        ("c.jpg", False),
        ("d.jsonl:2", True),
    ]
    assert items[1].error == "b.txt is empty; an article needs at least one sentence."
    assert items[2].error == "c.jpg is of a kind that cannot be read."


def test_sources_are_read_one_by_one_as_they_come() -> None:
    taken = []

    def sources() -> Iterator[Source]:
        for name in ("a.txt", "b.txt"):
            taken.append(name)
            yield Source(name, RawDocument("Feri tiba."))

    assert next(read_each(sources())).name == "a.txt"
    assert taken == ["a.txt"]


def test_only_article_of_a_source_is_read() -> None:
    assert read_only([Source("a.txt", RawDocument("Feri tiba."))], "a.txt").text == "Feri tiba."


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ([], "folder holds 0 articles; name a source that holds one."),
        ([Source("a.txt", RawDocument("Satu.")), Source("b.txt", RawDocument("Dua."))], "folder holds 2 art"),
        ([Source("a.jpg", error="a.jpg is not a text file.")], "a.jpg is not a text file."),
    ],
)
def test_source_without_exactly_one_article_is_refused(sources: list[Source], message: str) -> None:
    with pytest.raises(UnreadableArticle, match=f"^{re.escape(message)}"):
        read_only(sources, "folder")
