"""Tells the marks of footnotes from other raised numbers, as "orang" with its mark would be read "orang1"."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?(?:,\s?\d{1,3}){0,5}")
_POWER_OF = re.compile(r"(?:^|[\s\d(])(?:(?:[kcdm]m|m|km|in|ft)|10)$", re.IGNORECASE)


def is_note_mark(raised: str, before: str) -> bool:
    """Whether a raised text is the mark of a note, given the text before it.

    >>> is_note_mark("1", "menewaskan 12 orang"), is_note_mark("2", "seluas 12 km"), is_note_mark("1", "")
    (True, False, False)
    """
    before = before.rstrip()
    return bool(before) and _MARK.fullmatch(raised.strip()) is not None and not _POWER_OF.search(before)
