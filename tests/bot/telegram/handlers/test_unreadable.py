"""Tests of messages that are not questions: each gets a helpful sentence or, on purpose, no reply."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.harness import WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, GROUP, ID, SITI
from tests.e2e.bot_api_server import Person

FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "f"}
PICTURE = FILE | {"width": 9, "height": 9}
THINGS: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": PICTURE | {"type": "regular", "is_animated": False, "is_video": False},
    },
    "photo": {"photo": [PICTURE]},
    "voice": {"voice": FILE | {"duration": 3}},
    "audio": {"audio": FILE | {"duration": 3}},
    "video": {"video": PICTURE | {"duration": 3}},
    "video_note": {"video_note": FILE | {"length": 9, "duration": 3}},
    "animation": {"animation": PICTURE | {"duration": 3}, "document": FILE},
    "location": {"location": {"longitude": 1.0, "latitude": 2.0}},
    "poll": {
        "poll": {
            "id": "p",
            "question": "Ya?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "contact": {"contact": {"phone_number": "1", "first_name": "Rani"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "document": {"document": FILE | {"file_name": "a.pdf"}},
    "other": {"story": {"chat": {"id": 5, "type": "private"}, "id": 3}},
}


@pytest.mark.parametrize("kind", THINGS)
async def test_each_kind_of_content_is_explained_in_private_and_ignored_in_a_group(
    empty: BotHarness, kind: str
) -> None:
    await empty.server.send_content(SITI, THINGS[kind], group=GROUP)
    await empty.server.send_content(SITI, THINGS[kind])
    assert (await empty.server.next_message(SITI)).text == ID("cannot-read", kind=kind)
    assert empty.server.is_silent(GROUP)


async def test_a_venue_is_explained_like_a_location(empty: BotHarness) -> None:
    place = {"longitude": 1.0, "latitude": 2.0}
    venue = {"venue": {"location": place, "title": "Balai", "address": "Jalan"}, "location": place}
    await empty.server.send_content(SITI, venue)
    assert (await empty.server.next_message(SITI)).text == ID("cannot-read", kind="location")


async def test_an_album_is_explained_once(empty: BotHarness) -> None:
    for _ in range(3):
        await empty.server.send_content(SITI, THINGS["photo"] | {"media_group_id": "album"})
    assert (await empty.server.next_message(SITI)).text == ID("cannot-read", kind="photo")
    assert (await empty.ask(SITI, "/new")).text == ID("new-conversation")


async def test_the_sender_of_a_caption_is_asked_to_send_it_as_a_message(empty: BotHarness) -> None:
    await empty.server.send_content(SITI, THINGS["photo"] | {"caption": "Siapa ini?"})
    assert (await empty.server.next_message(SITI)).text == ID("caption-only")


async def test_a_file_of_an_admin_with_another_caption_is_answered_with_how_to_add_it(
    empty: BotHarness,
) -> None:
    await empty.server.send_content(ADMIN, THINGS["document"] | {"caption": "Apa isinya?"})
    assert (await empty.server.next_message(ADMIN)).text == ID("add-how")


@pytest.mark.parametrize(
    ("text", "is_question"), [("Jembatan Kelana sudah diresmikan.", False), (WHO_OPENED, True)]
)
async def test_a_forwarded_message_is_a_question_only_when_it_asks(
    harness: BotHarness, text: str, is_question: bool
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Rani", "date": 1}
    await harness.server.send_content(SITI, {"text": text, "forward_origin": origin})
    answer = (await harness.server.next_message(SITI)).text
    assert ("Larasati" in answer) is is_question
    assert (answer == ID("forwarded")) is not is_question


async def test_the_longest_message_is_answered(harness: BotHarness) -> None:
    filler = "kata " * 1000
    text = f"{filler[: 4096 - len(WHO_OPENED) - 1]} {WHO_OPENED}"
    assert len(text) == 4096
    assert (await harness.ask(SITI, text)).text


async def test_several_in_a_row_are_answered_in_order(harness: BotHarness) -> None:
    for text in (WHO_OPENED, "/help", "Berapa biayanya?", "/new"):
        await harness.server.send_text(SITI, text)
    texts = [(await harness.server.next_message(SITI)).text for _ in range(4)]
    assert "Larasati" in texts[0]
    assert texts[1] == ID("help")
    assert "87 miliar" in texts[2]
    assert texts[3] == ID("new-conversation")


async def test_an_edited_message_is_ignored(harness: BotHarness) -> None:
    written = await harness.server.send_text(SITI, WHO_OPENED)
    assert "Larasati" in (await harness.server.next_message(SITI)).text
    await harness.server.edit(SITI, written, "Berapa biaya Jembatan Kelana?")
    assert (await harness.ask(SITI, "/new")).text == ID("new-conversation")
    assert harness.server.is_silent(SITI)


async def test_other_chats_do_not_wait(harness: BotHarness) -> None:
    people = [Person(7000 + number) for number in range(8)]
    for text in (WHO_OPENED, "Berapa biayanya?"):
        for person in people:
            await harness.server.send_text(person, text)
    for person in people:
        assert "Larasati" in (await harness.server.next_message(person)).text
        assert "87 miliar" in (await harness.server.next_message(person)).text


async def test_a_command_for_another_bot_is_ignored(harness: BotHarness) -> None:
    await harness.server.send_text(SITI, "/help@other_bot", group=GROUP)
    await harness.server.send_text(SITI, "/artcles@other_bot", group=GROUP)
    assert (await harness.ask(SITI, "/new", group=GROUP)).text == ID("new-conversation")
    assert harness.server.is_silent(GROUP)


async def test_content_that_is_not_text_is_explained_in_private_and_ignored_in_groups(bot: Bot) -> None:
    location = {"location": {"longitude": 1.0, "latitude": 2.0}}
    await bot.server.send_content(SITI, location, group=GROUP)
    await bot.server.send_content(SITI, location)
    assert (await bot.server.next_message(SITI)).text == ID("cannot-read", kind="location")
    await bot.server.send_document(ADMIN, "a.txt", b"Isi.", caption="Ini apa?")
    assert (await bot.server.next_message(ADMIN)).text == ID("add-how")
    assert bot.server.is_silent(GROUP)
