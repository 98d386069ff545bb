"""Checks the quotations in a statement, which must occur verbatim in a source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PAIRS = re.compile(r'“([^“”"]{1,2000})[”"]|"([^"“”]{1,2000})["”]|«([^«»]{1,2000})»|‘([^‘’]{2,2000})’(?!\w)')
_UNCLOSED = re.compile(r'["“«]([^"“”«»]+)$')
_QUOTATION_MARK = re.compile(r"[\"“”«»]|''|['‘’]\w[^'‘’]{1,200}['’](?!\w)")
_ELLIPSIS = re.compile(r"\.\.\.+|…|\[[^\]]{0,40}\]")
_EDGE = " .,!?;:-–—'‘’()"


def quoted(text: str) -> list[str]:
    """The texts between quotation marks, in order; an unclosed mark quotes to the end of the text.

    >>> quoted('Ia berkata, "Air naik," lalu pergi.')
    ['Air naik,']
    """
    quotations = [next(filter(None, match.groups())) for match in _PAIRS.finditer(text)]
    rest = _PAIRS.sub(" ", text)
    if unclosed := _UNCLOSED.search(rest):
        quotations.append(unclosed[1])
    return quotations


def altered(statement: str, sources: Sequence[str], *, translated: bool) -> list[str]:
    """Quotations of ``statement`` that no source contains verbatim, in order.

    Spacing, case and punctuation at the ends are ignored; an ellipsis may leave words out. With
    ``translated`` the statement is in another language than its sources, so that its quotations cannot be
    verbatim: then it is enough that a source has a quotation.

    >>> altered('Ia berkata "air turun".', ["“Air naik,” katanya."], translated=False)
    ['air turun']
    """
    quotations = quoted(
        _UNCLOSED.sub("", statement)
        if translated and len(_QUOTATION_MARK.findall(statement)) == 1
        else statement
    )
    if not quotations:
        return []
    if translated:
        return [] if any(_QUOTATION_MARK.search(source) for source in sources) else quotations
    texts = [folded(source) for source in sources]
    return [quote for quote in quotations if not any(_contains(text, quote) for text in texts)]


def folded(text: str) -> str:
    """Normalise a text before it is compared letter by letter.

    Unicode compatibility forms (NFKC), case, spacing and the shapes of quotation marks and dashes are
    unified.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[“”«»\"]", " ", text)
    text = re.sub(r"[‘’`´]", "'", re.sub(r"[‐‑–—]", "-", text))
    return re.sub(r"\s*([-,.;:!?()'/])\s*", r"\1", " ".join(text.split()))


def _contains(text: str, quote: str) -> bool:
    """Whether a folded text contains the pieces of ``quote`` between its ellipses, in order."""
    at = 0
    for piece in _ELLIPSIS.split(quote):
        piece = folded(piece).strip(_EDGE)
        if not piece:
            continue
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True
