from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.layout_filter import LONGEST_JSON, LONGEST_LINE, LayoutFilter
from knowledge.answering.tag_filter import FORGET


def filtered(text: str, *cuts: int) -> str:
    """Filters a text in chunks divided at ``cuts``. Returns the output."""
    layout = LayoutFilter()
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    return "".join(layout.feed(text[start:end]) for start, end in pairwise(places)) + layout.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Air naik.[1]",
        "Air | naik\n\n  Warga\r\n",
        "[1] Air",
        "[\nAir",
        "[",
        "{Air}\nnaik\n",
        '["Air\n',
        "\n ",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert filtered(text) == text


def test_rows_of_a_table_become_sentences() -> None:
    table = "Ini:\n| Hal | Sumber |\n|---|---|\n| Air naik | 1 |\n\n| Warga pindah | 2 |\nSelesai"
    assert filtered(table) == "Ini:\nAir naik. [1]\n\nWarga pindah. [2]\nSelesai"


def test_rows_of_a_table_without_a_header_become_sentences() -> None:
    assert filtered("| Air | naik |\n| Warga | pindah |\n| Rini | aman |") == (
        "Air: naik.\nWarga: pindah.\nRini: aman.\n"
    )
    assert filtered("|---|\n| Air | naik |\n|---|\n| Warga |") == "Air: naik.\nWarga.\n"
    assert filtered("| Air | naik |\nWarga") == "Air: naik.\nWarga"


def test_each_table_has_its_own_header() -> None:
    text = "|A|Mulai|\n|-|-|\n|Air|Mei|\nLalu\n|A|Akhir|\n|-|-|\n|Air|Juni|\n"
    assert filtered(text) == "Air: mulai Mei.\nLalu\nAir: akhir Juni.\n"


def test_json_becomes_lines() -> None:
    assert filtered('```json\n{\n"answer": "Air naik.[1]"\n}\n```') == "```json\nAir naik.[1]\n\n```"
    assert filtered('[\n  {"text": "Air naik.", "sources": [1]}\n]') == "Air naik. [1]\n"


def test_thinking_so_far_is_forgotten() -> None:
    assert filtered(f"| Air | naik |\n| Wa{FORGET}Air") == f"{FORGET}Air"
    assert filtered(f'{{"answer": "Hm{FORGET}| Air |') == f"{FORGET}Air.\n"


@pytest.mark.parametrize("begin", ["|", "{", "["])
def test_what_is_too_long_for_a_row_or_json_stays(begin: str) -> None:
    text = begin + " " * (LONGEST_JSON if begin == "{" else LONGEST_LINE) + "Air\nWarga"
    assert filtered(text) == text


def test_line_that_begins_like_no_table_passes_at_once() -> None:
    layout = LayoutFilter()
    assert layout.feed(" ") == ""
    assert layout.feed("Air ") == " Air "
    assert layout.feed("naik\n|") == "naik\n"
    assert layout.feed("a|\n") == ""
    assert layout.feed("Warga") == "a.\nWarga"


PIECES = (*'| -:[]{}"\n\ra1', "| a | [1] |\n", "|---|---|\n", '{"text": "a"}', '["a"]', FORGET, "Air\n")


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.lists(st.integers(0, 60), max_size=8))
def test_output_does_not_depend_on_the_chunks(text: str, cuts: list[int]) -> None:
    whole = filtered(text)
    assert filtered(text, *cuts) == whole
    assert filtered(text, *range(len(text))) == whole
