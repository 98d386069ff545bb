"""Compares Kutip with simple pipelines on the same questions: the tutorial's, vectors alone, BM25 alone."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.evaluation.archive import Archive, Gold, Progress, contains_answer, is_gold
from bot.evaluation.asking import rank_columns
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
"""Sentences retrieved by vectors alone."""

LEXICAL_LIMIT = 50
"""Articles retrieved by BM25 alone."""

TUTORIAL_DEPTH = 20
"""Pieces retrieved to rank articles: enough for at least ten different articles."""

TIMED_QUESTIONS = 200
WARM_UP = 10
"""Questions asked before the timed ones, which are not counted."""

Values = dict[str, float | None]
Ranked = list[tuple[Article, int]]
"""Sentences, each as its article and its position in it, best first."""


async def compare_systems(
    archive: Archive,
    tutorial: Tutorial | None,
    articles: Sequence[Article],
    cases: Sequence[QuestionCase],
    own: Mapping[str, Values],
    progress: Progress,
) -> Result:
    """Run the suite "baselines": the rank of the article and the evidence that each system finds for every
    answerable question with labels.

    ``own`` are Kutip's columns by the id of the question; see :func:`kutip_columns`.
    """
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

        question_terms = terms.content_terms(case.question)
        result = await archive.kutip.database.lexical.search_terms(question_terms, LEXICAL_LIMIT)
        lexical = [by_revision[revision] for revision, _ in result.hits if revision in by_revision]
        ranked = _by_shared_terms(lexical[0], question_terms) if lexical else []
        values |= _columns("bm25", [a.text for a in lexical], ranked, right, gold, case.answers)

        if tutorial is not None:
            pieces = await tutorial.nearest(vector, TUTORIAL_DEPTH)
            keys = [key for piece in pieces[:1] for key in _sentences_in(piece, articles)]
            cosines = await archive.kutip.vectors.cosines(vector, keys)
            best = sorted(cosines, key=lambda key: -cosines[key])
            sentences = [(by_revision[key.revision], key.position) for key in best]
            order = [articles[piece.article].text for piece in pieces]
            values |= _columns("tutorial", order, sentences, right, gold, case.answers)
        observed.append(Observed(case.id, case.group, values))
        progress(1)
    return Result(suites.BASELINES, tuple(observed))


async def time_systems(
    archive: Archive, tutorial: Tutorial | None, embedder: Embedder, cases: Sequence[QuestionCase]
) -> Result:
    """Run the suite "speed": time whole answers of Kutip, and only the retrieval of the tutorial pipeline.

    Both systems handle each question in turn. No conversation is stored, and vectors are not cached.
    """
    database = archive.kutip.database
    retriever = Retriever(
        database.articles, database.lexical, archive.kutip.vectors, embedder, archive.kutip.reader
    )
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


def kutip_columns(results: Iterable[Result]) -> dict[str, Values]:
    """Returns Kutip's columns for the suite "baselines" by question id, from the results of other suites."""
    names = {
        "retrieval": {"first": "first", "in five": "in_five", "reciprocal": "reciprocal"},
        "evidence": {"first": "evidence"},
        "answers": {"in_first_two": "stands"},
    }
    own: dict[str, Values] = defaultdict(dict)
    for result in results:
        for name, column in names.get(result.suite.name, {}).items():
            for case in result.cases:
                if name in case.values:
                    own[case.id][f"kutip_{column}"] = case.values[name]
    return own


def _columns(
    system: str, order: Iterable[str], sentences: Ranked, right: set[str], gold: Gold, answers: Sequence[str]
) -> Values:
    """The columns of one system: ``order`` are texts of articles, best first, and ``right`` those that
    answer."""
    distinct = list(dict.fromkeys(order))
    index = next((index for index, text in enumerate(distinct[:10]) if text in right), None)
    ranks = rank_columns(index)
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
        shown = " ".join(article.sentences[position].text for article, position in sentences[:2])
        values[f"{system}_stands"] = float(contains_answer(shown, answers))
    return values


def _by_shared_terms(article: Article, question_terms: Sequence[str]) -> Ranked:
    """The sentences of an article, those with most terms of the question first."""
    wanted = set(question_terms)
    shared = [len(wanted & set(terms.terms(sentence.text))) for sentence in article.sentences]
    order = sorted(range(len(shared)), key=lambda position: -shared[position])
    return [(article, position) for position in order]


def _sentences_in(piece: Piece, articles: Sequence[Article]) -> list[SentenceKey]:
    """The sentences that overlap with a piece of the tutorial pipeline."""
    article = articles[piece.article]
    return [
        SentenceKey(article.revision, position)
        for position, sentence in enumerate(article.sentences)
        if sentence.start < piece.end and sentence.end > piece.start
    ]
