"""Tests that a second model confirms each statement if LLM_VERIFIER names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.writer import Limits, Writer
from knowledge.models import Abstention, Answer, AskRequest, Outcome
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, refuses, says
from tests.knowledge.answering.test_writer import COST, assistant, label, model, newsroom, prompt_of

TRUTH = "Jembatan Kelana menelan biaya Rp 87 miliar."


async def ask(tmp_path: Path, verdict: Behaviour, text: str = TRUTH) -> tuple[Outcome, OpenAIServer]:
    def script(request: Json) -> Behaviour:
        if request["model"] == "verifier":
            return verdict
        return says(f"{text}{label(prompt_of(request), 'menelan biaya')}")

    async with (
        newsroom(tmp_path) as (database, _library, retriever, embedder),
        OpenAIServer(script) as server,
    ):
        writer = Writer(
            model(server), embedder, limits=Limits(deadline_s=30.0), verifier=model(server, "verifier")
        )
        outcome = await assistant(database, retriever, writer).ask(AskRequest(COST))
        await writer.close()
    return outcome, server


def prompts_of_verifier(server: OpenAIServer) -> list[str]:
    return [request.user for request in server.requests if request.body["model"] == "verifier"]


@pytest.mark.parametrize("word", ["YES", "**Yes.**", "ya", "Yes, it does."])
async def test_statement_that_the_verifier_confirms_is_sent(tmp_path: Path, word: str) -> None:
    outcome, server = await ask(tmp_path, says(word))
    assert isinstance(outcome, Answer)
    [prompt] = prompts_of_verifier(server)
    assert "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in prompt
    assert "PT Lintang Karya" not in prompt
    assert f"Statement: {TRUTH}" in prompt
    calls = [request.body["model"] for request in server.requests]
    assert calls == ["test-model", "verifier"]
    words = sum(len(request.user.split()) + len(request.system.split()) for request in server.requests)
    assert outcome.usage.input_tokens == words


@pytest.mark.parametrize("word", ["NO", "No.", "tidak"])
async def test_statement_that_the_verifier_denies_is_dropped(tmp_path: Path, word: str) -> None:
    outcome, _server = await ask(tmp_path, says(word))
    assert isinstance(outcome, Abstention)
    assert [dropped.problems for dropped in outcome.dropped] == [("not_confirmed",)]


@pytest.mark.parametrize("verdict", [refuses(400), says(""), says("Perhaps so.")])
async def test_verifier_without_a_verdict_is_ignored(tmp_path: Path, verdict: Behaviour) -> None:
    outcome, _server = await ask(tmp_path, verdict)
    assert isinstance(outcome, Answer)


async def test_verifier_cannot_confirm_a_statement_that_breaks_a_rule(tmp_path: Path) -> None:
    outcome, server = await ask(tmp_path, says("YES"), "Jembatan Kelana menelan biaya Rp 97 miliar.")
    assert isinstance(outcome, Abstention)
    assert prompts_of_verifier(server) == []
