"""What readers share: a model that is loaded when it is first asked, and runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from knowledge.ports.reading import Reading, Window


class Model(Protocol):
    """A loaded model."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]: ...


class ReaderInAThread(ABC):
    """Implements the port ``Reader`` by a model that :meth:`_load` opens."""

    name: str

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._model: Model | None = None
        self._guard = threading.Lock()

    @abstractmethod
    def _load(self) -> Model: ...

    async def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Implements the port; raises what loading and running the model raise."""
        if not windows:
            return []
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self.read_now, question, windows
        )

    def read_now(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read in the calling thread; calls run one after the other."""
        with self._guard:
            if self._model is None:
                self._model = self._load()
            return self._model.read(question, windows) if windows else []

    def warm(self) -> None:
        """Start to load the model in the background. If loading fails, the next reading raises the error."""
        self._threads.submit(self.read_now, "", [])

    def close(self) -> None:
        self._threads.shutdown(wait=False)
