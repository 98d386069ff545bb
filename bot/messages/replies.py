"""Words the replies of Kutip itself, for every place where people meet it."""

from __future__ import annotations

from bot.messages.catalogue import Texts
from knowledge.models import NextStep, Period, Reply
from knowledge.questions import periods

MOST_TOPIC = 60
"""Characters of a topic that are repeated to the person who named it."""


def reply_text(reply: Reply, texts: Texts) -> str:
    """The text of a reply, without the articles and statements that are shown below it."""
    if reply.intent in {"latest", "browse"}:
        return _list_heading(reply, texts)
    if reply.intent == "doubt":
        return texts("reply-doubt" if reply.statements else "reply-doubt-none")
    if reply.intent == "complaint":
        return texts("reply-complaint-article" if reply.articles else "reply-complaint")
    return texts(f"reply-{reply.intent.replace('_', '-')}", variant=reply.variant)


def next_text(step: NextStep, texts: Texts) -> str:
    """The text of the button of a next step, which is asked when it is pressed."""
    return texts(f"next-{step}")


def _list_heading(reply: Reply, texts: Texts) -> str:
    found = "listed" if reply.articles else "none"
    period = _period(reply.period, texts) if reply.period else ""
    if reply.topic:
        topic = reply.topic if len(reply.topic) <= MOST_TOPIC else f"{reply.topic[: MOST_TOPIC - 1]}…"
        name = f"{found}-topic-period" if period else f"{found}-topic"
        return texts(name, topic=topic, period=period)
    if period:
        return texts(f"{found}-period", period=period)
    if not reply.articles:
        return texts("no-articles")
    return texts("listed-newest") if reply.count is None else texts("listed-browse", count=reply.count)


def _period(period: Period, texts: Texts) -> str:
    if period.first == period.last:
        return texts("period-day", first=period.first)
    if period.first == periods.BEGINNING:
        return texts("period-until", last=period.last)
    return texts("period-days", first=period.first, last=period.last)
