"""The Telegram application over a fake core, for tests of handlers, delivery and serving."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.telegram.services import BotServices
from bot.telegram.serving import serve
from knowledge.answering.writer import Release
from knowledge.errors import UnknownArticle, UnusableLink
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    Article,
    ArticleSummary,
    ArticleText,
    AskRequest,
    ChatSettings,
    Citation,
    CitedStatement,
    Feedback,
    Followed,
    Outcome,
    Resemblance,
    Standing,
    StoredTurn,
    TurnMetrics,
    Version,
)
from knowledge.newsroom.channel_posts import ChannelPost
from knowledge.newsroom.following import FollowedStatus
from knowledge.newsroom.publishing import Review
from knowledge.newsroom.unanswered import QuestionGroup
from knowledge.ports import DueNotice, RawDocument, Source, StoredUpdate
from tests.bot.telegram.people import ADMIN, ID
from tests.e2e.bot_api_server import TOKEN, BotApiServer, Group, Person
from tests.fakes import NoAdmins, NoAudit, SentInMemory, UpdatesInMemory, UploadDraftsInMemory


class FakeAssistant:
    """An assistant that answers every question with a quotation of it.

    A question in ``gates`` is answered once its event is set; for a question in ``errors``, that error is
    raised.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.persons: list[str | None] = []
        self.forgotten: list[str] = []
        self.moved: list[tuple[str, str]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.errors: dict[str, Exception] = {}
        self.started: asyncio.Queue[str] = asyncio.Queue()

    async def ask(self, request: AskRequest, *, on_statement: Release | None = None) -> Outcome:
        question = request.question
        self.asked.append((question, request.conversation, request.asker_language))
        self.persons.append(request.person)
        self.started.put_nowait(question)
        if question in self.gates:
            await self.gates[question].wait()
        if question in self.errors:
            raise self.errors[question]
        if question.startswith("Tak"):
            return Abstention(question, question, "id", "extractive", 0.1, "no_match")
        sentence = f"Kalimat <{question}>."
        citation = Citation(1, "a1", None, "Judul", date(2024, 5, 3), "Kabar", None, sentence, 0, 9)
        return Answer(question, question, "id", "extractive", 0.9, (CitedStatement(sentence, (citation,)),))

    async def begin_anew(self, conversation: str) -> None:
        self.forgotten.append(conversation)

    async def move(self, conversation: str, to: str) -> None:
        self.moved.append((conversation, to))


class FakeLibrary:
    """A library that lists the articles added to it, but finds no article by its id."""

    def __init__(self) -> None:
        self.articles: list[ArticleText] = []

    async def add(self, article: ArticleText) -> AddResult:
        self.articles.append(article)
        return AddResult("added", None, f"id-{len(self.articles)}", article.title or "Tanpa judul", 2)

    async def add_all(self, articles: Iterable[ArticleText]) -> AsyncIterator[AddResult]:
        for article in articles:
            yield await self.add(article)

    async def resembling(self, article: ArticleText) -> list[Resemblance]:
        return []

    async def trash(self, article_id: str) -> None:
        raise UnknownArticle(article_id)

    async def restore(self, article_id: str) -> str:
        raise UnknownArticle(article_id)

    async def get(self, article_id: str) -> Article:
        raise UnknownArticle(article_id)

    async def replace(self, article_id: str, article: ArticleText, reason: str | None = None) -> AddResult:
        raise UnknownArticle(article_id)

    async def retract(self, article_id: str, reason: str) -> Standing:
        raise UnknownArticle(article_id)

    async def standing(self, article_id: str) -> Standing:
        raise UnknownArticle(article_id)

    async def history(self, article_id: str) -> list[Version]:
        raise UnknownArticle(article_id)

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        day = datetime(2024, 5, 1, tzinfo=UTC)
        rows = [
            ArticleSummary(f"id-{n}", article.title or "Tanpa judul", "id", 2, day)
            for n, article in enumerate(self.articles, start=1)
        ]
        return rows[::-1][offset : offset + limit]

    async def count(self) -> int:
        return len(self.articles)


class NothingUnanswered:
    """Fake ``UnansweredQuestions`` in which there are none."""

    async def largest(self, limit: int) -> list[QuestionGroup]:
        return []

    async def find(self, number: int) -> QuestionGroup | None:
        return None

    async def answered_by(self, question: str) -> str | None:
        return None


class MemoryTurns:
    """Fake ``Turns`` that stores no turns and finds none."""

    async def turn(self, number: int) -> StoredTurn | None:
        return None

    async def rate(self, number: int, feedback: Feedback) -> bool:
        return False

    async def metrics_since(self, moment: datetime) -> list[TurnMetrics]:
        return []

    async def forget(self, conversation: str) -> int:
        return 0

    async def forget_person(self, person: str, within: str | None = None) -> int:
        return 0


class MemoryChats:
    """A ``ChatStore`` that keeps the settings of each conversation in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, ChatSettings] = {}

    async def settings(self, conversation: str) -> ChatSettings:
        return self.kept.get(conversation, ChatSettings())

    async def save(self, conversation: str, settings: ChatSettings) -> None:
        self.kept[conversation] = settings

    async def forget(self, conversation: str) -> bool:
        return self.kept.pop(conversation, None) is not None


class NoCorrections:
    """Fake ``Corrections``: no correction affects an answer, and no notice is due."""

    async def answers_touched(self, history: Sequence[Version]) -> int:
        return 0

    async def follow_up(self) -> None:
        pass

    async def due(self) -> AsyncIterator[DueNotice]:
        for due in list[DueNotice]():
            yield due

    async def settle(self, due: DueNotice) -> None:
        pass


class NothingFollowed:
    """Fake ``Following`` that follows nothing and refuses to."""

    async def follow_feed(self, url: str, person: str) -> tuple[Followed, bool]:
        raise UnusableLink(f"{url} leads nowhere.")

    async def follow_channel(self, chat_id: int, title: str, person: str) -> tuple[Followed, bool]:
        raise UnusableLink(f"{title} leads nowhere.")

    async def unfollow(self, number: int) -> Followed | None:
        return None

    async def pause(self, number: int, *, is_paused: bool) -> None:
        pass

    async def require_approval(self, number: int, *, is_required: bool) -> None:
        pass

    async def overview(self) -> list[FollowedStatus]:
        return []

    async def silent(self) -> list[Followed]:
        return []

    async def silence_told(self, followed: Followed) -> None:
        pass

    async def take_post(self, post: ChannelPost) -> bool:
        return False

    async def link_copy(self, chat_id: int, message_id: int, channel_id: int, post_id: int) -> None:
        pass

    async def article_of_message(self, chat_id: int, message_id: int) -> str | None:
        return None

    async def run(self, review: Review | None = None) -> None:
        pass


class NoSuggestions:
    """Fake ``Suggestions`` that suggests no question."""

    async def questions(self, language: str, limit: int) -> list[str]:
        return []

    async def after(self, cited: Sequence[Citation], asked: Collection[str], limit: int) -> list[str]:
        return []


class TextFiles:
    """Fake sources of articles: uploads of plain text are read; files on disk and links are refused."""

    def count(self, paths: Sequence[Path]) -> int:
        return len(paths)

    def from_paths(self, paths: Sequence[Path]) -> Iterator[Source]:
        yield from (Source(str(path), error=f"{path} does not exist.") for path in paths)

    def from_stdin(self, data: bytes) -> Iterator[Source]:
        yield from self.from_upload(data, "standard input")

    def from_upload(self, data: bytes, name: str) -> Iterator[Source]:
        if b"\0" in data:
            yield Source(name, error=f"{name} is not text.")
        else:
            yield Source(name, RawDocument(data.decode(), name=name, heading=name))

    async def fetch(self, url: str) -> RawDocument:
        raise UnusableLink(f"{url} leads nowhere.")


@dataclass
class StoresInMemory:
    """The stores of one bot, in memory. Their content is lost with the object."""

    conversations: MemoryTurns = field(default_factory=MemoryTurns)
    chats: MemoryChats = field(default_factory=MemoryChats)
    upload_drafts: UploadDraftsInMemory = field(default_factory=UploadDraftsInMemory)
    updates: UpdatesInMemory = field(default_factory=UpdatesInMemory)
    sent: SentInMemory = field(default_factory=SentInMemory)
    admins: NoAdmins = field(default_factory=NoAdmins)
    audit: NoAudit = field(default_factory=NoAudit)


class Bot:
    """A bot over a fake core that talks to ``server``. :func:`serving` runs it until ``stop`` is set."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.assistant = FakeAssistant()
        self.library = FakeLibrary()
        self.stores = StoresInMemory()
        self.stop = asyncio.Event()

    def services(self) -> BotServices:
        return BotServices(
            token=TOKEN,
            api_url=self.server.url,
            admin_ids=frozenset({ADMIN.id}),
            assistant=self.assistant,
            library=self.library,
            corrections=NoCorrections(),
            unanswered=NothingUnanswered(),
            suggestions=NoSuggestions(),
            following=NothingFollowed(),
            stores=self.stores,
            sources=TextFiles(),
            clock=lambda: datetime.now(UTC),
            zone=UTC,
        )

    @property
    def received(self) -> dict[tuple[int, int], StoredUpdate]:
        """Every update that was ever stored, by account and number, as it was before it was handled."""
        return self.stores.updates.received

    async def reply_to(self, person: Person, text: str) -> str:
        """Write ``text`` to the bot as ``person``. Returns the text of the bot's next message in that
        chat."""
        await self.server.send_text(person, text)
        return (await self.server.next_message(person)).text

    async def publish(self, chat: Person | Group = ADMIN) -> str:
        """Wait for the preview of an article and press its publish button. Returns its text after the
        edit."""
        card = await self.server.next_message(chat)
        await self.server.press(ADMIN, card, self.server.buttons(card)[ID("draft-publish")])
        return (await self.server.next_edit(chat)).text


@contextlib.asynccontextmanager
async def serving(bot: Bot) -> AsyncIterator[None]:
    """Run the bot during the block, then stop it and wait until it has finished."""
    task = asyncio.create_task(serve(bot.services(), bot.stop))
    try:
        yield
    finally:
        bot.stop.set()
        await task
