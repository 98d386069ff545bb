"""Reads the prompts of this folder and fills in their variables.

A prompt is one Markdown file: a note for people, then a line ``--- system ---`` and a line ``--- user ---``,
each followed by its part. ``{{name}}`` stands for a variable. What is filled in is never read again: a value
may hold braces, dollar signs or ``{{name}}`` and arrives as it is.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

_PART = re.compile(r"^--- (\w+) ---[ \t]*\n", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_STRAY = re.compile(r"\{\{|\}\}")
_NAME = re.compile(r"[a-z_]+")


class PromptError(Exception):
    """A prompt that is missing, malformed, or filled with the wrong variables: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Messages:
    """A filled prompt."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it stands in its file."""

    name: str
    system: str
    user: str
    variables: frozenset[str] = field(init=False)
    fingerprint: str = field(init=False)
    """Changes whenever the words of the prompt do: 16 hexadecimal digits of their SHA-256."""

    def __post_init__(self) -> None:
        found = _VARIABLE.findall(self.system) + _VARIABLE.findall(self.user)
        object.__setattr__(self, "variables", frozenset(found))
        digest = hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()
        object.__setattr__(self, "fingerprint", digest[:16])

    def fill(self, **values: str) -> Messages:
        """The two parts with every variable replaced.

        Raises :class:`PromptError` for a variable without a value and for a value without a variable.

        >>> Prompt("hello", "Be brief.", "Say {{words}}.").fill(words="{{words}} for $5")
        Messages(system='Be brief.', user='Say {{words}} for $5.')
        """
        given = frozenset(values)
        if missing := self.variables - given:
            raise PromptError(f"The prompt {self.name} needs a value for {', '.join(sorted(missing))}.")
        if unknown := given - self.variables:
            raise PromptError(f"The prompt {self.name} has no variable {', '.join(sorted(unknown))}.")
        return Messages(_filled(self.system, values), _filled(self.user, values))


def parse(name: str, content: str) -> Prompt:
    """Read the content of a prompt file. Raises :class:`PromptError` unless it has both parts, once each.

    >>> parse("hello", "A note.\\n--- system ---\\nBe brief.\\n--- user ---\\nSay {{words}}.\\n").user
    'Say {{words}}.'
    """
    _note, *rest = _PART.split(content.replace("\r\n", "\n"))
    parts = {part: text.strip() for part, text in zip(rest[::2], rest[1::2], strict=True)}
    if rest[::2] != ["system", "user"] or not all(parts.values()):
        raise PromptError(f"The prompt {name} must have a system part and a user part, in this order.")
    for text in parts.values():
        if _STRAY.search(_VARIABLE.sub("", text)):
            raise PromptError(f"The prompt {name} has braces that are no variable: write {{{{name}}}}.")
    return Prompt(name, parts["system"], parts["user"])


@cache
def load(name: str) -> Prompt:
    """The prompt of the file ``<name>.md``, read once. Raises :class:`PromptError` when there is none.

    >>> "question" in load("answer").variables
    True
    """
    file = resources.files("prompts").joinpath(f"{name}.md")
    if not _NAME.fullmatch(name) or not file.is_file():
        raise PromptError(f"There is no prompt called {name!r}.")
    return parse(name, file.read_text("utf-8"))


def _filled(text: str, values: dict[str, str]) -> str:
    # One pass over the prompt, never over what was filled in.
    return _VARIABLE.sub(lambda match: values[match[1]], text)
