"""Processes the text of a drafted statement: removes formatting, recognises headings, splits sentences."""

from __future__ import annotations

import re

from knowledge.text import sentences

SPLIT_CHARACTERS = 2_000
"""Longer text is not split into sentences: no statement of a real answer is that long."""

_BULLET = (
    r"(?:[-*•·–—+>▪◦‣●○■►→➤✓✔✅👉]\ufe0f?|\d\ufe0f?\u20e3|\(?\d{1,2}[.)]"
    r"|\(?(?:[a-z]|[ivx]{2,4})\)|(?:[a-z]|[ivx]{2,4})\.)"
)
_BULLETS = re.compile(rf"\s*(?:(?:{_BULLET}|#{{1,6}})\s+)*")
_ITEM = re.compile(rf"(\s*){_BULLET}\s")
_MARKED = re.compile(rf"\s*(?:#{{1,6}}\s.*|(?:{_BULLET}\s+)?(\*\*|__)(?:(?!\1).)+\1\W*)", re.DOTALL)
_PREAMBLE = re.compile(
    r"(?:(?:final |short )?answer|summary|conclusion|explanation|in short|tl;?dr|(?-i:A)"
    r"|jawab(?:an)?(?: singkat| akhir)?|ringkasan|kesimpulan|penjelasan|singkatnya|intinya)\s?:\s?",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
_EMPTY_PARENTHESES = re.compile(r" ?\( ?[,;]? ?\)")
_SPACE_BEFORE_STOP = re.compile(r" ([.,;:!?…)])")
_LEFT_OVER = " )]】］.,;:|"
"""Characters that may be left at the beginning of a text when the labels in front of it are removed."""
_LEFT_OVER_BEHIND = " |–—([-"
"""The same at its end, before the full stop."""
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*")
_SOURCES = re.compile(
    r"(?:sources?|references?|citations?|footnotes?|evidence"
    r"|sumber|referensi|rujukan|kutipan|bukti|daftar pustaka|catatan kaki)"
    r"(?: (?:cited|used|list|berita|artikel))?\s?(?P<colon>:?)(?:\s?https?:\S*)?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60
_MOST_HEADING_WORDS = 8
_POINTER = re.compile(
    r"(?:(?:^|[,;]?\s\(?)(?:(?:seperti|sebagaimana|yang|as)\s)?"
    r"(?:(?:disebut(?:kan)?|dijelaskan|tertulis|dilaporkan|tercantum|dikutip"
    r"|stated|mentioned|reported|noted|described|shown)\s)?"
    r"(?:dalam|di|pada|dari|menurut|berdasarkan|lihat|sesuai|in|by|per|from|see|according to|based on)"
    r"(?:\s(?:the|sumber|kalimat|bukti|kutipan|artikel|baris|sources?|sentences?|evidence|lines?|articles?)){0,2}"
    r"|^(?:the\s)?(?:sumber|kalimat|bukti|kutipan|artikel|baris|source|sentence|evidence|line|article))\s*$",
    re.IGNORECASE,
)
LEAST_WORDS = 2
"""A text with fewer words is a fragment."""
LONGEST_POINTER = 60
"""Characters."""
_NO_ANSWER = re.compile(r"(?<![A-Za-z])NO[_ -]ANSWER(?![A-Za-z])[.:,;!]?")


def plain(text: str) -> str:
    """Fold a text to one line and remove bullets, numbering, emphasis and code marks.

    >>> plain(" 1. **Air** naik _cepat_ .")
    'Air naik cepat.'
    """
    text = text[_BULLETS.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text
    text = _EMPTY_PARENTHESES.sub("", " ".join(_EMPHASIS.sub("", text).split()))
    text = _TWO_STOPS.sub(".", _SPACE_BEFORE_STOP.sub(r"\1", text))
    stop = text[-1:] if text[-1:] in ".!?" else ""
    text = text.removesuffix(stop).rstrip(_LEFT_OVER_BEHIND).lstrip(_LEFT_OVER) + stop
    return _PREAMBLE.sub("", text, count=1) if _PREAMBLE.match(text) else text


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit.

    >>> says_something("- **"), says_something("Ya")
    (False, True)
    """
    return any(map(str.isalnum, text))


def is_fence(line: str) -> bool:
    """Whether a line is the opening or closing fence of a code block.

    >>> is_fence("```text"), is_fence("Air naik.")
    (True, False)
    """
    return bool(_FENCE.fullmatch(line))


def is_sources_heading(text: str, *, requires_colon: bool = False) -> bool:
    """Whether a line is the heading of a list of sources.

    With ``requires_colon`` it must end in a colon.

    >>> is_sources_heading("**Sumber:**"), is_sources_heading("Sumber dana: APBN")
    (True, False)
    """
    if len(text) > _LONGEST_HEADING:
        return False
    heading = _SOURCES.fullmatch(plain(text))
    return heading is not None and (bool(heading["colon"]) or not requires_colon)


def without_pointer(text: str) -> str:
    """A text before a label, without words at its end that only point to the label.

    >>> without_pointer("Air naik, menurut "), without_pointer("Sumber "), without_pointer("Air naik.")
    ('Air naik', '', 'Air naik.')
    """
    return _POINTER.sub("", text)


def capitalised(text: str) -> str:
    """A sentence with a capital at its beginning, also if a label or "menurut" and a label stood there.

    >>> capitalised("air naik."), capitalised("iPhone dijual.")
    ('Air naik.', 'iPhone dijual.')
    """
    word = text.split(maxsplit=1)[0] if text else ""
    return text[:1].upper() + text[1:] if word.islower() else text


def may_be_heading(text: str) -> bool:
    """Whether a line without labels may be a heading: it ends in a colon, or is short and has no stop.

    >>> may_be_heading("Dampak kebakaran"), may_be_heading("Dampaknya:"), may_be_heading("Air naik.")
    (True, True, False)
    """
    is_short = len(text) <= _LONGEST_HEADING and len(text.split()) <= _MOST_HEADING_WORDS
    return text[-1:] == ":" or (is_short and text[-1:].isalnum())


def is_fragment(text: str) -> bool:
    """Whether a text is a number, a word or a name alone and so claims nothing.

    >>> is_fragment("420 meter."), is_fragment("Larasati Wirabuana"), is_fragment("Ia wali kota.")
    (True, True, False)
    >>> is_fragment("Panjang: 420 meter.")
    False
    """
    name, colon, value = text.partition(": ")
    if colon and says_something(name) and says_something(value):
        return False
    words = [word for each in text.split() if (word := each.strip("\"'()“”‘’.,:;!?")).isalpha()]
    return len(words) < LEAST_WORDS or all(word[0].isupper() for word in words)


def is_marked_heading(line: str) -> bool:
    """Whether a line is formatted as a heading: by ``#``, or bold as a whole.

    >>> is_marked_heading("## Dampak"), is_marked_heading("- **Dampak**"), is_marked_heading("**Air** naik")
    (True, True, False)
    """
    return _MARKED.fullmatch(line) is not None


def item_depth(line: str) -> int:
    """The number of spaces before the bullet of an item of a list; -1 for a line that is no item.

    >>> item_depth("  - Air naik"), item_depth("Air naik")
    (2, -1)
    """
    item = _ITEM.match(line)
    return len(item[1]) if item else -1


def without_no_answer(text: str) -> tuple[str, bool]:
    """The text without the token ``NO_ANSWER``, and whether it had this token.

    >>> without_no_answer("NO_ANSWER. Tidak disebut.")
    ('Tidak disebut.', True)
    """
    rest, count = _NO_ANSWER.subn("", text)
    return rest.strip(), count > 0


def cut(text: str) -> list[str]:
    """Split a text into sentences. A quotation of several sentences is not split.

    >>> cut("Dr. Sari tiba pukul 10. “Baik. Aman,” katanya.")
    ['Dr. Sari tiba pukul 10.', '“Baik. Aman,” katanya.']
    """
    if len(text) > SPLIT_CHARACTERS:
        return [text]
    parts: list[str] = []
    for sentence in sentences.split(text):
        if parts and (_has_open_quotation(parts[-1]) or sentence.text[0].islower()):
            parts[-1] += f" {sentence.text}"
        else:
            parts.append(sentence.text)
    return parts


def _has_open_quotation(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
