from __future__ import annotations

from tests.bot.conftest import stopped

__all__ = ["stopped"]
