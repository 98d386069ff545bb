"""Stages stale and fresh feeds, channels and answers, and counts which are shown as stale.

    python -m tests.tools.freshness_cases [--cases 200] [--seed 1]

Half of the cases are feeds of five habits (every hour, by day only, on weekdays, once a day, in bursts) over
some weeks; a stale one has been silent for 2.5 to 6 times its longest habitual gap, a fresh one is looked at
somewhere in its habitual life. The other half are questions to a real archive, with words for the present:
the articles about half of them are older than a week. Prints the counts; the exit status is 1 unless every
stale case and no fresh one is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.messages.catalogue import load_catalogue
from bot.settings import make_settings
from bot.telegram.views.answer import render_outcome
from bot.wiring import open_kutip
from knowledge.adapters.database import open_database
from knowledge.library import Library
from knowledge.models import Answer, ArticleText, AskRequest, FollowedItem, Validators
from knowledge.newsroom.following import Following
from knowledge.newsroom.publishing import FollowingRules
from knowledge.ports import FeedSnapshot
from tests.contract.newsroom import SettableClock
from tests.fakes_feeds import ScriptedFeeds
from tests.tools.bench import print_figure

JAKARTA = ZoneInfo("Asia/Jakarta")
BEGIN = datetime(2026, 3, 2, tzinfo=JAKARTA)  # a Monday
WEEKS = timedelta(days=56)
HOUR = timedelta(hours=1)

Habit = Callable[[random.Random], Iterator[datetime]]


def hourly(generator: random.Random) -> Iterator[datetime]:
    """About one item an hour, day and night."""
    at = BEGIN
    while True:
        at += HOUR * generator.uniform(0.6, 1.4)
        yield at


def by_day(generator: random.Random) -> Iterator[datetime]:
    """About two items an hour from 6 to 22 o'clock."""
    return (at for at in hourly_halves(generator) if 6 <= at.hour < 22)


def hourly_halves(generator: random.Random) -> Iterator[datetime]:
    """About two items an hour, day and night."""
    at = BEGIN
    while True:
        at += HOUR * generator.uniform(0.3, 0.7)
        yield at


def on_weekdays(generator: random.Random) -> Iterator[datetime]:
    """Three items on each weekday."""
    for day in itertools.count():
        for hour in (8, 12, 17):
            at = BEGIN + timedelta(days=day) + HOUR * (hour + generator.random())
            if at.weekday() < 5:
                yield at


def daily(generator: random.Random) -> Iterator[datetime]:
    """One item a day, in the morning."""
    for day in itertools.count():
        yield BEGIN + timedelta(days=day) + HOUR * (7 + generator.random())


def in_bursts(generator: random.Random) -> Iterator[datetime]:
    """Ten items within an hour, morning and evening."""
    for number in itertools.count():
        begin = BEGIN + timedelta(days=number // 2, hours=18 if number % 2 else 7)
        minutes = sorted(generator.uniform(0, 60) for _ in range(10))
        yield from (begin + timedelta(minutes=minute) for minute in minutes)


HABITS: tuple[tuple[Habit, timedelta], ...] = (
    (hourly, 1.4 * HOUR),
    (by_day, 9 * HOUR),
    (on_weekdays, 65 * HOUR),
    (daily, 25 * HOUR),
    (in_bursts, 13 * HOUR),
)
"""The habits, each with its longest habitual gap."""


async def silent_sources(folder: Path, count: int, generator: random.Random) -> tuple[int, int]:
    """Stage ``count`` stale and ``count`` fresh sources. Returns how many of each are shown as silent."""
    shown = [0, 0]
    clock = SettableClock()
    database = await open_database(f"sqlite:///{folder / 'sources.db'}", clock=clock)
    rules = FollowingRules(zone=JAKARTA, withdrawal_reason=lambda _: "")
    library: Library = None  # type: ignore[assignment]  # nothing is published here
    following = Following(database.following, ScriptedFeeds(), library, rules, clock=clock)
    for number in range(2 * count):
        habit, longest = HABITS[number % len(HABITS)]
        is_stale = number < count
        looked_at = BEGIN + WEEKS * generator.uniform(0.6, 1.0)
        moments = list(itertools.takewhile(lambda at, until=looked_at: at < until, habit(generator)))  # type: ignore[misc]
        if is_stale:
            looked_at = moments[-1] + longest * generator.uniform(2.5, 6.0)
        clock.now = looked_at.astimezone(UTC)
        followed, _ = await database.following.follow("feed", f"https://k{number}.example", "K", "x")
        items = tuple(FollowedItem(at.isoformat(), published_at=at) for at in moments)
        snapshot = FeedSnapshot(followed.address, "K", items, Validators())
        due = [(item, clock.now) for item in items]
        await database.following.record_poll(followed.number, clock.now, clock.now, snapshot, due)
        shown[not is_stale] += len(await following.silent())
        await following.unfollow(followed.number)
    await database.close()
    return shown[0], shown[1]


QUESTIONS = (
    "Berapa harga beras di Pasar {} hari ini?",
    "Sekarang berapa harga beras di Pasar {}?",
    "Berapa harga beras terbaru di Pasar {}?",
    "Saat ini berapa harga beras di Pasar {}?",
    "What does rice cost at Pasar {} today?",
)


async def outdated_answers(folder: Path, count: int, generator: random.Random) -> tuple[int, int, int, int]:
    """Ask about ``count`` stale and ``count`` fresh articles.

    Returns how many stale and fresh questions were answered, and how many of each say how old the archive is.
    """
    today = datetime.now(JAKARTA).date()
    names = _names(generator)
    cases = [(next(names), number < count) for number in range(2 * count)]
    answered, shown = [0, 0], [0, 0]
    catalogue = load_catalogue()
    async with open_kutip(make_settings(kutip_home=folder / "archive"), warm=True) as kutip:
        articles = (_article(name, _day(today, is_stale, generator), generator) for name, is_stale in cases)
        async for _ in kutip.library.add_all(articles):
            pass
        for number, (name, is_stale) in enumerate(cases):
            question = QUESTIONS[number % len(QUESTIONS)].format(name)
            outcome = await kutip.assistant.ask(AskRequest(question))
            if not isinstance(outcome, Answer):
                continue
            answered[not is_stale] += 1
            text = "\n".join(message.html for message in render_outcome(outcome, catalogue, "id"))
            shown[not is_stale] += "Arsip sampai" in text or "Archive up to" in text
    return answered[0], answered[1], shown[0], shown[1]


def _article(name: str, day: date, generator: random.Random) -> ArticleText:
    price = f"Rp{generator.randint(11, 19)}.{generator.randint(100, 900)}"
    text = (
        f"Harga beras di Pasar {name} tercatat {price} per kilogram. "
        f"Pedagang di pasar itu mengatakan pasokan datang setiap dua hari."
    )
    return ArticleText(text, f"Harga Beras di Pasar {name}", published_on=day, external_id=name)


def _day(today: date, is_stale: bool, generator: random.Random) -> date:
    age = generator.randint(8, 400) if is_stale else generator.randint(0, 7)
    return today - timedelta(days=age)


def _names(generator: random.Random) -> Iterator[str]:
    """Invented names, each once."""
    seen: set[str] = set()
    while True:
        name = "".join(
            generator.choice("bdgjklmnprstw") + generator.choice("aeiou") for _ in range(4)
        ).title()
        if name not in seen:
            seen.add(name)
            yield name


async def run(folder: Path, cases: int, seed: int) -> bool:
    """Stage the cases and print the counts. Returns whether every stale case and no fresh one was shown."""
    generator = random.Random(seed)
    half = cases // 2
    stale, fresh = await silent_sources(folder, half, generator)
    print_figure("silent feeds and channels shown", f"{stale} of {half}")
    print_figure("lively ones shown as silent", f"{fresh} of {half}")
    old, new, old_shown, new_shown = await outdated_answers(folder, half, generator)
    print_figure("answers about the present from old articles shown", f"{old_shown} of {old} ({half} asked)")
    print_figure("from new ones shown as old", f"{new_shown} of {new} ({half} asked)")
    return (stale, fresh) == (half, 0) and (old_shown, new_shown) == (old, 0)


def main() -> None:
    """Run with the options of the command line and exit with 1 if a case is shown wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        is_good = asyncio.run(run(Path(folder), arguments.cases, arguments.seed))
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
