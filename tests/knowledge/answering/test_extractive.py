from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.answering import extractive
from knowledge.models import Article, NumberedSentence, Sentence
from knowledge.text import clauses
from tests.knowledge.made_articles import make_article

SENTENCES = ("Jembatan Kelana menelan biaya Rp 87 miliar.", "Jembatan itu panjangnya 420 meter.")
TEXT = " ".join(SENTENCES)
ARTICLE = Article(
    id="abc",
    revision=1,
    title="Jembatan Kelana",
    text=TEXT,
    sentences=(
        Sentence(0, len(SENTENCES[0]), SENTENCES[0]),
        Sentence(len(SENTENCES[0]) + 1, len(TEXT), SENTENCES[1]),
    ),
    language="id",
    added_at=datetime(2026, 1, 5, tzinfo=UTC),
)
QUESTION = "Berapa biaya Jembatan Kelana?"
EVIDENCE = (NumberedSentence(1, ARTICLE, 0, 0.95), NumberedSentence(2, ARTICLE, 1, 0.3))


def test_the_best_sentence_is_quoted_and_cites_itself() -> None:
    statements, dropped = extractive.write(EVIDENCE, certainty=1.0, question=QUESTION)
    assert dropped == ()
    [statement] = statements
    [citation] = statement.citations
    assert (statement.text, citation.sentence, citation.label) == (SENTENCES[0], SENTENCES[0], 1)
    assert TEXT[citation.start : citation.end] == SENTENCES[0]


def test_an_equally_likely_sentence_is_quoted_as_well() -> None:
    evidence = (EVIDENCE[0], NumberedSentence(2, ARTICLE, 1, 0.94))
    statements, _dropped = extractive.write(evidence, certainty=1.0, question=QUESTION)
    assert [statement.text for statement in statements] == list(SENTENCES)


def test_below_the_threshold_nothing_is_quoted() -> None:
    assert extractive.write(EVIDENCE, certainty=0.0, question=QUESTION) == ((), ())


def test_list_question_is_answered_by_several_exact_sentences_with_labels_of_their_own() -> None:
    evidence = (EVIDENCE[0], NumberedSentence(2, ARTICLE, 1, 0.6))
    statements, dropped = extractive.write(evidence, certainty=1.0, question="Apa saja ukuran jembatan?")
    assert dropped == ()
    assert [statement.text for statement in statements] == list(SENTENCES)
    assert [citation.label for each in statements for citation in each.citations] == [1, 2]
    for statement in statements:
        [citation] = statement.citations
        assert TEXT[citation.start : citation.end] == statement.text


VILLAGES = ", ".join(f"Kampung Suar {n} yang mendapat {n + 2} perahu" for n in range(140))
LISTING = f"Bantuan dibagikan kepada {VILLAGES}."


def test_a_sentence_of_5000_characters_is_quoted_in_part_and_cited_whole() -> None:
    article = make_article("Pendek.", LISTING)
    spans = clauses.clauses(LISTING)
    best = next(at for at, (start, end) in enumerate(spans) if "Suar 77 " in LISTING[start:end])
    excerpt = clauses.excerpt(spans, best)

    [statement], dropped = extractive.write(
        (NumberedSentence(1, article, 1, 0.95, excerpt),),
        certainty=1.0,
        question="Apa kabar Kampung Suar 77?",
    )

    assert len(LISTING) > 5_000
    assert dropped == ()
    assert statement.text == f"… {LISTING[slice(*excerpt)]} …"
    assert "Suar 77 yang mendapat 79 perahu" in statement.text
    assert len(statement.text) < 300
    [citation] = statement.citations
    assert citation.sentence == LISTING
    assert article.text[citation.start : citation.end] == LISTING


def test_all_chosen_sentences_are_quoted_in_order_however_unlikely() -> None:
    statements, dropped = extractive.quote(EVIDENCE[::-1])
    assert dropped == ()
    assert [statement.text for statement in statements] == list(SENTENCES[::-1])
    assert [citation.label for statement in statements for citation in statement.citations] == [2, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu, dua, tiga.", True),
        ("… dua, tiga.", True),
        ("Satu, …", True),
        ("… dua, …", True),
        ("dua,", False),
        ("… empat …", False),
        ("Satu, dua", False),
    ],
)
def test_part_of_a_sentence_is_a_quotation_if_it_is_marked(text: str, expected: bool) -> None:
    assert extractive.is_quoted("Satu, dua, tiga.", text) is expected
