"""What goes with each request to a model, as far as the server takes it: fields of LangChain's chat model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from knowledge.adapters.llm.refusals import Refusal
from knowledge.adapters.llm.thinking import MORE_ROOM

REFUSING_STATUS = frozenset({None, 400, 403, 404, 405, 422, 500, 501})
"""None: LangChain itself refuses an option of which it knows that the model does not take it."""
_REFUSES = re.compile(
    r"not? .{0,30}(support|allow|permit|accept|available|enabled|expected)|unsupported|unrecogni[sz]ed|"
    r"unknown|unexpected|extra|deprecated|invalid|does not|cannot|must be|only|too (large|high|big)|exceed|"
    r"at most|maximum"
)
_LIMIT = (
    r"(?<![a-z_])(max(_completion|_output|_new)?_tokens|num_predict|maxoutputtokens)(?![a-z_])|"
    r"completion tokens"
)
_TOO_MANY = re.compile(r"too (large|high|big)|at most|maximum|exceed|less than")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a request asks for, and that some models and servers refuse."""

    name: str
    """As servers and people call it."""
    sent: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the chat model that send it."""
    without: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the chat model once it is left out."""
    pattern: str = ""
    """What servers write that refuse it; ``""``: its name."""
    why: str = ""
    """Why it was left out; ``""`` while it is sent."""

    def is_refused_by(self, refusal: Refusal) -> bool:
        pattern = self.pattern or rf"(?<![a-z_]){re.escape(self.name)}(?![a-z_])"
        if re.search(pattern, refusal.param):
            return True
        return bool(re.search(pattern, refusal.says) and _REFUSES.search(refusal.says))


SYSTEM = Option(
    "system message",
    pattern=r"system (role|message|prompt|instruction)s? .{0,20}not|developer instruction|"
    r"roles must alternate|only user and assistant roles",
)
STREAMING = Option(
    "streaming",
    without={"disable_streaming": True},
    pattern=r"(?<![a-z_])stream(?![a-z_])|streaming|verified to stream",
)
ROOM = "room for thoughts"


@dataclass(frozen=True, slots=True)
class Limit:
    """A field of the chat model that limits the tokens of a reply."""

    name: str
    """As the server calls it."""
    path: tuple[str, ...]
    """The field, or the fields one in the other."""

    def of(self, tokens: int) -> dict[str, Any]:
        value: Any = tokens
        for name in reversed(self.path):
            value = {name: value}
        return dict(value)


@dataclass(frozen=True, slots=True)
class Options:
    """The options that a model is still asked for. Immutable: a refusal makes new ones.

    So a request that was sent with former options can be repeated, whatever other requests learn meanwhile.
    """

    kept: tuple[Option, ...]
    limits: tuple[Limit, ...]
    """Ways to send the limit of tokens; the first is used. Empty: the limit is not sent."""
    room: int = 0
    """Tokens for thoughts, besides those of the answer."""
    most_room: int = MORE_ROOM
    left_out: tuple[Option, ...] = ()

    def fields(self, answer_tokens: int) -> dict[str, Any]:
        """Return what differs from the chat model as it was made, for an answer of ``answer_tokens``."""
        limit = self.limits[0].of(answer_tokens + self.room) if self.limits else {}
        merged: dict[str, Any] = {}
        for fields in (*(each.without for each in self.left_out), *(each.sent for each in self.kept), limit):
            for name, value in fields.items():
                is_joined = isinstance(value, Mapping) and isinstance(merged.get(name), Mapping)
                merged[name] = {**merged[name], **value} if is_joined else value
        return merged

    def messages(self, system: str, user: str) -> list[tuple[str, str]]:
        """Return the messages of a prompt, as one if the model takes no system message."""
        if self.lacks(SYSTEM):
            return [("human", f"{system}\n\n{user}")]
        return [("system", system), ("human", user)]

    def lacks(self, option: Option) -> bool:
        """Return whether an option has been left out."""
        return any(each.name == option.name for each in self.left_out)

    def refused(self, refusal: Refusal) -> str:
        """Return the name of the option that a server complains about; ``""`` if it is none of these."""
        if refusal.status not in REFUSING_STATUS:
            return ""
        limits = [Option(limit.name, pattern=_LIMIT) for limit in self.limits[:1]]
        candidates: Sequence[Option] = (*self.kept, *limits)
        by_field = (each for each in candidates if each.is_refused_by(replace(refusal, says="")))
        by_words = (each for each in candidates if each.is_refused_by(refusal))
        return next((each.name for group in (by_field, by_words) for each in group), "")

    def without(self, name: str, refusal: Refusal) -> Self:
        """Return the options without the one that is called ``name``, because of ``refusal``.

        They are the same if it is left out already. A limit that is too high is first tried without the room
        for thoughts.
        """
        why = (
            f"refused with status {refusal.status}" if refusal.status else "the model is known not to take it"
        )
        if "verif" in refusal.says:
            why = "the organisation is not verified at the provider"
        dropped = [replace(each, why=why) for each in self.kept if each.name == name]
        limits = self.limits
        if limits and limits[0].name == name:
            if self.room and _TOO_MANY.search(refusal.says):
                return self.without_room(why)
            limits = limits[1:]
            dropped.append(Option(name, why=why))
        return replace(
            self,
            kept=tuple(each for each in self.kept if each.name != name),
            limits=limits,
            left_out=(*self.left_out, *dropped),
        )

    def without_room(self, why: str) -> Self:
        """Return the options with the limit of tokens that the answer alone has."""
        return replace(self, room=0, most_room=0, left_out=(*self.left_out, Option(ROOM, why=why)))

    def with_more_room(self) -> Self | None:
        """Return the options with more tokens for thoughts; None if they have the most already."""
        return replace(self, room=self.most_room) if self.room < self.most_room else None
