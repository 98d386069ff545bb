"""Makes articles from a whole text, split into sentences as the library does, for tests of lists."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.models import Article, NumberedSentence
from knowledge.text.sentences import split


def split_article(text: str, *, revision: int = 1) -> Article:
    """Makes an article without a title whose sentences are those that the splitter finds in ``text``."""
    return Article(str(revision), revision, "", text, split(text), "id", datetime(2031, 1, 1, tzinfo=UTC))


def evidence_of(article: Article, **probabilities: float) -> list[NumberedSentence]:
    """Makes ranked evidence. ``s3=0.9`` gives the sentence at position 3 the probability 0.9."""
    ranked = sorted(probabilities.items(), key=lambda pair: -pair[1])
    return [
        NumberedSentence(label, article, int(name[1:]), probability)
        for label, (name, probability) in enumerate(ranked, start=1)
    ]
