"""An archive in memory that answers like the real one, from hits to confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log

import numpy as np

from knowledge.models import Article, Sentence, SentenceKey
from knowledge.questions import analysis, spelling
from knowledge.retrieval import confidence, fusion, sentence_ranker
from knowledge.retrieval.sentence_ranker import Candidate, RankedSentence
from knowledge.text import terms
from tests.tools.quality.data import Floats, Passage, Vectors

DENSE_LIMIT = 100
LEXICAL_LIMIT = 50
BM25_K1 = 1.2
BM25_B = 0.75


def article_of(passage: Passage, revision: int) -> Article:
    """The passage as a stored article."""
    sentences = tuple(Sentence(start, end, passage.text[start:end]) for start, end in passage.spans)
    return Article(
        id=passage.id, revision=revision, title=passage.title, text=passage.text, sentences=sentences,
        language=passage.language, added_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What one question found: candidate articles best first, and the ranked sentences with confidence."""

    candidates: list[fusion.Candidate]
    materials: list[Candidate]
    ranked: list[RankedSentence]
    confidence: float


class Archive:
    """Passages as articles; the revision of each is its place in ``passages``."""

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
        """BM25, best first."""
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
        """In how many articles each term occurs."""
        return {term: len(self._postings.get(term, [])) for term in wanted}

    def corrected(self, text: str) -> str:
        """The question without its slips of spelling."""
        question = analysis.analyse(text)
        doubted = spelling.suspects(question, self.frequencies(question.terms))
        offers = spelling.suggestions(text, doubted)
        variants = [term for offer in offers.values() for term in offer.values()]
        return spelling.corrected(text, doubted, offers, self.frequencies(variants))

    def find(self, text: str, vector: Floats, limit: int = fusion.CANDIDATE_ARTICLES) -> Found:
        """The whole way of one question."""
        chosen, materials = self.materials(text, vector, limit)
        ranked = self.rank(text, materials)
        return Found(chosen, materials, ranked, confidence.confidence(analysis.analyse(text), ranked))

    def rank(self, text: str, materials: Sequence[Candidate]) -> list[RankedSentence]:
        """Evidence of the candidate articles, best first."""
        question = analysis.analyse(text)
        return sentence_ranker.rank(question, materials, self.frequencies(question.terms), len(self))

    def materials(
        self,
        text: str,
        vector: Floats,
        limit: int = fusion.CANDIDATE_ARTICLES,
        margin: float = fusion.CANDIDATE_MARGIN,
    ) -> tuple[list[fusion.Candidate], list[Candidate]]:
        """Candidate articles, best first by exact cosines, and what was measured of each."""
        cosines = self.matrix @ vector
        top = np.argsort(-cosines)[:DENSE_LIMIT]
        dense = [(self.keys[at], float(cosines[at])) for at in top]
        chosen = fusion.candidates(dense, self.lexical(terms.content_terms(text)), limit, margin=margin)
        by_revision = {one.revision: self.material(one, cosines) for one in chosen}
        exact = {revision: max(one.cosines.values()) for revision, one in by_revision.items()}
        near = [(key, cosine) for key, cosine in dense if key.revision in by_revision]
        chosen = fusion.candidates(near, [(one.revision, one.bm25) for one in chosen], limit, exact)
        return chosen, [by_revision[one.revision] for one in chosen]

    def material(self, candidate: fusion.Candidate, cosines: Floats) -> Candidate:
        begin, end = self.first[candidate.revision], self.first[candidate.revision + 1]
        return Candidate(
            self.articles[candidate.revision],
            {at: float(cosine) for at, cosine in enumerate(cosines[begin:end])},
            candidate.bm25,
        )
