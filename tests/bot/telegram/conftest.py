from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.telegram.harness import BRIDGE, CUP, LIBRARY, BotHarness, opened


@pytest_asyncio.fixture
async def empty(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """Running, without articles."""
    async with opened(tmp_path, in_process=in_process) as harness, harness.running():
        yield harness


@pytest_asyncio.fixture
async def harness(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """Running, with three articles."""
    async with opened(tmp_path, in_process=in_process) as harness:
        await harness.add(LIBRARY, BRIDGE, CUP)
        async with harness.running():
            yield harness


@pytest_asyncio.fixture
async def stopped(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """With three articles, not yet running."""
    async with opened(tmp_path, in_process=in_process) as harness:
        await harness.add(LIBRARY, BRIDGE, CUP)
        yield harness
