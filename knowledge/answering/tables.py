"""Turns the rows of a Markdown table in a draft into sentences that keep their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from knowledge.answering.label_spellings import labels_in, named_labels_in

_RULE = re.compile(r":?-+:?")
_MARKS = " *_`"
_NUMBER_COLUMNS = frozenset(["no", "no.", "nomor", "#", "nr"])
_SOURCE_COLUMNS = re.compile(
    r"(?:nomor |no\.? )?(?:sumber|sources?|referensi|references?|refs?\.?|rujukan|kutipan|citations?|bukti"
    r"|evidence|labels?|baris|lines?)\b.*",
    re.IGNORECASE,
)
_GENERAL_COLUMNS = re.compile(
    r"keterangan|details?|rincian|informasi|information|uraian|deskripsi|description|isi|nilai|value|fakta|facts?"
    r"|jawaban|answer|penjelasan|explanation|catatan|notes?|pernyataan|statement|data",
    re.IGNORECASE,
)
"""Headers that say nothing about what is below them."""
_EMPTY = frozenset(["", "-", "–", "—", "n/a"])


def cells(line: str) -> list[str]:
    """The cells of a row, without the bars around them.

    >>> cells("| Air | 3 m [2] |")
    ['Air', '3 m [2]']
    """
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def is_rule(row: Sequence[str]) -> bool:
    """Whether a row is the line between the header and the rows below it.

    >>> is_rule([":---", "---:"]), is_rule(["Air", "-"])
    (True, False)
    """
    return all(map(_RULE.fullmatch, row))


def sentence(header: Sequence[str], row: Sequence[str]) -> str:
    """A row as a sentence: its first cell, a colon, and the other cells, each after what the header calls it.

    Labels stay in brackets, those of a column of sources at the end. ``header`` may be empty.

    >>> sentence(["Tahap", "Mulai", "Biaya", "Sumber"], ["**Pertama**", "Mei", "Rp 2 miliar", "3, 4"])
    '**Pertama**: mulai Mei, biaya Rp 2 miliar. [3, 4]'
    """
    told: list[str] = []
    labels: list[str] = []
    for name, cell in zip_longest(header, row, fillvalue=""):
        name = name.strip(_MARKS)
        if cell.strip(_MARKS) in _EMPTY or name.lower() in _NUMBER_COLUMNS:
            continue
        if _SOURCE_COLUMNS.fullmatch(name):
            labels.append(f"[{cell}]" if labels_in(cell) is not None else cell)
        elif named_labels_in(cell) is not None:
            labels.append(cell)
        elif not told or not name or _GENERAL_COLUMNS.fullmatch(name):
            told.append(cell)
        else:
            told.append(f"{name[0].lower() if name[1:].islower() else name[0]}{name[1:]} {cell}")
    text = ": ".join(filter(None, (told[0], ", ".join(told[1:])))) if told else ""
    stop = "" if not text or text[-1] in ".!?" else "."
    return " ".join(filter(None, (text + stop, *labels)))
