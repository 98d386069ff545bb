"""Finds the labels in a streamed draft: divides it into characters of text and groups of labels."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.answering.label_spellings import (
    CLOSERS,
    OPENERS,
    RAISED_DIGITS,
    labels_in,
    named_labels_in,
    raised_labels,
)
from knowledge.answering.tag_filter import FORGET

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

_OPENER, _CLOSER = f"[{re.escape(OPENERS)}]", f"[{re.escape(CLOSERS)}]"
_SPECIAL = re.compile(rf"{_OPENER}|{_CLOSER}|[(^{RAISED_DIGITS}{LINE_ENDS}{FORGET}]")
_LINE_END = re.compile(rf"[{LINE_ENDS}{FORGET}]")
_LINK_END = re.compile(rf"\)|(?=[{LINE_ENDS}{FORGET}])")
_SQUARE = re.compile(rf"{_OPENER}(?P<content>[^{re.escape(OPENERS + CLOSERS)}]{{0,100}})(?P<end>{_CLOSER})?")
_DOUBLED = re.compile(rf"(?:\^|{_OPENER})(?={_OPENER}(?!{_OPENER}))")
_ROUND = re.compile(r"\((?P<content>[^()]{0,100})(?P<end>\))?")
_RAISED = re.compile(rf"(?P<content>[{RAISED_DIGITS}][{RAISED_DIGITS}⁻]{{0,8}}|\^[0-9]{{0,3}})(?P<end>\^)?")
_WINDOW = 160
"""Characters in which each decision is made: time stays linear, and little text is held back."""
_CONTEXT = 40
"""Characters before a number that its meaning depends on."""

_NUMBERS = re.compile(r"\s?[\^#]?\d{1,3}(?:\s?(?:[,;&–-]|dan|and)\s?\d{1,3})*\s?")
_UNIT = re.compile(r"(?:(?<![^\W\d_])(?:[kcdhm]?m|ft|kaki|mil|yd)|(?<!\d)10)$")
"""Before ``²``: a unit of area or volume, or a power of ten."""
_COUNTED = re.compile(
    r"(?:\b(?:ayat|pasal|butir|huruf|angka|nomor|no|bagian|bab|poin|article|section|paragraph|clause|point|item"
    r"|chapter)\.?(?: [\w.]{1,6})?"
    r"|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)|\d)\s?$",
    re.IGNORECASE,
)
"""Before ``(2)``: it counts something, as in "Pasal 5 ayat (2)" and "two (2)"."""
_CAPITALISED = re.compile(r"(?<!\w)[A-Z]\w* $")
_LEAST_AGE = 10
"""From here on a number in round brackets between a name and a comma is always an age."""
_STOPPED = re.compile(r"[.!?…。][\"'”’»)*_]*\s*$")
_MORE_ROUND = re.compile(r"^(?:[ ,;]{0,2}\(\d{1,3}(?:, ?\d{1,3})*\))*")
_MARKS = " \"'”’»*_"
_STOPS = ".,;:!?…。"
_AFTER_WINDOW = 30
_CONJUNCTION = re.compile(
    r"(?:dan|serta|tetapi|tapi|namun|sedangkan|sementara|lalu|karena|sehingga"
    r"|and|but|while|whereas|so|because)\b"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """A group of labels in a draft; empty if it is written like one but names no sentence."""

    numbers: tuple[int, ...]


Token = str | Labels
"""A character of the text, or a group of labels in place of its spelling."""


class LabelReader:
    """Divides a streamed draft into characters and labels.

    Labels are ``[2]``, ``[2, 5]``, ``[2-4]``, ``[[2]]``, ``[^2]``, ``【2†source】``, ``(source: [2])``,
    ``(Sumber 2, 5)``, ``[2](https://…)``, ``^2`` and a raised ``²``. A number in round brackets is a label if
    it was shown, stands at the end of a sentence or clause, counts nothing ("ayat (2)"), and the first label
    of the draft is of this kind.

    The tokens do not depend on where the text is divided into chunks. What may become a label is held back,
    for at most 160 characters and never beyond the line.

    >>> reader = LabelReader()
    >>> [*reader.feed("m² (Sumber 2, 5"), *reader.feed(")."), *reader.close()]
    ['m', '²', ' ', Labels(numbers=(2, 5)), '.']
    """

    def __init__(self, shown: Container[int] | None = None) -> None:
        """``shown`` are the labels that the model was shown; None if any number may be one."""
        self._shown = shown
        self._undecided = ""
        self._style: Literal["round", "other"] | None = None
        """How the first label was written."""
        self._new_line()

    def feed(self, chunk: str) -> list[Token]:
        """Read a chunk and return the tokens that it decides, in order."""
        # Some models escape brackets: \[2\]
        return self._read(self._undecided + chunk.replace("\\", ""), is_last=False)

    def close(self) -> list[Token]:
        """End the text and return the tokens that were held back."""
        return self._read(self._undecided, is_last=True)

    def _new_line(self) -> None:
        self._before = ""
        """The last characters of the text, without labels."""
        self._may_be_linked = self._is_in_link = self._closes_twice = False

    def _read(self, text: str, *, is_last: bool) -> list[Token]:
        self._undecided = ""
        tokens: list[Token] = []
        at = 0
        while at < len(text):
            if self._is_in_link:
                link_end = _LINK_END.search(text, at)
                self._is_in_link = link_end is None
                at = link_end.end() if link_end else len(text)
                continue
            special = _SPECIAL.search(text, at)
            begin = special.start() if special else len(text)
            tokens += self._plain(text[at:begin])
            line_end = _LINE_END.search(text, begin, begin + _WINDOW)
            window = text[begin : line_end.start() if line_end else begin + _WINDOW]
            if window:
                is_whole = is_last or line_end is not None or len(window) == _WINDOW
                decided = self._decide(window, is_whole=is_whole)
                if decided is None:
                    self._undecided = text[begin:]
                    break
                found, length = decided
                if isinstance(found, Labels):
                    tokens.append(found)
                    self._may_be_linked = window[length - 1] in CLOSERS
                else:
                    tokens += self._plain(found)
                at = begin + length
            else:  # the end of a line, or of the text
                at = begin + 1
                if line_end is not None:
                    tokens.append(line_end[0])
                    self._new_line()
                    self._style = None if line_end[0] == FORGET else self._style
        return tokens

    def _plain(self, text: str) -> str:
        if text:
            self._before = (self._before + text)[-_CONTEXT:]
            self._may_be_linked = False
        return text

    def _decide(self, window: str, *, is_whole: bool) -> tuple[Token, int] | None:
        """What ``window`` begins with, "" if it is left out, and its length; None to wait for more.

        If ``is_whole``, the line ends behind the window, or the window is as long as any.
        """
        if self._may_be_linked and window[0] == "(":  # [2](https://…)
            self._is_in_link = True
            return "", 1
        if window[0] in CLOSERS and self._closes_twice:
            self._closes_twice = False
            return "", 1
        if _DOUBLED.match(window):  # [[2]], ^[2]
            if len(window) == 2 and not is_whole:
                return None
            inner = self._decide(window[1:], is_whole=is_whole)
            if inner is None or not isinstance(inner[0], Labels):
                return inner and (window[0], 1)
            self._closes_twice = window[0] != "^"
            return inner[0], 1 + inner[1]
        group = _SQUARE.match(window) or _ROUND.match(window) or _RAISED.match(window)
        if group is None:
            return window[0], 1
        length = group.end()
        if length == len(window) and not group["end"] and not is_whole:
            return None
        after = window[length:]
        labels = self._labels(group, after)
        if labels is None and window[0] == "(" and group["end"] and _NUMBERS.fullmatch(group["content"]):
            if len(after) < _AFTER_WINDOW and not is_whole:
                return None
            labels = labels_in(group["content"]) or []
            if not self._is_round_label(labels, after[:_AFTER_WINDOW]):
                return "(", 1
            self._style = "round"
        if labels is None:
            return window[0], 1
        self._style = self._style or "other"
        return Labels(tuple(labels)), length

    def _labels(self, group: re.Match[str], after: str) -> Sequence[int] | None:
        """The labels of a group that are labels wherever they stand; None if it is text."""
        content = group["content"]
        if group.re is _RAISED:
            if _UNIT.search(self._before) or (content[0] == "^" and after[:1].isalnum()):
                return None
            return raised_labels(content.strip("^⁻"), self._shown) or None
        if not group["end"]:
            return None
        return named_labels_in(content) if group.re is _ROUND else labels_in(content)

    def _is_round_label(self, labels: Sequence[int], after: str) -> bool:
        """Whether numbers in round brackets are labels, from what stands around them."""
        if self._style == "other" or _COUNTED.search(self._before):
            return False
        if not labels or (self._shown is not None and not all(label in self._shown for label in labels)):
            return False
        marks = _MORE_ROUND.sub("", after).lstrip(_MARKS)
        following = marks.lstrip(_STOPS + _MARKS)
        stop = marks[: len(marks) - len(following)][:1]
        if following and (following[0] in OPENERS or following[0] in RAISED_DIGITS):
            return False
        if stop == "," and _CAPITALISED.search(self._before):
            return self._style == "round" and labels[0] < _LEAST_AGE
        return bool(stop or not following or _STOPPED.search(self._before) or _CONJUNCTION.match(following))
