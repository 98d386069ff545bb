from datetime import UTC, datetime

import pytest

from knowledge.models import Article, Hit, Sentence, SentenceKey
from knowledge.retrieval.fusion import (
    candidates,
    fused,
    passages,
    windows,
)


def article(count: int) -> Article:
    text = " ".join("Ya." for _ in range(count))
    sentences = tuple(Sentence(4 * at, 4 * at + 3, "Ya.") for at in range(count))
    return Article("a", 1, "", text, sentences, "id", datetime(2031, 1, 1, tzinfo=UTC))


def test_without_lexical_hits_the_score_is_the_cosine() -> None:
    assert fused(0.8, 0.0, 0.0) == 0.8


def test_cosine_and_bm25_decide_together() -> None:
    dense = [(SentenceKey(1, 0), 0.90), (SentenceKey(2, 3), 0.88), (SentenceKey(1, 1), 0.80)]
    found = candidates(dense, [(2, 10.0), (1, 1.0)])
    assert [article.revision for article in found] == [2, 1]
    assert [article.cosine for article in found] == [0.88, 0.90]


def test_article_found_by_words_alone_gets_the_last_dense_cosine_as_bound() -> None:
    found = {
        fused.revision: fused
        for fused in candidates([(SentenceKey(1, 0), 0.9), (SentenceKey(2, 0), 0.8)], [(3, 5.0)])
    }
    assert found[3].cosine == 0.8
    assert not found[3].exact
    assert found[1].exact


def test_exact_cosine_replaces_the_bound() -> None:
    dense = [(SentenceKey(1, 0), 0.9)]
    [first, second] = candidates(dense, [(3, 5.0)], cosines={3: 0.7})
    assert (first.revision, second.revision, second.cosine, second.exact) == (1, 3, 0.7, True)


def test_only_the_best_articles_are_candidates_and_ties_are_ordered_by_revision() -> None:
    dense = [(SentenceKey(revision, 0), 0.9) for revision in (5, 4, 6)]
    assert [fused.revision for fused in candidates(dense, [], limit=2)] == [4, 5]


def test_no_hits_give_no_candidates() -> None:
    assert candidates([], []) == []


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([], []),
        ([0], [(0, 1)]),
        ([9], [(8, 9)]),
        ([2, 5], [(1, 6)]),
        ([2, 6], [(1, 3), (5, 7)]),
        ([3, 3], [(2, 4)]),
    ],
)
def test_windows_merge_where_they_touch(positions: list[int], expected: list[tuple[int, int]]) -> None:
    assert windows(positions, count=10) == expected


def test_passages_hold_their_hits_and_come_best_first() -> None:
    source = article(12)
    hits = [Hit(source, 1, 0.80, 0.80), Hit(source, 2, 0.85, 0.85), Hit(source, 9, 0.90, 0.84)]
    best, other = passages(source, hits)
    assert (best.first, best.last, best.score) == (8, 10, 0.90)
    assert (other.first, other.last, other.best.position) == (0, 3, 2)
    assert [hit.position for hit in other.hits] == [2, 1]
    assert other.text == "Ya. Ya. Ya. Ya."


def test_no_hits_are_no_passages() -> None:
    assert passages(article(3), []) == []
