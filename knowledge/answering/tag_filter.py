"""Takes tags out of a streamed draft: what open models think aloud (``<think>…</think>``), and formatting."""

from __future__ import annotations

import re

FORGET = "\0"
"""Stands where a closing tag came without an opening one (some chat templates write the opening tag
themselves): all text before it was thinking."""

_THINKING = ("think", "thinking", "thought", "reasoning")
_FORMATTING = ("sup", "sub", "b", "i", "em", "strong")
_TAGS = (*(f"<{slash}{name}>" for name in _THINKING + _FORMATTING for slash in ("", "/")), "<br>", "<br/>")
_TAG = re.compile("|".join(_TAGS), re.IGNORECASE)
_LONGEST = max(map(len, _TAGS))


class TagFilter:
    """Text in, text without thinking and without formatting tags out; ``<br>`` becomes a line end.

    The joined output does not depend on where chunks are cut. Thinking that is never closed lasts to the end.
    Other tags stay: it is not for this module to say what they are. NUL characters are dropped.

    >>> tags = TagFilter()
    >>> tags.feed("<thi") + tags.feed("nk>Hm.</think>Air < 2 m<sup>[1]</sup>.") + tags.close()
    'Air < 2 m[1].'
    """

    def __init__(self) -> None:
        self._is_thinking = False
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
            if not self._is_thinking:
                kept.append(text[at:end])
            if opening < 0:
                break
            at = opening
            if tag := _TAG.match(text, at):
                kept.append(self._tag(tag[0].lower()))
                at = tag.end()
            elif _may_become_tag(text, at):
                self._undecided = text[at:]
                break
            else:
                if not self._is_thinking:
                    kept.append("<")
                at += 1
        return "".join(kept)

    def close(self) -> str:
        """What was kept back."""
        rest, self._undecided = self._undecided, ""
        return "" if self._is_thinking else rest

    def _tag(self, tag: str) -> str:
        """What stands for a tag."""
        was_thinking = self._is_thinking
        if tag.strip("</>") in _THINKING:
            self._is_thinking = not tag.startswith("</")
            return "" if was_thinking or self._is_thinking else FORGET
        return "\n" if tag.startswith("<br") and not was_thinking else ""


def _may_become_tag(text: str, at: int) -> bool:
    rest = text[at : at + _LONGEST].lower()
    return at + len(rest) == len(text) and any(tag.startswith(rest) for tag in _TAGS)
