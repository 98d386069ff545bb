"""Tests of finding the sentences that changed, and the answers that cite them."""

from __future__ import annotations

from datetime import date

from knowledge.articles import diff
from knowledge.models import Abstention, Answer, Change, Citation, CitedStatement


def test_same_text_has_no_change_however_it_is_broken_into_lines() -> None:
    assert diff.changes("Feri tiba. Api padam.", "Feri\ntiba.\n\nApi padam.") == ()


def test_corrected_sentence_is_paired_with_its_correction() -> None:
    old = "Feri tiba di Teluk Wangi. Dua orang luka dalam kebakaran itu. Polisi datang."
    new = "Feri tiba di Teluk Wangi. Hujan turun deras. Tiga orang luka dalam kebakaran itu."

    assert diff.changes(old, new) == (
        Change(new="Hujan turun deras."),
        Change("Dua orang luka dalam kebakaran itu.", "Tiga orang luka dalam kebakaran itu."),
        Change(old="Polisi datang."),
    )


def test_sentence_unlike_all_new_ones_is_removed_and_not_paired() -> None:
    assert diff.changes("Harga beras naik.", "Feri tiba kemarin pagi.") == (
        Change(old="Harga beras naik."),
        Change(new="Feri tiba kemarin pagi."),
    )


def test_texts_of_many_sentences_are_compared() -> None:
    old = " ".join(f"Kalimat nomor {number} berbunyi begini." for number in range(3_000))
    new = old.replace("nomor 7 ", "nomor 7000 ") + " Tambahan di akhir."

    found = diff.changes(old, new)

    assert set(found) == {
        Change(old="Kalimat nomor 7 berbunyi begini."),
        Change(new="Kalimat nomor 7000 berbunyi begini."),
        Change(new="Tambahan di akhir."),
    }


def _answer(article_id: str, sentence: str) -> Answer:
    citation = Citation(1, article_id, None, "Feri", date(2024, 5, 6), None, None, sentence, 0, len(sentence))
    statement = CitedStatement(sentence, (citation,))
    return Answer("Kapan?", "Kapan?", "id", "extractive", 0.9, (statement,))


def test_answer_is_touched_by_changes_of_sentences_that_it_cites() -> None:
    changed = (Change("Feri tiba.", "Feri batal."), Change("Api padam."), Change(new="Hujan."))

    assert diff.touched(_answer("a", "Feri\ntiba."), "a", changed) == changed[:1]
    assert diff.touched(_answer("b", "Feri tiba."), "a", changed) == ()
    assert diff.touched(Abstention("?", "?", "id", "extractive", 0.1, "no_match"), "a", changed) == ()
