"""Parses news pages: the main text without menus, advertisements and comments, and the page's metadata."""

from __future__ import annotations

import re

from knowledge.adapters.formats.extracted import Extracted, Refused

_DATES = {"original_date": True, "extensive_search": False}
"""Take a date only from tags that are made for dates; never guess one from the text."""

_ANY_TEXT = re.compile(rb"\w")


def extract(data: bytes) -> Extracted:
    """Returns the main text of a page with its title, date, publisher and URL.

    Raises :class:`Refused` for a page without a main text.
    """
    import trafilatura

    if not _ANY_TEXT.search(data):
        raise Refused("is empty; an article needs at least one sentence.")
    page = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        # Without this, short paragraphs are lost: see tests/tools/quality/formats.py.
        favor_recall=True,
        date_extraction_params=_DATES,
    )
    text = None if page is None or isinstance(page, dict) else page.text
    if page is None or isinstance(page, dict) or not text:
        raise Refused("holds no main text; save the text of the article to a .txt file and add that.")
    return Extracted(
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        heading=" ".join((page.title or "").split()),
        published_on=page.date or "",
        publisher=page.sitename or "",
        url=page.url or "",
    )
