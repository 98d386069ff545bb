"""Tests of /delete: its confirmation and its undo."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from knowledge.adapters.database.schema import deleted_articles
from knowledge.models import ArticleText
from knowledge.ports import UNDO_FOR
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, ID, JOHN, SITI
from tests.e2e.bot_api_server import Sent

TITLE = BRIDGE.title or ""
DELETED = ID("deleted-for-now", title=TITLE, minutes=10)
RESTORED = ID("deletion-undone", title=TITLE)


async def _deleted(harness: BotHarness) -> Sent:
    asking = await harness.ask(ADMIN, f"/delete {(await harness.library.get('bridge')).id}")
    await harness.press(ADMIN, asking, ID("forget-yes"))
    assert harness.server.now(asking).text == DELETED
    return asking


async def test_nothing_is_deleted_before_the_answer(harness: BotHarness) -> None:
    article_id = (await harness.library.get("bridge")).id
    asking = await harness.ask(ADMIN, f"/delete {article_id}")
    assert asking.text == ID("delete-ask", title=TITLE)
    await harness.press(ADMIN, asking, ID("forget-no"))
    assert (harness.server.now(asking).text, harness.buttons(asking)) == (ID("nothing-deleted"), [])
    assert (await harness.library.get(article_id)).title == TITLE


@pytest.mark.process
async def test_a_deletion_is_undone_with_id_text_data_and_versions(stopped: BotHarness) -> None:
    before = await stopped.library.get("bridge")
    await stopped.library.replace(before.id, ArticleText(f"{BRIDGE.text} Warga senang."), "Tambahan")
    before = await stopped.library.get("bridge")
    async with stopped.running():
        asking = await _deleted(stopped)
        assert "Larasati" not in (await stopped.ask(SITI, WHO_OPENED)).text
        assert (await stopped.ask(ADMIN, f"/show {before.id}")).text == ID("unknown-article", id=before.id)
    async with stopped.running():
        await stopped.press(ADMIN, asking, ID("undo"))
        assert (stopped.server.now(asking).text, stopped.buttons(asking)) == (RESTORED, [])
        assert "Larasati" in (await stopped.ask(JOHN, WHO_OPENED)).text
    after = await stopped.library.get("bridge")
    assert (after.id, after.text, after.title, after.url) == (before.id, before.text, TITLE, BRIDGE.url)
    assert (after.published_on, after.publisher) == (BRIDGE.published_on, BRIDGE.publisher)
    assert after.added_at == before.added_at
    assert [one.reason for one in await stopped.library.history(after.id)] == ["Tambahan", None]
    deeds = await stopped.database.audit.latest(5)
    assert [(deed.kind, deed.subject) for deed in deeds] == [("restore", after.id), ("delete", after.id)]


async def test_the_record_of_a_withdrawn_article_can_be_deleted_and_come_back(harness: BotHarness) -> None:
    article_id = (await harness.library.get("bridge")).id
    await harness.library.retract(article_id, "Keliru")
    asking = await harness.ask(ADMIN, f"/delete {article_id}")
    await harness.press(ADMIN, asking, ID("forget-yes"))
    assert (await harness.ask(ADMIN, f"/show {article_id}")).text == ID("unknown-article", id=article_id)
    await harness.press(ADMIN, asking, ID("undo"))
    assert harness.server.now(asking).text == RESTORED
    assert (await harness.library.standing(article_id)).reason == "Keliru"


async def test_after_ten_minutes_a_deletion_cannot_be_undone(harness: BotHarness) -> None:
    asking = await _deleted(harness)
    async with harness.database.connections.write() as connection:
        earlier = deleted_articles.c.deleted_at
        [was] = (await connection.execute(sa.select(earlier))).scalars()
        await connection.execute(sa.update(deleted_articles).values(deleted_at=was - UNDO_FOR))
    await harness.press(ADMIN, asking, ID("undo"))
    assert harness.server.now(asking).text == ID("undo-too-late", minutes=10)
    await harness.database.articles.empty_trash()
    async with harness.database.connections.read() as connection:
        assert (await connection.execute(sa.select(deleted_articles))).all() == []


async def test_undoing_a_deletion_does_not_overwrite_an_article_added_again(harness: BotHarness) -> None:
    asking = await _deleted(harness)
    [again] = await harness.add(BRIDGE)
    assert await harness.press(ADMIN, asking, ID("undo")) == ID("undo-taken")
    assert (await harness.library.get("bridge")).id == again
    await harness.library.delete(again)
    await harness.press(ADMIN, asking, ID("undo"))
    assert harness.server.now(asking).text == RESTORED


async def test_the_delete_button_below_an_article_asks_for_confirmation(harness: BotHarness) -> None:
    shown = await harness.ask(ADMIN, f"/show {(await harness.library.get('bridge')).id}")
    await harness.press(ADMIN, shown, ID("show-delete"))
    asking = await harness.server.next_message(ADMIN)
    assert asking.text == ID("delete-ask", title=TITLE)
    await harness.press(ADMIN, asking, ID("forget-yes"))
    assert await harness.press(ADMIN, shown, ID("show-delete")) == ID("article-gone")


async def test_pressing_twice_changes_nothing_more(harness: BotHarness) -> None:
    asking = await harness.ask(ADMIN, f"/delete {(await harness.library.get('bridge')).id}")
    data = harness.server.buttons(asking)[ID("forget-yes")]
    await harness.press(ADMIN, asking, ID("forget-yes"))
    notice = await harness.server.notice(await harness.server.press_forged(ADMIN, asking, data))
    assert notice == ID("article-gone")
    assert harness.server.now(asking).text == DELETED


async def test_delete_without_an_id_explains_the_command(bot: Bot) -> None:
    assert "/delete a1b2c3" in await bot.reply_to(ADMIN, "/delete")
    await bot.server.send_text(ADMIN, "/add Judul\nIsi.")
    await bot.publish()
    assert "/delete id-1" in await bot.reply_to(ADMIN, "/delete")
    assert await bot.reply_to(ADMIN, "/delete <id>") == ID("unknown-article", id="<id>")
