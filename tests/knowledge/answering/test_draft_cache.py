"""Tests that an identical question over identical evidence is answered without another model call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.adapters.database import Database
from knowledge.answering.writer import Limits, Writer
from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.models import Abstention, Answer, AskRequest, CachedDraft, CitedStatement, Statement, Usage
from tests.e2e.openai_server import CUT, Behaviour, Json, OpenAIServer, Script, in_turn, says
from tests.knowledge.answering.test_writer import COST, assistant, label, model, newsroom, prompt_of
from tests.knowledge.test_assistant import BRIDGE


@asynccontextmanager
async def core(
    tmp_path: Path, script: Script, *names: str
) -> AsyncIterator[tuple[list[Assistant], OpenAIServer, Database, Library]]:
    """Opens one assistant per model name, all over the same stores."""
    async with newsroom(tmp_path) as (database, library, retriever, embedder), OpenAIServer(script) as server:
        limits = Limits(deadline_s=30.0)
        writers = [
            Writer(model(server, name), embedder, limits=limits, drafts=database.drafts)
            for name in names or ("test-model",)
        ]
        yield [assistant(database, retriever, writer) for writer in writers], server, database, library
        for writer in writers:
            await writer.close()


def honest(request: Json) -> Behaviour:
    return says(f"Jembatan Kelana menelan biaya Rp 87 miliar.{label(prompt_of(request), 'menelan biaya')}")


async def test_same_question_is_answered_from_the_database(tmp_path: Path) -> None:
    released: list[CitedStatement] = []

    async def release(statement: CitedStatement) -> None:
        released.append(statement)

    async with core(tmp_path, honest) as ([asking], server, _, _):
        first = await asking.ask(AskRequest(COST))
        second = await asking.ask(AskRequest(COST), on_statement=release)
        assert len(server.requests) == 1
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert (second.statements, second.mode, second.usage) == (first.statements, "llm", Usage())
    assert tuple(released) == second.statements


async def test_question_asked_twice_in_a_chat_takes_one_call(tmp_path: Path) -> None:
    async with core(tmp_path, honest) as ([asking], server, _, _):
        for _ in range(2):
            assert isinstance(await asking.ask(AskRequest(COST, conversation="one")), Answer)
        assert len(server.requests) == 1


async def test_abstention_of_the_model_is_cached(tmp_path: Path) -> None:
    async with core(tmp_path, lambda _: says("NO_ANSWER")) as ([asking], server, _, _):
        outcomes = [await asking.ask(AskRequest(COST)) for _ in range(2)]
        assert len(server.requests) == 1
    assert [type(outcome) for outcome in outcomes] == [Abstention, Abstention]


async def test_dropped_statements_are_cached(tmp_path: Path) -> None:
    def script(request: Json) -> Behaviour:
        cost = label(prompt_of(request), "menelan biaya")
        return says(f"Biayanya Rp 87 miliar.{cost}\nPanjangnya 520 meter.{cost}")

    async with core(tmp_path, script) as ([asking], server, _, _):
        first, second = [await asking.ask(AskRequest(COST)) for _ in range(2)]
        assert len(server.requests) == 2  # the answer and its repair
    assert first.dropped == second.dropped != ()


async def test_changed_evidence_or_another_model_takes_a_new_call(tmp_path: Path) -> None:
    async with core(tmp_path, honest, "first", "second") as ([first, second], server, _, library):
        await first.ask(AskRequest(COST))
        await second.ask(AskRequest(COST))
        assert len(server.requests) == 2
        await library.add(replace(BRIDGE, text=BRIDGE.text.replace("420", "430")))
        await first.ask(AskRequest(COST))
        assert len(server.requests) == 3


async def test_answer_that_broke_off_is_not_cached(tmp_path: Path) -> None:
    def cut(request: Json) -> Behaviour:
        return says(*honest(request).steps, "\nDan", CUT)

    async with core(tmp_path, cut) as ([asking], server, _, _):
        await asking.ask(AskRequest(COST))
        server.script = honest
        await asking.ask(AskRequest(COST))
        assert len(server.requests) == 2


async def test_cached_draft_is_verified_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with core(tmp_path, in_turn(says("NO_ANSWER"), says("NO_ANSWER"))) as ([asking], server, stores, _):
        find = stores.drafts.find

        async def false_draft(fingerprint: str) -> CachedDraft | None:
            assert await find(fingerprint) is None
            return CachedDraft((Statement("Jembatan Kelana menelan biaya Rp 97 miliar.", (1, 2, 3)),))

        monkeypatch.setattr(stores.drafts, "find", false_draft)
        assert isinstance(await asking.ask(AskRequest(COST)), Abstention)
        assert len(server.requests) == 1
