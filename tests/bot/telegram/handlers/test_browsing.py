"""Tests of the list of articles with its pages, and of questions about one article only."""

from __future__ import annotations

from knowledge.models import ArticleText
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.harness import WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import EN, ID, JOHN, SITI


async def test_articles_are_listed_newest_first_five_at_most(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/articles") == ID("no-articles")
    bot.library.articles = [ArticleText("x", f"Judul {n}") for n in range(1, 8)]
    text = await bot.reply_to(SITI, "/articles")
    assert text.startswith("7 artikel, yang terbaru dulu\n\n1. Judul 7\n")
    assert "5. Judul 3\n" in text
    assert "Judul 2\n" not in text


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


async def test_a_page_that_no_longer_exists_becomes_the_last_one(empty: BotHarness) -> None:
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
