from __future__ import annotations

from datetime import UTC, datetime

from knowledge.answering import extractive
from knowledge.models import Article, NumberedSentence, Sentence

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
EVIDENCE = (NumberedSentence(1, ARTICLE, 0, 0.95), NumberedSentence(2, ARTICLE, 1, 0.3))


def test_the_best_sentence_is_quoted_and_cites_itself() -> None:
    statements, dropped = extractive.write(EVIDENCE, certainty=1.0)
    assert dropped == ()
    [statement] = statements
    [citation] = statement.citations
    assert (statement.text, citation.sentence, citation.label) == (SENTENCES[0], SENTENCES[0], 1)
    assert TEXT[citation.start : citation.end] == SENTENCES[0]


def test_an_equally_likely_sentence_is_quoted_as_well() -> None:
    evidence = (EVIDENCE[0], NumberedSentence(2, ARTICLE, 1, 0.94))
    statements, _dropped = extractive.write(evidence, certainty=1.0)
    assert [statement.text for statement in statements] == list(SENTENCES)


def test_below_the_threshold_nothing_is_drafted() -> None:
    assert extractive.draft(EVIDENCE, certainty=0.0).statements == ()
    assert extractive.write(EVIDENCE, certainty=0.0) == ((), ())
