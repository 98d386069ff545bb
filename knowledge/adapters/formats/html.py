"""Parses news pages: the main text without menus, advertisements and comments, and the page's metadata."""

from __future__ import annotations

import codecs
import re

from knowledge.adapters.formats.extracted import Extracted, Refused
from knowledge.adapters.formats.page_tree import prepare
from knowledge.text.encodings import guess

_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}
"""Take a date only from tags that are made for dates, with its time zone; never guess one from the text."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096
"""Bytes. Browsers look for the encoding in the first 1,024; some pages declare it later."""

_AS_BROWSERS_DO = {
    **dict.fromkeys(["iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252"], "cp1252"),
    **dict.fromkeys(["gb2312", "gbk", "x-gbk"], "gb18030"),
    **dict.fromkeys(["macintosh", "x-mac-roman"], "mac_roman"),
    **{"iso-8859-9": "cp1254", "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949"},
}
"""Encodings that browsers read as another one, which has more characters (encoding.spec.whatwg.org)."""

_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ANY_TEXT = re.compile(rb"\w")


def extract(data: bytes) -> Extracted:
    """Returns the main text of a page with its title, date, publisher and URL.

    Raises :class:`Refused` for a page without a main text.
    """
    import trafilatura
    from trafilatura.metadata import extract_metadata

    if not _ANY_TEXT.search(data):
        raise Refused("is empty; an article needs at least one sentence.")
    tree = trafilatura.load_html(_decoded(data))
    text = None
    if tree is not None:
        stated = extract_metadata(tree, date_config=_DATES, extensive=False)
        prepare(tree)
        # Without favor_recall, short paragraphs are lost: see tests/tools/quality/formats.py.
        page = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
        text = None if page is None or isinstance(page, dict) else page.text
    if tree is None or not text:
        raise Refused("holds no main text; save the text of the article to a .txt file and add that.")
    return Extracted(
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        heading=" ".join((stated.title or "").split()),
        published_on=stated.date or "",
        publisher=stated.sitename or "",
        url=stated.url or "",
    )


def _decoded(data: bytes) -> str:
    """The text of a page: UTF-8 if it is valid, else as the page declares, else guessed from its text."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared:
        name = (declared[1] or declared[2]).decode("ascii").lower()
        name = _AS_BROWSERS_DO.get(name, name)
        # What declares UTF-8 and is none is windows-1252 or damaged; and codecs such as "hex" give no text.
        if not name.startswith("utf") and _is_text_encoding(name):
            return data.decode(name, "replace")
    return data.decode(guess(_MARKUP.sub(b" ", data)), "replace")


def _is_text_encoding(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError):
        return False
