from __future__ import annotations

from tests.bot.telegram.conftest import in_process, stopped
from tests.knowledge.talk import talk

__all__ = ["in_process", "stopped", "talk"]
