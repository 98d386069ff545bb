from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.tag_filter import FORGET, TagFilter


def filtered(text: str, *cuts: int) -> str:
    """Filters a text that is fed in chunks divided at ``cuts``. Returns the output."""
    tags = TagFilter()
    offsets = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    chunks = [text[start:end] for start, end in pairwise(offsets)]
    return "".join(map(tags.feed, chunks)) + tags.close()


@pytest.mark.parametrize("name", ["think", "thinking", "thought", "reasoning", "scratchpad", "THINK"])
def test_thinking_is_removed(name: str) -> None:
    assert filtered(f"Air <{name}>Hm. <b>x</b><br></{name}>naik.") == "Air naik."


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("[THINK]", "[/THINK]"),
        ("◁think▷", "◁/think▷"),
        ("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
    ],
)
def test_thinking_in_other_tags_is_removed(opening: str, closing: str) -> None:
    assert filtered(f"{opening}Hm.{closing}Air naik.") == "Air naik."


def test_final_channel_of_a_chat_template_begins_the_answer() -> None:
    text = "<|start|>assistant<|channel|>final<|message|>Air naik.<|return|>"
    assert filtered(text) == f"assistant{FORGET}Air naik."


def test_thinking_without_a_closing_tag_lasts_to_the_end() -> None:
    assert filtered("Air naik.<think>Hm. <") == "Air naik."


def test_closing_tag_without_an_opening_one_marks_all_before_it_as_thinking() -> None:
    assert filtered("Hm.</think>Air naik.") == f"Hm.{FORGET}Air naik."


@pytest.mark.parametrize("name", ["sup", "sub", "b", "i", "em", "strong", "B", "answer"])
def test_formatting_tags_are_removed_and_their_text_stays(name: str) -> None:
    assert filtered(f"Air <{name}>naik</{name}>.") == "Air naik."


@pytest.mark.parametrize("token", ["<|im_end|>", "<|eot_id|>", "</s>", "<eos>", "<end_of_turn>"])
def test_control_token_is_removed(token: str) -> None:
    assert filtered(f"Air naik.{token}") == "Air naik."


def test_digits_in_raised_text_become_raised_digits() -> None:
    assert filtered("10 km<sup>2</sup> air<sup>1,30</sup> 4") == "10 km² air¹,³⁰ 4"


@pytest.mark.parametrize("tag", ["<br>", "<br/>", "<br />", "<BR>", "<p>", "</li>"])
def test_line_break_becomes_a_line_end(tag: str) -> None:
    assert filtered(f"Air{tag}naik.") == "Air\nnaik."


@pytest.mark.parametrize(
    "text", ["a < b", "<a>", "<thin", "<x", "</", "1 <2> 3", "<|", "a <| b", "[th", "[1]"]
)
def test_other_angle_brackets_stay(text: str) -> None:
    assert filtered(text) == text


def test_nul_characters_are_removed() -> None:
    assert filtered("A\0ir") == "Air"


def test_beginning_of_a_tag_is_held_back() -> None:
    tags = TagFilter()
    assert tags.feed("Air <thi") == "Air "
    assert tags.feed("s") == "<this"
    assert tags.feed("<t") == ""
    assert tags.close() == "<t"
    assert tags.close() == ""


@given(
    st.lists(
        st.sampled_from(
            [
                "<think>",
                "</think>",
                "<b>",
                "<br>",
                "<",
                "th",
                "ink>",
                "a",
                "/",
                "<|",
                "|>",
                "[",
                "]",
                "<sup>",
                "1",
            ]
        )
    ).map("".join),
    st.lists(st.integers(0, 40), max_size=6),
)
def test_output_does_not_depend_on_the_chunks(text: str, cuts: list[int]) -> None:
    assert filtered(text, *cuts) == filtered(text)
