"""``python -I -m knowledge.adapters.formats.child KIND``: a document on stdin, JSON on stdout.

The process reads one document and ends. It has no environment, cannot open a connection, start a program or
write a file, and the system ends it when it takes more time or memory than a document needs.

Standard output is one line of JSON, ``{"extracted": {...}}`` or ``{"refused": "..."}``; for an archive one
such line a member, ``{"name": ..., "size": ...}`` with that many bytes after it, and ``{"end": true}``.
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
"""The longest real article takes 0.5 s. An archive may take ten times as long."""

MEMORY_BYTES = 1024 * 1024 * 1024
ARCHIVE_MEMORY_BYTES = 2 * MEMORY_BYTES
"""Address space. An interpreter with its libraries takes about 200 MB of it; 100 pages add 100 MB."""

MOST_OPEN_FILES = 64

_FORBIDDEN = (
    *("socket.", "subprocess.", "shutil.", "pty.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.system", "os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit(kind: str) -> None:
    """Give up, for good, what no parser needs."""
    import resource

    memory = ARCHIVE_MEMORY_BYTES if kind == "zip" else MEMORY_BYTES
    cpu = CPU_S * (10 if kind == "zip" else 1)
    for name, value in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", MOST_OPEN_FILES),
    ):
        # macOS knows RLIMIT_AS and refuses to set it.
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: Sequence[object]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if not isinstance(flags, int) or not flags & _WRITING:
            return
    elif not event.startswith(_FORBIDDEN):
        return
    raise PermissionError(f"a parser may not do this: {event}")


def main() -> None:
    kind, largest_bytes, *suffixes = sys.argv[1:]
    limit(kind)
    output = sys.stdout.buffer
    # What a library prints is not for the reader of the pipe.
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
        # A library met what its makers did not think of. Whoever runs this by hand sees where.
        traceback.print_exc()
        _write(output, {"refused": "is damaged or made in an unusual way; save its text as .txt."})
    output.flush()
    # Nothing that a library left behind is worth waiting for.
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
