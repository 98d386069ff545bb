"""Decorators for named test cases. The tests of a rule and those of the whole check share its cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

DAY = date(2022, 4, 22)
"""The day of publication of all sentences: a Friday."""

Pairs = Mapping[str, tuple[str, str]]
"""A statement and the sentence that it cites, by what the pair shows."""


def named(parameters: str, cases: Mapping[str, tuple[object, ...]]) -> pytest.MarkDecorator:
    """Parametrize a test by ``cases``, whose names become the test ids."""
    return pytest.mark.parametrize(
        [name.strip() for name in parameters.split(",")],
        [pytest.param(*values, id=name) for name, values in cases.items()],
    )


def each_pair(pairs: Pairs) -> pytest.MarkDecorator:
    """Parametrize a test by the pairs of ``statement`` and ``sentence`` in ``pairs``."""
    return named("statement, sentence", pairs)
