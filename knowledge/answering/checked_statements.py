"""Chooses the statements that a model checks, by what words and the reader hold of them."""

from __future__ import annotations

from typing import Literal

from knowledge.verification import Verdict

Check = Literal["all", "unsure", "off"]
"""Which statements a model checks: all that are not refuted, those of which words and reader are unsure, or
none."""

UNLIKELY, LIKELY = 0.2, 0.975
"""The rules and the reader are unsure of a statement whose likelihood lies between these two, both inclusive.

On news_claims_dev, with a model that is right in 19 of 20 cases, asking about these alone (0.63 of all)
shows 0.930 of the supported statements and catches 0.933 of the contradicted and 0.975 of the unproved ones;
asking about all, 0.913, 0.953 and 0.975 (``python -m tests.tools.quality.checked_claims``).
"""


def is_checked(check: Check, verdict: Verdict) -> bool:
    """Whether a model checks a statement with this verdict. A refuted one is checked by none.

    >>> from knowledge.verification import Source, verify
    >>> is_checked("all", verify("Air naik 3 meter.", [Source("Air naik 2 meter.")]))
    False
    """
    if check == "off" or verdict.is_certain:
        return False
    return check == "all" or UNLIKELY <= verdict.score <= LIKELY
