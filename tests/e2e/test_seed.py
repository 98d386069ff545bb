"""Tests with the first real article and its untidy text, if the folder ``shared`` has it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.command_line import CommandLine
from tests.paths import SEED

ARTICLES = sorted(SEED.glob("*.txt"))

ANSWERED = {
    "Siapa duta besar Laos yang baru untuk Kamboja?": "Buakeo Phumvongsay",
    "Who is the prime minister of Laos?": "Phankham Viphavanh",
    "Apa pendapat Kin Phea tentang hubungan kedua negara?": "tetap baik",
    "Wilayah mana yang pernah menimbulkan salah paham perbatasan?": "O’Alay",
    "Kejahatan apa yang ditindak pasukan perbatasan?": "narkoba",
}
NEAR = {"Apa bantuan Kamboja untuk Laos selama pandemi?": "vaksin"}
ABSTAINED = ("Siapa presiden Brasil?", "Berapa skor pertandingan tadi malam?")

pytestmark = pytest.mark.skipif(not ARTICLES, reason="the first real article is not beside the repository")


def printed(kutip: CommandLine, *arguments: str, stdin: str = "") -> str:
    done = kutip(*arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def kutip(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    made = CommandLine(tmp_path_factory.mktemp("seed"))
    printed(made, "add", *map(str, ARTICLES))
    return made


@pytest.fixture(scope="module")
def outcomes(kutip: CommandLine) -> dict[str, dict[str, Any]]:
    questions = [*ANSWERED, *NEAR, *ABSTAINED]
    batch = "\n".join(json.dumps({"id": text, "question": text}) for text in questions)
    lines = printed(kutip, "ask", "--batch", "-", "--json", stdin=batch).splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


@pytest.mark.parametrize(("question", "expected"), ANSWERED.items())
def test_quoted_sentence_answers(outcomes: dict[str, dict[str, Any]], question: str, expected: str) -> None:
    outcome = outcomes[question]
    assert outcome["status"] == "answered"
    assert any(expected in statement["citations"][0]["sentence"] for statement in outcome["statements"])


@pytest.mark.parametrize(("question", "expected"), NEAR.items())
def test_sentence_that_answers_in_other_words_is_shown_as_near(
    outcomes: dict[str, dict[str, Any]], question: str, expected: str
) -> None:
    assert outcomes[question]["status"] == "abstained"
    assert expected in outcomes[question]["nearest"][0]["sentence"]


@pytest.mark.parametrize("question", ABSTAINED)
def test_question_about_what_the_article_does_not_mention_is_not_answered(
    outcomes: dict[str, dict[str, Any]], question: str
) -> None:
    assert (outcomes[question]["status"], outcomes[question]["statements"]) == ("abstained", [])


def test_citations_are_the_stored_sentences(kutip: CommandLine, outcomes: dict[str, dict[str, Any]]) -> None:
    [listed] = json.loads(printed(kutip, "articles", "--json"))
    article = json.loads(printed(kutip, "show", listed["article_id"], "--json"))
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


def test_line_end_inside_a_sentence_does_not_end_it(kutip: CommandLine) -> None:
    [listed] = json.loads(printed(kutip, "articles", "--json"))
    article = json.loads(printed(kutip, "show", listed["article_id"], "--json"))
    [name] = [at for at in range(len(article["text"])) if article["text"].startswith("Buakeo Phumv", at)]
    [own] = [one for one in article["sentences"] if one["start"] <= name < one["end"]]
    assert "\n" in article["text"][own["start"] : own["end"]]
    assert (article["published_on"], bool(article["title"])) == ("2022-04-22", True)
