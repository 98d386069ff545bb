"""Tests of titles that are made from the first sentence of an article."""

from __future__ import annotations

from knowledge.articles.lead_titles import title_from_lead


def test_title_is_made_from_the_lead_without_dateline_and_full_stop() -> None:
    assert title_from_lead("", "KOTA BARU – Pasar Melati\ndibuka kembali.") == "Pasar Melati dibuka kembali"


def test_long_lead_is_cut_at_a_clause() -> None:
    lead = "Pasar Melati di Kota Baru dibuka kembali pada Rabu, setelah diperbaiki selama enam bulan penuh."
    assert title_from_lead("", lead) == "Pasar Melati di Kota Baru dibuka kembali pada Rabu…"


def test_long_lead_without_a_clause_is_cut_between_words() -> None:
    title = title_from_lead(
        "", "Pasar Melati di Kota Baru dibuka kembali untuk umum oleh wali kota dengan dan untuk semua."
    )
    assert title == "Pasar Melati di Kota Baru dibuka kembali untuk umum oleh wali kota…"


def test_title_has_no_lone_quotation_mark() -> None:
    assert title_from_lead("", "“Pasar sudah dibuka, kata wali kota.") == "Pasar sudah dibuka, kata wali kota"
    assert (
        title_from_lead("", "“Pasar sudah dibuka,” kata wali kota.") == "“Pasar sudah dibuka,” kata wali kota"
    )
    assert title_from_lead("", "Pasar sudah dibuka!”") == "Pasar sudah dibuka"


def test_title_of_one_endless_word_is_cut() -> None:
    assert title_from_lead("", "a" * 200) == "a" * 79 + "…"


def test_title_is_made_from_the_text_when_the_first_sentence_is_only_a_dateline() -> None:
    assert title_from_lead("Contoh.com -\n\nPasar dibuka.", "Contoh.com -") == "Pasar dibuka"
