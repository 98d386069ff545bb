"""Handles the commands /admins, /audit and /export: the list of admins, what they did, and all articles as
files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from telegram import Message, MessageOriginUser, User

from bot.export import article_line
from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.command_menu import clear_admin_menu, set_admin_menu
from bot.telegram.delivery.sending import typing
from bot.telegram.handlers.access import Context, MessageContext
from bot.telegram.handlers.lookup import find_article
from bot.telegram.protocols import Library
from bot.telegram.updates import reading
from bot.telegram.updates.identity import person
from knowledge.models import Article, AuditEntry
from knowledge.ports import AdminStore, AuditStore

ENTRIES_SHOWN = 20
"""Entries of the audit log that /audit shows."""

PART_BYTES = 40 * 1024 * 1024
"""Largest file of an export. A bot may send up to 50 MB (https://core.telegram.org/bots/api#senddocument)."""

PAGE = 200
"""Articles that are listed from the database at a time."""


class Administration:
    """Handles /admins, /audit and /export.

    ``owners`` are the user ids of the setting ADMIN_IDS: only these owners can add and remove admins, and an
    owner cannot be removed.
    """

    def __init__(
        self,
        library: Library,
        admins: AdminStore,
        audit: AuditStore,
        owners: frozenset[int],
        catalogue: Catalogue,
    ) -> None:
        self._library = library
        self._admins = admins
        self._audit = audit
        self._owners = owners
        self._catalogue = catalogue

    async def admins(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/admins``: list the admins, and tell owners how to add and remove admins."""
        texts = incoming.texts
        lines = [texts("admins-owners", count=len(self._owners))]
        lines += [
            texts("admins-one", name=admin.display_name, date=admin.since.date())
            for admin in await self._admins.admins()
        ]
        if incoming.is_owner:
            lines += ["", texts("admins-how")]
        await incoming.say("\n".join(lines))

    async def change(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/admins add`` and ``/admins remove``, sent as a reply to the person's message or to a
        forwarded message of theirs."""
        action = reading.after_command(incoming.message.text or "").casefold()
        user = _author(incoming.message.reply_to_message)
        texts = incoming.texts
        subject = f"{user.full_name} ({user.id})" if user else ""
        if action not in {"add", "remove"} or user is None:
            await incoming.say(texts("admins-how"))
        elif user.is_bot:
            await incoming.say(texts("admins-no-bot"))
        elif user.id in self._owners:
            await incoming.say(texts("admins-is-owner", name=user.full_name))
        elif action == "add":
            is_new = await self._admins.appoint(person(user.id), user.full_name, incoming.person)
            if is_new:
                await self._audit.record(incoming.person, incoming.user.full_name, "name_admin", subject)
                await set_admin_menu(incoming.bot, self._catalogue, user.id)
            await incoming.say(texts("admins-added" if is_new else "admins-already", name=user.full_name))
        else:
            was_admin = await self._admins.dismiss(person(user.id))
            if was_admin:
                await self._audit.record(incoming.person, incoming.user.full_name, "dismiss_admin", subject)
                await clear_admin_menu(incoming.bot, self._catalogue, user.id)
            outcome = "admins-removed" if was_admin else "admins-was-none"
            await incoming.say(texts(outcome, name=user.full_name))

    async def audit(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/audit``: show the latest entries of the audit log."""
        entries = await self._audit.latest(ENTRIES_SHOWN)
        if not entries:
            await incoming.say(incoming.texts("audit-empty"))
            return
        lines = [incoming.texts("audit-title"), "", *(_line(entry, incoming.texts) for entry in entries)]
        await incoming.say("\n".join(lines))

    async def export(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/export``: send all articles as JSON Lines, as ``kutip add`` reads them. Private chats
        only."""
        if incoming.chat.type != incoming.chat.PRIVATE:
            await incoming.say(incoming.texts("export-privately"))
            return
        number, exported = 0, 0
        async with typing(incoming.chat):
            async for part, count in self._parts():
                number, exported = number + 1, exported + count
                name = f"kutip-{datetime.now(UTC).date().isoformat()}-{number}.jsonl"
                await incoming.message.reply_document(part, filename=name)
        if not exported:
            await incoming.say(incoming.texts("no-articles"))
            return
        await self._audit.record(incoming.person, incoming.user.full_name, "export", str(exported))
        await incoming.say(incoming.texts("exported", count=exported))

    async def _parts(self) -> AsyncIterator[tuple[bytes, int]]:
        """The contents of files that are small enough for Telegram, each with its number of articles."""
        part, count = bytearray(), 0
        async for article in self._all():
            line = article_line(article)
            if part and len(part) + len(line) > PART_BYTES:
                yield bytes(part), count
                part, count = bytearray(), 0
            part += line
            count += 1
        if part:
            yield bytes(part), count

    async def _all(self) -> AsyncIterator[Article]:
        """Every article once, even if articles are added or deleted meanwhile."""
        seen: set[str] = set()
        offset = 0
        while page := await self._library.list(PAGE, offset):
            offset += len(page)
            for summary in page:
                if summary.id not in seen and (article := await find_article(self._library, summary.id)):
                    yield article
                seen.add(summary.id)


def _author(message: Message | None) -> User | None:
    """The author of a message; for a forwarded one, its original author, None if they hide their account."""
    if message is None:
        return None
    if message.forward_origin is not None:
        origin = message.forward_origin
        return origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return message.from_user


def _line(entry: AuditEntry, texts: Texts) -> str:
    what = texts(f"action-{entry.kind.replace('_', '-')}", subject=entry.subject)
    return texts("audit-entry", at=entry.at, who=entry.display_name, what=what)
