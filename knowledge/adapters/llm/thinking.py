"""Which models think before they answer, what asks them to think little, and which text is thoughts.

Thoughts cost tokens and time, and are never shown or judged. Most servers send them apart from the answer;
some leave them at its beginning, between tags, whose first one may be missing because the prompt ended in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ROOM = 2000
"""Tokens that a model that thinks may write besides its answer. Little thinking takes a few hundred."""
MORE_ROOM = 8000
"""The same, after the tokens were used up before the first word of an answer."""

_APART = re.compile(
    r"(?<![a-z0-9])(?:o[1-9](?![a-z0-9])|gpt-[5-9](?!.*chat)|gpt-oss|gemini-(?:2\.5|[3-9])|grok-[4-9]"
    r"|claude-[a-z]+-[5-9])"
)
"""Names of models whose thoughts never stand in the text."""
_IN_TEXT = re.compile(
    r"qwen-?3(?!.*(?:instruct|coder))|qwq|deepseek-r|r1-distill|magistral|glm-(?:z|4\.[5-9]|[5-9])|minimax-m"
    r"|smollm3|exaone-deep|nemotron|cogito|openthinker|seed-oss|kimi.*thinking|thinking|reason(?:er|ing)"
)
"""Names of models whose thoughts may stand in the text: it depends on the server."""
_OPTIONAL = re.compile(r"qwen-?3|glm|smollm3|nemotron")
"""Those that answer without thinking if they are asked to."""


@dataclass(frozen=True, slots=True)
class Thinking:
    """How a model thinks."""

    asks: Mapping[str, Mapping[str, Any]]
    """What asks for little thinking: fields of LangChain's chat model, by the name that servers give them."""
    is_in_text: bool
    """Whether the thoughts may stand at the beginning of the text."""


def thinking_of(provider: str, model: str) -> Thinking | None:
    """Return how a model thinks, by its name; None if it does not, or if the name does not tell.

    >>> thinking_of("openai", "gpt-5-mini").asks
    {'reasoning_effort': {'reasoning_effort': 'low'}}
    >>> thinking_of("openai", "gpt-4.1-mini")
    """
    name = model.lower()
    is_in_text = bool(_IN_TEXT.search(name))
    if not is_in_text and not _APART.search(name):
        return None
    return Thinking(_asks(provider, name, can_do_without=bool(_OPTIONAL.search(name))), is_in_text)


def _asks(provider: str, name: str, *, can_do_without: bool) -> dict[str, dict[str, Any]]:
    effort = {"reasoning_effort": "none" if can_do_without else "low"}
    match provider:
        case "ollama":
            return {"think": {"reasoning": "low" if "gpt-oss" in name else False}}
        case "google_genai" if "gemini-2.5" in name:
            return {"thinking_budget": {"thinking_budget": 512}}  # the least that each of them takes
        case "anthropic":
            return {"effort": {"output_config": {"effort": "low"}}}
        case "openai" if can_do_without:
            template = {"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}}
            return {"reasoning_effort": effort, "chat_template_kwargs": template}  # llama.cpp, vLLM, SGLang
        case "openai" | "azure_openai" | "google_genai" | "groq":
            return {"reasoning_effort": effort}
    return {}


_TAGS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("[think]", "[/think]"),
    ("◁think▷", "◁/think▷"),
    ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
)
"""What stands around thoughts, in lower case."""
_OPENING = tuple(opening for opening, _ in _TAGS)
_CLOSING = tuple(closing for _, closing in _TAGS)
_BEGINS = re.compile("|".join(map(re.escape, _OPENING)), re.IGNORECASE)
_ENDS = re.compile("|".join(map(re.escape, _CLOSING)), re.IGNORECASE)
_LONGEST = max(map(len, _CLOSING))


class ThoughtFilter:
    """Separates the answer from the thoughts in the text of one reply, while it is streamed.

    Thoughts stand at the beginning. If their first tag may be missing (``holds``), nothing is passed on until
    their last tag comes, or the reply ends.

    >>> filtered = ThoughtFilter()
    >>> [filtered.feed(piece) for piece in ("<thi", "nk>Hm.</th", "ink>", "Air naik.")], filtered.close()
    (['', '', '', 'Air naik.'], '')
    """

    def __init__(self, *, holds: bool = False) -> None:
        self._holds = holds
        self._waiting = ""
        """Text of which it is not known yet what it is."""
        self._searched = 0
        """How much of it has no tag that ends thoughts."""
        self._is_thought = False
        self._is_answer = False
        self.saw_unopened = False
        """Whether thoughts ended that no tag had begun."""

    def do_not_hold(self) -> None:
        """Pass on text at once, because the server keeps thoughts apart."""
        self._holds, self._searched = False, 0

    def feed(self, piece: str) -> str:
        """Return what the next piece of text adds to the answer, possibly nothing."""
        self._waiting += piece
        answer = ""
        while self._waiting:
            if self._is_thought or self._holds:
                if not self._skip_thought():
                    break
            elif self._is_answer:
                answer += self._pass_on()
                break
            elif not self._begin():
                break
        return answer

    def close(self, *, is_finished: bool = True) -> str:
        """Return what is left at the end. Without any tag it is the answer, if the model ``is_finished``."""
        left, self._waiting = self._waiting, ""
        if self._is_thought or (self._holds and (not is_finished or _BEGINS.match(left.lstrip()))):
            return ""
        return left

    def _begin(self) -> bool:
        """Decide what the text at the beginning is. Returns False if that takes more of it."""
        text = self._waiting = self._waiting.lstrip()
        if begins := _BEGINS.match(text):
            self._waiting, self._is_thought = text[begins.end() :], True
        elif not text or any(tag.startswith(text.lower()) for tag in _OPENING):
            return False
        else:
            self._is_answer = True
        return True

    def _skip_thought(self) -> bool:
        """Drop the text up to the end of the thoughts. Returns False if they do not end in it."""
        ends = _ENDS.search(self._waiting, self._searched)
        if ends is None:
            if self._is_thought:
                self._waiting = self._waiting[-_LONGEST:]
            self._searched = max(0, len(self._waiting) - _LONGEST)
            return False
        if not self._is_thought and not _BEGINS.match(self._waiting.lstrip()):
            self.saw_unopened = True
        self._waiting, self._searched = self._waiting[ends.end() :], 0
        self._is_thought = self._holds = False
        return True

    def _pass_on(self) -> str:
        """Return the text up to what may be the beginning of a tag, without tags that end thoughts."""
        text = _ENDS.sub("", self._waiting)
        if text != self._waiting:
            self.saw_unopened = True
        cut = len(text)
        for at in range(max(0, cut - _LONGEST), cut):
            if any(tag.startswith(text[at:].lower()) for tag in _CLOSING):
                cut = at
                break
        self._waiting = text[cut:]
        return text[:cut]
