from __future__ import annotations

import pytest

from knowledge.verification.answer_words import fits, is_alone, split
from tests.knowledge.verification.cases import named


@named(
    "text, leading",
    {
        "a comma": ("Tidak, jembatan itu runtuh.", "Tidak, "),
        "a full stop": ("Ya. Jembatan itu runtuh.", "Ya. "),
        "a dash": ("No — the bridge fell.", "No — "),
        "two words": ("Ya, benar, jembatan itu runtuh.", "Ya, benar, "),
        "capitals": ("YES! The bridge fell.", "YES! "),
        "a negation": ("Tidak ada korban.", ""),
        "a number": ("No. 4 adalah rumah wali kota.", ""),
        "nothing after it": ("Tidak.", ""),
        "a longer word": ("Yayasan, kata Rini, tutup.", ""),
        "later in the text": ("Jembatan, tidak, jalan itu runtuh.", ""),
        "no text": ("", ""),
    },
)
def test_leading_yes_or_no_is_split_from_the_statement(text: str, leading: str) -> None:
    assert split(text) == (leading, text.removeprefix(leading))


@pytest.mark.parametrize("text", ["Ya", "Tidak.", "No!", "Ya, benar.", "belum"])
def test_yes_or_no_is_alone(text: str) -> None:
    assert is_alone(text)


@pytest.mark.parametrize("text", ["", ".", "Tidak ada.", "No. 4", "Yayasan", "Ya, jembatan"])
def test_other_text_is_not_alone(text: str) -> None:
    assert not is_alone(text)


EXPLAINED = {
    "a negation": ("Tidak, wali kota tidak hadir.", "Apakah wali kota hadir?"),
    "a word that implies a negation": ("Tidak, rapat itu batal.", "Apakah rapat itu diadakan?"),
    "another day": ("Tidak, jembatan dibuka pada 5 Mei.", "Apakah jembatan dibuka pada 3 Mei?"),
    "another time": ("Tidak, rapat mulai pukul 10.30.", "Apakah rapat mulai pukul 09.30?"),
    "another number": ("No, it cost Rp 87 billion.", "Did it cost Rp 90 billion?"),
    "another person": ("Bukan, jembatan itu dibuka Rini Sasmita.", "Apakah Budi Utomo membuka jembatan itu?"),
    "another place": ("Tidak, lomba itu digelar di Merak.", "Apakah lomba itu digelar di Bakau?"),
    "an opposite": ("Tidak, harga beras turun.", "Apakah harga beras naik?"),
    "a plan": ("Belum, jembatan akan dibuka.", "Apakah jembatan sudah dibuka?"),
    "a number of all": ("No, 57 of the 310 stalls burnt.", "Did all 310 stalls burn?"),
    "a part of all": ("Tidak, sebagian kios terbakar.", "Apakah semua kios terbakar?"),
    "an affirmation of what was denied": ("Tidak, jembatan sudah dibuka.", "Apakah jembatan belum dibuka?"),
    "yes": ("Ya, jembatan sudah dibuka.", "Apakah jembatan dibuka?"),
    "yes, in other words": ("Ya, pasar dipindahkan ke terminal.", "Apakah pasar ditutup?"),
    "yes to a negation": ("Ya, jembatan belum dibuka.", "Apakah jembatan belum dibuka?"),
    "yes with a negation of something else": (
        "Ya, jembatan sudah dibuka, tetapi taman belum dibuka.",
        "Apakah jembatan sudah dibuka?",
    ),
}
UNEXPLAINED = {
    "what was asked": ("Tidak, jembatan dibuka pada 5 Mei.", "Apakah jembatan dibuka pada 5 Mei?"),
    "what was asked and more": ("Tidak, jembatan dibuka pada 5 Mei.", "Apakah jembatan dibuka?"),
    "a word that was asked": ("Tidak, konser dibatalkan.", "Apakah konser dibatalkan?"),
    "something else": ("No, the bridge cost Rp 87 billion.", "Did the bridge collapse?"),
    "a number that counts something else": ("Tidak, panjangnya 412 meter.", "Apakah biayanya Rp 90 juta?"),
    "a place instead of a person": ("Tidak, ia hadir di Merak.", "Apakah Rini Sasmita hadir?"),
    "a plan that was asked": ("Tidak, jembatan akan dibuka.", "Apakah jembatan akan dibuka?"),
    "no question": ("Tidak, jembatan dibuka.", ""),
    "yes and a negation": ("Ya, jembatan belum dibuka.", "Apakah jembatan sudah dibuka?"),
    "yes to a negation, and an affirmation": ("Ya, jembatan dibuka.", "Apakah jembatan belum dibuka?"),
}


@named("text, question", EXPLAINED)
def test_yes_or_no_that_the_statement_bears_out_fits(text: str, question: str) -> None:
    assert fits(*split(text), question)


@named("text, question", UNEXPLAINED)
def test_yes_or_no_that_the_statement_does_not_bear_out_does_not_fit(text: str, question: str) -> None:
    assert not fits(*split(text), question)
