"""Tests of correcting and withdrawing published articles, and of the answers that cited them."""

from __future__ import annotations

import pytest

from knowledge.models import ArticleText
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Sent
from tests.knowledge.adapters.formats.made_documents import docx

COST = "Berapa biaya Jembatan Kelana?"
CORRECTED = BRIDGE.text.replace("Rp 87 miliar", "Rp 91 miliar")


async def _id(harness: BotHarness) -> str:
    return (await harness.library.get("bridge")).id


async def _all(harness: BotHarness, first: Sent) -> list[Sent]:
    """Returns ``first`` and the messages after it, up to the one with buttons."""
    messages = [first]
    while not harness.buttons(messages[-1]):
        messages.append(await harness.server.next_message(ADMIN))
    return messages


async def test_show_has_all_metadata_and_the_text(harness: BotHarness) -> None:
    shown = await harness.ask(ADMIN, f"/show {await _id(harness)}")
    assert shown.text.startswith("Jembatan Kelana Diresmikan\nKabar Muarasenja · 3 Maret 2025\n3 kalimat\n")
    assert shown.text.endswith("Pembangunannya dikerjakan PT Lintang Karya selama dua tahun.")


async def test_a_long_hostile_article_is_shown_whole_and_never_as_markup(empty: BotHarness) -> None:
    # Equal lines, because embedding 400 different ones takes ten seconds.
    lines = [f"Baris <b>{n}</b> & pasar Lembayung ramai 😀." for n in range(20)]
    [article_id] = await empty.add(ArticleText("\n\n".join(lines * 20), "<i>Judul</i>"))
    messages = await _all(empty, await empty.ask(ADMIN, f"/show {article_id}"))
    assert len(messages) > 3
    whole = "\n\n".join(one.text for one in messages)
    assert [whole.count(line) for line in lines] == [20] * 20
    assert "<i>Judul</i>" in messages[0].text


async def test_a_very_long_article_is_cut_and_the_message_says_so(empty: BotHarness) -> None:
    [article_id] = await empty.add(ArticleText("Pasar Lembayung ramai sekali. " * 2500, "Judul"))
    messages = await _all(empty, await empty.ask(ADMIN, f"/show {article_id}"))
    assert len(messages) == 11
    assert messages[-1].text == ID("show-cut")


async def test_history_has_versions_reasons_and_the_sentences_that_changed(harness: BotHarness) -> None:
    article_id = await _id(harness)
    await harness.library.replace(article_id, ArticleText(CORRECTED), "Biaya keliru")
    shown = await harness.ask(ADMIN, f"/show {article_id}")
    await harness.press(ADMIN, shown, ID("show-history"))
    history = await harness.server.next_message(ADMIN)
    assert ID("because", reason="Biaya keliru") in history.text
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in history.text
    assert "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 91 miliar." in history.text
    assert (await harness.ask(ADMIN, f"/history {article_id}")).text == history.text


async def test_admins_can_still_see_a_withdrawn_article(harness: BotHarness) -> None:
    article_id = await _id(harness)
    done = await harness.ask(ADMIN, f"/retract {article_id} Angkanya <keliru>.")
    assert ID("retracted", title=BRIDGE.title or "") in done.text
    assert ID("answers-cited", count=0) in done.text
    shown = await harness.ask(ADMIN, f"/show {article_id}")
    assert ID("because", reason="Angkanya <keliru>.") in shown.text
    assert "PT Lintang Karya" in shown.text
    assert "Ditarik pada" in (await harness.ask(ADMIN, f"/history {article_id}")).text
    [deed] = await harness.database.audit.latest(5)
    assert (deed.kind, deed.subject, deed.person) == ("retract", article_id, "telegram:1001")


async def test_retract_says_how_many_answers_cited_it(harness: BotHarness) -> None:
    for _ in range(2):
        await harness.ask(SITI, WHO_OPENED)
    done = await harness.ask(ADMIN, f"/retract {await _id(harness)} Keliru")
    assert ID("answers-cited", count=2) in done.text
    assert ID("abstention-unsupported").split(":")[0] not in done.text
    assert "Larasati" not in (await harness.ask(JOHN, WHO_OPENED)).text


@pytest.mark.process
async def test_replace_says_what_changed_and_counts_only_answers_that_cited_that(harness: BotHarness) -> None:
    await harness.ask(SITI, COST)
    await harness.ask(JOHN, WHO_OPENED)
    done = await harness.ask(ADMIN, f"/replace {await _id(harness)} {CORRECTED}")
    assert ID("corrected", title=BRIDGE.title or "", count=1) in done.text
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in done.text
    assert ID("answers-cited", count=1) in done.text
    assert "91 miliar" in (await harness.ask(JOHN, COST)).text
    article = await harness.library.get("bridge")
    assert (article.title, article.published_on) == (BRIDGE.title, BRIDGE.published_on)


async def test_replace_takes_the_message_or_file_that_it_replies_to(harness: BotHarness) -> None:
    article_id = await _id(harness)
    text = await harness.server.send_text(SITI, CORRECTED, group=GROUP)
    await harness.server.send_text(ADMIN, f"/replace {article_id}", group=GROUP, reply_to=text)
    done = await harness.server.next_message(GROUP)
    assert "91 miliar" in done.text
    file = await harness.server.send_document(
        SITI, "koreksi.docx", docx(*BRIDGE.text.split("\n\n")), group=GROUP
    )
    await harness.server.send_text(ADMIN, f"/replace {article_id}", group=GROUP, reply_to=file)
    assert (
        "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar."
        in (await harness.server.next_message(GROUP)).text
    )


async def test_the_same_text_changes_nothing(harness: BotHarness) -> None:
    done = await harness.ask(ADMIN, f"/replace {await _id(harness)} {BRIDGE.text}")
    assert done.text == ID("unchanged", title=BRIDGE.title or "")


async def test_a_file_of_an_unknown_type_is_refused(harness: BotHarness) -> None:
    file = await harness.server.send_document(SITI, "foto.jpg", b"x", group=GROUP)
    await harness.server.send_text(ADMIN, f"/replace {await _id(harness)}", group=GROUP, reply_to=file)
    assert (await harness.server.next_message(GROUP)).text == ID("replace-wrong-type")


@pytest.mark.parametrize("command", ["show", "history", "retract", "replace"])
async def test_each_command_explains_itself_and_is_for_admins(harness: BotHarness, command: str) -> None:
    newest = (await harness.library.list(1))[0].id
    assert (await harness.ask(ADMIN, f"/{command}")).text == ID(f"{command}-how", example=newest)
    assert (await harness.ask(JOHN, f"/{command} {newest}")).text == EN("not-admin")
    unknown = await harness.ask(ADMIN, f"/{command} <tidak> Ada")
    assert unknown.text.startswith("Tidak ada artikel dengan ID <tidak>")


@pytest.mark.parametrize("command", ["retract", "replace"])
async def test_replace_and_retract_need_more_than_an_id(harness: BotHarness, command: str) -> None:
    newest = (await harness.library.list(1))[0].id
    assert (await harness.ask(ADMIN, f"/{command} {newest}")).text == ID(f"{command}-how", example=newest)


async def test_the_buttons_are_for_admins(harness: BotHarness) -> None:
    shown = await harness.ask(ADMIN, f"/show {await _id(harness)}")
    [data, *_] = harness.server.buttons(shown).values()
    message = await harness.ask(JOHN, "/help")
    assert await harness.server.notice(await harness.server.press_forged(JOHN, message, data)) == EN(
        "not-admin"
    )
    assert harness.server.is_silent(JOHN)
