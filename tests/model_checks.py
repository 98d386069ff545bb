"""Lets a scripted model answer when it is asked which statements are supported (``prompts/verify.md``)."""

from __future__ import annotations

import re

from prompts.loader import load
from tests.e2e.openai_server import Behaviour, Json, Script, says


def is_check(request: Json) -> bool:
    """Whether a request asks which statements are supported."""
    return bool(request["messages"][0]["content"] == load("verify").system)


def checked(request: Json) -> list[str]:
    """The statements that a request asks about, in their order."""
    return re.findall(r"^Statement \d+: (.*)$", request["messages"][-1]["content"], re.MULTILINE)


def rules(*rulings: str) -> Behaviour:
    """Answers a check with one ruling for each statement, in their order."""
    return says("\n".join(f"{number}: {ruling}" for number, ruling in enumerate(rulings, start=1)))


def vouching(script: Script) -> Script:
    """A model that supports every statement; other requests it answers by ``script``."""
    return lambda request: (
        rules(*("supported" for _ in checked(request))) if is_check(request) else script(request)
    )
