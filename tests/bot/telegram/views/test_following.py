"""Tests of how what is followed is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.telegram.views.following import render_followed, render_following, render_silence
from knowledge.models import Followed
from knowledge.newsroom.following import SETTINGS, FollowedStatus
from tests.bot.telegram.people import EN, ID

JAKARTA = ZoneInfo("Asia/Jakarta")
READ = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
FEED = Followed(3, "feed", "https://k.example/feed?a=1&b=2", "Kabar <Kota>", "telegram:1", READ)


def failing() -> Followed:
    error = "It does not answer."
    return replace(FEED, title="Kabar", failures=3, error=error, succeeded_at=READ, newest_at=READ)


def test_card_of_a_feed_escapes_what_it_shows() -> None:
    card = render_followed(FollowedStatus(FEED, 0, is_silent=False), ID, JAKARTA)
    assert card.html.startswith("<b>Kabar &lt;Kota&gt;</b>\nhttps://k.example/feed?a=1&amp;b=2\n")
    assert ID("followed-nothing-yet") in card.html


def test_times_are_those_of_the_newsroom_and_problems_are_told() -> None:
    card = render_followed(FollowedStatus(failing(), 2, is_silent=True), EN, JAKARTA)
    assert "10:30" in card.html
    for line in (
        EN("followed-waiting", count=2),
        EN("followed-silent"),
        EN("followed-failed", count=3, error="It does not answer."),
    ):
        assert line in card.html
    assert "⚠️" in render_following([FollowedStatus(failing(), 0, is_silent=False)], 0, EN, JAKARTA).html


def test_channel_that_the_settings_name_cannot_be_dropped() -> None:
    named = Followed(5, "channel", "telegram:-100", "Kanal", SETTINGS, READ)
    card = render_followed(FollowedStatus(named, 0, is_silent=False), ID, JAKARTA)
    buttons = [button.text for row in card.buttons for button in row]
    assert ID("follow-drop") not in buttons
    assert ID("followed-by-settings") in card.html


def test_silence_says_since_when_if_that_is_known() -> None:
    assert "diam sejak 2 Mar 2026 10.30" in render_silence(failing(), ID, JAKARTA).html
    assert render_silence(FEED, ID, JAKARTA).html == ID("silent", title="Kabar &lt;Kota&gt;")
