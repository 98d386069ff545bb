"""The main program of the process that parses one feed.

``python -I -m knowledge.adapters.feeds.child`` reads the response of a web server from standard input, writes
one line of JSON to standard output and ends: ``{"feed": {...}}``, ``{"page": {...}}`` or ``{"refused":
"..."}``. It has the limits of every parser, see :mod:`knowledge.adapters.formats.child`, and less processor
time.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from dataclasses import asdict
from typing import Any

from knowledge.adapters.formats.child import limit
from knowledge.adapters.formats.extracted import Refused

CPU_S = 8
"""Processor time for a feed, in seconds. One of 1,000 entries and 5 MB takes about 3 s."""


def main() -> None:
    """Parses the response on standard input, writes the result and ends the process."""
    limit("feed")
    with contextlib.suppress(ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    output = sys.stdout.buffer
    # What a library prints must not get between the lines of the result.
    sys.stdout = sys.stderr
    output.write(json.dumps(answer(sys.stdin.buffer.read())).encode() + b"\n")
    output.flush()
    # End at once, without waiting for threads or exit handlers of a library.
    os._exit(0)


def answer(data: bytes) -> dict[str, Any]:
    """Parses a response, and returns what the process writes about it."""
    from knowledge.adapters.feeds import documents
    from knowledge.adapters.feeds.entries import ParsedFeed

    try:
        parsed = documents.parse(data)
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "is nested too deeply or needs too much memory; follow a simpler feed."}
    except Exception:
        # A library failed in an unforeseen way. The traceback helps when this is run by hand; Kutip drops it.
        traceback.print_exc()
        return {"refused": "is damaged or made in an unusual way."}
    return {"feed": asdict(parsed)} if isinstance(parsed, ParsedFeed) else {"page": parsed}


if __name__ == "__main__":
    main()
