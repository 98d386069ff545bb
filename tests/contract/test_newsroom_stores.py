"""The contracts of the store of admins and of the audit log."""

from __future__ import annotations

from knowledge.adapters.database import Database
from knowledge.models import Admin, AuditEntry
from tests.contract.conftest import OpenDatabase


async def test_admins_are_stored_in_the_order_of_their_appointment(
    database: Database, open_again: OpenDatabase
) -> None:
    assert await database.admins.admins() == []
    assert await database.admins.appoint("telegram:7", "Rani \x00<b>\ud800", "telegram:1") is True
    assert await database.admins.appoint("telegram:3", "Budi", "telegram:1") is True
    other = (await open_again()).admins
    first, second = await other.admins()
    assert first == Admin("telegram:7", "Rani <b>?", "telegram:1", first.since)
    assert first.since.utcoffset() is not None
    assert second.person == "telegram:3"
    assert await other.is_admin("telegram:7") is True
    assert await other.is_admin("telegram:8") is False


async def test_appointing_or_dismissing_twice_changes_nothing(database: Database) -> None:
    await database.admins.appoint("telegram:7", "Rani", "telegram:1")
    assert await database.admins.appoint("telegram:7", "Somebody", "telegram:2") is False
    assert [(admin.display_name, admin.named_by) for admin in await database.admins.admins()] == [
        ("Rani", "telegram:1")
    ]
    assert await database.admins.dismiss("telegram:7") is True
    assert await database.admins.dismiss("telegram:7") is False
    assert await database.admins.is_admin("telegram:7") is False


async def test_latest_audit_entries_come_first(database: Database, open_again: OpenDatabase) -> None:
    assert await database.audit.latest(5) == []
    await database.audit.record("telegram:1", "Rani", "add", "a1")
    await database.audit.record("telegram:1", "Rani", "delete", "a1")
    await database.audit.record("telegram:2", "Budi", "export", "12 \x00\ud800")
    newest, second = await (await open_again()).audit.latest(2)
    assert newest == AuditEntry("telegram:2", "Budi", "export", "12 ?", newest.at)
    assert (second.kind, second.subject) == ("delete", "a1")
    assert newest.at >= second.at
    assert newest.at.utcoffset() is not None
