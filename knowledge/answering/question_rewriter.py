"""A follow-up rewritten by a language model."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering import evidence_prompt
from knowledge.errors import KutipError
from knowledge.models import Turn, Usage
from knowledge.ports import LanguageModel
from knowledge.questions import rewrite_check
from prompts.loader import load

REMEMBERED_TURNS = 4
REMEMBERED_CHARACTERS = 500
"""Of an earlier answer: its first sentences say whom a follow-up is about."""


async def standalone_question(
    model: LanguageModel, question: str, history: Sequence[Turn], *, max_tokens: int, deadline_s: float
) -> tuple[str | None, Usage]:
    """The model's rewriting; None when there is none that can be trusted. Never raises what a model does
    wrong. ``history`` is oldest first and not empty.
    """
    conversation = "\n".join(
        f"Q: {_line(turn.standalone_question)}\nA: {_line(' '.join(turn.statements)) or '(no answer)'}"
        for turn in history[-REMEMBERED_TURNS:]
    )
    prompt = load("standalone_question").fill(conversation=conversation, question=question)
    reply = model.stream(prompt.system, prompt.user, max_tokens=max_tokens, deadline_s=deadline_s)
    written = ""
    try:
        async with reply:
            async for piece in reply:
                written = (written + piece).lstrip()
                if "\n" in written:
                    break  # the question is one line; small models go on with a conversation of their own
    except KutipError:
        return None, reply.usage
    if reply.error is not None:
        return None, reply.usage
    return rewrite_check.accept(written.partition("\n")[0], question, history), reply.usage


def _line(text: str) -> str:
    return evidence_prompt.guard(text)[:REMEMBERED_CHARACTERS]
