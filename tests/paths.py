"""Where the tests find the repository, and the folder ``shared`` that may lie beside it."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

SHARED = REPOSITORY.parent / "shared"
"""Data sets and articles outside the repository. A test that needs them is skipped where they are missing."""

SEED = SHARED / "seed"
"""The folder with the first real article."""
