"""Changes the tree of a web page before its main text is extracted, so that each line of text stands alone.

Rows of tables become paragraphs with the headings of their columns, entries of a live blog keep their time,
and links to other articles, widgets and the marks of footnotes go.
"""

from __future__ import annotations

import re
from typing import Any

from knowledge.text.furniture import is_furniture, is_link_label
from knowledge.text.note_marks import is_note_mark
from knowledge.text.tables import row_lines

LONGEST_CELL = 400
"""Characters. A table with a longer cell lays out a page and is no table of data."""

LONGEST_LINKS = 3_000
"""Characters of a list of links to other articles, at most."""

MOST_SPANNED = 50
"""Columns or rows that one cell fills at most; a page may claim any number."""

_WIDGET = re.compile(
    r"(?:^|[\s_-])(?:baca-?juga|related|rekomendasi|recommend(?:ed|ation)s?|terkait|read-?(?:also|more|next)|newsletter"
    r"|subscribe|subscription|share|sharing|social(?:-?media)?|ads?|advert(?:isement)?|iklan|banner|promo|polling|poll"
    r"|quiz|comments?|komentar|tags?|breadcrumbs?|author-?box|trending|terpopuler|popular|sponsor(?:ed)?|paywall"
    r"|cookie|app-?download|whatsapp-?channel|twitter-tweet|instagram-media|tiktok-embed|fb-post)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"(?:live-?(?:blog)?[\s_-]*(?:entry|post|item|update)|(?:^|[\s_-])(?:entry|post|update|timeline)[\s_-]?"
    r"(?:item|entry)?(?:$|\s))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b")
_NOTE_LINK = re.compile(
    r"foot-?note|noteref|cite[-_]?(?:note|ref)|\bfn|\bnote|reference|catatan", re.IGNORECASE
)
_BACK_LINK = re.compile(r"[\s↩︎⤴^↑\[\]]*")
_BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "main", "ul", "ol", "li", "dl", "table", "blockquote", "figure"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "pre"),
    ]
)


def prepare(tree: Any) -> None:
    """Changes ``tree``, an lxml element of a whole page, in place."""
    _drop_note_marks(tree)
    _drop_asides(tree)
    _write_tables(tree)
    _write_pairs(tree)
    _write_times(tree)


def _drop_note_marks(tree: Any) -> None:
    """Removes the marks of footnotes, and the links from the notes back to them."""
    for link in list(tree.iter("a")):
        href = str(link.get("href") or "")
        text = _text(link)
        if not (href.startswith("#") and len(text) <= 6):
            continue
        parent = link.getparent()
        is_mark = (
            parent.tag == "sup"
            or link.find("sup") is not None
            or _NOTE_LINK.search(f"{href} {link.get('class') or ''} {link.get('role') or ''}")
            or _BACK_LINK.fullmatch(text)
        )
        if is_mark:
            _drop(parent if parent.tag == "sup" and _text(parent) == text else link)
    for raised in list(tree.iter("sup")):
        before = raised.getprevious()
        text = raised.getparent().text if before is None else before.tail or _text(before)
        if is_note_mark(_text(raised), text or ""):
            _drop(raised)


def _drop_asides(tree: Any) -> None:
    """Removes widgets, and links to other articles.

    Lines without a link that are no part of the article stay: they are never quoted.
    """
    whole = len(_text(tree))
    for element in list(tree.iter(*_BLOCKS)):
        if element.getroottree().getroot() is not tree:
            continue  # It was inside an element that is gone.
        text = _text(element)
        is_widget = _WIDGET.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
        if is_widget and 3 * len(text) < whole and element.find(".//h1") is None:
            _drop(element)
        elif is_link_label(text):
            # What it announces may be inside it, behind it, or no links at all.
            if _drop_links_after(element) or element.find(".//a") is not None:
                _drop(element)
        elif element.find(".//a") is not None and (is_furniture(text) or _is_one_link(element, text)):
            _drop(element)


def _drop_links_after(label: Any) -> bool:
    """Removes what follows a label such as "Baca juga": a list of links, or paragraphs of one link each.

    Returns whether there was anything to remove.
    """
    is_any = False
    while (following := label.getnext()) is not None:
        if isinstance(following.tag, str):
            text = _text(following)
            links = sum(len(_text(link)) for link in following.iter("a"))
            if not text or len(text) > LONGEST_LINKS or links < 0.8 * len(text):
                break
            is_any = True
        _drop(following)
    return is_any


def _is_one_link(element: Any, text: str) -> bool:
    links = list(element.iter("a"))
    return (
        element.tag == "p"
        and len(links) == 1
        and not str(links[0].get("href") or "#").startswith("#")
        and _text(links[0]) == text
        and text[-1:] not in '.!?”"'
    )


def _write_tables(tree: Any) -> None:
    for table in list(tree.iter("table")):
        rows, heading_rows = _grid(table)
        if not _is_data(table, rows):
            continue
        caption = table.find("caption")
        lines = [_text(caption)] if caption is not None and _text(caption) else []
        lines += row_lines(rows, heading_rows=heading_rows)
        _replace(_outermost(table), lines)


def _is_data(table: Any, rows: list[list[str]]) -> bool:
    return (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and table.get("role") != "presentation"
        and table.find(".//table") is None
        and all(len(cell) <= LONGEST_CELL for row in rows for cell in row)
    )


def _grid(table: Any) -> tuple[list[list[str]], int | None]:
    """The cells of a table, those that span others repeated; and how many rows of headings are on top.

    None if the table marks no headings.
    """
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    heading_rows, in_heading = 0, True
    for row in table.iter("tr"):
        cells: list[str] = []
        marks: list[bool] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, below)
            for part in cell.iter("br", "p", "div", "li"):
                part.tail = f" {part.tail or ''}"
            text = _text(cell)
            for _column in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    below[len(cells)] = (down - 1, text)
                cells.append(text)
            marks.append(cell.tag == "th" or _is_bold(cell, text))
        _fill(cells, below)
        if not any(cells):
            continue
        is_heading = row.getparent().tag == "thead" or (bool(marks) and all(marks))
        in_heading = in_heading and is_heading
        heading_rows += in_heading
        rows.append(cells)
    return rows, heading_rows or None


def _fill(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Appends the cells that reach down from rows above into the next columns."""
    while (reaching := below.pop(len(cells), None)) is not None:
        left, text = reaching
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), MOST_SPANNED) if value.isdecimal() and len(value) < 5 else 1


def _is_bold(cell: Any, text: str) -> bool:
    bold = "".join(_text(part) for part in cell.iter("b", "strong"))
    return bool(text) and bold.replace(" ", "") == text.replace(" ", "")


def _write_pairs(tree: Any) -> None:
    """Turns a term of a ``dl`` and its description into a paragraph; a question and its answer into two."""
    for pairs in list(tree.iter("dl")):
        parts = [part for part in pairs.iterchildren() if part.tag in {"dt", "dd"}]
        if not parts or [part.tag for part in parts] != ["dt", "dd"] * (len(parts) // 2):
            continue
        texts = [_text(part) for part in parts]
        if not any(term.endswith("?") for term in texts[::2]):
            both = zip(texts[::2], texts[1::2], strict=True)
            texts = [f"{term.rstrip(' :')}: {description}" for term, description in both]
        _replace(pairs, texts)


def _write_times(tree: Any) -> None:
    """Gives each entry of a live blog its time as a paragraph, and puts the newest entry first."""
    entries: dict[Any, list[tuple[str, Any]]] = {}
    for time in list(tree.iter("time", "span", "div")):
        text = _text(time)
        if len(text) > 40 or not _CLOCK.search(text) or (time.tag != "time" and not _is_clock(time)):
            continue
        entry = next((above for above in time.iterancestors() if _is_entry(above)), None)
        if entry is None:
            continue
        stamp = str(time.get("datetime") or "")
        entries.setdefault(entry.getparent(), []).append((stamp, entry))
        _lift(time, entry, text)
    for parent, found in entries.items():
        _newest_first(parent, found)


def _is_clock(element: Any) -> bool:
    return re.search(r"time|jam|waktu|clock|date", str(element.get("class") or ""), re.IGNORECASE) is not None


def _is_entry(element: Any) -> bool:
    return element.tag in {"div", "article", "section", "li"} and bool(
        _ENTRY.search(str(element.get("class") or ""))
    )


def _lift(time: Any, entry: Any, text: str) -> None:
    """Moves a time to the beginning of its entry, as a paragraph."""
    _drop(time)
    paragraph = entry.makeelement("p", {})
    paragraph.text = text
    paragraph.tail, entry.text = entry.text, None
    entry.insert(0, paragraph)


def _newest_first(parent: Any, found: list[tuple[str, Any]]) -> None:
    stamps = [stamp for stamp, _entry in found]
    if parent is None or len(found) < 2 or not all(stamps) or len(set(map(len, stamps))) > 1:
        return
    if any(entry.getparent() is not parent for _stamp, entry in found):
        return
    places = [parent.index(entry) for _stamp, entry in found]
    ordered = sorted(found, key=lambda pair: pair[0], reverse=True)
    for _stamp, entry in found:
        parent.remove(entry)
    for place, (_stamp, entry) in zip(sorted(places), ordered, strict=True):
        parent.insert(place, entry)


def _outermost(table: Any) -> Any:
    """The table, or the figure around it: figures are left out of the main text."""
    return next((above for above in table.iterancestors("figure")), table)


def _replace(element: Any, lines: list[str]) -> None:
    """Puts paragraphs in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    group = element.makeelement("div", {})
    for line in lines:
        paragraph = group.makeelement("p", {})
        paragraph.text = line
        group.append(paragraph)
    group.tail = element.tail
    parent.replace(element, group)


def _drop(element: Any) -> None:
    """Removes an element, and keeps the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
