"""Runs ``kutip eval``: shows progress on stderr, prints the report on stdout and, if asked to, writes it with
plots and JSON into a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from bot.evaluation import drafting, report
from bot.evaluation.archive import Progress
from bot.evaluation.running import Plan, evaluate
from bot.settings import Settings
from bot.wiring import Kutip
from knowledge.errors import TellUser
from knowledge.evaluation.comparing import Change, compare
from knowledge.evaluation.results import Observed, cases_from_json, to_json
from knowledge.evaluation.suites import SUITES

RESULT_FILE = "evaluation.json"
REPORT_FILE = "report.md"
MOST_DRAFTS = 200
"""Most disliked answers from which questions are drafted."""


async def measure(plan: Plan, settings: Settings, *, report: Path | None, compare_with: Path | None) -> None:
    """Run the evaluation and print its report.

    ``report`` is a folder to write it to, with plots and :data:`RESULT_FILE`. ``compare_with`` is a result of
    an earlier evaluation to compare with. Raises :class:`TellUser` for wrong input.
    """
    old = None if compare_with is None else _read(compare_with)
    folder = None if report is None else _folder(report)
    evaluation = await evaluate(plan, settings, _begin)
    changes: list[Change] | None = None
    if old is not None:
        changes = [
            change for result in evaluation.results for change in compare(old[result.suite.name], result)
        ]
    text = _write(folder, evaluation.results, evaluation.facts, evaluation.left_out, changes)
    click.echo(text, nl=False)


async def draft(kutip: Kutip) -> list[dict[str, Any]]:
    """Drafts lines for ``questions.jsonl`` from the newest answers that readers marked with 👎; ``[]`` if
    there are none."""
    return drafting.drafts(await kutip.database.conversations.disliked(MOST_DRAFTS))


def _write(folder: Path | None, results: Any, facts: Any, left_out: Any, changes: Any) -> str:
    plots: dict[str, str] = {}
    if folder is not None:
        from bot.evaluation.plots import draw

        plots = draw(results, folder)
        document = json.dumps(to_json(results, facts), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / RESULT_FILE).write_text(document + "\n", encoding="utf-8")
    text = report.markdown(results, facts, left_out, changes, plots)
    if folder is not None:
        (folder / REPORT_FILE).write_text(text, encoding="utf-8")
    return text


def _read(path: Path) -> dict[str, list[Observed]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return {suite.name: cases_from_json(document, suite.name) for suite in SUITES}
    except OSError as error:
        raise TellUser(f"{str(path)!r} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise TellUser(f"{str(path)!r} is not a result of kutip eval ({error}).") from None


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TellUser(f"The report cannot be written to {str(path)!r}: {error.strerror}.") from None
    return path


def _begin(name: str, size: int) -> Progress:
    """Print one line for a part of the work. Progress within it is not shown, to keep logs short."""
    click.echo(f"{name} …" if not size else f"{name}, {size:,} …", err=True)
    return lambda _done: None
