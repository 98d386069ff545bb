"""/start, /articles, /language, /privacy, /forget, /new, and commands that there are not."""

from __future__ import annotations

import pytest

from knowledge.models import Answer, ArticleText, AskRequest
from tests.bot.telegram.harness import (
    ADMIN,
    BRIDGE,
    EN,
    GROUP,
    ID,
    JOHN,
    SITI,
    WHO_OPENED,
    WHO_SAVED,
    BotHarness,
)
from tests.e2e.bot_api_server import Person


@pytest.mark.process
async def test_start_offers_questions_that_are_answered_when_pressed(harness: BotHarness) -> None:
    start = await harness.ask(SITI, "/start")
    assert start.text.startswith(ID("start"))
    questions = harness.buttons(start)
    assert 1 <= len(questions) <= 3
    assert WHO_OPENED in questions
    for question in questions:
        outcome = await harness.assistant.ask(AskRequest(question))
        assert isinstance(outcome, Answer)
    await harness.press(SITI, start, WHO_OPENED)
    answer = await harness.server.next_message(SITI)
    assert answer.text.startswith(f"{WHO_OPENED}\n\nWali Kota Larasati Wirabuana meresmikan")
    follow_up = await harness.ask(SITI, "Berapa biayanya?")
    assert "87 miliar" in follow_up.text


async def test_start_without_articles_offers_no_question(empty: BotHarness) -> None:
    start = await empty.ask(SITI, "/start")
    assert (start.text, empty.buttons(start)) == (ID("start"), [])


async def test_questions_to_begin_with_follow_the_articles(harness: BotHarness) -> None:
    assert WHO_OPENED in harness.buttons(await harness.ask(SITI, "/start"))
    await harness.library.delete("bridge")
    assert WHO_OPENED not in harness.buttons(await harness.ask(SITI, "/start"))


async def test_a_suggested_question_on_an_old_message_is_to_be_written(harness: BotHarness) -> None:
    start = await harness.ask(SITI, "/start")
    notice = await harness.server.notice(await harness.server.press_forged(SITI, start, "q:1", is_old=True))
    assert notice == ID("message-gone")


async def test_articles_are_paged_in_place(empty: BotHarness) -> None:
    await empty.add(*(ArticleText(f"Kabar nomor {n} dari Lembayung.", f"Judul {n}") for n in range(1, 13)))
    page = await empty.ask(SITI, "/articles")
    assert page.text.startswith("12 artikel, yang terbaru dulu\n\n1. Judul 12\n")
    assert empty.buttons(page) == ["1", "2", "3", "4", "5", ID("older-articles")]
    await empty.press(SITI, page, ID("older-articles"))
    assert "6. Judul 7\n" in empty.server.now(page).text
    assert empty.buttons(page)[-2:] == [ID("newer-articles"), ID("older-articles")]
    await empty.press(SITI, page, ID("older-articles"))
    assert empty.buttons(page) == ["11", "12", ID("newer-articles")]
    await empty.press(SITI, page, ID("newer-articles"))
    assert "10. Judul 3\n" in empty.server.now(page).text
    assert empty.server.is_silent(SITI)


async def test_a_page_that_has_vanished_becomes_the_last_one(empty: BotHarness) -> None:
    ids = await empty.add(*(ArticleText(f"Kabar nomor {n}.", f"Judul {n}") for n in range(1, 8)))
    page = await empty.ask(SITI, "/articles")
    for article_id in ids[:3]:
        await empty.library.delete(article_id)
    await empty.press(SITI, page, ID("older-articles"))
    assert empty.server.now(page).text.startswith("4 artikel, yang terbaru dulu\n\n1. Judul 7\n")


async def test_asking_about_one_article_only_says_so_until_new(harness: BotHarness) -> None:
    page = await harness.ask(JOHN, "/articles")
    await harness.press(JOHN, page, "1")
    chosen = await harness.server.next_message(JOHN)
    title = "Fishermen's club wins the Harbour Cup"
    assert chosen.text == EN("now-only", title=title)
    inside = await harness.ask(JOHN, WHO_SAVED)
    assert "Damar Wiguna" in inside.text
    assert EN("only-this-article", title=title) in inside.text
    outside = await harness.ask(JOHN, WHO_OPENED)
    assert "Larasati" not in outside.text
    assert ID("only-this-article", title=title) in outside.text
    assert (await harness.ask(JOHN, "/new")).text == EN("new-conversation-all")
    assert "Larasati" in (await harness.ask(JOHN, WHO_OPENED)).text


async def test_a_restriction_ends_with_a_press_and_with_its_article(harness: BotHarness) -> None:
    page = await harness.ask(JOHN, "/articles")
    await harness.press(JOHN, page, "1")
    chosen = await harness.server.next_message(JOHN)
    await harness.press(JOHN, chosen, EN("ask-all-articles"))
    assert harness.server.now(chosen).text == EN("now-all")
    assert "Larasati" in (await harness.ask(JOHN, WHO_OPENED)).text
    await harness.press(JOHN, page, "1")
    await harness.server.next_message(JOHN)
    await harness.library.delete("cup")
    lifted = await harness.ask(JOHN, WHO_OPENED)
    assert "Larasati" in lifted.text
    assert lifted.text.endswith(ID("only-article-gone"))
    assert ID("only-article-gone") not in (await harness.ask(JOHN, WHO_OPENED)).text
    assert await harness.press(JOHN, page, "1") == EN("article-gone")


async def test_language_is_kept_for_the_chat_and_governs_every_text(harness: BotHarness) -> None:
    choice = await harness.ask(SITI, "/language")
    assert harness.buttons(choice) == ["Otomatis ✓", "English", "Bahasa Indonesia"]
    await harness.press(SITI, choice, "English")
    assert harness.server.now(choice).text == EN("language-set")
    assert harness.buttons(choice) == ["Automatic", "English ✓", "Bahasa Indonesia"]
    assert "March 3, 2025" in (await harness.ask(SITI, WHO_OPENED)).text
    assert (await harness.ask(SITI, "/new")).text == EN("new-conversation")
    await harness.press(SITI, choice, "English")
    await harness.press(SITI, choice, "Automatic")
    assert harness.server.now(choice).text == ID("language-set-automatic")
    assert "3 Maret 2025" in (await harness.ask(SITI, WHO_OPENED)).text


async def test_forget_deletes_turns_settings_and_feedback_after_asking(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.ask(SITI, "Berapa biayanya?")
    await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    others = await harness.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    await harness.press(SITI, answer, "👍")
    await harness.press(SITI, await harness.ask(SITI, "/language"), "English")
    sure = await harness.ask(SITI, "/forget")
    assert sure.text == EN("forget-ask")
    await harness.press(SITI, sure, EN("forget-no"))
    assert harness.server.now(sure).text == EN("forget-kept")
    sure = await harness.ask(SITI, "/forget")
    await harness.press(SITI, sure, EN("forget-yes"))
    assert harness.server.now(sure).text == EN("forgotten", turns=3, settings="yes")
    assert await harness.database.conversations.history("telegram:2002", 10) == []
    assert await harness.press(SITI, answer, "[1]") == ID("turn-gone")
    await harness.press(JOHN, others, "[1]")
    assert "Damar Wiguna" in (await harness.server.next_message(GROUP)).text
    again = await harness.ask(SITI, "/forget")
    await harness.press(SITI, again, ID("forget-yes"))
    assert harness.server.now(again).text == ID("forgotten", turns=0, settings="no")


async def test_in_a_group_only_the_persons_own_questions_are_forgotten_and_only_by_that_person(
    harness: BotHarness,
) -> None:
    await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await harness.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    sure = await harness.ask(SITI, "/forget", group=GROUP)
    assert sure.text == ID("forget-ask-group")
    assert await harness.press(JOHN, sure, ID("forget-yes")) == EN("forget-not-yours")
    await harness.press(SITI, sure, ID("forget-yes"))
    assert harness.server.now(sure).text == ID("forgotten-group", turns=1)
    history = await harness.database.conversations.history("telegram:-500", 10)
    assert [turn.question for turn in history] == [WHO_SAVED]


async def test_privacy_says_what_is_kept_and_how_to_delete_it(harness: BotHarness) -> None:
    assert "/forget" in (await harness.ask(SITI, "/privacy")).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/artcles", "/articles"),
        ("/langauge", "/language"),
        ("/HELPP", "/help"),
        ("/strat", "/start"),
        ("/forgot", "/forget"),
    ],
)
async def test_the_nearest_command_is_offered(harness: BotHarness, typed: str, meant: str) -> None:
    assert (await harness.ask(SITI, typed)).text == ID("unknown-command-nearest", command=meant)


async def test_admin_commands_are_offered_to_admins_only(harness: BotHarness) -> None:
    assert "/delete" in (await harness.ask(ADMIN, "/delet")).text
    assert "/delete" not in (await harness.ask(SITI, "/delet")).text
    assert "ID:" in (await harness.ask(ADMIN, "/articles")).text
    assert "ID:" not in (await harness.ask(SITI, "/articles")).text


async def test_ask_takes_what_stands_behind_it_or_the_message_that_it_answers(harness: BotHarness) -> None:
    assert (await harness.ask(SITI, "/ask")).text == ID("ask-how")
    assert "Larasati" in (await harness.ask(SITI, f"/ask {WHO_OPENED}")).text
    theirs = await harness.server.send_text(JOHN, WHO_SAVED, group=GROUP)
    await harness.server.send_text(SITI, "/ask", group=GROUP, reply_to=theirs)
    assert "Damar Wiguna" in (await harness.server.next_message(GROUP)).text


async def test_topics_of_a_group_are_conversations_of_their_own(harness: BotHarness) -> None:
    for topic, question in ((7, WHO_OPENED), (8, WHO_SAVED)):
        await harness.server.send_text(SITI, f"/ask {question}", group=GROUP, thread=topic)
        answer = await harness.server.next_message(GROUP)
        assert int(answer.parameters["message_thread_id"]) == topic
        history = await harness.database.conversations.history(f"telegram:-500:{topic}", 10)
        assert [turn.question for turn in history] == [question]
        await harness.press(SITI, answer, "[1]")
        assert int((await harness.server.next_message(GROUP)).parameters["message_thread_id"]) == topic
    assert await harness.database.conversations.history("telegram:-500", 10) == []


async def test_turns_are_kept_with_their_person(harness: BotHarness) -> None:
    await harness.ask(Person(77), WHO_OPENED)
    kept = await harness.database.conversations.turn(1)
    assert kept is not None
    assert (kept.person, kept.conversation) == ("telegram:77", "telegram:77")


async def test_an_article_with_hostile_words_offers_nothing_but_text(empty: BotHarness) -> None:
    await empty.add(
        ArticleText(
            "Wali Kota <b>Rani Tirta</b> meresmikan Jembatan @kutip_test_bot pada Senin. Ya.", "</b>&<i>"
        ),
        BRIDGE,
    )
    start = await empty.ask(SITI, "/start")
    assert all("@" not in question and "<" not in question for question in empty.buttons(start))
    assert "</b>&<i>" in (await empty.ask(SITI, "/articles")).text
