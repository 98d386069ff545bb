"""Tests of six questions about the first real article, with an honest model and many kinds of bad models.

Whatever the model writes, the reader gets only what the article says. Uses the real client of OpenAI and the
real stores. Skipped if the folder ``shared`` is missing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import Kutip, open_kutip
from knowledge.articles.reading import read_each
from knowledge.models import Answer, AskRequest, Outcome
from tests.e2e.openai_server import (
    CUT,
    Behaviour,
    Endless,
    Json,
    OpenAIServer,
    Script,
    Step,
    event,
    refuses,
    says,
)
from tests.e2e.test_seed import NEAR
from tests.model_checks import is_check, rules, vouching
from tests.paths import SEED

ARTICLES = sorted(SEED.glob("*.txt"))

pytestmark = pytest.mark.skipif(not ARTICLES, reason="the first real article is not beside the repository")


@dataclass(frozen=True)
class Case:
    """A question, and what a model may write about it.

    ``honest`` is a true statement, ``words`` are in the sentence that supports it. ``reversed`` denies the
    statement, ``foreign`` has it in another language than the question.
    """

    question: str
    honest: str
    words: str
    reversed: str
    foreign: str


CASES = (
    Case(
        "Siapa duta besar Laos yang baru untuk Kamboja?",
        "Duta besar Laos yang baru adalah Buakeo Phumvongsay.",
        "Kamboja Buakeo",
        "Duta besar Laos yang baru bukan Buakeo Phumvongsay.",
        "The new ambassador of Laos to the country is Buakeo Phumvongsay.",
    ),
    Case(
        "Apa bantuan Kamboja untuk Laos selama pandemi?",
        "Kamboja memberi Laos pasokan medis dan vaksin.",
        "pasokan medis",
        "Kamboja tidak memberi Laos pasokan medis dan vaksin.",
        "Cambodia has given medical supplies and vaccines to Laos in the pandemic.",
    ),
    Case(
        "Who is the prime minister of Laos?",
        "The prime minister of Laos is Phankham Viphavanh.",
        "Phankham",
        "The prime minister of Laos is not Phankham Viphavanh.",
        "Perdana Menteri Laos pada saat itu adalah Phankham Viphavanh.",
    ),
    Case(
        "Apa pendapat Kin Phea tentang hubungan kedua negara?",
        "Menurut Kin Phea, hubungan Kamboja dan Laos tetap baik.",
        "Kin Phea",
        "Menurut Kin Phea, hubungan Kamboja dan Laos tidak baik.",
        "According to Kin Phea, the relations between the two countries remain good.",
    ),
    Case(
        "Wilayah mana yang pernah menimbulkan salah paham perbatasan?",
        "Salah paham perbatasan pernah terjadi di wilayah O’Alay dan O’Tangav.",
        "O’Tangav",
        "Salah paham perbatasan tidak pernah terjadi di wilayah O’Alay dan O’Tangav.",
        "The misunderstanding was about the areas of O’Alay and O’Tangav.",
    ),
    Case(
        "Kejahatan apa yang ditindak pasukan perbatasan?",
        "Pasukan perbatasan menindak perdagangan narkoba dan manusia.",
        "narkoba",
        "Pasukan perbatasan tidak menindak perdagangan narkoba dan manusia.",
        "The border forces of the two countries act against the trafficking of drugs.",
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed") / "home"

    async def add() -> None:
        async with open_kutip(Settings(kutip_home=folder)) as kutip:
            for source in read_each(kutip.sources.from_paths(ARTICLES)):
                assert source.article is not None
                await kutip.library.add(source.article)

    asyncio.run(add())
    return folder


@asynccontextmanager
async def answering(home: Path, script: Script, **settings: Any) -> AsyncIterator[tuple[Kutip, OpenAIServer]]:
    async with OpenAIServer(script) as server:
        made: dict[str, Any] = {"llm_check": "off", "llm_model": "openai:test-model"}
        made |= {"openai_base_url": server.url} | settings
        async with open_kutip(Settings(kutip_home=home, **made)) as kutip:
            # A draft that was kept would hide what another model does.
            async with kutip.database.connections.write() as connection:
                await connection.exec_driver_sql("DELETE FROM drafts")
            yield kutip, server


def prompt_of(request: Json) -> str:
    return str(request["messages"][-1]["content"])


def case_of(request: Json) -> Case:
    [case] = [one for one in CASES if f"Question: {one.question}" in prompt_of(request)]
    return case


def labels(request: Json) -> tuple[str, str]:
    """Returns the label of the sentence that supports the answer, and that of one that does not."""
    shown = re.findall(r"^\[(\d+)\] (.*)", prompt_of(request), re.MULTILINE)
    words = case_of(request).words
    [right] = [number for number, sentence in shown if words in sentence]
    wrong = next(number for number, sentence in shown if "Covid-19, para pemimpin" in sentence)
    return f"[{right}]", f"[{wrong}]"


def honestly(change: Callable[[Case], str]) -> Script:
    """Returns a script that answers with ``change(case)`` and the label of the right sentence."""
    return lambda request: says(f"{change(case_of(request))}{labels(request)[0]}")


def before_the_stop(words: str, english: str) -> Callable[[Case], str]:
    def changed(case: Case) -> str:
        return f"{case.honest.rstrip('.')} {english if 'minister' in case.honest else words}."

    return changed


async def ask_all(home: Path, script: Script, **settings: Any) -> list[Outcome]:
    async with answering(home, script, **settings) as (kutip, _server):
        return [await kutip.assistant.ask(AskRequest(case.question)) for case in CASES]


def assert_true(outcome: Outcome, case: Case) -> None:
    """Fails unless each statement is the honest one with its sentence, or quotes a sentence of the
    article."""
    for statement in outcome.statements if isinstance(outcome, Answer) else ():
        sentences = [citation.sentence for citation in statement.citations]
        assert sentences
        if statement.text == case.honest:
            assert any(case.words in sentence for sentence in sentences)
        else:
            assert [statement.text] == sentences


async def test_statement_of_an_honest_model_is_shown_with_the_right_sentence(home: Path) -> None:
    outcomes = await ask_all(home, honestly(lambda case: case.honest))
    for outcome, case in zip(outcomes, CASES, strict=True):
        assert isinstance(outcome, Answer), case.question
        assert (outcome.mode, outcome.dropped) == ("llm", ())
        [statement] = outcome.statements
        assert statement.text == case.honest
        [citation] = statement.citations
        assert case.words in " ".join(citation.sentence.split())


LIES: dict[str, tuple[Script, str | None]] = {
    "wrong label": (lambda request: says(f"{case_of(request).honest}{labels(request)[1]}"), None),
    "label out of range": (lambda request: says(f"{case_of(request).honest}[77]"), "no_citation"),
    "no labels": (lambda request: says(case_of(request).honest), "no_citation"),
    "invented number": (honestly(before_the_stop("sebanyak 37 kali", "for 37 years")), "number_mismatch"),
    "swapped date": (honestly(before_the_stop("pada 21 April", "on April 21")), "date_mismatch"),
    "invented name": (
        honestly(before_the_stop("bersama Wiranto Sasmita", "with Wiranto Sasmita")),
        "name_mismatch",
    ),
    "altered quote": (
        honestly(before_the_stop("“dengan sepenuh hati kami”", "“with all our hearts”")),
        "quote_altered",
    ),
    "negation flipped": (honestly(lambda case: case.reversed), None),
    "wrong language": (honestly(lambda case: case.foreign), "wrong_language"),
    "planted link": (
        honestly(before_the_stop("lihat https://tipu.example/x", "see https://tipu.example/x")),
        "foreign_markup",
    ),
}


@pytest.mark.parametrize("name", LIES)
async def test_false_statement_is_dropped_with_its_problem(home: Path, name: str) -> None:
    script, problem = LIES[name]
    for outcome, case in zip(await ask_all(home, script), CASES, strict=True):
        assert outcome.mode == "llm"
        assert not isinstance(outcome, Answer), (case.question, outcome.statements)
        assert len(outcome.dropped) == 1
        assert outcome.dropped[0].problems
        assert problem is None or problem in outcome.dropped[0].problems, outcome.dropped


@pytest.mark.parametrize(
    "name", ["invented number", "swapped date", "altered quote", "negation flipped", "planted link"]
)
async def test_model_that_vouches_for_everything_cannot_save_what_the_rules_refute(
    home: Path, name: str
) -> None:
    script, problem = LIES[name]
    for outcome in await ask_all(home, vouching(script), llm_check="all"):
        assert outcome.statements == ()
        assert problem is None or problem in outcome.dropped[0].problems


async def test_true_statement_that_no_model_vouches_for_is_not_shown(home: Path) -> None:
    def script(request: Json) -> Behaviour:
        return rules("unproved") if is_check(request) else honestly(lambda case: case.honest)(request)

    for outcome, case in zip(await ask_all(home, script, llm_check="all"), CASES, strict=True):
        assert [dropped.problems for dropped in outcome.dropped] == [("unproved",)], case.question
        assert outcome.statements == ()


def halved(request: Json) -> Behaviour:
    """Answers honestly in two chunks, divided between the two bytes of a no-break space."""
    wire = event(request, f"{case_of(request).honest}\u00a0{labels(request)[0]}")
    middle = wire.index("\u00a0".encode()) + 1
    return says(wire[:middle], wire[middle:])


NONSENSE: dict[str, tuple[Script, set[str]]] = {
    "labels only": (lambda request: says("".join(labels(request))), {"fallback"}),
    "NO_ANSWER": (lambda _: says("NO_ANSWER"), {"llm"}),
    "NO_ANSWER with text": (lambda _: says("NO_ANSWER Artikel tidak menyebut hal itu."), {"llm"}),
    "empty": (lambda _: says(""), {"fallback"}),
    "endless": (lambda _: says(Endless("Kedua negara bekerja sama dan ")), {"fallback", "llm"}),
    "half a character": (halved, {"llm"}),
    "cut stream": (
        lambda request: says(f"{case_of(request).honest}{labels(request)[0]}\nDan 37 or", CUT),
        {"llm"},
    ),
    "cut at once": (lambda _: says(CUT), {"fallback"}),
    "busy": (lambda _: refuses(429, "slow down", retry_after="0"), {"fallback"}),
    "broken": (lambda _: refuses(500), {"fallback"}),
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_nonsense_never_becomes_a_statement(home: Path, name: str) -> None:
    script, modes = NONSENSE[name]
    outcomes = await ask_all(home, script, llm_deadline_s=60.0)
    for outcome, case in zip(outcomes, CASES, strict=True):
        assert outcome.mode in modes, case.question
        assert_true(outcome, case)
        if outcome.mode == "fallback":
            assert isinstance(outcome, Answer) == (case.question not in NEAR), case.question


async def test_busy_server_is_retried_and_its_answer_used(home: Path) -> None:
    asked: set[str] = set()

    def script(request: Json) -> Behaviour:
        question = case_of(request).question
        if question not in asked:
            asked.add(question)
            return refuses(429, "slow down", retry_after="0.01")
        return says(f"{case_of(request).honest}{labels(request)[0]}")

    for outcome, case in zip(await ask_all(home, script), CASES, strict=True):
        assert (outcome.mode, isinstance(outcome, Answer)) == ("llm", True), case.question


async def test_slow_first_byte_ends_in_the_quoted_sentences(home: Path) -> None:
    never = asyncio.Event()
    waiting: tuple[Step, ...] = (never,)
    outcomes = await ask_all(home, lambda _: says(*waiting), llm_timeout_s=0.2, llm_deadline_s=0.5)
    for outcome, case in zip(outcomes, CASES, strict=True):
        is_answered = case.question not in NEAR
        assert (outcome.mode, isinstance(outcome, Answer)) == ("fallback", is_answered), case.question
        assert_true(outcome, case)
