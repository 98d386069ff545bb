from __future__ import annotations

import pytest

from knowledge.answering.statement_text import (
    SPLIT_CHARACTERS,
    capitalised,
    cut,
    is_fence,
    is_fragment,
    is_marked_heading,
    is_sources_heading,
    item_depth,
    may_be_heading,
    plain,
    says_something,
    without_no_answer,
    without_pointer,
)


@pytest.mark.parametrize(
    "text",
    [
        "- Air naik.",
        "  * Air naik.",
        "1. Air naik.",
        "(3) Air naik.",
        "a) Air naik.",
        "## Air naik.",
        "> - Air naik.",
        "**Air** naik.",
        "_Air_ `naik`.",
        "~~Air~~ naik.",
        "Air\n naik .",
        "Air naik ().",
        "Air naik ( , ).",
        "Air naik..",
        ") . Air naik.",
        "Jawaban: Air naik.",
        "answer : Air naik.",
        "Final answer: Air naik.",
        "Kesimpulan: Air naik.",
        "A: Air naik.",
        "✅ Air naik.",
        "1️⃣ Air naik.",
        "b. Air naik.",
        "iv) Air naik.",
        "| Air naik – .",
        "Air naik (.",
    ],
)
def test_formatting_is_removed(text: str) -> None:
    assert plain(text) == "Air naik."


@pytest.mark.parametrize(
    "text",
    [
        "3 * 4 adalah 12.",
        "12 orang tewas.",
        "A. Yani wafat.",
        "Air naik...",
        "kata_kunci",
        "a.n. PT Merak",
        "a: b",
        "Ya!",
        "",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(("text", "expected"), [("Ya", True), ("7", True), ("- ** !", False), ("", False)])
def test_text_says_something_with_a_letter_or_digit(text: str, expected: bool) -> None:
    assert says_something(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("```", True), (" ```text ", True), ("~~~", True), ("```a b", False), ("``", False), ("", False)],
)
def test_fence_of_a_code_block(line: str, expected: bool) -> None:
    assert is_fence(line) is expected


@pytest.mark.parametrize(
    ("text", "requires_colon", "expected"),
    [
        ("Sources:", True, True),
        ("**Sumber:**", True, True),
        ("## Daftar Pustaka", False, True),
        ("Sources", True, False),
        ("Sources", False, True),
        ("Sources used", False, True),
        ("Sumber: https://contoh.example", False, True),
        ("Sumber: " + "https://contoh.example/" + "a" * 60, False, False),
        ("Sumber dana: APBN", False, False),
        ("Air naik:", False, False),
    ],
)
def test_heading_of_a_list_of_sources(text: str, requires_colon: bool, expected: bool) -> None:
    assert is_sources_heading(text, requires_colon=requires_colon) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NO_ANSWER", ("", True)),
        ("NO-ANSWER: Tidak disebut.", ("Tidak disebut.", True)),
        ("Maaf. NO ANSWER.", ("Maaf.", True)),
        ("no answer", ("no answer", False)),
        ("XNO_ANSWER", ("XNO_ANSWER", False)),
        ("NO_ANSWERS", ("NO_ANSWERS", False)),
    ],
)
def test_token_for_no_answer_is_removed_and_reported(text: str, expected: tuple[str, bool]) -> None:
    assert without_no_answer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik. Warga pindah.", ["Air naik.", "Warga pindah."]),
        ("Dr. Sari tiba.", ["Dr. Sari tiba."]),
        ("“Baik. Aman,” katanya. Hujan.", ["“Baik. Aman,” katanya.", "Hujan."]),
        ('"Baik. Aman," katanya.', ['"Baik. Aman," katanya.']),
        ("Air naik! lalu surut.", ["Air naik! lalu surut."]),
        ("", []),
    ],
)
def test_text_is_split_into_sentences_but_quotations_are_not(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik, menurut ", "Air naik"),
        ("Air naik, seperti disebutkan dalam ", "Air naik"),
        ("Air naik (lihat ", "Air naik"),
        ("Water rose, as reported in the article ", "Water rose"),
        ("Menurut sumber ", ""),
        ("According to ", ""),
        ("The evidence ", ""),
        ("Bukti itu ", "Bukti itu "),
        ("Air naik di Merak ", "Air naik di Merak "),
        ("Air naik. ", "Air naik. "),
        ("sepadan", "sepadan"),
    ],
)
def test_words_that_only_point_to_a_label_are_removed(text: str, expected: str) -> None:
    assert without_pointer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("air naik.", "Air naik."), ("iPhone dijual.", "iPhone dijual."), ("Air", "Air"), ("", "")],
)
def test_sentence_begins_with_a_capital(text: str, expected: str) -> None:
    assert capitalised(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dampak kebakaran", True),
        ("Dampaknya yang paling berat bagi semua pedagang di pasar itu:", True),
        ("Air naik.", False),
        ("Apa dampaknya?", False),
        ("satu dua tiga empat lima enam tujuh delapan sembilan", False),
        ("a" * 61, False),
        ("", False),
    ],
)
def test_line_that_may_be_a_heading(text: str, expected: bool) -> None:
    assert may_be_heading(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Dampak", True),
        ("**Dampak**", True),
        ("  - __Dampak__:", True),
        ("1. **Dampak**", True),
        ("**Air** naik **lagi**", False),
        ("Dampak", False),
        ("#banjir", False),
    ],
)
def test_line_that_is_formatted_as_a_heading(line: str, expected: bool) -> None:
    assert is_marked_heading(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("- Air", 0), ("   * Air", 3), ("  1. Air", 2), ("Air", -1), ("-Air", -1), ("", -1)],
)
def test_depth_of_an_item(line: str, expected: int) -> None:
    assert item_depth(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("420 meter.", True),
        ("Larasati Wirabuana", True),
        ("Rp 4.000", True),
        ("Ia wali kota.", False),
        ("Tanggal: 16 Juni 2031", False),
        ("Tarif: Rp 4.000", False),
        ("Tarif: ", True),
        (": Tarif", True),
    ],
)
def test_text_that_claims_nothing_alone(text: str, expected: bool) -> None:
    assert is_fragment(text) is expected


def test_long_text_is_not_split() -> None:
    sentence = "Air naik. "
    text = (sentence * (SPLIT_CHARACTERS // len(sentence))).strip()
    assert len(cut(text)) > 1
    assert cut(text + sentence * 2) == [text + sentence * 2]
