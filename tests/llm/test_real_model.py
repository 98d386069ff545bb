"""Runs the real command with the language model of the settings: ``make test-llm``.

It is slow, and only as reproducible as the model, so ``make test`` leaves it out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import samples
from bot.settings import Settings, load_settings
from tests.llm.unsupported_details import Tally
from tests.paths import REPOSITORY

pytestmark = [pytest.mark.llm, pytest.mark.timeout(0)]

QUESTIONS = Path(__file__).with_name("questions.jsonl")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the model, also those in ``.env``, and a new data folder."""
    settings = load_settings()
    if not settings.llm_model:
        pytest.exit(
            "Set LLM_MODEL (such as openai:my-model), OPENAI_BASE_URL and, where the server wants one, "
            "OPENAI_API_KEY to the server to test.",
            returncode=2,
        )
    inherited = {
        name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields
    }
    model = {
        name.upper(): value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in settings
        if name.startswith(("llm_", "openai_")) and value is not None
    }
    home = tmp_path_factory.mktemp("llm") / "home"
    return inherited | model | {"KUTIP_HOME": str(home), "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}


def test_no_number_date_or_name_is_made_up(
    environment: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Path(environment["KUTIP_HOME"]).parent
    kutip = [sys.executable, "-m", "bot.cli"]
    subprocess.run([*kutip, "add", str(samples.folder())], env=environment, cwd=folder, check=True)
    doctor = subprocess.run(
        [*kutip, "doctor"], env=environment, cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    # Without a working model Kutip quotes sentences, and the test would pass without testing anything.
    assert doctor.returncode == 0, doctor.stdout
    questions = len(QUESTIONS.read_text(encoding="utf-8").splitlines())
    answers = REPOSITORY / "build" / "llm-answers.jsonl"  # for people to read; pytest removes its own folders
    answers.parent.mkdir(exist_ok=True)
    tally = Tally()
    with (
        answers.open("w", buffering=1, encoding="utf-8") as copy,
        subprocess.Popen(
            [*kutip, "ask", "--batch", str(QUESTIONS), "--json"],
            env=environment, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8",
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        for number, line in enumerate(process.stdout, start=1):
            copy.write(line)
            answer = json.loads(line)
            tally.add(answer)
            with capfd.disabled():
                spent_s = answer.get("timings_ms", {}).get("total", 0) / 1000
                print(
                    f"{number:3}/{questions}  {spent_s:5.1f} s  {answer.get('question', answer.get('error'))}"
                )
    with capfd.disabled():
        print(f"\n{tally.summary()}\nanswers in   {answers}")
    assert process.returncode == 0
    assert sum(tally.answers.values()) == questions
    assert tally.unsupported == []
