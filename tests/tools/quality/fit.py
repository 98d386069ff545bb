"""Fits every weight in ``knowledge/weights`` from the data beside the repository, with fixed seeds.

    python -m tests.tools.quality.fit [--cache FOLDER] [common evidence confidence]

Order matters: the evidence weights need the common terms, the confidence weights need both.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from knowledge.text import idf, terms
from tests.quality.regression import WEIGHTS
from tests.tools.quality import data
from tests.tools.quality.data import Vectors
from tests.tools.quality.fit_confidence import fit_confidence
from tests.tools.quality.fit_evidence import fit_evidence

LEAST_COMMON_SHARE = 0.012


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("stages", nargs="*", default=["common", "evidence", "confidence"])
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    if "common" in arguments.stages:
        fit_common()
    if "evidence" in arguments.stages:
        fit_evidence(vectors)
    if "confidence" in arguments.stages:
        fit_confidence(vectors)


def fit_common() -> None:
    """Share of articles that hold each common term, in thousandths: Indonesian news and English texts."""
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
    idf._common.cache_clear()
    print(f"common terms: {len(shares)}")


if __name__ == "__main__":
    main()
