"""Tests that the process that parses a document can do nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WRITTEN = Path("/tmp/kutip-was-here")  # noqa: S108 - it must not be written


def _child(code: str) -> subprocess.CompletedProcess[str]:
    start = "from knowledge.adapters.formats import child; child.limit('html')\n"
    return subprocess.run(
        [sys.executable, "-I", "-c", start + code], capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/kutip-was-here', 'w')",
        "import os; os.open('/tmp/kutip-was-here', os.O_WRONLY | os.O_CREAT)",
        "import os; os.mkdir('/tmp/kutip-was-here')",
    ],
)
def test_parser_can_neither_connect_nor_start_programs_nor_write(code: str) -> None:
    done = _child(code)

    assert done.returncode == 1
    assert "PermissionError" in done.stderr
    assert not WRITTEN.exists()


def test_parser_that_never_ends_is_killed_by_the_system() -> None:
    done = _child("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")

    assert done.returncode < 0


def test_parser_that_takes_too_much_memory_is_stopped() -> None:
    assert "MemoryError" in _child("x = b'a' * 2**31").stderr
