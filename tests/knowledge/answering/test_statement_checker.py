"""Tests of what the rules decide, what they leave to a model, and that a speaker's sentence is cited."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from knowledge.answering.checked_statements import Check
from knowledge.answering.statement_checker import AnswerContext, Judgement, StatementChecker
from knowledge.errors import StoreUnavailable
from knowledge.models import NumberedSentence, Statement
from knowledge.ports.vectors import Vector
from knowledge.verification import Ruling
from tests.bundled_model import bundled_embedder
from tests.knowledge.made_articles import make_article

QUOTATION = make_article(
    "Kepala Pasar Lembayung, Darma Wisesa, mengatakan pasar ditata mulai Maret.",
    "“Sebanyak 140 kios disiapkan bagi pedagang ikan.”",
    "Pedagang buah belum mendapat tempat.",
    "Ketua paguyuban Sri Kencana meninjau kios ikan.",
    "Ia mengatakan 40 pedagang sudah mendaftar.",
)


async def judge(text: str, *positions: int, check: Check = "off") -> Judgement:
    """Judges a statement that cites these sentences of ``QUOTATION``, which alone were shown."""
    shown = {
        label: NumberedSentence(label, QUOTATION, at, 0.9) for label, at in enumerate(positions, start=1)
    }
    embedder = bundled_embedder()
    context = AnswerContext("Apa kabar pasar?", "id", shown, time.monotonic() + 60)
    judgement = await StatementChecker(embedder, check=check).judge(context, Statement(text, tuple(shown)))
    embedder.close()
    return judgement


TRUE = "Sebanyak 140 kios disiapkan bagi pedagang ikan."
DOUBTED = "Sebanyak 140 kios disiapkan Bahari Jaya bagi pedagang ikan."
REFUTED = "Sebanyak 150 kios disiapkan bagi pedagang ikan."


async def test_without_a_model_the_rules_decide() -> None:
    assert (await judge(TRUE, 1)).verified is not None
    for text, problem in ((DOUBTED, "name_mismatch"), (REFUTED, "number_mismatch")):
        judgement = await judge(text, 1)
        assert (judgement.verified, judgement.claim) == (None, None)
        assert [each.name for each in judgement.problems] == [problem]


async def test_what_the_rules_do_not_refute_is_left_to_the_model() -> None:
    for text in (TRUE, DOUBTED):
        judgement = await judge(text, 1, check="all")
        assert (judgement.verified, judgement.problems) == (None, ())
        assert judgement.claim is not None
        assert judgement.claim.text == text
    refuted = await judge(REFUTED, 1, check="all")
    assert refuted.claim is None
    assert [each.name for each in refuted.problems] == ["number_mismatch"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("140 kios.", "fragment"),
        ("A hundred and forty of the new stalls were prepared for the fishmongers.", "wrong_language"),
        ("Pasar itu akan ditutup.", "no_citation"),
    ],
)
async def test_model_is_not_asked_about_what_needs_no_model(text: str, problem: str) -> None:
    judgement = await judge(text, *(() if problem == "no_citation" else (1,)), check="all")
    assert judgement.claim is None
    assert problem in [each.name for each in judgement.problems]


async def test_model_is_not_asked_about_a_statement_that_cites_the_wrong_sentence() -> None:
    shown = {label: NumberedSentence(label, QUOTATION, at, 0.9) for label, at in ((1, 1), (2, 2))}
    embedder = bundled_embedder()
    context = AnswerContext("Apa kabar pasar?", "id", shown, time.monotonic() + 60)
    statement = Statement("Pedagang buah belum mendapat tempat.", (1,))
    judgement = await StatementChecker(embedder, check="all").judge(context, statement)
    embedder.close()
    assert judgement.claim is None
    assert judgement.problems != ()


@pytest.mark.parametrize(
    ("text", "ruling", "problems"),
    [
        (TRUE, "supported", None),
        (TRUE, None, None),
        (TRUE, "unproved", ["unproved"]),
        (TRUE, "contradicted", ["contradicted"]),
        (DOUBTED, "supported", None),
        (DOUBTED, None, ["name_mismatch"]),
        (DOUBTED, "unproved", ["name_mismatch", "unproved"]),
    ],
)
async def test_model_decides_and_without_its_ruling_the_rules(
    text: str, ruling: Ruling | None, problems: list[str] | None
) -> None:
    judgement = (await judge(text, 1, check="all")).decided(ruling)
    assert judgement.claim is None
    assert (judgement.verified is not None) == (problems is None)
    assert [each.name for each in judgement.problems] == (problems or [])


async def test_ruling_changes_nothing_where_the_rules_have_decided() -> None:
    judgement = await judge(REFUTED, 1, check="all")
    assert judgement.decided("supported") == judgement


async def test_model_is_shown_the_sentence_that_names_the_speaker() -> None:
    judgement = await judge(
        "Menurut Darma Wisesa, sebanyak 140 kios disiapkan bagi pedagang ikan.", 1, check="all"
    )
    assert judgement.claim is not None
    assert [each.position for each in judgement.claim.cited] == [1, 0]


@pytest.mark.parametrize("check", ["off", "all"])
async def test_offer_that_cites_a_sentence_is_left_out(check: Check) -> None:
    judgement = await judge("Semoga informasi ini membantu!", 1, check=check)
    assert judgement == Judgement(Statement("Semoga informasi ini membantu!", (1,)))


async def test_sentence_that_begins_with_no_is_verified_with_it() -> None:
    article = make_article("Tidak, kata Darma Wisesa tentang rencana penutupan pasar ikan.")
    shown = {1: NumberedSentence(1, article, 0, 0.9)}
    embedder = bundled_embedder()
    context = AnswerContext("Apakah pasar ikan ditutup?", "id", shown, time.monotonic() + 60)
    statement = Statement(article.sentences[0].text, (1,))
    judgement = await StatementChecker(embedder).judge(context, statement)
    embedder.close()
    assert judgement.verified is not None


async def test_answer_word_stays_before_a_statement_that_a_model_decides() -> None:
    shown = {1: NumberedSentence(1, QUOTATION, 2, 0.9)}
    embedder = bundled_embedder()
    question = "Apakah pedagang buah sudah mendapat tempat?"
    context = AnswerContext(question, "id", shown, time.monotonic() + 60)
    statement = Statement("Tidak, pedagang buah Kampung Baru belum mendapat tempat.", (1,))
    judgement = await StatementChecker(embedder, check="all").judge(context, statement)
    embedder.close()
    assert judgement.claim is not None
    assert judgement.claim.text == statement.text


async def test_speaker_whom_a_neighbour_names_is_cited_with_a_label_of_its_own() -> None:
    judgement = await judge("Menurut Darma Wisesa, sebanyak 140 kios disiapkan bagi pedagang ikan.", 1)
    assert judgement.verified is not None
    assert [citation.sentence for citation in judgement.verified.citations] == [
        QUOTATION.sentences[1].text,
        QUOTATION.sentences[0].text,
    ]
    assert len({citation.label for citation in judgement.verified.citations}) == 2


async def test_person_of_a_pronoun_is_cited() -> None:
    judgement = await judge("Sri Kencana mengatakan 40 pedagang sudah mendaftar.", 4)
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
    judgement = await judge(text, position)
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
    judgement = await judge(text, position)
    assert judgement.verified is None
    assert judgement.problems != ()


class BrokenEmbedder:
    """An embedder that fails at every call."""

    name = "broken"

    async def embed_query(self, text: str) -> Vector:
        raise StoreUnavailable("The embedder does not respond.")

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        raise StoreUnavailable("The embedder does not respond.")


async def test_without_vectors_the_words_decide() -> None:
    shown = {1: NumberedSentence(1, QUOTATION, 2, 0.9)}
    context = AnswerContext("How are the traders?", "en", shown, time.monotonic() + 60)
    statement = Statement("The fruit traders of the market have not been given a place yet.", (1,))
    judgement = await StatementChecker(BrokenEmbedder()).judge(context, statement)
    assert judgement.verified is not None
