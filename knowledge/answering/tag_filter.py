"""Removes thinking (``<think>…</think>``), tags and control tokens from a streamed draft."""

from __future__ import annotations

import re

FORGET = "\0"
"""Output for a closing tag without an opening one: all text before it was thinking.

Some chat templates write the opening tag into the prompt, so that the model only writes the closing one.
"""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Translates the digits between ``<sup>`` and ``</sup>``, which would look like part of a word or number."""

_THINKING = ("think", "thinking", "thought", "reasoning", "reflection", "scratchpad")
_OPENING = (*(f"<{name}>" for name in _THINKING), "[think]", "◁think▷", "<|channel|>analysis")
_CLOSING = (*(f"</{name}>" for name in _THINKING), "[/think]", "◁/think▷", "<|channel|>final")
_LINES = (
    "<br>",
    "<br/>",
    "<br />",
    *(f"<{name}>" for name in ("p", "/p", "li", "/li", "ul", "/ul", "ol", "/ol")),
)
_INLINE = ("sup", "sub", "b", "i", "em", "strong", "u", "code", "cite", "mark", "answer", "response", "s")
_REMOVED = (
    *(f"<{slash}{name}>" for name in _INLINE for slash in ("", "/")),
    "<eos>",
    "<bos>",
    "<end_of_turn>",
)
_CONTROL = r"<\|(?!channel\|)[a-z_]{1,30}\|>"
"""A control token of a chat template, such as ``<|im_end|>``."""
_TAGS = (*_OPENING, *_CLOSING, *_LINES, *_REMOVED)
_TAG = re.compile("|".join((*map(re.escape, _TAGS), _CONTROL)), re.IGNORECASE)
_CONTROL_BEGINS = re.compile(r"<\|[a-z_]{0,30}\|?", re.IGNORECASE)
_FIRST = re.compile("[<[◁]")
_LONGEST = max(map(len, _TAGS))


class TagFilter:
    """Incremental filter: removes thinking, tags and NUL characters; ``<br>``, ``<p>``, ``<li>`` end a line.

    The joined output does not depend on where the text is divided into chunks. Thinking without a closing tag
    lasts to the end of the text. Other tags stay in the text. Digits in ``<sup>`` become raised digits.

    >>> tags = TagFilter()
    >>> tags.feed("<thi") + tags.feed("nk>Hm.</think>Air < 2 m<sup>1</sup>.") + tags.close()
    'Air < 2 m¹.'
    """

    def __init__(self) -> None:
        self._is_thinking = False
        self._is_raised = False
        self._undecided = ""

    def feed(self, chunk: str) -> str:
        """Filter a chunk. The beginning of a possible tag is held back until the next chunk completes it."""
        text = self._undecided + chunk.replace(FORGET, "")
        self._undecided = ""
        passed: list[str] = []
        at = 0
        while at < len(text):
            first = _FIRST.search(text, at)
            begin = first.start() if first else len(text)
            passed.append(self._text(text[at:begin]))
            at = begin
            if tag := _TAG.match(text, at):
                passed.append(self._tag(tag[0].lower()))
                at = tag.end()
            elif _may_become_tag(text, at):
                self._undecided = text[at:]
                break
            else:
                passed.append(self._text(text[at]))
                at += 1
        return "".join(passed)

    def close(self) -> str:
        """End the text and return the rest that was held back."""
        rest, self._undecided = self._undecided, ""
        return self._text(rest)

    def _text(self, text: str) -> str:
        if self._is_thinking:
            return ""
        return text.translate(RAISED) if self._is_raised else text

    def _tag(self, tag: str) -> str:
        """The output for a tag, in lower case."""
        was_thinking = self._is_thinking
        if tag in _OPENING or tag in _CLOSING:
            self._is_thinking = tag in _OPENING
            return "" if was_thinking or self._is_thinking else FORGET
        if was_thinking:
            return ""
        if tag.endswith("sup>"):
            self._is_raised = tag == "<sup>"
        return "\n" if tag in _LINES else ""


def _may_become_tag(text: str, at: int) -> bool:
    rest = text[at : at + _LONGEST].lower()
    if at + len(rest) == len(text) and any(tag.startswith(rest) for tag in _TAGS):
        return True
    control = _CONTROL_BEGINS.match(text, at)
    return control is not None and control.end() == len(text)
