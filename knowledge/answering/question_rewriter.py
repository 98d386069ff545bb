"""Lets a language model rewrite a follow-up into a question that can be understood by itself."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering import evidence_prompt
from knowledge.errors import KutipError
from knowledge.models import Turn, Usage
from knowledge.ports import LanguageModel
from knowledge.questions import rewrite_check
from prompts.loader import load

REMEMBERED_TURNS = 4
"""Turns of the conversation that the model is shown, the last ones."""
REMEMBERED_CHARACTERS = 500
"""Characters of each earlier answer: its first sentences name the people of a follow-up."""


async def standalone_question(
    model: LanguageModel, question: str, history: Sequence[Turn], *, max_tokens: int, deadline_s: float
) -> tuple[str | None, Usage]:
    """Ask the model for the standalone question; None if it fails or its answer is not a plausible rewriting.

    ``history`` is the conversation before ``question``, oldest turn first, not empty. The usage of the call
    is returned in any case. Errors of the model are not raised.
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
                    break  # the question is one line; small models continue with an invented conversation
    except KutipError:
        return None, reply.usage
    if reply.error is not None:
        return None, reply.usage
    return rewrite_check.accept(written.partition("\n")[0], question, history), reply.usage


def _line(text: str) -> str:
    return evidence_prompt.guard(text)[:REMEMBERED_CHARACTERS]
