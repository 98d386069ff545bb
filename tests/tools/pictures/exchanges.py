"""The exchanges that are drawn: what people write and press, and what the real bot sends."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import samples
from bot.settings import Settings, make_settings
from bot.telegram.services import bot_services
from bot.telegram.serving import serve
from bot.wiring import Kutip, open_kutip
from knowledge.articles.reading import read_each
from tests.e2e.bot_api_server import TOKEN, BotApiServer, Person, Sent

RANI = Person(2002, "id", "Rani")
JOHN = Person(3003, "en", "John")


@dataclass
class Bubble:
    """A message of the person (``text``, and the part that it quotes) or of the bot (``sent``, ``html``).

    ``rows`` are the labels of its buttons, ``pressed_labels`` the labels of those that were pressed.
    """

    text: str = ""
    quoted: str = ""
    sent: Sent | None = None
    html: str = ""
    rows: list[list[str]] = field(default_factory=list)
    pressed_labels: set[str] = field(default_factory=set)


class Exchange:
    """Runs one conversation with the bot and records its messages in ``bubbles``."""

    def __init__(self, server: BotApiServer, person: Person) -> None:
        self._server = server
        self._person = person
        self.bubbles: list[Bubble] = []

    async def write(self, text: str, *, quoting: str = "", of: Bubble | None = None) -> Bubble:
        """Write to the bot and return its answer; ``quoting`` is a part of the message ``of``."""
        self.bubbles.append(Bubble(text=text, quoted=quoting))
        reply_to = of.sent.message_id if of is not None and of.sent is not None else None
        await self._server.send_text(self._person, text, reply_to=reply_to, quote=quoting or None)
        return await self._read()

    async def press(self, bubble: Bubble, label: str) -> None:
        """Press a button that edits its own message."""
        if bubble.sent is None:
            raise TypeError("only messages of the bot have buttons")
        data = self._server.buttons(bubble.sent)[label]
        bubble.pressed_labels.add(label)
        await self._server.notice(await self._server.press(self._person, bubble.sent, data))
        bubble.rows = self._rows(bubble.sent)
        for call in self._server.calls:
            edited_id = call.method == "editMessageText" and int(call.parameters["message_id"])
            if edited_id == bubble.sent.message_id:
                bubble.html = call.parameters["text"]

    async def press_and_read(self, bubble: Bubble, label: str) -> Bubble:
        """Press a button that sends a new message, and return that message."""
        await self.press(bubble, label)
        return await self._read()

    async def _read(self) -> Bubble:
        sent = await self._server.next_message(self._person)
        self.bubbles.append(Bubble(sent=sent, html=sent.html, rows=self._rows(sent)))
        return self.bubbles[-1]

    def _rows(self, sent: Sent) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self._server.now(sent).buttons]


async def answer(server: BotApiServer) -> Exchange:
    """Play a question, a follow-up, and a request for the source of a quoted part."""
    exchange = Exchange(server, RANI)
    await exchange.write("Siapa duta besar baru Laos?")
    reply = await exchange.write("Kapan mereka bertemu?")
    await exchange.write("sumbernya?", quoting="20 April 2022", of=reply)
    return exchange


async def source(server: BotApiServer) -> Exchange:
    """Play a question in English, and a press that shows one of its sources in context."""
    exchange = Exchange(server, JOHN)
    reply = await exchange.write("How many stalls burned down at Pasar Lindung?")
    await exchange.press_and_read(reply, "[1]")
    return exchange


async def abstention(server: BotApiServer) -> Exchange:
    """Play a question that Kutip does not answer, and feedback on an answer."""
    exchange = Exchange(server, RANI)
    await exchange.write("/new")
    exchange.bubbles.clear()
    await exchange.write("Berapa harga beras hari ini?")
    reply = await exchange.write("Berapa biaya pembangunan Jembatan Kelana?")
    await exchange.press(reply, "👎")
    return exchange


async def start(server: BotApiServer) -> Exchange:
    """Play the greeting for a newcomer, and a first question asked with a button."""
    exchange = Exchange(server, JOHN)
    await exchange.write("/new")
    exchange.bubbles.clear()
    greeting = await exchange.write("/start")
    await exchange.press_and_read(greeting, greeting.rows[0][0])
    return exchange


async def articles(server: BotApiServer) -> Exchange:
    """Play a visit to the second page of the list of articles, and a question about one article only."""
    exchange = Exchange(server, RANI)
    await exchange.write("/new")
    exchange.bubbles.clear()
    page = await exchange.write("/articles")
    await exchange.press(page, page.rows[-1][-1])
    await exchange.press_and_read(page, "6")
    await exchange.write("Berapa biayanya?")
    return exchange


EXCHANGES: dict[str, Callable[[BotApiServer], Awaitable[Exchange]]] = {
    "answer-id": answer,
    "source-en": source,
    "abstention-id": abstention,
    "start-en": start,
    "articles-id": articles,
}


async def play() -> dict[str, Exchange]:
    """Run every exchange over the sample articles, one after the other. Returns them by name."""
    with tempfile.TemporaryDirectory() as folder:
        async with BotApiServer() as server, open_kutip(_settings(Path(folder), server)) as kutip:
            for source in read_each(kutip.sources.from_paths([samples.folder()])):
                if source.article is not None:
                    await kutip.library.add(source.article)
            async with _answering(kutip):
                return {name: await played(server) for name, played in EXCHANGES.items()}


def _settings(folder: Path, server: BotApiServer) -> Settings:
    return make_settings(
        kutip_home=folder, telegram_bot_token=TOKEN, telegram_api_url=server.url, time_zone="UTC"
    )


@asynccontextmanager
async def _answering(kutip: Kutip) -> AsyncIterator[None]:
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(bot_services(kutip), stop))
    try:
        yield
    finally:
        stop.set()
        await serving
