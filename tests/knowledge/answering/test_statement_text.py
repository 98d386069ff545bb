from __future__ import annotations

import pytest

from knowledge.answering.statement_text import (
    SPLIT_CHARACTERS,
    cut,
    is_fence,
    is_sources_heading,
    plain,
    says_something,
    without_no_answer,
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
    ],
)
def test_formatting_is_removed(text: str) -> None:
    assert plain(text) == "Air naik."


@pytest.mark.parametrize(
    "text", ["3 * 4 adalah 12.", "12 orang tewas.", "A. Yani wafat.", "Air naik...", "kata_kunci", ""]
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


def test_long_text_is_not_split() -> None:
    sentence = "Air naik. "
    text = (sentence * (SPLIT_CHARACTERS // len(sentence))).strip()
    assert len(cut(text)) > 1
    assert cut(text + sentence * 2) == [text + sentence * 2]
