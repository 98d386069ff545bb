"""What readers share: a model that is loaded when it is first asked, and runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from knowledge.ports.reading import Reading, Window

M = TypeVar("M")
R = TypeVar("R")


class InAThread(ABC, Generic[M]):
    """Loads a model by :meth:`_load` once, and runs it for one caller after the other."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._model: M | None = None
        self._guard = threading.Lock()

    @abstractmethod
    def _load(self) -> M: ...

    def _run_now(self, use: Callable[[M], R]) -> R:
        """Use the model in the calling thread; raises what loading and running it raise."""
        with self._guard:
            if self._model is None:
                self._model = self._load()
            return use(self._model)

    def warm(self) -> None:
        """Start to load the model in the background. If loading fails, the next use raises the error."""
        self._threads.submit(self._run_now, lambda _: None)

    def close(self) -> None:
        self._threads.shutdown(wait=False)


class Model(Protocol):
    """A loaded model that reads windows."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]: ...


class ReaderInAThread(InAThread[Model]):
    """Implements the port ``Reader`` by a model that :meth:`_load` opens."""

    name: str

    async def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Implements the port; raises what loading and running the model raise."""
        if not windows:
            return []
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.read_now, question, windows)

    def read_now(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read in the calling thread; calls run one after the other."""
        return self._run_now(lambda model: model.read(question, windows) if windows else [])
