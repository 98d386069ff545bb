"""Tests that an answer comes from each kind of model server that can answer, and for the rest the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.quality.model_rows import ROWS, Row
from tests.tools.quality.model_scripts import KEY, STATEMENT
from tests.tools.quality.model_servers import run


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the clients: old models, how they use aiohttp
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.model} {row.does}")
async def test_what_comes_out_of_a_model_server(
    row: Row, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    came = await run(row, tmp_path)
    assert (came.mode, came.without, came.requests) == (row.mode, row.without, row.requests)
    if row.mode == "llm":
        assert (came.text, came.reason) == (STATEMENT, "")
    else:
        assert row.because in came.reason
    assert KEY not in caplog.text


def test_rows_differ_and_are_many() -> None:
    names = {(row.model, row.does) for row in ROWS}
    assert len(names) == len(ROWS) >= 40
