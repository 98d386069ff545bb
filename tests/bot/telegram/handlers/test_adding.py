"""Tests of adding articles as an admin: by command, file, link or forwarded message."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from knowledge.models import ArticleText
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.handlers.made_uploads import (
    FORWARDED,
    KIOSKS,
    MARKET,
    card_of,
    finish,
    json_lines,
    press,
)
from tests.bot.telegram.harness import WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, GROUP, ID, SITI
from tests.e2e.bot_api_server import TOKEN, Person, Sent
from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, news_page, page, pdf

BOT_ID = int(TOKEN.partition(":")[0])
Step = Callable[[BotHarness], Awaitable[Sent]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pasar.txt", MARKET.encode()),
        ("PASAR.MD", MARKET.encode()),
        ("pasar.html", news_page()),
        ("pasar.pdf", pdf([page(*NEWS)])),
        ("pasar.docx", docx(*NEWS)),
        ("pasar.jsonl", json_lines({"id": "m", "title": "Pasar", "text": MARKET})),
        ("pasar.zip", archive({"pasar.txt": MARKET.encode()})),
    ],
)
async def test_file_without_a_caption_is_previewed(empty: BotHarness, name: str, data: bytes) -> None:
    await empty.server.send_document(ADMIN, name, data)
    card = await empty.server.next_message(ADMIN)
    assert card.text.startswith(ID("draft-preview"))
    await press(empty, card, "draft-publish")
    assert "sudah ditambahkan" in (await empty.server.next_edit(ADMIN)).text


async def test_file_of_a_person_who_is_not_an_admin_is_not_fetched(empty: BotHarness) -> None:
    await empty.server.send_document(SITI, "pasar.txt", MARKET.encode())
    assert (await empty.server.next_message(SITI)).text == ID("cannot-read", kind="document")
    assert "getFile" not in {call.method for call in empty.server.calls}


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.4 rusak"), ("a.zip", b"PK"), ("a.jsonl", b"{")]
)
async def test_file_that_cannot_be_read_is_explained(empty: BotHarness, name: str, data: bytes) -> None:
    await empty.server.send_document(ADMIN, name, data)
    assert (await empty.server.next_message(ADMIN)).text == ID("unreadable-article")


async def test_too_many_articles_are_refused(empty: BotHarness) -> None:
    rows = [{"text": f"Feri nomor {number} tiba."} for number in range(201)]
    await empty.server.send_document(ADMIN, "feri.jsonl", json_lines(*rows))
    assert (await empty.server.next_message(ADMIN)).text == ID("upload-too-many", count=200)


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    async def market(_request: web.Request) -> web.Response:
        return web.Response(body=news_page(), content_type="text/html")

    async def away(_request: web.Request) -> web.Response:
        return web.Response(status=503)

    application = web.Application()
    application.router.add_get("/pasar", market)
    application.router.add_get("/sibuk", away)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize("text", ["/add {}", "/add {} tolong ditambahkan"])
async def test_link_is_fetched_and_shown(empty: BotHarness, site: str, text: str) -> None:
    card = await card_of(empty, text.format(f"{site}/pasar"))
    assert "Pasar Melati dibuka lagi\nWarta Muarasenja · " in card.text
    await finish(empty, card)
    [listed] = await empty.library.list(5)
    assert (await empty.library.get(listed.id)).url == f"{site}/pasar"


@pytest.mark.parametrize(
    ("path", "message"), [("/tidak-ada", "link-unusable"), ("/sibuk", "link-unavailable")]
)
async def test_link_that_leads_nowhere_is_explained(
    empty: BotHarness, site: str, path: str, message: str
) -> None:
    assert (await card_of(empty, f"/add {site}{path}")).text == ID(message)
    for other in ("http://10.0.0.1/rahasia", "file:///etc/passwd", "javascript:alert(1)"):
        assert (await card_of(empty, f"/add {other}")).text == ID("link-unusable")


async def test_link_alone_is_offered_and_read_at_a_press(stopped: BotHarness, site: str) -> None:
    async with stopped.running():
        offer = await stopped.ask(ADMIN, f"{site}/pasar")
        assert offer.text == ID("offer-link")
        assert stopped.buttons(offer) == [ID("offer-add")]
    async with stopped.running():
        await press(stopped, offer, "offer-add")
        card = await stopped.server.next_message(ADMIN)
        assert "Pasar Melati dibuka lagi" in card.text
        data = "u:1:read"
        await stopped.server.next_edit(ADMIN)
        assert stopped.buttons(offer) == []
        query = await stopped.server.press_forged(ADMIN, offer, data)
        assert await stopped.server.notice(query) == ID("draft-gone")
        await finish(stopped, card)
        assert await stopped.library.count() == 4


async def test_offer_stays_when_the_site_is_away(empty: BotHarness, site: str) -> None:
    offer = await empty.ask(ADMIN, f"{site}/sibuk")
    await press(empty, offer, "offer-add")
    assert (await empty.server.next_message(ADMIN)).text == ID("link-unavailable")
    assert empty.buttons(offer) == [ID("offer-add")]


async def test_link_of_a_person_who_is_not_an_admin_is_a_question(harness: BotHarness, site: str) -> None:
    answer = await harness.ask(SITI, f"{site}/pasar")
    assert ID("offer-add") not in harness.buttons(answer)
    assert answer.text != ID("offer-link")


async def forwarded(harness: BotHarness, person: Person, **content: Any) -> Sent:
    await harness.server.send_content(person, content | {"forward_origin": FORWARDED})
    return await harness.server.next_message(person)


async def test_forwarded_post_can_be_added_by_an_admin_only(harness: BotHarness) -> None:
    offer = await forwarded(harness, ADMIN, text=MARKET)
    assert offer.text == ID("forwarded")
    await press(harness, offer, "offer-add")
    card = await harness.server.next_message(ADMIN)
    assert "12 Juni 2024\n3 kalimat" in card.text
    await finish(harness, card)
    assert "140 kios" in (await harness.ask(SITI, KIOSKS)).text

    told = await forwarded(harness, SITI, text=MARKET)
    assert told.text == ID("forwarded")
    assert harness.buttons(told) == []


async def test_forwarded_question_is_answered_and_may_be_an_article_too(harness: BotHarness) -> None:
    assert "Larasati" in (await forwarded(harness, ADMIN, text=WHO_OPENED)).text
    offer = await harness.server.next_message(ADMIN)
    assert offer.text == ID("offer-forwarded")
    assert harness.buttons(offer) == [ID("offer-add")]


async def test_forwarded_picture_with_a_text_can_be_added(empty: BotHarness) -> None:
    photo = [{"file_id": "f", "file_unique_id": "f", "width": 9, "height": 9}]
    offer = await forwarded(empty, ADMIN, photo=photo, caption=MARKET)
    assert offer.text == ID("offer-forwarded")
    await press(empty, offer, "offer-add")
    assert "3 kalimat" in (await empty.server.next_message(ADMIN)).text
    told = await forwarded(empty, SITI, photo=photo, caption=MARKET)
    assert told.text == ID("caption-only")


async def test_a_forwarded_message_of_the_bot_is_not_offered_as_an_article(harness: BotHarness) -> None:
    await harness.server.forward(ADMIN, "Jembatan Kelana diresmikan Larasati.", author=Person(BOT_ID))
    told = await harness.server.next_message(ADMIN)
    assert told.text == ID("forwarded")
    assert harness.buttons(told) == []


@pytest.mark.parametrize(
    "step",
    [
        lambda harness: forwarded(harness, ADMIN, text=MARKET),
        lambda harness: harness.ask(ADMIN, "https://kabar.example/a"),
    ],
)
async def test_a_possible_article_is_not_taken_for_a_title(empty: BotHarness, step: Step) -> None:
    card = await card_of(empty)
    await press(empty, card, "draft-edit-title")
    await empty.server.next_message(ADMIN)
    assert (await step(empty)).text in {ID("forwarded"), ID("offer-link")}
    assert (await empty.ask(ADMIN, "Pasar Pindah")).text == ID("draft-title-set")


async def test_admin_adds_the_text_after_the_command(bot: Bot) -> None:
    await bot.server.send_text(ADMIN, "/add Pasar Baru\n\nPasar dibuka.\nRamai <sekali>.")
    text = await bot.publish()
    assert text == "“Pasar Baru” sudah ditambahkan: 2 kalimat.\nID: id-1"
    assert bot.library.articles == [ArticleText("Pasar dibuka.\nRamai <sekali>.", "Pasar Baru")]


async def test_admin_adds_the_message_that_the_command_replies_to(bot: Bot) -> None:
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


async def test_admin_adds_the_file_that_the_command_replies_to(bot: Bot) -> None:
    first = await bot.server.send_document(SITI, "berita.txt", b"Isi.", group=GROUP)
    await bot.server.send_text(ADMIN, "/add@kutip_test_bot", group=GROUP, reply_to=first)
    await bot.publish(GROUP)
    assert bot.library.articles == [ArticleText("Isi.", "berita.txt")]


async def test_files_that_cannot_be_added_are_explained(bot: Bot) -> None:
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


async def test_add_without_a_text_explains_the_command(bot: Bot) -> None:
    assert await bot.reply_to(ADMIN, "/add") == ID("add-how")
    assert await bot.reply_to(ADMIN, "/add   ") == ID("add-how")
    assert await bot.reply_to(ADMIN, "/add 2022") == ID("unreadable-article")
