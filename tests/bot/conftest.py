from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.talk import BRIDGE, CUP, LIBRARY, Talk, opened


@pytest_asyncio.fixture
async def empty(tmp_path: Path, in_process: bool) -> AsyncIterator[Talk]:
    """Running, without articles."""
    async with opened(tmp_path, in_process=in_process) as talk, talk.running():
        yield talk


@pytest_asyncio.fixture
async def talk(tmp_path: Path, in_process: bool) -> AsyncIterator[Talk]:
    """Running, with three articles."""
    async with opened(tmp_path, in_process=in_process) as talk:
        await talk.add(LIBRARY, BRIDGE, CUP)
        async with talk.running():
            yield talk


@pytest_asyncio.fixture
async def stopped(tmp_path: Path, in_process: bool) -> AsyncIterator[Talk]:
    """With three articles, not yet running."""
    async with opened(tmp_path, in_process=in_process) as talk:
        await talk.add(LIBRARY, BRIDGE, CUP)
        yield talk
