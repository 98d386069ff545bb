"""A process that uses the shared index, for tests. Reads commands from standard input, one JSON object per
line.

``python -m tests.contract.index_process FOLDER`` shares the index in FOLDER with other processes through the
real article database. It writes one JSON object per command to standard output.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.adapters.database import open_database
from knowledge.adapters.vectors.shared_index import SharedIndex, embedded_index
from knowledge.errors import KutipError
from knowledge.models import SentenceKey


async def execute(index: SharedIndex, command: dict[str, Any]) -> Any:
    vector = np.asarray(command.get("vector", ()), np.float32)
    match command["do"]:
        case "own":
            return await index.own()
        case "add":
            keys = [SentenceKey(*key) for key in command["keys"]]
            return await index.add(keys, np.asarray(command["vectors"], np.float32))
        case "search":
            return [[*key, cosine] for key, cosine in await index.search(vector, command["limit"])]
        case "count":
            return await index.count()
        case "has_chroma":
            return "chromadb" in sys.modules
    raise ValueError(command["do"])


async def main(folder: Path) -> None:
    database = await open_database(f"sqlite:///{folder / 'kutip.db'}")
    index = embedded_index(folder, "letters", database.relay)
    while line := await asyncio.to_thread(sys.stdin.readline):
        try:
            reply = {"result": await execute(index, json.loads(line))}
        except KutipError as error:
            reply = {"error": type(error).__name__, "sentence": str(error)}
        print(json.dumps(reply), flush=True)
    await index.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
