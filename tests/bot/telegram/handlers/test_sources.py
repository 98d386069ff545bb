"""Tests of the number buttons under an answer, and of replies that ask for its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.models import Abstention, NearestArticle, Turn
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Person


async def test_pressing_a_number_shows_the_sentence_between_its_neighbours(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, "Berapa biaya Jembatan Kelana?")
    assert harness.buttons(answer)[0] == "[1]"
    await harness.press(SITI, answer, "[1]")
    source = await harness.server.next_message(SITI)
    assert f'"message_id": {answer.message_id}' in source.parameters["reply_parameters"]
    assert source.text.startswith("[1] Jembatan Kelana Diresmikan\nKabar Muarasenja · 3 Maret 2025\n")
    assert "pada Senin, 3 Maret 2025.\n\nJembatan sepanjang 420 meter" in source.text
    assert "miliar. Pembangunannya dikerjakan" in source.text
    assert "<b>Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.</b>" in source.html
    [url] = [entity.url for entity in source.entities if entity.url]
    assert url == (
        "https://kabar.example/jembatan-kelana#:~:text="
        "Jembatan%20sepanjang%20420%20meter%20itu%20menelan%20biaya%20Rp%2087%20miliar."
    )


async def test_a_second_press_sends_no_second_message(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.press(SITI, answer, "[1]")
    await harness.server.next_message(SITI)
    assert await harness.press(SITI, answer, "[1]") == ID("source-shown")
    assert harness.server.is_silent(SITI)


@pytest.mark.process
async def test_buttons_work_after_a_restart(stopped: BotHarness) -> None:
    async with stopped.running():
        answer = await stopped.ask(JOHN, WHO_SAVED)
    async with stopped.running():
        await stopped.press(JOHN, answer, "[1]")
        assert "Goalkeeper Damar Wiguna" in (await stopped.server.next_message(JOHN)).text
    async with stopped.running():
        assert await stopped.press(JOHN, answer, "[1]") == EN("source-shown")


async def test_an_old_message_that_telegram_does_not_give_any_more_still_has_its_sources(
    harness: BotHarness,
) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    data = harness.server.buttons(answer)["[1]"]
    await harness.server.press_forged(SITI, answer, data, is_old=True)
    assert "Larasati" in (await harness.server.next_message(SITI)).text


async def test_a_deleted_article_is_said_to_be_gone_and_not_quoted(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.press(SITI, answer, "[1]")
    shown = await harness.server.next_message(SITI)
    await harness.library.delete("bridge")
    await harness.press(SITI, answer, "[1]")
    assert ID("source-gone") in harness.server.now(shown).text
    assert "Larasati" not in harness.server.now(shown).text
    again = await harness.ask(SITI, "sumbernya?", reply_to=answer)
    assert ID("source-gone") in again.text
    assert "Larasati" not in again.text


async def test_for_a_withdrawn_article_the_source_says_when_and_why(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    standing = await harness.library.retract(
        (await harness.library.get("bridge")).id, "Sumbernya <b>keliru</b>."
    )
    assert standing.retracted_at is not None
    await harness.press(SITI, answer, "[1]")
    source = (await harness.server.next_message(SITI)).text
    proof = (await harness.ask(SITI, "sumbernya?", reply_to=answer)).text
    for shown in (source, proof):
        assert ID("withdrawn-on", date=standing.retracted_at.date()) in shown
        assert "Alasannya: Sumbernya <b>keliru</b>." in shown
        assert ID("source-gone") not in shown
        assert "Larasati" not in shown


async def test_a_sentence_that_was_removed_from_its_article_is_no_longer_quoted(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    corrected = BRIDGE.text.replace("Wali Kota Larasati Wirabuana", "Gubernur")
    await harness.add(replace(BRIDGE, text=corrected))
    await harness.press(SITI, answer, "[1]")
    source = await harness.server.next_message(SITI)
    assert ID("source-changed") in source.text
    assert "Larasati" not in source.text
    assert "https://kabar.example/jembatan-kelana" in [entity.url for entity in source.entities]


async def test_a_sentence_that_moved_is_found_in_its_new_place(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    moved = f"Kabar baik bagi warga. {BRIDGE.text}"
    await harness.add(replace(BRIDGE, text=moved))
    await harness.press(SITI, answer, "[1]")
    assert "Kabar baik bagi warga. Wali Kota Larasati" in (await harness.server.next_message(SITI)).text


@pytest.mark.parametrize("data", ["s:1:9", "s:999:1", "s:1:0", "f:1:up", "x" * 64, "s:1:1:999"])
async def test_a_changed_client_learns_nothing_of_other_chats(harness: BotHarness, data: str) -> None:
    await harness.ask(SITI, WHO_OPENED)
    stranger = Person(9009, "id")
    message = await harness.ask(stranger, "/help")
    notice = await harness.server.notice(await harness.server.press_forged(stranger, message, data))
    assert notice in {ID("turn-gone"), ID("button-unknown")}
    assert harness.server.is_silent(stranger)
    kept = await harness.database.conversations.turn(1)
    assert kept is not None
    assert kept.feedback is None


async def test_everybody_in_a_group_may_press(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await harness.press(JOHN, answer, "[1]")
    assert "Larasati" in (await harness.server.next_message(GROUP)).text
    await harness.press(JOHN, answer, "👍")
    assert "👍 ✓" in harness.buttons(answer)


@pytest.mark.parametrize("words", ["sumbernya?", "Mana buktinya dong", "source?", "?", "…"])
async def test_quoting_a_part_of_an_answer_shows_the_sentences_behind_it(
    harness: BotHarness, words: str
) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.server.send_text(
        SITI, words, reply_to=answer.message_id, quote="meresmikan Jembatan Kelana pada Senin"
    )
    proof = await harness.server.next_message(SITI)
    assert "Berdasarkan kalimat ini:" in proof.text
    assert "[1] Wali Kota Larasati Wirabuana" in proof.text
    assert "Jembatan Kelana Diresmikan\nKabar Muarasenja · 3 Maret 2025" in proof.text
    await harness.press(SITI, proof, "[1]")
    assert "PT Lintang" not in (await harness.server.next_message(SITI)).text


async def test_a_reply_that_says_more_is_a_question(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    follow_up = await harness.ask(SITI, "Berapa biayanya?", reply_to=answer)
    assert "87 miliar" in follow_up.text


async def test_an_abstention_has_no_cited_sentences(harness: BotHarness) -> None:
    abstention = await harness.ask(SITI, "Siapa juara lomba layar di Tanjung Kencana tahun lalu?")
    assert (await harness.ask(SITI, "sumbernya?", reply_to=abstention)).text == ID("no-cited-sentences")


async def test_the_number_under_an_abstention_shows_the_near_sentence_in_its_place(
    harness: BotHarness,
) -> None:
    bridge = await harness.library.get("bridge")
    near = bridge.sentences[1]
    nearest = NearestArticle(bridge.id, bridge.title, near.text, near.start, near.end)
    question, asked_at = "Kapan jembatan itu rusak?", datetime(2026, 1, 1, tzinfo=UTC)
    number = await harness.database.conversations.append(
        f"telegram:{SITI.id}",
        Turn(question, question, "id", asked_at),
        outcome=Abstention(question, question, "id", "extractive", 0.1, "no_match", nearest=(nearest,)),
        person=f"telegram:{SITI.id}",
    )
    message = await harness.ask(SITI, "/help")
    await harness.server.press_forged(SITI, message, f"s:{number}:1")
    source = await harness.server.next_message(SITI)
    assert source.text.startswith("[1] Jembatan Kelana Diresmikan\n")
    assert "<b>Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.</b> Pembangunannya" in source.html
    notice = await harness.server.notice(await harness.server.press_forged(SITI, message, f"s:{number}:2"))
    assert notice == ID("turn-gone")


async def test_a_reply_to_an_older_answer_is_about_that_answer(harness: BotHarness) -> None:
    older = await harness.ask(SITI, WHO_OPENED)
    await harness.ask(SITI, "Siapa pustakawan perpustakaan keliling Selayar Biru?")
    follow_up = await harness.ask(SITI, "Berapa biayanya?", reply_to=older)
    assert "87 miliar" in follow_up.text
