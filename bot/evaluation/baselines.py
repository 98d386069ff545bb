"""The same questions put to plain pipelines: the tutorial's, vectors alone, words alone."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.evaluation.archive import Archive, Gold, Progress, holds, is_gold
from bot.evaluation.asking import places
from bot.evaluation.tutorial import PIECES, Piece, Tutorial
from bot.wiring import now
from knowledge.assistant import Assistant
from knowledge.evaluation import suites
from knowledge.evaluation.cases import QuestionCase
from knowledge.evaluation.results import Observed, Result
from knowledge.models import Article, AskRequest, NumberedSentence, SentenceKey
from knowledge.ports import Embedder
from knowledge.retrieval.retriever import Retriever
from knowledge.text import terms

DENSE_LIMIT = 100
LEXICAL_LIMIT = 50
TUTORIAL_DEPTH = 20
"""Pieces asked for where the rank of an article is measured, so that ten articles are among them."""

TIMED_QUESTIONS = 200
WARM_UP = 10

Values = dict[str, float | None]
Ranked = list[tuple[Article, int]]
"""Sentences by article and position, best first."""


async def stand_beside(
    archive: Archive,
    tutorial: Tutorial | None,
    articles: Sequence[Article],
    cases: Sequence[QuestionCase],
    own: Mapping[str, Values],
    progress: Progress,
) -> Result:
    """Every answerable question with labels: ranks and evidence of each system; ``own`` are Kutip's by id."""
    by_revision = {article.revision: article for article in articles}
    observed = []
    for case in cases:
        if not case.answerable or case.among or not case.articles:
            continue
        gold = await archive.gold(case.evidence)
        right = {a.text for name in case.articles if (a := await archive.article(name)) is not None}
        vector = await archive.kutip.embedder.embed_query(case.question)
        values: Values = dict(own.get(case.id, {}))

        nearest = await archive.kutip.vectors.search(vector, DENSE_LIMIT)
        dense = [
            (by_revision[key.revision], key.position) for key, _ in nearest if key.revision in by_revision
        ]
        values |= _columns("dense", [a.text for a, _ in dense], dense, right, gold, case.answers)

        asked = terms.content_terms(case.question)
        found = await archive.kutip.database.lexical.search_terms(asked, LEXICAL_LIMIT)
        lexical = [by_revision[revision] for revision, _ in found.hits if revision in by_revision]
        ranked = _by_words(lexical[0], asked) if lexical else []
        values |= _columns("bm25", [a.text for a in lexical], ranked, right, gold, case.answers)

        if tutorial is not None:
            pieces = await tutorial.nearest(vector, TUTORIAL_DEPTH)
            keys = [key for piece in pieces[:1] for key in _inside(piece, articles)]
            cosines = await archive.kutip.vectors.cosines(vector, keys)
            best = sorted(cosines, key=lambda key: -cosines[key])
            sentences = [(by_revision[key.revision], key.position) for key in best]
            order = [articles[piece.article].text for piece in pieces]
            values |= _columns("tutorial", order, sentences, right, gold, case.answers)
        observed.append(Observed(case.id, case.group, values))
        progress(1)
    return Result(suites.BASELINES, tuple(observed))


async def time_both(
    archive: Archive, tutorial: Tutorial | None, embedder: Embedder, cases: Sequence[QuestionCase]
) -> Result:
    """Whole answers of Kutip and bare retrieval of the tutorial pipeline, in turn, nothing kept."""
    database = archive.kutip.database
    retriever = Retriever(database.articles, database.lexical, archive.kutip.vectors, embedder)
    assistant = Assistant(retriever, database.articles, database.conversations, clock=now)
    observed = []
    chosen = [case for case in cases if not case.among][: TIMED_QUESTIONS + WARM_UP]
    for number, case in enumerate(chosen):
        started = time.perf_counter()
        await assistant.ask(AskRequest(case.question))
        values: Values = {"kutip_ms": (time.perf_counter() - started) * 1000}
        if tutorial is not None:
            started = time.perf_counter()
            await tutorial.nearest(await embedder.embed_query(case.question), PIECES)
            values["tutorial_ms"] = (time.perf_counter() - started) * 1000
        if number >= WARM_UP or len(chosen) <= WARM_UP:
            observed.append(Observed(case.id, case.group, values))
    return Result(suites.SPEED, tuple(observed))


def of_kutip(results: Iterable[Result]) -> dict[str, Values]:
    """Kutip's own columns by question, from what was observed when it was asked."""
    names = {
        "retrieval": {"first": "first", "in five": "in_five", "reciprocal": "reciprocal"},
        "evidence": {"first": "evidence"},
        "answers": {"in_first_two": "stands"},
    }
    own: dict[str, Values] = defaultdict(dict)
    for result in results:
        for observed, column in names.get(result.suite.name, {}).items():
            for case in result.cases:
                if observed in case.values:
                    own[case.id][f"kutip_{column}"] = case.values[observed]
    return own


def _columns(
    system: str, order: Iterable[str], sentences: Ranked, right: set[str], gold: Gold, answers: Sequence[str]
) -> Values:
    distinct = list(dict.fromkeys(order))
    at = next((at for at, text in enumerate(distinct[:10]) if text in right), None)
    ranks = places(at)
    values: Values = {
        f"{system}_first": ranks["first"],
        f"{system}_in_five": ranks["in five"],
        f"{system}_reciprocal": ranks["reciprocal"],
    }
    if gold:
        first = sentences[0] if sentences else None
        values[f"{system}_evidence"] = float(
            first is not None and is_gold(NumberedSentence(1, first[0], first[1], 1.0), gold)
        )
    if answers:
        shown = " ".join(article.sentences[place].text for article, place in sentences[:2])
        values[f"{system}_stands"] = float(holds(shown, answers))
    return values


def _by_words(article: Article, asked: Sequence[str]) -> Ranked:
    wanted = set(asked)
    shared = [len(wanted & set(terms.terms(sentence.text))) for sentence in article.sentences]
    order = sorted(range(len(shared)), key=lambda at: -shared[at])
    return [(article, at) for at in order]


def _inside(piece: Piece, articles: Sequence[Article]) -> list[SentenceKey]:
    article = articles[piece.article]
    return [
        SentenceKey(article.revision, at)
        for at, sentence in enumerate(article.sentences)
        if sentence.start < piece.end and sentence.end > piece.start
    ]
