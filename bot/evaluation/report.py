"""Writes the report of an evaluation in Markdown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.evaluation import suites
from knowledge.evaluation.comparing import Change
from knowledge.evaluation.results import Figure, Result

PLOTS = {
    "refusal": ("coverage.svg", "Share of answerable questions answered against precision"),
    "newsq": ("thresholds.svg", "Share answered against precision, and by the question alone"),
    "answers": ("reliability.svg", "Confidence against the share of right best sentences"),
    "baselines": ("baselines.svg", "Kutip compared with the baselines"),
    "speed": ("speed.svg", "Milliseconds for a question"),
}


def markdown(
    results: Sequence[Result],
    facts: Mapping[str, Any],
    left_out: Sequence[str] = (),
    changes: Sequence[Change] | None = None,
    plots: Mapping[str, str] | None = None,
) -> str:
    """The report in Markdown.

    ``facts`` describe the run, ``left_out`` says why suites are missing, ``changes`` is the comparison with
    an earlier run (None without one), and ``plots`` has the file names of the plots by suite.
    """
    parts = [f"# Quality on `{facts.get('data', 'these data')}`", _facts(facts)]
    if changes is not None:
        parts.append(_changes(changes))
    for result in results:
        parts.append(_suite(result))
        if plots and (file := plots.get(result.suite.name)):
            parts.append(f"![{PLOTS[result.suite.name][1]}]({file})")
    if left_out:
        parts.append("## Left out\n\n" + "\n".join(f"- {reason}" for reason in left_out))
    parts.append(
        "Intervals contain 95% of 1,000 bootstrap samples of whole groups (questions about one article, "
        "turns of one conversation), drawn with a fixed seed."
    )
    return "\n\n".join(parts) + "\n"


def _facts(facts: Mapping[str, Any]) -> str:
    lines = [
        f"{facts['articles']:,} articles, {facts['sentences']:,} sentences." if "articles" in facts else "",
        f"Embedding model {facts.get('embedding_model')}, "
        f"{'with' if facts.get('with_model') else 'without'} a language model; "
        f"Python {facts.get('python')}, {facts.get('cores')} cores, "
        f"at most {facts.get('peak_memory_mb', 0):,} MB of memory.",
    ]
    return "\n".join(line for line in lines if line)


def _suite(result: Result) -> str:
    if result.suite is suites.BASELINES:
        body = _baselines(result)
    else:
        overall = "| figure | value | 95% interval | cases |\n|---|---|---|---|\n" + "\n".join(
            f"| {figure.statistic.name} | {_number(figure, figure.interval.value)} | "
            f"{_interval(figure)} | {figure.count:,} |"
            for figure in result.figures
            if ": " not in figure.statistic.name
        )
        slices = [_slices(result, name) for name in suites.SLICES]
        body = "\n\n".join([overall, *filter(None, slices)])
    notes = "\n".join(f"- {note}" for note in result.notes)
    return "\n\n".join(part for part in (f"## {result.suite.title}", result.suite.about, body, notes) if part)


def _slices(result: Result, name: str) -> str:
    """A table with a row for each figure and a column for each slice of this name; "" without slices."""
    figures = {
        tuple(figure.statistic.name.removeprefix(f"{name} ").rsplit(": ", 1)): figure
        for figure in result.figures
        if figure.statistic.name.startswith(f"{name} ")
    }
    if not figures:
        return ""
    slices, titles = (list(dict.fromkeys(key[at] for key in figures)) for at in (0, 1))
    lines = [
        f"By {name}, each with its 95% interval and number of cases:\n",
        f"| figure | {' | '.join(slices)} |",
        f"|---|{'---|' * len(slices)}",
    ]
    for title in titles:
        cells = [
            f"{_number(figure, figure.interval.value)} ({_interval(figure)}), {figure.count:,}"
            if (figure := figures.get((each, title)))
            else "–"
            for each in slices
        ]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _baselines(result: Result) -> str:
    """A table with a row for each figure and a column for each system, and Kutip's ratio to the best
    other."""
    figures = {figure.statistic.name: figure for figure in result.figures}
    titles = [title for title in suites.SYSTEMS.values() if f"{title}: right article first" in figures]
    names = list(dict.fromkeys(name.split(": ")[1] for name in figures))
    lines = [
        f"| figure | {' | '.join(titles)} | Kutip / best other | cases |",
        f"|---|{'---|' * len(titles)}---|---|",
    ]
    for name in names:
        values = [figures[f"{title}: {name}"].interval.value for title in titles]
        best = max(values[1:], default=math.nan)
        share = f"{values[0] / best:.2f}" if best else "–"
        lines.append(
            f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} | {share} | "
            f"{figures[f'{titles[0]}: {name}'].count:,} |"
        )
    return "\n".join(lines)


def _changes(changes: Sequence[Change]) -> str:
    significant = [change for change in changes if change.judgement != "no difference beyond noise"]
    if not significant:
        return f"## Compared\n\nOf {len(changes)} figures, none got better or worse beyond noise."
    rows = "\n".join(
        f"| {change.suite} | {change.statistic.name} | **{change.judgement}** | "
        f"{change.difference.value:+.3f} | {change.difference.low:+.3f} to {change.difference.high:+.3f} | "
        f"{f'{change.paired:,} in pairs' if change.paired else 'unpaired'} |"
        for change in significant
    )
    return (
        f"## Compared\n\n{len(significant)} of {len(changes)} figures differ beyond noise.\n\n"
        f"| suite | figure | | change | 95% interval | cases |\n|---|---|---|---|---|---|\n{rows}"
    )


def _interval(figure: Figure) -> str:
    return f"{_number(figure, figure.interval.low)} to {_number(figure, figure.interval.high)}"


def _number(figure: Figure, value: float) -> str:
    """A value with three decimals, or one if the figure is in milliseconds."""
    if math.isnan(value):
        return "–"
    return f"{value:.1f}" if figure.statistic.unit == "ms" else f"{value:.3f}"
