"""The people who run the newsroom, and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Admin:
    """A person whom an owner made an admin.

    ``display_name`` is the name in the messenger at that time. ``named_by`` is the owner who did it,
    ``since`` the time.
    """

    person: str
    display_name: str
    named_by: str
    since: datetime


AuditAction = Literal[
    "add", "replace", "retract", "delete", "restore", "name_admin", "dismiss_admin", "export",
    "follow", "unfollow",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log: an action of an admin or owner.

    ``display_name`` is the name in the messenger at that time. ``subject`` is the id of an article, the name
    and number of a person, a number of articles, or the address of a feed or channel.
    """

    person: str
    display_name: str
    kind: AuditAction
    subject: str
    at: datetime
