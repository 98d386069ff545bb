"""Each hostile file and link is refused in one sentence, or comes out without what was meant to harm."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from knowledge.adapters.sources.files import read_upload
from knowledge.adapters.sources.pages import WebPages
from knowledge.errors import KutipError
from tests.tools.hostile.corpus import FILES, HARMLESS, LINKS, WAS_HERE

HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
SECRET = Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").split("\n")[0]

LONGEST_STALL_S = 1.0
"""Of the event loop, while a file is read."""


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket of this process is connected to, counted where they are opened."""
    made: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        made.append(address)
        raise OSError("no connection here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    return made


def written(folder: Path) -> list[Path]:
    """What is in the working folder, and where members of archives were to be written."""
    return [*folder.iterdir(), *Path(WAS_HERE).parent.glob(Path(WAS_HERE).name + "*")]


@pytest.mark.parametrize("name", FILES)
async def test_file_is_refused_or_made_harmless(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    file_name, make = FILES[name]
    data = await asyncio.to_thread(make)
    stall = 0.0

    async def watch() -> None:
        nonlocal stall
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + 0.05
            await asyncio.sleep(0.05)
            stall = max(stall, loop.time() - due)

    watching = asyncio.create_task(watch())
    found = await asyncio.to_thread(lambda: list(read_upload(data, file_name)))
    watching.cancel()

    assert found
    for source in found:
        if source.article is None:
            assert source.error is not None
            assert source.error.endswith(".")
            assert source.error.count("\n") == 0
            assert "Traceback" not in source.error
        else:
            assert name in HARMLESS
            shown = f"{source.article.title}{source.article.text}{source.article.publisher}"
            assert not HIDDEN.search(shown)
            assert SECRET not in shown
            assert "alert(1)" not in shown
            assert len(shown) < 11_000_000
    assert connections == []
    assert written(tmp_path) == []
    assert stall < LONGEST_STALL_S


@pytest.mark.parametrize("link", LINKS)
async def test_link_is_refused_without_a_connection(link: str, connections: list[Any]) -> None:
    with pytest.raises(KutipError) as caught:
        await WebPages().fetch(link)
    assert str(caught.value).endswith(".")
    assert connections == []


def test_corpus_is_large_enough() -> None:
    assert len(FILES) + len(LINKS) >= 40
