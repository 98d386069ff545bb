"""Reads tables of articles with named columns: CSV of any common dialect and encoding, and XLSX."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from knowledge.adapters.archives.columns import Columns
from knowledge.adapters.archives.items import Item
from knowledge.adapters.archives.packages import open_package
from knowledge.adapters.formats.extracted import Refused

MOST_CHARACTERS = 10 * 1024 * 1024
"""Of one line of CSV; the longest novels have a third of this."""

NO_COLUMN = "has no column for the text; name one of them isi, teks, text or body in the first row."

_SAMPLE_BYTES = 64 * 1024


def read_csv(file: BinaryIO) -> Iterator[Item]:
    """Yields the rows of a CSV file. Raises :class:`Refused` if its first row names no column for texts."""
    sample = file.read(_SAMPLE_BYTES)
    file.seek(0)
    encoding = _encoding(sample, whole=len(sample) < _SAMPLE_BYTES)
    lines = _Lines(io.TextIOWrapper(file, encoding, errors="replace", newline=""))
    csv.field_size_limit(MOST_CHARACTERS)
    first = sample.decode(encoding, "replace").partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        columns = Columns(next(rows, []))
    except csv.Error:
        raise Refused(NO_COLUMN) from None
    if not columns.has_text:
        raise Refused(NO_COLUMN)
    number = 1
    while True:
        number += 1
        lines.is_too_long = False
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            error = "It has no end; write a quotation mark after its last field."
            yield Item(f"row {number}", error=error)
            return
        if lines.is_too_long:
            yield Item(f"row {number}", error="It is longer than 10 MB; split it.")
        elif _is_filled(row):
            yield columns.item(row, f"row {number}")


class _Lines:
    """The lines of a text for :mod:`csv`, which would read a line of any length into memory."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.is_too_long = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MOST_CHARACTERS)
        if not line:
            raise StopIteration
        if len(line) == MOST_CHARACTERS and not line.endswith("\n"):
            self.is_too_long = True
            rest = line
            while rest and not rest.endswith("\n"):
                rest = self._text.readline(MOST_CHARACTERS)
            return "\n"
        # NUL is no text, and the parser of older versions of Python stops at it.
        return line.replace("\x00", "")


def _encoding(sample: bytes, *, whole: bool) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        # What spreadsheets write on Windows unless they are told to write UTF-8.
        return "cp1252"
    return "utf-8"


def read_xlsx(file: BinaryIO) -> Iterator[Item]:
    """Yields the rows of all sheets whose first row names a column for the text.

    Raises :class:`Refused` if there is no such sheet, and for a file that is damaged or unpacks to too much.
    """
    import openpyxl

    open_package(file, "spreadsheet").close()
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (KeyError, ValueError, OSError, SyntaxError, TypeError, AttributeError):
        raise Refused("is damaged or no spreadsheet; save it as .xlsx again.") from None
    is_empty = True
    for sheet in book.worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        columns = Columns(next((row for _, row in rows if _is_filled(row)), ()))
        if not columns.has_text:
            continue
        is_empty = False
        where = f"{sheet.title}, " if len(book.worksheets) > 1 else ""
        for number, row in rows:
            if _is_filled(row):
                yield columns.item(row, f"{where}row {number}")
    if is_empty:
        raise Refused(NO_COLUMN)


def _is_filled(row: Sequence[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)
