"""Measures a real bot process that follows 200 feeds, one of which hangs and one of which never ends.

    python -m tests.tools.many_feeds [--feeds 200] [--rounds 4] [--interval 20]

Every feed has a host of its own on loopback. First their articles are added. Then all feeds are polled at
once, in ``rounds`` rounds of ``interval`` seconds, while two more feeds misbehave: one accepts the connection
and never answers, one sends 50 MB. Prints how many feeds were polled in each round, how late at most, the
share of polls that were answered without a body, and the memory beside that of a process that follows
nothing. The exit status is 1 if a limit is exceeded.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.wiring import DATABASE_FILE
from knowledge.adapters.database import Database, open_database
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.installation import Installation
from tests.e2e.news_site import Item, NewsSite, rss
from tests.tools.bench import print_figure
from tests.tools.kills import started

ITEMS = 2
"""Articles of each feed."""

LARGE_BYTES = 50 * 1024 * 1024
LEAST_WITHOUT_BODY = 0.95
MOST_MEMORY_MB = 100.0
SETTLE_S = 20.0
"""How long a process runs before its memory is compared."""


class Polls:
    """Feeds on one server, told apart by the host that a request names. Records when each was polled."""

    def __init__(self) -> None:
        self.at_s: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[int, int] = defaultdict(int)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a poll with a feed that belongs to the host, or 304 if the client has it."""
        host = request.host.partition(":")[0]
        self.at_s[host].append(time.monotonic())
        tag = f'"{host}"'
        if request.headers.get("If-None-Match") == tag:
            self.statuses[304] += 1
            return web.Response(status=304, headers={"ETag": tag})
        self.statuses[200] += 1
        now = datetime.now(UTC)
        items = [
            Item(
                f"http://{host}/{number}",
                f"Kabar {number} dari {host}",
                f"Stasiun {host} mencatat {number + 20} perjalanan. Kepala stasiunnya menunggu hujan reda.",
                published_at=now - timedelta(hours=number),
            )
            for number in range(ITEMS)
        ]
        return web.Response(
            text=rss(f"Kabar {host}", items), content_type="application/rss+xml", headers={"ETag": tag}
        )

    async def send_much(self, request: web.Request) -> web.StreamResponse:
        """Send 50 MB that look like the beginning of a feed."""
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        await response.prepare(request)
        await response.write(b'<rss version="2.0"><channel><title>')
        with contextlib.suppress(ConnectionError):
            for _ in range(LARGE_BYTES // 65536):
                await response.write(b"a" * 65536)
        return response


async def measure(folder: Path, feeds: int, rounds: int, interval: float) -> bool:
    """Run the measurement. Returns whether every limit was kept."""
    polls = Polls()
    settings = {"FETCH_ALLOW_LOOPBACK": "true", "FEED_INTERVAL_S": str(interval), "FEED_HOST_PAUSE_S": "0"}
    async with BotApiServer() as server, NewsSite(address="0.0.0.0") as site:
        site.handle("/feed", polls.answer)
        site.handle("/besar", polls.send_much)
        site.hang("/diam")
        kutip = Installation(folder, server, more=settings)
        kutip.data.mkdir()
        database = await open_database(f"sqlite:///{kutip.data / DATABASE_FILE}")
        hosts = [f"127.1.{number // 200}.{number % 200 + 1}" for number in range(feeds)]
        for host in hosts:
            await database.following.follow("feed", f"http://{host}:{site.port}/feed", host, "terminal")
        print_figure("articles added at first", f"{await _added(kutip, database)}")
        alone_mb = await _memory_of_idle(kutip, database)

        await database.following.follow("feed", f"http://127.2.0.1:{site.port}/diam", "diam", "terminal")
        await database.following.follow("feed", f"http://127.2.0.2:{site.port}/besar", "besar", "terminal")
        for followed in await database.following.all():
            await database.following.pause(followed.number, is_paused=False)
        polls.at_s.clear()
        polls.statuses.clear()
        begin_s = time.monotonic()
        most_mb = await _most_memory(kutip, rounds * interval + SETTLE_S)
        await database.close()
    return _report(polls, hosts, rounds, interval, begin_s, most_mb - alone_mb)


async def _added(kutip: Installation, database: Database) -> int:
    """Let a process poll every feed once and add all articles. Returns their number."""
    process, printing = await started(kutip)
    while True:
        followed = await database.following.all()
        waiting = [await database.following.waiting_count(each.number) for each in followed]
        if all(each.succeeded_at for each in followed) and not any(waiting):
            break
        await asyncio.sleep(1.0)
    process.terminate()
    await printing
    for each in followed:
        await database.following.pause(each.number, is_paused=True)
    return await database.articles.count()


async def _memory_of_idle(kutip: Installation, database: Database) -> float:
    """The memory in MB of a process with the same articles whose feeds are all paused."""
    return await _most_memory(kutip, SETTLE_S)


async def _most_memory(kutip: Installation, seconds: float) -> float:
    """The greatest memory in MB of a process and its children within so many seconds."""
    process, printing = await started(kutip)
    most = 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        most = max(most, _tree_mb(process.pid))
        await asyncio.sleep(0.1)
    process.terminate()
    log = (await printing)[0].decode()
    assert "Traceback" not in log, log
    return most


def _tree_mb(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    pids = [pid, *map(int, children.read_text().split())] if children.exists() else [pid]
    total = 0
    for each in pids:
        try:
            total += int(Path(f"/proc/{each}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6


def _report(
    polls: Polls, hosts: list[str], rounds: int, interval: float, begin_s: float, more_mb: float
) -> bool:
    counts = [len(polls.at_s[host]) for host in hosts]
    first_s = max((polls.at_s[host] or [float("inf")])[0] for host in hosts) - begin_s
    gaps = [
        later - earlier
        for host in hosts
        for earlier, later in zip(polls.at_s[host], polls.at_s[host][1:], strict=False)
    ]
    total = sum(polls.statuses.values())
    share = polls.statuses[304] / max(1, total)
    print_figure("feeds, each polled at least", f"{len(hosts)}, {min(counts)} times (in {rounds} rounds)")
    print_figure("  all polled first after", f"{first_s:.1f} s, with the start of the process")
    print_figure("  between two polls at most", f"{max(gaps, default=0.0):.1f} s (interval {interval:.0f} s)")
    print_figure("polls without a body", f"{share:.3f} of {total}")
    print_figure("memory beside a process that polls nothing", f"{more_mb:+.0f} MB")
    return (
        min(counts) >= rounds - 1
        and share >= LEAST_WITHOUT_BODY
        and more_mb <= MOST_MEMORY_MB
        and max(gaps, default=0.0) <= interval + 10.0
    )


def main() -> None:
    """Run with the options of the command line and exit with 1 if a limit is exceeded."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--interval", type=float, default=20.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        is_good = asyncio.run(measure(Path(folder), **vars(arguments)))
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
