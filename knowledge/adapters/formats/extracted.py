"""What a format gives: text and what the document says of itself, as plain values that cross a pipe."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """Why a document cannot become an article: the rest of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """Paragraphs are parted by blank lines. ``heading`` is the title as it may stand in the text once more,
    ``above`` are the lines over it; ``published_on`` is an ISO date; all but ``text`` may be empty."""

    text: str
    heading: str = ""
    above: str = ""
    published_on: str = ""
    publisher: str = ""
    url: str = ""
