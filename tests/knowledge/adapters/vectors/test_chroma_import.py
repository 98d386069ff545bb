"""Tests of importing Chroma, in a separate process because a module is imported only once per process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]

# What pyproject.toml leaves out of Chroma's requirements. None in sys.modules makes an import fail.
LEFT_OUT = """
import sys
from pathlib import Path
left_out = "bcrypt build grpc importlib_resources kubernetes mmh3 pypika typer uvicorn".split()
sys.modules.update(dict.fromkeys(left_out))
"""


def run(code: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, timeout=120)


def test_embedded_index_works_without_the_packages_that_are_left_out(tmp_path: Path) -> None:
    work = """
import asyncio
import numpy as np
from knowledge.adapters.vectors.chroma import ChromaIndex
from knowledge.adapters.vectors.client import Folder
from knowledge.models import SentenceKey

async def main():
    index = ChromaIndex(Folder(Path(sys.argv[1])), "model")
    keys = [SentenceKey(1, 0), SentenceKey(2, 0)]
    await index.add(keys, np.eye(2, dtype=np.float32))
    assert (await index.search(np.array([1, 0], np.float32), 1))[0][0] == keys[0]
    await index.remove([1])
    assert await index.keys() == {keys[1]}
    await index.rebuild()
    assert await index.count() == 0
    await index.close()

asyncio.run(main())
"""
    run(LEFT_OUT + work, tmp_path / "chroma")


def test_placeholder_for_the_exporter_is_removed_after_the_import(tmp_path: Path) -> None:
    code = """
import sys
from knowledge.adapters.vectors.chroma_import import EXPORTER_MODULE, import_chroma
assert import_chroma() is sys.modules["chromadb"]
assert EXPORTER_MODULE not in sys.modules and "grpc" not in sys.modules
assert import_chroma() is import_chroma()
"""
    run(code, tmp_path)


def test_traces_are_off_although_the_environment_asks_for_them(tmp_path: Path) -> None:
    code = """
import os, sys
os.environ["CHROMA_OTEL_COLLECTION_ENDPOINT"] = "http://127.0.0.1:1"
from pathlib import Path
from knowledge.adapters.vectors.client import Folder
folder = Folder(Path(sys.argv[1]))
folder.disconnect(folder.connect())
"""
    run(code, tmp_path / "chroma")
