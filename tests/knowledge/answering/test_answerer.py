"""Tests of summaries and of several questions with a language model: a real client and a scripted server."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.models import Answer, AskRequest, CitedStatement
from tests.e2e.openai_server import Behaviour, Json, Script, refuses, says
from tests.knowledge.answering.test_writer import COST, core, label, lies, prompt_of
from tests.knowledge.test_assistant import BRIDGE

SUMMARY = "Ringkas berita Jembatan Kelana"
TRUE, FALSE = "Jembatan Kelana menelan biaya Rp87 miliar.", "Jembatan Kelana menelan biaya Rp97 miliar."
OPENING = "Kapan Pelabuhan Kelana dibuka?"
OPENED = "Pelabuhan Kelana dibuka pada 9 Juni 2025."


async def test_summary_is_written_by_the_model_and_streamed(tmp_path: Path) -> None:
    released: list[CitedStatement] = []

    async def release(statement: CitedStatement) -> None:
        released.append(statement)

    async with core(tmp_path, lies(TRUE, "menelan biaya")) as (assistant, server):
        outcome = await assistant.ask(AskRequest(SUMMARY), on_statement=release)
        [request] = await server.received()
    assert isinstance(outcome, Answer)
    assert (outcome.intent, outcome.mode, outcome.dropped) == ("summary", "llm", ())
    assert [statement.text for statement in outcome.statements] == [TRUE]
    assert released == list(outcome.statements)
    assert all(sentence in prompt_of(request.body) for sentence in BRIDGE.text.split("\n\n"))


@pytest.mark.parametrize(
    ("script", "mode"), [(lies(FALSE, "menelan biaya"), "llm"), (lambda _: refuses(400), "fallback")]
)
async def test_without_a_true_summary_of_the_model_sentences_are_quoted(
    tmp_path: Path, script: Script, mode: str
) -> None:
    async with core(tmp_path, script) as (assistant, _server):
        outcome = await assistant.ask(AskRequest(SUMMARY))
    assert isinstance(outcome, Answer)
    assert (outcome.intent, outcome.mode) == ("summary", mode)
    assert [statement.text for statement in outcome.statements] == BRIDGE.text.split("\n\n")
    assert [statement.text for statement in outcome.dropped] == ([FALSE] if mode == "llm" else [])


def answers_each(request: Json) -> Behaviour:
    """A scripted model that answers the question on the bridge and that on the harbour."""
    prompt = prompt_of(request)
    if prompt.endswith("Rewritten:"):
        return says(OPENING)
    if OPENING in prompt:
        return says(f"{OPENED}{label(prompt, 'dibuka pada 9 Juni')}")
    return says(f"{TRUE}{label(prompt, 'menelan biaya')}")


async def test_several_questions_are_charged_together_and_not_streamed(tmp_path: Path) -> None:
    released: list[CitedStatement] = []

    async def release(statement: CitedStatement) -> None:
        released.append(statement)

    async with core(tmp_path, answers_each) as (assistant, _server):
        outcome = await assistant.ask(AskRequest(f"{COST} {OPENING}"), on_statement=release)
        alone = await assistant.ask(AskRequest(COST))
    assert isinstance(outcome, Answer)
    assert [part.statements[0].text for part in outcome.parts] == [TRUE, OPENED]
    assert [citation.label for each in outcome.statements for citation in each.citations] == [1, 2]
    assert outcome.usage.output_tokens > alone.usage.output_tokens > 0
    assert outcome.timings.draft > 0
    assert released == []


async def test_tokens_of_several_questions_without_an_answer_are_charged(tmp_path: Path) -> None:
    asked = "Siapa arsitek Jembatan Kelana?"
    async with core(tmp_path, lies(FALSE, "menelan biaya")) as (assistant, _server):
        alone = await assistant.ask(AskRequest(asked))
        both = await assistant.ask(AskRequest(f"{asked} {COST}"))
    assert not isinstance(both, Answer)
    assert both.usage.tokens > alone.usage.tokens > 0
    assert len(both.dropped) > len(alone.dropped)
