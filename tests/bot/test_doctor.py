from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import checks
from bot.settings import Settings
from bot.wiring import DATABASE_FILE
from knowledge.adapters.database import open_database
from knowledge.models import FollowedItem
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


async def test_silent_channel_fails_and_a_lively_one_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_HOME", str(tmp_path))
    database = await open_database(f"sqlite:///{tmp_path / DATABASE_FILE}")
    now = datetime.now(UTC)
    for number, silence in ((1, timedelta()), (2, timedelta(hours=9))):
        followed, _ = await database.following.follow(
            "channel", f"telegram:-{number}", f"Kanal {number}", "x"
        )
        for hour in range(100):
            item = FollowedItem(str(hour), published_at=now - silence - timedelta(hours=hour))
            await database.following.add_post(followed.number, item, now, now)
    [silent] = [check async for check in checks() if check.part == "following"]
    assert not silent.passed
    assert silent.message.startswith("Kanal 2 is silent since ")
    assert "`kutip unfollow`" in silent.message

    await database.following.drop(followed.number)
    [lively] = [check async for check in checks() if check.part == "following"]
    assert lively.passed
    await database.close()
