"""Kills a bot that follows a channel and a feed at random moments; checks that nothing is lost or doubled.

    python -m tests.tools.following_kills [--kills 20] [--updates 1000] [--seed 1]

Runs the real process on a SQLite file against the scripted Bot API server and a scripted web site. The
channel and the feed go on while the process is dead: of the updates, half are new posts, three tenths edits
of posts, and two tenths new or changed items of the feed. In the end each post must be one article with one
version for each of its edits, in order, and each item one article with its last text. Prints the counts and
every deviation; the exit status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.wiring import DATABASE_FILE
from knowledge.adapters.database import Database, open_database
from knowledge.articles.diff import current_version
from tests.e2e.bot_api_server import BOT, BotApiServer, Channel
from tests.e2e.installation import Installation
from tests.e2e.news_site import Item, NewsSite
from tests.tools.kills import LONGEST_LIFE_S, started

CHANNEL = Channel(-1001234567890, "Kanal Kabar", "kanalkabar")
FEED_ITEMS = 500
"""Items that the feed shows, the newest ones. Many, because what leaves a feed before any process lives long
enough to read it is lost to everybody."""

PATIENCE_S = 1800.0
BOT_ID = int(str(BOT["id"]))


@dataclass
class Replay:
    """What the channel and the feed have published so far: the texts of each post and item, oldest first."""

    server: BotApiServer
    site: NewsSite
    generator: random.Random
    posts: dict[int, list[str]] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)

    async def update(self) -> None:
        """Post something, edit a post, or change the feed."""
        chance = self.generator.random()
        if chance < 0.5 or not self.posts:
            text = _text(f"Pos {len(self.posts)}", 0)
            self.posts[await self.server.post(CHANNEL, text)] = [text]
        elif chance < 0.8:
            number, texts = self.generator.choice(list(self.posts.items()))
            texts.append(_text(texts[0].partition(":")[0], len(texts)))
            await self.server.edit_post(CHANNEL, number, texts[-1])
        else:
            shown = list(self.items)[-FEED_ITEMS:]
            if not shown or self.generator.random() < 0.6:
                key = f"berita-{len(self.items)}"
                self.items[key] = [_text(f"Berita {len(self.items)}", 0)]
            else:
                texts = self.items[self.generator.choice(shown)]
                texts.append(_text(texts[0].partition(":")[0], len(texts)))
            self.show()

    def show(self) -> None:
        """Put the newest items into the feed."""
        newest = list(self.items.items())[: -FEED_ITEMS - 1 : -1]
        self.site.feed("/feed", "Kabar", [Item(key, f"Judul {key}", texts[-1]) for key, texts in newest])


@dataclass
class Report:
    """The counts of a run and its errors."""

    kills: int
    posts: int = 0
    edits: int = 0
    items: int = 0
    changes: int = 0
    errors: list[str] = field(default_factory=list)


async def run(folder: Path, *, kills: int, updates: int, seed: int) -> Report:
    """Kill the bot ``kills`` times while the channel and the feed publish ``updates`` updates."""
    generator = random.Random(seed)
    report = Report(kills)
    settings = {
        "CHANNELS": str(CHANNEL.id),
        "FETCH_ALLOW_LOOPBACK": "true",
        "FEED_INTERVAL_S": "1",
        "FEED_HOST_PAUSE_S": "0",
    }
    async with BotApiServer() as server, NewsSite() as site:
        kutip = Installation(folder, server, more=settings)
        replay = Replay(server, site, generator)
        replay.show()
        kutip.data.mkdir()
        database = await open_database(f"sqlite:///{kutip.data / DATABASE_FILE}")
        await database.following.follow("feed", f"{site.url}/feed", "Kabar", "terminal")
        done = asyncio.create_task(_publish(replay, updates, kills))
        for number in range(kills):
            process, printing = await started(kutip)
            await asyncio.sleep(generator.uniform(0.0, LONGEST_LIFE_S))
            process.kill()
            log = (await printing)[0].decode()
            if "Traceback" in log or "ERROR" in log:
                report.errors.append(f"log of process {number + 1}:\n{log}")
        await done
        process, printing = await started(kutip)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await _until_settled(server, site, database)
        process.terminate()
        log = (await printing)[0].decode()
        if process.returncode != 0 or "Traceback" in log:
            report.errors.append(f"the last process ended with {process.returncode}:\n{log}")
        report.posts, report.items = len(replay.posts), len(replay.items)
        report.edits = sum(map(len, replay.posts.values())) - report.posts
        report.changes = sum(map(len, replay.items.values())) - report.items
        await _check(database, replay, report)
        await database.close()
    return report


async def _publish(replay: Replay, updates: int, kills: int) -> None:
    """Publish the updates over about the time that the kills take."""
    pause_s = kills * (LONGEST_LIFE_S / 2 + 2.0) / updates
    for _ in range(updates):
        await replay.update()
        await asyncio.sleep(replay.generator.expovariate(1 / pause_s))


async def _until_settled(server: BotApiServer, site: NewsSite, database: Database) -> None:
    """Wait until every update is confirmed, the feed was polled twice more, and nothing waits."""

    async def is_settled() -> bool:
        if server.unconfirmed or await database.updates.unhandled(BOT_ID):
            return False
        followed = await database.following.all()
        return not any([await database.following.waiting_count(each.number) for each in followed])

    while not await is_settled():
        await site.asked("/feed", site.count("/feed") + 2)


async def _check(database: Database, replay: Replay, report: Report) -> None:
    expected = {f"telegram:{CHANNEL.id}/{number}": texts for number, texts in replay.posts.items()}
    expected |= replay.items
    listed = Counter(summary.external_id for summary in await database.articles.list(10**6))
    report.errors += [f"{key} is stored {count} times" for key, count in listed.items() if count != 1]
    report.errors += [f"{key} is lost" for key in expected.keys() - listed.keys()]
    report.errors += [f"{key} is unexpected" for key in listed.keys() - expected.keys()]
    for key, texts in expected.items():
        article = await database.articles.get(key)
        if article is None:
            continue
        versions = [*await database.articles.versions(article.id), current_version(article)]
        stored = [version.text for version in versions]
        if key in replay.items:
            # A feed shows its last state alone: states between two polls are never seen.
            is_right = stored[-1] == texts[-1] and stored == [text for text in texts if text in stored]
        else:
            is_right = stored == texts
        if not is_right:
            report.errors.append(f"{key}: {len(texts)} states, but stored are {stored}")


def _text(name: str, state: int) -> str:
    now = datetime.now(UTC)
    return (
        f"{name}: jembatan nomor {name.rpartition(' ')[2]} dibuka untuk umum. "
        f"Panjangnya {100 + state} meter menurut laporan ke-{state} pukul {now:%H.%M}."
    )


def main() -> None:
    """Run with the options of the command line and exit with 1 if there were errors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        report = asyncio.run(run(Path(folder), **vars(arguments)))
        print(
            f"{report.kills} kills, {report.posts} posts, {report.edits} edits, "
            f"{report.items} items of a feed, {report.changes} changes of items"
        )
        print("\n".join(report.errors) or "nothing was lost, nothing stored twice, every edit a version")
        sys.exit(bool(report.errors))


if __name__ == "__main__":
    main()
