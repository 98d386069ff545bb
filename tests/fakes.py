"""Small fakes of the ports. Each behaves like a real adapter in everything that the tests rely on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge.models import Admin, AuditAction, AuditEntry
from knowledge.ports import OutgoingMessage, StoredUpdate, UploadDraft, UsedNumbers


class UpdatesInMemory:
    """An ``UpdateStore`` in memory. ``kept`` has None for a handled update; ``received`` has every update."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, int], StoredUpdate | None] = {}
        self.received: dict[tuple[int, int], StoredUpdate] = {}

    async def save(self, account: int, new: Sequence[StoredUpdate]) -> set[int]:
        numbers = {update.number for update in new if (account, update.number) not in self.kept}
        fresh = {(account, update.number): update for update in new if update.number in numbers}
        self.kept |= fresh
        self.received |= fresh
        return numbers

    async def unhandled(self, account: int) -> list[StoredUpdate]:
        return [update for (owner, _), update in self.kept.items() if owner == account and update is not None]

    async def mark_handled(self, account: int, numbers: Collection[int]) -> None:
        self.kept |= {(account, number): None for number in numbers}


class SentInMemory:
    """A ``SentStore`` in memory, without turns and without the ids of received messages."""

    def __init__(self) -> None:
        self.messages: dict[tuple[str, int], OutgoingMessage] = {}

    async def intend(self, message: OutgoingMessage) -> OutgoingMessage | None:
        known = self.messages.get((message.origin, message.part))
        self.messages.setdefault((message.origin, message.part), message)
        return known

    async def confirm(self, origin: str, part: int, chat_id: int, sequence: int, message_id: int) -> None:
        self.messages[origin, part] = replace(
            self.messages[origin, part], chat_id=chat_id, sequence=sequence, message_id=message_id
        )

    async def newest_number(self, sequence: int) -> int:
        return max([0, *(await self.used_numbers(sequence, 0)).numbers])

    async def used_numbers(self, sequence: int, after: int) -> UsedNumbers:
        messages = [message for message in self.messages.values() if message.sequence == sequence]
        ids = [message.message_id for message in messages]
        return UsedNumbers(frozenset(number for number in ids if number and number > after), ids.count(None))

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        return None


class UploadDraftsInMemory:
    """An ``UploadDraftStore`` in memory whose drafts never expire."""

    def __init__(self) -> None:
        self.kept: dict[int, UploadDraft] = {}

    async def save(self, draft: UploadDraft) -> int:
        number = max(self.kept, default=0) + 1
        self.kept[number] = draft
        return number

    async def find(self, number: int) -> UploadDraft | None:
        return self.kept.get(number)

    async def change(self, number: int, draft: UploadDraft) -> bool:
        is_there = number in self.kept
        if is_there:
            self.kept[number] = draft
        return is_there

    async def awaited(self, conversation: str, person: str) -> tuple[int, UploadDraft] | None:
        for number, draft in self.kept.items():
            edit = draft.awaited
            if edit is not None and (edit.conversation, edit.person) == (conversation, person):
                return number, draft
        return None

    async def remove(self, number: int) -> bool:
        return self.kept.pop(number, None) is not None


class NoAdmins:
    """An ``AdminStore`` without admins."""

    async def admins(self) -> list[Admin]:
        return []

    async def is_admin(self, person: str) -> bool:
        return False

    async def appoint(self, person: str, display_name: str, named_by: str) -> bool:
        return True

    async def dismiss(self, person: str) -> bool:
        return False


class NoAudit:
    """An audit log that stores nothing."""

    async def record(self, person: str, display_name: str, kind: AuditAction, subject: str) -> None:
        pass

    async def latest(self, limit: int) -> list[AuditEntry]:
        return []
