"""Tests of /admins, /audit and /export."""

from __future__ import annotations

import json

import pytest

from bot.telegram.command_menu import ADMIN_COMMANDS
from tests.bot.telegram.harness import BRIDGE, BotHarness
from tests.bot.telegram.people import ADMIN, EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Person

PASAR = "/add Pasar Ikan Kemuning\n\nPasar ikan Kemuning dibuka kembali pada Senin, 5 Mei 2025."


async def test_an_owner_names_an_admin_by_replying_and_dismisses_them_again(harness: BotHarness) -> None:
    theirs = await harness.server.send_text(SITI, "Halo semua", group=GROUP)
    await harness.ask(SITI, "/start")
    await harness.server.send_text(ADMIN, "/admins add", group=GROUP, reply_to=theirs)
    assert (await harness.server.next_message(GROUP)).text == ID("admins-added", name=SITI.first_name)
    assert SITI.first_name in (await harness.ask(SITI, "/admins")).text
    menu = harness.server.scoped_commands[f"chat:{SITI.id}", "id"]
    assert {one["command"] for one in menu} >= set(ADMIN_COMMANDS)
    done = await harness.publish(SITI, await harness.ask(SITI, PASAR))
    assert "“Pasar Ikan Kemuning” sudah ditambahkan" in done.text
    await harness.server.send_text(ADMIN, "/admins remove", group=GROUP, reply_to=theirs)
    assert (await harness.server.next_message(GROUP)).text == ID("admins-removed", name=SITI.first_name)
    assert (await harness.ask(SITI, PASAR)).text == ID("not-admin")
    assert (f"chat:{SITI.id}", "id") not in harness.server.scoped_commands


@pytest.mark.process
async def test_admins_outlive_a_restart(stopped: BotHarness) -> None:
    async with stopped.running():
        forwarded = await stopped.server.forward(ADMIN, "Halo", author=JOHN)
        assert (await stopped.server.next_message(ADMIN)).text == ID("forwarded")
        await stopped.server.send_text(ADMIN, "/admins add", reply_to=forwarded)
        assert (await stopped.server.next_message(ADMIN)).text == ID("admins-added", name=JOHN.first_name)
    async with stopped.running():
        assert (await stopped.ask(JOHN, "/audit")).text.startswith(EN("audit-title"))


async def test_admins_named_by_an_owner_cannot_name_others(harness: BotHarness) -> None:
    theirs = await harness.server.send_text(SITI, "Halo", group=GROUP)
    other = await harness.server.send_text(JOHN, "Halo", group=GROUP)
    await harness.server.send_text(ADMIN, "/admins add", group=GROUP, reply_to=theirs)
    await harness.server.next_message(GROUP)
    for person, refusal in ((SITI, ID("not-owner")), (JOHN, EN("not-admin"))):
        await harness.server.send_text(person, "/admins add", group=GROUP, reply_to=other)
        assert (await harness.server.next_message(GROUP)).text == refusal
    assert [one.display_name for one in await harness.database.admins.admins()] == [SITI.first_name]


async def test_impossible_changes_of_admins_are_explained(harness: BotHarness) -> None:
    assert ID("admins-how") in (await harness.ask(ADMIN, "/admins")).text
    assert (await harness.ask(ADMIN, "/admins add")).text == ID("admins-how")
    answer = await harness.ask(ADMIN, "/help")
    assert (await harness.ask(ADMIN, "/admins add", reply_to=answer)).text == ID("admins-no-bot")
    own = await harness.server.send_text(ADMIN, "Halo", group=GROUP)
    await harness.server.send_text(ADMIN, "/admins remove", group=GROUP, reply_to=own)
    expected = ID("admins-is-owner", name=ADMIN.first_name)
    assert (await harness.server.next_message(GROUP)).text == expected
    theirs = await harness.server.send_text(SITI, "Halo", group=GROUP)
    for words, name in (("remove", "admins-was-none"), ("promote", "admins-how")):
        await harness.server.send_text(ADMIN, f"/admins {words}", group=GROUP, reply_to=theirs)
        texts = ID(name, name=SITI.first_name) if name == "admins-was-none" else ID(name)
        assert (await harness.server.next_message(GROUP)).text == texts


async def test_the_audit_log_says_who_did_what(harness: BotHarness) -> None:
    assert (await harness.ask(ADMIN, "/audit")).text == ID("audit-empty")
    await harness.publish(ADMIN, await harness.ask(ADMIN, PASAR))
    bridge = (await harness.library.get("bridge")).id
    asking = await harness.ask(ADMIN, "/delete bridge")
    await harness.press(ADMIN, asking, ID("forget-yes"))
    log = (await harness.ask(ADMIN, "/audit")).text
    deleted, added = log.splitlines()[2:]
    assert deleted.endswith(f"{ADMIN.first_name} {ID('action-delete', subject=bridge)}")
    [pasar] = [one for one in await harness.library.list(10) if one.title == "Pasar Ikan Kemuning"]
    assert added.endswith(ID("action-add", subject=pasar.id))
    for command in ("/audit", "/export", "/admins"):
        assert (await harness.ask(SITI, command)).text == ID("not-admin")


@pytest.mark.process
async def test_the_export_has_every_article_as_kutip_add_reads_it(harness: BotHarness) -> None:
    await harness.server.send_text(ADMIN, "/export")
    file = await harness.server.next_message(ADMIN)
    assert (await harness.server.next_message(ADMIN)).text == ID("exported", count=3)
    lines = [json.loads(line) for line in harness.server.sent_file(file).decode().splitlines()]
    assert {line["id"] for line in lines} == {"bridge", "cup", "library"}
    [bridge] = [line for line in lines if line["id"] == "bridge"]
    assert bridge == {
        "id": "bridge",
        "title": BRIDGE.title,
        "text": BRIDGE.text,
        "published_on": "2025-03-03",
        "publisher": BRIDGE.publisher,
        "url": BRIDGE.url,
    }


async def test_the_export_needs_a_private_chat_and_an_article(empty: BotHarness) -> None:
    assert (await empty.ask(ADMIN, "/export", group=GROUP)).text == ID("export-privately")
    assert (await empty.ask(ADMIN, "/export")).text == ID("no-articles")
    assert (await empty.ask(Person(9, "en"), "/export")).text == EN("not-admin")
