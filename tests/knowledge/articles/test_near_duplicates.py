"""Tests of the similarity of texts, and of the hashes that find similar texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.articles import near_duplicates
from knowledge.models import Article

TEXT = (
    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
)


def article(article_id: str, text: str) -> Article:
    return Article(article_id, 1, "Judul", text, (), "id", datetime(2024, 5, 6, tzinfo=UTC))


def test_minhashes_never_change() -> None:
    """Minhashes are stored in databases; if the numbers changed, every article would need new ones."""
    assert near_duplicates.minhashes("Feri baru tiba di Teluk Wangi.")[:2] == [
        4524946387536298119,
        2284447584135029302,
    ]


def test_similar_texts_share_minhashes_and_different_ones_do_not() -> None:
    minhashes = set(near_duplicates.minhashes(TEXT))
    assert len(minhashes) == near_duplicates.BANDS
    assert minhashes & set(near_duplicates.minhashes(TEXT.replace("Senin", "Selasa")))
    assert not minhashes & set(near_duplicates.minhashes("Feri baru berlayar dari Teluk Wangi."))


def test_minhashes_depend_only_on_the_set_of_bigrams() -> None:
    """Includes texts whose bigrams are hashed in several chunks."""
    for count in (3, 2 * near_duplicates.CHUNK):
        words = [f"kata{number}" for number in range(count)] * 2
        minhashes = near_duplicates.minhashes(" ".join(words))
        assert minhashes == near_duplicates.minhashes(" ".join([*words[1:], words[0]]))
        assert minhashes != near_duplicates.minhashes(" ".join(words[: count // 2]))


@pytest.mark.parametrize("text", ["", "…", " \n"])
def test_text_without_a_word_resembles_nothing(text: str) -> None:
    assert near_duplicates.minhashes(text) == []
    assert near_duplicates.similarity(text, TEXT) == 0.0


def test_text_of_one_word_is_compared_by_that_word() -> None:
    assert near_duplicates.similarity("Feri", "FERI!") == 1.0
    assert near_duplicates.similarity("Feri", "Pasar") == 0.0


def test_resemblances_are_sorted_identical_texts_first() -> None:
    near = article("near", TEXT.replace("Senin", "Selasa"))
    same = article("same", TEXT.replace(". ", ".\n\n"))
    other = article("other", "Feri baru tiba.")
    matches = near_duplicates.resemblances(TEXT, [other, near, same])
    assert [(match.article_id, match.is_identical) for match in matches] == [("same", True), ("near", False)]
    assert matches[0].similarity == 1.0
    assert near_duplicates.NEAR <= matches[1].similarity < 1.0
