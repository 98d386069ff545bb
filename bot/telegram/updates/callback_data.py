"""What a button says when it is pressed: at most 64 bytes, understood by every later version too.

A kind, then numbers or names, joined by colons: ``s:812:2``. It comes back from Telegram as it was sent, on
messages of any age, but a changed client can send anything: whoever reads it checks what it names.
"""

from __future__ import annotations

SOURCE = r"^s:(\d{1,18}):(\d{1,3})(?::(\d{1,18}))?$"
FEEDBACK = r"^f:(\d{1,18}):([a-z_]{1,20})$"
QUESTION = r"^q:\d$"
PAGE = r"^l:(\d{1,9})$"
ONLY = r"^o:([a-z0-9]{1,40})$"
EVERYTHING = r"^x$"
LANGUAGE = r"^v:([a-z]{2,4})$"
GAP = r"^n:(\d{1,18})$"
FORGET = r"^g:(\d{1,18}):(yes|no)$"
DRAFT = r"^u:(\d{1,18}):(publish|cancel|title|date)$"
REPLACE = r"^u:(\d{1,18}):r:([a-z0-9]{1,40})$"
OFFER = r"^u:(\d{1,18}):read$"
HISTORY = r"^h:([a-z0-9]{1,40})$"
DELETE = r"^d:([a-z0-9]{1,40})$"
CONFIRM = r"^d:([a-z0-9]{1,40}):(yes|no)$"
UNDO = r"^u:([a-z0-9]{1,40})$"
UNKNOWN = r""
"""What no pattern above knows: a button of another version, or a made-up one."""

AUTOMATIC = "auto"


def source(turn: int, number: int, shown_in: int | None = None) -> str:
    """A source of an answer. ``shown_in`` is the message that shows it already.

    >>> source(812, 2), source(812, 2, 4711)
    ('s:812:2', 's:812:2:4711')
    """
    return f"s:{turn}:{number}" if shown_in is None else f"s:{turn}:{number}:{shown_in}"


def feedback(turn: int, choice: str) -> str:
    return f"f:{turn}:{choice}"


def question(number: int) -> str:
    """The question itself is the text of the button."""
    return f"q:{number}"


def page(offset: int) -> str:
    return f"l:{offset}"


def only(article_id: str) -> str:
    return f"o:{article_id}"


def everything() -> str:
    return "x"


def language(code: str) -> str:
    return f"v:{code}"


def gap(turn: int) -> str:
    """Tell those who asked what that turn asks. Only admins may press it."""
    return f"n:{turn}"


def forget(user_id: int, answer: str) -> str:
    """Only this person may press it. ``answer`` is yes or no."""
    return f"g:{user_id}:{answer}"


def draft(number: int, action: str) -> str:
    """An upload that waits. ``action`` is publish, cancel, title or date.

    >>> draft(12, "publish")
    'u:12:publish'
    """
    return f"u:{number}:{action}"


def replace(number: int, article_id: str) -> str:
    """The upload takes the place of this article."""
    return f"u:{number}:r:{article_id}"


def offer(number: int) -> str:
    """What was sent is to be read as an article."""
    return f"u:{number}:read"


def history(article_id: str) -> str:
    return f"h:{article_id}"


def delete(article_id: str) -> str:
    """Asks first."""
    return f"d:{article_id}"


def confirm(article_id: str, answer: str) -> str:
    """``answer`` is yes or no."""
    return f"d:{article_id}:{answer}"


def undo(article_id: str) -> str:
    return f"u:{article_id}"
