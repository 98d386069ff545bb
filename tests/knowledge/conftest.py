from __future__ import annotations

from tests.bot.telegram.conftest import stopped

__all__ = ["stopped"]
