"""The main program of the process that parses one document.

``python -I -m knowledge.adapters.formats.child KIND SIZE SUFFIX…`` reads the document from standard input,
writes JSON to standard output and ends. It has no environment, cannot open a connection, start a program or
write a file, and the operating system ends it when it uses more time or memory than a document needs.

The output is one line, ``{"extracted": {...}}`` or ``{"refused": "..."}``. For an archive it is one line per
member, ``{"name": ..., "size": ...}`` followed by that many bytes, or ``{"name": ..., "refused": "..."}``;
then ``{"end": true}``. SIZE and SUFFIX are only for archives: the largest member in bytes, and the name
endings of the members to read.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from typing import BinaryIO

from knowledge.adapters.formats.extracted import Extracted, Refused

CPU_S = 20
"""Processor time for a document, in seconds; the longest real article takes 0.5 s. Ten times as much for an
archive."""

MEMORY_BYTES = 1024 * 1024 * 1024
ARCHIVE_MEMORY_BYTES = 2 * MEMORY_BYTES
"""Limits of address space. An interpreter with its libraries takes about 200 MB; 100 pages add 100 MB."""

MOST_OPEN_FILES = 64

_FORBIDDEN = (
    *("socket.", "subprocess.", "shutil.", "pty.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.system", "os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit(kind: str) -> None:
    """Drops, for the rest of this process, every permission that a parser of ``kind`` does not need."""
    if kind == "zip":
        restrict(memory_bytes=ARCHIVE_MEMORY_BYTES, cpu_s=CPU_S * 10)
    else:
        restrict(memory_bytes=MEMORY_BYTES, cpu_s=CPU_S)


def restrict(*, memory_bytes: int, cpu_s: int) -> None:
    """Limits memory, processor time, file size and open files, and forbids connections, other programs and
    writing. Cannot be undone."""
    import resource

    for name, value in (
        ("RLIMIT_AS", memory_bytes),
        ("RLIMIT_CPU", cpu_s),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", MOST_OPEN_FILES),
    ):
        # macOS defines RLIMIT_AS but refuses to set it.
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: Sequence[object]) -> None:
    """An audit hook: raises ``PermissionError`` for what a parser may not do."""
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if not isinstance(flags, int) or not flags & _WRITING:
            return
    elif not event.startswith(_FORBIDDEN):
        return
    raise PermissionError(f"a parser may not do this: {event}")


def main() -> None:
    """Parses the document on standard input, writes the result and ends the process."""
    kind, largest_bytes, *suffixes = sys.argv[1:]
    limit(kind)
    output = sys.stdout.buffer
    # What a library prints must not get between the lines of the result.
    sys.stdout = sys.stderr
    try:
        data = sys.stdin.buffer.read()
        if kind == "zip":
            _unpack(data, int(largest_bytes), suffixes, output)
        else:
            _write(output, {"extracted": asdict(_extract(kind, data))})
    except Refused as refused:
        _write(output, {"refused": str(refused)})
    except (MemoryError, RecursionError):
        _write(output, {"refused": "is nested too deeply or needs too much memory; save its text as .txt."})
    except Exception:
        # A library failed in an unforeseen way. The traceback helps when this is run by hand; Kutip drops it.
        traceback.print_exc()
        _write(output, {"refused": "is damaged or made in an unusual way; save its text as .txt."})
    output.flush()
    # End at once, without waiting for threads or exit handlers of a library.
    os._exit(0)


def _extract(kind: str, data: bytes) -> Extracted:
    if kind == "html":
        from knowledge.adapters.formats.html import extract
    elif kind == "pdf":
        from knowledge.adapters.formats.pdf import extract
    else:
        from knowledge.adapters.formats.docx import extract
    return extract(data)


def _unpack(data: bytes, largest_bytes: int, suffixes: Sequence[str], output: BinaryIO) -> None:
    from knowledge.adapters.formats.archive import members

    for name, content in members(data, suffixes, largest_bytes):
        if isinstance(content, Refused):
            _write(output, {"name": name, "refused": str(content)})
        else:
            _write(output, {"name": name, "size": len(content)})
            output.write(content)
            output.flush()
    _write(output, {"end": True})


def _write(output: BinaryIO, value: object) -> None:
    output.write(json.dumps(value).encode() + b"\n")


if __name__ == "__main__":
    main()
