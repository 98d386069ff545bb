"""Stores for the admins of the newsroom and for the log of their actions."""

from __future__ import annotations

from typing import Protocol

from knowledge.models import Admin, AuditAction, AuditEntry


class AdminStore(Protocol):
    """Stores the admins that owners appointed. Owners are set by ``ADMIN_IDS`` and are not stored here."""

    async def admins(self) -> list[Admin]:
        """Return all admins in the order of their appointment."""
        ...

    async def is_admin(self, person: str) -> bool:
        """Return True if the person was appointed as an admin."""
        ...

    async def appoint(self, person: str, display_name: str, named_by: str) -> bool:
        """Make a person an admin. Returns False, and changes nothing, if the person is an admin already."""
        ...

    async def dismiss(self, person: str) -> bool:
        """Remove an admin. Returns False if the person is not an admin."""
        ...


class AuditStore(Protocol):
    """The audit log: which admin did what, and when. Entries are never changed."""

    async def record(self, person: str, display_name: str, kind: AuditAction, subject: str) -> None:
        """Add an entry with the current time; see :class:`~knowledge.models.AuditEntry` for the fields."""
        ...

    async def latest(self, limit: int) -> list[AuditEntry]:
        """Return the last ``limit`` entries, newest first."""
        ...
