"""Inverse document frequency of the terms of a question, usable for archives of any size.

The counts of a small archive do not show which terms are rare. They are therefore smoothed with a prior: the
counts of :data:`IMAGINED_ARTICLES` further articles in which each term is as frequent as in news in general.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

IMAGINED_ARTICLES = 50
"""The weight of the prior, in articles."""

UNKNOWN_SHARE = 0.002
"""The share of articles that is assumed to contain a term that is not in ``common_terms.json``."""


def idf_weights(
    terms: Sequence[str], document_frequencies: Mapping[str, int], article_count: int
) -> npt.NDArray[np.float64]:
    """Return the IDF weight of each term, in order: positive, greater for rarer terms.

    ``document_frequencies`` is the number of articles of the archive that contain a term; terms that are
    missing count as 0. ``article_count`` is the size of the archive.

    >>> common, rare = idf_weights(["~year", "gelugur"], {"~year": 1, "gelugur": 1}, 1)
    >>> bool(common < rare)
    True
    """
    shares = _common_term_shares()
    observed = np.array([document_frequencies.get(term, 0) for term in terms], float)
    expected = np.array([shares.get(term, UNKNOWN_SHARE) for term in terms], float) * IMAGINED_ARTICLES
    return np.asarray(np.log1p((article_count + IMAGINED_ARTICLES) / (observed + expected + 0.5)))


def is_common(term: str) -> bool:
    """Whether a term is frequent in Indonesian or English news, according to ``common_terms.json``.

    >>> is_common("~year"), is_common("gelugur")
    (True, False)
    """
    return term in _common_term_shares()


@cache
def _common_term_shares() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("common_terms.json").read_text(encoding="utf-8")
    return {term: count / 1000 for term, count in json.loads(text).items()}
