"""Stores sentence vectors in Chroma: embedded in the data folder, or on a server.

Worker threads import Chroma at the first use (1.3 s) and make every call to it, because its calls block.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from knowledge.adapters.vectors.chroma_import import import_chroma
from knowledge.adapters.vectors.client import Folder, Place
from knowledge.errors import GiveUp, IndexMismatch, KutipError, StoreUnavailable, WrongSetting
from knowledge.models import SentenceKey
from knowledge.ports import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

COLLECTION = "kutip-sentences"

BATCH = 250
"""Vectors per call. A search waits for one call at most (0.2 s) while articles are added."""

EF_SEARCH = 200
"""Candidates of Chroma's graph search; must be greater than the largest ``limit`` of a search."""

Result = TypeVar("Result")


class ChromaIndex:
    """Implements the port ``VectorIndex`` by one Chroma collection. Several tasks may use it at once.

    ``model`` is the name of the embedder. The collection stores it, and refuses vectors of another embedder.
    """

    def __init__(self, place: Place, model: str) -> None:
        self._place = place
        self._model = model
        self._threads = ThreadPoolExecutor(place.threads, thread_name_prefix="chroma")
        self._opening = threading.Lock()
        self._client: ClientAPI | None = None
        self._collection: ChromaCollection | None = None
        self._closed = False

    async def own(self) -> bool:
        """Always return True: a server needs no owner, and ``SharedIndex`` owns the folder of an embedded
        index."""
        return True

    def warm(self) -> None:
        """Start to import and open Chroma in the background. If that fails, the next call of another method
        raises the error."""
        self._threads.submit(self._open)

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        """Add vectors, and overwrite stored vectors of the same keys. If a key is repeated, the last vector
        counts."""
        rows = {key: row for row, key in enumerate(keys)}
        for batch in _chunks(list(rows)):
            chosen = vectors[[rows[key] for key in batch]]
            await self._run(partial(self._upsert, batch, chosen))

    async def remove(self, revisions: Collection[int]) -> None:
        for batch in _chunks(sorted(set(revisions))):
            await self._run(partial(self._delete, batch))

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        if limit < 1:
            return []

        def query(collection: ChromaCollection) -> list[tuple[SentenceKey, float]]:
            _check_length(collection, len(vector))
            result = collection.query(
                query_embeddings=cast(Any, [vector]), n_results=limit, include=["distances"]
            )
            distances = (result["distances"] or [[]])[0]
            pairs = zip(result["ids"][0], distances, strict=True)
            return [(_key(identity), 1.0 - float(distance)) for identity, distance in pairs]

        return await self._run(lambda: self._with(query))

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        cosines: dict[SentenceKey, float] = {}

        def fetch(batch: list[SentenceKey], collection: ChromaCollection) -> None:
            _check_length(collection, len(vector))
            stored = collection.get(ids=[_identity(key) for key in batch], include=["embeddings"])
            if stored["ids"]:
                products = np.asarray(stored["embeddings"], np.float32) @ vector
                cosines.update(zip(map(_key, stored["ids"]), products.tolist(), strict=True))

        for batch in _chunks(list(set(keys))):
            await self._run(partial(self._with, partial(fetch, batch)))
        return cosines

    async def count(self) -> int:
        return await self._run(lambda: self._with(lambda collection: collection.count()))

    async def keys(self) -> set[SentenceKey]:
        return await self._run(
            lambda: self._with(lambda it: {_key(identity) for identity in it.get(include=[])["ids"]})
        )

    async def rebuild(self) -> None:
        """Delete all vectors, including those of another model and an index that cannot be opened.

        If the process dies meanwhile, the index is empty or missing, and the next start fills it.
        """
        await self._run(self._recreate)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._threads, self._disconnect)
            self._threads.shutdown(wait=False)

    # The worker threads run the methods from here to `_disconnect`.

    def _upsert(self, keys: list[SentenceKey], vectors: Vector) -> None:
        def write(collection: ChromaCollection) -> None:
            _check_length(collection, vectors.shape[1])
            if "dimension" not in collection.metadata:
                collection.modify(metadata={"model": self._model, "dimension": vectors.shape[1]})
            collection.upsert(
                ids=[_identity(key) for key in keys],
                embeddings=vectors,
                metadatas=[{"revision": key.revision} for key in keys],
            )

        self._with(write)

    def _delete(self, revisions: list[int]) -> None:
        where: Any = {"revision": {"$in": revisions}}
        self._with(lambda collection: collection.delete(where=where))

    def _with(self, work: Callable[[ChromaCollection], Result]) -> Result:
        """Run ``work`` on the collection; run it again if another process has rebuilt the collection."""
        try:
            return work(self._open())
        except import_chroma().errors.NotFoundError:
            self._collection = None
            return work(self._open())

    def _open(self) -> ChromaCollection:
        with self._opening:
            if self._collection is None:
                client = self._connected()
                collection = self._get_or_create(client)
                if (maker := collection.metadata.get("model")) != self._model:
                    if collection.count():
                        raise IndexMismatch(mismatch_sentence(str(maker), self._model))
                    client.delete_collection(COLLECTION)
                    collection = self._get_or_create(client)
                self._collection = collection
            return self._collection

    def _connected(self) -> ClientAPI:
        if self._client is None:
            self._client = self._place.connect()
        return self._client

    def _get_or_create(self, client: ClientAPI) -> ChromaCollection:
        # For an existing collection, Chroma returns the stored metadata and ignores this one.
        return client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            metadata={"model": self._model},
            configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
        )

    def _recreate(self) -> None:
        with self._opening:
            self._collection = None
            try:
                client = self._connected()
                client.delete_collection(COLLECTION)
            except import_chroma().errors.NotFoundError:
                pass
            except KutipError:
                raise
            except BaseException:
                self._client = None
                if not self._place.reset():
                    raise
                client = self._connected()
            self._collection = self._get_or_create(client)

    def _disconnect(self) -> None:
        with self._opening:
            if self._client is not None:
                self._place.disconnect(self._client)
            self._client = self._collection = None

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._closed:
            raise StoreUnavailable("The vector index is closed; start Kutip again.")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._translated, work)

    def _translated(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except KutipError:
            raise
        except BaseException as error:  # a panic of Chroma's engine is not an `Exception`
            raise self._translation(error) from error

    def _translation(self, error: BaseException) -> KutipError:
        errors = import_chroma().errors
        if isinstance(error, errors.ChromaAuthError | errors.AuthorizationError):
            return WrongSetting(f"CHROMA_URL: {self._place} refuses the credentials in it; correct them.")
        if self._client is None and isinstance(self._place, Folder):
            return GiveUp(
                f"Kutip cannot open {self._place}: check that the folder can be written, then run "
                "`kutip reindex`."
            )
        return StoreUnavailable(f"Kutip got no answer from {self._place}; try again later.")


def mismatch_sentence(maker: str, present: str) -> str:
    """Return the error message for an index of the model ``maker`` when the current model is ``present``."""
    return (
        f"The index was made with the embedding model {maker} but EMBEDDING_MODEL is {present}; "
        "run `kutip reindex`, or set EMBEDDING_MODEL back."
    )


def _check_length(collection: ChromaCollection, length: int) -> None:
    stored = collection.metadata.get("dimension", length)
    if stored != length:
        raise IndexMismatch(
            f"The index holds vectors of {stored} numbers but the embedding model gives {length}; "
            "run `kutip reindex`, or set EMBEDDING_MODEL back."
        )


def _identity(key: SentenceKey) -> str:
    return f"{key.revision}:{key.position}"


def _key(identity: str) -> SentenceKey:
    revision, _, position = identity.partition(":")
    return SentenceKey(int(revision), int(position))


Item = TypeVar("Item")


def _chunks(items: list[Item]) -> Iterator[list[Item]]:
    for first in range(0, len(items), BATCH):
        yield items[first : first + BATCH]
