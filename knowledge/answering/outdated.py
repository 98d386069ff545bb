"""Tells when an answer about the present rests on old articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from knowledge.models import CitedStatement

OUTDATED_AFTER = timedelta(days=7)

_PRESENT = re.compile(
    r"\b(?:(?:hari|saat|pagi|siang|sore|malam|detik|minggu|pekan) ini|sekarang|kini|terkini|terbaru|barusan"
    r"|now|nowadays|today|tonight|this (?:morning|afternoon|evening|week)|at the moment|latest|newest"
    r"|current(?:ly)?|right now|as of today)\b",
    re.IGNORECASE,
)


def archive_until(question: str, statements: Iterable[CitedStatement], today: date) -> date | None:
    """Returns the day of the newest article that is cited, if it is too old for a question about the present.

    None if the question names no present, if an article is not older than :data:`OUTDATED_AFTER`, and if none
    has a date.
    """
    if not asks_for_present(question):
        return None
    days = [
        citation.published_on
        for statement in statements
        for citation in statement.citations
        if citation.published_on is not None
    ]
    newest = max(days, default=None)
    return newest if newest is not None and today - newest > OUTDATED_AFTER else None


def asks_for_present(question: str) -> bool:
    """Whether a question has a word for the present time.

    >>> asks_for_present("Berapa harga beras hari ini?"), asks_for_present("Siapa presiden pertama?")
    (True, False)
    """
    return _PRESENT.search(question) is not None
