from __future__ import annotations

from pathlib import Path

import pytest

from bot.doctor import checks
from bot.settings import Settings
from tests.tiny_cross_encoder import write_cross_encoder


@pytest.mark.parametrize(("outputs", "passed"), [((1.0,), True), ((1.0, 2.0, 3.0), False)])
async def test_reader_of_a_setting_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outputs: tuple[float, ...], passed: bool
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_MODEL", str(write_cross_encoder(tmp_path / "own", outputs=outputs)))
    [check] = [check async for check in checks() if check.part == "reader"]
    assert check.passed is passed
    assert "READER_MODEL" in check.message
