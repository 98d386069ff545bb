"""Finds the ranked evidence for a question: dense and lexical search, fusion, ranking and reading."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from types import MappingProxyType

import numpy as np

from knowledge.models import Article, Hit, NumberedSentence, Passage, SentenceKey
from knowledge.ports import ArticleReader, Embedder, LexicalHits, LexicalIndex, Reader, Vector, VectorIndex
from knowledge.questions import analysis, date_preference, spelling
from knowledge.questions.analysis import Question
from knowledge.retrieval import confidence, fusion, reranker, sentence_ranker
from knowledge.retrieval.sentence_ranker import Candidate, RankedSentence
from knowledge.text import terms

DENSE_LIMIT = 100
"""Sentences requested from the vector index: 2.5 ms, and enough for several of each likely article."""

LEXICAL_LIMIT = 50
"""Articles requested from the lexical index."""

WHOLE_ARTICLES = 2
"""The best candidate articles, of which every sentence is ranked.

Of the other articles only the lead and the sentences around their hits are ranked. On news and on our
conversations the same sentences then answer, with a quarter fewer ranked.
"""

WHOLE_ARTICLE_SENTENCES = 40
"""Of an article with more sentences, only the lead and the sentences around its hits are ranked."""

LEAD_SENTENCES = 3
"""Sentences at the beginning of an article that are always ranked."""

MEASURED_SENTENCES = 60
"""At most this many sentences of one article are ranked (2.8 ms for 50 vectors)."""

REACH = 2
"""Neighbours of a hit that are ranked too: the answer is often next to the sentence that matches."""

PASSAGE_COSINE_RANGE = 0.03
"""A sentence whose cosine is this close to the best one of its article is a hit as well (e5-small)."""

EVIDENCE_WEIGHT = 0.02
"""Cosine points that are added to the score of a passage per unit of log-odds that its best sentence answers.

Right article first, FacQA in 1,531 articles: 0.780 without, 0.791 with it, 0.796 by these odds alone. The
odds alone find fewer in the first five (0.929 instead of 0.934).
"""

EVERY_CANDIDATE = 1000
"""More than all dense and lexical hits: the second fusion sorts the candidates and drops none."""

EVIDENCE_SENTENCES = 20
"""Ranked sentences that become the evidence of a question."""

NEAR_SHARE = 0.25
"""An article with this share of the question's rarity (see ``SentenceStats``) is near to the question."""

ABOUT_SHARE = 0.6
"""An article with this share of the question's rarity speaks of what the question names."""

NEAR_COSINE = 0.88
"""In another language, whose words can hardly be compared, an article with this cosine is near (e5-small)."""

NO_FOCUS: Mapping[int, float] = MappingProxyType({})
"""No article is preferred."""

REMEMBERED_VECTORS = 64

CONCURRENT_QUESTIONS = 4
"""Questions that are retrieved at the same time.

More would not be answered sooner, as the processor is busy; the first of 200 would wait for all others.
"""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The result of retrieving the evidence for a question."""

    articles: tuple[Article, ...]
    """The candidate articles, best first."""
    evidence: tuple[NumberedSentence, ...]
    """The best sentences, best first, with labels from 1 on."""
    confidence: float
    """0..1: the estimate that the first sentence answers."""
    archive_is_empty: bool = False
    near: tuple[Article, ...] = ()
    """The articles that are about the matter of the question, whether or not they answer it, best first."""
    about: tuple[Article, ...] = ()
    """Those that speak of most of what the question names, best first."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A question and the hits of both searches for it."""

    question: Question
    vector: Vector
    """The embedding of the whole question, which finds articles."""
    sentence_vector: Vector
    """The vector to which single sentences are compared: ``vector`` itself, or see :func:`midpoint`."""
    dense: list[tuple[SentenceKey, float]]
    lexical: LexicalHits


@dataclass(frozen=True, slots=True)
class _Found:
    """The candidate articles, best first: their fused scores, and the cosines of their sentences."""

    fused: list[fusion.FusedArticle]
    candidates: list[Candidate]


class Retriever:
    """Finds the evidence for questions in the article, lexical and vector stores.

    Its only state is the vectors of the last questions. Many tasks may use it at once.
    """

    def __init__(
        self,
        articles: ArticleReader,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        embedder: Embedder,
        reader: Reader,
    ) -> None:
        self._articles = articles
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._reader = reader
        self._slots = asyncio.Semaphore(CONCURRENT_QUESTIONS)
        self._vectors_of: OrderedDict[str, Vector] = OrderedDict()

    @property
    def embedder_name(self) -> str:
        """Identifies the model of :meth:`vector`."""
        return self._embedder.name

    async def vector(self, text: str) -> Vector:
        """Embed a text as a query. Those of the last texts are remembered, so a question is embedded once."""
        if text not in self._vectors_of:
            self._vectors_of[text] = await self._embedder.embed_query(text)
        self._vectors_of.move_to_end(text)
        while len(self._vectors_of) > REMEMBERED_VECTORS:
            self._vectors_of.popitem(last=False)
        return self._vectors_of[text]

    async def retrieve(
        self,
        query: str,
        *,
        among: Collection[int] | None = None,
        focus: Mapping[int, float] = NO_FOCUS,
        today: date | None = None,
    ) -> Retrieval:
        """Find and rank the evidence for ``query``, a standalone question.

        ``among`` restricts the search to these revisions; if it is empty, nothing is found. ``focus`` maps
        the revisions that the conversation is about to log-odds: these articles are always candidates, and
        their sentences score higher by that amount. ``today`` is the day from which "last month" counts;
        without it the dates in the question have no influence.
        """
        async with self._slots:
            return await self._retrieve(query, among=among, focus=focus, today=today)

    async def _retrieve(
        self, query: str, *, among: Collection[int] | None, focus: Mapping[int, float], today: date | None
    ) -> Retrieval:
        search = await self._search(query, among)
        if search.lexical.article_count == 0:
            return Retrieval((), (), 0.0, archive_is_empty=True)
        found = await self._find(search, among=among, focus=focus, margin=fusion.CANDIDATE_MARGIN)
        articles = [candidate.article for candidate in found.candidates]
        preferred = dict(focus)
        if today is not None:
            for revision, preference in date_preference.preferences(query, articles, today).items():
                preferred[revision] = preferred.get(revision, 0.0) + preference
        ranked = await self._ranked(search, found.candidates, preferred)
        return Retrieval(
            articles=tuple(articles),
            evidence=tuple(
                _numbered(label, sentence)
                for label, sentence in enumerate(ranked[:EVIDENCE_SENTENCES], start=1)
            ),
            confidence=confidence.confidence(ranked),
            near=_articles_of(sentence for sentence in ranked if _is_near(sentence.stats, NEAR_SHARE)),
            about=_articles_of(sentence for sentence in ranked if _is_near(sentence.stats, ABOUT_SHARE)),
        )

    async def search(self, query: str, limit: int) -> list[Passage]:
        """Find the best ``limit`` passages for ``query``, best first; ``[]`` in an empty archive."""
        search = await self._search(query, among=None)
        found = await self._find(search, among=None, focus=NO_FOCUS, limit=limit)
        lexical = search.lexical
        scored = await asyncio.to_thread(
            sentence_ranker.score,
            search.question,
            found.candidates,
            lexical.frequencies,
            lexical.article_count,
        )
        scores = {
            SentenceKey(article.revision, position): float(score)
            for (article, position), score in zip(scored.measured.rows, scored.scores, strict=True)
        }
        passages: list[Passage] = []
        for fused, candidate in zip(found.fused, found.candidates, strict=True):
            article = candidate.article
            lexical_score = fused.score - fused.cosine
            log_odds = {
                position: scores[SentenceKey(article.revision, position)] for position in candidate.cosines
            }
            best_log_odds = max(log_odds.values())
            hits = [
                Hit(
                    article,
                    position,
                    score=cosine + lexical_score + EVIDENCE_WEIGHT * log_odds[position],
                    cosine=cosine,
                )
                for position, cosine in candidate.cosines.items()
                # A sentence far below the best one of its article is a neighbour rather than a hit.
                if cosine >= fused.cosine - PASSAGE_COSINE_RANGE or log_odds[position] == best_log_odds
            ]
            passages += fusion.passages(article, hits)
        return sorted(passages, key=lambda passage: -passage.score)[:limit]

    async def _ranked(
        self, search: _Search, candidates: list[Candidate], preferred: Mapping[int, float]
    ) -> list[RankedSentence]:
        """Rank the sentences of the candidates, read the best ones with their neighbours, and rank again."""
        # In a thread, as it takes some milliseconds in which the event loop can serve other chats.
        scored = await asyncio.to_thread(
            sentence_ranker.score,
            search.question,
            candidates,
            search.lexical.frequencies,
            search.lexical.article_count,
            preferred,
        )
        rows = scored.measured.rows
        places = reranker.places(rows, scored.preferred_scores)
        windows = [window for place in places for window in place.windows]
        readings = await self._reader.read(search.question.text, windows)
        return sentence_ranker.rank(scored, reranker.readings_by_row(rows, places, readings))

    async def _search(self, query: str, among: Collection[int] | None) -> _Search:
        """Run both searches for the question with its spelling corrected."""
        search = await self._search_as_typed(query, among)
        text = await self._corrected(search.question, search.lexical.frequencies)
        return search if text == search.question.text else await self._search_as_typed(text, among)

    async def _search_as_typed(self, query: str, among: Collection[int] | None) -> _Search:
        question = analysis.analyse(query)
        # Not at the same time as the searches: it uses every core, and they would delay it by more than their
        # own time.
        vector = await self.vector(question.text)
        sentence_vector = vector
        if question.context:
            sentence_vector = midpoint(vector, await self.vector(question.own_text))
        dense, lexical = await asyncio.gather(
            self._nearest(vector, among),
            self._lexical.search_terms(terms.content_terms(question.text), LEXICAL_LIMIT, among=among),
        )
        return _Search(question, vector, sentence_vector, dense, lexical)

    async def _corrected(self, question: Question, frequencies: Mapping[str, int]) -> str:
        """The text of the question with its misspelt words corrected; most questions have none."""
        suspects = spelling.find_suspects(question, frequencies)
        if not suspects:
            return question.text
        suggestions = await asyncio.to_thread(spelling.suggest, question.text, suspects)
        variants = {term for terms_by_word in suggestions.values() for term in terms_by_word.values()}
        known = await self._lexical.document_frequencies(variants)
        return spelling.correct(question.text, suspects, suggestions, known)

    async def _find(
        self,
        search: _Search,
        *,
        among: Collection[int] | None,
        focus: Collection[int],
        limit: int = fusion.CANDIDATE_ARTICLES,
        margin: float = inf,
    ) -> _Found:
        """Choose the candidate articles of a search, and get the cosines of their sentences."""
        dense, lexical = search.dense, search.lexical.hits
        chosen = fusion.candidates(dense, lexical, limit, margin=margin)
        chosen += [
            fusion.FusedArticle(revision, cosine=0.0, bm25=0.0, score=0.0, exact=False)
            for revision in sorted(set(focus) - {fused.revision for fused in chosen})
            if among is None or revision in among
        ]
        # Revisions that are no longer published are not returned.
        articles = await self._articles.revisions([fused.revision for fused in chosen])
        hits: dict[int, dict[int, float]] = {revision: {} for revision in articles}
        for key, cosine in dense:
            if key.revision in hits:
                hits[key.revision][key.position] = cosine
        # The vector index has already compared its hits to ``vector``.
        has_cosines = search.sentence_vector is search.vector
        whole = {fused.revision for fused in chosen[:WHOLE_ARTICLES]} | set(focus)
        wanted = {
            SentenceKey(revision, position)
            for revision, article in articles.items()
            for position in {*_to_rank(article, hits[revision], revision in whole), *hits[revision]}
            if not (has_cosines and position in hits[revision])
        }
        cosines = await self._vectors.cosines(search.sentence_vector, wanted)
        for key, cosine in cosines.items():
            hits[key.revision][key.position] = cosine
        exact = {revision: max(cosines.values()) for revision, cosines in hits.items() if cosines}
        bm25 = dict.fromkeys(focus, 0.0) | dict(lexical)
        fused_articles = [
            fused
            for fused in fusion.candidates(dense, list(bm25.items()), EVERY_CANDIDATE, exact)
            if fused.revision in exact
        ]
        candidates = [
            Candidate(articles[fused.revision], hits[fused.revision], fused.bm25) for fused in fused_articles
        ]
        return _Found(fused_articles, candidates)

    async def _nearest(
        self, vector: Vector, among: Collection[int] | None
    ) -> list[tuple[SentenceKey, float]]:
        """The best dense hits, in all articles or ``among`` some.

        A metadata filter of the vector index is slow, so the cosines of a few articles are computed directly.
        """
        if among is None:
            return await self._vectors.search(vector, DENSE_LIMIT)
        articles = await self._articles.revisions(among)
        keys = {SentenceKey(a.revision, at) for a in articles.values() for at in range(len(a.sentences))}
        cosines = await self._vectors.cosines(vector, keys)
        best = sorted(cosines.items(), key=lambda item: (-item[1], item[0]))
        return best[:DENSE_LIMIT]


def midpoint(topical: Vector, own: Vector) -> Vector:
    """The mean of two vectors, normalised to length 1.

    It is used to compare sentences to a follow-up. The topic of a follow-up finds the article, but would also
    prefer the sentences that name the topic. On the half of Kutip's conversations that is used for fitting,
    among those where the full question finds the sentence that answers, this sentence came first in 0.945;
    with the topic alone in 0.883, without the topic in 0.938.
    """
    middle = topical + own
    return middle / np.float32(np.linalg.norm(middle))


def _numbered(label: int, ranked: RankedSentence) -> NumberedSentence:
    return NumberedSentence(
        label, ranked.article, ranked.position, ranked.probability, excerpt=ranked.reading.clause
    )


def _articles_of(sentences: Iterable[RankedSentence]) -> tuple[Article, ...]:
    return tuple(dict.fromkeys(sentence.article for sentence in sentences))


def _is_near(stats: sentence_ranker.SentenceStats, share: float) -> bool:
    if stats.foreign:
        return stats.cosine >= NEAR_COSINE
    return stats.article_share >= share


def _to_rank(article: Article, hits: Iterable[int], whole: bool) -> list[int]:
    """The positions of the sentences of an article that are ranked; ``hits`` are those of its hits."""
    count = len(article.sentences)
    if whole and count <= WHOLE_ARTICLE_SENTENCES:
        return list(range(count))
    around = {near for hit in hits for near in range(max(0, hit - REACH), min(count, hit + REACH + 1))}
    # The lead says who and where. An article that only the lexical search found has no hits but the lead.
    lead = range(min(count, WHOLE_ARTICLE_SENTENCES if whole else LEAD_SENTENCES))
    return list(dict.fromkeys([*sorted(around), *lead]))[:MEASURED_SENTENCES]
