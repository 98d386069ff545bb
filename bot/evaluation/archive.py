"""The archive that questions are put to: the real product over articles of a data folder, watched."""

from __future__ import annotations

import contextlib
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.settings import Settings
from bot.wiring import Kutip, open_kutip
from knowledge.errors import TellUser, UnknownArticle
from knowledge.evaluation.cases import Place
from knowledge.models import Article, ArticleText, AskRequest, NumberedSentence, Outcome
from knowledge.ports import Embedder
from knowledge.retrieval.retriever import NO_FOCUS, Retrieval, Retriever

Progress = Callable[[int], None]

Gold = dict[str, set[int]]
"""Positions of the sentences that answer, by the text of their article: equal texts are equally right."""


class WatchedRetriever(Retriever):
    """Remembers what it found last. For one task."""

    found = Retrieval((), (), 0.0)

    async def retrieve(
        self,
        query: str,
        *,
        among: Collection[int] | None = None,
        focus: Mapping[int, float] = NO_FOCUS,
        today: date | None = None,
    ) -> Retrieval:
        self.found = await super().retrieve(query, among=among, focus=focus, today=today)
        return self.found


@dataclass(frozen=True, slots=True)
class Archive:
    """An open Kutip whose retriever is watched; ``given`` are the texts that were handed in, by id."""

    kutip: Kutip
    retriever: WatchedRetriever
    given: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, question: str, *, among: Sequence[str] = (), conversation: str | None = None
    ) -> tuple[Outcome, Retrieval]:
        """What the reader sees, and what it was made from."""
        outcome = await self.kutip.assistant.ask(
            AskRequest(question, articles=among, conversation=conversation)
        )
        return outcome, self.retriever.found

    async def add(self, articles: Iterable[ArticleText], progress: Progress | None = None) -> None:
        def noted() -> Iterable[ArticleText]:
            for article in articles:
                self.given[article.external_id or ""] = article.text
                yield article

        async for result in self.kutip.library.add_all(noted()):
            if result.error:
                raise TellUser(f"articles.jsonl, article {result.external_id}: {result.error}")
            if progress is not None:
                progress(1)

    async def article(self, name: str) -> Article | None:
        """By the id of the data folder; None when there is none."""
        with contextlib.suppress(UnknownArticle):
            return await self.kutip.library.get(name)
        return None

    async def gold(self, places: Iterable[Place]) -> Gold:
        """Which sentences hold these places. Raises :class:`TellUser` for a place that is not there."""
        gold: Gold = {}
        for place in places:
            article = await self.article(place.article)
            if article is None:
                raise TellUser(f"Evidence names the article {place.article!r}, which is not in the archive.")
            gold.setdefault(article.text, set()).add(_position(article, place, self.given.get(place.article)))
        return gold


@asynccontextmanager
async def open_archive(settings: Settings, embedder: Embedder, home: Path | None) -> AsyncIterator[Archive]:
    """Kutip over ``home``, or over an empty temporary folder. Quotas do not count here."""
    with tempfile.TemporaryDirectory(prefix="kutip-eval-") as folder:
        changes: dict[str, object] = {"daily_questions": None, "daily_tokens": None}
        changes |= {"daily_questions_per_person": None, "daily_tokens_per_person": None}
        if home is None:
            changes |= {"kutip_home": Path(folder), "database_url": None, "chroma_url": None}
        chosen = settings.model_copy(update=changes)
        async with open_kutip(chosen, embedder=embedder, retriever=WatchedRetriever) as kutip:
            assert isinstance(kutip.retriever, WatchedRetriever)  # noqa: S101 (asked for above)
            await kutip.library.repair()
            yield Archive(kutip, kutip.retriever)


def read_articles(kutip: Kutip, file: Path) -> list[ArticleText]:
    """The articles of ``articles.jsonl``. Raises :class:`TellUser`, naming the line, for a bad one."""
    articles = []
    for source in kutip.files.read_sources([file]):
        if source.article is None:
            raise TellUser(f"{file.name}, line {source.line}: {source.error}")
        articles.append(source.article)
    return articles


def rank(evidence: Sequence[NumberedSentence], gold: Gold) -> int | None:
    """Place of the first sentence that answers, counted from 0; None when none does."""
    return next((at for at, one in enumerate(evidence) if is_gold(one, gold)), None)


def is_gold(one: NumberedSentence, gold: Gold) -> bool:
    return one.position in gold.get(one.article.text, ())


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers stands in the text; case, spacing and punctuation aside.

    >>> holds("Jaraknya 48 kilometer, kata Rahman.", ["48  Kilometer"])
    True
    """
    folded = fold(text)
    return any(fold(answer) in folded for answer in answers)


def fold(text: str) -> str:
    """Letters and digits only, in small letters, one space between words.

    >>> fold("“Air  naik!”")
    'air naik'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(mark if mark.isalnum() else " " for mark in plain).split())


def _position(article: Article, place: Place, given: str | None) -> int:
    """The sentence that holds the middle of the place."""
    if place.start is not None and place.end is not None:
        middle = (place.start + place.end) // 2
        if given is not None and given != article.text:
            # Reading tidied the text: count letters and digits instead.
            middle = _nth_mark(article.text, sum(mark.isalnum() for mark in given[:middle]))
    else:
        start = article.text.find(place.text or "")
        if start < 0:
            raise TellUser(f"The article {place.article!r} does not hold the evidence {place.text!r}.")
        middle = start + len(place.text or "") // 2
    starts = [at for at, sentence in enumerate(article.sentences) if sentence.start <= middle]
    if not starts or middle >= len(article.text):
        raise TellUser(f"Evidence lies outside of the article {place.article!r}.")
    return starts[-1]


def _nth_mark(text: str, count: int) -> int:
    """Where the letter or digit stands that ``count`` others precede."""
    for at, mark in enumerate(text):
        if mark.isalnum():
            if count == 0:
                return at
            count -= 1
    return len(text)
