"""Tests of judging questions by kind, in pairs and about cut articles, on outcomes made by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.evaluation import kinds
from bot.evaluation.archive import Archive, is_answering
from bot.evaluation.report import markdown
from knowledge.errors import UnknownArticle
from knowledge.evaluation.cases import Place, QuestionCase
from knowledge.evaluation.results import Result
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    Citation,
    CitedStatement,
    NearestArticle,
    NumberedSentence,
    Outcome,
    Sentence,
)
from knowledge.retrieval.retriever import Retrieval

SENTENCES = (
    "Pasar Sukamaju dibuka pada 3 Mei.",
    "Biayanya Rp 12 miliar.",
    "Lurah Bram Wicaksana meresmikannya.",
    "Pedagang menari.",
)
TEXT = " ".join(SENTENCES)
STARTS = [TEXT.index(sentence) for sentence in SENTENCES]
PASAR = Article(
    id="a-1",
    revision=1,
    title="Pasar Sukamaju",
    text=TEXT,
    sentences=tuple(
        Sentence(start, start + len(sentence), sentence)
        for start, sentence in zip(STARTS, SENTENCES, strict=True)
    ),
    language="id",
    added_at=datetime(2024, 5, 4, tzinfo=UTC),
)


class Library:
    """Knows the one article, by both of its ids."""

    async def get(self, name: str) -> Article:
        if name not in {"a-1", "pasar"}:
            raise UnknownArticle(name)
        return PASAR


def archive(original: str = TEXT) -> Archive:
    kutip: Any = SimpleNamespace(library=Library())
    return Archive(kutip, cast("Any", None), {"pasar": original})


def span(position: int) -> tuple[int, int]:
    return STARTS[position], STARTS[position] + len(SENTENCES[position])


def case(name: str, *gold: int, **fields: Any) -> QuestionCase:
    evidence = tuple(Place("pasar", *span(position)) for position in gold)
    labels: dict[str, Any] = {"kind": "fact", "style": "formal", "language": "id"}
    labels |= {"answerable": bool(gold)} | fields
    return QuestionCase(name, "Berapa?", evidence=evidence, group=name, **labels)


def citation(position: int) -> Citation:
    start, end = span(position)
    return Citation(1, "a-1", "pasar", "Pasar", None, None, None, SENTENCES[position], start, end)


def answer(*quoted: int, confidence: float = 0.9) -> Outcome:
    statements = tuple(CitedStatement(SENTENCES[at], (citation(at),)) for at in quoted)
    return Answer("Berapa?", "Berapa?", "id", "extractive", confidence, statements, nearest=(near(1),))


def abstention(*nearest: NearestArticle, confidence: float = 0.2) -> Outcome:
    return Abstention("Berapa?", "Berapa?", "id", "extractive", confidence, "no_match", nearest=nearest)


def near(position: int) -> NearestArticle:
    start, end = span(position)
    return NearestArticle("a-1", "Pasar", sentence=SENTENCES[position], start=start, end=end)


def ranked(*positions: int) -> Retrieval:
    evidence = tuple(NumberedSentence(label, PASAR, at, 0.5) for label, at in enumerate(positions, start=1))
    return Retrieval((PASAR,), evidence, 0.5)


Asked = tuple[QuestionCase, Outcome, Retrieval]

SIX: list[Asked] = [
    # The answering sentence is ranked first and quoted.
    (case("q1", 1, question_only=0.35), answer(1), ranked(1, 0)),
    # It is ranked second, and quoted third.
    (case("q2", 1, 2, style="casual", question_only=0.6), answer(0, 3, 2), ranked(0, 2)),
    # It is ranked third, and another is quoted.
    (case("q3", 1, kind="reason", question_only=0.5), answer(0), ranked(0, 3, 1)),
    # It is not quoted, and shown as near.
    (case("q4", 1, kind="reason", style="casual", question_only=0.3), abstention(near(1)), ranked(1)),
    # Nothing answers, and something is quoted.
    (case("q5", kind="untold", question_only=0.4), answer(0, confidence=0.6), ranked(0)),
    # Nothing answers, and nothing is quoted.
    (
        case("q6", kind="untold", language="en", question_only=0.1),
        abstention(NearestArticle("a-1", "Pasar"), confidence=0.1),
        ranked(0),
    ),
]


async def results(asked: list[Asked]) -> dict[str, Result]:
    judged = {
        case.id: await kinds.judge(archive(), case, outcome, retrieval) for case, outcome, retrieval in asked
    }
    return {result.suite.name: result for result in kinds.results([case for case, *_ in asked], judged)}


def figures(result: Result) -> dict[str, tuple[float, int]]:
    return {
        figure.statistic.name: (round(figure.interval.value, 3), figure.count) for figure in result.figures
    }


async def test_figures_of_six_questions_are_those_counted_by_hand() -> None:
    result = (await results(SIX))["newsq"]

    assert {name: value for name, value in figures(result).items() if ": " not in name} == {
        "right": (0.333, 6),  # q1 and q6
        "answering sentence ranked first": (0.5, 4),  # q1 and q4
        "answering sentence in the first two": (0.75, 4),  # without q3
        "answering sentence shown": (0.75, 4),  # without q3: an answer does not show what is near
        "beside the point, of the answered": (0.5, 4),  # q3 and q5 of q1, q2, q3, q5
        "refused, of what can be answered": (0.25, 4),  # q4
        "not answered, of what cannot be": (0.5, 2),  # q6
        "AUROC of the confidence": (0.875, 6),  # 7 of 8 pairs in order: q4 is below q5
        "AUROC of the question alone": (0.75, 6),  # q1 and q4 are below q5
    }


async def test_each_kind_style_and_language_has_its_own_figures() -> None:
    values = figures((await results(SIX))["newsq"])

    assert values["kind fact: right"] == (0.5, 2)
    assert values["kind reason: refused, of what can be answered"] == (0.5, 2)
    assert values["kind untold: not answered, of what cannot be"] == (0.5, 2)
    assert values["kind untold: beside the point, of the answered"] == (1.0, 1)
    assert values["style casual: answering sentence ranked first"] == (0.5, 2)
    assert values["language en: right"] == (1.0, 1)
    assert "kind fact: not answered, of what cannot be" not in values
    assert "kind fact: AUROC of the confidence" not in values


async def test_pair_is_in_order_if_its_answerable_question_is_surer() -> None:
    asked: list[Asked] = []
    for pair, own, other in (("p1", 0.9, 0.3), ("p2", 0.4, 0.8), ("p3", 0.7, 0.7)):
        asked += [
            (case(f"{pair}-1", 1, pair=pair), answer(1, confidence=own), ranked(1)),
            (case(f"{pair}-2", pair=pair), answer(0, confidence=other), ranked(0)),
        ]
    asked.append((case("alone", 1, pair="p4"), answer(1), ranked(1)))

    found = await results(asked)

    assert found.keys() == {"pairs"}
    values = figures(found["pairs"])
    assert values["pairs in order"] == (0.5, 3)  # one right, one wrong, one tie
    assert values["right"] == (0.571, 7)
    assert values["kind fact: pairs in order"] == (0.5, 3)


async def test_whole_and_cut_articles_are_a_suite_of_their_own() -> None:
    whole = [case("w1", 1, cut=False, question_only=0.7), case("w2", 1, cut=False, question_only=0.4)]
    cut = [case("c1", cut=True, question_only=0.7), case("c2", cut=True, question_only=0.4)]
    asked = [
        (whole[0], answer(1, confidence=0.9), ranked(1)),
        (whole[1], abstention(confidence=0.4), ranked(1)),
        (cut[0], answer(0, confidence=0.5), ranked(0)),
        (cut[1], abstention(confidence=0.2), ranked(0)),
    ]

    found = await results(asked)

    assert found.keys() == {"cut"}
    assert {name: value for name, value in figures(found["cut"]).items() if ": " not in name} == {
        "answered, whole article": (0.5, 2),
        "answered, cut article": (0.5, 2),
        "AUROC of the confidence": (0.75, 4),
        "AUROC of the question alone": (0.5, 4),
    }


async def test_report_has_a_table_for_all_and_one_for_each_field() -> None:
    result = (await results(SIX))["newsq"]

    text = markdown([result], {"data": "newsq"})

    assert "## Questions by kind\n" in text
    overall = next(line for line in text.splitlines() if line.startswith("| refused"))
    assert overall.startswith("| refused, of what can be answered | 0.250 | 0.000 to ")
    assert overall.endswith(" | 4 |")
    by_kind = text.partition("By kind, ")[2].partition("By style, ")[0].splitlines()
    assert by_kind[2] == "| figure | fact | reason | untold |"
    assert by_kind[4] == (
        "| right | 0.500 (0.000 to 1.000), 2 | 0.000 (0.000 to 0.000), 2 | 0.500 (0.000 to 1.000), 2 |"
    )
    [refused] = [line for line in by_kind if line.startswith("| refused")]
    assert refused.endswith(" | – |")
    assert "By language, " in text


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (10, 30, True),
        (0, 25, True),  # 15 of the shorter one's 20
        (0, 20, False),  # 10 of 20 are not more than half
        (14, 18, True),  # inside
        (28, 32, False),  # 2 of its own 4
        (27, 32, True),  # 3 of its own 5
        (30, 40, False),  # touching
        (40, 50, False),
    ],
)
def test_sentence_answers_if_more_than_half_of_the_shorter_one_is_shared(
    start: int, end: int, expected: bool
) -> None:
    assert is_answering([(100, 110), (10, 30)], start, end) is expected


async def test_offsets_count_in_the_text_of_the_data_folder() -> None:
    original = "\u200b" * 40 + TEXT
    place = Place("pasar", STARTS[1] + 40, STARTS[1] + 40 + len(SENTENCES[1]))

    spans = await archive(original).spans([place])

    assert await archive(original).answering(spans, [("a-1", *span(at)) for at in range(4)]) == [
        False, True, False, False,
    ]  # fmt: skip
    assert await archive().answering(spans, [("unknown", *span(1))]) == [False]
