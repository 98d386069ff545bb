"""The first real article, untidy as it came, where the folder beside the repository has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SEED = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))

ANSWERED = {
    "Siapa duta besar Laos yang baru untuk Kamboja?": "Buakeo Phumvongsay",
    "Apa bantuan Kamboja untuk Laos selama pandemi?": "vaksin",
    "Who is the prime minister of Laos?": "Phankham Viphavanh",
    "Apa pendapat Kin Phea tentang hubungan kedua negara?": "tetap baik",
    "Wilayah mana yang pernah menimbulkan salah paham perbatasan?": "O’Alay",
    "Kejahatan apa yang ditindak pasukan perbatasan?": "narkoba",
}
ABSTAINED = ("Siapa presiden Brasil?", "Berapa skor pertandingan tadi malam?")

pytestmark = pytest.mark.skipif(not SEED, reason="the first real article is not beside the repository")


def kutip(home: Path, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=os.environ | {"KUTIP_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=home.parent,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed") / "home"
    kutip(folder, "add", *map(str, SEED))
    return folder


@pytest.fixture(scope="module")
def outcomes(home: Path) -> dict[str, dict[str, Any]]:
    questions = [*ANSWERED, *ABSTAINED]
    batch = "\n".join(json.dumps({"id": text, "question": text}) for text in questions)
    lines = kutip(home, "ask", "--batch", "-", "--json", stdin=batch).splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


@pytest.mark.parametrize(("question", "expected"), ANSWERED.items())
def test_first_quoted_sentence_answers(
    outcomes: dict[str, dict[str, Any]], question: str, expected: str
) -> None:
    outcome = outcomes[question]
    assert outcome["status"] == "answered"
    assert expected in outcome["statements"][0]["citations"][0]["sentence"]


@pytest.mark.parametrize("question", ABSTAINED)
def test_what_the_article_does_not_mention_is_not_known(
    outcomes: dict[str, dict[str, Any]], question: str
) -> None:
    assert (outcomes[question]["status"], outcomes[question]["statements"]) == ("abstained", [])


def test_citations_are_the_stored_sentences(home: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    [listed] = json.loads(kutip(home, "articles", "--json"))
    article = json.loads(kutip(home, "show", listed["article_id"], "--json"))
    citations = [
        citation
        for outcome in outcomes.values()
        for statement in outcome["statements"]
        for citation in statement["citations"]
    ]
    assert citations
    for citation in citations:
        assert article["text"][citation["start"] : citation["end"]] == citation["sentence"]
        span = {"start": citation["start"], "end": citation["end"]}
        assert span in article["sentences"]


def test_line_end_inside_a_sentence_does_not_end_it(home: Path) -> None:
    [listed] = json.loads(kutip(home, "articles", "--json"))
    article = json.loads(kutip(home, "show", listed["article_id"], "--json"))
    [name] = [at for at in range(len(article["text"])) if article["text"].startswith("Buakeo Phumv", at)]
    [own] = [one for one in article["sentences"] if one["start"] <= name < one["end"]]
    assert "\n" in article["text"][own["start"] : own["end"]]
    assert (article["published_on"], bool(article["title"])) == ("2022-04-22", True)
