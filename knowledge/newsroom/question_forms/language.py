"""What the forms need of a language, and what they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal["who", "when", "why", "count", "said", "speaker"]
"""What a question asks for. ``said``: what somebody said of a matter, or did, hoped or planned;
``speaker``: what somebody said at all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a form made of a sentence."""

    kind: QuestionKind
    text: str


@dataclass(frozen=True, slots=True)
class Language:
    """Verbs, and templates of questions, whose fields say what they are filled with."""

    is_verb: Callable[[str], bool]
    verbs: Mapping[str, str]
    """Verbs with an object, and their form in a question about it: "membawa", "dibawa"; "held", "hold"."""
    moved: Mapping[str, tuple[str, str]]
    """What stands before and after the subject of a question, by the verb after the subject of a statement;
    empty if the order is the same."""
    does: Mapping[str, str]
    """Questions of what ``{name}`` does, by the verb or by it and the next word."""
    plural: re.Pattern[str]
    """Nouns after a number."""
    phrases: bool
    """Whether two words without capitals may be what somebody speaks of."""
    why: str
    when: str
    how_many: str
    how_many_of: str
    who: str
    who_is: str
    who_holds: str
    says: str
    says_of: str
