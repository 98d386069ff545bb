"""Takes out what open models think aloud: ``<think>…</think>``, across chunks of a stream."""

from __future__ import annotations

import re

FORGET = "\0"
"""Stands where a closing tag came without an opening one (some chat templates write the opening tag
themselves): all text before it was thinking."""

_NAMES = ("think", "thinking", "thought", "reasoning")
_TAGS = tuple(f"<{slash}{name}>" for name in _NAMES for slash in ("", "/"))
_TAG = re.compile("|".join(_TAGS), re.IGNORECASE)


class ThinkingFilter:
    """Text in, text without thinking out. The joined output does not depend on where chunks are cut.

    A block that is never closed lasts to the end. NUL characters of the input are dropped.

    >>> thinking = ThinkingFilter()
    >>> thinking.feed("<thi") + thinking.feed("nk>Hm.</think>Air < 2 m.") + thinking.close()
    'Air < 2 m.'
    """

    def __init__(self) -> None:
        self._inside = False
        self._undecided = ""

    def feed(self, chunk: str) -> str:
        """The next piece; the beginning of a possible tag is kept back until it is decided."""
        text = self._undecided + chunk.replace(FORGET, "")
        self._undecided = ""
        kept: list[str] = []
        at = 0
        while at < len(text):
            opening = text.find("<", at)
            end = len(text) if opening < 0 else opening
            if not self._inside:
                kept.append(text[at:end])
            if opening < 0:
                break
            at = opening
            if tag := _TAG.match(text, at):
                closing = tag[0].startswith("</")
                if closing and not self._inside:
                    kept.append(FORGET)
                self._inside = not closing
                at = tag.end()
            elif _may_become_tag(text, at):
                self._undecided = text[at:]
                break
            else:
                if not self._inside:
                    kept.append("<")
                at += 1
        return "".join(kept)

    def close(self) -> str:
        """What was kept back."""
        rest, self._undecided = self._undecided, ""
        return "" if self._inside else rest


def _may_become_tag(text: str, at: int) -> bool:
    rest = text[at : at + len("</reasoning>")].lower()
    return at + len(rest) == len(text) and any(tag.startswith(rest) for tag in _TAGS)
