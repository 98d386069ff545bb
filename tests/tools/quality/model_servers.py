"""Asks one question of scripted model servers, by the real clients, and prints a table of what came out.

python -m tests.tools.quality.model_servers
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from knowledge.adapters.llm.client import make_language_model
from knowledge.answering.writer import Limits, Writer
from knowledge.models import Answer, AskRequest
from tests.e2e.anthropic_server import AnthropicServer
from tests.e2e.gemini_server import GeminiServer
from tests.e2e.model_server import ModelServer
from tests.e2e.ollama_server import OllamaServer
from tests.e2e.openai_server import ResponsesServer
from tests.knowledge.answering.test_writer import assistant, newsroom
from tests.tools.quality.model_rows import ROWS, Row
from tests.tools.quality.model_scripts import KEY, QUESTION, plain

SERVERS: dict[str, type[ModelServer]] = {
    "openai": ResponsesServer,
    "azure_openai": ResponsesServer,
    "anthropic": AnthropicServer,
    "google_genai": GeminiServer,
    "ollama": OllamaServer,
}


@dataclass(frozen=True)
class CameOut:
    """What came out of a row."""

    mode: str
    text: str
    reason: str
    without: tuple[str, ...]
    requests: int


class Reasons(logging.Handler):
    """Keeps why answers were written without the model, as the log has it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage().partition("language model: ")[2])


def settings_of(url: str) -> dict[str, str]:
    """Returns the settings that connect every provider to the server at ``url``."""
    addresses = ("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "OLLAMA_HOST")
    keys = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "AZURE_OPENAI_API_KEY")
    azure = {"AZURE_OPENAI_ENDPOINT": url.removesuffix("/v1"), "OPENAI_API_VERSION": "2025-04-01-preview"}
    return dict.fromkeys(addresses, url) | dict.fromkeys(keys, KEY) | azure


async def run(row: Row, folder: Path) -> CameOut:
    """Asks the question of a new assistant in ``folder``, whose model is at the server of a row."""
    reasons = Reasons()
    log = logging.getLogger("knowledge.answering.answerer")
    log.addHandler(reasons)
    try:
        async with newsroom(folder) as (database, _library, retriever, embedder):
            server = SERVERS[row.model.partition(":")[0]]((row.make or plain)())
            async with server:
                model = make_language_model(row.model, variables=settings_of(server.url), sleep=_nap)
                if row.make is None:
                    await server.stop()
                writer = Writer(model, embedder, limits=Limits(deadline_s=row.deadline_s))
                try:
                    answer = await assistant(database, retriever, writer).ask(AskRequest(QUESTION))
                finally:
                    await writer.close()
    finally:
        log.removeHandler(reasons)
    return CameOut(
        mode=answer.mode,
        text=" ".join(each.text for each in answer.statements) if isinstance(answer, Answer) else "",
        reason=" ".join(reasons.told),
        without=tuple(model.left_out),
        requests=len(server.requests),
    )


async def _nap(_seconds: float) -> None:
    """Replaces the wait before a retry."""


async def main() -> int:
    """Prints the table. Returns 1 if a row came out differently than expected."""
    is_wrong = False
    print("| model | the server … | mode | requests | asked without | reason |")
    print("|---|---|---|---|---|---|")
    for row in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            came = await run(row, Path(folder))
        is_wrong = is_wrong or (came.mode, came.without, came.requests) != (
            row.mode,
            row.without,
            row.requests,
        )
        told = (row.model, row.does, came.mode, came.requests, ", ".join(came.without), came.reason)
        print(f"| {' | '.join(map(str, told))} |", flush=True)
    return int(is_wrong)


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(asyncio.run(main()))
