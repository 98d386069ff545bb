"""Writes each row of a table as a line that says what its cells are, so that it can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?:Rp|IDR|US\$|[$€£±<>~+-])?\s?\d[\d.,:/–-]*\s?(?:%|[^\W\d_]{1,12}\b|°\s?C)?(?:\s[^\W\d_]{1,12})?",
    re.IGNORECASE,
)
_NO_VALUE = frozenset({"", "-", "–", "—", "n/a", "nihil", "tbd"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ATTRIBUTE = re.compile(
    r"(?:nama|name|umur|usia|age|lahir|born|tinggi|height|berat|weight|luas|area|panjang|length|lebar|width|alamat"
    r"|address|jabatan|pekerjaan|pendidikan|agama|status|anak|penduduk|population|jumlah|number|total|korban|tewas"
    r"|luka|hilang|dead|injured|missing|biaya|cost|anggaran|budget|harga|price|tarif|tanggal|date|waktu|time|tempat"
    r"|lokasi|location|kapasitas|capacity|berdiri|founded|rekor|gelar|gol|goals)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:jumlah|total|korban|tewas|luka|harga|suara|votes|persen|percent|persentase|share|skor|score|poin|points|nilai"
    r"|value|tarif|price|biaya|cost|jabatan|position|office|keterangan|alamat|address|jam|waktu|time|lokasi|location"
    r"|tempat|place|kursi|seats|medali|stok|kuota|luas)\b",
    re.IGNORECASE,
)
"""Words that head the second of two columns."""
_SUBJECT = re.compile(
    r"(?:no|nomor|number|peringkat|rank|pos|nama|name|calon|candidate|kecamatan|kelurahan|desa|dusun|kota|kabupaten"
    r"|provinsi|daerah|wilayah|city|district|region|province|country|negara|hari|day|tanggal|date|tahun|year|bulan"
    r"|month|pukul|tim|team|klub|club|partai|party|komoditas|barang|jenis|item|rute|route|sekolah|school)\b",
    re.IGNORECASE,
)
"""Words that head the first of several columns."""
_SEPARATED = re.compile(r"\S(?:\t| {2,}|[ \t]?\|)[ \t]?\S")
_SPACES = re.compile(r" {2,}")
_RULE = re.compile(r"[|\s:+=_-]{3,}")
_LABELLED = re.compile(r"([^\W_][^:;\n]{0,59}):\s(\S[^\n]*)")

LONGEST_ROW = 300
"""Characters of a line that may be the row of a typed table."""


def row_lines(rows: Sequence[Sequence[str]], *, heading_rows: int | None = None) -> list[str]:
    """Write each row below the headings as a line ``heading: cell; heading: cell``, in order.

    ``heading_rows`` is how many rows on top hold the headings of the columns; None if the document does not
    say, then the content decides. A cell that spans several columns is to be repeated in each of them. A row
    that is one such cell heads the rows below it. Empty cells and rows are left out. Without headings the
    cells of two columns become ``cell: cell``, those of more columns ``cell; cell; cell``.

    >>> row_lines([["Kecamatan", "Korban"], ["Seberang", "12"], ["Hilir", "7"]])
    ['Kecamatan: Seberang; Korban: 12', 'Kecamatan: Hilir; Korban: 7']
    """
    filled = [[_plain(cell) for cell in row] for row in rows]
    table = [row for row in filled if any(row)]
    if heading_rows is None:
        heading_rows = _heading_rows(table)
    elif len(filled) != len(table):
        heading_rows = sum(any(row) for row in filled[:heading_rows])
    if heading_rows >= len(table):
        heading_rows = 0
    headings = _joined_headings(table[:heading_rows])
    is_pair = not headings and all(len(row) == 2 for row in table)
    lines: list[str] = []
    group = ""
    for row in table[heading_rows:]:
        if len(row) > 1 and row[0] and len(set(row)) == 1:
            group = row[0].rstrip(" :")
            continue
        if is_pair and all(row):
            line = f"{row[0].rstrip(' :')}: {row[1]}"
        else:
            line = "; ".join(_cells(row, headings))
        lines.append(f"{group}; {line}" if group else line)
    return lines or ([group] if group else [])


def with_rows(text: str) -> str:
    r"""The text with the rows of typed tables written by :func:`row_lines`; nothing else changes.

    Rows are adjacent lines with as many cells each. Tabs or bars separate cells, and at least two spaces do
    in three or more lines.

    >>> with_rows("Korban:\nKecamatan\tTewas\nSeberang\t12\nHilir\t7")
    'Korban:\nKecamatan: Seberang; Tewas: 12\nKecamatan: Hilir; Tewas: 7'
    """
    if not _SEPARATED.search(text):
        return text
    written: list[str] = []
    rows: list[list[str]] = []
    lines: list[str] = []
    heading_rows: int | None = None
    for line in [*text.split("\n"), ""]:
        if rows and _RULE.fullmatch(line.strip()):
            heading_rows = heading_rows or len(rows)
            lines.append(line)
            continue
        cells = _typed_cells(line)
        if rows and len(cells) != len(rows[0]):
            written += _written(rows, lines, heading_rows)
            rows, lines, heading_rows = [], [], None
        if len(cells) > 1:
            rows.append(cells)
            lines.append(line)
        else:
            written.append(line)
    return "\n".join(written[:-1])


def _typed_cells(line: str) -> list[str]:
    line = line.strip()
    if len(line) > LONGEST_ROW:
        return []
    if "\t" in line:
        cells = re.split(r"\t+", line)
    elif line.count("|") > 1 or " | " in line:
        cells = line.strip("|").split("|")
    else:
        cells = _SPACES.split(line)
    return [cell.strip() for cell in cells]


def _written(rows: list[list[str]], lines: list[str], heading_rows: int | None) -> list[str]:
    is_spaced = not any("\t" in line or "|" in line for line in lines)
    least = 3 if is_spaced else 2
    # Two cells are a sentence after a wide space, or a name beside a date, unless it goes on.
    if len(rows) < least or any(cell.endswith((".", ",")) for row in rows for cell in row[:-1]):
        return lines
    return row_lines(rows, heading_rows=heading_rows)


def labelled_cells(line: str) -> list[tuple[str, str]]:
    """The headings and cells of a line that :func:`row_lines` wrote; a cell without a heading has ``""``.

    ``[]`` for any other line: at least two cells, and most of them, must have a heading.

    >>> labelled_cells("Grup A; Tim: Persada; Poin: 3"), labelled_cells("Persada: menang; Nusa kalah")
    ([('', 'Grup A'), ('Tim', 'Persada'), ('Poin', '3')], [])
    """
    cells = []
    for cell in line.split("; ") if "; " in line else ():
        found = _LABELLED.fullmatch(cell.strip())
        cells.append((found[1], found[2]) if found else ("", cell.strip()))
    labelled = sum(bool(heading) for heading, _cell in cells)
    return cells if labelled > 1 and 2 * labelled > len(cells) else []


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _cells(row: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The cells of a row with their headings; a cell that spans columns with the same heading stands once."""
    cells: list[str] = []
    for at, cell in enumerate(row):
        heading = headings[at] if at < len(headings) else ""
        labelled = f"{heading}: {cell}" if heading and heading != cell else cell
        if cell and labelled not in cells[-1:]:
            cells.append(labelled)
    return cells


def _joined_headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading for each column: "Korban" above "Tewas" becomes "Korban Tewas"."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    return [" ".join(dict.fromkeys(column)).rstrip(" :") for column in columns]


def _heading_rows(table: Sequence[Sequence[str]]) -> int:
    """How many rows of a table that marks no headings hold them: none, one, or two if the first has cells
    that span others."""
    if len(table) > 2 and len(set(table[0])) < len(table[0]) and len(table[0]) == len(table[1]) > 2:
        return 2 * _are_headings(_joined_headings(table[:2]), table[2:])
    return int(len(table) > 1 and _are_headings(table[0], table[1:]))


def _are_headings(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table holds the headings of its columns.

    A wrong "yes" would tie values to headings that they do not have. So headings need numbers below them, or
    words that usually head a column; and two columns may as well be names and values of one thing.
    """
    if len(first) < 2 or not all(first[1:]) or len(set(first)) < len(first):
        return False
    if any(cell and _is_value(cell) and not _YEAR.fullmatch(cell) for cell in first):
        return False
    if any(map(_HEADING.match, first[1:])) or (len(first) > 2 and _SUBJECT.match(first[0])):
        return True
    is_sure = len(rest) > 1 or _SUBJECT.match(first[0])
    # "Jumlah" in the last row is the sum.
    if len(first) == 2 and (not is_sure or any(_ATTRIBUTE.match(row[0]) for row in rest[:-1] or rest)):
        return False
    columns = range(1, len(first))
    return any(all(len(row) > at and _is_value(row[at]) for row in rest) for at in columns)


def _is_value(cell: str) -> bool:
    return cell.lower() in _NO_VALUE or _NUMBER.fullmatch(cell) is not None
