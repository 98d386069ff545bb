"""Recognises the line by which a press release forbids to publish it before a time."""

from __future__ import annotations

import re

_EDGE = 1_000
"""Characters at the beginning and at the end of a text where an embargo is looked for."""

_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\W{1,3}(?:\w+\W{1,3})?(?:(?:sampai|hingga|s\.?/?d\.?|until|till?|tayang|rilis|berlaku|release)\b"
    r".{0,40}\d|\d)|\bembargoed\s(?:until|till|for)\b|\b(?:under|strict(?:ly)?)\sembargo|\bhold\sfor\srelease\b"
    r"|\bnot\sfor\s(?:publication|release|broadcast)\b.{0,30}\b(?:before|until)\b|\bdo\snot\spublish\sbefore\b"
    r"|\b(?:jangan|(?:tidak|belum)\sboleh|dilarang)\s(?:di)?(?:tayangkan|terbitkan|siarkan|publikasikan|muat|sebarkan)\s"
    r"sebelum\b"
    r"|\b(?:baru|hanya)\sboleh\s(?:ditayangkan|diterbitkan|dipublikasikan|disiarkan|dimuat)\s(?:setelah|mulai|pada)\b",
    re.IGNORECASE,
)


def names_embargo(text: str) -> bool:
    """Whether a line, or the beginning or end of a text, says that it may not be published before a time.

    >>> names_embargo("EMBARGO sampai 6 November 2026 pukul 10.00"), names_embargo("Embargo minyak dicabut.")
    (True, False)
    """
    return _EMBARGO.search(f"{text[:_EDGE]}\n{text[_EDGE:][-_EDGE:]}") is not None
