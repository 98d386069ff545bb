"""Turns tables and JSON in a streamed draft into lines of text, and leaves other lines as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering import json_answers, tables
from knowledge.answering.label_reader import LINE_ENDS
from knowledge.answering.tag_filter import FORGET

LONGEST_LINE = 4_000
LONGEST_JSON = 20_000
"""Characters. What is longer is left as it is: no answer of a model is that long."""

_PIECES = re.compile(rf"[^{LINE_ENDS}{FORGET}]*[{LINE_ENDS}{FORGET}]?")
_KIND = re.compile(r"\s*(?:(?P<row>\|)|(?P<json>\{|\[\s*[{\"])|(?P<undecided>\[?\s*$))")


class LayoutFilter:
    """Incremental filter: each row of a table becomes a sentence, and JSON the text and labels in it.

    The joined output does not depend on where the text is divided into chunks. A row is a line that begins
    with ``|``; it is held back until it ends. After a line that begins like JSON all is held back.

    >>> layout = LayoutFilter()
    >>> layout.feed("| Air |\\n|--") + layout.feed("-|\\n| naik [2] |\\nPasar") + layout.close()
    'naik [2].\\nPasar'
    """

    def __init__(self) -> None:
        self._passed: list[str] = []
        self._forget()

    def feed(self, chunk: str) -> str:
        """Filter a chunk and return what it completes."""
        for piece in _PIECES.findall(chunk):
            self._take(piece.removesuffix(FORGET))
            if piece.endswith(FORGET):
                self._forget()
                self._passed.append(FORGET)
        return self._released()

    def close(self) -> str:
        """End the text and return the rest that was held back."""
        self._end_line()
        self._end_table()
        return self._released()

    def _released(self) -> str:
        passed, self._passed = "".join(self._passed), []
        return passed

    def _forget(self) -> None:
        self._held = ""
        """What was held back of the current line, or of JSON."""
        self._kind = "undecided"
        """What the current line is: undecided, row, json or text."""
        self._header: Sequence[str] | None = None
        """The header of the current table; empty if it has none, None if that is not known yet."""
        self._first_row: Sequence[str] | None = None
        """The first row of a table, until the next one tells whether it is the header."""

    def _take(self, piece: str) -> None:
        """Take a part of a line, which may end in a line end."""
        self._held += piece
        if self._kind == "undecided":
            kind = _KIND.match(self._held)
            self._kind = (kind.lastgroup if kind else None) or "text"
        if len(self._held) > (LONGEST_JSON if self._kind == "json" else LONGEST_LINE):
            self._kind = "text"
        if self._kind in ("text", "json"):
            self._end_table()
        if self._kind == "text":
            self._passed.append(self._held)
            self._held = ""
        if piece.endswith(tuple(LINE_ENDS)) and self._kind != "json" and self._held.strip() != "[":
            self._end_line()

    def _end_line(self) -> None:
        if self._kind == "row":
            self._take_row(tables.cells(self._held))
        elif self._kind == "json":
            self._passed.append(json_answers.rewritten(self._held))
        else:
            self._passed.append(self._held)
        self._held, self._kind = "", "undecided"

    def _take_row(self, row: Sequence[str]) -> None:
        if tables.is_rule(row):
            self._header, self._first_row = self._first_row or self._header or (), None
        elif self._header is None and self._first_row is None:
            self._first_row = row
        else:
            if self._first_row is not None:
                self._pass_row(self._first_row)
                self._header, self._first_row = (), None
            self._pass_row(row)

    def _pass_row(self, row: Sequence[str]) -> None:
        self._passed.append(f"{tables.sentence(self._header or (), row)}\n")

    def _end_table(self) -> None:
        if self._first_row is not None:
            self._pass_row(self._first_row)
        self._header = self._first_row = None
