"""Suggests questions to newcomers: made from the newest articles, and only those that Kutip answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from knowledge.models import Article
from knowledge.newsroom.example_questions import ExampleQuestion, questions_about, questions_about_people
from knowledge.ports import ArticleReader
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retriever

NEWEST_ARTICLES = 100
"""Examples are made from this many articles, because most articles have no sentence simple enough."""

MOST_TRIED = 24
"""At most this many examples are tried in the search, at 40 ms each."""


class Suggestions:
    """Suggests questions, cached until the newest articles change. Safe to use from many tasks at once."""

    def __init__(self, articles: ArticleReader, retriever: Retriever) -> None:
        self._articles = articles
        self._retriever = retriever
        self._cache: dict[tuple[str, int], tuple[tuple[int, ...], list[str]]] = {}
        self._lock = asyncio.Lock()

    async def questions(self, language: str, limit: int) -> list[str]:
        """Return at most ``limit`` questions, those in ``language`` first.

        They are about different articles and of different kinds if possible; ``[]`` if no article yields a
        good question.
        """
        newest = [article.id for article in await self._articles.list(NEWEST_ARTICLES)]
        revision_of = await self._articles.resolve(newest)
        revisions = tuple(revision_of[article_id] for article_id in newest if article_id in revision_of)
        # The lock stops two tasks from making the same suggestions: the second finds those of the first.
        async with self._lock:
            cached = self._cache.get((language, limit))
            if cached is None or cached[0] != revisions:
                cached = revisions, await self._find(revisions, language, limit)
                self._cache[language, limit] = cached
        return list(cached[1])

    async def _find(self, revisions: tuple[int, ...], language: str, limit: int) -> list[str]:
        stored = await self._articles.revisions(revisions)
        articles = [stored[revision] for revision in revisions if revision in stored]
        # In a thread, because it takes long for this many articles and would block the event loop.
        examples = await asyncio.to_thread(_in_order, articles, language)
        questions: list[str] = []
        for article, example in examples[:MOST_TRIED]:
            if len(questions) == limit:
                break
            if example.text not in questions and await self._is_answered(article, example):
                questions.append(example.text)
        return questions

    async def _is_answered(self, article: Article, example: ExampleQuestion) -> bool:
        """Whether Kutip would answer the example and rank the sentence that it was made from first."""
        retrieval = await self._retriever.retrieve(example.text)
        if retrieval.confidence < confidence.THRESHOLD or not retrieval.evidence:
            return False
        best = retrieval.evidence[0]
        is_right_sentence = best.position == example.position or example.kind == "name"
        return best.article.revision == article.revision and is_right_sentence


def _in_order(articles: Sequence[Article], language: str) -> list[tuple[Article, ExampleQuestion]]:
    """Make examples: articles in ``language`` first, and within a language "who is" questions last."""
    own = [article for article in articles if article.language == language]
    others = [article for article in articles if article.language != language]
    return [
        example
        for group in (own, others)
        for make in (questions_about, questions_about_people)
        for example in _varied(group, make)
    ]


def _varied(
    articles: Iterable[Article], make: Callable[[Article], Iterator[ExampleQuestion]]
) -> Iterator[tuple[Article, ExampleQuestion]]:
    """Yield the first example of each article, then the second of each, and so on.

    Each article starts with another kind of question, so that consecutive examples differ.
    """
    columns: list[list[tuple[Article, ExampleQuestion]]] = []
    for article in articles:
        examples = list(make(article))
        kinds = list(dict.fromkeys(example.kind for example in examples))
        if not kinds:
            continue
        shift = len(columns) % len(kinds)
        rotated = kinds[shift:] + kinds[:shift]
        first = [next(example for example in examples if example.kind == kind) for kind in rotated]
        rest = [example for example in examples if example not in first]
        columns.append([(article, example) for example in first + rest])
    for row in zip_longest(*columns):
        yield from (pair for pair in row if pair is not None)
