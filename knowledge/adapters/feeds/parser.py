"""Parses feeds in a separate process, one process for each response, so that none can stop Kutip.

Feeds have slots of their own: a feed that takes long delays neither uploads nor answers.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from knowledge.errors import PageUnavailable, UnusableLink

TIMEOUT_S = 30.0
"""Wall-clock limit for one feed. On an idle machine the child's processor time runs out earlier."""

MOST_CHILDREN = 2
MAX_OUTPUT_BYTES = 32 * 1024 * 1024


class FeedParser:
    """Runs the parser. Safe to call from many tasks at once."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(MOST_CHILDREN)

    async def parse(self, data: bytes, name: str) -> dict[str, Any]:
        """Returns ``{"feed": …}`` or ``{"page": …}``, see :mod:`knowledge.adapters.feeds.child`.

        Raises :class:`UnusableLink`, whose sentence begins with ``name``, if the data is neither, and
        :class:`PageUnavailable` if there was no time or memory to find out.
        """
        async with self._slots:
            # -I: neither the environment nor the working folder can change what is imported. The empty
            # environment keeps every secret from the child.
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-m", "knowledge.adapters.feeds.child"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={},
            )
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    output, _ = await process.communicate(data)
            except TimeoutError:
                output = b""
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if not output.endswith(b"\n") or len(output) > MAX_OUTPUT_BYTES:
            raise PageUnavailable(f"{name} takes too long or needs too much memory to be read.")
        result: dict[str, Any] = json.loads(output)
        if "refused" in result:
            raise UnusableLink(f"{name} {result['refused']}")
        return result
