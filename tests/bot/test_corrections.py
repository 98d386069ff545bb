"""What admins do with published articles, and what becomes of the answers that cited them."""

from __future__ import annotations

import pytest

from knowledge.models import ArticleText
from tests.bot.talk import ADMIN, BRIDGE, EN, GROUP, ID, JOHN, SITI, WHO_OPENED, Talk
from tests.e2e.bot_api_server import Sent
from tests.knowledge.adapters.made_documents import docx

COST = "Berapa biaya Jembatan Kelana?"
CORRECTED = BRIDGE.text.replace("Rp 87 miliar", "Rp 91 miliar")


async def _id(talk: Talk) -> str:
    return (await talk.library.get("bridge")).id


async def _all(talk: Talk, first: Sent) -> list[Sent]:
    """Until the message that has buttons."""
    messages = [first]
    while not talk.buttons(messages[-1]):
        messages.append(await talk.server.next_message(ADMIN))
    return messages


async def test_show_has_everything_that_is_known_and_the_text(talk: Talk) -> None:
    shown = await talk.ask(ADMIN, f"/show {await _id(talk)}")
    assert shown.text.startswith("Jembatan Kelana Diresmikan\nKabar Muarasenja · 3 Maret 2025\n3 kalimat\n")
    assert shown.text.endswith("Pembangunannya dikerjakan PT Lintang Karya selama dua tahun.")


async def test_a_long_hostile_article_is_shown_whole_and_never_as_markup(empty: Talk) -> None:
    lines = [f"Baris <b>{n}</b> & pasar Lembayung ramai 😀." for n in range(400)]
    [article_id] = await empty.add(ArticleText("\n\n".join(lines), "<i>Judul</i>"))
    messages = await _all(empty, await empty.ask(ADMIN, f"/show {article_id}"))
    assert len(messages) > 3
    whole = "\n\n".join(one.text for one in messages)
    assert all(line in whole for line in lines)
    assert "<i>Judul</i>" in messages[0].text


async def test_an_endless_article_is_cut_and_it_is_said(empty: Talk) -> None:
    [article_id] = await empty.add(ArticleText("Pasar Lembayung ramai sekali. " * 2500, "Judul"))
    messages = await _all(empty, await empty.ask(ADMIN, f"/show {article_id}"))
    assert len(messages) == 11
    assert messages[-1].text == ID("show-cut")


async def test_history_has_versions_reasons_and_the_sentences_that_changed(talk: Talk) -> None:
    article_id = await _id(talk)
    await talk.library.replace(article_id, ArticleText(CORRECTED), "Biaya keliru")
    shown = await talk.ask(ADMIN, f"/show {article_id}")
    await talk.press(ADMIN, shown, ID("show-history"))
    history = await talk.server.next_message(ADMIN)
    assert ID("because", reason="Biaya keliru") in history.text
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in history.text
    assert "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 91 miliar." in history.text
    assert (await talk.ask(ADMIN, f"/history {article_id}")).text == history.text


async def test_a_withdrawn_article_can_still_be_looked_at_by_admins(talk: Talk) -> None:
    article_id = await _id(talk)
    done = await talk.ask(ADMIN, f"/retract {article_id} Angkanya <keliru>.")
    assert ID("retracted", title=BRIDGE.title or "") in done.text
    assert ID("answers-cited", count=0) in done.text
    shown = await talk.ask(ADMIN, f"/show {article_id}")
    assert ID("because", reason="Angkanya <keliru>.") in shown.text
    assert "PT Lintang Karya" in shown.text
    assert "Ditarik pada" in (await talk.ask(ADMIN, f"/history {article_id}")).text
    [deed] = await talk.database.audit.latest(5)
    assert (deed.kind, deed.subject, deed.person) == ("retract", article_id, "telegram:1001")


async def test_retract_says_how_many_answers_cited_it(talk: Talk) -> None:
    for _ in range(2):
        await talk.ask(SITI, WHO_OPENED)
    done = await talk.ask(ADMIN, f"/retract {await _id(talk)} Keliru")
    assert ID("answers-cited", count=2) in done.text
    assert ID("abstention-unsupported").split(":")[0] not in done.text
    assert "Larasati" not in (await talk.ask(JOHN, WHO_OPENED)).text


async def test_replace_says_what_changed_and_counts_only_answers_that_cited_that(talk: Talk) -> None:
    await talk.ask(SITI, COST)
    await talk.ask(JOHN, WHO_OPENED)
    done = await talk.ask(ADMIN, f"/replace {await _id(talk)} {CORRECTED}")
    assert ID("corrected", title=BRIDGE.title or "", count=1) in done.text
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in done.text
    assert ID("answers-cited", count=1) in done.text
    assert "91 miliar" in (await talk.ask(JOHN, COST)).text
    article = await talk.library.get("bridge")
    assert (article.title, article.published_on) == (BRIDGE.title, BRIDGE.published_on)


async def test_replace_takes_a_message_or_a_file_that_it_answers(talk: Talk) -> None:
    article_id = await _id(talk)
    text = await talk.server.send_text(SITI, CORRECTED, group=GROUP)
    await talk.server.send_text(ADMIN, f"/replace {article_id}", group=GROUP, reply_to=text)
    done = await talk.server.next_message(GROUP)
    assert "91 miliar" in done.text
    file = await talk.server.send_document(
        SITI, "koreksi.docx", docx(*BRIDGE.text.split("\n\n")), group=GROUP
    )
    await talk.server.send_text(ADMIN, f"/replace {article_id}", group=GROUP, reply_to=file)
    assert (
        "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar."
        in (await talk.server.next_message(GROUP)).text
    )


async def test_the_same_text_changes_nothing(talk: Talk) -> None:
    done = await talk.ask(ADMIN, f"/replace {await _id(talk)} {BRIDGE.text}")
    assert done.text == ID("unchanged", title=BRIDGE.title or "")


async def test_a_file_of_another_kind_is_not_taken(talk: Talk) -> None:
    file = await talk.server.send_document(SITI, "foto.jpg", b"x", group=GROUP)
    await talk.server.send_text(ADMIN, f"/replace {await _id(talk)}", group=GROUP, reply_to=file)
    assert (await talk.server.next_message(GROUP)).text == ID("replace-wrong-type")


@pytest.mark.parametrize("command", ["show", "history", "retract", "replace"])
async def test_each_command_says_how_and_is_for_admins(talk: Talk, command: str) -> None:
    newest = (await talk.library.list(1))[0].id
    assert (await talk.ask(ADMIN, f"/{command}")).text == ID(f"{command}-how", example=newest)
    assert (await talk.ask(JOHN, f"/{command} {newest}")).text == EN("not-admin")
    unknown = await talk.ask(ADMIN, f"/{command} <tidak> Ada")
    assert unknown.text.startswith("Tidak ada artikel dengan ID <tidak>")


@pytest.mark.parametrize("command", ["retract", "replace"])
async def test_an_id_alone_is_not_enough(talk: Talk, command: str) -> None:
    newest = (await talk.library.list(1))[0].id
    assert (await talk.ask(ADMIN, f"/{command} {newest}")).text == ID(f"{command}-how", example=newest)


async def test_the_buttons_are_for_admins(talk: Talk) -> None:
    shown = await talk.ask(ADMIN, f"/show {await _id(talk)}")
    [data, *_] = talk.server.buttons(shown).values()
    message = await talk.ask(JOHN, "/help")
    assert await talk.server.notice(await talk.server.press_forged(JOHN, message, data)) == EN("not-admin")
    assert talk.server.is_silent(JOHN)
