"""Reading documents in a process of its own, so that one bad file never stops Kutip.

Each document gets a new interpreter, which no earlier document can have touched. See
``docs/adr/0012-documents-are-read-in-a-process-of-their-own.md``. Calls block: they belong in a thread.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import IO, Any

from knowledge.adapters.formats.extracted import Extracted
from knowledge.errors import UnreadableArticle

TIMEOUT_S = 30.0
"""By the clock; the child's own limit of processor time ends it earlier where the machine is not busy."""

MOST_CHILDREN = 2
"""At once, in this process: each may take its limit of memory."""

MAX_OUTPUT_BYTES = 64 * 1024 * 1024

_turns = threading.BoundedSemaphore(MOST_CHILDREN)
_archive_turn = threading.BoundedSemaphore(1)
"""An archive waits while its documents are read, so it must not take one of their turns."""

_TOO_MUCH = "takes too long or needs too much memory to be read; save its text to a .txt file and add that."


def extract(data: bytes, kind: str, name: str) -> Extracted:
    """What is in a document of ``kind`` (``html``, ``pdf``, ``docx``), called ``name`` in errors.

    Raises :class:`~knowledge.errors.UnreadableArticle`: the document is refused, or is beyond every limit.
    """
    with _child(data, kind) as output:
        answer = _line(output, name)
    if "refused" in answer:
        raise UnreadableArticle(f"{name} {answer['refused']}")
    return Extracted(**answer["extracted"])


def members(
    data: bytes, suffixes: Collection[str], largest_bytes: int, name: str
) -> Iterator[tuple[str, bytes | str]]:
    """The files of a zip archive called ``name``: their names and what is in them, or why they are refused.

    Raises :class:`~knowledge.errors.UnreadableArticle`, also half-way: the archive is a trap or damaged.
    """
    with _child(data, "zip", str(largest_bytes), *suffixes) as output:
        while not (answer := _line(output, name)).get("end"):
            if "name" not in answer:
                raise UnreadableArticle(f"{name} {answer['refused']}")
            if "refused" in answer:
                yield answer["name"], answer["refused"]
            else:
                content = output.read(answer["size"])
                if len(content) != answer["size"]:
                    raise UnreadableArticle(f"{name} {_TOO_MUCH}")
                yield answer["name"], content


@contextmanager
def _child(data: bytes, kind: str, *arguments: str) -> Iterator[IO[bytes]]:
    # -I: neither the environment nor the working folder has a say in what is imported.
    command = [sys.executable, "-I", "-m", "knowledge.adapters.formats.child", kind, *(arguments or ("0",))]
    with _archive_turn if kind == "zip" else _turns:
        # Not a secret of ours is in its environment.
        process = subprocess.Popen(  # noqa: S603 - nothing of the document is in the command
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018
        # An archive waits for whoever reads its articles, so only its processor time is limited.
        watchdog = threading.Timer(TIMEOUT_S, process.kill) if kind != "zip" else None
        feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
        try:
            if watchdog:
                watchdog.start()
            feeder.start()
            yield process.stdout
        finally:
            if watchdog:
                watchdog.cancel()
            process.kill()
            process.wait()
            feeder.join()
            process.stdout.close()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        # The child ended before it had read everything; its answer, or its silence, says why.
        return


def _line(output: IO[bytes], name: str) -> dict[str, Any]:
    line = output.readline(MAX_OUTPUT_BYTES)
    if not line.endswith(b"\n"):
        raise UnreadableArticle(f"{name} {_TOO_MUCH}")
    answer: dict[str, Any] = json.loads(line)
    return answer
