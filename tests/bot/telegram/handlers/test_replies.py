"""Tests of messages that are no single question, and of the buttons that ask something next, in chats."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from knowledge.models import ArticleText, Citation
from tests.bot.telegram.harness import BRIDGE, CUP, LIBRARY, WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Sent

COST = "Berapa biaya Jembatan Kelana?"
SUMMARY, LATEST = ID("next-summary"), ID("next-latest")


class ScriptedSuggestions:
    """Offers the same questions after every answer, and remembers after which ones it was asked to."""

    def __init__(self, *following: str) -> None:
        self.following = list(following)
        self.calls: list[tuple[list[str], list[str], int]] = []

    async def questions(self, language: str, limit: int) -> list[str]:
        return []

    async def after(self, cited: Sequence[Citation], asked: Collection[str], limit: int) -> list[str]:
        self.calls.append(([citation.title for citation in cited], list(asked), limit))
        return self.following


async def offered(harness: BotHarness, question: str) -> Sent:
    """Ask, and wait until the buttons have changed."""
    answer = await harness.ask(SITI, question)
    await harness.server.called("editMessageReplyMarkup")
    return answer


async def turns(harness: BotHarness, conversation: str) -> list[str]:
    return [turn.question for turn in await harness.database.conversations.history(conversation, 20)]


async def test_small_talk_is_answered_without_buttons_and_not_stored(harness: BotHarness) -> None:
    for person, texts, greeting in ((SITI, ID, "halo"), (JOHN, EN, "Hello there!")):
        reply = await harness.ask(person, greeting)
        assert reply.text in {texts("reply-greeting", variant=variant) for variant in range(3)}
        assert harness.buttons(reply) == []
        assert await turns(harness, f"telegram:{person.id}") == []


async def test_nothing_is_answered_in_private_and_passed_over_in_a_group(harness: BotHarness) -> None:
    assert (await harness.ask(SITI, "👍")).text in {ID("reply-nothing", variant=n) for n in range(3)}
    for nothing in ("/ask ok", "/ask 👍"):
        await harness.server.send_text(SITI, nothing, group=GROUP)
    greeting = await harness.ask(SITI, "/ask halo", group=GROUP)
    assert greeting.text in {ID("reply-greeting", variant=n) for n in range(3)}
    assert harness.server.is_silent(GROUP)


async def test_doubt_shows_the_statements_of_the_last_answer_with_their_source(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    doubt = await harness.ask(SITI, "yakin?")
    assert doubt.text == f"{ID('reply-doubt')}\n\n{answer.text}"
    assert harness.buttons(doubt) == []
    assert (await harness.ask(JOHN, "are you sure?")).text == EN("reply-doubt-none")


async def test_complaint_names_the_article_with_a_button_to_ask_about_it(harness: BotHarness) -> None:
    await harness.ask(JOHN, WHO_SAVED)
    complaint = await harness.ask(JOHN, "your answer is wrong")
    assert complaint.text.startswith(EN("reply-complaint-article"))
    assert f"1. {CUP.title}" in complaint.text
    await harness.press(JOHN, complaint, "1")
    assert (await harness.server.next_message(JOHN)).text == EN("now-only", title=CUP.title or "")


async def test_latest_lists_articles_whose_buttons_restrict_to_them(harness: BotHarness) -> None:
    listed = await harness.ask(SITI, "Apa berita terbaru?")
    assert listed.text.startswith(
        f"{ID('listed-newest')}\n\n1. {CUP.title}\n17 Agustus 2025\n\n2. {BRIDGE.title}\n"
    )
    assert listed.text.endswith(f"3. {LIBRARY.title}\n9 Agustus 2024")
    assert harness.buttons(listed) == ["1", "2", "3"]
    await harness.press(SITI, listed, "2")
    chosen = await harness.server.next_message(SITI)
    assert harness.buttons(chosen) == [SUMMARY, ID("ask-all-articles")]
    await harness.press(SITI, chosen, SUMMARY)
    summary = await harness.server.next_message(SITI)
    assert "Larasati Wirabuana" in summary.text
    assert ID("only-this-article", title=BRIDGE.title or "") in summary.text


async def test_day_without_news_offers_a_wider_time(harness: BotHarness) -> None:
    await harness.ask(SITI, WHO_OPENED)
    today = await harness.ask(SITI, "Ada berita apa hari ini?")
    day = ID("period-day", first=datetime.now(UTC).date())
    assert today.text == ID("none-period", period=day)
    assert harness.buttons(today) == [ID("next-week")]
    await harness.press(SITI, today, ID("next-week"))
    week = await harness.server.next_message(SITI)
    assert week.text.startswith(f"{ID('next-week')}\n\n")
    assert "Kelana" not in week.text
    assert harness.buttons(week) == [ID("next-month")]


async def test_summary_is_asked_by_the_button_under_an_older_answer(harness: BotHarness) -> None:
    older = await harness.ask(SITI, WHO_OPENED)
    await harness.ask(SITI, "Siapa pustakawan perpustakaan keliling Selayar Biru?")
    await harness.press(SITI, older, SUMMARY)
    summary = await harness.server.next_message(SITI)
    assert summary.text.startswith(f"{SUMMARY}\n\nWali Kota Larasati Wirabuana")
    assert "PT Lintang Karya" in summary.text
    assert LIBRARY.title not in summary.text
    assert harness.buttons(summary) == ["[1]", "[2]", "[3]", "👍", "👎", LATEST]
    await harness.press(SITI, summary, LATEST)
    latest = await harness.server.next_message(SITI)
    assert f"1. {BRIDGE.title}" in latest.text


async def test_several_questions_are_answered_in_one_message(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, f"{COST} Siapa presiden Brasil?\n{WHO_SAVED}")
    bridge, brazil, cup = (answer.text.index(one) for one in (COST, "Siapa presiden Brasil?", WHO_SAVED))
    assert bridge < answer.text.index("Rp 87 miliar. [1]") < brazil
    assert brazil < answer.text.index(ID("part-not-found")) < cup < answer.text.index("Damar Wiguna")
    assert harness.buttons(answer)[:2] == ["[1]", "[2]"]
    await harness.press(SITI, answer, "[2]")
    source = await harness.server.next_message(SITI)
    assert source.text.startswith(f"[2] {CUP.title}")


async def test_long_sentence_is_shown_in_part_with_a_button_for_its_place(empty: BotHarness) -> None:
    villages = ", ".join(f"Kampung Suar {n} mendapat {n + 2} perahu" for n in range(40))
    rest = ", ".join(f"Desa Karang {n} mendapat {n + 3} jaring" for n in range(110))
    text = f"Bantuan dibagikan kepada {villages}, Kampung Batu Merak mendapat 77 pelampung, dan {rest}."
    assert len(text) > 5_000
    await empty.add(ArticleText(text, title="Bantuan Nelayan Dibagikan"))
    answer = await empty.ask(SITI, "Berapa pelampung untuk Kampung Batu Merak?")
    assert answer.text.startswith("… ")
    assert "Kampung Batu Merak mendapat 77 pelampung" in answer.text
    assert len(answer.text) < 500
    assert answer.text.endswith("[1] Bantuan Nelayan Dibagikan")
    [turn] = await empty.database.conversations.history(f"telegram:{SITI.id}", 1)
    stored = await empty.database.conversations.turn(1)
    assert stored is not None
    [citation] = stored.outcome.statements[0].citations
    assert text[citation.start : citation.end] == citation.sentence == text
    assert turn.statements == (stored.outcome.statements[0].text,)
    await empty.press(SITI, answer, "[1]")
    assert (await empty.server.next_message(SITI)).text.startswith("[1] Bantuan Nelayan Dibagikan")


async def test_questions_to_ask_next_are_offered_and_answered_by_a_press(stopped: BotHarness) -> None:
    stopped.suggestions = ScriptedSuggestions(COST)  # type: ignore[assignment]
    async with stopped.running():
        answer = await offered(stopped, WHO_OPENED)
        assert stopped.buttons(answer) == ["[1]", "👍", "👎", COST, SUMMARY, LATEST]
        await stopped.press(SITI, answer, "👍")
        assert stopped.buttons(answer) == ["[1]", "👍 ✓", "👎", COST, SUMMARY, LATEST]
        await stopped.press(SITI, answer, "[1]")
        await stopped.server.next_message(SITI)
        assert stopped.buttons(answer) == ["[1]", "👍 ✓", "👎", COST, SUMMARY, LATEST]
        await stopped.press(SITI, answer, COST)
        following = await stopped.server.next_message(SITI)
        assert following.text.startswith(f"{COST}\n\n")
        assert "87 miliar" in following.text


async def test_three_questions_leave_no_room_for_what_is_always_offered(stopped: BotHarness) -> None:
    following = [COST, "Siapa yang membangun Jembatan Kelana?", "Berapa panjang Jembatan Kelana?"]
    suggestions = ScriptedSuggestions(*following)
    stopped.suggestions = suggestions  # type: ignore[assignment]
    async with stopped.running():
        answer = await offered(stopped, WHO_OPENED)
        assert stopped.buttons(answer) == ["[1]", "👍", "👎", *following]
    assert suggestions.calls == [([BRIDGE.title], [WHO_OPENED], 3)]


async def test_only_an_answer_is_followed_by_questions(stopped: BotHarness) -> None:
    suggestions = ScriptedSuggestions(COST)
    stopped.suggestions = suggestions  # type: ignore[assignment]
    async with stopped.running():
        for message in (
            "halo",
            "Apa berita terbaru?",
            "Siapa presiden Brasil?",
            "Ringkas berita Jembatan Kelana",
        ):
            assert COST not in stopped.buttons(await stopped.ask(SITI, message))
    assert suggestions.calls == []
