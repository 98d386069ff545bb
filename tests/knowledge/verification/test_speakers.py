from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from knowledge.verification.speakers import LONGEST_QUOTATION, naming_neighbour
from tests.knowledge.verification.cases import named

SAYS = "Menurut Darma Wisesa, sebanyak 140 kios disiapkan."
QUOTED = "“Sebanyak 140 kios disiapkan.”"
UNCLOSED = "“Sebanyak 140 kios disiapkan."
PLAIN = "Sebanyak 140 kios disiapkan."


def found(
    statement: str = SAYS, cited: str = QUOTED, *, before: str = "", after: Sequence[str] = ()
) -> int | None:
    return naming_neighbour(statement, ["Darma", "Wisesa"], cited, before, after)


@pytest.mark.parametrize(
    "before",
    [
        "“Kami siap,” kata Darma Wisesa.",
        "Darma Wisesa mengatakan penataan dimulai pada 3 Maret.",
        "Kepala Pasar Lembayung, Darma Wisesa, mengatakan penataan dimulai di Merak.",
        "“Kami siap,” kata Dr. Darma Wisesa, kepala pasar, di Balai Kota, Rabu (3/5).",
        "“Kami siap,” ujar ketua paguyuban pedagang, Darma Wisesa.",
    ],
)
def test_sentence_before_a_quotation_names_its_speaker(before: str) -> None:
    assert found(before=before) == -1


@named(
    "before",
    {
        "another speaker": ("“Kami siap,” kata Sri Kencana.",),
        "a speaker and a listener": ("“Kami siap,” kata Sri Kencana kepada Darma Wisesa.",),
        "two people": ("Sri Kencana menemui Darma Wisesa dan mengatakan hal itu.",),
        "nobody who speaks": ("Darma Wisesa tiba di pasar.",),
        "far from the verb": (
            "Ia mengatakan bahwa semua kios yang disiapkan pada tahun ini sudah dibayar Darma Wisesa.",
        ),
        "half of the name": ("“Kami siap,” kata Darma.",),
        "nothing": ("",),
    },
)
def test_sentence_before_that_does_not_name_the_speaker_alone_is_not_accepted(before: str) -> None:
    assert found(before=before) is None


@named(
    "cited, after",
    {
        "the end of the quotation": (UNCLOSED, ["Kami siap,” kata Darma Wisesa."]),
        "the end in straight marks": (f'"{PLAIN}', ['Kami siap," kata Darma Wisesa.']),
        "inside a quotation": (PLAIN, ["Kami siap,” kata Darma Wisesa."]),
        "a passive verb": (PLAIN, ["Hal itu dikatakan Darma Wisesa pada Rabu."]),
        "a verb at the beginning": (QUOTED, ["Demikian kata Darma Wisesa."]),
    },
)
def test_sentence_after_that_refers_back_names_the_speaker(cited: str, after: list[str]) -> None:
    assert found(cited=cited, after=after) == 1


def test_end_of_a_long_quotation_names_the_speaker() -> None:
    sentences = ["Pedagang lega.", "Kami siap,” kata Darma Wisesa."]
    assert found(cited=UNCLOSED, after=sentences) == 2
    assert found(cited=UNCLOSED, after=["Pedagang lega."] * LONGEST_QUOTATION + sentences[1:]) is None
    assert found(cited=UNCLOSED, after=["“Pedagang lega.”", *sentences[1:]]) is None


@named(
    "after",
    {
        "it says something else": ("Darma Wisesa mengatakan hal lain.",),
        "another speaker": ("Hal itu dikatakan Sri Kencana.",),
        "two people": ("Hal itu dikatakan Sri Kencana kepada Darma Wisesa.",),
    },
)
def test_sentence_after_that_tells_of_something_else_is_not_accepted(after: str) -> None:
    assert found(after=[after]) is None


def test_sentence_after_that_names_another_speaker_wins_over_the_one_before() -> None:
    before = "“Kami siap,” kata Darma Wisesa."
    assert found(before=before, after=["Hal itu dikatakan Sri Kencana."]) is None
    assert found(before=before, after=["Sri Kencana pulang."]) == -1


@named(
    "statement, cited",
    {
        "the sentence is no quotation": (SAYS, PLAIN),
        "the sentence has a speaker": (SAYS, "“Sebanyak 140 kios disiapkan,” kata Sri Kencana."),
        "the statement tells no speech": ("Darma Wisesa menyiapkan 140 kios.", QUOTED),
        "the name is a place": ("Wali kota mengatakan 140 kios disiapkan di Darma Wisesa.", QUOTED),
        "the statement has no such name": ("Menurut wali kota, 140 kios disiapkan.", QUOTED),
    },
)
def test_name_is_accepted_only_as_the_speaker_of_a_quotation(statement: str, cited: str) -> None:
    assert found(statement, cited, before="“Kami siap,” kata Darma Wisesa.") is None


def test_translation_may_name_the_speaker() -> None:
    assert (
        found("According to Darma Wisesa, 140 stalls are ready.", before="“Siap,” kata Darma Wisesa.") == -1
    )


def test_hostile_sentences_take_little_time() -> None:
    begin = time.process_time()
    for piece in ("Darma Wisesa, ", "Rini kata ", "“", "a, ", "Kata Darma Wisesa. "):
        hostile = piece * 5_000
        found(cited=QUOTED, before=hostile, after=[hostile] * 9)
        found(statement=SAYS + hostile[:4_000], cited=hostile, before=SAYS, after=[SAYS])
    assert time.process_time() - begin < 5
