"""/start, /articles, /language, /privacy, /forget, /new, and commands that there are not."""

from __future__ import annotations

import pytest

from knowledge.models import Answer, ArticleText
from tests.bot.talk import ADMIN, BRIDGE, EN, GROUP, ID, JOHN, SITI, WHO_OPENED, WHO_SAVED, Talk
from tests.e2e.bot_api_server import Person


async def test_start_offers_questions_that_are_answered_when_pressed(talk: Talk) -> None:
    start = await talk.ask(SITI, "/start")
    assert start.text.startswith(ID("start"))
    questions = talk.buttons(start)
    assert 1 <= len(questions) <= 3
    assert WHO_OPENED in questions
    for question in questions:
        outcome = await talk.assistant.ask(question)
        assert isinstance(outcome, Answer)
    await talk.press(SITI, start, WHO_OPENED)
    answer = await talk.server.next_message(SITI)
    assert answer.text.startswith(f"{WHO_OPENED}\n\nWali Kota Larasati Wirabuana meresmikan")
    follow_up = await talk.ask(SITI, "Berapa biayanya?")
    assert "87 miliar" in follow_up.text


async def test_start_without_articles_offers_no_question(empty: Talk) -> None:
    start = await empty.ask(SITI, "/start")
    assert (start.text, empty.buttons(start)) == (ID("start"), [])


async def test_questions_to_begin_with_follow_the_articles(talk: Talk) -> None:
    assert WHO_OPENED in talk.buttons(await talk.ask(SITI, "/start"))
    await talk.library.delete("bridge")
    assert WHO_OPENED not in talk.buttons(await talk.ask(SITI, "/start"))


async def test_a_suggested_question_on_an_old_message_is_to_be_written(talk: Talk) -> None:
    start = await talk.ask(SITI, "/start")
    notice = await talk.server.notice(await talk.server.press_forged(SITI, start, "q:1", is_old=True))
    assert notice == ID("message-gone")


async def test_articles_are_paged_in_place(empty: Talk) -> None:
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


async def test_a_page_that_has_vanished_becomes_the_last_one(empty: Talk) -> None:
    ids = await empty.add(*(ArticleText(f"Kabar nomor {n}.", f"Judul {n}") for n in range(1, 8)))
    page = await empty.ask(SITI, "/articles")
    for article_id in ids[:3]:
        await empty.library.delete(article_id)
    await empty.press(SITI, page, ID("older-articles"))
    assert empty.server.now(page).text.startswith("4 artikel, yang terbaru dulu\n\n1. Judul 7\n")


async def test_asking_about_one_article_only_says_so_until_new(talk: Talk) -> None:
    page = await talk.ask(JOHN, "/articles")
    await talk.press(JOHN, page, "1")
    chosen = await talk.server.next_message(JOHN)
    title = "Fishermen's club wins the Harbour Cup"
    assert chosen.text == EN("now-only", title=title)
    inside = await talk.ask(JOHN, WHO_SAVED)
    assert "Damar Wiguna" in inside.text
    assert EN("only-this-article", title=title) in inside.text
    outside = await talk.ask(JOHN, WHO_OPENED)
    assert "Larasati" not in outside.text
    assert ID("only-this-article", title=title) in outside.text
    assert (await talk.ask(JOHN, "/new")).text == EN("new-conversation-all")
    assert "Larasati" in (await talk.ask(JOHN, WHO_OPENED)).text


async def test_a_restriction_ends_with_a_press_and_with_its_article(talk: Talk) -> None:
    page = await talk.ask(JOHN, "/articles")
    await talk.press(JOHN, page, "1")
    chosen = await talk.server.next_message(JOHN)
    await talk.press(JOHN, chosen, EN("ask-all-articles"))
    assert talk.server.now(chosen).text == EN("now-all")
    assert "Larasati" in (await talk.ask(JOHN, WHO_OPENED)).text
    await talk.press(JOHN, page, "1")
    await talk.server.next_message(JOHN)
    await talk.library.delete("cup")
    lifted = await talk.ask(JOHN, WHO_OPENED)
    assert "Larasati" in lifted.text
    assert lifted.text.endswith(ID("only-article-gone"))
    assert ID("only-article-gone") not in (await talk.ask(JOHN, WHO_OPENED)).text
    assert await talk.press(JOHN, page, "1") == EN("article-gone")


async def test_language_is_kept_for_the_chat_and_governs_every_text(talk: Talk) -> None:
    choice = await talk.ask(SITI, "/language")
    assert talk.buttons(choice) == ["Otomatis ✓", "English", "Bahasa Indonesia"]
    await talk.press(SITI, choice, "English")
    assert talk.server.now(choice).text == EN("language-set")
    assert talk.buttons(choice) == ["Automatic", "English ✓", "Bahasa Indonesia"]
    assert "March 3, 2025" in (await talk.ask(SITI, WHO_OPENED)).text
    assert (await talk.ask(SITI, "/new")).text == EN("new-conversation")
    await talk.press(SITI, choice, "English")
    await talk.press(SITI, choice, "Automatic")
    assert talk.server.now(choice).text == ID("language-set-automatic")
    assert "3 Maret 2025" in (await talk.ask(SITI, WHO_OPENED)).text


async def test_forget_deletes_turns_settings_and_feedback_after_asking(talk: Talk) -> None:
    answer = await talk.ask(SITI, WHO_OPENED)
    await talk.ask(SITI, "Berapa biayanya?")
    await talk.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    others = await talk.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    await talk.press(SITI, answer, "👍")
    await talk.press(SITI, await talk.ask(SITI, "/language"), "English")
    sure = await talk.ask(SITI, "/forget")
    assert sure.text == EN("forget-ask")
    await talk.press(SITI, sure, EN("forget-no"))
    assert talk.server.now(sure).text == EN("forget-kept")
    sure = await talk.ask(SITI, "/forget")
    await talk.press(SITI, sure, EN("forget-yes"))
    assert talk.server.now(sure).text == EN("forgotten", turns=3, settings="yes")
    assert await talk.database.conversations.history("telegram:2002", 10) == []
    assert await talk.press(SITI, answer, "[1]") == ID("turn-gone")
    await talk.press(JOHN, others, "[1]")
    assert "Damar Wiguna" in (await talk.server.next_message(GROUP)).text
    again = await talk.ask(SITI, "/forget")
    await talk.press(SITI, again, ID("forget-yes"))
    assert talk.server.now(again).text == ID("forgotten", turns=0, settings="no")


async def test_in_a_group_only_the_persons_own_questions_are_forgotten_and_only_by_that_person(
    talk: Talk,
) -> None:
    await talk.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await talk.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    sure = await talk.ask(SITI, "/forget", group=GROUP)
    assert sure.text == ID("forget-ask-group")
    assert await talk.press(JOHN, sure, ID("forget-yes")) == EN("forget-not-yours")
    await talk.press(SITI, sure, ID("forget-yes"))
    assert talk.server.now(sure).text == ID("forgotten-group", turns=1)
    history = await talk.database.conversations.history("telegram:-500", 10)
    assert [turn.question for turn in history] == [WHO_SAVED]


async def test_privacy_says_what_is_kept_and_how_to_delete_it(talk: Talk) -> None:
    assert "/forget" in (await talk.ask(SITI, "/privacy")).text


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
async def test_the_nearest_command_is_offered(talk: Talk, typed: str, meant: str) -> None:
    assert (await talk.ask(SITI, typed)).text == ID("unknown-command-nearest", command=meant)


async def test_admin_commands_are_offered_to_admins_only(talk: Talk) -> None:
    assert "/delete" in (await talk.ask(ADMIN, "/delet")).text
    assert "/delete" not in (await talk.ask(SITI, "/delet")).text
    assert "ID:" in (await talk.ask(ADMIN, "/articles")).text
    assert "ID:" not in (await talk.ask(SITI, "/articles")).text


async def test_ask_takes_what_stands_behind_it_or_the_message_that_it_answers(talk: Talk) -> None:
    assert (await talk.ask(SITI, "/ask")).text == ID("ask-how")
    assert "Larasati" in (await talk.ask(SITI, f"/ask {WHO_OPENED}")).text
    theirs = await talk.server.send_text(JOHN, WHO_SAVED, group=GROUP)
    await talk.server.send_text(SITI, "/ask", group=GROUP, reply_to=theirs)
    assert "Damar Wiguna" in (await talk.server.next_message(GROUP)).text


async def test_topics_of_a_group_are_conversations_of_their_own(talk: Talk) -> None:
    for topic, question in ((7, WHO_OPENED), (8, WHO_SAVED)):
        await talk.server.send_text(SITI, f"/ask {question}", group=GROUP, thread=topic)
        answer = await talk.server.next_message(GROUP)
        assert int(answer.parameters["message_thread_id"]) == topic
        history = await talk.database.conversations.history(f"telegram:-500:{topic}", 10)
        assert [turn.question for turn in history] == [question]
        await talk.press(SITI, answer, "[1]")
        assert int((await talk.server.next_message(GROUP)).parameters["message_thread_id"]) == topic
    assert await talk.database.conversations.history("telegram:-500", 10) == []


async def test_turns_are_kept_with_their_person(talk: Talk) -> None:
    await talk.ask(Person(77), WHO_OPENED)
    kept = await talk.database.conversations.turn(1)
    assert kept is not None
    assert (kept.person, kept.conversation) == ("telegram:77", "telegram:77")


async def test_an_article_with_hostile_words_offers_nothing_but_text(empty: Talk) -> None:
    await empty.add(
        ArticleText(
            "Wali Kota <b>Rani Tirta</b> meresmikan Jembatan @kutip_test_bot pada Senin. Ya.", "</b>&<i>"
        ),
        BRIDGE,
    )
    start = await empty.ask(SITI, "/start")
    assert all("@" not in question and "<" not in question for question in empty.buttons(start))
    assert "</b>&<i>" in (await empty.ask(SITI, "/articles")).text
