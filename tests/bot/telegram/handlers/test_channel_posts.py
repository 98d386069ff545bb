"""Tests of taking the posts of channels, over a fake core that may be away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.telegram.serving import serve
from knowledge.errors import StoreUnavailable
from knowledge.newsroom.channel_posts import ChannelPost
from tests.bot.telegram.fake_core import Bot, NothingFollowed
from tests.bot.telegram.people import SITI
from tests.e2e.bot_api_server import BotApiServer, Channel, Group

CHANNEL = Channel(-1001234567890, "Kanal", "kanalkabar")
TEXT = "Feri Teluk Wangi berlayar lagi. Baca: kabar.example/feri"


class TakenPosts(NothingFollowed):
    """Fake ``Following`` that records the posts and the copies it is told of, or raises ``error``."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.taken: asyncio.Queue[ChannelPost] = asyncio.Queue()
        self.copies: asyncio.Queue[tuple[int, int, int, int]] = asyncio.Queue()

    async def take_post(self, post: ChannelPost) -> bool:
        self.taken.put_nowait(post)
        if self.error is not None:
            raise self.error
        return True

    async def link_copy(self, chat_id: int, message_id: int, channel_id: int, post_id: int) -> None:
        self.copies.put_nowait((chat_id, message_id, channel_id, post_id))


@pytest.fixture
def posts() -> TakenPosts:
    return TakenPosts()


@contextlib.asynccontextmanager
async def running(bot: Bot, posts: TakenPosts) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve(replace(bot.services(), following=posts), stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_post_and_its_edit_are_taken_with_text_links_and_times(
    server: BotApiServer, posts: TakenPosts
) -> None:
    async with running(Bot(server), posts):
        entities = [
            {"type": "url", "offset": 38, "length": 18},
            {"type": "text_link", "offset": 0, "length": 4, "url": "https://lain.example/feri"},
        ]
        number = await server.post(CHANNEL, TEXT, entities=entities, is_paid_post=True)
        post = await posts.taken.get()
        assert (post.chat_id, post.message_id, post.username, post.title) == (
            CHANNEL.id,
            number,
            "kanalkabar",
            "Kanal",
        )
        assert (post.text, post.edited_at, post.is_paid) == (TEXT, None, True)
        assert sorted(post.links) == ["https://kabar.example/feri", "https://lain.example/feri"]
        assert datetime.now(UTC) - post.written_at < timedelta(hours=1)
        await server.edit_post(CHANNEL, number, "Feri batal berlayar.")
        edit = await posts.taken.get()
        assert (edit.message_id, edit.text) == (number, "Feri batal berlayar.")
        assert edit.edited_at is not None
        first, _ = await server.post_album(CHANNEL, ["Dua feri di dermaga.", ""])
        caption, bare = await posts.taken.get(), await posts.taken.get()
        assert (caption.message_id, caption.text, bare.text) == (first, "Dua feri di dermaga.", "")
        assert caption.album == bare.album is not None


async def test_old_post_is_taken_too(server: BotApiServer, posts: TakenPosts) -> None:
    async with running(Bot(server), posts):
        await server.post(CHANNEL, TEXT, date=1_700_000_000)
        assert (await posts.taken.get()).text == TEXT


@pytest.mark.parametrize("error", [StoreUnavailable("The database is away."), ValueError("a bug")])
async def test_nobody_in_the_channel_reads_of_an_error(
    server: BotApiServer, posts: TakenPosts, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    posts.error = error
    bot = Bot(server)
    with caplog.at_level(logging.WARNING):
        async with running(bot, posts):
            await server.post(CHANNEL, TEXT)
            await posts.taken.get()
    assert not server.shown(CHANNEL.id)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_post_that_cannot_be_stored_is_taken_after_the_next_start(
    server: BotApiServer, posts: TakenPosts
) -> None:
    posts.error = StoreUnavailable("The database is away.")
    bot = Bot(server)
    async with running(bot, posts):
        await server.post(CHANNEL, TEXT)
        await posts.taken.get()
    posts.error = None
    async with running(bot, posts):
        assert (await posts.taken.get()).text == TEXT
    assert not [update for update in bot.stores.updates.kept.values() if update is not None]


async def test_copy_in_the_discussion_group_is_noted_and_never_answered(
    server: BotApiServer, posts: TakenPosts
) -> None:
    group = Group(-1009876543210)
    bot = Bot(server)
    async with running(bot, posts):
        number = await server.post(CHANNEL, "/ask @kutip_test_bot siapa?")
        copy = await server.copy_post(CHANNEL, number, group)
        assert await posts.copies.get() == (group.id, copy, CHANNEL.id, number)
        await bot.reply_to(SITI, "Halo?")
    assert server.is_silent(group)
    assert [question for question, _, _ in bot.assistant.asked] == ["Halo?"]
