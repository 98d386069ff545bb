"""Chooses the sentences of an article that tell it best, without a language model.

A logistic regression over plain facts of each sentence, fitted on articles whose summary sentences are known:
see ``knowledge/weights/README.md``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log1p

import numpy as np
import numpy.typing as npt

from knowledge.models import Article, NumberedSentence
from knowledge.text import clauses, idf, terms

SENTENCES = 3
"""Sentences of a summary: with four, a message no longer fits the screen of a phone."""
READ_SENTENCES = 60
"""Only so many sentences are considered."""
LONGEST, SHORTEST = 400, 25
"""Characters of a sentence that can stand in a summary."""

FEATURES = ("first", "position", "depth", "length", "title", "central", "quotes", "digits")

UNENDED = 100.0
"""Taken from the score of a sentence without punctuation at its end: more than any score."""

_ENDS = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_QUOTE = re.compile(r"[\"“”«»]")

Floats = npt.NDArray[np.float64]


def summarise(article: Article, most: int = SENTENCES) -> list[int]:
    """Return the positions of the sentences that tell the article best, in the order of the text.

    At least one, at most ``most``. A sentence that repeats one that is chosen already is passed over, and so
    are rows of tables and headings, unless there is nothing else.
    """
    ends = [_ENDS.search(sentence.text) is not None for sentence in article.sentences[:READ_SENTENCES]]
    scores = features(article) @ _coefficients() - UNENDED * ~np.array(ends)
    chosen: list[int] = []
    told: set[str] = set()
    for position in np.argsort(-scores, kind="stable").tolist():
        words = set(terms.content_terms(article.sentences[position].text))
        if chosen and (not words or not ends[position] or len(words & told) > 0.6 * len(words)):
            continue
        chosen.append(position)
        told |= words
        if len(chosen) == most:
            break
    return sorted(chosen)


def evidence(articles: Sequence[Article]) -> tuple[NumberedSentence, ...]:
    """Return what tells the articles, labelled from 1 on, in the order of the articles and of their texts.

    One article has :data:`SENTENCES`; of several, the first has two and each other one. Of a long sentence
    the beginning is to be quoted.
    """
    found: list[NumberedSentence] = []
    for number, article in enumerate(articles):
        most = SENTENCES if len(articles) == 1 else 1 + (number == 0)
        for position in summarise(article, most):
            excerpt = _beginning(article.sentences[position].text)
            found.append(NumberedSentence(len(found) + 1, article, position, 1.0, excerpt))
    return tuple(found)


def features(article: Article) -> Floats:
    """The facts of each sentence, one row each, with the columns of :data:`FEATURES`."""
    sentences = article.sentences[:READ_SENTENCES]
    words = [terms.content_terms(sentence.text) for sentence in sentences]
    held = Counter(term for each in words for term in each)
    known = list(held)
    rarity = dict(zip(known, idf.idf_weights(known, {}, 0), strict=True))
    centre = {term: count * rarity[term] for term, count in held.items() if count > 1}
    whole = sum(centre.values()) or 1.0
    title = set(terms.content_terms(article.title))
    rows = []
    for position, (sentence, own) in enumerate(zip(sentences, words, strict=True)):
        size = sentence.end - sentence.start
        rows.append([
            float(position == 0),
            log1p(position),
            position / len(sentences),
            float(SHORTEST <= size <= LONGEST) * min(size, 200) / 200,
            len(title.intersection(own)) / max(len(title), 1),
            sum(centre.get(term, 0.0) for term in own) / whole,
            float(_QUOTE.search(sentence.text) is not None),
            float(any(character.isdigit() for character in sentence.text)),
        ])  # fmt: skip
    return np.array(rows)


def _beginning(sentence: str) -> clauses.Span | None:
    """The first clauses of a sentence that is too long to be quoted whole."""
    if len(sentence) <= clauses.LONG_SENTENCE:
        return None
    return clauses.excerpt(clauses.clauses(sentence), 0)


@cache
def _coefficients() -> Floats:
    text = files("knowledge.weights").joinpath("summary.json").read_text(encoding="utf-8")
    weights: Mapping[str, float] = json.loads(text)["weights"]
    return np.array([float(weights[name]) for name in FEATURES])
