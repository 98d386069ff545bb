"""Parses each document in a separate process, so that a malicious or broken file cannot stop Kutip.

Each document gets a new interpreter, so that no earlier document can have changed it. See
``docs/adr/0012-documents-are-read-in-a-process-of-their-own.md``. Calls block: make them in a thread.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import IO, Any

from knowledge.adapters.formats.extracted import DocumentKind, Extracted
from knowledge.errors import UnreadableArticle

TIMEOUT_S = 30.0
"""Wall-clock limit for one document. On an idle machine the child's processor time runs out earlier."""

MOST_CHILDREN = 2
"""How many documents are parsed at the same time; each may use the memory limit of a child."""

MAX_OUTPUT_BYTES = 64 * 1024 * 1024
"""Limit of one line of a child's output."""

_document_slots = threading.BoundedSemaphore(MOST_CHILDREN)
_archive_slot = threading.BoundedSemaphore(1)
"""Archives have a slot of their own, because the child of an archive waits while documents in it are parsed:
if archives took document slots, they could occupy all of them and never end."""

_TOO_MUCH = "takes too long or needs too much memory to be read; save its text to a .txt file and add that."


def extract(data: bytes, kind: DocumentKind, name: str) -> Extracted:
    """Returns the text of a document of ``kind`` and what it states about itself; errors call it ``name``.

    Raises :class:`~knowledge.errors.UnreadableArticle` if the document is refused or exceeds a limit of time
    or memory.
    """
    with _child(data, kind) as output:
        answer = _line(output, name)
    if "refused" in answer:
        raise UnreadableArticle(f"{name} {answer['refused']}")
    return Extracted(**answer["extracted"])


def members(
    data: bytes, suffixes: Collection[str], largest_bytes: int, name: str
) -> Iterator[tuple[str, bytes | str]]:
    """Yields the files of a zip archive, each with its content or, as text, the reason why it is refused.

    Other files than those whose names end in one of ``suffixes`` are skipped. A reason is a sentence without
    its subject, the name of the file. ``largest_bytes`` limits a single file. Raises
    :class:`~knowledge.errors.UnreadableArticle`, naming the archive, if it is damaged or a decompression
    bomb, possibly after some files were yielded.
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
    # -I: neither the environment nor the working folder can change what is imported.
    command = [sys.executable, "-I", "-m", "knowledge.adapters.formats.child", kind, *(arguments or ("0",))]
    with _archive_slot if kind == "zip" else _document_slots:
        # The empty environment keeps every secret from the child.
        process = subprocess.Popen(  # noqa: S603 - nothing of the document is in the command
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018
        # The child of an archive waits while its documents are parsed: limit only its processor time.
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
        # The child ended before it had read everything; its output, or the lack of any, says why.
        return


def _line(output: IO[bytes], name: str) -> dict[str, Any]:
    line = output.readline(MAX_OUTPUT_BYTES)
    if not line.endswith(b"\n"):
        raise UnreadableArticle(f"{name} {_TOO_MUCH}")
    answer: dict[str, Any] = json.loads(line)
    return answer
