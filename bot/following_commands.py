"""The commands about feeds and channels: follow one, list them, and stop following."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.command_support import fail, print_json, with_kutip
from knowledge.text.cleaning import visible

if TYPE_CHECKING:
    from bot.wiring import Kutip
    from knowledge.models import Followed
    from knowledge.newsroom.following import FollowedStatus

FOLLOWED_BY = "terminal"


@click.command()
@click.argument("url")
def follow(url: str) -> None:
    """Follow the feed at URL (RSS, Atom, JSON Feed or news sitemap), or the one that the page there names.
    Adds its articles; `kutip run` then looks for new and changed ones."""

    async def follow_feed(kutip: Kutip) -> None:
        followed, is_new = await kutip.following.follow_feed(url, FOLLOWED_BY)
        name = f"“{followed.title}” ({followed.address})"
        if not is_new:
            click.echo(
                f"{name} is followed already; `kutip following` shows when it was last read.", err=True
            )
        elif not await kutip.vectors.own():
            click.echo(f"Following {name}. The bot that is running adds its articles.", err=True)
        else:
            await _publish(kutip, followed, name)

    with_kutip(follow_feed)


async def _publish(kutip: Kutip, followed: Followed, name: str) -> None:
    from bot.adding import progress_bar

    count_before = await kutip.library.count()
    with progress_bar("Adding", await kutip.database.following.waiting_count(followed.number)) as advance:
        await kutip.following.publish_waiting(followed, progress=advance)
    added = await kutip.library.count() - count_before
    waiting = await kutip.database.following.waiting_count(followed.number)
    later = f", {waiting} wait" if waiting else ""
    click.echo(f"Following {name}: {added} added{later}. `kutip run` looks for new ones.", err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def following(as_json: bool) -> None:
    """List the feeds and channels that are followed, with their last success."""

    async def show_list(kutip: Kutip) -> None:
        from bot import json_output

        overview = await kutip.following.overview()
        if as_json:
            print_json([json_output.followed(status) for status in overview], indent=2)
        else:
            click.echo("\n".join(map(_line, overview)) or "Nothing is followed yet; try: kutip follow URL")

    with_kutip(show_list, repair=False)


@click.command()
@click.argument("number", type=int)
def unfollow(number: int) -> None:
    """Stop following the feed or channel with this NUMBER; its articles stay."""

    async def stop(kutip: Kutip) -> None:
        followed = await kutip.following.unfollow(number)
        if followed is None:
            fail(f"Nothing is followed as {number}; `kutip following` lists the numbers.")
        click.echo(
            f"No longer following “{followed.title}” ({followed.address}); its articles stay.", err=True
        )

    with_kutip(stop, repair=False)


def _line(status: FollowedStatus) -> str:
    """One line about a feed or channel: its number, title and address, and how it is."""
    source = status.followed
    moment = source.newest_at if source.kind == "channel" else source.succeeded_at
    what = "last post" if source.kind == "channel" else "last read"
    states = [f"{what} {moment:%Y-%m-%d %H:%M} UTC" if moment else "nothing yet"]
    states += ["paused"] * source.is_paused + ["previewed"] * source.needs_approval
    states += ["silent for longer than usual"] * status.is_silent
    states += [f"{status.waiting} waiting"] * bool(status.waiting)
    states += [source.error] if source.error else []
    title = " ".join(visible(source.title).split())
    return f"{source.number}  {title} ({source.address}): {'; '.join(states)}"


COMMANDS = (follow, following, unfollow)
