from __future__ import annotations

import time
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.answering.draft_parser import DraftParser, resolve
from knowledge.answering.statement_collector import MOST_HELD
from knowledge.models import Article, NumberedSentence, Sentence, Statement

Parsed = list[tuple[str, tuple[int, ...]]]


def parse(text: str, *cuts: int) -> tuple[Parsed, bool]:
    """Parses a text in chunks divided at ``cuts``. Returns its statements, and whether it is
    ``NO_ANSWER``."""
    parser = DraftParser()
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    statements: list[Statement] = []
    for start, end in pairwise(places):
        statements += parser.feed(text[start:end])
    statements += parser.close()
    assert parser.close() == []
    return [(statement.text, statement.labels) for statement in statements], parser.no_answer


def statements(text: str) -> Parsed:
    return parse(text)[0]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("[2]", (2,)),
        ("[2, 5]", (2, 5)),
        ("[2,5]", (2, 5)),
        ("[2; 5]", (2, 5)),
        ("[2 5]", (2, 5)),
        ("[2 dan 5]", (2, 5)),
        ("[2 and 5]", (2, 5)),
        ("[2, 5 & 7]", (2, 5, 7)),
        ("[2][5]", (2, 5)),
        ("[2] [5]", (2, 5)),
        ("[2], [5]", (2, 5)),
        ("[5][2][5]", (5, 2)),
        ("【2】", (2,)),
        ("【2】【5】", (2, 5)),
        ("［2］", (2,)),
        ("[2-4]", (2, 3, 4)),
        ("[2–4]", (2, 3, 4)),
        ("[2 - 4, 7]", (2, 3, 4, 7)),
        ("[^2]", (2,)),
        ("[^2][^5]", (2, 5)),
        ("[ 2 ]", (2,)),
        ("[[2]]", (2,)),
        ("[[2][5]]", (2, 5)),
        ("**[2]**", (2,)),
        ("([2])", (2,)),
        ("([2], [5])", (2, 5)),
        ("<sup>[2]</sup>", (2,)),
        ("\\[2\\]", (2,)),
        ("[2](https://contoh.example/a_(b)", (2,)),
        ("[999]", (999,)),
        ("[1-999]", ()),
        ("[4-2]", ()),
        ("[3-3]", (3,)),
        ("[n]", ()),
        ("[2]-[4]", (2, 3, 4)),
        ("[2] – [4]", (2, 3, 4)),
        ("[2] hingga [4]", (2, 3, 4)),
        ("[1]-[99]", (1, 99)),
        ("[2]/[5]", (2, 5)),
        ("[2] dan [5]", (2, 5)),
        ("[2] and [5]", (2, 5)),
        ("[2†source]", (2,)),
        ("【2†source】", (2,)),
        ("[Sumber 2, 5]", (2, 5)),
        ("(sumber: [2])", (2,)),
        ("(Sumber 2, 5)", (2, 5)),
        ("(lihat [2] dan [5])", (2, 5)),
        ("²", (2,)),
        ("²,⁵", (2, 5)),
        ("<sup>2</sup>", (2,)),
        ("^[2]", (2,)),
        ("[1-10]", tuple(range(1, 11))),
        ("[1-11]", ()),
    ],
)
@pytest.mark.parametrize("form", ["Air naik{}.", "Air naik.{}", "Air naik {}.", "Air naik. {}", "Air naik{}"])
def test_every_way_of_writing_labels_is_understood(labels: str, expected: tuple[int, ...], form: str) -> None:
    text = "Air naik." if "." in form else "Air naik"
    following = ("Warga pindah.", (9,))
    written = form.format(labels)
    assert statements(written) == [(text, expected)]
    assert statements(f"{written} Warga pindah.[9]") == [(text, expected), following]
    assert statements(f"{written}\nWarga pindah.[9]") == [(text, expected), following]


@pytest.mark.parametrize(
    "kept",
    [
        "Air naik [sic] lagi.",
        "Banjir [2022] besar.",
        "Air (2) naik.",
        "Air [naik.",
        "Air naik] lagi.",
        "Air [·3].",
    ],
)
def test_text_in_brackets_that_is_no_label_stays(kept: str) -> None:
    assert statements(f"{kept}[4]") == [(kept, (4,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik (2). Warga pindah (5).", [("Air naik.", (2,)), ("Warga pindah.", (5,))]),
        ("Air naik. (2) Warga pindah. (5)", [("Air naik.", (2,)), ("Warga pindah.", (5,))]),
        ("Air naik (2) dan surut (5).", [("Air naik dan surut.", (2, 5))]),
        (
            "Budi (52), warga, pindah (2). Pasal 5 ayat (2) berlaku (5).",
            [("Budi (52), warga, pindah.", (2,)), ("Pasal 5 ayat (2) berlaku.", (5,))],
        ),
        ("Tinggal Budi (52).[2]", [("Tinggal Budi (52).", (2,))]),
    ],
)
def test_labels_in_round_brackets(text: str, expected: Parsed) -> None:
    parser = DraftParser(shown=range(1, 10))
    found = parser.feed(text) + parser.close()
    assert [(statement.text, statement.labels) for statement in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menurut [2], air naik.", [("Air naik.", (2,))]),
        ("Berdasarkan sumber [2] dan [5], air naik.", [("Air naik.", (2, 5))]),
        ("[2]-[4] Air naik.", [("Air naik.", (2, 3, 4))]),
        ("[2] menyebutkan bahwa air naik.", [("Air naik.", (2,))]),
        ("Source [2] states that water rose.", [("Water rose.", (2,))]),
        ("Air naik, menurut [2].", [("Air naik.", (2,))]),
        ("Air naik, seperti disebutkan dalam [2]. Ia aman.[5]", [("Air naik.", (2,)), ("Ia aman.", (5,))]),
        ("Air naik. Menurut [2], warga pindah.", [("Air naik.", ()), ("Warga pindah.", (2,))]),
        ("Air naik.[1] Menurut [2], warga pindah.", [("Air naik.", (1,)), ("Warga pindah.", (2,))]),
        ("[2] iPhone dijual.", [("iPhone dijual.", (2,))]),
    ],
)
def test_words_that_only_point_to_a_label_are_removed(text: str, expected: Parsed) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik [1] dan warga pindah.", [("Air naik dan warga pindah.", (1,))]),
        ("Air naik [1] dan", [("Air naik", (1,))]),
        ("Air naik [1] dan [sic] surut.", [("Air naik dan [sic] surut.", (1,))]),
        ("Air naik [1] — lalu surut [2].", [("Air naik — lalu surut.", (1, 2))]),
        ("Air naik [1] - Warga pindah [2].", [("Air naik", (1,)), ("Warga pindah.", (2,))]),
        ("Air naik.[1] - Warga pindah.[2]", [("Air naik.", (1,)), ("Warga pindah.", (2,))]),
    ],
)
def test_words_that_may_join_two_labels_stay_where_no_label_follows(text: str, expected: Parsed) -> None:
    assert statements(text) == expected


def test_a_statement_is_released_as_soon_as_the_next_begins() -> None:
    parser = DraftParser()
    assert parser.feed("Air naik.[2]") == []
    assert parser.feed("[5] ") == []
    assert parser.feed("W") == [Statement("Air naik.", (2, 5))]
    assert parser.feed("arga pindah [3].\n") == [Statement("Warga pindah.", (3,))]
    assert parser.close() == []


def test_small_letters_or_a_comma_behind_labels_continue_the_statement() -> None:
    assert statements("Air naik [1], lalu warga pindah [2].") == [("Air naik, lalu warga pindah.", (1, 2))]
    assert statements("Air naik [1] dan warga pindah [2].") == [("Air naik dan warga pindah.", (1, 2))]
    assert statements("Menurut Rani [1], Lembayung aman.[2]") == [("Menurut Rani, Lembayung aman.", (1, 2))]


def test_small_letters_behind_a_full_stop_begin_a_statement() -> None:
    assert statements("Air naik.[1] dan warga pindah.[2]") == [
        ("Air naik.", (1,)),
        ("dan warga pindah.", (2,)),
    ]


def test_abbreviations_and_decimals_do_not_end_a_statement() -> None:
    text = "Dr. Rani Tirta a.n. PT Lembayung menyetor Rp 1.5 miliar, naik 2,5 persen."
    assert statements(f"{text}[3]") == [(text, (3,))]


def test_sentences_before_one_label_group_share_its_labels() -> None:
    assert statements("Air naik dua meter. Warga mengungsi ke balai kota.[3]") == [
        ("Air naik dua meter.", (3,)),
        ("Warga mengungsi ke balai kota.", (3,)),
    ]


def test_a_quotation_is_not_split() -> None:
    text = "“Air naik dua meter. Kami mengungsi,” kata Rani Tirta."
    assert statements(f"{text}[3]") == [(text, (3,))]


def test_closing_quotation_marks_end_a_statement_and_opening_ones_begin_the_next() -> None:
    assert statements('"Air naik [1]." "Kami aman," kata Rani.[2]') == [
        ('"Air naik."', (1,)),
        ('"Kami aman," kata Rani.', (2,)),
    ]


def test_labels_copied_in_front_of_a_sentence_belong_to_it() -> None:
    assert statements("[2] Air naik.\n[3] Warga pindah.") == [("Air naik.", (2,)), ("Warga pindah.", (3,))]
    assert statements("- [2] Air naik.\n1. [3] Warga pindah.[4]") == [
        ("Air naik.", (2,)),
        ("Warga pindah.", (3, 4)),
    ]


@pytest.mark.parametrize("lead", ["[2] ", "[2]: ", "[2]. ", "([2]) ", "[2][2] - ", "**[2]** "])
def test_punctuation_between_leading_labels_and_their_statement_is_dropped(lead: str) -> None:
    assert statements(f"{lead}Air naik.") == [("Air naik.", (2,))]


def test_a_line_break_of_html_ends_a_line() -> None:
    assert statements("Air naik.[1]<br>[2] Warga pindah.") == [("Air naik.", (1,)), ("Warga pindah.", (2,))]


def test_labels_alone_on_a_line_belong_to_the_line_before() -> None:
    assert statements("Air naik.\n[2][3]\nWarga pindah.[4]") == [
        ("Air naik.", (2, 3)),
        ("Warga pindah.", (4,)),
    ]


def test_labels_alone_belong_to_all_statements_before_without_labels() -> None:
    assert statements("Air naik.[1]\n- Warga pindah.\n- Rini aman.\n\n[2][3]") == [
        ("Air naik.", (1,)),
        ("Warga pindah.", (2, 3)),
        ("Rini aman.", (2, 3)),
    ]


def test_courtesies_are_given_no_labels_of_a_line_of_their_own() -> None:
    text = "Berikut jawabannya.\nAir naik.\nArtikel tidak menyebutkan sebabnya.\n[2]"
    assert statements(text) == [
        ("Berikut jawabannya.", ()),
        ("Air naik.", (2,)),
        ("Artikel tidak menyebutkan sebabnya.", ()),
    ]


def test_only_the_last_statements_wait_for_labels() -> None:
    lines = [f"Air naik {number} meter." for number in range(MOST_HELD + 2)]
    parser = DraftParser()
    assert parser.feed("\n".join(lines) + "\n") == [Statement(line, ()) for line in lines[:2]]
    assert parser.feed("[1]\n") == [Statement(line, (1,)) for line in lines[2:]]


@pytest.mark.parametrize(
    "line", ["Sumber: 2, 3", "Sumber: [2], [3]", "**Sumber:** [2][3]", "(Sumber 2, 3)", "Sumber [2]-[3]"]
)
def test_labels_of_a_line_that_names_sources_belong_to_the_statements_before(line: str) -> None:
    assert statements(f"Air naik.\nWarga pindah.\n{line}\n\nRini aman.\nSumber: 4") == [
        ("Air naik.", (2, 3)),
        ("Warga pindah.", (2, 3)),
        ("Rini aman.", (4,)),
    ]


def test_sources_behind_a_statement_on_its_line_are_its_labels() -> None:
    assert statements("Air naik. Sumber: [2]") == [("Air naik.", (2,))]
    assert statements("Air naik. Sumber: 2") == [("Air naik.", (2,))]


def test_list_of_sources_labels_the_statements_before_that_have_none() -> None:
    assert statements("Air naik.\n\nSumber:\n1. [2] Banjir\n2. [3] Warta") == [("Air naik.", (2, 3))]
    assert statements("Air naik.\nSumber: [2] Banjir di Merak\nRini aman.[3]") == [
        ("Air naik.", (2,)),
        ("Rini aman.", (3,)),
    ]


def test_labels_alone_are_dropped_when_the_line_before_has_labels() -> None:
    assert statements("Air naik.[1]\n[2]\n") == [("Air naik.", (1,))]


def test_labels_alone_are_no_statement() -> None:
    assert parse("[1][2]\n[3]") == ([], False)


def test_text_without_labels_has_no_labels() -> None:
    assert statements("Air naik. Warga pindah.\nRani aman.") == [
        ("Air naik.", ()),
        ("Warga pindah.", ()),
        ("Rani aman.", ()),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- Air naik.[1]",
        "* Air naik.[1]",
        "• Air naik.[1]",
        "1. Air naik.[1]",
        "2) Air naik.[1]",
        "(3) Air naik.[1]",
        "a) Air naik.[1]",
        "> Air naik.[1]",
        "## Air naik.[1]",
        "  - **Air** naik.[1]",
        "*Air naik.*[1]",
        "__Air__ _naik_.[1]",
        "`Air naik.`[1]",
        "```\nAir naik.[1]\n```",
        "```text\r\nAir naik.[1]\r\n```\r\n",
        "Jawaban: Air naik.[1]",
        "**Answer:** Air naik.[1]",
        "---\nAir naik.[1]\n---",
    ],
)
def test_formatting_is_removed(line: str) -> None:
    assert statements(line) == [("Air naik.", (1,))]


@pytest.mark.parametrize(
    "kept", ["12 orang tewas.", "3 * 4 adalah 12.", "1.500 warga pindah.", "A. Yani wafat."]
)
def test_text_that_only_looks_like_formatting_stays(kept: str) -> None:
    assert statements(f"{kept}[1]") == [(kept, (1,))]


@pytest.mark.parametrize(
    "ending",
    [
        "Sources:\n[1] Air naik di Lembayung\n[2] Warta",
        "**Sumber:**\n- [1] Air naik",
        "Sumber: [1], [2]",
        "## References\n1. Air naik di Lembayung, Warta.[1]",
        "Referensi\n[1]: https://contoh.example",
        "[1]: Air naik di Lembayung\n[^2]: Warta",
        "Sumber: https://contoh.example/a",
        "---\n[1] Banjir di Merak, Warta",
        "¹ Banjir di Merak, Warta",
        "Sumber: [1] Banjir di Merak\n[2] Warta",
    ],
)
def test_a_list_of_sources_at_the_end_is_ignored(ending: str) -> None:
    assert statements(f"Air naik.[1]\n\n{ending}\n") == [("Air naik.", (1,))]


def test_a_statement_about_a_source_is_not_a_list_of_sources() -> None:
    assert statements("Air naik.[1]\nSumber dana: APBN.[2]\nSumber: Rani Tirta.[3]") == [
        ("Air naik.", (1,)),
        ("Sumber dana: APBN.", (2,)),
        ("Sumber: Rani Tirta.", (3,)),
    ]


def test_a_heading_of_sources_before_the_answer_does_not_swallow_it() -> None:
    assert statements("Sumber:\nAir naik.[1]") == [("Air naik.", (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "NO_ANSWER",
        " NO_ANSWER.\n",
        "**NO_ANSWER**",
        "`NO_ANSWER`",
        "NO\\_ANSWER",
        "NO ANSWER",
        "NO_ANSWER [1]",
    ],
)
def test_no_answer_alone_is_no_answer(text: str) -> None:
    assert parse(text) == ([], True)


def test_no_answer_with_an_excuse_is_no_answer() -> None:
    assert parse("NO_ANSWER. Artikel tidak menyebutnya.") == ([("Artikel tidak menyebutnya.", ())], True)
    assert parse("Maaf, tidak ada.\nNO_ANSWER") == ([("Maaf, tidak ada.", ())], True)


def test_statements_with_labels_win_over_no_answer() -> None:
    assert parse("NO_ANSWER\nAir naik.[1]") == ([("Air naik.", (1,))], False)
    assert parse("Air naik.[1] NO_ANSWER") == ([("Air naik.", (1,))], False)
    assert parse("Air naik.\n[1]\nNO_ANSWER") == ([("Air naik.", (1,))], False)


def test_words_no_answer_in_lower_case_are_ordinary_text() -> None:
    assert parse("There was no answer.[1]") == ([("There was no answer.", (1,))], False)


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "***", "[", "]", "``` ```"])
def test_an_empty_text_has_no_statements_and_is_not_no_answer(text: str) -> None:
    assert parse(text) == ([], False)


@pytest.mark.parametrize(
    "text",
    [
        "<think>Evidence [1] says so.\nNO_ANSWER?</think>\nAir naik.[1]",
        "<thinking>Hm.[2]</thinking>Air naik.[1]",
        "<THINK>a</THINK>Air naik.[1]<think>never closed [3]. B [4]",
        "Hm, so [2\n</think>Air naik.[1]",
        "</think></think>Air naik.[1]",
        "<think>1 < 2</think>Air naik.[1]",
        "<think>a<br>b</think><b>Air</b> naik.<sup>[1]</sup>",
    ],
)
def test_thinking_is_removed(text: str) -> None:
    assert parse(text) == ([("Air naik.", (1,))], False)


def test_an_angle_bracket_without_a_tag_stays() -> None:
    assert statements("Air < 2 m, <thin dan <b.[1]") == [("Air < 2 m, <thin dan <b.", (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "Ya. Air naik.[1]",
        "Ya.\n\nAir naik.[1]",
        "**Ya.**\nAir naik.[1]",
        "Ya\nAir naik.[1]",
        "Ya.[2]\nAir naik.[1]",
        "- Ya.\n- Air naik.[1]",
    ],
)
def test_yes_or_no_alone_belongs_to_the_sentence_after_it(text: str) -> None:
    assert statements(text) == [("Ya. Air naik.", (1,))]


def test_yes_or_no_without_a_sentence_after_it_is_a_statement() -> None:
    assert statements("Air naik.[1]\nTidak.[2]") == [("Air naik.", (1,)), ("Tidak.", (2,))]
    assert parse("Tidak. NO_ANSWER") == ([("Tidak.", ())], True)
    assert statements("Tidak.</think>Air naik.[1]") == [("Air naik.", (1,))]


def test_introduction_in_front_of_a_statement_is_removed() -> None:
    assert statements("Berdasarkan artikel yang ada, air naik.[1]") == [("Air naik.", (1,))]
    assert statements("Ya, air naik.[1]") == [("Ya, air naik.", (1,))]


def test_items_of_a_list_are_statements() -> None:
    for mark in ("- ", "* ", "1. ", "1) ", "   - "):
        text = f"Berikut daftarnya:\n{mark}Air naik [3]\n{mark}Warga pindah [4][5]\n"
        assert statements(text) == [("Air naik", (3,)), ("Warga pindah", (4, 5))]


def test_a_very_long_statement_is_cut_off() -> None:
    [(text, labels)] = statements("a" * 10_000 + "[1]")
    assert len(text) == 4_000
    assert labels == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "## Banjir\nAir naik.[1]",
        "**Banjir di Merak**\n\nAir naik.[1]",
        "__Banjir__:\nAir naik.[1]",
        "Banjir di Merak\n- Air naik.[1]",
        "- Banjir\n  - Air naik.[1]",
        "1. **Banjir**\n   - Air naik.[1]",
        "Ringkasan:\nAir naik.[1]",
        "**Kesimpulan:** Air naik.[1]",
        "A: Air naik.[1]",
    ],
)
def test_headings_are_left_out(text: str) -> None:
    assert statements(text) == [("Air naik.", (1,))]


def test_short_line_without_a_list_is_no_heading() -> None:
    assert statements("57 kios terbakar\nAir naik.[1]") == [("57 kios terbakar", ()), ("Air naik.", (1,))]
    assert statements("- 57 kios terbakar\n- Air naik.[1]") == [("57 kios terbakar", ()), ("Air naik.", (1,))]
    assert statements("**57 kios terbakar**") == [("57 kios terbakar", ())]
    assert statements("57 kios terbakar\n[1]") == [("57 kios terbakar", (1,))]


def test_heading_stands_before_items_that_claim_nothing_alone() -> None:
    assert statements(
        "Berikut dermaga kapal:\n- Kedungasri [1]\n- Pasar Lama [2]\n- Satu lagi ditutup [3]"
    ) == [
        ("Dermaga kapal: Kedungasri", (1,)),
        ("Dermaga kapal: Pasar Lama", (2,)),
        ("Satu lagi ditutup", (3,)),
    ]
    assert statements("- **Dermaga**\n  - Kedungasri [1]\n- Merak [2]") == [
        ("Dermaga: Kedungasri", (1,)),
        ("Merak", (2,)),
    ]


def test_speaker_over_a_list_stands_before_each_item() -> None:
    assert statements("Menurut Rani Tirta:\n- Air naik.[1]\n- Warga pindah.[2]\n\nHujan turun.[3]") == [
        ("Menurut Rani Tirta: Air naik.", (1,)),
        ("Menurut Rani Tirta: Warga pindah.", (2,)),
        ("Hujan turun.", (3,)),
    ]


def test_labels_of_a_heading_are_those_of_the_items_without_labels() -> None:
    assert statements(
        "Kapal singgah di tiga tempat [1]:\n- Kedungasri\n- Merak, yang ditutup [2]\n\nAir naik.[3]"
    ) == [
        ("Kapal singgah di tiga tempat: Kedungasri", (1,)),
        ("Merak, yang ditutup", (2,)),
        ("Air naik.", (3,)),
    ]
    assert statements("Kapal singgah [1]:\nAir naik.[3]") == [("Kapal singgah:", (1,)), ("Air naik.", (3,))]
    assert statements("Kapal singgah [1]:\n\nSumber: 2") == [("Kapal singgah:", (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "Artikel tidak menyebutkan hadiahnya.[2]",
        "Maaf, artikel yang diberikan tidak menyebutkan hadiahnya.[2]",
        "The articles do not mention the prize [2].",
    ],
)
def test_what_the_articles_do_not_tell_cites_nothing(text: str) -> None:
    [(_text, labels)] = statements(text)
    assert labels == ()
    assert parse(f"{text}\nNO_ANSWER")[1] is True


def test_remark_behind_a_statement_is_removed() -> None:
    text = "Air naik pada Mei, tetapi artikel tidak menyebutkan sebabnya.[1]"
    assert statements(text) == [("Air naik pada Mei.", (1,))]


def test_rows_of_a_table_are_statements() -> None:
    table = "|Hal|Isi|Sumber|\n|---|---|---|\n| **Biaya** | Rp 2 miliar | [1] |\n| Kios | 140 kios | 2, 3 |\n"
    assert statements(table) == [("Biaya: Rp 2 miliar.", (1,)), ("Kios: 140 kios.", (2, 3))]


def test_texts_of_json_are_statements() -> None:
    text = '```json\n{"answer": [{"text": "Air naik.", "citations": [1, 2]}, "Rini aman.[3]"]}\n```'
    assert statements(text) == [("Air naik.", (1, 2)), ("Rini aman.", (3,))]
    assert parse('{"answer": null}') == ([], True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik — [1]", "Air naik"),
        ("Air naik | [1]", "Air naik"),
        ("Air naik ([1].", "Air naik."),
        ("✅ Air naik [1]", "Air naik"),
        ("1️⃣ Air naik [1]", "Air naik"),
        ("ii. Air naik [1]", "Air naik"),
        ("Air naik [1]<|im_end|>", "Air naik"),
    ],
)
def test_no_debris_is_left(text: str, expected: str) -> None:
    assert statements(text) == [(expected, (1,))]


def test_thinking_before_a_closing_tag_alone_is_forgotten() -> None:
    text = "Sumber:\n[1] NO_ANSWER?\nYa.\n| a | b |\n{\n</think>Air naik.[2]\n[2]: Banjir"
    assert parse(text) == ([("Air naik.", (2,))], False)


PIECES = (
    *'[]【】12390,;-^ .:\n\r\\*_`#"“”()<>/aBn·',
    *("[1]", "[2, 3]", "[[", "]]", "A naik. ", "lalu ", "**", "- ", "```\n", "dan"),
    *("Ya.", "Tidak", "Berdasarkan artikel, "),
    *("<think>", "</think>", "<br>", "<sup>", "NO_ANSWER", "Sumber:", "Sumber:\n", "(https://x.example)"),
    *(
        "(1)",
        "²",
        "Sumber 1",
        "(sumber: ",
        "menurut ",
        "Menurut Rini:\n- ",
        "hingga ",
        "ayat ",
        "Banjir\n  - ",
    ),
    *("| A | [1] |\n", "|---|---|\n", '{"text": "A naik.", "sources": [2]}', '\n["', "\n{"),
)
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(deadline=None)
@given(HOSTILE, st.lists(st.integers(0, 60), max_size=8))
@example("A [[1]] <think>x</think>. B[2", [1, 3, 5, 8])
def test_result_does_not_depend_on_the_chunks(text: str, cuts: list[int]) -> None:
    whole = parse(text)
    assert parse(text, *cuts) == whole
    assert parse(text, *range(len(text))) == whole


@settings(deadline=None)
@given(HOSTILE)
def test_each_statement_of_any_text_is_one_line_with_bounded_labels(text: str) -> None:
    for statement, labels in statements(text):
        assert any(character.isalnum() for character in statement)
        assert statement == " ".join(statement.split())
        assert len(set(labels)) == len(labels)
        assert all(0 <= label <= 999 for label in labels)


REPEATED = (
    *("[", "[1-", "[1", "【1", "\\[", "[1]", "[1] ", "[1],", "[1].", "[1]:", "[[1]", "]", "a[1]", "a,[1]"),
    *("- [1]", "**a**[1] ", "1. ", "*", '"', "<", "<think", "```\n", "\n", "NO_ANSWER ", "-", "a — "),
    *(
        "(",
        "(1",
        "(1) ",
        "a (1) dan ",
        "^",
        "^1",
        "¹",
        "a menurut [1]",
        "Sumber: [1] a\n",
        "Sumber 1\n",
        "<|a",
    ),
    *("| a ", "| a |\n", '{"a":', '["', "a\n", "a:\n- b\n", "[1] dan ", "[1]-", ", tetapi artikel tidak "),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_hostile_text_takes_little_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    parser = DraftParser(shown={1, 2})
    begin = time.process_time()
    for start in range(0, len(text), 7):
        parser.feed(text[start : start + 7])
    parser.close()
    assert time.process_time() - begin < 5.0  # quadratic work takes far longer


def test_a_citation_quotes_the_store_and_unknown_labels_are_dropped_and_counted() -> None:
    text = "Judul. Air naik."
    article = Article(
        id="a1",
        revision=1,
        title="Banjir",
        text=text,
        sentences=(Sentence(0, 6, "Judul."), Sentence(7, 16, "Air naik.")),
        language="id",
        added_at=datetime(2024, 5, 4, tzinfo=UTC),
        published_on=date(2024, 5, 3),
        publisher="Warta",
        url="https://contoh.example/1",
        external_id="x1",
    )
    citations, unknown = resolve([2, 9, 2], {2: NumberedSentence(2, article, 1, 0.9)})
    assert unknown == 1
    [citation] = citations
    assert (citation.label, citation.article_id, citation.external_id) == (2, "a1", "x1")
    assert (citation.title, citation.publisher, citation.url) == (
        "Banjir",
        "Warta",
        "https://contoh.example/1",
    )
    assert (citation.published_on, citation.sentence) == (date(2024, 5, 3), "Air naik.")
    assert text[citation.start : citation.end] == citation.sentence


def test_a_long_line_is_no_heading_of_sources() -> None:
    line = "Sumber: https://contoh.example/" + "a" * 60
    assert statements(f"Air naik.[1]\n{line}\n") == [("Air naik.", (1,)), (line, ())]
