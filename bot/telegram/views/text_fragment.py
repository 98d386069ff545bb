"""Web addresses that lead to a sentence: the browser scrolls to it and highlights it.

The form is that of https://wicg.github.io/scroll-to-text-fragment/: ``#:~:text=start`` or, for a long
sentence, ``#:~:text=first words,last words``. A browser that does not know it ignores it.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from bot.telegram.views.html import fold

DIRECTIVE = ":~:"

WHOLE_WORDS = 10
"""A sentence up to here is given whole; a longer one by its two ends, so that the address stays short."""

FEWEST_END_WORDS = 4
MOST_END_WORDS = 12
"""Words at each end of a long sentence. More are taken where fewer would lead to another place first."""


def to_sentence(url: str, sentence: str, text: str = "") -> str:
    """The address with a text fragment for ``sentence``; a fragment of its own is kept.

    ``text`` is the article's: in it the ends of a long sentence must lead to this very sentence. A sentence
    without a word leaves the address as it is.

    >>> to_sentence("https://kabar.example/a#isi", "Feri tiba pukul 9, dua-duanya penuh.")
    'https://kabar.example/a#isi:~:text=Feri%20tiba%20pukul%209%2C%20dua%2Dduanya%20penuh.'
    """
    page, _, fragment = url.partition("#")
    own = fragment.partition(DIRECTIVE)[0]
    directive = _directive(fold(sentence), fold(text))
    if not directive:
        return url
    return f"{page}#{own}{DIRECTIVE}text={directive}"


def is_web_address(url: str | None) -> bool:
    """Whether it can be given to people as a link: http or https, with a host, and nothing odd in it.

    >>> is_web_address("https://kabar.example/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "".join(fold(url).split()) == url


def _directive(sentence: str, text: str) -> str:
    words = sentence.split()
    if not any(character.isalnum() for character in sentence):
        return ""
    if len(words) <= WHOLE_WORDS:
        return _encoded(sentence)
    most = min(MOST_END_WORDS, len(words) // 2)
    ends = [(" ".join(words[:n]), " ".join(words[-n:])) for n in range(min(FEWEST_END_WORDS, most), most + 1)]
    start, end = next(
        (pair for pair in ends if _found_first(text, *pair) in {None, sentence}),
        ends[-1],
    )
    return f"{_encoded(start)},{_encoded(end)}"


def _found_first(text: str, start: str, end: str) -> str | None:
    """What a browser would highlight: from the first ``start`` to the first ``end`` behind it."""
    begin = text.find(start)
    stop = text.find(end, begin + len(start)) if begin >= 0 else -1
    return text[begin : stop + len(end)] if stop >= 0 else None


def _encoded(text: str) -> str:
    # "-" and "," separate the parts of a directive, "&" the directives; quote() leaves "-" alone.
    return quote(text, safe="").replace("-", "%2D")
