"""The real application of python-telegram-bot, against a scripted Bot API server and a fake core."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot.messages.catalogue import Texts, load_catalogue
from bot.telegram.delivery.sending import typing
from bot.telegram.services import BotServices
from bot.telegram.serving import serve
from knowledge.answering.writer import Release
from knowledge.errors import (
    KutipError,
    QuotaUsedUp,
    StoreUnavailable,
    UnknownArticle,
    UnusableLink,
    UnusableQuestion,
    WrongSetting,
)
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
    Outcome,
    Resemblance,
    Standing,
    StoredTurn,
    TurnMetrics,
    Version,
)
from knowledge.newsroom.unanswered import QuestionGroup
from knowledge.ports import DueNotice, RawDocument, Source, StoredUpdate
from tests.e2e.bot_api_server import TOKEN, BotApiServer, Group, Person
from tests.fakes import NoAdmins, NoAudit, SentInMemory, UpdatesInMemory, UploadDraftsInMemory

ADMIN = Person(1001, "id")
SITI = Person(2002, "id")
JOHN = Person(3003, "en")
GROUP = Group(-500)

ID = load_catalogue().choose("id")
EN = load_catalogue().choose("en")


class FakeAssistant:
    """Quotes the question; ``gates`` hold an answer back, ``errors`` replace it."""

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
    async def largest(self, limit: int) -> list[QuestionGroup]:
        return []

    async def find(self, number: int) -> QuestionGroup | None:
        return None

    async def answered_by(self, question: str) -> str | None:
        return None


class MemoryTurns:
    """Keeps no turn."""

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
    """Settings in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, ChatSettings] = {}

    async def settings(self, conversation: str) -> ChatSettings:
        return self.kept.get(conversation, ChatSettings())

    async def save(self, conversation: str, settings: ChatSettings) -> None:
        self.kept[conversation] = settings

    async def forget(self, conversation: str) -> bool:
        return self.kept.pop(conversation, None) is not None


class NoCorrections:
    async def answers_touched(self, history: Sequence[Version]) -> int:
        return 0

    async def follow_up(self) -> None:
        """There is none."""

    async def due(self) -> AsyncIterator[DueNotice]:
        for due in list[DueNotice]():
            yield due

    async def settle(self, due: DueNotice) -> None:
        """There is none."""


class NoSuggestions:
    async def questions(self, language: str, limit: int) -> list[str]:
        return []


class TextFiles:
    """Sources of articles that know only text files; links lead nowhere."""

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
    """The stores of one bot; all are lost with it."""

    conversations: MemoryTurns = field(default_factory=MemoryTurns)
    chats: MemoryChats = field(default_factory=MemoryChats)
    upload_drafts: UploadDraftsInMemory = field(default_factory=UploadDraftsInMemory)
    updates: UpdatesInMemory = field(default_factory=UpdatesInMemory)
    sent: SentInMemory = field(default_factory=SentInMemory)
    admins: NoAdmins = field(default_factory=NoAdmins)
    audit: NoAudit = field(default_factory=NoAudit)


class Bot:
    """Everything that a test looks at."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.assistant = FakeAssistant()
        self.library = FakeLibrary()
        self.stores = StoresInMemory()
        self.updates = self.stores.updates
        self.sent = self.stores.sent
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
            stores=self.stores,
            sources=TextFiles(),
            clock=lambda: datetime.now(UTC),
            zone=UTC,
        )

    @property
    def received(self) -> dict[tuple[int, int], StoredUpdate]:
        """Every update that was ever kept, as it was before it was handled."""
        return self.updates.received

    async def reply_to(self, person: Person, text: str) -> str:
        await self.server.send_text(person, text)
        return (await self.server.next_message(person)).text

    async def publish(self, chat: Person | Group = ADMIN) -> str:
        """Press the button of the preview that is the next message; what it then says."""
        card = await self.server.next_message(chat)
        await self.server.press(ADMIN, card, self.server.buttons(card)[ID("draft-publish")])
        return (await self.server.next_edit(chat)).text


@contextlib.asynccontextmanager
async def _serving(bot: Bot) -> AsyncIterator[None]:
    task = asyncio.create_task(serve(bot.services(), bot.stop))
    try:
        yield
    finally:
        bot.stop.set()
        await task


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    bot = Bot(server)
    async with _serving(bot):
        yield bot


async def test_question_is_answered_with_its_source_after_a_typing_action(bot: Bot) -> None:
    text = await bot.reply_to(JOHN, "Kapan & di mana?")
    assert text == "Kalimat <Kapan & di mana?>. [1]\n\n[1] Judul\nKabar · 3 Mei 2024"
    assert bot.assistant.asked == [("Kapan & di mana?", "telegram:3003", "en")]
    methods = [call.method for call in bot.server.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")


async def test_abstention_is_a_message_too(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "Tak ada?") == ID("abstention-no-match")


@pytest.mark.parametrize(
    ("person", "texts"), [(SITI, ID), (JOHN, EN), (Person(5, "ms"), ID), (Person(6, None), EN)]
)
async def test_texts_are_in_the_users_language(bot: Bot, person: Person, texts: Texts) -> None:
    assert await bot.reply_to(person, "/start") == texts("start")


async def test_only_admins_are_told_of_admin_commands(bot: Bot) -> None:
    assert "/delete" in await bot.reply_to(ADMIN, "/help")
    assert "/delete" not in await bot.reply_to(SITI, "/help")
    assert "/delete" in await bot.reply_to(ADMIN, "/apa")
    assert "/delete" not in await bot.reply_to(SITI, "/apa")


async def test_new_forgets_this_chat(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/new") == ID("new-conversation")
    assert bot.assistant.forgotten == ["telegram:2002"]


async def test_articles_are_listed_newest_first_five_at_most(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/articles") == ID("no-articles")
    bot.library.articles = [ArticleText("x", f"Judul {n}") for n in range(1, 8)]
    text = await bot.reply_to(SITI, "/articles")
    assert text.startswith("7 artikel, yang terbaru dulu\n\n1. Judul 7\n")
    assert "5. Judul 3\n" in text
    assert "Judul 2\n" not in text


async def test_admin_adds_the_text_after_the_command(bot: Bot) -> None:
    await bot.server.send_text(ADMIN, "/add Pasar Baru\n\nPasar dibuka.\nRamai <sekali>.")
    text = await bot.publish()
    assert text == "“Pasar Baru” sudah ditambahkan: 2 kalimat.\nID: id-1"
    assert bot.library.articles == [ArticleText("Pasar dibuka.\nRamai <sekali>.", "Pasar Baru")]


async def test_admin_adds_the_message_that_is_answered(bot: Bot) -> None:
    first = await bot.server.send_text(SITI, "Kota Wulung\nPunya taman.", group=GROUP)
    await bot.server.send_text(ADMIN, "/add", group=GROUP, reply_to=first)
    assert "“Kota Wulung”" in await bot.publish(GROUP)
    assert bot.library.articles == [ArticleText("Punya taman.", "Kota Wulung")]


async def test_the_bots_own_answer_is_not_added(bot: Bot) -> None:
    await bot.server.send_text(ADMIN, "Siapa?")
    answer = await bot.server.next_message(ADMIN)
    await bot.server.send_text(ADMIN, "/add", reply_to=answer.message_id)
    assert (await bot.server.next_message(ADMIN)).text == ID("add-how")
    assert bot.library.articles == []


@pytest.mark.parametrize("name", ["berita.txt", "BERITA.MD"])
async def test_admin_adds_a_file_with_the_caption(bot: Bot, name: str) -> None:
    await bot.server.send_document(ADMIN, name, b"Isi berita.", caption="/add")
    assert f"“{name}”" in await bot.publish()
    assert bot.library.articles == [ArticleText("Isi berita.", name)]


async def test_admin_adds_the_file_that_is_answered(bot: Bot) -> None:
    first = await bot.server.send_document(SITI, "berita.txt", b"Isi.", group=GROUP)
    await bot.server.send_text(ADMIN, "/add@kutip_test_bot", group=GROUP, reply_to=first)
    await bot.publish(GROUP)
    assert bot.library.articles == [ArticleText("Isi.", "berita.txt")]


async def test_a_stranger_is_refused_and_nothing_changes(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/add Judul\nIsi.") == ID("not-admin")
    assert await bot.reply_to(JOHN, "/delete id-1") == EN("not-admin")
    await bot.server.send_document(SITI, "berita.txt", b"Isi.", caption="/add")
    assert (await bot.server.next_message(SITI)).text == ID("not-admin")
    assert bot.library.articles == []
    assert "getFile" not in {call.method for call in bot.server.calls}


async def test_files_that_cannot_be_taken_are_explained(bot: Bot) -> None:
    server = bot.server
    await server.send_document(ADMIN, "foto.png", b"PNG", caption="/add")
    assert (await server.next_message(ADMIN)).text == ID("upload-wrong-type")
    await server.send_document(ADMIN, "a.txt", b"x", caption="/add", size_bytes=50 * 1024 * 1024)
    assert (await server.next_message(ADMIN)).text == ID("upload-too-large", megabytes=10)
    await server.send_document(ADMIN, "a.txt", b"\0\1", caption="/add")
    assert (await server.next_message(ADMIN)).text == ID("unreadable-article")
    photo = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
    await server.send_content(ADMIN, {"photo": [photo], "caption": "/add"})
    assert (await server.next_message(ADMIN)).text == ID("upload-wrong-type")
    assert bot.library.articles == []


async def test_add_without_anything_says_how(bot: Bot) -> None:
    assert await bot.reply_to(ADMIN, "/add") == ID("add-how")
    assert await bot.reply_to(ADMIN, "/add   ") == ID("add-how")
    assert await bot.reply_to(ADMIN, "/add 2022") == ID("unreadable-article")


async def test_delete_says_what_it_needs(bot: Bot) -> None:
    assert "/delete a1b2c3" in await bot.reply_to(ADMIN, "/delete")
    await bot.server.send_text(ADMIN, "/add Judul\nIsi.")
    await bot.publish()
    assert "/delete id-1" in await bot.reply_to(ADMIN, "/delete")
    assert await bot.reply_to(ADMIN, "/delete <id>") == ID("unknown-article", id="<id>")


async def test_what_is_not_text_gets_a_sentence_in_private_and_silence_in_groups(bot: Bot) -> None:
    location = {"location": {"longitude": 1.0, "latitude": 2.0}}
    await bot.server.send_content(SITI, location, group=GROUP)
    await bot.server.send_content(SITI, location)
    assert (await bot.server.next_message(SITI)).text == ID("cannot-read", kind="location")
    await bot.server.send_document(ADMIN, "a.txt", b"Isi.", caption="Ini apa?")
    assert (await bot.server.next_message(ADMIN)).text == ID("add-how")
    assert bot.server.is_silent(GROUP)


async def test_questions_of_a_chat_are_answered_in_order_and_others_are_not_held_up(bot: Bot) -> None:
    gate = bot.assistant.gates["lama"] = asyncio.Event()
    await bot.server.send_text(SITI, "lama")
    assert await bot.assistant.started.get() == "lama"
    await bot.server.send_text(SITI, "kedua")
    await bot.server.send_text(SITI, "/help")
    assert "Kalimat <lain>" in await bot.reply_to(JOHN, "lain")
    assert [question for question, _, _ in bot.assistant.asked] == ["lama", "lain"]
    assert bot.server.is_silent(SITI)
    gate.set()
    texts = [(await bot.server.next_message(SITI)).text for _ in range(3)]
    assert texts[0].startswith("Kalimat <lama>")
    assert texts[1].startswith("Kalimat <kedua>")
    assert texts[2] == ID("help")


async def test_twenty_chats_are_in_hand_at_once(bot: Bot) -> None:
    people = [Person(10_000 + n) for n in range(20)]
    gate = asyncio.Event()
    for person in people:
        bot.assistant.gates[f"soal {person.id}"] = gate
        await bot.server.send_text(person, f"soal {person.id}")
    # All have begun before any is answered.
    assert {await bot.assistant.started.get() for _ in people} == {f"soal {p.id}" for p in people}
    gate.set()
    for person in people:
        assert f"soal {person.id}" in (await bot.server.next_message(person)).text


async def test_stopping_answers_what_is_in_hand_and_takes_it_only_once(server: BotApiServer) -> None:
    bot = Bot(server)
    async with _serving(bot):
        gate = bot.assistant.gates["lama"] = asyncio.Event()
        await server.send_text(SITI, "lama")
        await bot.assistant.started.get()
        bot.stop.set()
        polls = len(await server.called("getUpdates"))
        await server.called("getUpdates", polls + 1)
        gate.set()
    assert "Kalimat <lama>" in (await server.next_message(SITI)).text
    again = Bot(server)
    async with _serving(again):
        assert "Kalimat <baru>" in await again.reply_to(SITI, "baru")
    assert [question for question, _, _ in again.assistant.asked] == ["baru"]


async def test_questions_sent_while_the_bot_was_away_are_answered(server: BotApiServer) -> None:
    await server.send_text(SITI, "tadi")
    bot = Bot(server)
    async with _serving(bot):
        assert "Kalimat <tadi>" in (await server.next_message(SITI)).text


async def test_update_that_cannot_be_read_does_not_hold_up_the_others(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.server.send_content(SITI, {"poll": {"id": "1", "question": "rahasia"}})
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")
    assert "rahasia" not in caplog.text
    assert [one.levelname for one in caplog.records if "cannot be read" in one.getMessage()] == ["ERROR"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnusableQuestion("English."), "unusable-question"),
        (StoreUnavailable("English."), "try-again"),
    ],
)
async def test_errors_for_people_are_told_in_their_language(
    bot: Bot, error: KutipError, message: str
) -> None:
    bot.assistant.errors["?!"] = error
    assert await bot.reply_to(SITI, "?!") == ID(message)


async def test_person_who_asked_enough_today_is_told_when_to_ask_again(bot: Bot) -> None:
    midnight = datetime(2026, 11, 26, tzinfo=ZoneInfo("Asia/Jakarta"))
    bot.assistant.errors["lagi?"] = QuotaUsedUp(midnight, is_own=True)
    text = await bot.reply_to(SITI, "lagi?")
    assert text.startswith("Jatah pertanyaan Anda hari ini sudah habis.")
    assert "pukul 00.00 (WIB), 26 November 2026" in text
    assert bot.assistant.persons[-1] == f"telegram:{SITI.id}"


async def test_an_unforeseen_error_is_one_sentence_with_the_number_that_the_log_has(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.assistant.errors["rusak"] = RuntimeError("rahasia <dapur>")
    text = await bot.reply_to(SITI, "rusak")
    assert "rahasia" not in text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    reference = record.getMessage().removeprefix("Error ")
    assert text == ID("failure", reference=reference)
    assert record.exc_info is not None
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")


async def test_a_person_who_blocked_the_bot_is_no_trouble(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.server.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await bot.server.send_text(SITI, "/help")
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_refused_typing_action_does_not_keep_the_answer_back(bot: Bot) -> None:
    bot.server.refuse("sendChatAction", 400, "Bad Request: not enough rights")
    assert "Kalimat" in await bot.reply_to(SITI, "tetap")


async def test_typing_is_repeated_while_it_takes_long() -> None:
    class Chat:
        def __init__(self) -> None:
            self.actions = 0
            self.thrice = asyncio.Event()

        async def send_action(self, _: str, message_thread_id: int | None = None) -> bool:
            self.actions += 1
            if self.actions == 3:
                self.thrice.set()
            return True

    chat = Chat()
    async with typing(chat, interval_s=0.001):  # type: ignore[arg-type]
        await chat.thrice.wait()
    assert chat.actions >= 3


@pytest.mark.parametrize("status", [401, 404])
async def test_a_rejected_token_ends_with_a_sentence_that_names_the_setting(
    server: BotApiServer, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse("getMe", status, "Unauthorized")
    with pytest.raises(WrongSetting, match="TELEGRAM_BOT_TOKEN") as raised:
        await serve(Bot(server).services())
    assert TOKEN not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


async def test_a_token_that_is_revoked_later_ends_it_too(server: BotApiServer) -> None:
    server.refuse("getUpdates", 401, "Unauthorized")
    with pytest.raises(WrongSetting, match="TELEGRAM_BOT_TOKEN"):
        await serve(Bot(server).services())


async def test_a_server_that_is_away_at_the_start_is_tried_again_with_a_line_in_the_log(
    server: BotApiServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.serving.FIRST_RETRY_S", 0.01)
    server.refuse("getMe", 502, "Bad Gateway")
    server.refuse("deleteWebhook", 502, "Bad Gateway")
    bot = Bot(server)
    async with _serving(bot):
        assert "Kalimat" in await bot.reply_to(SITI, "siapa")
    assert "Telegram cannot be reached" in caplog.text


async def test_stopping_does_not_wait_for_the_menu(server: BotApiServer) -> None:
    for _ in range(50):
        server.refuse("setMyCommands", 502, "Bad Gateway")
    async with asyncio.timeout(10), _serving(Bot(server)):
        await server.called("setMyCommands", 2)


async def test_stopping_while_the_server_is_away_ends_at_once(server: BotApiServer) -> None:
    for _ in range(5):
        server.refuse("getMe", 502, "Bad Gateway")
    bot = Bot(server)
    async with _serving(bot):
        await server.called("getMe")
        bot.stop.set()
    assert bot.assistant.asked == []


async def test_the_token_never_reaches_the_log(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bot = Bot(server)
    bot.assistant.errors["rusak"] = RuntimeError(f"POST {server.url}/bot{TOKEN}/sendMessage failed")
    async with _serving(bot):
        assert TOKEN not in await bot.reply_to(SITI, "rusak")
        logging.getLogger("anything").warning("%s and %s", TOKEN, Exception(TOKEN))
    assert "anything" in caplog.text
    assert "RuntimeError" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_a_message_that_telegram_refuses_is_followed_by_a_sentence(bot: Bot) -> None:
    bot.server.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    assert await bot.reply_to(SITI, "siapa") != ""
    bot.server.refuse("sendMessage", 400, "Bad Request: one")
    bot.server.refuse("sendMessage", 400, "Bad Request: two")
    await bot.server.send_text(SITI, "siapa")
    assert "Kalimat <lagi>" in await bot.reply_to(SITI, "lagi")


async def test_trouble_with_menu_or_polling_is_not_fatal(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    server.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    server.refuse("getUpdates", 500, "Internal Server Error")
    bot = Bot(server)
    async with _serving(bot):
        assert "Kalimat" in await bot.reply_to(SITI, "siapa")
    assert "A command menu (default) was not set (BadRequest)" in caplog.text
    assert "Another process polls for the messages of this bot" in caplog.text
    assert "did not give new messages (NetworkError)" in caplog.text


async def test_an_address_without_a_bot_api_server_ends_with_a_sentence_that_names_the_setting() -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>hello</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = Bot(BotApiServer())
    bot.server.url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        with pytest.raises(WrongSetting, match="TELEGRAM_API_URL"):
            await serve(bot.services())
    finally:
        await runner.cleanup()
