from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import make_settings
from bot.wiring import READERS_FOLDER, open_reader
from knowledge.errors import WrongSetting
from knowledge.ports import Window
from tests.tiny_cross_encoder import write_cross_encoder

WINDOW = Window("", ("Jembatan itu dibuka Senin.",))


async def test_reader_is_the_bundled_one_unless_a_setting_names_another(tmp_path: Path) -> None:
    async with open_reader(make_settings(kutip_home=tmp_path / "home")) as reader:
        assert reader.name == "bundled"
    assert not (tmp_path / "home").exists()


async def test_reader_may_be_a_folder(tmp_path: Path) -> None:
    folder = str(write_cross_encoder(tmp_path / "own"))
    async with open_reader(make_settings(reader_model=folder)) as reader:
        [reading] = await reader.read("Kapan jembatan dibuka?", [WINDOW])
    assert reader.name == folder
    assert len(reading.sentences) == 1


async def test_reader_of_the_hub_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    write_cross_encoder(tmp_path / READERS_FOLDER / "sukamaju--reader", file="onnx/model.onnx")
    settings = make_settings(reader_model="sukamaju/reader", kutip_home=tmp_path)
    async with open_reader(settings) as reader:
        assert reader.name == "sukamaju/reader"


async def test_value_that_names_no_reader_is_refused_by_name() -> None:
    with pytest.raises(WrongSetting, match=r"^READER_MODEL .* expects"):
        async with open_reader(make_settings(reader_model="large")):
            pass
