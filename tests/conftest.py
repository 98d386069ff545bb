"""``--process``: the scenarios of the conversation again, each with the bot as a process of its own."""

from __future__ import annotations

import pytest

SCENARIO = "in_process"
"""The fixture below every scenario that can run in either way."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--process", action="store_true", help="run only the scenarios, with the real process")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--process"):
        return
    scenarios = [item for item in items if SCENARIO in getattr(item, "fixturenames", ())]
    others = [item for item in items if item not in scenarios]
    config.hook.pytest_deselected(items=others)
    items[:] = scenarios


@pytest.fixture
def in_process(request: pytest.FixtureRequest) -> bool:
    """Whether the bot runs in the process of the tests."""
    return not request.config.getoption("--process")
