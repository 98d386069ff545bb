"""Makes web addresses with a text fragment: the browser scrolls to a sentence and highlights it.

The form of the fragment is that of https://wicg.github.io/scroll-to-text-fragment/: ``#:~:text=start`` or,
for a long sentence, ``#:~:text=first words,last words``. Browsers without support for it ignore it.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from bot.telegram.views.html import fold

DIRECTIVE = ":~:"

WHOLE_WORDS = 10
"""A sentence of at most this many words is put into the address whole; of a longer one, only both ends."""

FEWEST_END_WORDS = 4
MOST_END_WORDS = 12
"""Words taken from each end of a long sentence: as many as are needed to be unique in the article."""


def to_sentence(url: str, sentence: str, text: str = "") -> str:
    """Adds a text fragment for ``sentence`` to an address. A fragment that the address already has is
    preserved.

    ``text`` is the text of the article: the two ends of a long sentence are chosen so that a browser finds
    this sentence before any other. If the sentence has no letters or digits, the address is returned
    unchanged.

    >>> to_sentence("https://kabar.example/a#isi", "Feri tiba pukul 9, dua-duanya penuh.")
    'https://kabar.example/a#isi:~:text=Feri%20tiba%20pukul%209%2C%20dua%2Dduanya%20penuh.'
    """
    page, _, fragment = url.partition("#")
    element = fragment.partition(DIRECTIVE)[0]
    directive = _directive(fold(sentence), fold(text))
    if not directive:
        return url
    return f"{page}#{element}{DIRECTIVE}text={directive}"


def is_web_address(url: str | None) -> bool:
    """Whether an address can be shown as a link: http or https, with a host, no white space or control
    characters.

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
    """What a browser would highlight: from the first ``start`` to the first ``end`` after it; None if not
    found."""
    begin = text.find(start)
    stop = text.find(end, begin + len(start)) if begin >= 0 else -1
    return text[begin : stop + len(end)] if stop >= 0 else None


def _encoded(text: str) -> str:
    # "-" and "," separate the parts of a directive and "&" separates directives; quote() does not escape "-".
    return quote(text, safe="").replace("-", "%2D")
