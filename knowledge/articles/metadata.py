"""Reads the lines above and below the body of an article: title, date, byline, publisher, web address.

Only lines whose form leaves no doubt are read; a doubtful line belongs to the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from unicodedata import category
from urllib.parse import urlsplit

from knowledge.articles.datelines import dateline, is_place, is_publisher
from knowledge.articles.embargoes import names_embargo
from knowledge.text.dates import find_dates, parse_moment, trim_date_context

MOST_HEADER_LINES = 40
LONGEST_HEADER_LINE = 200
LONGEST_TITLE = 150
"""Characters of a line that can be a title. The longest of 2,605 IndoSum titles has about 120."""

_LABELS = {
    "title": "title judul headline",
    "date": "date tanggal published published_on published_at publish_date publication_date pubdate"
    " datepublished terbit diterbitkan dipublikasikan posted tayang dirilis tanggal_terbit",
    "updated": "updated last_updated diperbarui terakhir_diperbarui modified lastmod",
    "publisher": "publisher penerbit media source sumber site site_name situs",
    "url": "url link tautan permalink canonical canonical_url source_url sumber_url",
    "author": "oleh by author penulis reporter editor written_by laporan wartawan jurnalis penyunting byline",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_CLOSING_KINDS = frozenset({"publisher", "url"})
_LABELLED = re.compile(r"[\s*(]*([A-Za-z][A-Za-z _-]{1,24}?)\s*[:=]\s*(\S.*?)\)?$")
_DATE_WORD = re.compile(
    r"(?:last (?:updated|modified)|terakhir diperbarui|updated|modified|diperbarui|published|posted|"
    r"diterbitkan|dipublikasikan|terbit|tayang|dirilis)\b(?: on| pada| tanggal)?[\s:]*",
    re.IGNORECASE,
)
_UPDATED = ("last", "terakhir", "updated", "modified", "diperbarui")
_PARTS = re.compile(
    r"\s*[|•;]\s*|[\s,(]+(?=(?:last updated|terakhir diperbarui|updated|diperbarui|modified)\b)|\)$",
    re.IGNORECASE,
)
"""What separates the date of publication from that of the last change in one line."""
_URL = re.compile(r"<?((?:https?://|www\.)[^\s<>\"]+)>?", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|oleh)\s+(\S.*)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|•·,]\s*|\s+[-–—]+\s+|\s+[-–—]+$|^[-–—]+\s+")
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w.'’-]*|dan|and|bin|binti|van|de|al|of|the|[/&]")
_CAPTION = re.compile(r"\((?:foto|photo|gambar|dok)\b|^(?:foto|photo|gambar)\b", re.IGNORECASE)
_MARKED_TITLE = re.compile(r"#{1,6}\s+(\S.*)")
_UNFINISHED = re.compile(
    r"\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|pada|dalam|oleh|bahwa|sebagai|the|of|and|or|to|in|for|with|a|an|at|by"
    r"|that|from)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """What an article states about itself.

    ``updated_on`` serves as its date only if there is no other date. A date is a ``datetime`` if its time
    and zone are known.
    """

    title: str = ""
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    updated_on: date | None = None

    def or_else(self, other: Header) -> Header:
        """Returns this header with its empty fields filled from ``other``."""
        return Header(
            self.title or other.title,
            self.published_on or other.published_on,
            self.publisher or other.publisher,
            self.url or other.url,
            self.updated_on or other.updated_on,
        )


def read_front_matter(text: str) -> tuple[Header, str]:
    r"""Reads the ``---`` block of ``key: value`` lines at the start; returns it and the text after it.

    Without a block, returns an empty header and the whole text.

    >>> read_front_matter("---\ntitle: Pasar baru\n---\nPasar dibuka.")[0].title
    'Pasar baru'
    """
    lines = text.split("\n", MOST_HEADER_LINES)
    if lines[0].strip() != "---":
        return Header(), text
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in {"---", "..."}), None)
    if end is None or not all(_is_yaml_like(line) for line in lines[1:end]):
        return Header(), text
    header = Header()
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        kind = _KINDS.get(_key(key)) if colon and not key[:1].isspace() else None
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if kind and value:
            header = header.or_else(_labelled(kind, value) or Header())
    return header, "\n".join(lines[end + 1 :])


def read_header(text: str, *, heading: str | None = None) -> tuple[Header, str]:
    r"""Reads the lines above the body, in any order; returns the header and the body.

    ``heading`` is a line that is known to be the title. Expects cleaned text: see
    :func:`~knowledge.text.cleaning.clean`.

    >>> read_header("Pasar baru dibuka\n22 April 2022\n\nPasar itu dibuka kemarin.")[1]
    'Pasar itu dibuka kemarin.'
    """
    lines = text.split("\n", MOST_HEADER_LINES)
    header = Header()
    body_lines: list[str] = []
    embargoes: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position].strip()
        if not line:
            position += 1
            continue
        if len(line) <= LONGEST_HEADER_LINE and names_embargo(line):
            embargoes += [line, ""]
            position += 1
            continue
        fields = _read_line(line, has_title=bool(header.title))
        marked = _MARKED_TITLE.fullmatch(line)
        if fields is not None:
            header = header.or_else(fields)
        elif not header.title and line == heading and len(line) <= LONGEST_HEADER_LINE:
            header = replace(header, title=line)
        elif not header.title and marked and len(line) <= LONGEST_HEADER_LINE:
            header = replace(header, title=marked[1].rstrip("# "))
        elif not header.title and _looks_like_title(lines, position):
            header = replace(header, title=line)
        elif (
            header.title
            and not body_lines
            and _looks_like_title(lines, position)
            and _fields_follow(lines, position)
        ):
            # A section ("EKONOMI") or a masthead above the title, or a second headline below it.
            if _is_above_title(header.title) and len(line.split()) > 2:
                masthead = header.title if is_publisher(header.title) else None
                header = replace(header, title=line, publisher=header.publisher or masthead)
            else:
                body_lines.append(line)
        else:
            break
        position += 1
    return header, "\n".join([*embargoes, *body_lines, *lines[position:]]).strip()


def read_footer(text: str, known: Header) -> tuple[Header, str]:
    """Reads source and address lines at the end; returns ``known`` with their fields, and the text above.

    A line that adds nothing to ``known`` stays in the text: it may be part of what the article reports.
    """
    while True:
        rest, _, line = text.rstrip().rpartition("\n")
        kind = _kind(line)
        fields = _read_line(line, has_title=True) if kind in _CLOSING_KINDS or _url(line) else None
        if fields is None or not rest.strip() or known.or_else(fields) == known:
            return known, text
        # Each round fills an empty field, so there are few rounds.
        known, text = known.or_else(fields), rest.rstrip()


def _read_line(line: str, *, has_title: bool) -> Header | None:
    line = line.strip()
    if len(line) > LONGEST_HEADER_LINE:
        return None
    url = _url(line)
    if url:
        return Header(url=url)
    days = list(find_dates(line))
    parts = [part for part in _PARTS.split(line) if part] if len(days) > 1 else []
    if len(parts) > 1:
        fields = [_read_line(part, has_title=has_title) for part in parts]
        return None if None in fields else reduce(Header.or_else, filter(None, fields))
    kind = _kind(line)
    labelled = _LABELLED.fullmatch(line)
    if kind and labelled:
        return _labelled(kind, labelled[2])
    byline = _BYLINE.fullmatch(line)
    if not days:
        return Header() if byline and _is_name(byline[1]) and not line.endswith(".") else None
    return _dated(line, days[0].start, days[0].end, days[0].moment or days[0].day, has_title=has_title)


def _dated(line: str, start: int, end: int, day: date, *, has_title: bool) -> Header | None:
    """Reads a line such as ``Contoh.com - 22/04/2022, 10:30 WIB``: a date with nothing but names beside it.

    ``line[start:end]`` is the date. Returns None for any other line.
    """
    word = _DATE_WORD.match(line)
    updated = word is not None and word[0].lower().startswith(_UPDATED)
    before, after = trim_date_context(line[word.end() if word else 0 : start], line[end:])
    names = [name for piece in (before, after) for name in _SEPARATOR.split(piece) if name.strip(" ()")]
    publisher = next((name.strip(" ()") for name in names if is_publisher(name.strip(" ()"))), None)
    others = [name for name in names if name.strip(" ()") != publisher]
    for name in others:
        byline = _BYLINE.fullmatch(name) or re.fullmatch(
            r"(?:penulis|editor|reporter)\s*:\s*(.+)", name, re.IGNORECASE
        )
        if not _is_name(byline[1] if byline else name):
            return None
    # "Jadwal Salat Kota Baru, 22 April 2022" may be the title: accept names only below a title or with a
    # publisher.
    bare_place = len(others) == 1 and is_place(others[0]) and line.startswith(f"{others[0]},")
    if others and not (has_title or publisher or bare_place or _BYLINE.match(line)):
        return None
    if len(others) > 3:
        return None
    return (
        Header(publisher=publisher, updated_on=day)
        if updated
        else Header(publisher=publisher, published_on=day)
    )


def _labelled(kind: str, value: str) -> Header | None:
    value = value.strip().strip("*").strip()
    url = _url(value)
    if kind == "url" or url:
        return Header(url=url) if url and kind in {"url", "publisher"} else None
    day = next((found.moment or found.day for found in find_dates(value)), None)
    if kind in {"date", "updated"}:
        if day is None:
            return None
        return Header(published_on=day) if kind == "date" else Header(updated_on=day)
    if kind == "title":
        return Header(title=value)
    if kind == "author":
        header = Header(published_on=parse_moment(value.rpartition(",")[2]))
        for piece in value.split("|")[1:]:
            header = header.or_else(_read_line(piece, has_title=True) or Header())
        return header if len(value) <= 120 else None
    name, _, rest = value.rstrip(".").partition(",")
    if day is not None and parse_moment(rest) == day:
        return Header(publisher=name.strip(), published_on=day)
    return Header(publisher=value.rstrip(".")) if len(value) <= 80 else None


def _kind(line: str) -> str | None:
    match = _LABELLED.fullmatch(line.strip()) if len(line) <= LONGEST_HEADER_LINE else None
    return _KINDS.get(_key(match[1])) if match else None


def _key(label: str) -> str:
    return "_".join(label.lower().replace("-", " ").split())


def _url(text: str) -> str | None:
    match = _URL.fullmatch(text.strip())
    if match is None:
        return None
    url = match[1] if "://" in match[1] else f"https://{match[1]}"
    try:
        return url if "." in (urlsplit(url).hostname or "") else None
    except ValueError:
        return None


def _is_name(text: str) -> bool:
    words = text.strip(" ()").split()
    # Scripts without capitals do not show what a name is.
    most = 8 if any(word[0].isupper() for word in words) else 2
    return 0 < len(words) <= most and all(_NAME_WORD.fullmatch(word.strip(",;()")) for word in words)


def _is_yaml_like(line: str) -> bool:
    return not line.strip() or line[0] in " \t#-]" or bool(re.match(r"[\w\"' .-]{1,40}:(?:\s|$)", line))


def _following(lines: Sequence[str], position: int) -> tuple[str, bool]:
    """Returns the next line that is not blank ("" if none), and whether a blank line comes before it."""
    for ahead in range(position + 1, len(lines)):
        if lines[ahead].strip():
            # The last element holds the whole rest of a long text.
            return lines[ahead].strip().split("\n", 1)[0], ahead > position + 1
    return "", False


def _fields_follow(lines: Sequence[str], position: int) -> bool:
    following = _following(lines, position)[0]
    return bool(following) and _read_line(following, has_title=True) is not None


def _is_above_title(line: str) -> bool:
    words = len(line.split())
    return words <= 2 or (words <= 5 and line.isupper())


def _looks_like_title(lines: Sequence[str], position: int) -> bool:
    line = lines[position].strip()
    following, is_separate = _following(lines, position)
    if not following or len(line) > LONGEST_TITLE or not any(map(str.isalpha, line)):
        return False
    if line.rstrip("\"'”’)»")[-1:] in {".", ",", ";", ":", "…"} or not (
        line[0].isalnum() or line[0] in "\"'“‘([" or category(line[0]) == "So"
    ):
        return False
    if re.match(r"\d{1,3}[.)]\s", line) or dateline(line + " X"):
        return False
    if following[0].islower():
        return False
    if _fields_follow(lines, position) or dateline(following):
        return True
    if line.rstrip("\"'”’)»")[-1:] in {"?", "!"} or _CAPTION.search(line):
        # The lead may be a question, and a caption may come first: a doubtful line belongs to the body.
        return False
    if _UNFINISHED.search(line):
        return False
    if is_separate:
        return True
    # In text broken at a fixed width the next line is about as long; then this one is not a title.
    return len(line) < 45 or len(following) > 1.5 * len(line)
