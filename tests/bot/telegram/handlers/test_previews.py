"""Tests of the previews of channels whose articles need an approval."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from tests.bot.telegram.harness import BotHarness
from tests.bot.telegram.people import ADMIN, EN, ID, JOHN
from tests.e2e.bot_api_server import PATIENCE_S, Channel

CHANNEL = Channel(-1001234567890, "Kanal Kabar", "kanalkabar")
LATER = datetime(2999, 1, 1, tzinfo=UTC)
TEXT = "Feri Teluk Wangi kembali berlayar mulai Senin. Kapal itu mengangkut 180 penumpang sekali jalan."


async def follow(harness: BotHarness) -> int:
    followed, _ = await harness.following.follow_channel(CHANNEL.id, CHANNEL.title, "telegram:1001")
    await harness.following.require_approval(followed.number, is_required=True)
    return followed.number


async def test_every_admin_gets_a_card_in_their_language_and_the_first_decides(empty: BotHarness) -> None:
    await follow(empty)
    await empty.ask(ADMIN, "/following")
    await empty.ask(JOHN, "/language")
    [choice] = empty.server.shown(JOHN)
    await empty.press(JOHN, choice, "English")
    await empty.database.admins.appoint(f"telegram:{JOHN.id}", "John", "telegram:1001")
    await empty.server.next_edit(JOHN)

    post = await empty.server.post(CHANNEL, TEXT)
    card, other = await empty.server.next_message(ADMIN), await empty.server.next_message(JOHN)
    assert card.text.startswith(ID("draft-preview"))
    assert other.text.startswith(EN("draft-preview"))
    await empty.press(JOHN, other, EN("draft-publish"))
    await empty.library_has(f"telegram:{CHANNEL.id}/{post}")
    async with asyncio.timeout(PATIENCE_S):
        while await empty.database.upload_drafts.find(1) is not None:
            pass
    assert await empty.press(ADMIN, card, ID("draft-publish")) == ID("draft-gone")
    assert await empty.library.count() == 1


async def test_post_waits_while_no_admin_can_be_reached(empty: BotHarness) -> None:
    number = await follow(empty)
    await empty.server.post(CHANNEL, TEXT)
    await empty.server.called("sendMessage")  # to the owner, who has never written to the bot
    async with asyncio.timeout(PATIENCE_S):
        while not (await empty.database.following.waiting(number, LATER, 1))[0].attempts:
            pass
    assert empty.server.is_silent(ADMIN)
    assert await empty.library.count() == 0
