"""Tests that the embedded index has one owner among processes, also if models differ or owners fail."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.adapters.vectors.chroma import ChromaIndex
from knowledge.adapters.vectors.client import Folder, parse_address
from knowledge.adapters.vectors.shared_index import (
    CHROMA_FOLDER,
    PollIntervals,
    SharedIndex,
    embedded_index,
    server_index,
)
from knowledge.errors import GiveUp, IndexBusy, IndexMismatch, StoreUnavailable, WrongSetting
from knowledge.models import SentenceKey
from tests.fakes_vectors import MemoryRelay

KEY = SentenceKey(1, 0)
VECTORS = np.eye(2, 8, dtype=np.float32)
ROOT = Path(__file__).parents[2]


class Process:
    """A running ``tests.contract.index_process``, which takes commands."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def send(self, do: str, **arguments: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **arguments}).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


@contextlib.asynccontextmanager
async def index_process(folder: Path) -> AsyncIterator[Process]:
    process = Process(
        await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.contract.index_process", str(folder)),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
    )
    try:
        yield process
    finally:
        await process.kill()


async def test_second_process_finds_additions_of_the_first_and_takes_over_when_it_is_killed(
    tmp_path: Path,
) -> None:
    one, other = VECTORS.tolist()
    async with index_process(tmp_path) as first, index_process(tmp_path) as second:
        assert await first.send("own") == {"result": True}
        assert await second.send("own") == {"result": False}
        await first.send("add", keys=[[1, 0]], vectors=[one])
        assert (await second.send("search", vector=one, limit=5))["result"] == [[1, 0, pytest.approx(1.0)]]
        await first.send("add", keys=[[2, 0]], vectors=[other])
        reply = await second.send("search", vector=other, limit=1)
        assert reply["result"] == [[2, 0, pytest.approx(1.0)]]
        assert (await second.send("add", keys=[[3, 0]], vectors=[one]))["error"] == "IndexBusy"
        assert await second.send("has_chroma") == {"result": False}
        await first.kill()
        assert await second.send("count") == {"result": 2}
        reply = await second.send("search", vector=other, limit=1)
        assert reply["result"] == [[2, 0, pytest.approx(1.0)]]
        assert await second.send("add", keys=[[3, 0]], vectors=[one]) == {"result": None}


@pytest.fixture
async def owner(tmp_path: Path) -> AsyncIterator[tuple[SharedIndex, MemoryRelay]]:
    relay = MemoryRelay()
    index = embedded_index(tmp_path, "one", relay)
    assert await index.own()
    await index.add([KEY], VECTORS[:1])
    yield index, relay
    await index.close()


async def test_process_with_another_model_is_refused(
    owner: tuple[SharedIndex, MemoryRelay], tmp_path: Path
) -> None:
    asking = embedded_index(tmp_path, "two", owner[1])
    with pytest.raises(IndexMismatch, match=r"model one but EMBEDDING_MODEL is two; run `kutip reindex`"):
        await asking.search(VECTORS[0], 1)


async def test_error_of_the_owner_is_raised_in_the_asking_process(
    owner: tuple[SharedIndex, MemoryRelay], tmp_path: Path
) -> None:
    asking = embedded_index(tmp_path, "one", owner[1])
    with pytest.raises(IndexMismatch, match="8 numbers but the embedding model gives 3"):
        await asking.search(np.ones(3, np.float32), 1)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"operation":"search","model":"one","vector":null,"limit":1,"keys":[]}',
        b'{"operation":"search","model":"one","vector":"AAA","limit":1,"keys":[]}',
        b'{"operation":"drop","model":"one","vector":null,"limit":1,"keys":[]}',
    ],
)
async def test_unreadable_request_is_refused_and_the_next_one_is_served(
    owner: tuple[SharedIndex, MemoryRelay], tmp_path: Path, message: bytes
) -> None:
    number = await owner[1].post(message)
    asking = embedded_index(tmp_path, "one", owner[1])
    assert await asking.count() == 1
    reply = await owner[1].collect(number)
    assert reply is not None
    assert json.loads(reply)["error"] == "GiveUp"


class FailingRelay(MemoryRelay):
    def __init__(self) -> None:
        super().__init__()
        self.failures = 0

    async def requests(self) -> list[tuple[int, bytes]]:
        if self.failures < 2:
            self.failures += 1
            raise StoreUnavailable("The database did not answer.")
        return await super().requests()


async def test_owner_continues_to_serve_after_the_database_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    relay = FailingRelay()
    owning = SharedIndex(tmp_path, "one", relay, intervals=PollIntervals(after_failure_s=0.01))
    assert await owning.own()
    asking = embedded_index(tmp_path, "one", relay)
    assert await asking.count() == 0
    assert relay.failures == 2
    assert "could not be served" in caplog.text
    await owning.close()


async def test_silent_owner_is_reported_and_the_request_cancelled(tmp_path: Path) -> None:
    silent, relay = embedded_index(tmp_path, "one", MemoryRelay()), MemoryRelay()
    assert await silent.own()
    asking = SharedIndex(tmp_path, "one", relay, intervals=PollIntervals(patience_s=0.1))
    with pytest.raises(IndexBusy, match="owns the index but does not answer"):
        await asking.count()
    assert relay.messages == {}
    await silent.close()


async def test_waiting_process_takes_over_when_the_owner_closes(tmp_path: Path) -> None:
    silent, relay = embedded_index(tmp_path, "one", MemoryRelay()), MemoryRelay()
    assert await silent.own()
    asking = embedded_index(tmp_path, "one", relay)
    waiting = asyncio.create_task(asking.count())
    await relay.posted.wait()
    await silent.close()
    assert await waiting == 0
    assert relay.messages == {}
    assert await asking.own()
    await asking.close()


async def test_process_that_does_not_own_the_index_cannot_write(
    owner: tuple[SharedIndex, MemoryRelay], tmp_path: Path
) -> None:
    other = embedded_index(tmp_path, "one", owner[1])
    for work in (other.add([KEY], VECTORS[:1]), other.remove([1]), other.rebuild()):
        with pytest.raises(IndexBusy, match="cannot write"):
            await work


async def test_closed_index_refuses_queries_and_ownership(tmp_path: Path) -> None:
    index = embedded_index(tmp_path, "one", MemoryRelay())
    await index.close()
    assert not await index.own()
    with pytest.raises(StoreUnavailable, match="closed"):
        await index.count()


async def test_error_about_an_unusable_data_folder_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongSetting, match="KUTIP_HOME"):
        await embedded_index(tmp_path / "file" / "data", "one", MemoryRelay()).own()


@contextlib.asynccontextmanager
async def opened(folder: Path, model: str) -> AsyncIterator[ChromaIndex]:
    index = ChromaIndex(Folder(folder / CHROMA_FOLDER), model)
    try:
        yield index
    finally:
        await index.close()


async def test_index_of_another_model_is_refused_until_it_is_rebuilt(tmp_path: Path) -> None:
    async with opened(tmp_path, "one") as index:
        await index.add([KEY], VECTORS[:1])
    async with opened(tmp_path, "two") as index:
        index.warm()
        with pytest.raises(IndexMismatch, match="made with the embedding model one"):
            await index.count()
        await index.rebuild()
        assert await index.count() == 0
    async with opened(tmp_path, "two") as index:
        assert await index.count() == 0


async def test_empty_index_of_another_model_is_used(tmp_path: Path) -> None:
    async with opened(tmp_path, "one") as index:
        await index.add([KEY], VECTORS[:1])
        await index.remove([KEY.revision])
    async with opened(tmp_path, "two") as index:
        await index.add([KEY], np.eye(1, 5, dtype=np.float32))
        assert await index.count() == 1


async def test_vectors_survive_closing(tmp_path: Path) -> None:
    async with opened(tmp_path, "one") as index:
        await index.add([KEY], VECTORS[:1])
    async with opened(tmp_path, "one") as index:
        assert await index.cosines(VECTORS[0], [KEY]) == {KEY: pytest.approx(1.0)}


async def test_damaged_index_is_refused_and_can_be_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / CHROMA_FOLDER
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 1_000)
    async with opened(tmp_path, "one") as index:
        with pytest.raises(GiveUp, match="cannot open the vector index in"):
            await index.count()
        await index.rebuild()
        await index.add([KEY], VECTORS[:1])
        assert await index.count() == 1


async def test_error_about_a_missing_server_hides_its_credentials() -> None:
    index = server_index("http://hidden@127.0.0.1:1", "one")
    with pytest.raises(StoreUnavailable, match=r"server at http://127\.0\.0\.1:1 does not answer") as refusal:
        await index.count()
    assert "hidden" not in str(refusal.value)
    await index.close()


@pytest.mark.parametrize(
    "url", ["http://:81", "ftp://hidden", "http://hidden:port", "http://hidden/only-one", "hidden"]
)
def test_error_about_an_unusable_address_names_the_setting_and_hides_the_value(url: str) -> None:
    with pytest.raises(WrongSetting, match="CHROMA_URL") as refusal:
        parse_address(url)
    assert url not in str(refusal.value)


def test_credentials_become_headers_and_are_not_shown() -> None:
    token = parse_address("http://to%20ken@host")
    assert token.headers == {"Authorization": "Bearer to ken", "X-Chroma-Token": "to ken"}
    assert (token.port, str(token)) == (8000, "http://host:8000")
    pair = parse_address("https://user:pass@[::1]:9000")
    assert pair.headers == {"Authorization": "Basic dXNlcjpwYXNz"}
    assert str(pair) == "https://[::1]:9000"
    assert "pass" not in repr(pair)
