"""From raw text to an article: title, publication date, publisher and address are lifted off, the body stays.

The dateline is read and remains in the body, where it can be quoted. A date in the lead is not taken for the
publication date: of 63 IndoSum leads with a full date in brackets whose address tells the day, 37 agreed.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.articles.datelines import Dateline, dateline
from knowledge.articles.metadata import (
    LONGEST_HEADER_LINE,
    Header,
    read_footer,
    read_front_matter,
    read_header,
)
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.text.cleaning import (
    clean,
    from_markdown,
    storable,
    visible,
    without_tricks,
)
from knowledge.text.dates import parse_date

__all__ = ["Dateline", "dateline", "read_document", "read_json_line", "read_text", "title_from_lead"]

FIRST_LINES = 10
"""Where a document repeats its title: under a masthead, above a date."""

LONGEST_MADE_TITLE = 80
SHORTEST_CLAUSE_TITLE = 45
"""Characters. A title made from the lead ends at a clause where one ends late enough to say something."""

_CLOSING_MARKS = " \t\n\xa0.,;:!?…-–—"
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'", "(": ")", "[": "]"}
_WEAK_END = re.compile(
    r"\W+(?:dan|atau|yang|di|ke|dari|untuk|dengan|pada|dalam|oleh|bahwa|sebagai|serta|karena|agar|para|akan|antara|the"
    r"|of|and|or|to|in|for|with|an?|at|by|that|from|as|on|is|are|was|were|has|have|will|its|their)$",
    re.IGNORECASE,
)


def read_text(text: str, *, name: str | None = None, markdown: bool = False) -> ArticleText:
    r"""Read one article from plain text or Markdown.

    ``name`` is what errors call it (a file name). The body is kept to the letter but for line ends, Unicode
    NFC, invisible characters, outer white space and runs of blank lines. Raises
    :class:`~knowledge.errors.UnreadableArticle` for text that is empty, has no letters, or has only a header.

    >>> article = read_text("Pasar baru dibuka\n22 April 2022\n\nKOTA BARU – Pasar itu dibuka kemarin.")
    >>> article.title, str(article.published_on), article.text
    ('Pasar baru dibuka', '2022-04-22', 'KOTA BARU – Pasar itu dibuka kemarin.')
    """
    subject = name or "The article"
    text = clean(text)
    _require_letters(text, subject)
    front, text = read_front_matter(text)
    heading: str | None = None
    if markdown:
        plain = from_markdown(text)
        text, heading = clean(plain.text), clean(plain.first_heading or "") or None
    return _article(text.strip(), subject, front, heading)


def read_document(
    text: str,
    *,
    name: str,
    heading: str = "",
    above: str = "",
    published_on: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> ArticleText:
    r"""Read one article from what a library took out of a document: paragraphs parted by blank lines.

    ``heading`` is its title, which may stand in the text once more; of the lines ``above`` it only those are
    of use that say what they are (a date, a publisher). The rest is what the document says of itself, and
    wins over what stands in the text. Raises as :func:`read_text`.

    >>> read_document("Pasar baru\n\nPasar itu dibuka.", name="pasar.pdf", heading="Pasar baru").text
    'Pasar itu dibuka.'
    """
    text, heading = clean(text), " ".join(clean(heading).split())
    _require_letters(text, name)
    if heading and len(heading) <= LONGEST_HEADER_LINE:
        # Once, as title of the text: it keeps a short first paragraph from being taken for one.
        first = [line for line in text.split("\n", FIRST_LINES)[:FIRST_LINES] if line != heading]
        text = "\n".join([heading, "", *first, *text.split("\n", FIRST_LINES)[FIRST_LINES:]])
    known = Header(
        published_on=published_on,
        publisher=" ".join(clean(publisher or "").split()) or None,
        url=url,
    )
    known = known.or_else(replace(read_header(clean(above))[0], title=""))
    article = _article(text, name, known, heading or None)
    return article if article.title else replace(article, title=heading)


def _article(text: str, subject: str, known: Header, heading: str | None) -> ArticleText:
    top, body = read_header(text, heading=heading)
    header, body = read_footer(body, known.or_else(top))
    if not any(map(str.isalpha, body)):
        raise UnreadableArticle(f"{subject} has a header but no text below it; add the text of the article.")
    line = dateline(body)
    return ArticleText(
        text=body,
        title=" ".join(header.title.split()),
        published_on=header.published_on or (line.published_on if line else None) or header.updated_on,
        publisher=header.publisher or (line.publisher if line else None),
        url=header.url,
    )


def title_from_lead(text: str, first_sentence: str) -> str:
    """A title of at most 80 characters, made from the first sentence of an article that has none.

    The dateline is left out; a longer sentence is cut between words, at a clause where there is one, and ends
    in ``…``. ``""`` only when the text has no word at all.

    >>> title_from_lead("", "KOTA BARU – Pasar itu dibuka kemarin.")
    'Pasar itu dibuka kemarin'
    """
    lead = _without_dateline(first_sentence) or _without_dateline(text[:1_000])
    lead = " ".join(lead.split())
    if len(lead) > LONGEST_MADE_TITLE:
        return _closed(_cut(lead[:LONGEST_MADE_TITLE])) + "…"
    return _closed(lead)


def read_json_line(line: str | bytes) -> ArticleText:
    r"""Read one line of ``.jsonl``: ``{"id"?, "title"?, "text", "published_on"?, "publisher"?, "url"?}``.

    The text is kept to the letter, since others compare offsets with their own copy: only ``\r\n`` becomes
    ``\n``, NUL and lone surrogates go, and what reverses or hides text becomes a space. Raises
    :class:`~knowledge.errors.UnreadableArticle`, naming the field.

    >>> read_json_line('{"id": 7, "text": "Harga beras naik."}').external_id
    '7'
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableArticle("The line is not JSON; write one article a line, as a JSON object.") from None
    if not isinstance(row, dict):
        raise UnreadableArticle("The line is not a JSON object; write one article a line, as a JSON object.")
    if row.get("text") is None:
        raise UnreadableArticle('The line has no "text"; add the text of the article.')
    text = without_tricks(_string(row, "text") or "")
    _require_letters(text, 'The "text"')
    return ArticleText(
        text=text,
        title=visible(_string(row, "title") or ""),
        published_on=_day(row),
        publisher=visible(_string(row, "publisher") or "") or None,
        url=_string(row, "url"),
        external_id=_external_id(row.get("id")),
    )


def _require_letters(text: str, subject: str) -> None:
    if not text.strip():
        raise UnreadableArticle(f"{subject} is empty; an article needs at least one sentence.")
    if not any(map(str.isalpha, text)):
        raise UnreadableArticle(f"{subject} has no letters; an article needs at least one sentence.")


def _string(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise UnreadableArticle(f'"{field}" is not a string; write it in quotes or leave it out.')
    return storable(value) or None if value is not None else None


def _day(row: dict[str, Any]) -> date | None:
    value = _string(row, "published_on")
    if value is None or not value.strip():
        return None
    day = parse_date(value)
    if day is None:
        raise UnreadableArticle('"published_on" is not a date; write it like 2022-04-22 or leave it out.')
    return day


def _external_id(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableArticle(
            '"id" is neither a string nor a whole number; write one of them or leave it out.'
        )
    return storable(str(value)) or None


def _without_dateline(text: str) -> str:
    found = dateline(text + " X")  # a lead may be cut off right after its dateline
    return text[found.end :].strip() if found else text.strip()


def _cut(start: str) -> str:
    clause = max(start.rfind(mark) for mark in (", ", "; ", " – ", " — ", ": "))
    if clause >= SHORTEST_CLAUSE_TITLE:
        return start[:clause]
    words = start.rpartition(" ")[0] or start[:-1]
    while _WEAK_END.search(words):
        words = _WEAK_END.sub("", words)
    return words


def _closed(title: str) -> str:
    """Without closing punctuation, and without a quotation mark or bracket whose partner is missing."""
    title = title.rstrip(_CLOSING_MARKS)
    for opening, closing in _QUOTES.items():
        unpaired = (
            title.count(opening) % 2 if opening == closing else title.count(opening) != title.count(closing)
        )
        if unpaired and title.startswith(opening):
            title = title[1:]
        elif unpaired and title.endswith(closing):
            title = title[:-1]
    return title.strip().rstrip(_CLOSING_MARKS)
