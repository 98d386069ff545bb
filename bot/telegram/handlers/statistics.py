"""Handles the command /stats, which shows how the bot is used."""

from __future__ import annotations

import asyncio
from datetime import tzinfo

from bot.messages.catalogue import Texts
from bot.telegram.delivery.sending import typing
from bot.telegram.handlers.access import Context, MessageContext
from bot.telegram.protocols import Following, Library, Turns
from bot.telegram.updates import reading
from bot.telegram.views import chart
from bot.telegram.views.following import silence
from knowledge.newsroom.usage import UsageReport, first_moment, usage_report
from knowledge.ports import Clock

PERIODS = (7, 30)
"""The periods that /stats accepts, in days. The first is the default."""


MOST_SILENT = 5
"""Silent feeds and channels that /stats names; /following shows all."""


class Statistics:
    """Handles /stats. A day begins at midnight in ``zone``."""

    def __init__(
        self, library: Library, turns: Turns, following: Following, clock: Clock, zone: tzinfo
    ) -> None:
        self._library = library
        self._turns = turns
        self._following = following
        self._clock = clock
        self._zone = zone

    async def stats(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/stats`` and, for the last 30 days, ``/stats 30``: send figures and, if anything was
        asked, a chart by day."""
        typed = reading.after_command(incoming.message.text or "").split()
        days = next((days for days in PERIODS if not typed or typed[0] == str(days)), None)
        if days is None:
            await incoming.say(incoming.texts("stats-how"))
            return
        async with typing(incoming.chat):
            now = self._clock()
            turns = await self._turns.metrics_since(first_moment(days, now, self._zone))
            figures = await asyncio.to_thread(usage_report, turns, days, now, self._zone)
            silent = await self._following.silent()
            warnings = [silence(followed, incoming.texts, self._zone) for followed in silent[:MOST_SILENT]]
            text = "\n".join([_text(figures, await self._library.count(), incoming.texts), *warnings])
            picture = (
                await asyncio.to_thread(chart.draw, figures, incoming.texts) if figures.questions else None
            )
        if picture is None:
            await incoming.say(text)
        else:
            await incoming.message.reply_photo(picture, caption=text)


def _text(figures: UsageReport, articles: int, texts: Texts) -> str:
    days = len(figures.days)
    lines = [texts("stats-title", days=days), "", texts("stats-articles", count=articles)]
    if not figures.questions or figures.median_ms is None or figures.slow_ms is None:
        return "\n".join([*lines, texts("stats-nothing")])
    lines += [
        texts("stats-questions", count=figures.questions),
        texts("stats-outcomes", answered=figures.answered, abstained=figures.abstained),
        texts("stats-feedback", up=figures.up, down=figures.down),
        texts("stats-latency", median=_seconds(figures.median_ms), slow=_seconds(figures.slow_ms)),
        texts("stats-tokens", input=figures.usage.input_tokens, output=figures.usage.output_tokens),
    ]
    if days != PERIODS[-1]:
        lines += ["", texts("stats-more", days=PERIODS[-1])]
    return "\n".join(lines)


def _seconds(milliseconds: float) -> float:
    return round(milliseconds / 1000, 2)
