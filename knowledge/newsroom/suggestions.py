"""Suggests questions that Kutip answers: to newcomers, and what to ask next after an answer.

The questions are made from articles by :mod:`knowledge.newsroom.next_questions`. Each is asked here first, so
that nobody presses a button that finds nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Generic, TypeVar

from knowledge.models import Article, Citation, Turn
from knowledge.newsroom.next_questions import MadeQuestion, questions_of
from knowledge.newsroom.question_forms.language import QuestionKind
from knowledge.ports import ArticleReader
from knowledge.questions import followups, intents, several
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import NO_FOCUS, Retriever

NEWEST_ARTICLES = 50
"""Questions for newcomers are made from this many articles; four of five articles have one."""

MOST_TRIED = 24
"""At most this many questions for newcomers are tried in the search, at 40 ms each."""

MOST_TRIED_AFTER = 6
"""At most this many are tried after an answer, whose reader waits for the buttons."""

REMEMBERED_ARTICLES = 500
"""Articles whose questions are remembered."""

REMEMBERED_PROOFS = 5000
"""Questions of which it is remembered what answers them."""

_BEST_FIRST: tuple[QuestionKind, ...] = ("why", "count", "when", "who", "said", "speaker")
"""Kinds of questions: those whose answer is new and exact come first."""

_WITH_QUOTATION: frozenset[QuestionKind] = frozenset({"said", "speaker"})
"""Kinds whose answer may be in the sentence beside the one that names the speaker."""

Key = tuple[str, int]
"""The id of an article, and the position of a sentence in it."""

_ProofName = tuple[int, str, frozenset[tuple[int, float]]]
"""The revision of the article of a question, its text, and the articles that the conversation prefers."""

_Value = TypeVar("_Value")
_Name = TypeVar("_Name")


class Suggestions:
    """Suggests questions. Safe to use from many tasks at once.

    Those for newcomers are cached until the newest articles change. What answers a question is remembered
    for the revision of its article.
    """

    def __init__(self, articles: ArticleReader, retriever: Retriever) -> None:
        self._articles = articles
        self._retriever = retriever
        self._newest: dict[tuple[str, int], tuple[tuple[int, ...], list[str]]] = {}
        self._made: _Recent[int, list[MadeQuestion]] = _Recent(REMEMBERED_ARTICLES)
        self._proofs: _Recent[_ProofName, frozenset[Key]] = _Recent(REMEMBERED_PROOFS)
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
            cached = self._newest.get((language, limit))
            if cached is None or cached[0] != revisions:
                cached = revisions, await self._for_newcomers(revisions, language, limit)
                self._newest[language, limit] = cached
        return list(cached[1])

    async def after(
        self,
        cited: Sequence[Citation],
        asked: Collection[str],
        limit: int,
        *,
        shown: Collection[Key] = (),
    ) -> list[str]:
        """Return at most ``limit`` questions to ask after an answer with these citations: see :meth:`about`.

        ``shown`` are sentences that the conversation has shown besides.
        """
        articles = await self._find(list(dict.fromkeys(citation.article_id for citation in cited)))
        quoted = {
            (article.id, position)
            for article in articles
            for position, sentence in enumerate(article.sentences)
            for citation in cited
            if citation.article_id == article.id
            and citation.start < sentence.end
            and sentence.start < citation.end
        }
        return await self._after(articles, {*shown, *quoted}, asked, limit)

    async def about(
        self, article_ids: Sequence[str], shown: Collection[Key], asked: Collection[str], limit: int
    ) -> list[str]:
        """Return at most ``limit`` questions to ask after an answer that cites these articles, best first.

        ``shown`` are the sentences that the conversation has shown, at least those of this answer: no
        question is answered by one of them. ``asked`` are the questions asked so far, which are not returned.
        Unknown ids are ignored.
        """
        return await self._after(await self._find(article_ids), shown, asked, limit)

    async def _find(self, article_ids: Sequence[str]) -> list[Article]:
        revision_of = await self._articles.resolve(article_ids)
        stored = await self._articles.revisions(revision_of.values())
        wanted = dict.fromkeys(revision_of[one] for one in article_ids if one in revision_of)
        return [stored[revision] for revision in wanted if revision in stored]

    async def _after(
        self, cited: Sequence[Article], shown: Collection[Key], asked: Collection[str], limit: int
    ) -> list[str]:
        if not cited:
            return []
        known = {_folded(question) for question in asked}
        turn = _turn(cited, shown)
        found: list[str] = []
        seen = set(shown)
        tried = 0
        for article in cited:
            for made in _varied(await self._questions_of(article)):
                if len(found) >= limit or tried == MOST_TRIED_AFTER:
                    return found
                if (article.id, made.position) in seen or _folded(made.text) in known:
                    continue
                understanding = followups.understand(made.text, [turn])
                if understanding.is_follow_up:
                    continue
                focus = {one.revision: understanding.preference for one in cited if understanding.focus}
                name = (article.revision, made.text, frozenset(focus.items()))
                quoted = self._proofs.find(name)
                if quoted is None:
                    quoted = self._proofs.keep(name, await self._proof(article, made, focus))
                    tried += 1
                if quoted and seen.isdisjoint(quoted):
                    found.append(made.text)
                    seen |= quoted
        return found

    async def _for_newcomers(self, revisions: tuple[int, ...], language: str, limit: int) -> list[str]:
        stored = await self._articles.revisions(revisions)
        articles = [stored[revision] for revision in revisions if revision in stored]
        made = [(article, await self._questions_of(article)) for article in articles]
        own = [pair for pair in made if pair[0].language == language]
        others = [pair for pair in made if pair[0].language != language]
        candidates = [*_across(own), *_across(others)]
        questions: list[str] = []
        for article, one in candidates[:MOST_TRIED]:
            if len(questions) == limit:
                break
            if one.text not in questions and await self._proof(article, one, NO_FOCUS):
                questions.append(one.text)
        return questions

    async def _questions_of(self, article: Article) -> list[MadeQuestion]:
        made = self._made.find(article.revision)
        if made is None:
            # In a thread, because it takes some milliseconds and would block the event loop.
            made = self._made.keep(article.revision, await asyncio.to_thread(questions_of, article))
        return made

    async def _proof(
        self, article: Article, made: MadeQuestion, focus: Mapping[int, float]
    ) -> frozenset[Key]:
        """The sentences that Kutip quotes if the question is asked.

        Empty if Kutip does not answer it, or not by the sentence that the question was made from.
        """
        is_question = intents.classify(made.text, await self._retriever.vector(made.text)) == "question"
        if not is_question or len(several.split(made.text)) != 1:
            return frozenset()
        # The zone of the newsroom does not matter: a made question names no time such as "yesterday".
        today = datetime.now(UTC).date()
        retrieval = await self._retriever.retrieve(made.text, focus=focus, today=today)
        if retrieval.confidence < confidence.THRESHOLD:
            return frozenset()
        chosen = confidence.choose(retrieval.evidence)
        reach = 1 if made.kind in _WITH_QUOTATION else 0
        is_right = any(
            one.article.revision == article.revision and abs(one.position - made.position) <= reach
            for one in chosen
        )
        return frozenset((one.article.id, one.position) for one in chosen) if is_right else frozenset()


class _Recent(Generic[_Name, _Value]):
    """Remembers at most ``most`` values, and forgets first what was not used for the longest time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[_Name, _Value] = OrderedDict()

    def find(self, name: _Name) -> _Value | None:
        """Return the value with this name, or None if it is not remembered."""
        if name in self._values:
            self._values.move_to_end(name)
        return self._values.get(name)

    def keep(self, name: _Name, value: _Value) -> _Value:
        """Remember a value, and return it."""
        self._values[name] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)
        return value


def _turn(cited: Sequence[Article], shown: Collection[Key]) -> Turn:
    """The turn after which a question will be asked, as far as it decides how the question is understood."""
    statements = [
        sentence.text
        for article in cited
        for position, sentence in enumerate(article.sentences)
        if (article.id, position) in shown
    ]
    titles = tuple(article.title for article in cited)
    return Turn(
        question="",
        standalone_question="",
        language=cited[0].language,
        asked_at=cited[0].added_at,
        statements=tuple(statements) or titles,
        cited_articles=tuple(article.id for article in cited),
        cited_titles=titles,
    )


def _varied(questions: Iterable[MadeQuestion]) -> list[MadeQuestion]:
    """The first question of each kind, the best kind first, then the second of each kind, and so on."""
    columns = [[one for one in questions if one.kind == kind] for kind in _BEST_FIRST]
    return [one for row in zip_longest(*columns) for one in row if one is not None]


def _across(
    articles: Iterable[tuple[Article, Sequence[MadeQuestion]]],
) -> Iterator[tuple[Article, MadeQuestion]]:
    """Yield the first question of each article, then the second of each, and so on.

    Each article starts with another kind of question, so that consecutive questions differ.
    """
    columns: list[list[tuple[Article, MadeQuestion]]] = []
    for article, questions in articles:
        varied = _varied(questions)
        if varied:
            kinds = len({one.kind for one in varied})
            shift = len(columns) % kinds
            first, rest = varied[:kinds], varied[kinds:]
            columns.append([(article, one) for one in (*first[shift:], *first[:shift], *rest)])
    for row in zip_longest(*columns):
        yield from (pair for pair in row if pair is not None)


def _folded(question: str) -> str:
    """A question without capitals and punctuation, to compare it with others."""
    return " ".join("".join(one if one.isalnum() else " " for one in question.casefold()).split())
