"""Tests of the units of a text: what is joined so that it can be read alone, and what is never quoted."""

from __future__ import annotations

import pytest

from knowledge.articles.units import LONGEST_UNIT, units


def of(text: str) -> list[str]:
    return [unit.text for unit in units(text)]


def test_prose_is_divided_into_sentences_with_exact_offsets() -> None:
    text = "Feri tiba pukul lima. Penumpangnya turun.\n\nHujan turun lagi."

    assert of(text) == ["Feri tiba pukul lima.", "Penumpangnya turun.", "Hujan turun lagi."]
    assert all(text[unit.start : unit.end] == unit.text for unit in units(text))
    assert units(" \n") == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Tanya: Kapan?\n\nJawab: Juli, saat teduh.", "Tanya: Kapan?\n\nJawab: Juli, saat teduh."),
        ("Q. When?\nA. In July, at dawn.", "Q. When?\nA. In July, at dawn."),
        ("Q: Tell us how it began.\nA: With a raft.", "Q: Tell us how it began.\nA: With a raft."),
        ("Tanya: Kapan? Jawab: Juli.\n\nKapal itu diangkat.", "Tanya: Kapan? Jawab: Juli."),
    ],
)  # fmt: skip
def test_answer_is_joined_to_its_question(text: str, unit: str) -> None:
    assert of(text)[0] == unit


def test_line_that_asks_alone_may_be_planted_and_is_joined_to_nothing() -> None:
    assert of("How do panels work?\n\nFeri tiba pukul lima.")[-1] == "Feri tiba pukul lima."


def test_all_that_is_answered_in_an_interview_is_one_unit_if_it_is_short() -> None:
    text = (
        "Anda pernah jadi lurah. Apa yang berubah?\n\nSungainya. Dulu airnya jernih sekali.\n\n"
        "Apa rencana Anda?\n\nMenulis buku. Itu saja."
    )

    assert of(text) == [
        "Anda pernah jadi lurah. Apa yang berubah?\n\nSungainya. Dulu airnya jernih sekali.",
        "Apa rencana Anda?\n\nMenulis buku. Itu saja.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Apa syaratnya?\n\n- Kartu penduduk\n- Kartu keluarga",
        "Apa syaratnya?\n\nKartu penduduk\n\nKartu keluarga",
        "Siapa Pemenang Lomba Perahu Rawajaya?\n\nHujan turun di hulu.",
        "Air naik. Mengapa?\n\nHujan turun di hulu.",
        "Mengapa?\n\nBagaimana?",
        "Mengapa air naik?",
    ],
)
def test_question_of_a_list_a_title_or_prose_stays_alone(text: str) -> None:
    assert all("\n\n" not in unit for unit in of(text))


def test_question_is_not_joined_to_an_answer_that_leaves_no_room() -> None:
    answer = "Hujan " + "turun " * (LONGEST_UNIT // 6) + "lagi."

    assert of(f"Mengapa?\n\n{answer}") == ["Mengapa?", answer]


def test_words_of_a_speaker_are_one_unit_and_go_on_alone_where_they_are_long() -> None:
    long = " ".join(f"Kalimat panjang nomor {number} tentang sawah dan sungai." for number in range(12))
    text = (
        f"Hakim: Silakan. Mulai saja.\nSaksi: {long}\nHakim:\nCukup. Terima kasih.\nSaksi: Baik. Saya pulang."
    )

    found = of(text)

    assert found[0] == "Hakim: Silakan. Mulai saja."
    assert found[1].startswith("Saksi: Kalimat panjang nomor 0")
    assert len(found[1]) <= LONGEST_UNIT
    assert found[2].startswith("Kalimat panjang nomor")
    assert found[-2:] == ["Hakim:\nCukup. Terima kasih.", "Saksi: Baik. Saya pulang."]


def test_entry_of_a_live_blog_is_one_unit_with_its_time() -> None:
    text = (
        "Berikut kabarnya.\n\n11.40 WIB\nJalan dibuka. Listrik menyala.\n\n08.15 WIB\nBanjir datang\n"
        "Air setinggi lutut.\n\nKabar ini akan diperbarui."
    )

    assert of(text) == [
        "Berikut kabarnya.",
        "11.40 WIB\nJalan dibuka. Listrik menyala.",
        "08.15 WIB\nBanjir datang\nAir setinggi lutut.",
        "Kabar ini akan diperbarui.",
    ]


def test_row_of_a_table_is_one_unit_though_its_cells_have_full_stops() -> None:
    row = "Desa: Ampel; Keadaan: Jalan putus. Listrik padam."

    assert of(f"{row}\n\nAir surut.") == [row, "Air surut."]


def test_links_and_credits_and_copies_are_in_no_unit() -> None:
    caption = "Warga mengungsi dari Ampel dengan perahu karet pada Kamis pagi."
    text = (
        f"{caption} (Foto: Rawa)\n\nAir surut. Baca juga: Tunjangan Camat. Warga pulang.\n\nTerkait:\n\n"
        f"Jembatan Ampel Runtuh\nHarga Cabai Naik\n\n{caption}\n\nEMBARGO sampai 6 November 2026\n\n(gal/lin)"
    )

    assert of(text) == [caption, "Air surut.", "Warga pulang."]


def test_question_of_a_speaker_needs_no_other_question() -> None:
    text = "Warta: Saya dengar Anda pindah. Mengapa?\nRini: Karena bising.\nWarta: Begitu."

    assert of(text)[0] == "Warta: Saya dengar Anda pindah. Mengapa?\nRini: Karena bising."
    assert of("T. Hasan datang.\n\nIa pulang.") == ["T. Hasan datang.", "Ia pulang."]


def test_short_sentence_may_come_again() -> None:
    assert of("Air naik.\n\nWarga pergi.\n\nAir naik.") == ["Air naik.", "Warga pergi.", "Air naik."]
