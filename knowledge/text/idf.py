"""How much a term of a question tells: inverse document frequency that holds from one article to many.

An archive of one article says nothing about which words are rare. So the counts are smoothed with those of
an imagined archive of :data:`IMAGINED_ARTICLES`, in which common words are as frequent as in news at large.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

IMAGINED_ARTICLES = 50
UNKNOWN_SHARE = 0.002
"""Of articles that hold a word which is not among the common ones."""


def idf_weights(
    terms: Sequence[str], document_frequencies: Mapping[str, int], article_count: int
) -> npt.NDArray[np.float64]:
    """A positive weight for each term, in order: the rarer, the heavier.

    >>> common, rare = idf_weights(["~year", "gelugur"], {"~year": 1, "gelugur": 1}, 1)
    >>> bool(common < rare)
    True
    """
    common = _common()
    found = np.array([document_frequencies.get(term, 0) for term in terms], float)
    expected = np.array([common.get(term, UNKNOWN_SHARE) for term in terms], float) * IMAGINED_ARTICLES
    return np.asarray(np.log1p((article_count + IMAGINED_ARTICLES) / (found + expected + 0.5)))


def is_common(term: str) -> bool:
    """Whether the news at large uses it often, in Indonesian or in English.

    >>> is_common("~year"), is_common("gelugur")
    (True, False)
    """
    return term in _common()


@cache
def _common() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("common_terms.json").read_text(encoding="utf-8")
    return {term: count / 1000 for term, count in json.loads(text).items()}
