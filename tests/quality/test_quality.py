"""Fails if quality on our own articles falls beyond noise below the figures in ``reference.json``.

After a change that is meant to change the figures, review and store the new ones, which this prints:

    python -m tests.quality.test_quality
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import pytest

from bot.evaluation.running import Evaluation, Plan, evaluate
from bot.settings import Settings
from knowledge.evaluation.comparing import compare
from knowledge.evaluation.results import cases_from_json, to_json
from tests.tools.quality import dataset

REFERENCE = Path(__file__).parent / "reference.json"
SUITES = ("retrieval", "evidence", "refusal")


async def measure(folder: Path) -> Evaluation:
    """Evaluates Kutip on the data set ``own``, written to ``folder``."""
    data = folder / "own"
    data.mkdir()
    dataset.own(data)
    settings = Settings(kutip_home=folder / "home", _env_file=None)  # type: ignore[call-arg]
    return await evaluate(Plan(data, SUITES), settings, lambda _name, _size: lambda _done: None)


@pytest.mark.timeout(900)
async def test_quality_has_not_fallen_beyond_noise(tmp_path: Path) -> None:
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))

    results = (await measure(tmp_path)).results

    assert {result.suite.name for result in results} == set(SUITES)
    changes = [
        change
        for result in results
        for change in compare(cases_from_json(reference, result.suite.name), result)
    ]
    assert all(change.paired for change in changes)
    fallen = [
        f"{change.suite}, {change.statistic.name}: {change.difference.value:+.3f}"
        for change in changes
        if change.judgement == "worse"
    ]
    assert not fallen, f"beyond noise: {fallen}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = asyncio.run(measure(Path(folder))).results
    document = to_json(results, {"data": "our own invented news"})
    REFERENCE.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for result in results:
        for figure in result.figures:
            sys.stdout.write(f"{result.suite.name}, {figure.statistic.name}: {figure.interval.value:.3f}\n")


if __name__ == "__main__":
    main()
