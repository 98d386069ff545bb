"""Fails if the reader of statements is worse than its published figures on statements that it never saw."""

from __future__ import annotations

import asyncio

import numpy as np

from tests.bundled_model import bundled_statement_reader
from tests.tools.reader import statements

PUBLISHED = {"AUROC": 0.784, "caught": 0.55}
"""Over the statements about our own English articles: the probability that a supported statement is held more
likely than another one, and the share of the others below the likelihood that 0.9 of the supported have."""
NOISE = 0.02
"""By how much the figures may differ between machines."""


def test_statements_about_articles_never_seen_are_told_apart_as_published() -> None:
    from sklearn.metrics import roc_auc_score

    cases = statements.own_english(unread=True)
    found = asyncio.run(bundled_statement_reader().judge([claim for claim, _ in cases]))
    likely = np.array([support.supported for support in found])
    supported = np.array([label == statements.SUPPORTED for _, label in cases])
    caught = (likely[~supported] < np.quantile(likely[supported], 0.1)).mean()
    figures = {"AUROC": float(roc_auc_score(supported, likely)), "caught": float(caught)}

    assert len(cases) >= 70
    assert all(figures[name] >= value - NOISE for name, value in PUBLISHED.items()), figures
