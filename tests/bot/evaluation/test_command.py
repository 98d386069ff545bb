"""``kutip eval`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_HOME", str(tmp_path / "home"))
    return CliRunner()


@pytest.mark.parametrize("arguments", [[], ["data", "--from-feedback"]])
def test_either_a_folder_or_feedback_is_wanted(runner: CliRunner, arguments: list[str]) -> None:
    result = runner.invoke(cli, ["eval", *arguments])

    assert result.exit_code == 2
    assert "Give either a folder DATA or --from-feedback." in result.output


def test_a_wrong_line_is_one_sentence(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "boundaries.jsonl").write_text('{"id": "b"}\n')

    result = runner.invoke(cli, ["eval", "data"])

    assert result.exit_code == 1
    assert result.stderr == 'boundaries.jsonl, line 1: "sentences" is not a list of [start, end].\n'


def test_the_report_is_printed_and_written(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    line = {"id": "b", "text": "Ya. Tidak.", "sentences": [[0, 3], [4, 10]]}
    (tmp_path / "data" / "boundaries.jsonl").write_text(json.dumps(line) + "\n")

    result = runner.invoke(cli, ["eval", "data", "--report", "out"])

    assert result.exit_code == 0
    assert "| F1 | 1.000 | 1.000 to 1.000 | 1 |" in result.stdout
    assert (tmp_path / "out" / "report.md").read_text() == result.stdout
    assert json.loads((tmp_path / "out" / "evaluation.json").read_text())["suites"].keys() == {"boundaries"}


def test_without_kept_feedback_there_is_nothing_to_draft_from(runner: CliRunner) -> None:
    result = runner.invoke(cli, ["eval", "--from-feedback"])

    assert result.exit_code == 1
    assert "keeps no feedback yet" in result.stderr
