"""Measures which statements are shown when a scripted model checks them that is right in 19 of 20 cases.

    python -m tests.tools.quality.checked_claims [--cache FOLDER]

Over news_claims_dev, for each value of LLM_CHECK: the share of the supported statements that are shown, of
the contradicted and the unproved ones that are not, and of those that the model is asked about.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import get_args

import numpy as np

from knowledge.answering.checked_statements import Check, is_checked
from tests.tools.quality import data
from tests.tools.quality.data import Vectors
from tests.tools.quality.fit_support import claims
from tests.tools.quality.verification import judge, with_support
from tests.tools.reader import statements

RIGHT = 0.95
SEED = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    labelled = statements.labelled(data.rows("news_claims_dev"))
    cases = with_support(claims(labelled, Vectors(parser.parse_args().cache)))
    verdicts = [judge(case) for case in cases]
    labels = np.array([label for _, label, _ in labelled])
    rng = random.Random(SEED)
    vouched = np.array([case.supported == (rng.random() < RIGHT) for case in cases])
    for check in get_args(Check):
        asked = np.array([is_checked(check, verdict) for verdict in verdicts])
        shown = np.where(asked, vouched, [verdict.supported for verdict in verdicts])
        print(
            f"{check:7} supported shown {shown[labels == statements.SUPPORTED].mean():.3f}, "
            f"contradicted caught {1 - shown[labels == statements.CONTRADICTED].mean():.3f}, "
            f"unproved caught {1 - shown[labels == statements.UNPROVED].mean():.3f}, "
            f"asked about {asked.mean():.3f}"
        )


if __name__ == "__main__":
    main()
