"""Fits the weights in ``knowledge/weights`` on the data next to the repository, with fixed seeds.

    python -m tests.tools.quality.fit [--cache FOLDER] [STAGE ...]

Stages, in this order, since each uses the weights of those before it: ``common_terms``, ``sentence_ranker``
(with ``answer_spans``), ``reranker``, ``confidence``. Prints the number of questions of each fit.
``support.json`` is fitted by :mod:`tests.tools.quality.fit_support`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from knowledge.text import idf, terms
from tests.tools.quality import data
from tests.tools.quality.data import Vectors
from tests.tools.quality.fit_confidence import fit_confidence
from tests.tools.quality.fit_sentence_ranker import fit_reranker, fit_sentence_ranker
from tests.tools.quality.regression import WEIGHTS

STAGES = ("common_terms", "sentence_ranker", "reranker", "confidence")
LEAST_COMMON_SHARE = 0.012
"""Terms that fewer articles contain are not listed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("stages", nargs="*", default=list(STAGES))
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    if unknown := set(arguments.stages) - set(STAGES):
        parser.error(f"unknown stages: {', '.join(sorted(unknown))}; choose from {', '.join(STAGES)}")
    if "common_terms" in arguments.stages:
        fit_common_terms()
    if "sentence_ranker" in arguments.stages:
        fit_sentence_ranker(vectors)
    if "reranker" in arguments.stages:
        fit_reranker(vectors)
    if "confidence" in arguments.stages:
        fit_confidence(vectors)


def fit_common_terms() -> None:
    """Fits ``common_terms.json``: in how many of 1,000 articles each common term occurs.

    The articles are Indonesian news and English texts. A term that is common in both languages gets the
    greater of the two shares.
    """
    indonesian = [row["text"] for row in data.rows("indosum_public")]
    english = [row["context"] for row in data.rows("clapnq_dev")]
    pairs = [row["en"] for row in data.rows("parallel_news_valid")]
    english += [" ".join(pairs[at : at + 12]) for at in range(0, len(pairs), 12)]
    shares: dict[str, int] = {}
    for texts in (indonesian, english):
        counts = Counter(term for text in texts for term in set(terms.terms(text)))
        for term, count in counts.items():
            if count / len(texts) >= LEAST_COMMON_SHARE:
                shares[term] = max(shares.get(term, 0), round(1000 * count / len(texts)))
    lines = ",\n".join(f'"{term}": {share}' for term, share in sorted(shares.items()))
    (WEIGHTS / "common_terms.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    idf._common_term_shares.cache_clear()
    print(f"common terms: {len(shares)}")


if __name__ == "__main__":
    main()
