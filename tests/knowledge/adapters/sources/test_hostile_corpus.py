"""Tests that each hostile file and link is refused with one sentence, or read without its harmful part."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from knowledge.adapters.sources.pages import WebPages
from knowledge.adapters.sources.uploads import from_upload
from knowledge.articles.reading import read_each
from knowledge.errors import KutipError
from tests.tools.hostile.corpus import FILES, HARMLESS, LINKS, WAS_HERE

HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
SECRET = Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").split("\n")[0]


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Blocks all connections of this process. Returns the list in which their addresses are recorded."""
    addresses: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        addresses.append(address)
        raise OSError("no connection here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    return addresses


def written_files(folder: Path) -> list[Path]:
    """Lists files in the working folder, and files at the paths that archive members try to write."""
    return [*folder.iterdir(), *Path(WAS_HERE).parent.glob(Path(WAS_HERE).name + "*")]


@pytest.mark.parametrize("name", FILES)
async def test_file_is_rejected_or_made_harmless(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    file_name, make = FILES[name]
    data = await asyncio.to_thread(make)

    sources = await asyncio.to_thread(lambda: list(read_each(from_upload(data, file_name))))

    assert sources
    for source in sources:
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
    assert written_files(tmp_path) == []


@pytest.mark.parametrize("link", LINKS)
async def test_link_is_rejected_without_a_connection(link: str, connections: list[Any]) -> None:
    with pytest.raises(KutipError) as caught:
        await WebPages().fetch(link)
    assert str(caught.value).endswith(".")
    assert connections == []


def test_corpus_is_large_enough() -> None:
    assert len(FILES) + len(LINKS) >= 40
