"""An archive in memory that retrieves and ranks as Kutip does, for fitting and measuring."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from types import MappingProxyType

import numpy as np

from knowledge.models import Article, Sentence, SentenceKey
from knowledge.questions import analysis, spelling
from knowledge.retrieval import confidence, fusion, reranker, sentence_ranker
from knowledge.retrieval.reranker import SentenceReading
from knowledge.retrieval.sentence_ranker import Candidate, RankedSentence, Scored
from knowledge.text import terms
from tests.bundled_model import bundled_reader
from tests.tools.quality.data import Floats, Passage, Vectors

DENSE_LIMIT = 100
LEXICAL_LIMIT = 50
BM25_K1 = 1.2
BM25_B = 0.75


def article_of(passage: Passage, revision: int) -> Article:
    """Returns the passage as a stored article with the given revision number."""
    sentences = tuple(Sentence(start, end, passage.text[start:end]) for start, end in passage.spans)
    return Article(
        id=passage.id, revision=revision, title=passage.title, text=passage.text, sentences=sentences,
        language=passage.language, added_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def read(text: str, scored: Scored) -> list[SentenceReading]:
    """Returns what the bundled reader finds of each scored sentence."""
    rows = scored.measured.rows
    places = reranker.places(rows, scored.preferred_scores)
    readings = bundled_reader().read_now(text, [window for place in places for window in place.windows])
    return reranker.readings_by_row(rows, places, readings)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The sentences that a question retrieved, best first, and the confidence (0..1) that they answer it."""

    ranked: list[RankedSentence]
    confidence: float


class Archive:
    """An archive whose articles are the given passages. The revision of an article is its position there."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        self.articles = [article_of(passage, revision) for revision, passage in enumerate(passages)]
        self.matrix: Floats = vectors.passages([s.text for a in self.articles for s in a.sentences])
        self.keys = [SentenceKey(a.revision, at) for a in self.articles for at in range(len(a.sentences))]
        self.first = np.cumsum([0, *(len(a.sentences) for a in self.articles)])
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths = []
        for article in self.articles:
            words = terms.terms(f"{article.title}\n{article.text}")
            self._lengths.append(len(words))
            for term, count in Counter(words).items():
                self._postings[term].append((article.revision, count))

    def __len__(self) -> int:
        return len(self.articles)

    def lexical(self, wanted: Sequence[str], limit: int = LEXICAL_LIMIT) -> list[tuple[int, float]]:
        """Returns up to ``limit`` pairs of revision and BM25 score, best first."""
        scores: dict[int, float] = defaultdict(float)
        mean = sum(self._lengths) / len(self._lengths)
        for term in set(wanted):
            postings = self._postings.get(term, [])
            rarity = log(1 + (len(self) - len(postings) + 0.5) / (len(postings) + 0.5))
            for revision, count in postings:
                norm = BM25_K1 * (1 - BM25_B + BM25_B * self._lengths[revision] / mean)
                scores[revision] += rarity * count * (BM25_K1 + 1) / (count + norm)
        return sorted(scores.items(), key=lambda item: -item[1])[:limit]

    def frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        """Returns for each term the number of articles that contain it."""
        return {term: len(self._postings.get(term, [])) for term in wanted}

    def corrected(self, text: str) -> str:
        """Returns the question with its misspelt words corrected, as Kutip does before it searches."""
        question = analysis.analyse(text)
        doubted = spelling.find_suspects(question, self.frequencies(question.terms))
        offers = spelling.suggest(text, doubted)
        variants = [term for offer in offers.values() for term in offer.values()]
        return spelling.correct(text, doubted, offers, self.frequencies(variants))

    def find(
        self,
        text: str,
        vector: Floats,
        limit: int = fusion.CANDIDATE_ARTICLES,
        preferred: Mapping[int, float] = MappingProxyType({}),
    ) -> SearchResult:
        """Retrieves and ranks sentences for a question with its vector, from at most ``limit`` articles.

        ``preferred`` has log-odds by revision, as in the retriever.
        """
        ranked = self.rank(text, self.candidates(text, vector, limit), preferred)
        return SearchResult(ranked, confidence.confidence(ranked))

    def rank(
        self,
        text: str,
        candidates: Sequence[Candidate],
        preferred: Mapping[int, float] = MappingProxyType({}),
    ) -> list[RankedSentence]:
        """Returns the sentences of the candidate articles, best first."""
        scored = self.score(text, candidates, preferred)
        return sentence_ranker.rank(scored, read(text, scored))

    def score(
        self,
        text: str,
        candidates: Sequence[Candidate],
        preferred: Mapping[int, float] = MappingProxyType({}),
    ) -> Scored:
        """Returns the sentences of the candidate articles with their scores before anything is read."""
        question = analysis.analyse(text)
        frequencies = self.frequencies(question.terms)
        return sentence_ranker.score(question, candidates, frequencies, len(self), preferred)

    def candidates(
        self,
        text: str,
        vector: Floats,
        limit: int = fusion.CANDIDATE_ARTICLES,
        margin: float = fusion.CANDIDATE_MARGIN,
    ) -> list[Candidate]:
        """Returns at most ``limit`` candidate articles, best first by exact cosines fused with BM25.

        Articles whose score is more than ``margin`` below the best are left out.
        """
        cosines = self.matrix @ vector
        top = np.argsort(-cosines)[:DENSE_LIMIT]
        dense = [(self.keys[at], float(cosines[at])) for at in top]
        chosen = fusion.candidates(dense, self.lexical(terms.content_terms(text)), limit, margin=margin)
        by_revision = {article.revision: self._with_cosines(article, cosines) for article in chosen}
        exact = {revision: max(article.cosines.values()) for revision, article in by_revision.items()}
        near = [(key, cosine) for key, cosine in dense if key.revision in by_revision]
        chosen = fusion.candidates(
            near, [(article.revision, article.bm25) for article in chosen], limit, exact
        )
        return [by_revision[article.revision] for article in chosen]

    def _with_cosines(self, candidate: fusion.FusedArticle, cosines: Floats) -> Candidate:
        begin, end = self.first[candidate.revision], self.first[candidate.revision + 1]
        return Candidate(
            self.articles[candidate.revision],
            {at: float(cosine) for at, cosine in enumerate(cosines[begin:end])},
            candidate.bm25,
        )
