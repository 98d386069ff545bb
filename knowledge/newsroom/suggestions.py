"""Questions to begin with: made from the newest articles, and shown only when they are really answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from knowledge.models import Article
from knowledge.newsroom.example_questions import ExampleQuestion, questions_about, questions_about_people
from knowledge.ports import ArticleStore
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retriever

NEWEST_ARTICLES = 100
"""Articles that examples are made from: most have no sentence that is plain enough."""

MOST_TRIED = 24
"""Examples that are put to the search, 40 ms each, until there are enough."""


class Suggestions:
    """Keeps what it found until the newest articles change. Safe to use from many tasks at once."""

    def __init__(self, articles: ArticleStore, retriever: Retriever) -> None:
        self._articles = articles
        self._retriever = retriever
        self._found: dict[tuple[str, int], tuple[tuple[int, ...], list[str]]] = {}
        self._finding = asyncio.Lock()

    async def questions(self, language: str, limit: int) -> list[str]:
        """At most ``limit`` questions, those in ``language`` first, of several articles and kinds where there
        are such; ``[]`` when no article gives a good one."""
        newest = [one.id for one in await self._articles.list(NEWEST_ARTICLES)]
        revisions = await self._articles.resolve(newest)
        state = tuple(revisions[one] for one in newest if one in revisions)
        # One search at a time: the second who asks finds what the first has found.
        async with self._finding:
            before = self._found.get((language, limit))
            if before is None or before[0] != state:
                before = state, await self._find(state, language, limit)
                self._found[language, limit] = before
        return list(before[1])

    async def _find(self, revisions: tuple[int, ...], language: str, limit: int) -> list[str]:
        stored = await self._articles.revisions(revisions)
        articles = [stored[revision] for revision in revisions if revision in stored]
        # Reading this many articles takes a moment; the event loop serves other chats meanwhile.
        examples = await asyncio.to_thread(_in_order, articles, language)
        found: list[str] = []
        for article, example in examples[:MOST_TRIED]:
            if len(found) == limit:
                break
            if example.text not in found and await self._is_answered(article, example):
                found.append(example.text)
        return found

    async def _is_answered(self, article: Article, example: ExampleQuestion) -> bool:
        """Whether Kutip would answer, and quote first of all the sentence that the example was made from."""
        retrieval = await self._retriever.retrieve(example.text)
        if retrieval.confidence < confidence.THRESHOLD or not retrieval.evidence:
            return False
        best = retrieval.evidence[0]
        is_there = best.position == example.position or example.kind == "name"
        return best.article.revision == article.revision and is_there


def _in_order(articles: Sequence[Article], language: str) -> list[tuple[Article, ExampleQuestion]]:
    """Those in ``language`` first; in each language the plainest kind last."""
    own = [article for article in articles if article.language == language]
    others = [article for article in articles if article.language != language]
    return [
        example
        for some in (own, others)
        for questions in (questions_about, questions_about_people)
        for example in _varied(some, questions)
    ]


def _varied(
    articles: Iterable[Article], questions: Callable[[Article], Iterator[ExampleQuestion]]
) -> Iterator[tuple[Article, ExampleQuestion]]:
    """The first example of each article, then the second of each, …; each article's kinds in turn, so that
    neighbours differ."""
    columns: list[list[tuple[Article, ExampleQuestion]]] = []
    for article in articles:
        examples = list(questions(article))
        kinds = list(dict.fromkeys(example.kind for example in examples))
        if not kinds:
            continue
        turn = len(columns) % len(kinds)
        first = [next(one for one in examples if one.kind == kind) for kind in kinds[turn:] + kinds[:turn]]
        rest = [one for one in examples if one not in first]
        columns.append([(article, one) for one in first + rest])
    for row in zip_longest(*columns):
        yield from (one for one in row if one is not None)
