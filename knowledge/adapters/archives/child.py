"""The main program of the process that reads one archive.

``python -I -m knowledge.adapters.archives.child KIND`` reads the archive from standard input, which is a
file, and writes a line of JSON for each :class:`~knowledge.adapters.archives.items.Item`, then
``{"end": true}``. If the archive cannot be read (any further), the last line is ``{"refused": "..."}``
instead. The limits are those of :mod:`knowledge.adapters.formats.child`, except that there is more time.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from typing import BinaryIO

from knowledge.adapters.archives.items import Item
from knowledge.adapters.formats.child import restrict
from knowledge.adapters.formats.extracted import Refused

CPU_S = 3600
"""Processor time for an archive, in seconds; 100,000 articles of HTML take about 100 s."""

MEMORY_BYTES = 2 * 1024 * 1024 * 1024
"""Limit of address space. Only a spreadsheet needs more than 200 MB: its texts are in one table."""

READERS = {
    "xml": "xml_files:read",
    "json": "json_files:read",
    "csv": "tables:read_csv",
    "xlsx": "tables:read_xlsx",
    "epub": "epub:read",
    "rtf": "documents:read_rtf",
    "odt": "documents:read_odt",
    "eml": "documents:read_eml",
}


def main() -> None:
    """Reads the archive on standard input, writes its articles and ends the process."""
    restrict(memory_bytes=MEMORY_BYTES, cpu_s=CPU_S)
    output = sys.stdout.buffer
    # What a library prints must not get between the lines of the result.
    sys.stdout = sys.stderr
    last: dict[str, object] = {"end": True}
    try:
        for item in _reader(sys.argv[1])(sys.stdin.buffer):
            _write(output, asdict(item))
    except Refused as refused:
        last = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        last = {"refused": "is nested too deeply or needs too much memory; split it."}
    except Exception:
        # A library failed in an unforeseen way. The traceback helps when this is run by hand; Kutip drops it.
        traceback.print_exc()
        last = {"refused": "is damaged or made in an unusual way; export it again."}
    _write(output, last)
    # End at once, without waiting for threads or exit handlers of a library.
    os._exit(0)


def _reader(kind: str) -> Callable[[BinaryIO], Iterator[Item]]:
    module, _, name = READERS[kind].partition(":")
    reader: Callable[[BinaryIO], Iterator[Item]] = getattr(
        import_module(f"knowledge.adapters.archives.{module}"), name
    )
    return reader


def _write(output: BinaryIO, value: object) -> None:
    output.write(json.dumps(value).encode() + b"\n")
    output.flush()


if __name__ == "__main__":
    main()
