"""A harness for conversations with the whole bot, over a real database and a scripted Bot API server.

The bot runs in the process of the tests with an index in memory, which is fast. Tests with the marker
``process`` run a second time against ``kutip run`` in a separate process, which owns the embedded index.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Self

from bot.telegram.services import BotServices
from bot.telegram.serving import serve
from bot.wiring import DATABASE_FILE, INDEX_FOLDER
from knowledge.adapters.database import Database, open_database
from knowledge.adapters.feeds.web_feeds import WebFeeds
from knowledge.adapters.sources import Sources
from knowledge.adapters.vectors.shared_index import embedded_index
from knowledge.articles.indexing import Indexer
from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.models import ArticleText, FollowedItem
from knowledge.newsroom.corrections import Corrections
from knowledge.newsroom.following import Following
from knowledge.newsroom.publishing import FollowingRules
from knowledge.newsroom.suggestions import Suggestions
from knowledge.newsroom.unanswered import UnansweredQuestions
from knowledge.ports import VectorIndex
from knowledge.retrieval.retriever import Retriever
from tests.bot.telegram.people import ADMIN, ID
from tests.bundled_model import bundled_embedder, bundled_reader
from tests.databases import write_empty_database
from tests.e2e.bot_api_server import PATIENCE_S, TOKEN, BotApiServer, Channel, Group, Person, Sent
from tests.e2e.installation import Installation
from tests.fakes_vectors import MemoryIndex

BRIDGE = ArticleText(
    "Wali Kota Larasati Wirabuana meresmikan Jembatan Kelana pada Senin, 3 Maret 2025.\n\n"
    "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar. "
    "Pembangunannya dikerjakan PT Lintang Karya selama dua tahun.",
    title="Jembatan Kelana Diresmikan",
    published_on=date(2025, 3, 3),
    publisher="Kabar Muarasenja",
    url="https://kabar.example/jembatan-kelana",
    external_id="bridge",
)
CUP = ArticleText(
    "The fishermen's club of Tanjung Layung won the Harbour Cup on Sunday after a penalty shoot-out.\n\n"
    "Goalkeeper Damar Wiguna saved three penalties in front of 6,200 spectators.\n\n"
    "The club had last won the cup in 1998.",
    title="Fishermen's club wins the Harbour Cup",
    published_on=date(2025, 8, 17),
    external_id="cup",
)
LIBRARY = ArticleText(
    "Perpustakaan keliling Selayar Biru memakai tiga perahu sejak Agustus 2024.\n\n"
    "Pustakawan Laksmi Andayani mengatakan setiap perahu membawa 600 buku.",
    title="Perpustakaan Keliling Selayar Biru",
    published_on=date(2024, 8, 9),
    external_id="library",
)
WHO_OPENED = "Siapa yang meresmikan Jembatan Kelana?"
WHO_SAVED = "Which goalkeeper saved three penalties?"


class BotHarness:
    """A bot for tests: the Bot API server that it talks to, its database, and the core over this database.

    The core (``library``, ``assistant``, …) lets a test change or read what the bot uses. It shares the index
    with a bot in this process, and reaches the index of another process through the database.
    """

    def __init__(self, installation: Installation, database: Database, *, in_process: bool) -> None:
        self.server = installation.server
        self.database = database
        self._installation = installation
        self._in_process = in_process
        self._embedder = bundled_embedder()
        self._index: VectorIndex
        self._open_index()

    async def add(self, *articles: ArticleText) -> list[str]:
        """Add articles to the library. Returns their ids, in the same order."""
        return [(await self.library.add(one)).article_id or "" for one in articles]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Run the bot from its first poll until the messages in progress are answered."""
        async with self._here() if self._in_process else self._in_its_own_process():
            yield self

    async def library_has(self, article_id: str) -> None:
        """Wait until an article with this id or external id is published."""
        async with asyncio.timeout(PATIENCE_S):
            while await self.database.articles.get(article_id) is None:
                pass

    async def publish_hourly(self, channel: Channel, until: datetime) -> None:
        """Follow a channel that has a post each hour, the last one at ``until``; none becomes an article."""
        followed, _ = await self.following.follow_channel(channel.id, channel.title, "telegram:1001")
        never = until + timedelta(days=900)
        for number in range(200):
            at = until - timedelta(hours=number)
            item = FollowedItem(f"telegram:{channel.id}/{number}", published_at=at)
            await self.database.following.add_post(followed.number, item, until, never)

    async def close(self) -> None:
        await self._index.close()
        self._embedder.close()
        await self.database.close()

    def _open_index(self) -> None:
        """Open the vector index, and build the core over it."""
        folder, database, embedder = self._installation.data, self.database, self._embedder
        self._index = (
            MemoryIndex()
            if self._in_process
            else embedded_index(folder / INDEX_FOLDER, embedder.name, database.relay)
        )
        self.library = Library(database.articles, Indexer(database.articles, self._index, embedder))
        retriever = Retriever(database.articles, database.lexical, self._index, embedder, bundled_reader())
        self.corrections = Corrections(database.conversations, database.corrections)
        self.unanswered = UnansweredQuestions(database.conversations, retriever, lambda: datetime.now(UTC))
        self.suggestions = Suggestions(database.articles, retriever)
        feeds = WebFeeds(zone=UTC, pause_s=0.0, is_loopback_allowed=True)
        rules = FollowingRules(zone=UTC, withdrawal_reason=lambda _: "Ditarik.")
        self.following = Following(
            database.following, feeds, self.library, rules, clock=lambda: datetime.now(UTC)
        )
        self.assistant = Assistant(
            retriever, database.articles, database.conversations, clock=lambda: datetime.now(UTC)
        )

    @asynccontextmanager
    async def _in_its_own_process(self) -> AsyncIterator[None]:
        # The process of the bot must own the index. This process then searches through it.
        await self._index.close()
        async with self._installation.running_bot():
            self._open_index()
            yield

    @asynccontextmanager
    async def _here(self) -> AsyncIterator[None]:
        services = BotServices(
            token=TOKEN,
            api_url=self.server.url,
            admin_ids=frozenset({ADMIN.id}),
            assistant=self.assistant,
            library=self.library,
            corrections=self.corrections,
            unanswered=self.unanswered,
            suggestions=self.suggestions,
            following=self.following,
            stores=self.database,
            sources=Sources(is_loopback_allowed=True),
            clock=lambda: datetime.now(UTC),
            zone=UTC,
        )
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(services, stop))
        try:
            yield
        finally:
            stop.set()
            await serving

    async def ask(
        self, person: Person, text: str, *, group: Group | None = None, reply_to: Sent | None = None
    ) -> Sent:
        """Write ``text`` to the bot as ``person``. Returns the bot's next message in that chat."""
        await self.server.send_text(
            person, text, group=group, reply_to=reply_to.message_id if reply_to else None
        )
        return await self.server.next_message(group or person)

    async def press(self, person: Person, sent: Sent, label: str) -> str:
        """Press the button whose current text begins with ``label``. Returns the notice shown, or ``""``."""
        buttons = self.server.buttons(sent)
        data = next(data for text, data in buttons.items() if text.startswith(label))
        return await self.server.notice(await self.server.press(person, sent, data))

    async def publish(self, person: Person, card: Sent) -> Sent:
        """Press the button that publishes a draft, and wait for the result. Returns the card after the
        edit."""
        await self.press(person, card, ID("draft-publish"))
        while self.buttons(card):
            await self.server.next_edit(card.chat_id)
        return self.server.now(card)

    def buttons(self, sent: Sent) -> list[str]:
        """The current texts of the buttons below a message."""
        return list(self.server.buttons(sent))


@asynccontextmanager
async def opened(folder: Path, *, in_process: bool = True) -> AsyncIterator[BotHarness]:
    """Open a harness without articles, with its data in ``folder``. Its bot is not running yet."""
    async with BotApiServer() as server:
        installation = Installation(folder, server, more={"FETCH_ALLOW_LOOPBACK": "true"})
        installation.data.mkdir()
        await write_empty_database(installation.data / DATABASE_FILE)
        database = await open_database(f"sqlite:///{installation.data / DATABASE_FILE}")
        harness = BotHarness(installation, database, in_process=in_process)
        try:
            yield harness
        finally:
            await harness.close()
