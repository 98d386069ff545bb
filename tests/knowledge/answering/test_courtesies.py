from __future__ import annotations

import time

import pytest

from knowledge.answering.courtesies import (
    LONGEST,
    is_courtesy,
    is_offer,
    says_nothing_found,
    without_introduction,
)

OFFERS = [
    "Semoga membantu!",
    "Semoga informasi ini bermanfaat.",
    "Ada lagi yang bisa saya bantu?",
    "Apakah ada hal lain yang ingin Anda tanyakan?",
    "Jika ada pertanyaan lain, silakan tanyakan.",
    "Kalau butuh rincian, beri tahu saya.",
    "Silakan tanya lagi!",
    "Jangan ragu untuk bertanya.",
    "Demikian ringkasannya.",
    "Terima kasih!",
    "I hope this helps!",
    "Let me know if you have any other questions.",
    "If you want more details, just ask.",
    "Is there anything else you would like to know?",
    "Feel free to ask.",
    "Don't hesitate to ask!",
    "Happy to help!",
    "Thank you.",
]
INTRODUCTIONS = [
    "Berdasarkan artikel yang ada:",
    "Berdasarkan artikel yang tersedia, berikut jawabannya:",
    "Menurut artikel:",
    "Berikut daftar pedagang:",
    "Berikut beberapa fakta tentang Sagara 200:",
    "Ada tiga penyebab banjir:",
    "Pedagang Pasar Lembayung:",
    "Tentu! Berikut jawabannya:",
    "Tentu, ini jawabannya.",
    "Tentu!",
    "Baik, berikut ringkasannya.",
    "Berikut jawabannya.",
    "Based on the articles provided:",
    "Here's what the articles say:",
    "Here is what I found.",
    "Sure!",
    "Sure, here is the answer.",
    "Good question!",
]
CLAIMS = [
    "Air naik.",
    "Tidak.",
    "Tentu pasar dibuka.",
    "Sure, the market opens in May.",
    "Baik pasar maupun jembatan ditutup.",
    "Jika hujan, lomba ditunda.",
    "If it rains, the race is off.",
    "Berikut 3 pedagang pindah.",
    "Here 57 stalls burnt.",
    "Terima kasih warga diterima wali kota.",
    "Thanks to the mayor, the bridge opened.",
    "Menurut Darma Wisesa:",
    "According to the head of the market, Darma Wisesa:",
    "Menurut artikel Warta Kelana, air naik.",
]


@pytest.mark.parametrize("text", [*OFFERS, *INTRODUCTIONS, "Ya.", "Siapa wali kota Merak?"])
def test_introduction_offer_and_question_are_courtesies(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize("text", CLAIMS)
def test_claim_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)


@pytest.mark.parametrize("text", OFFERS)
def test_wish_and_offer_are_left_out_whatever_they_cite(text: str) -> None:
    assert is_offer(text)


@pytest.mark.parametrize(
    "text", [*CLAIMS, "Berikut nama mereka, Rini dan Budi.", "Siapa yang tahu?", "Ada dua korban."]
)
def test_what_may_answer_is_no_offer(text: str) -> None:
    assert not is_offer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Artikel tidak menyebutkan besar hadiahnya.",
        "Namun, artikel yang tersedia tidak menjelaskan penyebabnya.",
        "Artikel itu tidak memuat harga.",
        "Tidak ada informasi tentang itu.",
        "Maaf, saya tidak menemukan jawabannya.",
        "The articles do not mention the cost.",
        "However, the evidence doesn't say who won.",
        "I could not find it in the articles.",
        "There is no information about this.",
    ],
)
def test_sentence_that_tells_of_missing_evidence_says_that_nothing_was_found(text: str) -> None:
    assert says_nothing_found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ia tidak hadir.",
        "Tidak ada korban.",
        "Artikel 5 tidak menyebut sanksi.",
        "Bukti tidak cukup, kata Rini.",
        "The evidence was not shown in court.",
        "Artikel menyebutkan hadiahnya.",
    ],
)
def test_negated_claim_does_not_say_that_nothing_was_found(text: str) -> None:
    assert not says_nothing_found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Berdasarkan artikel yang ada, air naik.",
        "Berdasarkan artikel-artikel yang tersedia: air naik.",
        "Menurut artikel, air naik.",
        "Based on the articles provided, air naik.",
        "According to the evidence, air naik.",
        "From the articles you have given, air naik.",
    ],
)
def test_introduction_in_front_of_a_statement_is_removed(text: str) -> None:
    assert without_introduction(text) == "Air naik."


@pytest.mark.parametrize(
    "text",
    [
        "Menurut artikel Warta Kelana, air naik.",
        "Menurut berita acara, air naik.",
        "Menurut artikel itu, air naik.",
        "Menurut Rini, air naik.",
        "Berdasarkan artikel yang ada:",
        "Air naik, menurut artikel, kemarin.",
        "",
    ],
)
def test_source_and_introduction_alone_stay(text: str) -> None:
    assert without_introduction(text) == text


def test_long_sentence_is_a_claim() -> None:
    assert is_courtesy("Semoga membantu" + "!" * (LONGEST - 15))
    assert not is_courtesy("Semoga membantu" + "!" * LONGEST)


@pytest.mark.parametrize("piece", ["yang ", "artikel ", "jika ", "menurut a ", "berikut, ", "sure "])
@pytest.mark.parametrize("start", ["", "Berdasarkan artikel ", "Artikel ", "Jika "])
def test_hostile_text_takes_little_time(start: str, piece: str) -> None:
    text = start + piece * (4_000 // len(piece))
    begin = time.process_time()
    for function in (is_courtesy, is_offer, says_nothing_found, without_introduction):
        function(text)
        function(text[:LONGEST])
    assert time.process_time() - begin < 0.5
