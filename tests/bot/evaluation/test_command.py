"""Tests of the command ``kutip eval``: its options, exit codes and output."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.settings import Settings
from bot.wiring import now, open_kutip
from knowledge.models import Abstention, Turn


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_HOME", str(tmp_path / "home"))
    return CliRunner()


@pytest.mark.parametrize("arguments", [[], ["data", "--from-feedback"]])
def test_requires_either_a_folder_or_from_feedback(runner: CliRunner, arguments: list[str]) -> None:
    result = runner.invoke(cli, ["eval", *arguments])

    assert result.exit_code == 2
    assert "Give either a folder DATA or --from-feedback." in result.output


def test_invalid_line_is_reported_in_one_sentence(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "boundaries.jsonl").write_text('{"id": "b"}\n')

    result = runner.invoke(cli, ["eval", "data"])

    assert result.exit_code == 1
    assert result.stderr == 'boundaries.jsonl, line 1: "sentences" is not a list of [start, end].\n'


def test_report_is_printed_and_written(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    line = {"id": "b", "text": "Ya. Tidak.", "sentences": [[0, 3], [4, 10]]}
    (tmp_path / "data" / "boundaries.jsonl").write_text(json.dumps(line) + "\n")

    result = runner.invoke(cli, ["eval", "data", "--report", "out"])

    assert result.exit_code == 0
    assert "| F1 | 1.000 | 1.000 to 1.000 | 1 |" in result.stdout
    assert (tmp_path / "out" / "report.md").read_text() == result.stdout
    assert json.loads((tmp_path / "out" / "evaluation.json").read_text())["suites"].keys() == {"boundaries"}


def test_without_disliked_answers_says_that_nothing_is_drafted(runner: CliRunner) -> None:
    result = runner.invoke(cli, ["eval", "--from-feedback"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "marked as bad" in result.stderr


def test_disliked_answer_becomes_a_draft_of_a_question(runner: CliRunner, tmp_path: Path) -> None:
    async def dislike() -> None:
        question = "Siapa yang membuka Pasar Lembayung?"
        outcome = Abstention(question, question, "id", "extractive", 0.1, "no_match")
        async with open_kutip(Settings(kutip_home=tmp_path / "home")) as kutip:
            turn = Turn(question, question, "id", now())
            number = await kutip.database.conversations.append("telegram:1", turn, outcome=outcome)
            await kutip.database.conversations.rate(number, "not_answered")

    asyncio.run(dislike())
    result = runner.invoke(cli, ["eval", "--from-feedback"])
    assert result.exit_code == 0
    [line] = map(json.loads, result.stdout.splitlines())
    assert (line["question"], line["answerable"]) == ("Siapa yang membuka Pasar Lembayung?", None)
