"""Guesses the encoding of bytes, and repairs and recognises text that was decoded wrongly."""

from __future__ import annotations

import re

_SAMPLE_BYTES = 64 * 1024
"""How much is looked at to guess an encoding."""

_MOST_ACCENTS = 0.2
"""Share of bytes beyond ASCII up to which a text is taken for Latin letters with accents and curly quotes."""

_FEWEST_ODD = 3
"""Odd places from which a text was decoded wrongly: a name such as "McDonald’s" or a typing error is one."""

_ODD = re.compile(
    r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])[\u00c0-\u00d6\u00d8-\u00de\u0152\u0160\u0178\u017d]"  # "fŽ"
    r"|[\u00c0-\u00d6\u00d8-\u00de\u0152\u0178\u017d](?=\d)"  # "Û2"
    r"|(?<=[^\W\d_])[†‡•¢£¤¥¦§©«¬®°±²³µ¶¸¹»¼½¾¿˜„‰‹›‘]–?(?=[^\W\d_])"  # "na•ve"
    r"|\ufffd"
)
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The bytes 0x80 to 0xbf as windows-1252 shows them."""

_TWICE = re.compile(
    f"[\u00c3-\u00c5][{_CONTINUATION}]|\u00c2[\u00a0-\u00bf]|\u00e2[€‚„†ˆ‰\u0081\u0080][{_CONTINUATION}\ufffd]"
    f"|\u00f0\u0178[{_CONTINUATION}]{{2}}"
)
"""UTF-8 that was decoded as windows-1252: "Ã©" for "é", "â€œ" for an opening quote."""

_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_VOWELS = frozenset("aeiouAEIOU")
_LEAST_VOWELS = 0.25
"""Share of vowels among Latin letters. The sample articles have 0.37 to 0.43, letters at random 0.19; where a
PDF has no Unicode mapping, letters are often shifted: "Harga" is "+DUJD"."""

_LEAST_LETTERS = 60
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def guess(data: bytes) -> str:
    """The name of Python's codec for a text without a byte order mark. Any bytes give a name.

    >>> guess("Señor Ibáñez ate.".encode("cp1252")), guess("Мэр открыл мост.".encode())
    ('cp1252', 'utf-8')
    """
    sample = data[:_SAMPLE_BYTES]
    text = sample.decode("utf-8", "replace").rstrip("\ufffd")  # The end of the sample may cut a letter.
    if text.count("\ufffd") * 4 <= sum(char >= "\x80" for char in text):
        return "utf-8"  # With a few damaged bytes at most.
    if sum(byte >= 0x80 for byte in sample) <= _MOST_ACCENTS * len(sample):
        # Windows programs write it; where that makes no sense, an old Mac did.
        odd, odd_on_mac = (odd_places(sample.decode(name, "replace")) for name in ("cp1252", "mac_roman"))
        return "mac_roman" if odd >= _FEWEST_ODD and 2 * odd_on_mac < odd else "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample).best()
    return "utf-8" if best is None else best.encoding


def odd_places(text: str) -> int:
    """How often the text has a character where hardly any language has it.

    >>> odd_places("Se–or Ib‡–ez ate at CafŽ Zo"), odd_places("Señor Ibáñez ate at Café Zoë")
    (2, 0)
    """
    return len(_ODD.findall(text))


def repaired(text: str) -> str:
    """The text with its UTF-8 decoded where a program took it for windows-1252.

    >>> repaired("CafÃ© ZoÃ« won â€œa suitâ€\ufffd")
    'Café Zoë won “a suit”'
    """
    for _time in range(2):  # Some texts went through two such programs.
        if len(_TWICE.findall(text)) < 2:
            break
        text = _TWICE.sub(_decoded, text)
    return text


def is_garbled(text: str) -> bool:
    """Whether the text seems to be decoded wrongly, or to come from a font without a Unicode mapping.

    >>> is_garbled("CafÃ© milik Budi"), is_garbled("Café milik Budi")
    (True, False)
    """
    if _TWICE.search(text) or "\ufffd" in text or odd_places(text) >= _FEWEST_ODD:
        return True
    letters = len(_LETTER.findall(text))
    if len(_PRIVATE.findall(text)) > 0.05 * letters + 1:
        return True
    latin = "".join(_LATIN_WORD.findall(text))
    if len(latin) < _LEAST_LETTERS or len(latin) < 0.8 * letters:
        return False
    return sum(letter in _VOWELS for letter in latin) < _LEAST_VOWELS * len(latin)


def _decoded(match: re.Match[str]) -> str:
    piece = match[0].replace("â€\ufffd", "â€\u009d")  # windows-1252 has no character 0x9d.
    raw = bytearray()
    for char in piece:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            raw += bytes([ord(char)]) if ord(char) < 256 else b"\xff"
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
