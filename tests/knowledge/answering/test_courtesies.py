from __future__ import annotations

import time

import pytest

from knowledge.answering.courtesies import (
    LONGEST,
    is_courtesy,
    is_offer,
    names_speaker,
    says_articles_tell_nothing,
    says_nothing_found,
    without_introduction,
    without_list_introduction,
    without_remark,
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
    "Thanks for your question!",
    "Terima kasih atas pertanyaannya 😊",
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
    "Let me look at the evidence.",
    "Mari kita lihat artikelnya.",
    "Sumber: Warta Kelana, 3 Mei 2031",
    "Source: https://contoh.example/a",
    "Artikel yang tersedia:",
    "Confidence: high",
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
    "Sumber dana: APBN.",
    "Mari Elka hadir.",
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
        "Mohon maaf, artikel yang diberikan tidak memuat nama pelatihnya.",
        "Dalam artikel tidak disebutkan siapa pelatihnya.",
        "Di dalam artikel tersebut, tidak dijelaskan penyebabnya.",
        "Informasi tentang hadiah tidak tersedia.",
        "Hal itu tidak disebutkan dalam artikel.",
        "Nama nakhodanya tidak disebutkan dalam artikel yang diberikan.",
        "Tidak disebutkan secara rinci dalam artikel yang diberikan.",
        "Tidak ada artikel yang menyebutkan hadiahnya.",
        "Catatan: Artikel tidak menyebutkan tarifnya.",
        "Perlu dicatat bahwa artikel tidak menjelaskan sebabnya.",
        "The provided evidence does not contain the price.",
        "None of the articles mention the prize.",
        "The prize is not mentioned in the articles.",
        "This information is not available.",
        "No information about running costs is available in the evidence.",
        "Unfortunately, the articles provided do not explicitly state the cost.",
        "Note: The evidence does not say who paid.",
        "Please note that the articles don't name the driver.",
        "I'm sorry, but I cannot answer that.",
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
        "Penyebabnya tidak disebutkan polisi.",
        "The mayor does not mention the prize.",
        "No seals were harmed.",
        "Informasi itu disebarkan Rini.",
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
        "Berdasarkan artikel yang diberikan, air naik.",
        "Menurut artikel tersebut, air naik.",
        "Berdasarkan informasi yang tersedia, air naik.",
        "Dalam artikel yang diberikan, air naik.",
        "Based on the information provided, air naik.",
        "According to the provided context, air naik.",
        "In the articles above, air naik.",
        "Artikel menyebutkan bahwa air naik.",
        "Artikel tersebut melaporkan bahwa air naik.",
        "The articles state that air naik.",
        "menyatakan bahwa air naik.",
        "In summary, air naik.",
        "Jadi, air naik.",
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
        "Menurut sumber, air naik.",
        "According to sources, air naik.",
        "Rini menyatakan bahwa air naik.",
        "Berdasarkan artikel yang ada:",
        "Air naik, menurut artikel, kemarin.",
        "",
    ],
)
def test_source_and_introduction_alone_stay(text: str) -> None:
    assert without_introduction(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik, tetapi artikel tidak menyebutkan sebabnya.", "Air naik."),
        ("Air naik, namun artikel yang diberikan tidak menjelaskan sebabnya.", "Air naik."),
        ("Water rose, but the articles do not say why.", "Water rose."),
        ("Water rose, although the evidence doesn't mention the cause.", "Water rose."),
        (
            "Air naik, tetapi Rini tidak menyebutkan sebabnya.",
            "Air naik, tetapi Rini tidak menyebutkan sebabnya.",
        ),
        ("Water rose, but nobody was hurt.", "Water rose, but nobody was hurt."),
    ],
)
def test_remark_about_the_articles_behind_a_statement_is_removed(text: str, expected: str) -> None:
    assert without_remark(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Artikel tidak menyebutkan hadiahnya.",
        "Maaf, artikel yang tersedia tidak menyebutkan hadiahnya.",
        "The articles do not mention the prize.",
        "However, none of the articles mention the prize.",
    ],
)
def test_sentence_about_the_articles_claims_nothing_whatever_it_cites(text: str) -> None:
    assert says_articles_tell_nothing(text)


@pytest.mark.parametrize(
    "text", ["Tidak ada bukti kecurangan.", "Maaf tidak cukup, kata Rini.", "Informasi itu tidak tersedia."]
)
def test_sentence_that_may_quote_the_news_is_no_sentence_about_the_articles(text: str) -> None:
    assert not says_articles_tell_nothing(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berikut adalah nama dermaga", "Nama dermaga"),
        ("Berikut ini nama dermaga", "Nama dermaga"),
        ("Here are the piers", "The piers"),
        ("The following piers", "Piers"),
        ("Nama dermaga", "Nama dermaga"),
        ("Berikut", "Berikut"),
    ],
)
def test_heading_of_a_list_loses_its_introduction(text: str, expected: str) -> None:
    assert without_list_introduction(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menurut Darma Wisesa", True),
        ("According to the head of the market, Darma Wisesa", True),
        ("Menurut artikel", False),
        ("Dampak", False),
    ],
)
def test_heading_that_names_a_speaker(text: str, expected: bool) -> None:
    assert names_speaker(text) is expected


def test_long_sentence_is_a_claim() -> None:
    assert is_courtesy("Semoga membantu" + "!" * (LONGEST - 15))
    assert not is_courtesy("Semoga membantu" + "!" * LONGEST)


@pytest.mark.parametrize("piece", ["yang ", "artikel ", "jika ", "menurut a ", "berikut, ", "sure ", "the "])
@pytest.mark.parametrize("start", ["", "Berdasarkan artikel ", "Artikel ", "Jika ", ", but the "])
def test_hostile_text_takes_little_time(start: str, piece: str) -> None:
    text = start + piece * (4_000 // len(piece))
    begin = time.process_time()
    for function in (is_courtesy, is_offer, says_nothing_found, without_introduction, without_remark):
        function(text)
        function(text[:LONGEST])
    assert time.process_time() - begin < 0.5
