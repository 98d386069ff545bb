"""Tests of what messages want, with messages that leave no doubt whatever the weights are fitted on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np
import pytest
import pytest_asyncio

from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.models import Intent
from knowledge.questions import intents
from tests.bundled_model import bundled_embedder

CLEAR: dict[Intent, list[str]] = {
    "question": [
        "Siapa wali kota Muarasenja?",
        "Berapa biaya pembangunan jembatan itu?",
        "Kapan pasar ikan Teluk Rantih dibuka kembali?",
        "Who won the Harbour Cup in 1998?",
        "How many houses were damaged by the flood?",
        "Why was the ferry delayed on Monday?",
    ],
    "greeting": ["halo", "selamat pagi", "Hello!", "hi there"],
    "thanks": ["terima kasih banyak ya", "makasih kak", "thank you so much", "Thanks!"],
    "farewell": ["sampai jumpa", "dadah", "goodbye", "see you later"],
    "about_bot": ["kamu siapa?", "kamu bisa apa saja?", "who are you?", "what can you do?"],
    "complaint": ["jawabanmu salah", "jawabannya ngawur", "your answer is wrong"],
    "doubt": ["yakin?", "masa sih?", "are you sure?"],
    "latest": [
        "Apa berita terbaru?",
        "ada berita apa hari ini?",
        "What's the latest news?",
        "Berita minggu ini",
    ],
    "browse": ["Artikel apa saja yang ada?", "punya artikel tentang jembatan?", "What articles do you have?"],
    "summary": ["Ringkas artikel ini", "rangkum berita banjir dong", "Summarise this article"],
    "nothing": ["ok", "sip", "👍", "🙂🙂", "?!…", ""],
}
PAIRS = [(intent, message) for intent, messages in CLEAR.items() for message in messages]


@pytest_asyncio.fixture
async def embedder() -> AsyncIterator[LangChainEmbedder]:
    embedder = bundled_embedder()
    yield embedder
    embedder.close()


@pytest.mark.parametrize(("intent", "message"), PAIRS)
async def test_clear_message_has_its_intent(
    embedder: LangChainEmbedder, intent: Intent, message: str
) -> None:
    assert intents.classify(message, await embedder.embed_query(message)) == intent


def test_every_intent_has_clear_messages() -> None:
    assert set(CLEAR) == set(intents.INTENTS)
    assert intents.INTENTS[0] == "question"


async def test_weights_belong_to_the_bundled_model(embedder: LangChainEmbedder) -> None:
    assert embedder.name == intents.MODEL


@pytest.mark.parametrize("message", CLEAR["question"])
def test_without_vector_a_question_is_a_question(message: str) -> None:
    assert intents.classify(message, None) == "question"


async def test_probabilities_are_of_all_intents_and_sum_to_one(embedder: LangChainEmbedder) -> None:
    probabilities = intents.probabilities_of("halo", await embedder.embed_query("halo"))
    assert tuple(probabilities) == intents.INTENTS
    assert sum(probabilities.values()) == pytest.approx(1.0, abs=1e-5)
    assert max(probabilities, key=lambda intent: probabilities[intent]) == "greeting"


@pytest.mark.parametrize(
    ("message", "like"),
    [("HALO", "halo"), ("haloooooooo", "haloo"), ("yakin ?", "yakin?")],
)
def test_case_and_repetition_of_letters_make_no_difference(message: str, like: str) -> None:
    assert intents.classify(message, None) == intents.classify(like, None)


def test_features_are_the_words_at_length_one_and_the_scaled_vector() -> None:
    vector = np.array([0.5, -0.5], np.float32)
    row = intents.features("Siapa dia?", vector)
    assert row.shape == (intents.BUCKETS + 2,)
    assert float(np.linalg.norm(row[: intents.BUCKETS])) == pytest.approx(1.0)
    assert list(row[intents.BUCKETS :]) == [0.5 * intents.VECTOR_SCALE, -0.5 * intents.VECTOR_SCALE]
    assert not intents.features("", vector)[: intents.BUCKETS].any()


def test_of_a_long_message_the_middle_is_not_read() -> None:
    start, end = "siapa " * 60, "banjir " * 60
    vector = np.zeros(2, np.float32)
    short = intents.features(start + end, vector)
    assert len(start + end) > 2 * intents.READ_CHARACTERS
    assert np.array_equal(intents.features(start + "halo " * 5000 + end, vector), short)
