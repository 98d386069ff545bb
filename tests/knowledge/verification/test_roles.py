from __future__ import annotations

from knowledge.verification.roles import swapped, triples
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import Pairs, each_pair, named

SAME_ROLES: Pairs = {"passive": ("Merak dikalahkan Bakau.", "Bakau mengalahkan Merak.")}
SWAPPED_ROLES: Pairs = {"active": ("Merak mengalahkan Bakau.", "Bakau mengalahkan Merak.")}


def swaps(statement: str, *sentences: str) -> list[str]:
    return swapped(analyse(statement), [analyse(sentence) for sentence in sentences])


@each_pair(SAME_ROLES)
def test_another_form_of_the_verb_swaps_no_roles(statement: str, sentence: str) -> None:
    assert swaps(statement, sentence) == []


@each_pair(SWAPPED_ROLES)
def test_names_in_reverse_order_swap_the_roles(statement: str, sentence: str) -> None:
    assert swaps(statement, sentence) == ["mengalahkan"]


@named(
    "statement, sentences, expected",
    {
        "the same order in another source": (
            "Merak mengalahkan Bakau.",
            ["Bakau mengalahkan Merak.", "Merak mengalahkan Bakau."],
            [],
        ),
        "another pair of names": ("Merak mengalahkan Bakau.", ["Kelana mengalahkan Merak."], []),
        "another verb": ("Merak mengalahkan Bakau.", ["Bakau mengunjungi Merak."], []),
        "no names": ("Kami mengalahkan mereka.", ["Mereka mengalahkan kami."], []),
        "no source": ("Merak mengalahkan Bakau.", [], []),
    },
)
def test_only_the_reverse_order_alone_is_a_swap(
    statement: str, sentences: list[str], expected: list[str]
) -> None:
    assert swaps(statement, *sentences) == expected


@named(
    "text, expected",
    {
        "next to the verb": ("Merak mengalahkan Bakau", {("merak", "mengalahkan", "bakau")}),
        "three words before the verb": (
            "Merak yang itu baru mengalahkan Bakau",
            {("merak", "baru", "bakau"), ("merak", "mengalahkan", "bakau")},
        ),
        "four words before the verb": ("Merak itu dan ini yang mengalahkan Bakau", set()),
        "three words after the verb": (
            "Merak mengalahkan di sini si Bakau",
            {("merak", "mengalahkan", "bakau"), ("merak", "sini", "bakau")},
        ),
        "four words after the verb": ("Merak mengalahkan di ini dan itu Bakau", set()),
        "a sign between them": ("Merak, mengalahkan Bakau", set()),
        "a sign after the verb": ("Merak mengalahkan, Bakau", set()),
        "the same name twice": ("Merak mengalahkan Merak", set()),
        "a word of three letters": ("Merak zub Bakau", set()),
        "a word of four letters": ("Merak zubr Bakau", {("merak", "zubr", "bakau")}),
        "a verb at the beginning": ("mengalahkan Bakau dan Merak", set()),
        "a function word": ("Merak dengan Bakau", set()),
        "a verb with a capital": ("Merak Mengalahkan Bakau", set()),
        "a number": ("Merak 2021 Bakau", set()),
        "a function word with a capital is no name": ("Dia mengalahkan Bakau", set()),
        "one name": ("Merak mengalahkan", set()),
        "no text": ("", set()),
    },
)
def test_triples_join_a_verb_to_the_nearest_names(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert triples(analyse(text)) == expected


def test_several_verbs_are_given_in_the_order_of_their_names() -> None:
    assert swaps(
        "Merak mengalahkan Bakau dan Aceh mengunjungi Zubrowka.",
        "Bakau mengalahkan Merak. Zubrowka mengunjungi Aceh.",
    ) == ["mengunjungi", "mengalahkan"]
