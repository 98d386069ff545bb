"""One article of an archive, as it is sent through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """An article, a link to one, or an error. All fields but ``place`` may be empty.

    ``place`` says where in the archive it is: ``"item 17"``, ``"row 3"``; it is empty if the archive is just
    this article. ``published_on`` and ``changed_at`` are dates as the archive writes them, ``not_before`` is
    the end of an embargo. ``external_id`` identifies the article in every later version of the archive.

    If ``error`` is set, it is a sentence that says why there is no article. ``is_left_out`` then means that
    this is as it should be, as for a draft. An item without text and error is a link: fetch its ``url``.
    """

    place: str
    text: str = ""
    title: str = ""
    published_on: str = ""
    not_before: str = ""
    changed_at: str = ""
    publisher: str = ""
    url: str = ""
    external_id: str = ""
    form: Literal["record", "document"] = "record"
    error: str = ""
    is_left_out: bool = False


NO_TEXT = "It has no text; an article needs at least one sentence."
