"""Small stand-ins for tests: each behaves like the real thing in the one respect that a test needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge.models import Admin, AuditAction, AuditEntry
from knowledge.ports import OutgoingMessage, StoredUpdate, UploadDraft, UsedNumbers


class UpdatesInMemory:
    """An UpdateStore that is lost with the process."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, int], StoredUpdate | None] = {}
        self.received: dict[tuple[int, int], StoredUpdate] = {}

    async def save(self, account: int, new: Sequence[StoredUpdate]) -> set[int]:
        numbers = {one.number for one in new if (account, one.number) not in self.kept}
        fresh = {(account, one.number): one for one in new if one.number in numbers}
        self.kept |= fresh
        self.received |= fresh
        return numbers

    async def unhandled(self, account: int) -> list[StoredUpdate]:
        return [one for (whose, _), one in self.kept.items() if whose == account and one is not None]

    async def mark_handled(self, account: int, numbers: Collection[int]) -> None:
        self.kept |= {(account, number): None for number in numbers}


class SentInMemory:
    """A SentStore that is lost with the process; it knows of no turns and of nothing received."""

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
        known = [one for one in self.messages.values() if one.sequence == sequence]
        numbers = frozenset(one.message_id for one in known if one.message_id and one.message_id > after)
        return UsedNumbers(numbers, sum(one.message_id is None for one in known))

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        return None


class UploadDraftsInMemory:
    """An UploadDraftStore that is lost with the process, and keeps drafts for ever."""

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
            one = draft.awaited
            if one is not None and (one.conversation, one.person) == (conversation, person):
                return number, draft
        return None

    async def remove(self, number: int) -> bool:
        return self.kept.pop(number, None) is not None


class NoAdmins:
    """An AdminStore in which the owners named nobody."""

    async def admins(self) -> list[Admin]:
        return []

    async def is_admin(self, person: str) -> bool:
        return False

    async def appoint(self, person: str, display_name: str, named_by: str) -> bool:
        return True

    async def dismiss(self, person: str) -> bool:
        return False


class NoAudit:
    """An AuditStore that keeps nothing."""

    async def record(self, person: str, display_name: str, kind: AuditAction, subject: str) -> None:
        pass

    async def latest(self, limit: int) -> list[AuditEntry]:
        return []
