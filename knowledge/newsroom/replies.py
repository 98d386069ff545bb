"""Answers messages that are no questions: small talk, doubt, and requests for the news of a time or a topic.

The words are chosen by whoever shows the reply; here is decided what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.models import (
    Answer,
    Article,
    ArticleSummary,
    CitedStatement,
    Intent,
    NextStep,
    Outcome,
    Period,
    Reply,
    Turn,
)
from knowledge.ports import ArticleReader, ConversationStore
from knowledge.questions import periods, topic
from knowledge.retrieval.retriever import Retriever

LISTED = 5
"""Articles of a list: as many as fit on the screen of a phone."""
VARIANTS = 3
"""Wordings of each reply."""

OWN_WORDS: frozenset[Intent] = frozenset(
    {"greeting", "thanks", "farewell", "about_bot", "complaint", "doubt", "nothing"}
)
"""What is answered without a search."""
LISTS: frozenset[Intent] = frozenset({"latest", "browse"})
"""What is answered by a list of articles."""


@dataclass(frozen=True, slots=True)
class Request:
    """A message that is no question. ``asked_at`` is in the time zone of the newsroom."""

    message: str
    intent: Intent
    language: str
    asked_at: datetime
    conversation: str | None = None
    history: Sequence[Turn] = ()

    @property
    def today(self) -> date:
        return self.asked_at.date()


class Replies:
    """Safe to use from many tasks at once."""

    def __init__(
        self, articles: ArticleReader, conversations: ConversationStore, retriever: Retriever
    ) -> None:
        self._articles = articles
        self._conversations = conversations
        self._retriever = retriever

    async def own_words(self, request: Request) -> Reply:
        """Reply to small talk, to a complaint and to a doubt. Searches nothing.

        A doubt gets the statements of the last answer again, a complaint the article that it was about.
        """
        last: Outcome | None = None
        if request.conversation and request.intent in {"doubt", "complaint"}:
            stored = await self._conversations.last_outcome(request.conversation)
            last = stored.outcome if stored else None
        statements: tuple[CitedStatement, ...] = ()
        articles: tuple[ArticleSummary, ...] = ()
        if request.intent == "doubt" and isinstance(last, Answer):
            statements = last.statements
        if request.intent == "complaint" and last is not None:
            articles = await self._about(last)
        return _reply(request, statements=statements, articles=articles)

    async def list(self, request: Request) -> Reply:
        """List the articles of a time, of a topic, or of both; newest first, at most :data:`LISTED`.

        A wider time is offered next. Without a time and a topic these are the newest articles.
        """
        found = periods.find_period(request.message, request.today)
        period = found.period if found else None
        named = (found.start, found.end) if found else None
        about = topic.topic_of(request.message, without=named)
        if not about and topic.points_back(request.message, without=named) and request.history:
            about = _matter(request.history[-1])
        wider: tuple[NextStep, ...] = ()
        if about:
            speaking = (await self._retriever.retrieve(about)).about
            articles = newest_first(_summary(article) for article in speaking)
            if period is not None:
                articles = [article for article in articles if _day(article) in period]
        else:
            articles = await self._articles.published(period, LISTED)
        is_all = period is None and not about and request.intent == "browse"
        count = await self._articles.count() if is_all else None
        if period is not None and not about:
            wider = (periods.wider(period, request.today),)
        return _reply(
            request,
            articles=tuple(articles[:LISTED]),
            about=about or None,
            period=period,
            count=count,
            next_steps=wider,
        )

    async def _about(self, outcome: Outcome) -> tuple[ArticleSummary, ...]:
        """The article that an outcome cites first or found nearest, if it is still published."""
        ids = [citation.article_id for each in outcome.statements for citation in each.citations]
        for article_id in [*ids, *(near.article_id for near in outcome.nearest)][:1]:
            article = await self._articles.get(article_id)
            if article is not None:
                return (_summary(article),)
        return ()


def newest_first(articles: Iterable[ArticleSummary]) -> list[ArticleSummary]:
    """Sort by publication date, or by the day they were added; the order given decides between equals."""
    return sorted(articles, key=_day, reverse=True)


def _matter(turn: Turn) -> str:
    """What a turn was about: the title of the article that it cites first, else its question.

    The words of a question may be in another language than the articles, or in none of them.
    """
    return next(iter(turn.cited_titles), turn.standalone_question)


def _day(article: ArticleSummary) -> date:
    return article.published_on or article.added_at.date()


def _summary(article: Article) -> ArticleSummary:
    return ArticleSummary(
        id=article.id,
        title=article.title,
        language=article.language,
        sentence_count=len(article.sentences),
        added_at=article.added_at,
        published_on=article.published_on,
        publisher=article.publisher,
        url=article.url,
        external_id=article.external_id,
    )


def _reply(
    request: Request,
    *,
    statements: tuple[CitedStatement, ...] = (),
    articles: tuple[ArticleSummary, ...] = (),
    about: str | None = None,
    period: Period | None = None,
    count: int | None = None,
    next_steps: tuple[NextStep, ...] = (),
) -> Reply:
    return Reply(
        question=request.message,
        standalone_question=request.message,
        language=request.language,
        mode="extractive",
        confidence=0.0,
        variant=request.asked_at.second % VARIANTS,
        statements=statements,
        articles=articles,
        topic=about,
        period=period,
        count=count,
        intent=request.intent,
        next_steps=next_steps,
    )
