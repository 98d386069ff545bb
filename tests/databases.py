"""Makes empty article databases in SQLite without running the migrations for each."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from knowledge.adapters.database import open_database

_template: list[bytes] = []
"""The file of an empty database, once one was made in this process."""


async def write_empty_database(path: Path) -> None:
    """Write the SQLite file that ``open_database`` would make at ``path``.

    The migrations run once per process (70 ms); later files are copies of the first one.
    """
    if not _template:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "kutip.db"
            await (await open_database(f"sqlite:///{file}")).close()
            _template.append(file.read_bytes())
    await asyncio.to_thread(path.write_bytes, _template[0])
