from __future__ import annotations

from tests.bot.telegram.conftest import in_process, stopped

__all__ = ["in_process", "stopped"]
