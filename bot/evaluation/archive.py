"""An archive for evaluation: Kutip over the articles of a data folder, with a retriever that records
results."""

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
from knowledge.articles.reading import read_each
from knowledge.errors import TellUser, UnknownArticle
from knowledge.evaluation.cases import Place
from knowledge.models import Article, ArticleText, AskRequest, NumberedSentence, Outcome
from knowledge.ports import Embedder
from knowledge.retrieval.retriever import NO_FOCUS, Retrieval, Retriever

Progress = Callable[[int], None]
"""Called with the number of cases or articles that were completed since the last call."""

Gold = dict[str, set[int]]
"""Positions of the sentences that answer a question, by the text of their article.

Keyed by text so that articles with equal texts are equally right."""

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Half-open offsets of the places that answer a question, by the text of their article."""


class RecordingRetriever(Retriever):
    """A retriever that records its last result in ``last``. Not for concurrent use."""

    last = Retrieval((), (), 0.0)

    async def retrieve(
        self,
        query: str,
        *,
        among: Collection[int] | None = None,
        focus: Mapping[int, float] = NO_FOCUS,
        today: date | None = None,
    ) -> Retrieval:
        """Retrieve the sentences for a query, and record the result in ``last``."""
        self.last = await super().retrieve(query, among=among, focus=focus, today=today)
        return self.last


@dataclass(frozen=True, slots=True)
class Archive:
    """An open Kutip with its recording retriever.

    ``originals`` maps the id of each added article in the data folder to its text as it stands there.
    """

    kutip: Kutip
    retriever: RecordingRetriever
    originals: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, question: str, *, among: Sequence[str] = (), conversation: str | None = None
    ) -> tuple[Outcome, Retrieval]:
        """Ask a question. Returns the outcome that a reader sees and the retrieval that it is based on."""
        outcome = await self.kutip.assistant.ask(
            AskRequest(question, articles=among, conversation=conversation)
        )
        return outcome, self.retriever.last

    async def add(self, articles: Iterable[ArticleText], progress: Progress | None = None) -> None:
        """Add articles to the archive. Raises :class:`TellUser` for the first one that fails."""

        def recorded() -> Iterable[ArticleText]:
            for article in articles:
                self.originals[article.external_id or ""] = article.text
                yield article

        async for result in self.kutip.library.add_all(recorded()):
            if result.error:
                raise TellUser(f"articles.jsonl, article {result.external_id}: {result.error}")
            if progress is not None:
                progress(1)

    async def article(self, name: str) -> Article | None:
        """The article with this id of the data folder; None if it does not exist."""
        with contextlib.suppress(UnknownArticle):
            return await self.kutip.library.get(name)
        return None

    async def gold(self, places: Iterable[Place]) -> Gold:
        """The sentences that contain these labelled places, as sentence indices by the text of their article.

        Raises :class:`TellUser` if a place does not exist.
        """
        gold: Gold = {}
        for place in places:
            article = await self._labelled_article(place)
            gold.setdefault(article.text, set()).add(
                _position(article, place, self.originals.get(place.article))
            )
        return gold

    async def spans(self, places: Iterable[Place]) -> Spans:
        """The offsets of these labelled places in the stored texts.

        Raises :class:`TellUser` if the article or the text of a place does not exist.
        """
        spans: dict[str, list[tuple[int, int]]] = {}
        for place in places:
            article = await self._labelled_article(place)
            spans.setdefault(article.text, []).append(
                _span(article, place, self.originals.get(place.article))
            )
        return spans

    async def answering(self, spans: Spans, sentences: Iterable[tuple[str, int, int]]) -> list[bool]:
        """Whether each sentence, given as article id, start and end, is one of those that answer."""
        articles = [(await self.article(name), start, end) for name, start, end in sentences]
        return [
            article is not None and is_answering(spans.get(article.text, ()), start, end)
            for article, start, end in articles
        ]

    async def _labelled_article(self, place: Place) -> Article:
        article = await self.article(place.article)
        if article is None:
            raise TellUser(f"Evidence names the article {place.article!r}, which is not in the archive.")
        return article


@asynccontextmanager
async def open_archive(settings: Settings, embedder: Embedder, home: Path | None) -> AsyncIterator[Archive]:
    """Open Kutip over the data folder ``home``, or over an empty temporary one if None. Quotas are off."""
    with tempfile.TemporaryDirectory(prefix="kutip-eval-") as folder:
        changes: dict[str, object] = {"daily_questions": None, "daily_tokens": None}
        changes |= {"daily_questions_per_person": None, "daily_tokens_per_person": None}
        if home is None:
            changes |= {"kutip_home": Path(folder), "database_url": None, "chroma_url": None}
        chosen = settings.model_copy(update=changes)
        async with open_kutip(chosen, embedder=embedder, retriever=RecordingRetriever) as kutip:
            assert isinstance(kutip.retriever, RecordingRetriever)  # noqa: S101 (passed above)
            await kutip.indexer.repair()
            yield Archive(kutip, kutip.retriever)


def read_articles(kutip: Kutip, file: Path) -> list[ArticleText]:
    """The articles of ``articles.jsonl``. Raises :class:`TellUser` with the line number of an invalid one."""
    articles = []
    for source in read_each(kutip.sources.from_paths([file])):
        if source.article is None:
            raise TellUser(f"{file.name}, line {source.line}: {source.error}")
        articles.append(source.article)
    return articles


def rank(evidence: Sequence[NumberedSentence], gold: Gold) -> int | None:
    """The position in the evidence, from 0, of the first gold sentence; None if there is none."""
    return next((index for index, sentence in enumerate(evidence) if is_gold(sentence, gold)), None)


def is_gold(sentence: NumberedSentence, gold: Gold) -> bool:
    """Whether a sentence is labelled as answering the question, that is, is contained in ``gold``."""
    return sentence.position in gold.get(sentence.article.text, ())


def is_answering(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a sentence shares more than half of the shorter of the two with one of the spans.

    >>> is_answering([(10, 30)], 0, 21), is_answering([(10, 30)], 0, 20)
    (True, False)
    """
    return any(
        2 * (min(end, last) - max(start, first)) > min(end - start, last - first) for first, last in spans
    )


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether the text contains one of the answers, ignoring case, white space and punctuation.

    >>> contains_answer("Jaraknya 48 kilometer, kata Rahman.", ["48  Kilometer"])
    True
    """
    folded = fold(text)
    return any(fold(answer) in folded for answer in answers)


def fold(text: str) -> str:
    """The text in lower case, reduced to letters and digits, with one space between words.

    >>> fold("“Air  naik!”")
    'air naik'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())


def _position(article: Article, place: Place, original: str | None) -> int:
    """The position of the sentence that contains the middle of the place. ``original``: see :func:`_span`."""
    if place.start is not None and place.end is not None:
        middle = _moved(article, (place.start + place.end) // 2, original)
    else:
        start, end = _span(article, place, original)
        middle = (start + end) // 2
    starts = [index for index, sentence in enumerate(article.sentences) if sentence.start <= middle]
    if not starts or middle >= len(article.text):
        raise TellUser(f"The evidence is outside of the article {place.article!r}.")
    return starts[-1]


def _span(article: Article, place: Place, original: str | None) -> tuple[int, int]:
    """The offsets of the place in the stored text.

    Its own offsets count in ``original``, the text of the data folder; None if that is the stored text.
    """
    if place.start is not None and place.end is not None:
        return _moved(article, place.start, original), _moved(article, place.end, original)
    start = article.text.find(place.text or "")
    if start < 0:
        raise TellUser(f"The article {place.article!r} does not contain the evidence {place.text!r}.")
    return start, start + len(place.text or "")


def _moved(article: Article, offset: int, original: str | None) -> int:
    """The offset in the stored text that corresponds to this one in ``original``."""
    if original is None or original == article.text:
        return offset
    # Reading cleaned the text, which moved the offsets: count letters and digits instead.
    return _nth_character(article.text, sum(char.isalnum() for char in original[:offset]))


def _nth_character(text: str, count: int) -> int:
    """The offset of the letter or digit that comes after ``count`` others; the length of the text without
    one."""
    for offset, char in enumerate(text):
        if char.isalnum():
            if count == 0:
                return offset
            count -= 1
    return len(text)
