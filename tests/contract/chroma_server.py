"""Starts a real Chroma server on the loopback interface for tests."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

START_WITHIN_S = 300.0


@contextlib.contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Run ``chroma run`` with its data in ``folder``. Yields its URL, and stops it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    with (folder / "server.log").open("wb") as output:
        process = subprocess.Popen(
            [program, "run", "--host", "127.0.0.1", "--port", str(port), "--path", folder / "data"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(process, f"http://127.0.0.1:{port}", folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, output: Path) -> None:
    end = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/api/v2/heartbeat", timeout=1.0).status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    raise RuntimeError(f"chroma run did not start: {output.read_text(errors='replace')[-500:]}")
