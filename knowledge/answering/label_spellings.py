"""Parses the spellings of labels that models use: ``[2, 5]``, ``【2†source】``, ``(Sumber 2)``, ``²``."""

from __future__ import annotations

import re
from collections.abc import Container

from knowledge.answering.tag_filter import RAISED

LONGEST_RANGE = 10
"""A longer range such as ``[1-999]`` is ignored: a claim rests on a few sentences."""

OPENERS, CLOSERS = "[【［〔", "]】］〕"
"""Articles cannot imitate labels in these: :data:`.evidence_prompt.GUARD` follows them in a prompt."""
RAISED_DIGITS = "".join(map(chr, RAISED.values()))
_LOWERED = str.maketrans(RAISED_DIGITS + "⁻", "0123456789-")
_TO_SPACES = str.maketrans(dict.fromkeys(OPENERS + CLOSERS, " "))

_SOURCES = (
    r"(?:sumber|sources?|kalimat|sentences?|bukti|evidence|referensi|references?|refs?|rujukan|kutipan"
    r"|citations?|cited|lihat|see|cf)\b"
)
_WORDS = rf"(?:{_SOURCES}|baris|lines?|catatan kaki|footnotes?|artikel|articles?|nomor|no|id|label|[ens])"
_SEPARATOR = re.compile(r"[,;&/+]|\b(?:and|dan|serta)\b|(?<=\d) (?=[\^#]?\d)")
_LABEL = re.compile(
    rf"(?:{_WORDS}[.:]? ?){{0,2}}[\^#]?([0-9]{{1,3}})(?::[0-9]{{1,3}})?"
    r"(?: ?[-–—] ?\^?([0-9]{1,3}))?(?: ?†.*)?",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"{_SOURCES}[.:]? ?#?([0-9]{{1,3}}) ?[;:,|–-] ?[^\W\d_].*", re.IGNORECASE)
_NAMED = re.compile(rf"\s?{_SOURCES}", re.IGNORECASE)
_SQUARE = re.compile(rf"[{re.escape(OPENERS)}]([^{re.escape(OPENERS + CLOSERS)}]*)[{re.escape(CLOSERS)}]")
_LINE = re.compile(rf"{_SOURCES}(?P<labels>.*?)\.?", re.IGNORECASE)


def labels_in(content: str) -> list[int] | None:
    """The labels between two brackets; None if it is something else, as in ``[sic]`` or ``[2022]``.

    >>> labels_in("2, 4-6"), labels_in("Sumber 2"), labels_in("2†source"), labels_in("2022")
    ([2, 4, 5, 6], [2], [2], None)
    """
    content = " ".join(content.translate(_LOWERED).split())
    if content == "n":
        return []  # "[n]" is copied from the instructions
    labels: list[int] = []
    for part in _SEPARATOR.split(content):
        label = _LABEL.fullmatch(part.strip())
        if label is None:
            titled = _TITLED.fullmatch(content)  # [Source 2: Judul]
            return [int(titled[1])] if titled else None
        labels += label_range(int(label[1]), int(label[2] or label[1]))
    return labels


def label_range(first: int, last: int) -> range:
    """The labels from ``first`` to ``last``; none of a range that is too long.

    >>> list(label_range(2, 4)), list(label_range(1, 999))
    ([2, 3, 4], [])
    """
    return range(first, last + 1) if last - first < LONGEST_RANGE else range(0)


def named_labels_in(content: str) -> list[int] | None:
    """The labels between round brackets that are marked as such, by a word or by brackets; None without any.

    >>> named_labels_in("sumber: [1], [2]"), named_labels_in("Sumber 2-3"), named_labels_in("2")
    ([1, 2], [2, 3], None)
    """
    in_square = [label for square in _SQUARE.finditer(content) for label in labels_in(square[1]) or ()]
    is_named = _NAMED.match(content) is not None
    if not in_square and not is_named and set(content).isdisjoint(RAISED_DIGITS):
        return None
    labels = labels_in(content.translate(_TO_SPACES))
    # Beside its labels a source may be named: (Sumber: Warta Kelana [2])
    return in_square if labels is None and is_named and in_square else labels


def labels_of_sources(line: str) -> list[int] | None:
    """The labels of a line such as ``Sumber: 1, 3``; None if it is something else.

    >>> labels_of_sources("Sumber: 1, 3."), labels_of_sources("Sumber dana: 3 bank.")
    ([1, 3], None)
    """
    sources = _LINE.fullmatch(line)
    return labels_in(sources["labels"].lstrip(": ")) if sources else None


def raised_labels(run: str, shown: Container[int] | None) -> list[int]:
    """The labels of raised digits: ``¹²`` is 12, or 1 and 2 if ``shown`` has no 12.

    >>> raised_labels("¹²", None), raised_labels("¹²", {1, 2}), raised_labels("¹,³", None)
    ([12], [1, 2], [1, 3])
    """
    labels = labels_in(run) or []
    if shown is not None and not all(label in shown for label in labels):
        digits = [int(digit) for digit in run.translate(_LOWERED) if digit.isdecimal()]
        if all(digit in shown for digit in digits):
            return digits
    return labels
