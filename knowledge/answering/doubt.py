"""Tells how sure the verification rules are of a statement, and whether a model checks it as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.verification import Verdict

Check = Literal["all", "unsure", "off"]
"""Which statements a model checks: all that the rules do not refute, those of which the rules are unsure, or
none."""

UNLIKELY, LIKELY = 0.2, 0.975
"""The rules and the reader are unsure of a statement whose likelihood lies between these two, both inclusive.

On news_claims_dev, with a model that is right in 19 of 20 cases, asking about these alone (0.64 of all)
shows 0.937 of the supported statements and catches 0.933 of the contradicted and 0.975 of the unproved ones;
asking about all, 0.920, 0.953 and 0.975 (``python -m tests.tools.quality.checked_claims``).
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure the rules are of their verdict."""

    certain: bool
    """Whether the statement is refuted: it differs from the cited sentences, or cites none."""
    likelihood: float | None
    """The probability that it is supported, 0..1; None if it is not known."""


def doubt(verdict: Verdict) -> Doubt:
    """Tell how sure the rules are of a verdict.

    >>> from knowledge.verification import Source, verify
    >>> doubt(verify("Air naik 3 meter.", [Source("Air naik 2 meter.")])).certain
    True
    """
    return Doubt(certain=verdict.is_certain, likelihood=verdict.score)


def is_checked(check: Check, found: Doubt) -> bool:
    """Whether a model checks a statement. A refuted one is checked by none.

    >>> is_checked("unsure", Doubt(certain=False, likelihood=0.5)), is_checked("all", Doubt(True, 0.5))
    (True, False)
    """
    if check == "off" or found.certain:
        return False
    return check == "all" or found.likelihood is None or UNLIKELY <= found.likelihood <= LIKELY
