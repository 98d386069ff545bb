"""Handles the commands /follow and /following, and the buttons that pause and drop what is followed."""

from __future__ import annotations

from datetime import tzinfo

from telegram import ChatMember
from telegram.error import BadRequest, Forbidden

from bot.messages.catalogue import Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.delivery.sending import typing
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.protocols import Following
from bot.telegram.updates import reading
from bot.telegram.updates.channel_posts import channel_name, forwarded_from
from bot.telegram.views.following import render_followed, render_following
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import NoFeed
from knowledge.models import AuditAction
from knowledge.newsroom.following import FollowedStatus
from knowledge.ports import AuditStore

ADMIN_STATUSES = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class FollowingCommands:
    """Handles /follow, /following and the buttons under it. Owners change what is followed, admins see it."""

    def __init__(self, following: Following, audit: AuditStore, zone: tzinfo) -> None:
        self._following = following
        self._audit = audit
        self._zone = zone

    async def follow(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/follow`` with an address or the @name of a channel after it, or as a reply to a forwarded
        post."""
        if not incoming.is_owner:
            await incoming.say(incoming.texts("following-owners-only"))
            return
        text = reading.after_command(incoming.message.text or "")
        origin = forwarded_from(incoming.message.reply_to_message)
        if name := channel_name(text):
            await self._follow_channel(incoming, name)
        elif link := reading.first_link(text):
            await self._follow_feed(incoming, link)
        elif origin is not None:
            await self._follow_channel(incoming, origin.chat.id)
        else:
            await incoming.say(incoming.texts("follow-how"))

    async def show(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/following``: list the feeds and channels."""
        await incoming.send([await self._page(0, incoming.texts)])

    async def turn_page(self, press: CallbackContext) -> None:
        """Handle the buttons that show another page of the list."""
        page = await self._page(int(press.arguments[0] or 0), press.texts)
        await change(press.bot, press.chat.id, press.message_id, page)

    async def show_one(self, press: CallbackContext) -> None:
        """Handle the number of a feed or channel: show it with its buttons."""
        await self._show(press, int(press.arguments[0] or 0))

    async def act(self, press: CallbackContext) -> None:
        """Handle the buttons of a feed or channel: pause, continue, preview, publish at once, drop."""
        number, action = int(press.arguments[0] or 0), press.arguments[1]
        if not press.is_owner:
            await press.acknowledge(press.texts("following-owners-only"), is_alert=True)
            return
        if action in {"pause", "resume"}:
            await self._following.pause(number, is_paused=action == "pause")
        elif action in {"preview", "direct"}:
            await self._following.require_approval(number, is_required=action == "preview")
        elif action == "dropped":
            followed = await self._following.unfollow(number)
            if followed is not None:
                await self._record(press, "unfollow", followed.address)
                await press.acknowledge(press.texts("unfollowed", title=followed.title))
            await change(press.bot, press.chat.id, press.message_id, await self._page(0, press.texts))
            return
        await self._show(press, number, is_dropping=action == "drop")

    async def _follow_feed(self, incoming: MessageContext, link: str) -> None:
        async with typing(incoming.chat):
            try:
                followed, is_new = await self._following.follow_feed(link, incoming.person)
            except NoFeed:
                await incoming.say(incoming.texts("follow-no-feed"))
                return
            if is_new:
                await self._record(incoming, "follow", followed.address)
        await incoming.say(
            incoming.texts("followed-feed" if is_new else "followed-already", title=followed.title)
        )

    async def _follow_channel(self, incoming: MessageContext, channel: str | int) -> None:
        """Follow a channel of which the bot is an admin; only then does Telegram deliver its posts."""
        try:
            chat = await incoming.bot.get_chat(channel)
            member = await incoming.bot.get_chat_member(chat.id, incoming.bot.id)
        except (BadRequest, Forbidden):
            await incoming.say(incoming.texts("follow-not-admin"))
            return
        if chat.type != chat.CHANNEL:
            await incoming.say(incoming.texts("follow-no-channel"))
        elif member.status not in ADMIN_STATUSES:
            await incoming.say(incoming.texts("follow-not-admin"))
        else:
            title = chat.title or str(channel)
            followed, is_new = await self._following.follow_channel(chat.id, title, incoming.person)
            if is_new:
                await self._record(incoming, "follow", followed.address)
            await incoming.say(
                incoming.texts("followed-channel" if is_new else "followed-already", title=followed.title)
            )

    async def _show(self, press: CallbackContext, number: int, *, is_dropping: bool = False) -> None:
        status = await self._find(number)
        if status is None:
            await press.acknowledge(press.texts("followed-gone"), is_alert=True)
            outgoing = await self._page(0, press.texts)
        else:
            outgoing = render_followed(status, press.texts, self._zone, is_dropping=is_dropping)
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def _page(self, offset: int, texts: Texts) -> Outgoing:
        return render_following(await self._following.overview(), offset, texts, self._zone)

    async def _find(self, number: int) -> FollowedStatus | None:
        overview = await self._following.overview()
        return next((status for status in overview if status.followed.number == number), None)

    async def _record(self, who: MessageContext | CallbackContext, kind: AuditAction, address: str) -> None:
        await self._audit.record(who.person, who.user.full_name, kind, address)
