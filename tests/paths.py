"""Paths to the repository, and to the folder ``shared`` that may lie next to it."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

SHARED = REPOSITORY.parent / "shared"
"""Data sets and articles outside the repository. A test that needs them is skipped where they are missing."""

SEED = SHARED / "seed"
"""The folder with the first real article."""
