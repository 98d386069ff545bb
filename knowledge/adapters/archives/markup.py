"""Reduces HTML and the XML of news agencies to the text that a reader sees, without dropping any of it.

:mod:`knowledge.adapters.formats.html` finds the main text of a page among menus; here all of it is main text.
"""

from __future__ import annotations

import re
from typing import Any

from knowledge.text.cleaning import clean

_UNSEEN_NAMES = (
    "entity head script style noscript template iframe object embed svg form button select figcaption media"
)
_BLOCK_NAMES = (
    "address article aside blockquote block body bq center dd div dl dt figure footer h1 h2 h3 h4 h5 h6"
    " header hl1 hl2 hr main note ol p pre section table ul"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""``media`` is a picture with its caption in NITF; ``entity`` stands for entities, which are not resolved."""

_BLOCKS = frozenset(_BLOCK_NAMES.split())
_GAPS = (
    dict.fromkeys(_BLOCKS, "\n\n")
    | dict.fromkeys(("li", "tr", "br"), "\n")
    | dict.fromkeys(("td", "th"), "; ")
)
"""What stands before the text of an element."""

_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\n{3,}")
_HTML = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|table|blockquote)\b[^<>]*>", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Recognises HTML by a tag that starts a paragraph or a line.

    >>> is_html("<P class='x'>Feri tiba.</P>"), is_html("Harga < Rp5.000 dan > Rp3.000")
    (True, False)
    """
    return bool(_HTML.search(text))


def text_of(html: str) -> str:
    """Returns the text of an HTML fragment.

    Paragraphs are separated by blank lines; list items and rows of tables are on lines of their own, the
    cells of a row joined by ``"; "``.

    >>> text_of("<p>Feri <b>tiba</b>.</p><ul><li>Satu<li>Dua</ul>")
    'Feri tiba.\\n\\nSatu\\nDua'
    """
    if not html.strip():
        return ""
    # A lone surrogate or NUL cannot be given to the parser.
    return text_in(parse_html(b"<body>" + html.replace("\x00", "").encode("utf-8", "replace")))


def parse_html(data: bytes, encoding: str = "utf-8") -> Any:
    """Parses HTML, however broken, to an lxml element. Raises ``ValueError`` if there is nothing in it."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except lxml.etree.ParserError as error:
        raise ValueError(str(error)) from None


def line_of(html: str) -> str:
    """Returns the text of a title, which may contain tags and entities, on one line.

    >>> line_of("Tol <i>Kelana</i> &amp; jembatan")
    'Tol Kelana & jembatan'
    """
    return " ".join((text_of(html) if "<" in html or "&" in html else html).split())


def text_in(root: Any) -> str:
    """Returns the text inside an lxml element, as :func:`text_of` does; namespaces of tags are ignored."""
    from lxml import etree

    pieces: list[str] = []
    preformatted = 0
    # No recursion: a hostile document is nested deeply.
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else "entity"
        if event == "start" and name in _UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            preformatted += name == "pre"
            pieces += _GAPS.get(name, ""), _inline(element.text, preformatted)
        else:
            preformatted -= name == "pre"
            pieces.append("\n\n" if name in _BLOCKS else "")
            if element is not root:
                pieces.append(_inline(element.tail, preformatted))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    tidy = (line.replace(" ; ", "; ").removeprefix("; ") for line in lines)
    return _GAP.sub("\n\n", clean("\n".join(tidy)))


def _inline(text: str | None, preformatted: int) -> str:
    return (text or "") if preformatted else _SPACE.sub(" ", text or "")
