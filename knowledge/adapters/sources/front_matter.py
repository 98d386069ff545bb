"""Reads the header of a Markdown page that Hugo or Jekyll publishes: YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.adapters.sources.archives import Calendar
from knowledge.errors import UnreadableArticle
from knowledge.ports import RawDocument, Source
from knowledge.text.cleaning import clean, from_markdown

LONGEST_HEADER = 64 * 1024
"""Characters. A header has some hundred."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
# Shortcodes of Hugo, tags of Jekyll, and attributes of its Markdown. Text between a pair of tags stays.
_TEMPLATE = re.compile(r"\{\{[<%][^{}]*[>%]\}\}|\{%[^{}]*%\}|\{\{[^{}]*\}\}|^\{:[^{}\n]*\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """The fields of a header, by their names in lower case, and the text below it. Without one, no fields."""

    text: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def string(self, *names: str) -> str:
        """Returns the first of these fields that is not empty, as a string; "" if there is none."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, datetime | date):
                return value.isoformat()
            if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
                return str(value).strip()
        return ""

    def reason_to_wait(self, calendar: Calendar) -> str | None:
        """Returns a sentence if the page is not published now, otherwise None."""
        if _is_true(self.fields.get("draft")) or self.fields.get("published") is False:
            return "It is a draft."
        start, end = self.string("publishdate", "date"), self.string("expirydate")
        if calendar.is_future(start):
            return f"It waits for its date, {start}."
        return f"It expired on {end}." if calendar.moment(end) and not calendar.is_future(end) else None

    def document(self, name: str, calendar: Calendar) -> RawDocument:
        """Makes a document of the page: its header says what it is, its text is free of marks and tags."""
        plain = from_markdown(_TEMPLATE.sub("", self.text))
        text = clean(plain.text)
        title = self.string("title", "judul")
        if not title and plain.first_heading:
            title = clean(plain.first_heading)
            text = text.removeprefix(title).lstrip()
        url = self.string("url", "permalink", "canonical_url", "canonicalurl")
        return RawDocument(
            text,
            "record",
            name,
            heading=" ".join(title.split()),
            published_on=calendar.day(self.string("date", "publishdate", "tanggal")),
            publisher=self.string("publisher", "penerbit") or None,
            url=url if url.startswith(("https://", "http://")) else None,
        )


def page_source(document: RawDocument, calendar: Calendar) -> Source:
    """Makes a source of a Markdown file anywhere: a draft is left out, and a TOML header is read here."""
    try:
        page = read_page(document.text)
    except UnreadableArticle:
        # It may be no header, but text that looks like one.
        return Source(document.name, document)
    if reason := page.reason_to_wait(calendar):
        return Source(document.name, error=f"{document.name}: {reason}", is_left_out=True)
    is_known = document.text.startswith("---") or not page.fields
    return Source(document.name, document if is_known else page.document(document.name, calendar))


def read_page(text: str) -> Page:
    r"""Splits a page into header and text.

    Raises ``UnreadableArticle``, without the name of the page, if its header is broken.

    >>> read_page("+++\ntitle = 'Feri'\ndraft = true\n+++\nFeri tiba.")
    Page(text='Feri tiba.', fields={'title': 'Feri', 'draft': True})
    """
    text = text.replace("\r\n", "\n")
    opening, _, rest = text.partition("\n")
    if opening.rstrip() in _FENCES:
        lines = rest[:LONGEST_HEADER].split("\n")
        closing = _FENCES[opening.rstrip()]
        end = next((number for number, line in enumerate(lines) if line.rstrip() in closing), None)
        if end is None:
            return Page(text)
        header = "\n".join(lines[:end])
        fields = _toml(header) if opening.startswith("+") else _yaml(header)
        return Page(rest[len(header) :].lstrip("\n").partition("\n")[2], fields)
    if text.startswith("{"):
        return _json(text)
    return Page(text)


def _yaml(header: str) -> dict[str, object]:
    import yaml

    try:
        # By aliases a short header can grow without end.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(header, yaml.SafeLoader)):
            raise ValueError("aliases are not read")
        return _fields(yaml.safe_load(header))
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        raise UnreadableArticle("Its header is not YAML; correct it.") from None


def _toml(header: str) -> dict[str, object]:
    try:
        return _fields(tomllib.loads(header))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        raise UnreadableArticle("Its header is not TOML; correct it.") from None


def _json(text: str) -> Page:
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return Page(text)
    return Page(text[end:].lstrip("\n"), _fields(value))


def _fields(value: object) -> dict[str, object]:
    return {str(name).lower(): item for name, item in value.items()} if isinstance(value, dict) else {}


def _is_true(value: object) -> bool:
    return value is True or str(value).strip().lower() in {"true", "yes"}
