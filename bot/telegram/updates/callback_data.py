"""Functions that write the callback data of buttons, and patterns that match it.

Callback data is a kind, then numbers or names, joined by colons: ``s:812:2``. Telegram allows 1 to 64 bytes
and sends it back unchanged when the button is pressed, however old the message is, so every later version
must still understand it. A modified client can send any data: handlers check what the data refers to.
"""

from __future__ import annotations

from zlib import crc32

SOURCE = r"^s:(\d{1,18}):(\d{1,3})(?::(\d{1,18}))?$"
FEEDBACK = r"^f:(\d{1,18}):([a-z_]{1,20})$"
QUESTION = r"^q:\d{1,10}$"
PAGE = r"^l:(\d{1,9})$"
ONLY = r"^o:([a-z0-9]{1,40})$"
EVERYTHING = r"^x$"
LANGUAGE = r"^v:([a-z]{2,4})$"
NOTIFY = r"^n:(\d{1,18})$"
FORGET = r"^g:(\d{1,18}):(yes|no)$"
DRAFT = r"^u:(\d{1,18}):(publish|cancel|title|date)$"
REPLACE = r"^u:(\d{1,18}):r:([a-z0-9]{1,40})$"
OFFER = r"^u:(\d{1,18}):read$"
HISTORY = r"^h:([a-z0-9]{1,40})$"
DELETE = r"^d:([a-z0-9]{1,40})$"
CONFIRM = r"^d:([a-z0-9]{1,40}):(yes|no)$"
FOLLOWED = r"^w:(\d{1,18})$"
FOLLOWING = r"^w:p:(\d{1,9})$"
FOLLOWED_ACTION = r"^w:(\d{1,18}):(pause|resume|preview|direct|drop|dropped)$"
UNDO = r"^u:([a-z0-9]{1,40})$"
UNKNOWN = r""
"""Matches any data, so it must be tried last: data of another version, or made up by a modified client."""

AUTOMATIC = "auto"


def source(turn: int, number: int, shown_in: int | None = None) -> str:
    """Callback data of a button that shows source ``number`` of the answer ``turn``. ``shown_in`` is the id
    of the message that already shows the source, None if there is none.

    >>> source(812, 2), source(812, 2, 4711)
    ('s:812:2', 's:812:2:4711')
    """
    return f"s:{turn}:{number}" if shown_in is None else f"s:{turn}:{number}:{shown_in}"


def feedback(turn: int, choice: str) -> str:
    """Callback data of a button that rates the answer ``turn``. ``choice`` is a value of
    :data:`knowledge.models.Feedback`."""
    return f"f:{turn}:{choice}"


def question(text: str) -> str:
    """Callback data of a button that asks a suggested question, which is the text of the button.

    It belongs to the text, not to the place: a button may move while somebody presses it.
    """
    return f"q:{crc32(text.encode())}"


def page(offset: int) -> str:
    """Callback data of a button that shows the page of the article list that begins at ``offset``."""
    return f"l:{offset}"


def only(article_id: str) -> str:
    """Callback data of a button that restricts the conversation to one article."""
    return f"o:{article_id}"


def everything() -> str:
    """Callback data of the button that lifts the restriction to one article."""
    return "x"


def language(code: str) -> str:
    """Callback data of a button that sets the language of the chat.

    ``code`` is a language of the catalogue, or :data:`AUTOMATIC`.
    """
    return f"v:{code}"


def notify(turn: int) -> str:
    """Callback data of a button that sends the new answer to everybody who asked the question of ``turn``.

    Only admins may press it.
    """
    return f"n:{turn}"


def forget(user_id: int, answer: str) -> str:
    """Callback data of a button that confirms (``answer`` is yes) or refuses (no) ``/forget``.

    Only the person ``user_id`` may press it.
    """
    return f"g:{user_id}:{answer}"


def draft(number: int, action: str) -> str:
    """Callback data of a button that acts on an upload draft. ``action`` is publish, cancel, title or date.

    >>> draft(12, "publish")
    'u:12:publish'
    """
    return f"u:{number}:{action}"


def replace(number: int, article_id: str) -> str:
    """Callback data of a button that publishes an upload draft in place of an existing article."""
    return f"u:{number}:r:{article_id}"


def offer(number: int) -> str:
    """Callback data of the button that reads the link or forwarded text of an offer as an article."""
    return f"u:{number}:read"


def history(article_id: str) -> str:
    """Callback data of the button that shows the versions of an article."""
    return f"h:{article_id}"


def delete(article_id: str) -> str:
    """Callback data of the button that asks whether to delete an article."""
    return f"d:{article_id}"


def confirm(article_id: str, answer: str) -> str:
    """Callback data of a button that confirms (``answer`` is yes) or refuses (no) to delete an article."""
    return f"d:{article_id}:{answer}"


def followed(number: int) -> str:
    """Callback data of the button that shows a feed or channel that is followed."""
    return f"w:{number}"


def following(offset: int) -> str:
    """Callback data of a button that shows what is followed, from ``offset`` on."""
    return f"w:p:{offset}"


def followed_action(number: int, action: str) -> str:
    """Callback data of a button that changes what is followed. ``action`` is pause, resume, preview, direct,
    drop (asks first) or dropped.

    >>> followed_action(3, "pause")
    'w:3:pause'
    """
    return f"w:{number}:{action}"


def undo(article_id: str) -> str:
    """Callback data of the button that restores an article that has just been deleted."""
    return f"u:{article_id}"
