"""Parses Word documents: all paragraphs, lists, tables, text boxes and notes that a reader sees, in order."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from knowledge.adapters.formats.docx_package import open_package
from knowledge.adapters.formats.extracted import Extracted, Refused
from knowledge.text.note_marks import is_note_mark
from knowledge.text.tables import row_lines

_TITLE_STYLES = ("Title", "Heading 1")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text that a review deleted or moved away, and the copy of a text box for old programs.
_UNSEEN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_NOTE_PARTS = re.compile(r"/(?:footnotes|endnotes)$")
_LIST_STYLE = re.compile(r"List (?P<kind>Bullet|Number)\b")

MOST_SPANNED = 60
"""Columns that a cell fills at most; Word has 63."""

LONGEST_CELL = 400
"""Characters. A table with a longer cell lays out a page and is no table of data."""


def extract(data: bytes) -> Extracted:
    """Returns the text of a document, with its first title or top heading as ``heading``.

    Raises :class:`Refused` for a file that is not a Word document, is damaged, or is too large when unpacked.
    """
    import docx

    package = open_package(data)
    try:
        # python-docx's XML parser resolves no entities, neither inside nor outside the document.
        document = docx.Document(package)
        reader = _Reader(document)
        blocks = list(reader.blocks(document.element.body))
    except (zipfile.BadZipFile, ValueError, KeyError, AttributeError, TypeError, OSError) as error:
        raise Refused("is damaged or no Word document; save it as .docx again.") from error
    return Extracted(text="\n\n".join(blocks), heading=reader.heading)


class _Reader:
    """Reads the blocks of one document. ``heading`` is its first title, once the blocks are read."""

    def __init__(self, document: Any) -> None:
        self.heading = ""
        self._styles = {style.style_id: style.name for style in document.styles}
        self._notes = _notes(document.part)
        self._lists = _lists(document.part)
        self._counts: Counter[tuple[str, str]] = Counter()

    def blocks(self, element: Any) -> Iterator[str]:
        """Yields paragraphs and rows of tables, in order. Notes follow the paragraph that refers to them.

        Raises ``RecursionError`` for a document that is nested too deeply.
        """
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag != f"{_W}sectPr":
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        text = "".join(_pieces(paragraph)).strip()
        style = self._styles.get(paragraph.style) or ""
        if text and not self.heading and style in _TITLE_STYLES:
            self.heading = text = " ".join(text.split())
        elif text:
            text = self._mark(paragraph, style) + text
        if text:
            yield text
        for kind in ("footnote", "endnote"):
            for reference in paragraph.iter(f"{_W}{kind}Reference"):
                yield from self._notes.pop((kind, reference.get(f"{_W}id")), ())

    def _mark(self, paragraph: Any, style: str) -> str:
        """The bullet or number of a paragraph, which Word does not keep in the text; ``""`` without one."""
        number_of = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        level_of = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        styled = _LIST_STYLE.match(style)
        if number_of is None and styled is None:
            return ""
        number = number_of.get(f"{_W}val") if number_of is not None else style
        level = level_of.get(f"{_W}val") if level_of is not None else "0"
        if number == "0":  # Word's way to take a paragraph out of a list.
            return ""
        kind = self._lists.get((number, level)) or (styled["kind"].lower() if styled else "")
        if kind not in {"decimal", "number"}:
            return "- "
        self._counts[number, level] += 1
        return f"{self._counts[number, level]}. "

    def _table(self, table: Any) -> Iterator[str]:
        rows, heading_rows = _grid(table)
        cells = [cell for row in rows for cell in row]
        is_data = len(rows) > 1 and max(map(len, rows)) > 1 and max(map(len, cells)) <= LONGEST_CELL
        if is_data and table.find(f".//{_W}tbl") is None:
            yield from row_lines(rows, heading_rows=heading_rows)
        else:
            for cell in table.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tbl")) is table:
                    yield from self.blocks(cell)


def _grid(table: Any) -> tuple[list[list[str]], int | None]:
    """The cells of a table, those that span others repeated, and how many rows of headings are on top.

    None if the document marks no headings.
    """
    rows: list[list[str]] = []
    heading_rows, in_heading = 0, True
    for row in table.iter(f"{_W}tr"):
        cells: list[str] = []
        is_bold: list[bool] = []
        for cell in row.iter(f"{_W}tc"):
            text = " ".join(" ".join("".join(_pieces(part)) for part in cell.iter(f"{_W}p")).split())
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val") != "restart" and rows:
                text = rows[-1][len(cells)] if len(cells) < len(rows[-1]) else text
            cells += [text] * _span(cell.find(f"{_W}tcPr/{_W}gridSpan"))
            is_bold.append(_is_bold(cell) or not text)
        if not any(cells):
            continue
        is_heading = row.find(f"{_W}trPr/{_W}tblHeader") is not None or all(is_bold)
        in_heading = in_heading and is_heading
        heading_rows += in_heading
        rows.append(cells)
    return rows, heading_rows or None


def _span(grid_span: Any) -> int:
    value = str(grid_span.get(f"{_W}val")) if grid_span is not None else "1"
    return min(max(int(value), 1), MOST_SPANNED) if value.isdecimal() and len(value) < 4 else 1


def _is_bold(cell: Any) -> bool:
    runs = [run for run in cell.iter(f"{_W}r") if "".join(_pieces(run)).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(f"{_W}val") not in {"0", "false"} for mark in marks
    )


def _is_note_mark(element: Any) -> bool:
    """Whether an element is a run of raised letters that somebody typed as the mark of a note."""
    place = element.find(f"{_W}rPr/{_W}vertAlign") if element.tag == f"{_W}r" else None
    if place is None or place.get(f"{_W}val") != "superscript":
        return False
    texts = [
        "".join(part.text or "" for part in run.iter(f"{_W}t"))
        for run in element.itersiblings(preceding=True)
    ]
    return is_note_mark("".join(part.text or "" for part in element.iter(f"{_W}t")), "".join(texts[::-1]))


def _notes(part: Any) -> dict[tuple[str, str], list[str]]:
    """The paragraphs of footnotes and endnotes, by their kind and number."""
    from docx.oxml import parse_xml

    notes: dict[tuple[str, str], list[str]] = {}
    for relation in part.rels.values():
        if relation.is_external or not _NOTE_PARTS.search(relation.reltype):
            continue
        for note in parse_xml(relation.target_part.blob):
            kind = str(note.tag).rpartition("}")[2]
            if note.get(f"{_W}type") is None:  # Others are the lines that separate notes from the text.
                texts = (" ".join("".join(_pieces(each)).split()) for each in note.iter(f"{_W}p"))
                notes[kind, note.get(f"{_W}id")] = [text for text in texts if text]
    return notes


def _lists(part: Any) -> dict[tuple[str, str], str]:
    """The form of the numbers of each level of each list, such as "bullet" or "decimal"."""
    from docx.oxml import parse_xml

    forms: dict[tuple[str, str], str] = {}
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/numbering"):
            continue
        root = parse_xml(relation.target_part.blob)
        abstract = {each.get(f"{_W}abstractNumId"): each for each in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            uses = number.find(f"{_W}abstractNumId")
            levels = abstract.get(uses.get(f"{_W}val")) if uses is not None else None
            for level in levels.iter(f"{_W}lvl") if levels is not None else ():
                form = level.find(f"{_W}numFmt")
                if form is not None:
                    forms[number.get(f"{_W}numId"), level.get(f"{_W}ilvl")] = str(form.get(f"{_W}val"))
    return forms


def _pieces(element: Any) -> Iterator[str]:
    """Yields the text of a paragraph with the text boxes in it.

    Raises ``RecursionError`` for a document that is nested too deeply.
    """
    for child in element:
        if child.tag in _UNSEEN or _is_note_mark(child):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in {f"{_W}pPr", f"{_W}rPr"}:
            yield from _pieces(child)
