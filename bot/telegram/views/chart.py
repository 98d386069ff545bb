"""Draws the chart of /stats. Imports matplotlib when the first chart is drawn, since that takes long."""

from __future__ import annotations

import io

from babel.dates import format_date

from bot.messages.catalogue import Texts
from knowledge.newsroom.usage import UsageReport

SIZE_INCHES = (6.4, 3.6)
DOTS_PER_INCH = 150
ANSWERED_COLOUR = "#0b6e4f"
ABSTAINED_COLOUR = "#d9a441"
MOST_LABELS = 8
"""Most dates below the bars."""


def draw(report: UsageReport, texts: Texts) -> bytes:
    """Draw a PNG with a stacked bar per day: answered questions below, unanswered ones above.

    Drawing blocks the event loop, so run it in a thread.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    # Avoid pyplot: its global list of figures is not safe to use from threads.
    figure = Figure(figsize=SIZE_INCHES, dpi=DOTS_PER_INCH, layout="constrained")
    axes = figure.subplots()
    places = range(len(report.days))
    answered = [day.answered for day in report.days]
    axes.bar(places, answered, color=ANSWERED_COLOUR, label=texts("stats-answered"))
    axes.bar(
        places,
        [day.abstained for day in report.days],
        bottom=answered,
        color=ABSTAINED_COLOUR,
        label=texts("stats-abstained"),
    )
    step = -(-len(report.days) // MOST_LABELS)
    names = [format_date(day.day, "d MMM", locale=texts.language) for day in report.days]
    axes.set_xticks(list(places)[::step], names[::step])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0, top=max(1.0, axes.get_ylim()[1]))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, 1.14), ncols=2)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
