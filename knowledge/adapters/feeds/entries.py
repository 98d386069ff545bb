"""The entries of a feed as its parser returns them, ready to be sent through a pipe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from knowledge.adapters.feeds.markup import text_of

LEAST_WHOLE_CHARACTERS = 400
"""A shorter text in the element for the whole text is taken for a summary if there is a page to fetch."""

LEAST_WHOLE_SUMMARY_CHARACTERS = 1500
"""Some feeds put whole articles into the element for the summary; summaries have 100 to 600 characters."""

_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.)\]|(?:baca selengkapnya|selengkapnya|read more|continue reading)\W*)\s*$",
    re.IGNORECASE,
)

_ZONES = {"WIB": "+0700", "WITA": "+0800", "WIT": "+0900"}
_ZONE = re.compile(r"(?:WIB|WITA|WIT)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. All fields but ``key`` may be empty; dates are as :func:`moment` returns them."""

    key: str
    title: str = ""
    url: str = ""
    text: str = ""
    is_whole: bool = False
    publisher: str = ""
    published: str = ""
    changed: str = ""
    status: str = "usable"
    embargo: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """The title of a feed and its entries, in its order."""

    title: str
    entries: tuple[Entry, ...]


def body(content: str, summary: str) -> tuple[str, bool]:
    """Returns the text of an entry from the HTML of its two elements, and whether it is the whole text.

    >>> body("", "<p>Pasar dibuka.</p>")
    ('Pasar dibuka.', False)
    """
    text = text_of(content)
    if len(text) >= LEAST_WHOLE_CHARACTERS and not _CUT_OFF.search(text):
        return text, True
    short = text_of(summary)
    longer = max(text, short, key=len)
    return longer, len(longer) >= LEAST_WHOLE_SUMMARY_CHARACTERS and not _CUT_OFF.search(longer)


def moment(value: object) -> str:
    """Returns a date as ISO 8601, with its time and its zone if it has them; ``""`` for what is no date.

    >>> moment("Tue, 05 Mar 2024 09:00:00 +0700"), moment("2024-03-05"), moment("besok")
    ('2024-03-05T09:00:00+07:00', '2024-03-05', '')
    """
    text = _ZONE.sub(lambda match: _ZONES[match[0].upper()], str(value or "").strip()[:100])
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text).isoformat()
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?[T ]?.*|\d{8}T.*", text):
            parsed = datetime.fromisoformat(text)
        else:
            parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return parsed.isoformat()


def status_and_embargo(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Reads the publication status and the embargo of an entry, as IPTC names them, in any name space.

    >>> status_and_embargo({"nar_pubstatus": {"qcode": "stat:canceled"}, "embargoed": "2024-03-05T09:00:00Z"})
    ('cancelled', '2024-03-05T09:00:00+00:00')
    """
    status, embargo = "usable", ""
    for name, value in fields.items():
        local = name.lower().rpartition("_")[2]
        if local in {"pubstatus", "embargoed", "embargo"}:
            if isinstance(value, Mapping):
                value = value.get("qcode") or value.get("value") or value.get("literal") or ""
            if local == "pubstatus":
                status = _status(str(value))
            else:
                embargo = moment(value)
    return status, embargo


def _status(value: str) -> str:
    word = value.strip().rpartition(":")[2].lower()
    if word.startswith(("cancel", "kill", "withdraw", "retract")):
        return "cancelled"
    return "withheld" if word.startswith(("withh", "embargo")) else "usable"
