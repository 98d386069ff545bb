"""/gaps: what could not be answered, and telling those who asked."""

from __future__ import annotations

from knowledge.models import ArticleText
from tests.bot.talk import ADMIN, EN, GROUP, ID, JOHN, SITI, WHO_OPENED, Talk
from tests.e2e.bot_api_server import Person

RANI = Person(6006, "id", "Rani")
WHO_WON = "Siapa juara lomba layar Tanjung Kencana?"
REGATTA = ArticleText(
    "Lomba layar Tanjung Kencana dimenangkan Yusran Palimbong pada Sabtu, 4 Oktober 2025.\n\n"
    "Piala diserahkan bupati di dermaga.",
    title="Juara Lomba Layar Tanjung Kencana",
)


async def test_questions_for_the_same_are_counted_together(talk: Talk) -> None:
    assert (await talk.ask(ADMIN, "/gaps")).text == ID("gaps-empty")
    await talk.ask(SITI, "Berapa harga tiket feri ke Pulau Sembilan?")
    for person in (SITI, RANI):
        await talk.ask(person, WHO_WON)
    await talk.ask(SITI, WHO_OPENED)
    gaps = await talk.ask(ADMIN, "/gaps")
    assert gaps.text.startswith(ID("gaps-title"))
    assert ID("gaps-one", number=1, question=WHO_WON, count=2) in gaps.text
    assert "2. Berapa harga tiket feri" in gaps.text
    assert WHO_OPENED not in gaps.text
    assert talk.buttons(gaps) == []


async def test_those_who_asked_are_told_once_when_an_article_answers(talk: Talk) -> None:
    for person in (SITI, RANI):
        await talk.ask(person, WHO_WON)
    await talk.ask(JOHN, f"/ask {WHO_WON}", group=GROUP)
    await talk.add(REGATTA)
    gaps = await talk.ask(ADMIN, "/gaps")
    assert ID("gaps-answered-by", title=REGATTA.title or "") in gaps.text
    assert talk.buttons(gaps) == [ID("gaps-tell", number=1)]
    data = talk.server.buttons(gaps)[ID("gaps-tell", number=1)]
    assert await talk.press(ADMIN, gaps, ID("gaps-tell", number=1)) == ID("gaps-telling")
    for chat in (SITI, RANI, GROUP):
        told = await talk.server.next_message(chat)
        assert told.text.startswith(ID("gaps-now-answered", question=WHO_WON))
        assert "Yusran Palimbong" in told.text
        await talk.press(SITI, told, "[1]")
        assert "<b>Lomba layar Tanjung Kencana dimenangkan" in (await talk.server.next_message(chat)).html
    assert talk.server.now(gaps).text.startswith(ID("gaps-told", count=3))
    again = await talk.server.notice(await talk.server.press_forged(ADMIN, gaps, data))
    assert again == ID("gaps-none-waits")
    assert all(talk.server.is_silent(chat) for chat in (SITI, RANI, GROUP))
    assert (await talk.ask(ADMIN, "/gaps")).text == ID("gaps-empty")


async def test_whoever_blocked_the_bot_is_passed_over(talk: Talk) -> None:
    for person in (SITI, RANI):
        await talk.ask(person, WHO_WON)
    await talk.add(REGATTA)
    talk.server.block(SITI)
    gaps = await talk.ask(ADMIN, "/gaps")
    await talk.press(ADMIN, gaps, ID("gaps-tell", number=1))
    assert "Yusran" in (await talk.server.next_message(RANI)).text
    assert (await talk.server.next_edit(ADMIN)).text.startswith(ID("gaps-told", count=1))


async def test_only_admins_see_and_press(talk: Talk) -> None:
    assert (await talk.ask(JOHN, "/gaps")).text == EN("not-admin")
    message = await talk.ask(JOHN, "/help")
    notice = await talk.server.notice(await talk.server.press_forged(JOHN, message, "n:1"))
    assert notice == EN("not-admin")
