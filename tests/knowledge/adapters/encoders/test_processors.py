from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.adapters.encoders.processors import available


@pytest.mark.parametrize(
    ("content", "expected"), [("100000 100000", 1), ("150000 100000", 1), ("50000 100000", 1)]
)
def test_quota_of_a_container_limits_the_processors(tmp_path: Path, content: str, expected: int) -> None:
    quota = tmp_path / "cpu.max"
    quota.write_text(content + "\n", encoding="ascii")

    assert available(quota) == expected


@pytest.mark.parametrize("content", ["max 100000", "", "a b", "100000 0", "999999900000 100000"])
def test_without_a_quota_every_processor_counts(tmp_path: Path, content: str) -> None:
    quota = tmp_path / "cpu.max"
    quota.write_text(content, encoding="ascii")
    affinity = getattr(os, "sched_getaffinity", None)

    assert available(quota) == (len(affinity(0)) if affinity else os.cpu_count())
    assert available(tmp_path / "missing") == available(quota)
