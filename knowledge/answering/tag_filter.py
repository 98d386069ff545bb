"""Removes the thinking of open models (``<think>…</think>``) and formatting tags from a streamed draft."""

from __future__ import annotations

import re

FORGET = "\0"
"""Output for a closing tag without an opening one: all text before it was thinking.

Some chat templates write the opening tag into the prompt, so that the model only writes the closing one.
"""

_THINKING = ("think", "thinking", "thought", "reasoning")
_FORMATTING = ("sup", "sub", "b", "i", "em", "strong")
_TAGS = (*(f"<{slash}{name}>" for name in _THINKING + _FORMATTING for slash in ("", "/")), "<br>", "<br/>")
_TAG = re.compile("|".join(_TAGS), re.IGNORECASE)
_LONGEST = max(map(len, _TAGS))


class TagFilter:
    """Incremental filter: removes thinking, formatting tags and NUL characters; ``<br>`` becomes a line end.

    The joined output does not depend on where the text is divided into chunks. Thinking without a closing tag
    lasts to the end of the text. Other tags stay in the text.

    >>> tags = TagFilter()
    >>> tags.feed("<thi") + tags.feed("nk>Hm.</think>Air < 2 m<sup>[1]</sup>.") + tags.close()
    'Air < 2 m[1].'
    """

    def __init__(self) -> None:
        self._is_thinking = False
        self._undecided = ""

    def feed(self, chunk: str) -> str:
        """Filter a chunk. The beginning of a possible tag is held back until the next chunk completes it."""
        text = self._undecided + chunk.replace(FORGET, "")
        self._undecided = ""
        passed: list[str] = []
        at = 0
        while at < len(text):
            opening = text.find("<", at)
            end = len(text) if opening < 0 else opening
            if not self._is_thinking:
                passed.append(text[at:end])
            if opening < 0:
                break
            at = opening
            if tag := _TAG.match(text, at):
                passed.append(self._tag(tag[0].lower()))
                at = tag.end()
            elif _may_become_tag(text, at):
                self._undecided = text[at:]
                break
            else:
                if not self._is_thinking:
                    passed.append("<")
                at += 1
        return "".join(passed)

    def close(self) -> str:
        """End the text and return the rest that was held back."""
        rest, self._undecided = self._undecided, ""
        return "" if self._is_thinking else rest

    def _tag(self, tag: str) -> str:
        """The output for a tag, in lower case."""
        was_thinking = self._is_thinking
        if tag.strip("</>") in _THINKING:
            self._is_thinking = not tag.startswith("</")
            return "" if was_thinking or self._is_thinking else FORGET
        return "\n" if tag.startswith("<br") and not was_thinking else ""


def _may_become_tag(text: str, at: int) -> bool:
    rest = text[at : at + _LONGEST].lower()
    return at + len(rest) == len(text) and any(tag.startswith(rest) for tag in _TAGS)
