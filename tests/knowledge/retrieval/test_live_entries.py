"""Tests of the order in which the entries of a live blog are quoted."""

from __future__ import annotations

from knowledge.models import NumberedSentence
from knowledge.retrieval.live_entries import newest_first
from tests.knowledge.split_articles import evidence_of, split_article

LIVE = "Gempa terasa.\n\n08.15 WIB – Tiga luka.\n\n11.40 WIB – Tujuh luka.\n\n11.40 WIB – Jalan dibuka."
OTHER = "07.30 WIB – Feri batal.\n\n09.30 WIB – Feri berangkat."


def quoted(sentences: list[NumberedSentence]) -> list[str]:
    return [each.sentence.text for each in newest_first(sentences)]


def test_latest_entry_of_an_article_takes_the_first_place_of_its_entries() -> None:
    evidence = evidence_of(split_article(LIVE), s1=0.9, s0=0.8, s2=0.7, s3=0.6)

    assert quoted(evidence) == [
        "11.40 WIB – Tujuh luka.",
        "Gempa terasa.",
        "11.40 WIB – Jalan dibuka.",
        "08.15 WIB – Tiga luka.",
    ]


def test_entries_of_two_articles_are_not_mixed() -> None:
    first, second = split_article(LIVE), split_article(OTHER, revision=2)
    evidence = [*evidence_of(first, s1=0.9), *evidence_of(second, s0=0.8), *evidence_of(second, s1=0.7)]

    assert quoted(evidence) == [
        "08.15 WIB – Tiga luka.",
        "09.30 WIB – Feri berangkat.",
        "07.30 WIB – Feri batal.",
    ]
