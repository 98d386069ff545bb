"""Makes a title for an article that has none, from its first sentence."""

from __future__ import annotations

import re

from knowledge.articles.datelines import dateline

LONGEST_TITLE = 80
"""Characters of a title that is made from the lead."""

SHORTEST_CLAUSE = 45
"""Characters. A longer lead is cut at a clause that ends after so many, late enough to say something."""

_CLOSING_MARKS = " \t\n\xa0.,;:!?…-–—"
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'", "(": ")", "[": "]"}
_WEAK_END = re.compile(
    r"\W+(?:dan|atau|yang|di|ke|dari|untuk|dengan|pada|dalam|oleh|bahwa|sebagai|serta|karena|agar|para|akan|antara|the"
    r"|of|and|or|to|in|for|with|an?|at|by|that|from|as|on|is|are|was|were|has|have|will|its|their)$",
    re.IGNORECASE,
)


def title_from_lead(text: str, first_sentence: str) -> str:
    """Makes a title of at most 80 characters from the first sentence of ``text``.

    The dateline is left out. A longer sentence is cut between words, at a clause where there is one, and ends
    in ``…``. ``text`` itself is used if the first sentence is only a dateline. Returns ``""`` only for a text
    without a word.

    >>> title_from_lead("", "KOTA BARU – Pasar itu dibuka kemarin.")
    'Pasar itu dibuka kemarin'
    """
    lead = _without_dateline(first_sentence) or _without_dateline(text[:1_000])
    lead = " ".join(lead.split())
    if len(lead) > LONGEST_TITLE:
        return _closed(_cut(lead[:LONGEST_TITLE])) + "…"
    return _closed(lead)


def _without_dateline(text: str) -> str:
    line = dateline(text + " X")  # A first sentence may end right after its dateline.
    return text[line.end :].strip() if line else text.strip()


def _cut(start: str) -> str:
    clause_end = max(start.rfind(mark) for mark in (", ", "; ", " – ", " — ", ": "))
    if clause_end >= SHORTEST_CLAUSE:
        return start[:clause_end]
    words = start.rpartition(" ")[0] or start[:-1]
    while _WEAK_END.search(words):
        words = _WEAK_END.sub("", words)
    return words


def _closed(title: str) -> str:
    """Removes closing punctuation, and a quotation mark or bracket without its partner."""
    title = title.rstrip(_CLOSING_MARKS)
    for opening, closing in _QUOTES.items():
        is_unpaired = (
            title.count(opening) % 2 if opening == closing else title.count(opening) != title.count(closing)
        )
        if is_unpaired and title.startswith(opening):
            title = title[1:]
        elif is_unpaired and title.endswith(closing):
            title = title[:-1]
    return title.strip().rstrip(_CLOSING_MARKS)
