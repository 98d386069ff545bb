"""Connects models of each provider to scripted servers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from knowledge.adapters.llm.client import LangChainModel, make_language_model
from tests.e2e.model_server import ModelServer, Script
from tests.tools.quality.model_servers import SERVERS, settings_of


class Naps:
    """A replacement for ``asyncio.sleep`` that takes no time. ``seconds`` has the requested durations."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@asynccontextmanager
async def connected(
    model: str, script: Script, **arguments: Any
) -> AsyncIterator[tuple[LangChainModel, ModelServer]]:
    """Connects ``model`` to a scripted server of its provider."""
    async with SERVERS[model.partition(":")[0]](script) as server:
        given: dict[str, Any] = {"sleep": Naps(), "variables": settings_of(server.url)}
        made = make_language_model(model, **given | arguments)
        try:
            yield made, server
        finally:
            await made.close()


async def ask(model: LangChainModel, *, max_tokens: int = 200, deadline_s: float = 60.0) -> str:
    """Returns the answer to a question."""
    done = await model.complete(
        "Be brief.", "Apa kabar banjir?", max_tokens=max_tokens, deadline_s=deadline_s
    )
    return done.text
