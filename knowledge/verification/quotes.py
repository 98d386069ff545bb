"""What stands between quotation marks is verbatim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PAIRS = re.compile(r'“([^“”"]{1,2000})[”"]|"([^"“”]{1,2000})["”]|«([^«»]{1,2000})»|‘([^‘’]{2,2000})’(?!\w)')
_OPEN = re.compile(r'["“«]([^"“”«»]+)$')
_MARKS = re.compile(r"[\"“”«»]|''|['‘’]\w[^'‘’]{1,200}['’](?!\w)")
_ELLIPSIS = re.compile(r"\.\.\.+|…|\[[^\]]{0,40}\]")
_EDGE = " .,!?;:-–—'‘’()"


def quoted(text: str) -> list[str]:
    """What stands between quotation marks, in order; a mark that is never closed quotes to the end.

    >>> quoted('Ia berkata, "Air naik," lalu pergi.')
    ['Air naik,']
    """
    found = [next(filter(None, match.groups())) for match in _PAIRS.finditer(text)]
    rest = _PAIRS.sub(" ", text)
    if still_open := _OPEN.search(rest):
        found.append(still_open[1])
    return found


def altered(statement: str, sources: Sequence[str], *, translated: bool) -> list[str]:
    """Quotations of ``statement`` that no source holds to the letter (spacing, case and end marks aside).

    With ``translated`` the statement is in another language than the sources, so that its quotations cannot
    be verbatim; then a source must quote as well.

    >>> altered('Ia berkata "air turun".', ["“Air naik,” katanya."], translated=False)
    ['air turun']
    """
    found = quoted(
        _OPEN.sub("", statement) if translated and len(_MARKS.findall(statement)) == 1 else statement
    )
    if not found:
        return []
    if translated:
        return [] if any(_MARKS.search(source) for source in sources) else found
    texts = [folded(source) for source in sources]
    return [quote for quote in found if not any(_holds(text, quote) for text in texts)]


def folded(text: str) -> str:
    """For comparing to the letter: compatibility forms, case, spacing and the shapes of marks aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[“”«»\"]", " ", text)
    text = re.sub(r"[‘’`´]", "'", re.sub(r"[‐‑–—]", "-", text))
    return re.sub(r"\s*([-,.;:!?()'/])\s*", r"\1", " ".join(text.split()))


def _holds(text: str, quote: str) -> bool:
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
