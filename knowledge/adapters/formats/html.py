"""News pages: the main text without menus, advertisements and comments, and what the page says of itself."""

from __future__ import annotations

import re

from knowledge.adapters.formats.extracted import Extracted, Refused

_DATES = {"original_date": True, "extensive_search": False}
"""A date from tags that are made for dates, and from nowhere else: reading must not guess."""

_ANY_TEXT = re.compile(rb"\w")


def extract(data: bytes) -> Extracted:
    """Raises :class:`Refused` for a page without a main text."""
    import trafilatura

    if not _ANY_TEXT.search(data):
        raise Refused("is empty; an article needs at least one sentence.")
    page = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        # A careful reading loses short paragraphs: see tests/tools/quality/formats.py.
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
