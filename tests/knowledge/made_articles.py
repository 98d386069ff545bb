"""Makes articles from plain sentences, for tests of ranking."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.models import Article, Sentence


def make_article(*sentences: str, revision: int = 1, language: str = "id", title: str = "") -> Article:
    """Makes an article whose text is ``sentences`` joined by spaces."""
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Sentence(start, start + len(sentence), sentence))
        start += len(sentence) + 1
    added = datetime(2031, 1, 1, tzinfo=UTC)
    return Article(str(revision), revision, title, " ".join(sentences), tuple(spans), language, added)
