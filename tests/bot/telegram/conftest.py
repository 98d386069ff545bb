"""Fixtures for conversations with the bot: a Bot API server, and a bot that is running or about to start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.telegram.fake_core import Bot, serving
from tests.bot.telegram.harness import BRIDGE, CUP, LIBRARY, BotHarness, opened
from tests.e2e.bot_api_server import BotApiServer


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs each test with the marker ``process`` twice: with the bot in this process, then with ``kutip
    run``."""
    if "in_process" in metafunc.fixturenames and metafunc.definition.get_closest_marker("process"):
        metafunc.parametrize("in_process", [True, False], ids=["here", "process"], indirect=True)


@pytest.fixture
def in_process(request: pytest.FixtureRequest) -> bool:
    """Whether the bot runs in the process of the tests (True) or as ``kutip run`` (False)."""
    return bool(getattr(request, "param", True))


@pytest_asyncio.fixture
async def empty(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """A running bot without articles."""
    async with opened(tmp_path, in_process=in_process) as harness, harness.running():
        yield harness


@pytest_asyncio.fixture
async def harness(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """A running bot with three articles."""
    async with opened(tmp_path, in_process=in_process) as harness:
        await harness.add(LIBRARY, BRIDGE, CUP)
        async with harness.running():
            yield harness


@pytest_asyncio.fixture
async def stopped(tmp_path: Path, in_process: bool) -> AsyncIterator[BotHarness]:
    """A bot with three articles that is not running yet: ``async with stopped.running()`` starts it."""
    async with opened(tmp_path, in_process=in_process) as harness:
        await harness.add(LIBRARY, BRIDGE, CUP)
        yield harness


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """A running bot over a fake core."""
    bot = Bot(server)
    async with serving(bot):
        yield bot
