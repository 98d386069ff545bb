"""Who runs the newsroom, and what was done in it."""

from __future__ import annotations

from typing import Protocol

from knowledge.models import Admin, AuditAction, AuditEntry


class AdminStore(Protocol):
    """The admins whom the owners named. The owners stand in the settings and not here."""

    async def admins(self) -> list[Admin]:
        """In the order in which they were named."""
        ...

    async def is_admin(self, person: str) -> bool: ...

    async def appoint(self, person: str, display_name: str, named_by: str) -> bool:
        """Make somebody an admin; False for one who is one already, whose entry then stays."""
        ...

    async def dismiss(self, person: str) -> bool:
        """False for somebody who is none."""
        ...


class AuditStore(Protocol):
    """Who did what and when. Entries are never changed."""

    async def record(self, person: str, display_name: str, kind: AuditAction, subject: str) -> None: ...

    async def latest(self, limit: int) -> list[AuditEntry]:
        """Newest first."""
        ...
