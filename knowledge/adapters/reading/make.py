"""Makes the reader that the settings name."""

from __future__ import annotations

from pathlib import Path

from knowledge.adapters.reading.bundled import BundledReader
from knowledge.adapters.reading.cross_encoder import CrossEncoder
from knowledge.adapters.reading.hub import HUB_URL, fetch_model


async def make_reader(model: str, folder: Path, *, hub_url: str = HUB_URL) -> BundledReader | CrossEncoder:
    """Make the reader that ``READER_MODEL`` names: ``bundled`` or nothing, a folder, or an id on the hub.

    A model of the hub is fetched into ``folder`` if it is not there. Models are loaded when they are first
    asked. Raises :class:`WrongSetting` and :class:`StoreUnavailable` as :func:`.hub.fetch_model` does.
    """
    if model in {"", BundledReader.name}:
        return BundledReader()
    if _is_folder(model):
        return CrossEncoder(Path(model), name=model)
    return CrossEncoder(await fetch_model(model, folder, hub_url), name=model)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # too long for a path, or in a folder that cannot be entered
        return False
