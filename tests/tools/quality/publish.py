"""Puts results of ``kutip eval`` into ``docs/quality`` and their table into the README.

    python -m tests.tools.quality.publish [FOLDER]    # FOLDER has news/, offtopic/, … as --report wrote them

Figures, reports and plots only: what was observed of each question stays outside. Without FOLDER, the tables
are made again from what is in ``docs/quality``.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs" / "quality"
BEGIN, END = "<!-- made by tests/tools/quality/publish.py -->", "<!-- end of what is made -->"

FOUND = "of what the full question finds"

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure of a suite on a data folder should reach. ``least`` False: it should stay below."""

    data: str
    suite: str
    figure: str
    wanted: float
    said: str
    least: bool = True


GOALS = (
    Goal("news", "retrieval", "first", 0.86, "right article first, Indonesian news"),
    Goal("news", "retrieval", "in five", 0.97, "right article in the first five"),
    Goal("news", "evidence", "first", 0.78, "the sentence that answers first, of all articles"),
    Goal("news", "answers", "stands in the answer", 0.88, "the gold answer stands in the answer"),
    Goal("encyclopedia", "evidence", "first", 0.72, "the sentence that answers first, encyclopedia passage"),
    Goal("encyclopedia", "refusal", "AUROC", 0.76, "answerable from adversarially unanswerable (AUROC)"),
    Goal("offtopic", "refusal", "AUROC", 0.985, "answerable from off-topic (AUROC)"),
    Goal("offtopic", "refusal", "coverage at 95% precision", 0.94, "answered at 95% precision, off-topic"),
    Goal("conversations", "follow-ups", FOUND, 0.90, "evidence of follow-ups, of that of the full question"),
    Goal(
        "conversations", "cross-language", "of what the own language finds first", 0.95,
        "right article for an English question, of what the Indonesian one finds",
    ),
    Goal("news", "speed", "question, of the tutorial pipeline's time", 1.6,
         "time of an answer, of the tutorial pipeline's bare retrieval", least=False),
)  # fmt: skip


def main() -> None:
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]))
    (DOCS / "README.md").write_text(page(), encoding="utf-8")
    readme = ROOT / "README.md"
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")


def take(folder: Path) -> None:
    """Copy figures, report and plots of every evaluation in ``folder``."""
    for result in sorted(folder.glob("*/evaluation.json")):
        target = DOCS / result.parent.name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        document = json.loads(result.read_text(encoding="utf-8"))
        for suite in document["suites"].values():
            del suite["cases"]
        kept = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
        (target / "figures.json").write_text(kept + "\n", encoding="utf-8")
        for file in (result.parent / "report.md", *sorted(result.parent.glob("*.svg"))):
            shutil.copy(file, target / file.name)


def figures() -> Figures:
    """By data folder, as they stand in ``docs/quality``."""
    return {
        file.parent.name: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(DOCS.glob("*/figures.json"))
    }


def goal_rows(found: Figures) -> list[str]:
    rows = ["| measured | value | 95% interval | wanted | |", "|---|---|---|---|---|"]
    for goal in GOALS:
        suites = found.get(goal.data, {"suites": {}})["suites"]
        one = suites.get(goal.suite, {"figures": {}})["figures"].get(goal.figure)
        if one is None:
            rows.append(f"| {goal.said} | not measured | | {goal.wanted:g} | |")
            continue
        reached = one["value"] >= goal.wanted if goal.least else one["value"] <= goal.wanted
        rows.append(
            f"| {goal.said} | {one['value']:.3f} | {one['low']:.3f} to {one['high']:.3f} | "
            f"{'' if goal.least else 'at most '}{goal.wanted:g} | {'reached' if reached else 'not yet'} |"
        )
    return rows


def readme_rows(found: Figures) -> list[str]:
    """What a newsroom wants to know first."""
    rows = ["| measured | Kutip | tutorial pipeline |", "|---|---|---|"]
    news = found.get("news", {"suites": {}})["suites"]
    beside = news.get("baselines", {"figures": {}})["figures"]
    for said, name in (
        ("right article first", "right article first"),
        ("right article in the first five", "in five"),
        ("the sentence that answers first", "evidence first"),
        ("the answer stands in the first two sentences", "answer in the first two sentences"),
    ):
        if f"Kutip: {name}" in beside:
            values = [
                beside.get(f"{system}: {name}", {}).get("value") for system in ("Kutip", "tutorial pipeline")
            ]
            rows.append(f"| {said} | " + " | ".join("–" if v is None else f"{v:.2f}" for v in values) + " |")
    for data, suite, name, said in (
        ("news", "answers", "stands in the answer", "the answer stands in what is shown"),
        ("misspelt", "answers", "stands in the answer", "the same, a letter wrong in each question"),
        ("offtopic", "refusal", "answered, of what can be", "answered, of questions that they answer"),
        ("offtopic", "refusal", "abstention recall", "refused, of questions about things in none of them"),
        ("conversations", "follow-ups", FOUND, "evidence of follow-ups, of that of the full question"),
        ("conversations", "cross-language", "of what the own language finds first",
         "right article for a question in the other language, of what one in its own finds"),
        ("checks", "boundaries", "F1", "sentence boundaries, F1"),
    ):  # fmt: skip
        suites = found.get(data, {"suites": {}})["suites"]
        if one := suites.get(suite, {"figures": {}})["figures"].get(name):
            rows.append(f"| {said} | {one['value']:.2f} | |")
    return rows


def page() -> str:
    found = figures()
    facts = found.get("news", {"facts": {}})["facts"]
    articles, sentences = facts.get("articles", 0), facts.get("sentences", 0)
    parts = [
        "# Where quality stands",
        "Measured by `kutip eval` without a language model, on data that no weight was fitted on; "
        "`tests/tools/quality/dataset.py` writes the data folders and says what is held out. "
        "None of their text is "
        "here. `conversations` is the half that nothing was chosen on. Speed counts in `news`, where the "
        "machine did nothing else; the other reports were made beside other work.",
        f"The archive `news` has {articles:,} articles with {sentences:,} sentences.",
        "\n".join(goal_rows(found)),
        "## Reports\n\n"
        + "\n".join(f"- [{name}]({name}/report.md)" for name in found)
        + "\n- [failures](failures.md): what goes wrong, read from the fitting halves"
        + "\n- [formats](formats.md): how to measure with your own questions",
    ]
    if (DOCS / "scale.md").exists():
        parts[-1] += "\n- [scale](scale.md): how Kutip grows with the number of articles"
    return "\n\n".join(parts) + "\n"


def with_table(readme: str) -> str:
    """The README with the table between the two marks made anew."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "\n".join(readme_rows(figures())) + f"\n{END}{after}"


if __name__ == "__main__":
    main()
