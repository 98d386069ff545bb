"""Tests of /follow, /following and its buttons, and of what /stats and doctor say about silence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.bot.telegram.harness import BotHarness
from tests.bot.telegram.people import ADMIN, EN, ID, JOHN, SITI
from tests.e2e.bot_api_server import Channel, Sent
from tests.e2e.news_site import Item, NewsSite

CHANNEL = Channel(-1001234567890, "Kanal Kabar", "kanalkabar")
TEXT = "Feri Teluk Wangi kembali berlayar mulai Senin. Kapal itu mengangkut 180 penumpang sekali jalan."


@pytest_asyncio.fixture
async def site() -> AsyncIterator[NewsSite]:
    async with NewsSite() as site:
        yield site


async def opened_card(harness: BotHarness) -> Sent:
    """Show the first feed or channel of the list. Returns the message."""
    listed = await harness.ask(ADMIN, "/following")
    await harness.press(ADMIN, listed, "1")
    return await harness.server.next_edit(ADMIN)


async def test_feed_is_followed_by_its_link_and_answers(empty: BotHarness, site: NewsSite) -> None:
    address = site.feed("/feed", "Kabar & Kota", [Item("k-1", "Feri Berlayar", TEXT)])
    page = site.serve("/", f'<html><link rel="alternate" type="application/rss+xml" href="{address}"></html>')

    assert (await empty.ask(ADMIN, f"/follow {page}")).text == ID("followed-feed", title="Kabar & Kota")
    assert (await empty.ask(ADMIN, f"/follow {address}")).text == ID("followed-already", title="Kabar & Kota")
    await empty.library_has("k-1")
    assert "180 penumpang" in (await empty.ask(SITI, "Berapa penumpang feri Teluk Wangi?")).text
    card = await opened_card(empty)
    assert card.text.startswith(f"Kabar & Kota\n{address}\nterakhir dibaca")
    assert ID("followed-direct") in card.text
    audit = await empty.ask(ADMIN, "/audit")
    assert ID("action-follow", subject=address) in audit.text


async def test_what_cannot_be_followed_is_explained(empty: BotHarness, site: NewsSite) -> None:
    page = site.serve("/", "<html><head><title>Kabar</title></head></html>")
    assert (await empty.ask(ADMIN, "/follow")).text == ID("follow-how")
    assert (await empty.ask(ADMIN, f"/follow {page}")).text == ID("follow-no-feed")
    assert (await empty.ask(ADMIN, "/follow http://10.0.0.1/feed")).text == ID("link-unusable")
    assert (await empty.ask(ADMIN, "/follow @tidakada")).text == ID("follow-not-admin")
    assert (await empty.ask(JOHN, f"/follow {page}")).text == EN("not-admin")
    assert (await empty.ask(ADMIN, "/following")).text == ID("following-none")


async def test_channel_is_followed_by_a_forwarded_post(empty: BotHarness) -> None:
    empty.server.open_channel(CHANNEL)
    origin = {"type": "channel", "date": 1, "message_id": 9, "chat": {"id": CHANNEL.id, "type": "channel"}}
    forwarded = await empty.server.send_content(ADMIN, {"text": TEXT, "forward_origin": origin})
    await empty.server.next_message(ADMIN)
    await empty.server.send_text(ADMIN, "/follow", reply_to=forwarded)
    assert (await empty.server.next_message(ADMIN)).text == ID("followed-channel", title="Kanal Kabar")
    assert (await empty.ask(ADMIN, "/follow https://t.me/kanalkabar/3")).text == ID(
        "followed-already", title="Kanal Kabar"
    )


async def test_admin_who_is_no_owner_sees_the_list_but_changes_nothing(empty: BotHarness) -> None:
    await empty.following.follow_channel(CHANNEL.id, "Kanal Kabar", "telegram:1001")
    await empty.database.admins.appoint(f"telegram:{SITI.id}", "Siti", "telegram:1001")
    assert (await empty.ask(SITI, "/follow @kanalkabar")).text == ID("following-owners-only")
    listed = await empty.ask(SITI, "/following")
    assert "Kanal Kabar" in listed.text
    await empty.press(SITI, listed, "1")
    card = await empty.server.next_edit(SITI)
    assert await empty.press(SITI, card, ID("follow-pause")) == ID("following-owners-only")
    assert [status.followed.is_paused for status in await empty.following.overview()] == [False]
    await empty.database.admins.dismiss(f"telegram:{SITI.id}")
    assert await empty.press(SITI, card, ID("follow-pause")) == ID("not-admin")


async def test_buttons_pause_preview_and_drop(empty: BotHarness) -> None:
    await empty.following.follow_channel(CHANNEL.id, "Kanal Kabar", "telegram:1001")
    card = await opened_card(empty)
    for pressed, shown in (
        ("follow-pause", "followed-paused"),
        ("follow-resume", "followed-nothing-yet"),
        ("follow-preview", "followed-preview"),
        ("follow-direct", "followed-direct"),
        ("follow-drop", "unfollow-ask"),
        ("unfollow-no", "followed-direct"),
        ("following-list", "following-how"),
    ):
        await empty.press(ADMIN, card, ID(pressed))
        assert ID(shown) in (await empty.server.next_edit(ADMIN)).text
    await empty.press(ADMIN, card, "1")
    await empty.server.next_edit(ADMIN)
    await empty.press(ADMIN, card, ID("follow-drop"))
    await empty.server.next_edit(ADMIN)
    assert await empty.press(ADMIN, card, ID("unfollow-yes")) == ID("unfollowed", title="Kanal Kabar")
    assert (await empty.server.next_edit(ADMIN)).text == ID("following-none")


async def test_button_of_what_is_dropped_says_so(empty: BotHarness) -> None:
    followed, _ = await empty.following.follow_channel(CHANNEL.id, "Kanal Kabar", "telegram:1001")
    listed = await empty.ask(ADMIN, "/following")
    await empty.following.unfollow(followed.number)
    assert await empty.press(ADMIN, listed, "1") == ID("followed-gone")


async def test_long_list_has_pages(empty: BotHarness) -> None:
    for number in range(8):
        await empty.following.follow_channel(CHANNEL.id - number, f"Kanal {number + 1}", "telegram:1001")
    listed = await empty.ask(ADMIN, "/following")
    assert empty.buttons(listed) == ["1", "2", "3", "4", "5", "6", ID("following-more")]
    await empty.press(ADMIN, listed, ID("following-more"))
    await empty.server.next_edit(ADMIN)
    assert empty.buttons(listed) == ["7", "8", ID("following-back")]
    await empty.press(ADMIN, listed, ID("following-back"))
    assert "Kanal 1\n" in (await empty.server.next_edit(ADMIN)).text


@pytest.mark.parametrize("is_silent", [True, False])
async def test_silence_is_told_to_the_owners_once_and_shown_in_stats(
    stopped: BotHarness, is_silent: bool
) -> None:
    async with stopped.running():
        await stopped.ask(ADMIN, "/stats")  # Telegram lets a bot write only to people who wrote to it.
    await stopped.publish_hourly(CHANNEL, until=datetime.now(UTC) - timedelta(hours=6 if is_silent else 0))
    async with stopped.running():
        if is_silent:
            notice = await stopped.server.next_message(ADMIN)
            assert notice.text.startswith("⚠️ “Kanal Kabar” diam sejak")
        assert ("Kanal Kabar" in (await stopped.ask(ADMIN, "/stats")).text) is is_silent
    async with stopped.running():
        await stopped.ask(ADMIN, "/stats")
    assert stopped.server.is_silent(ADMIN)
