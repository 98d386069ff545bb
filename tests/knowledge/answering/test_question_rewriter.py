"""Tests of rewriting a follow-up with a model, through the real client against a scripted server."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.answering.question_rewriter import (
    REMEMBERED_CHARACTERS,
    REMEMBERED_TURNS,
    standalone_question,
)
from knowledge.models import Turn, Usage
from tests.e2e.openai_server import CUT, Behaviour, Json, OpenAIServer, refuses, says
from tests.knowledge.answering.test_writer import model, prompt_of

QUESTION = "Siapa yang membangunnya?"
REWRITTEN = "Siapa yang membangun Jembatan Kelana?"


def turn(question: str, *statements: str) -> Turn:
    return Turn(question, question, "id", datetime(2031, 1, 1, tzinfo=UTC), statements)


HISTORY = [turn("Berapa biaya Jembatan Kelana?", "Jembatan Kelana menelan biaya Rp 87 miliar.")]


async def rewrite(behaviour: Behaviour, history: list[Turn] | None = None) -> tuple[str | None, Usage, str]:
    """Lets a scripted model rewrite a follow-up. Returns the standalone question, the usage and the
    prompt."""
    prompts: list[str] = []

    def script(request: Json) -> Behaviour:
        prompts.append(prompt_of(request))
        return behaviour

    async with OpenAIServer(script) as server:
        client = model(server)
        question, usage = await standalone_question(
            client, QUESTION, history or HISTORY, max_tokens=120, deadline_s=20.0
        )
        await client.close()
    return question, usage, prompts[0]


async def test_rewriting_of_the_model_is_returned_with_its_usage() -> None:
    question, usage, prompt = await rewrite(says(REWRITTEN))
    assert question == REWRITTEN
    assert usage.input_tokens > 0
    assert "Q: Berapa biaya Jembatan Kelana?\nA: Jembatan Kelana menelan biaya Rp 87 miliar." in prompt
    assert QUESTION in prompt


async def test_only_the_first_line_is_read() -> None:
    question, _usage, _prompt = await rewrite(says(f"\n{REWRITTEN}\nQ: Apa lagi?"))
    assert question == REWRITTEN


@pytest.mark.parametrize("behaviour", [refuses(400), says("Siapa", CUT), says(""), says("PT Lintang Karya.")])
async def test_failed_or_implausible_rewriting_gives_none(behaviour: Behaviour) -> None:
    question, _usage, _prompt = await rewrite(behaviour)
    assert question is None


async def test_model_is_shown_the_beginnings_of_the_last_turns() -> None:
    history = [turn(f"Pertanyaan {number}?", "x" * 600) for number in range(5)] + [turn("Tanpa jawaban?")]
    _question, _usage, prompt = await rewrite(says(REWRITTEN), history)
    shown = [number for number in range(5) if f"Q: Pertanyaan {number}?" in prompt]
    assert len(shown) + 1 == REMEMBERED_TURNS
    assert shown == [2, 3, 4]
    assert "x" * REMEMBERED_CHARACTERS in prompt
    assert "x" * (REMEMBERED_CHARACTERS + 1) not in prompt
    assert "Q: Tanpa jawaban?\nA: (no answer)" in prompt
