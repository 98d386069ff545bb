"""The contract of every ``VectorIndex``: in memory, embedded Chroma, a Chroma server, and through the
owner."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.vectors.chroma import BATCH, ChromaIndex
from knowledge.adapters.vectors.client import Folder
from knowledge.adapters.vectors.shared_index import embedded_index, server_index
from knowledge.models import SentenceKey
from knowledge.ports import Vector, VectorIndex
from tests.contract.chroma_server import chroma_server
from tests.fakes_vectors import MemoryIndex, MemoryRelay

MODEL = "letters"
RANDOM = np.random.default_rng(2)


@dataclass
class Sides:
    """The index that a test writes to and the one that it searches. They differ if another process is the
    owner."""

    writer: VectorIndex
    reader: VectorIndex


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture(params=["memory", "embedded", "server", "through the owner"])
async def sides(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sides]:
    async with contextlib.AsyncExitStack() as stack:
        writer: VectorIndex
        reader: VectorIndex
        match request.param:
            case "memory":
                writer = MemoryIndex()
                reader = writer
            case "embedded":
                writer = ChromaIndex(Folder(tmp_path / "chroma"), MODEL)
                reader = writer
            case "server":
                writer = server_index(request.getfixturevalue("server"), MODEL)
                reader = writer
                await writer.rebuild()
            case _:
                relay = MemoryRelay()
                writer = embedded_index(tmp_path, MODEL, relay)
                reader = embedded_index(tmp_path, MODEL, relay)
        stack.push_async_callback(reader.close)
        stack.push_async_callback(writer.close)
        assert await writer.own()
        yield Sides(writer, reader)


def unit_rows(count: int, length: int = 16) -> Vector:
    rows = RANDOM.normal(size=(count, length)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def keys_of(revision: int, count: int) -> list[SentenceKey]:
    return [SentenceKey(revision, position) for position in range(count)]


async def test_empty_index_finds_nothing(sides: Sides) -> None:
    [vector] = unit_rows(1)
    assert await sides.reader.search(vector, 5) == []
    assert await sides.reader.cosines(vector, [SentenceKey(1, 0)]) == {}
    assert await sides.reader.count() == 0
    assert await sides.reader.keys() == set()


async def test_search_returns_the_nearest_first_with_their_cosines(sides: Sides) -> None:
    keys, vectors = keys_of(1, 30), unit_rows(30)
    await sides.writer.add(keys, vectors)
    cosines = vectors @ vectors[7]
    hits = await sides.reader.search(vectors[7], 10)
    expected = np.argsort(-cosines)[:10]
    assert [key for key, _ in hits] == [keys[row] for row in expected]
    assert [score for _, score in hits] == pytest.approx(cosines[expected], abs=1e-4)


async def test_finds_vectors_added_after_a_search(sides: Sides) -> None:
    vectors = unit_rows(2)
    await sides.writer.add([SentenceKey(1, 0)], vectors[:1])
    assert len(await sides.reader.search(vectors[1], 5)) == 1
    await sides.writer.add([SentenceKey(2, 0)], vectors[1:])
    assert (await sides.reader.search(vectors[1], 1))[0][0] == SentenceKey(2, 0)


async def test_limit_above_the_count_returns_all_and_zero_returns_none(sides: Sides) -> None:
    keys, vectors = keys_of(3, 4), unit_rows(4)
    await sides.writer.add(keys, vectors)
    assert {key for key, _ in await sides.reader.search(vectors[0], 1_000)} == set(keys)
    assert await sides.reader.search(vectors[0], 0) == []


async def test_adding_again_overwrites(sides: Sides) -> None:
    vectors = unit_rows(2)
    await sides.writer.add([SentenceKey(1, 0)], vectors[:1])
    await sides.writer.add([SentenceKey(1, 0)], vectors[1:])
    assert await sides.reader.count() == 1
    cosines = await sides.reader.cosines(vectors[1], [SentenceKey(1, 0)])
    assert cosines[SentenceKey(1, 0)] == pytest.approx(1.0, abs=1e-4)


async def test_key_given_twice_has_its_last_vector(sides: Sides) -> None:
    vectors = unit_rows(2)
    await sides.writer.add([SentenceKey(1, 0), SentenceKey(1, 0)], vectors)
    cosines = await sides.reader.cosines(vectors[1], [SentenceKey(1, 0)])
    assert cosines[SentenceKey(1, 0)] == pytest.approx(1.0, abs=1e-4)


async def test_adding_and_removing_nothing_does_nothing(sides: Sides) -> None:
    await sides.writer.add([], np.empty((0, 0), np.float32))
    await sides.writer.remove([])
    assert await sides.reader.count() == 0


async def test_remove_deletes_whole_revisions_and_ignores_unknown_ones(sides: Sides) -> None:
    vectors = unit_rows(6)
    await sides.writer.add([*keys_of(1, 3), *keys_of(11, 3)], vectors)
    await sides.writer.remove([1, 99])
    assert await sides.reader.keys() == set(keys_of(11, 3))
    assert {key.revision for key, _ in await sides.reader.search(vectors[0], 10)} == {11}


async def test_cosines_are_exact_and_omit_unknown_keys(sides: Sides) -> None:
    keys, vectors = keys_of(5, 8), unit_rows(8)
    await sides.writer.add(keys, vectors)
    [vector] = unit_rows(1)
    result = await sides.reader.cosines(vector, [keys[6], SentenceKey(9, 9), keys[2], keys[6]])
    expected = vectors @ vector
    assert result == pytest.approx({keys[6]: expected[6], keys[2]: expected[2]}, abs=1e-5)
    assert await sides.reader.cosines(vector, []) == {}


async def test_more_than_one_batch_is_stored_completely(sides: Sides) -> None:
    keys, vectors = keys_of(7, 2 * BATCH + 3), unit_rows(2 * BATCH + 3)
    await sides.writer.add(keys, vectors)
    assert await sides.reader.count() == len(keys)
    assert await sides.reader.keys() == set(keys)
    assert set(await sides.reader.cosines(vectors[0], keys)) == set(keys)
    await sides.writer.remove(range(2 * BATCH))
    assert await sides.reader.count() == 0


async def test_rebuilt_index_is_empty_and_accepts_vectors_of_another_length(sides: Sides) -> None:
    await sides.writer.add(keys_of(1, 2), unit_rows(2))
    await sides.writer.rebuild()
    assert await sides.reader.count() == 0
    vectors = unit_rows(2, length=24)
    await sides.writer.add(keys_of(2, 2), vectors)
    assert (await sides.reader.search(vectors[1], 1))[0][0] == SentenceKey(2, 1)


async def test_closing_twice_is_harmless(sides: Sides) -> None:
    await sides.reader.close()
    await sides.reader.close()
