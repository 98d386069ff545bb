"""Tests of the newsroom's own channel: the real process, over the scripted Bot API server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer, Channel, Group
from tests.e2e.command_line import PATIENCE_S, CommandLine
from tests.e2e.installation import ADMIN, SITI, Installation
from tests.e2e.news_site import NewsSite

ID = load_catalogue().choose("id")
CHANNEL = Channel(-1001234567890, "Kanal Kabar", "kanalkabar")
DISCUSSION = Group(-1009876543210, "Ruang Diskusi")

FERRY_TITLE = "Feri Teluk Wangi Kembali Berlayar"
FERRY_BODY = (
    "Feri Teluk Wangi kembali berlayar mulai Senin. Kepala pelabuhan Rangga Saputra mengatakan kapal itu "
    "mengangkut 180 penumpang sekali jalan."
)
FERRY = f"{FERRY_TITLE}\n\n{FERRY_BODY}"
MARKET = (
    "Pasar malam Kampung Hulu dibuka lagi setelah tiga tahun tutup. Kepala pasar Sari Wulandari "
    "mengatakan ada 75 lapak yang ikut."
)
WHO = "Siapa kepala pelabuhan Teluk Wangi?"
HOW_MANY = "Berapa penumpang yang diangkut feri Teluk Wangi sekali jalan?"


async def printed_json(kutip: Installation, *arguments: str) -> Any:
    """Run a command in the process of the tests. Returns the JSON that it prints."""
    line = CommandLine(kutip.folder, {"KUTIP_HOME": str(kutip.data)})
    done = await asyncio.to_thread(line, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


async def until_articles(kutip: Installation, count: int) -> list[dict[str, str]]:
    """Wait until there are so many articles."""
    async with asyncio.timeout(PATIENCE_S):
        while len(articles := await printed_json(kutip, "articles")) < count:
            pass
    return list(articles)


async def test_post_is_answered_with_a_link_and_its_edit_is_told_to_who_was_given_the_old_sentence(
    tmp_path: Path,
) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server, more={"CHANNELS": "@KanalKabar"})
        async with kutip.running_bot():
            post = await server.post(CHANNEL, FERRY)
            await server.post(CHANNEL, poll={"id": "1", "question": "Setuju?"} | POLL)
            await server.post(CHANNEL, "Diskon besar di Toko Melati sampai akhir pekan ini! #iklan")
            [article] = await until_articles(kutip, 1)
            assert article["title"] == FERRY_TITLE
            assert article["external_id"] == f"telegram:{CHANNEL.id}/{post}"
            assert article["url"] == f"https://t.me/kanalkabar/{post}"

            answer = await kutip.ask(SITI, HOW_MANY)
            assert "180 penumpang" in answer.text
            assert f"https://t.me/kanalkabar/{post}" in answer.html

            await server.edit_post(CHANNEL, post, FERRY.replace("180 penumpang", "210 penumpang"))
            notice = await server.next_message(SITI)
            assert notice.text.startswith(ID("notice-corrected", title=FERRY_TITLE))
            assert "210 penumpang" in notice.text

        assert len(await printed_json(kutip, "history", article["article_id"])) == 2
        assert not [call for call in server.calls if call.parameters.get("chat_id") == str(CHANNEL.id)]


async def test_album_is_one_article_and_a_link_to_the_own_site_brings_the_page(tmp_path: Path) -> None:
    more = "Pengunjung pertama datang sejak pukul lima sore untuk membeli jajanan dan kain tenun."
    page = f"{FERRY_BODY}\n\nTiketnya dijual di loket dermaga seharga lima belas ribu rupiah."
    async with BotApiServer() as server, NewsSite() as site:
        site.page("/feri", FERRY_TITLE, page)
        more_settings = {
            "CHANNELS": str(CHANNEL.id),
            "NEWSROOM_SITES": "127.0.0.1",
            "FETCH_ALLOW_LOOPBACK": "1",
        }
        kutip = Installation(tmp_path, server, more=more_settings)
        async with kutip.running_bot():
            first, _, _ = await server.post_album(CHANNEL, [MARKET, "", more])
            link = f"{site.url}/feri"
            text = f"Feri berlayar lagi, baca di {link}"
            units = len(text) - len(link)
            await server.post(CHANNEL, text, entities=[{"type": "url", "offset": units, "length": len(link)}])
            articles = {article["url"]: article for article in await until_articles(kutip, 2)}

        assert set(articles) == {f"https://t.me/kanalkabar/{first}", f"{site.url}/feri"}
        _, printed = await kutip.command(
            "show", articles[f"https://t.me/kanalkabar/{first}"]["article_id"], "--json"
        )
        assert json.loads(printed)["text"] == f"{MARKET}\n\n{more}"
        album = await printed_json(kutip, "show", articles[f"https://t.me/kanalkabar/{first}"]["article_id"])
        assert album["text"] == f"{MARKET}\n\n{more}"
        page_article = await printed_json(kutip, "show", articles[f"{site.url}/feri"]["article_id"])
        assert "lima belas ribu rupiah" in page_article["text"]


async def test_owner_follows_a_channel_with_a_preview_and_publishes_from_the_card(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        async with kutip.running_bot():
            refused = await kutip.ask(SITI, "/follow @kanalkabar")
            assert refused.text == ID("not-admin")
            server.open_channel(Channel(CHANNEL.id, CHANNEL.title, CHANNEL.username, has_bot=False))
            assert (await kutip.ask(ADMIN, "/follow @kanalkabar")).text == ID("follow-not-admin")
            server.open_channel(CHANNEL)
            followed = await kutip.ask(ADMIN, "/follow @kanalkabar")
            assert followed.text == ID("followed-channel", title="Kanal Kabar")

            listed = await kutip.ask(ADMIN, "/following")
            await server.press(ADMIN, listed, server.buttons(listed)["1"])
            await server.next_edit(ADMIN)
            await server.press(ADMIN, listed, server.buttons(listed)[ID("follow-preview")])
            assert ID("followed-preview") in (await server.next_edit(ADMIN)).text

            post = await server.post(CHANNEL, FERRY)
            card = await server.next_message(ADMIN)
            assert card.text.startswith(ID("draft-preview"))
            await server.press(ADMIN, card, server.buttons(card)[ID("draft-publish")])
            assert "sudah ditambahkan" in (await server.next_edit(ADMIN)).text
            assert "Rangga Saputra" in (await kutip.ask(SITI, WHO)).text

            await server.edit_post(CHANNEL, post, FERRY.replace("180", "210"))
            card = await server.next_message(ADMIN)
            assert ID("draft-replaces", title=FERRY_TITLE) in card.text

            await server.press(ADMIN, listed, server.buttons(listed)[ID("follow-drop")])
            await server.next_edit(ADMIN)
            await server.press(ADMIN, listed, server.buttons(listed)[ID("unfollow-yes")])
            assert (await server.next_edit(ADMIN)).text == ID("following-none")


async def test_question_in_the_discussion_group_is_answered_from_the_post_above_it(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server, more={"CHANNELS": str(CHANNEL.id)})
        async with kutip.running_bot():
            ferry_post = await server.post(CHANNEL, FERRY)
            market_post = await server.post(CHANNEL, MARKET)
            ferry = await server.copy_post(CHANNEL, ferry_post, DISCUSSION, tell=False)
            pasar = await server.copy_post(CHANNEL, market_post, DISCUSSION)
            await until_articles(kutip, 2)

            question = "@kutip_test_bot siapa nama kepalanya?"
            await server.send_text(SITI, question, group=DISCUSSION, reply_to=ferry)
            answer = await server.next_message(DISCUSSION)
            assert "Rangga Saputra" in answer.text
            await server.send_text(SITI, question, group=DISCUSSION, reply_to=pasar)
            assert "Sari Wulandari" in (await server.next_message(DISCUSSION)).text
            await server.send_text(SITI, f"@kutip_test_bot {HOW_MANY}", group=DISCUSSION, reply_to=pasar)
            assert "180 penumpang" in (await server.next_message(DISCUSSION)).text


POLL = {
    "options": [{"text": "Ya", "voter_count": 0, "persistent_id": "a"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
