"""The result of a parser: the text and what the document states about itself, for sending through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["html", "pdf", "docx"]
"""The kinds of document that are parsed in the sandbox."""


class Refused(Exception):
    """A document cannot become an article.

    ``str(error)`` is a sentence without its subject, which is the document's name:
    ``"is protected by a password; save it without one."``
    """


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, paragraphs separated by blank lines. All other fields may be empty.

    ``heading`` is the title, which may be repeated in the text; ``above`` are the lines printed above it.
    ``published_on`` is an ISO date, with or without a time.
    """

    text: str
    heading: str = ""
    above: str = ""
    published_on: str = ""
    publisher: str = ""
    url: str = ""
