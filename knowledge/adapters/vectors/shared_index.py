"""Shares the embedded index among processes: one process owns it, and the others search through the owner.

If two processes open embedded Chroma, it gives wrong answers without an error. So only the owner opens it.
The owner holds a lock on a file in the data folder, which the operating system releases however the process
ends. The other processes send their searches through the database (the port ``IndexRelay``).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from knowledge.adapters.vectors import relay_messages
from knowledge.adapters.vectors.chroma import ChromaIndex, mismatch_sentence
from knowledge.adapters.vectors.client import Folder, Server, parse_address
from knowledge.adapters.vectors.relay_messages import Request
from knowledge.errors import GiveUp, IndexBusy, IndexMismatch, KutipError, StoreUnavailable, WrongSetting
from knowledge.models import SentenceKey
from knowledge.ports import IndexRelay, Vector

log = logging.getLogger(__name__)

LOCK_FILE = "index.lock"
CHROMA_FOLDER = "chroma"

Reply = TypeVar("Reply")


@dataclass(frozen=True, slots=True)
class PollIntervals:
    """The intervals, in seconds, at which the owner and the other processes poll.

    The owner polls for requests every ``idle_s``, and for ``lively_s`` after a request every ``busy_s``,
    because a question makes two or three requests. Another process polls for its reply every ``poll_s``,
    tries to become the owner every ``own_s``, and gives up after ``patience_s``: the owner may still be
    importing Chroma, which takes 1.3 s, or several times as long on a busy machine. After an error, the owner
    waits ``after_failure_s``.
    """

    idle_s: float = 0.1
    busy_s: float = 0.02
    lively_s: float = 1.0
    poll_s: float = 0.02
    own_s: float = 0.2
    patience_s: float = 10.0
    after_failure_s: float = 1.0


class SharedIndex:
    """Implements the port ``VectorIndex`` by the embedded index in ``folder``, for any number of processes.

    A process that does not own the index never imports Chroma.
    """

    def __init__(
        self, folder: Path, model: str, relay: IndexRelay, *, intervals: PollIntervals | None = None
    ) -> None:
        self._folder = folder
        self._model = model
        self._relay = relay
        self._intervals = intervals or PollIntervals()
        self._lock = FileLock(folder / LOCK_FILE, thread_local=False)
        self._local: ChromaIndex | None = None
        self._serving: asyncio.Task[None] | None = None
        self._closed = False

    async def own(self) -> bool:
        """Become the owner if no process is, and then serve the other processes until :meth:`close`.

        Returns whether this process is the owner. Raises :class:`WrongSetting` if the data folder cannot be
        written.
        """
        if self._local is None and not self._closed and self._locked():
            self._local = ChromaIndex(Folder(self._folder / CHROMA_FOLDER), self._model)
            self._serving = asyncio.create_task(self._serve(self._local), name="index relay")
        return self._local is not None

    def warm(self) -> None:
        """Start to open the index in the background if this process is the owner."""
        if self._local is not None:
            self._local.warm()

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        await (await self._writable()).add(keys, vectors)

    async def remove(self, revisions: Collection[int]) -> None:
        await (await self._writable()).remove(revisions)

    async def rebuild(self) -> None:
        await (await self._writable()).rebuild()

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        request = Request("search", self._model, vector, limit)
        reply = await self._through_owner(request)
        return relay_messages.decode_scores(reply) if reply else await self._owned().search(vector, limit)

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        request = Request("cosines", self._model, vector, keys=keys)
        reply = await self._through_owner(request)
        return (
            dict(relay_messages.decode_scores(reply)) if reply else await self._owned().cosines(vector, keys)
        )

    async def count(self) -> int:
        reply = await self._through_owner(Request("count", self._model))
        return relay_messages.decode_count(reply) if reply else await self._owned().count()

    async def keys(self) -> set[SentenceKey]:
        reply = await self._through_owner(Request("keys", self._model))
        return relay_messages.decode_keys(reply) if reply else await self._owned().keys()

    async def close(self) -> None:
        """Stop serving, close Chroma, and then release the lock for another process."""
        self._closed = True
        serving, self._serving = self._serving, None
        local, self._local = self._local, None
        if serving is not None:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving
        try:
            if local is not None:
                await local.close()
        finally:
            if local is not None:
                self._lock.release()

    def _locked(self) -> bool:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            raise WrongSetting(
                f"KUTIP_HOME: the folder {self._folder} cannot be written; make it writable or name another."
            ) from error
        return True

    def _owned(self) -> ChromaIndex:
        if self._local is None:
            raise StoreUnavailable("The vector index is closed; start Kutip again.")
        return self._local

    async def _writable(self) -> ChromaIndex:
        if not await self.own() and not self._closed:
            raise IndexBusy(
                "Another Kutip process owns the vector index, so this one cannot write to it; "
                "leave the work to that process, or stop it."
            )
        return self._owned()

    async def _through_owner(self, request: Request) -> bytes | None:
        """Return the reply of the owner, or None if this process is the owner or closed."""
        if await self.own() or self._closed:
            return None
        now = asyncio.get_running_loop().time
        number = await self._relay.post(relay_messages.encode_request(request))
        collected = False
        try:
            give_up_at = now() + self._intervals.patience_s
            own_at = now() + self._intervals.own_s
            while now() < give_up_at:
                if (reply := await self._relay.collect(number)) is not None:
                    collected = True
                    return reply
                if now() >= own_at:
                    if await self.own() or self._closed:
                        return None
                    own_at = now() + self._intervals.own_s
                await asyncio.sleep(self._intervals.poll_s)
        finally:
            if not collected:
                await self._relay.cancel(number)
        raise IndexBusy(
            "Another Kutip process owns the index but does not answer; try again, or stop that process."
        )

    async def _serve(self, local: ChromaIndex) -> None:
        """Answer the other processes until cancelled. Errors are logged, and do not end it."""
        now = asyncio.get_running_loop().time
        lively_until = now()
        while True:
            pause = self._intervals.busy_s if now() < lively_until else self._intervals.idle_s
            try:
                for number, message in await self._relay.requests():
                    await self._relay.reply(number, await self._answer(local, message))
                    lively_until = now() + self._intervals.lively_s
            except Exception:
                log.exception("searches of other processes could not be served; trying again")
                pause = self._intervals.after_failure_s
            await asyncio.sleep(pause)

    async def _answer(self, local: ChromaIndex, message: bytes) -> bytes:
        try:
            return await self._answer_request(local, relay_messages.decode_request(message))
        except KutipError as error:
            return relay_messages.encode_error(error)
        except ValueError:
            log.warning("a request of %d bytes from another process could not be read", len(message))
            return relay_messages.encode_error(
                GiveUp("The process that owns the vector index is another version of Kutip; restart both.")
            )
        except Exception:
            log.exception("a search of another process failed")
            return relay_messages.encode_error(
                StoreUnavailable("The process that owns the vector index could not search; see its log.")
            )

    async def _answer_request(self, local: ChromaIndex, request: Request) -> bytes:
        if request.model != self._model:
            raise IndexMismatch(mismatch_sentence(self._model, request.model))
        if request.operation == "count":
            return relay_messages.encode_count(await local.count())
        if request.operation == "keys":
            return relay_messages.encode_keys(await local.keys())
        assert request.vector is not None  # noqa: S101 - `decode_request` checks it
        if request.operation == "search":
            return relay_messages.encode_scores(await local.search(request.vector, request.limit))
        return relay_messages.encode_scores(list((await local.cosines(request.vector, request.keys)).items()))


def embedded_index(folder: Path, model: str, relay: IndexRelay) -> SharedIndex:
    """Return the embedded index in the data folder ``folder``. ``model`` is the name of the embedder."""
    return SharedIndex(folder, model, relay)


def server_index(url: str, model: str) -> ChromaIndex:
    """Return the index on the Chroma server that ``CHROMA_URL`` names, without connecting to it.

    Raises :class:`WrongSetting` if the address cannot be used.
    """
    return ChromaIndex(Server(parse_address(url)), model)
