"""Loads the prompts of this folder and fills in their variables.

A prompt is one Markdown file: a note for people, then the lines ``--- system ---`` and ``--- user ---``, each
followed by the text of that message. ``{{name}}`` is a variable. Values are inserted literally: braces,
dollar signs or ``{{name}}`` in a value are not expanded.
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
    """A prompt is missing or malformed, or was filled with the wrong variables. This is a bug in the
    program."""


@dataclass(frozen=True, slots=True)
class Messages:
    """A prompt whose variables are filled in: the system message and the user message."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the names of its variables, before they are filled in."""

    name: str
    system: str
    user: str
    variables: frozenset[str] = field(init=False)
    fingerprint: str = field(init=False)
    """Identifies the text of both parts: the first 16 hexadecimal digits of its SHA-256."""

    def __post_init__(self) -> None:
        names = _VARIABLE.findall(self.system) + _VARIABLE.findall(self.user)
        object.__setattr__(self, "variables", frozenset(names))
        digest = hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()
        object.__setattr__(self, "fingerprint", digest[:16])

    def fill(self, **values: str) -> Messages:
        """Replace every variable in both messages.

        Raises :class:`PromptError` for a variable without a value, and for a value without a variable.

        >>> Prompt("hello", "Be brief.", "Say {{words}}.").fill(words="{{words}} for $5")
        Messages(system='Be brief.', user='Say {{words}} for $5.')
        """
        names = frozenset(values)
        if missing := self.variables - names:
            raise PromptError(f"The prompt {self.name} needs a value for {', '.join(sorted(missing))}.")
        if unknown := names - self.variables:
            raise PromptError(f"The prompt {self.name} has no variable {', '.join(sorted(unknown))}.")
        return Messages(_filled(self.system, values), _filled(self.user, values))


def parse(name: str, content: str) -> Prompt:
    """Parse the content of a prompt file. Raises :class:`PromptError` unless it has each of the two messages
    exactly once.

    >>> parse("hello", "A note.\\n--- system ---\\nBe brief.\\n--- user ---\\nSay {{words}}.\\n").user
    'Say {{words}}.'
    """
    _note, *rest = _PART.split(content.replace("\r\n", "\n"))
    parts = {part: text.strip() for part, text in zip(rest[::2], rest[1::2], strict=True)}
    if rest[::2] != ["system", "user"] or not all(parts.values()):
        raise PromptError(f"The prompt {name} must have a system part and a user part, in this order.")
    for text in parts.values():
        if _STRAY.search(_VARIABLE.sub("", text)):
            raise PromptError(f"The prompt {name} has braces that are not a variable: write {{{{name}}}}.")
    return Prompt(name, parts["system"], parts["user"])


@cache
def load(name: str) -> Prompt:
    """Load the prompt in the file ``<name>.md``, with a cache. Raises :class:`PromptError` if it is missing.

    >>> "question" in load("answer").variables
    True
    """
    file = resources.files("prompts").joinpath(f"{name}.md")
    if not _NAME.fullmatch(name) or not file.is_file():
        raise PromptError(f"There is no prompt called {name!r}.")
    return parse(name, file.read_text("utf-8"))


def _filled(text: str, values: dict[str, str]) -> str:
    # A single pass, so that variables in the inserted values are not replaced.
    return _VARIABLE.sub(lambda match: values[match[1]], text)
