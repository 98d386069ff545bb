"""Tests that LLM_VERIFIER confirms each statement, and that the sentence that names a speaker is cited."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from knowledge.answering.statement_checker import AnswerContext, Judgement, StatementChecker
from knowledge.answering.writer import Limits, Writer
from knowledge.models import Abstention, Answer, AskRequest, NumberedSentence, Outcome, Statement
from tests.bundled_model import bundled_embedder
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, refuses, says
from tests.knowledge.answering.test_writer import COST, assistant, label, model, newsroom, prompt_of
from tests.knowledge.made_articles import make_article

TRUTH = "Jembatan Kelana menelan biaya Rp 87 miliar."


async def ask(tmp_path: Path, verdict: Behaviour, text: str = TRUTH) -> tuple[Outcome, OpenAIServer]:
    def script(request: Json) -> Behaviour:
        if request["model"] == "verifier":
            return verdict
        return says(f"{text}{label(prompt_of(request), 'menelan biaya')}")

    async with (
        newsroom(tmp_path) as (database, _library, retriever, embedder),
        OpenAIServer(script) as server,
    ):
        writer = Writer(
            model(server), embedder, limits=Limits(deadline_s=30.0), verifier=model(server, "verifier")
        )
        outcome = await assistant(database, retriever, writer).ask(AskRequest(COST))
        await writer.close()
    return outcome, server


def prompts_of_verifier(server: OpenAIServer) -> list[str]:
    return [request.user for request in server.requests if request.body["model"] == "verifier"]


@pytest.mark.parametrize("word", ["YES", "**Yes.**", "ya", "Yes, it does."])
async def test_statement_that_the_verifier_confirms_is_sent(tmp_path: Path, word: str) -> None:
    outcome, server = await ask(tmp_path, says(word))
    assert isinstance(outcome, Answer)
    [prompt] = prompts_of_verifier(server)
    assert "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in prompt
    assert "PT Lintang Karya" not in prompt
    assert f"Statement: {TRUTH}" in prompt
    calls = [request.body["model"] for request in server.requests]
    assert calls == ["test-model", "verifier"]
    words = sum(len(request.user.split()) + len(request.system.split()) for request in server.requests)
    assert outcome.usage.input_tokens == words


@pytest.mark.parametrize("word", ["NO", "No.", "tidak"])
async def test_statement_that_the_verifier_denies_is_dropped(tmp_path: Path, word: str) -> None:
    outcome, _server = await ask(tmp_path, says(word))
    assert isinstance(outcome, Abstention)
    assert [dropped.problems for dropped in outcome.dropped] == [("not_confirmed",)]


@pytest.mark.parametrize("verdict", [refuses(400), says(""), says("Perhaps so.")])
async def test_verifier_without_a_verdict_is_ignored(tmp_path: Path, verdict: Behaviour) -> None:
    outcome, _server = await ask(tmp_path, verdict)
    assert isinstance(outcome, Answer)


async def test_verifier_cannot_confirm_a_statement_that_breaks_a_rule(tmp_path: Path) -> None:
    outcome, server = await ask(tmp_path, says("YES"), "Jembatan Kelana menelan biaya Rp 97 miliar.")
    assert isinstance(outcome, Abstention)
    assert prompts_of_verifier(server) == []


QUOTATION = make_article(
    "Kepala Pasar Lembayung, Darma Wisesa, mengatakan pasar ditata mulai Maret.",
    "“Sebanyak 140 kios disiapkan bagi pedagang ikan.”",
    "Pedagang buah belum mendapat tempat.",
    "Ketua paguyuban Sri Kencana meninjau kios ikan.",
    "Ia mengatakan 40 pedagang sudah mendaftar.",
)


async def judge(text: str, *positions: int, verdict: str = "YES") -> tuple[Judgement, OpenAIServer]:
    """Judges a statement that cites these sentences of ``QUOTATION``, which alone were shown."""
    shown = {
        label: NumberedSentence(label, QUOTATION, at, 0.9) for label, at in enumerate(positions, start=1)
    }
    embedder = bundled_embedder()
    async with OpenAIServer(lambda _: says(verdict)) as server:
        checker = StatementChecker(embedder, verifier=model(server, "verifier"), nonce=lambda: "k3v9x0q2")
        context = AnswerContext("Apa kabar pasar?", "id", shown, time.monotonic() + 60)
        judgement = await checker.judge(context, Statement(text, tuple(shown)))
        await checker.close()
    embedder.close()
    return judgement, server


async def test_speaker_whom_a_neighbour_names_is_cited_with_a_label_of_its_own() -> None:
    judgement, server = await judge(
        "Menurut Darma Wisesa, sebanyak 140 kios disiapkan bagi pedagang ikan.", 1
    )
    assert judgement.verified is not None
    assert [citation.sentence for citation in judgement.verified.citations] == [
        QUOTATION.sentences[1].text,
        QUOTATION.sentences[0].text,
    ]
    assert len({citation.label for citation in judgement.verified.citations}) == 2
    [prompt] = prompts_of_verifier(server)
    assert QUOTATION.sentences[0].text in prompt


async def test_person_of_a_pronoun_is_cited() -> None:
    judgement, _server = await judge("Sri Kencana mengatakan 40 pedagang sudah mendaftar.", 4)
    assert judgement.verified is not None
    assert [citation.sentence for citation in judgement.verified.citations] == [
        QUOTATION.sentences[4].text,
        QUOTATION.sentences[3].text,
    ]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Sebanyak 140 kios disiapkan bagi pedagang ikan.", 1),
        ("Ia mengatakan 40 pedagang sudah mendaftar.", 4),
    ],
)
async def test_neighbour_is_not_cited_without_need(text: str, position: int) -> None:
    judgement, _server = await judge(text, position)
    assert judgement.verified is not None
    assert [citation.sentence for citation in judgement.verified.citations] == [
        QUOTATION.sentences[position].text
    ]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Menurut Sri Kencana, sebanyak 140 kios disiapkan bagi pedagang ikan.", 1),
        ("Menurut Darma Wisesa, pedagang buah belum mendapat tempat.", 2),
        ("Darma Wisesa mengatakan 40 pedagang sudah mendaftar.", 4),
        ("Menurut Darma Wisesa, sebanyak 150 kios disiapkan bagi pedagang ikan.", 1),
    ],
)
async def test_neighbour_does_not_make_a_false_statement_true(text: str, position: int) -> None:
    judgement, _server = await judge(text, position)
    assert judgement.verified is None
    assert judgement.problems != ()
