"""Who runs the newsroom, what was done in it, and taking everything along."""

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

DEEDS_SHOWN = 20

PART_BYTES = 40 * 1024 * 1024
"""A bot may send a file of 50 MB (https://core.telegram.org/bots/api#senddocument)."""

PAGE = 200
"""Articles that are read from the database together."""


class Administration:
    """``owners`` are the admins of the settings: only they name others, and nobody dismisses them."""

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
        """Who they are, and how an owner changes that."""
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
        """``/admins add`` or ``/admins remove``, as a reply to somebody."""
        word = reading.after_command(incoming.message.text or "").casefold()
        who = _somebody(incoming.message.reply_to_message)
        texts = incoming.texts
        named = f"{who.full_name} ({who.id})" if who else ""
        if word not in {"add", "remove"} or who is None:
            await incoming.say(texts("admins-how"))
        elif who.is_bot:
            await incoming.say(texts("admins-no-bot"))
        elif who.id in self._owners:
            await incoming.say(texts("admins-is-owner", name=who.full_name))
        elif word == "add":
            is_new = await self._admins.appoint(person(who.id), who.full_name, incoming.person)
            if is_new:
                await self._audit.record(incoming.person, incoming.user.full_name, "name_admin", named)
                await set_admin_menu(incoming.bot, self._catalogue, who.id)
            await incoming.say(texts("admins-added" if is_new else "admins-already", name=who.full_name))
        else:
            was_one = await self._admins.dismiss(person(who.id))
            if was_one:
                await self._audit.record(incoming.person, incoming.user.full_name, "dismiss_admin", named)
                await clear_admin_menu(incoming.bot, self._catalogue, who.id)
            await incoming.say(texts("admins-removed" if was_one else "admins-was-none", name=who.full_name))

    async def audit(self, incoming: MessageContext, context: Context) -> None:
        """The newest entries."""
        deeds = await self._audit.latest(DEEDS_SHOWN)
        if not deeds:
            await incoming.say(incoming.texts("audit-empty"))
            return
        lines = [incoming.texts("audit-title"), "", *(_line(deed, incoming.texts) for deed in deeds)]
        await incoming.say("\n".join(lines))

    async def export(self, incoming: MessageContext, context: Context) -> None:
        """Every article, in the lines that ``kutip add`` reads; only in a private chat."""
        if incoming.chat.type != incoming.chat.PRIVATE:
            await incoming.say(incoming.texts("export-privately"))
            return
        number, exported = 0, 0
        async with typing(incoming.chat):
            async for part, articles in self._parts():
                number, exported = number + 1, exported + articles
                name = f"kutip-{datetime.now(UTC).date().isoformat()}-{number}.jsonl"
                await incoming.message.reply_document(part, filename=name)
        if not exported:
            await incoming.say(incoming.texts("no-articles"))
            return
        await self._audit.record(incoming.person, incoming.user.full_name, "export", str(exported))
        await incoming.say(incoming.texts("exported", count=exported))

    async def _parts(self) -> AsyncIterator[tuple[bytes, int]]:
        """Files that Telegram takes, and how many articles are in each."""
        part, articles = bytearray(), 0
        async for article in self._all():
            line = article_line(article)
            if part and len(part) + len(line) > PART_BYTES:
                yield bytes(part), articles
                part, articles = bytearray(), 0
            part += line
            articles += 1
        if part:
            yield bytes(part), articles

    async def _all(self) -> AsyncIterator[Article]:
        """Each once, although others may be added and deleted meanwhile."""
        seen: set[str] = set()
        offset = 0
        while page := await self._library.list(PAGE, offset):
            offset += len(page)
            for summary in page:
                if summary.id not in seen and (article := await find_article(self._library, summary.id)):
                    yield article
                seen.add(summary.id)


def _somebody(message: Message | None) -> User | None:
    """Who wrote the message; of a forwarded one, who wrote it first, unless they do not want to be named."""
    if message is None:
        return None
    if message.forward_origin is not None:
        origin = message.forward_origin
        return origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return message.from_user


def _line(deed: AuditEntry, texts: Texts) -> str:
    what = texts(f"deed-{deed.kind.replace('_', '-')}", subject=deed.subject)
    return texts("audit-entry", at=deed.at, who=deed.display_name, what=what)
