"""Recognises the columns of a table of articles by their names, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from knowledge.adapters.archives.items import NO_TEXT, Item
from knowledge.adapters.archives.markup import is_html, text_of

NAMES = {
    "text": "isi teks text body content konten isi_berita isi_artikel naskah body_text content_text full_text"
    " content_html body_html html artikel article",
    "title": "judul title headline judul_berita judul_artikel",
    "date": "tanggal date published published_on published_at date_published publish_date publication_date"
    " tanggal_terbit tgl terbit pubdate created_at",
    "url": "url link tautan permalink alamat",
    "publisher": "publisher penerbit media source sumber",
    "id": "id external_id guid uuid",
}
"""The names of each field, the best first. Authors are not read, because an article has none here."""

_FIELDS = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names.split())}


class Columns:
    """The columns of a table, from the names in its first row or the fields of an object."""

    def __init__(self, names: Sequence[object]) -> None:
        ranked: dict[str, tuple[int, int]] = {}
        for position, name in enumerate(names):
            field, rank = _FIELDS.get(_plain(str(name)), ("", 0))
            if field and (field not in ranked or rank < ranked[field][0]):
                ranked[field] = rank, position
        self._positions = {field: position for field, (_, position) in ranked.items()}

    @property
    def has_text(self) -> bool:
        """Whether one of the columns holds the texts."""
        return "text" in self._positions

    def item(self, row: Sequence[object], place: str) -> Item:
        """Returns the article of a row, whose text is unchanged unless it is HTML.

        >>> Columns(["Judul", "Isi"]).item(["Feri", "<p>Feri tiba.</p>"], "row 2").text
        'Feri tiba.'
        """
        text = self._value(row, "text")
        if is_html(text):
            text = text_of(text)
        url = self._value(row, "url").strip()
        return Item(
            place,
            text=text,
            title=" ".join(self._value(row, "title").split()),
            published_on=self._value(row, "date").strip(),
            publisher=self._value(row, "publisher").strip(),
            url=url,
            external_id=self._value(row, "id").strip() or url,
            error="" if text.strip() else NO_TEXT,
        )

    def _value(self, row: Sequence[object], field: str) -> str:
        position = self._positions.get(field)
        value = None if position is None or position >= len(row) else row[position]
        if value is None or isinstance(value, dict | list):
            return ""
        return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _plain(name: str) -> str:
    """A name in lower case with its words joined by ``_``.

    >>> _plain(" Tanggal-Terbit"), _plain("publishedOn")
    ('tanggal_terbit', 'published_on')
    """
    spaced = "".join(
        f"_{char}" if char.isupper() and before.islower() else char
        for before, char in zip(f" {name}", name, strict=False)
    )
    return "_".join(spaced.lower().replace("-", " ").replace("_", " ").split())
