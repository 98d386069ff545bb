"""The interface of the sources of articles, and the raw documents that sources deliver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Literal, Protocol

TextForm = Literal["plain", "markdown", "document", "record"]
"""How the text of a :class:`RawDocument` is written, which decides how it is read.

``plain``: as somebody typed it; title, date and publisher may stand in lines above and below the body.
``markdown``: the same with Markdown's marks. ``document``: paragraphs separated by blank lines that a parser
took out of HTML, PDF or DOCX. ``record``: a row with named fields; its text is stored unchanged.
"""

JAKARTA = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An article as found in its source: the decoded text, and what the source states about it.

    ``name`` is how error messages call the document. ``heading`` is its title, which a document may repeat in
    the text; ``above`` are the lines printed above the title. In ``document`` and ``record`` form the
    remaining fields take precedence over the lines of the text; in ``plain`` and ``markdown`` form they only
    fill gaps. Reading cleans ``text``, ``heading``, ``above`` and ``publisher``; they may contain invisible
    characters. A stamp with a time and a zone, in ``published_on`` or in the text, stands for the day in
    ``zone``.
    """

    text: str
    form: TextForm = "plain"
    name: str = "The article"
    heading: str = ""
    above: str = ""
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    external_id: str | None = None
    zone: tzinfo = JAKARTA


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was found: one of ``document``, ``error`` and ``link`` is set.

    ``name`` is a path, an upload's name or an address, with the place in an archive. ``line`` counts from 1
    within a file of JSON lines and is None elsewhere. ``error`` is one sentence for people that names the
    source and says why it cannot be read; with ``is_left_out`` it is no failure, because the source is not
    published (yet). ``link`` is the address of a page that is still to be fetched, and that changed at
    ``changed_at``, as far as that is known.
    """

    name: str
    document: RawDocument | None = None
    error: str | None = None
    line: int | None = None
    link: str | None = None
    changed_at: datetime | None = None
    is_left_out: bool = False


class ArticleSources(Protocol):
    """Reads documents from files, folders, archives, standard input, uploads and links.

    If one file, archive member or line is bad, the others are still read. All calls except :meth:`fetch`
    block, up to half a minute per document: make them, and advance their iterators, in a thread.
    """

    def count(self, paths: Sequence[Path]) -> int | None:
        """Returns the approximate number of documents in these files and folders, without parsing any.

        Returns None if only reading can tell, as for an archive of another program.
        """
        ...

    def from_paths(self, paths: Sequence[Path]) -> Iterator[Source]:
        """Yields the documents in these files and folders in the order given; the files of a folder are
        sorted by name."""
        ...

    def from_stdin(self, data: bytes) -> Iterator[Source]:
        """Yields one document per line if the first line is JSON, otherwise one document of plain text."""
        ...

    def from_upload(self, data: bytes, name: str) -> Iterator[Source]:
        """Yields the documents in an uploaded file; the ending of ``name`` determines its kind."""
        ...

    async def fetch(self, url: str) -> RawDocument:
        """Returns the page at a web address; its ``url`` is the address after all redirects.

        Connects to public addresses only. Takes at most 20 s to fetch and half a minute to parse. Raises
        :class:`~knowledge.errors.UnusableLink`, :class:`~knowledge.errors.UnreadableArticle` and
        :class:`~knowledge.errors.PageUnavailable`.
        """
        ...
