"""Tests of commands that add articles from the web and in bulk, replace and retract."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from tests.e2e.command_line import CommandLine
from tests.e2e.test_command_line import BRIDGE, only_sentence
from tests.knowledge.adapters.formats.made_documents import archive, news_page

LINES = 40


@pytest.fixture
def kutip(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    file = tmp_path / "jembatan.txt"
    file.write_text(BRIDGE, encoding="utf-8")
    return file


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(body=news_page(), content_type="text/html")

    application = web.Application()
    application.router.add_get("/pasar", page)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/pasar"
    await runner.cleanup()


async def test_page_is_added_by_its_address_where_the_test_setting_allows_it(
    kutip: CommandLine, site: str
) -> None:
    refused = await asyncio.to_thread(kutip, "add", site, "--json")
    assert refused.returncode == 1
    assert "does not look for web pages" in json.loads(refused.stdout)["error"]

    added = await asyncio.to_thread(kutip, "add", site, "--json", FETCH_ALLOW_LOOPBACK="true")
    assert json.loads(added.stdout)["status"] == "added"
    [listed] = json.loads((await asyncio.to_thread(kutip, "articles", "--json")).stdout)
    assert (listed["title"], listed["publisher"], listed["url"]) == (
        "Pasar Melati dibuka lagi",
        "Warta Muarasenja",
        site,
    )


def test_article_is_replaced_listed_in_history_retracted_and_deleted(
    kutip: CommandLine, bridge: Path
) -> None:
    article_id = json.loads(kutip("add", str(bridge), "--json").stdout)["article_id"]
    bridge.write_text(bridge.read_text(encoding="utf-8").replace("Rp 87 miliar", "Rp 78 miliar"))

    done = kutip("replace", article_id, str(bridge), "--reason", "angka tertukar", "--json")
    assert json.loads(done.stdout)["status"] == "replaced"
    old, new = json.loads(kutip("history", article_id, "--json").stdout)
    assert (old["ending"], old["reason"], new["ending"]) == ("replaced", "angka tertukar", None)
    assert new["removed"] == ["Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar."]
    assert new["added"] == ["Jembatan sepanjang 420 meter itu menelan biaya Rp 78 miliar."]
    spoken = kutip("history", article_id).stdout
    assert "- Jembatan sepanjang 420 meter" in spoken
    assert "angka tertukar" in spoken

    retracted = json.loads(kutip("retract", article_id, "sumber palsu", "--json").stdout)
    assert (retracted["status"], retracted["reason"]) == ("retracted", "sumber palsu")
    assert json.loads(kutip("ask", "Berapa biaya Jembatan Kelana?", "--json").stdout)["status"] == "abstained"
    refused = kutip("add", str(bridge))
    assert refused.returncode == 1
    assert "was withdrawn on" in refused.stderr
    assert "There is no article" in only_sentence(kutip("retract", article_id, "lagi"))

    assert kutip("delete", article_id).returncode == 0
    assert "There is no article" in only_sentence(kutip("history", article_id))


def test_errors_of_a_bulk_are_listed_at_the_end_with_file_and_line(
    kutip: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"text": "Feri tiba."}\nbukan\n{"text": "5"}\n', encoding="utf-8")
    (folder / "b.zip").write_bytes(archive({"c.jsonl": '{"text": "Harga beras naik."}\n{}\n', "d.pdf": b"x"}))

    done = kutip("add", str(folder))

    assert done.returncode == 1
    *errors, damaged, summary = done.stderr.strip().splitlines()
    assert [error.split(": ")[0] for error in errors] == [
        f"{folder}/a.jsonl:2",
        f"{folder}/a.jsonl:3",
        f"{folder}/b.zip/c.jsonl:2",
    ]
    assert damaged.startswith(f"{folder}/b.zip/d.pdf is ")
    assert summary == "2 added, 4 failed"


def test_bulk_that_is_killed_on_the_way_ends_with_every_article_once(
    kutip: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "banyak.jsonl"
    rows = [{"id": str(n), "text": f"Feri nomor {n} tiba di Teluk Wangi."} for n in range(LINES)]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    for done in (1, 10):
        with kutip.start("add", str(file), "--json") as adding:
            assert adding.stdout is not None
            for _ in range(done):
                assert adding.stdout.readline()
            adding.send_signal(signal.SIGKILL)

    last = kutip("add", str(file), "--json")

    assert last.returncode == 0
    statuses = Counter(json.loads(line)["status"] for line in last.stdout.splitlines())
    assert statuses.keys() <= {"added", "unchanged"}
    listed = json.loads(kutip("articles", "--json").stdout)
    assert Counter(row["external_id"] for row in listed) == Counter(row["id"] for row in rows)
