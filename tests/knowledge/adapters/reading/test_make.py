"""Tests of which reader a value of READER_MODEL names."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.adapters.reading.bundled import BundledReader
from knowledge.adapters.reading.cross_encoder import CrossEncoder
from knowledge.adapters.reading.make import make_reader
from knowledge.errors import WrongSetting
from knowledge.ports import Window
from tests.tiny_cross_encoder import write_cross_encoder

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize("model", ["", "bundled"])
async def test_bundled_reader_is_the_default(tmp_path: Path, model: str) -> None:
    reader = await make_reader(model, tmp_path / "readers", hub_url=NOWHERE)
    assert isinstance(reader, BundledReader)
    assert not (tmp_path / "readers").exists()
    reader.close()


async def test_folder_that_exists_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cross_encoder(tmp_path / "own" / "model")
    monkeypatch.chdir(tmp_path)
    for model in ("own/model", str(tmp_path / "own" / "model")):
        reader = await make_reader(model, tmp_path / "readers", hub_url=NOWHERE)
        assert isinstance(reader, CrossEncoder)
        assert len(await reader.read("kapan", [Window("", ("Senin",))])) == 1
        reader.close()
    assert not (tmp_path / "readers").exists()


async def test_model_that_was_fetched_before_is_read_without_the_hub(tmp_path: Path) -> None:
    write_cross_encoder(tmp_path / "sukamaju--reader", file="onnx/model.onnx")
    reader = await make_reader("sukamaju/reader", tmp_path, hub_url=NOWHERE)
    assert reader.name == "sukamaju/reader"
    assert len(await reader.read("kapan", [Window("", ("Senin",))])) == 1
    reader.close()


@pytest.mark.parametrize(
    "model", ["large", "/nowhere/at/all", "a" * 5_000, "a/" * 3_000, "\0", "~/models/reader"]
)
async def test_value_that_names_no_reader_is_refused(tmp_path: Path, model: str) -> None:
    with pytest.raises(WrongSetting, match=r"^READER_MODEL .* expects bundled, a folder that exists, or"):
        await make_reader(model, tmp_path, hub_url=NOWHERE)


async def test_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^READER_MODEL names the folder .* expects the files"):
        await make_reader(str(tmp_path), tmp_path, hub_url=NOWHERE)
