"""The contract of every ``Reader``: the bundled one, and a cross-encoder in a folder."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.adapters.reading.bundled import BundledReader
from knowledge.adapters.reading.cross_encoder import CrossEncoder
from knowledge.ports import Reader, Reading, Window
from tests.bundled_model import bundled_reader
from tests.tiny_cross_encoder import write_cross_encoder

QUESTION = "Kapan jembatan Sukamaju dibuka?"
WINDOWS = [
    Window(
        "Jembatan Sukamaju Dibuka",
        ("Jembatan itu dibuka Senin pagi.", "Hujan turun.", "Warga berjalan kaki."),
    ),
    Window("", ("Pasar Sukamaju tutup.",)),
    Window("Hujan di Sukamaju", ("Hujan turun sejak Senin.", "Pasar sepi, jembatan licin.")),
]
HOSTILE = [
    Window("", ("\0",)),
    Window("\ud800", ("a\0b", "\udfff jembatan")),
    Window("Judul\0", ("jembatan " * 556, "Hujan.", "")),
    Window("a" * 5_000, ("é" * 5_000, "😀" * 300)),
    Window("Banyak kalimat", ("Jembatan itu dibuka Senin pagi.",) * 100),
]

MakeReader = Callable[[], Reader]


@pytest.fixture(params=["bundled", "cross-encoder"])
def make_reader(request: pytest.FixtureRequest, tmp_path: Path) -> MakeReader:
    """A function that makes a new reader, which has not read anything yet."""
    if request.param == "bundled":
        return BundledReader
    write_cross_encoder(tmp_path)
    return lambda: CrossEncoder(tmp_path, "tiny")


@pytest.fixture
def reader(make_reader: MakeReader) -> Iterator[Reader]:
    if make_reader is BundledReader:
        yield bundled_reader()  # not closed, because the whole process shares it
    else:
        made = make_reader()
        yield made
        made.close()


def is_finite(reading: Reading) -> bool:
    return all(map(math.isfinite, [reading.answers, *reading.sentences]))


async def test_every_window_has_a_reading_with_a_number_for_each_sentence(reader: Reader) -> None:
    readings = await reader.read(QUESTION, WINDOWS)
    assert [len(reading.sentences) for reading in readings] == [3, 1, 2]
    assert all(map(is_finite, readings))


async def test_readings_are_in_the_order_of_the_windows(reader: Reader) -> None:
    forwards = await reader.read(QUESTION, WINDOWS)
    backwards = await reader.read(QUESTION, WINDOWS[::-1])
    for one, other in zip(forwards, backwards[::-1], strict=True):
        assert same(one, other)
    assert not same(forwards[0], forwards[2])


async def test_no_windows_have_no_readings(reader: Reader) -> None:
    assert await reader.read(QUESTION, []) == []


async def test_window_has_the_same_numbers_alone_and_in_a_batch(make_reader: MakeReader) -> None:
    reader = make_reader()
    together = await reader.read(QUESTION, [*WINDOWS, *HOSTILE])
    for window, reading in zip(WINDOWS, together, strict=False):
        [alone] = await reader.read(QUESTION, [window])
        assert same(alone, reading)
    reader.close()


@pytest.mark.parametrize("question", [QUESTION, "", "\0", "\ud800", "kapan " * 800])
async def test_unusual_texts_can_be_read(reader: Reader, question: str) -> None:
    readings = await reader.read(question, HOSTILE)
    assert [len(reading.sentences) for reading in readings] == [len(each.sentences) for each in HOSTILE]
    assert all(map(is_finite, readings))


async def test_concurrent_calls_return_the_same_numbers(make_reader: MakeReader) -> None:
    reader = make_reader()
    questions = [QUESTION, "Siapa yang berjalan kaki?", "Di mana hujan turun?"]
    together = await asyncio.gather(*(reader.read(question, WINDOWS) for question in questions))
    for question, readings in zip(questions, together, strict=True):
        for one, other in zip(await reader.read(question, WINDOWS), readings, strict=True):
            assert same(one, other)
    reader.close()


async def test_reader_has_a_name_and_can_be_closed_twice(make_reader: MakeReader) -> None:
    reader = make_reader()
    assert reader.name
    reader.close()
    reader.close()


async def test_work_that_runs_when_the_reader_is_closed_ends_well(make_reader: MakeReader) -> None:
    reader = make_reader()
    reading = asyncio.create_task(reader.read(QUESTION, WINDOWS))
    await asyncio.sleep(0)
    reader.close()
    assert len(await reading) == len(WINDOWS)


def same(one: Reading, other: Reading) -> bool:
    return [one.answers, *one.sentences] == pytest.approx([other.answers, *other.sentences], abs=1e-3)
