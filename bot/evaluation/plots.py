"""Draws the plots of an evaluation. Imports matplotlib when the first one is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.evaluation.report import PLOTS
from knowledge.evaluation import suites
from knowledge.evaluation.results import Result, rows
from knowledge.evaluation.statistics import (
    Statistic,
    at_threshold,
    mean,
    precision_by_coverage,
    reliability,
)
from knowledge.retrieval import confidence

SIZE_INCHES = (5.6, 3.6)
KUTIP_COLOUR = "#0b6e4f"
OTHER_COLOUR = "#9aa5b1"

CURVES = {
    "refusal": (
        ("confidence", "answerable", "the question can be answered"),
        ("confidence", "right", "the best sentence answers"),
    ),
    "newsq": (
        ("confidence", "answerable", "the question can be answered"),
        ("confidence", "ranked", "one of the first two sentences answers"),
        ("question_only", "answerable", "the question can be answered, judged by itself alone"),
    ),
}
"""The curves of coverage against precision by suite: the score, what counts as right, and the title."""


def draw(results: Sequence[Result], folder: Path) -> dict[str, str]:
    """Write the plots of an evaluation as SVG into ``folder``. Returns their file names by suite.

    A suite without results has no plot. The same results give the same bytes.
    """
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "kutip"
    drawn = {}
    makers = {
        "refusal": _coverage, "answers": _reliability, "newsq": _coverage, "baselines": _baselines,
        "speed": _speed,
    }  # fmt: skip
    by_name = {result.suite.name: result for result in results}
    for name, maker in makers.items():
        source = by_name.get("refusal" if name == "answers" else name)
        if name in by_name and source is not None:
            figure, axes = _axes()
            if maker(source, axes):
                figure.savefig(folder / PLOTS[name][0], metadata={"Date": None}, bbox_inches="tight")
                drawn[name] = PLOTS[name][0]
            _close(figure)
    return drawn


def _axes() -> tuple[Any, Any]:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=SIZE_INCHES)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    return figure, axes


def _close(figure: Any) -> None:
    from matplotlib import pyplot

    pyplot.close(figure)


def _coverage(result: Result, axes: Any) -> bool:
    for score, label, title in CURVES[result.suite.name]:
        points, _ = rows(Statistic("", (score, label), mean), result.cases)
        if not len(points) or not points[:, 1].any():
            continue
        curve = precision_by_coverage(points, np.ones(len(points)))
        [line] = axes.plot(curve[:, 0], curve[:, 1], label=title)
        if score == "confidence":
            share, precision, _ = at_threshold(points, confidence.THRESHOLD)
            axes.plot(share, precision, marker="o", color=line.get_color())
    axes.plot([], [], "o", color="black", label=f"at the threshold, {confidence.THRESHOLD}")
    axes.axhline(0.95, color="black", linewidth=0.6, linestyle=":")
    axes.set(xlabel="share answered, of what can be", ylabel="precision among the answered", ylim=(0.4, 1.01))
    axes.legend(frameon=False, loc="lower left")
    return bool(result.cases)


def _reliability(result: Result, axes: Any) -> bool:
    values, _ = rows(Statistic("", ("confidence", "right"), mean), result.cases)
    if not len(values):
        return False
    points = reliability(values)
    axes.plot([0, 1], [0, 1], color="black", linewidth=0.6, linestyle=":")
    axes.plot([point[0] for point in points], [point[1] for point in points], marker="o", color=KUTIP_COLOUR)
    axes.set(xlabel="confidence", ylabel="share whose best sentence answers", xlim=(0, 1), ylim=(0, 1))
    return True


def _baselines(result: Result, axes: Any) -> bool:
    figures = {figure.statistic.name: figure for figure in result.figures}
    titles = [title for title in suites.SYSTEMS.values() if f"{title}: right article first" in figures]
    names = list(dict.fromkeys(name.split(": ")[1] for name in figures))
    width = 0.8 / max(1, len(titles))
    shades = [KUTIP_COLOUR, "#6b7a89", OTHER_COLOUR, "#cfd6dd"]
    for index, title in enumerate(titles):
        intervals = [figures[f"{title}: {name}"].interval for name in names]
        values = [interval.value for interval in intervals]
        error = [
            [interval.value - interval.low for interval in intervals],
            [interval.high - interval.value for interval in intervals],
        ]
        positions = [group + (index - (len(titles) - 1) / 2) * width for group in range(len(names))]
        axes.bar(
            positions,
            values,
            width,
            yerr=error,
            label=title,
            color=shades[index],
            error_kw={"linewidth": 0.7},
        )
    axes.set_xticks(range(len(names)), [name.replace(" in the ", "\nin the ") for name in names], fontsize=7)
    axes.set_ylim(0, 1)
    axes.legend(frameon=False, fontsize=7, loc="lower right")
    return bool(names)


def _speed(result: Result, axes: Any) -> bool:
    for column, title, colour in (
        ("kutip_ms", "Kutip, whole answer", KUTIP_COLOUR),
        ("tutorial_ms", "tutorial pipeline, retrieval alone", OTHER_COLOUR),
    ):
        values, _ = rows(Statistic("", (column,), mean), result.cases)
        if len(values):
            durations = np.sort(values[:, 0])
            axes.plot(durations, np.arange(1, len(durations) + 1) / len(durations), label=title, color=colour)
    axes.set(xlabel="milliseconds", ylabel="share of questions", xlim=(0, None), ylim=(0, 1))
    axes.legend(frameon=False, loc="lower right")
    return bool(axes.lines)
