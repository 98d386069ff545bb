"""The contract of every lexical index."""

from __future__ import annotations

import math
import random
from collections import defaultdict

import pytest

from knowledge.adapters.database import Database, lexical
from knowledge.adapters.database.terms import encode_term
from knowledge.adapters.database.tsvector import MAX_VECTOR_BYTES, vector_literal
from tests.contract.newsroom import publish, put

HOSTILE = [
    '"',
    '"" OR 1=1',
    "NEAR(a b)",
    "*",
    "laos*",
    "terms:laos",
    "a AND b",
    "NOT",
    "^laos",
    "-laos",
    "'",
    "''); DROP TABLE articles; --",
    "\\",
    "laos:*",
    "a & !b",
    "a <-> b",
    "10.30",
    "Rp1.500,00",
    "snake_case",
    "_5f",
    "café",
    "cafe",
    "Laos",
    "laos",
    "LAOS",
    "naïve\u00a0space",
    "東京",
    "🐟",
    " ",
    "a b",
    "tab\there",
    "nul\x00nul",
    "\ud800",
    "x" * 5000,
    "y" * 40000,
]


def textbook_bm25(documents: dict[int, list[str]], query: list[str]) -> dict[int, float]:
    """BM25 scores (Robertson) with k1 = 1.2, b = 0.75 and the lower bound of SQLite FTS5 for the weight of a
    term."""
    mean = sum(map(len, documents.values())) / len(documents)
    scores: defaultdict[int, float] = defaultdict(float)
    for term in set(query):
        holding = sum(term in document for document in documents.values())
        weight = max(1e-6, math.log((len(documents) - holding + 0.5) / (holding + 0.5)))
        for key, document in documents.items():
            count = document.count(term)
            if count:
                scores[key] += weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(document) / mean))
    return scores


async def publish_all(database: Database, texts: list[list[str]]) -> dict[int, list[str]]:
    documents = {}
    for number, terms in enumerate(texts):
        stored = await put(database, f"Nomor {number}.", terms=terms)
        assert stored.revision is not None
        documents[stored.revision] = terms
    await database.articles.publish(list(documents))
    return documents


async def test_empty_index_finds_nothing(database: Database) -> None:
    assert (await database.lexical.search_terms(["laos"], 10)).hits == []
    assert await database.lexical.document_frequencies(["laos"]) == {"laos": 0}


async def test_no_terms_find_nothing(database: Database) -> None:
    await publish(database, "Feri tiba.")
    assert (await database.lexical.search_terms([], 10)).hits == []
    assert (await database.lexical.search_terms([""], 10)).hits == []
    assert (await database.lexical.search_terms(["feri"], 0)).hits == []
    assert await database.lexical.document_frequencies([]) == {}


async def test_result_has_the_document_frequencies_of_the_terms(database: Database) -> None:
    nothing = await database.lexical.search_terms(["feri"], 10)
    assert (nothing.frequencies, nothing.article_count) == ({"feri": 0}, 0)
    documents = await publish_all(database, [["feri", "tiba"], ["feri"], ["hujan"], []])
    for limit, among in ((10, None), (0, None), (10, [list(documents)[2]]), (10, [])):
        found = await database.lexical.search_terms(["feri", "Tiba", "", "tiba"], limit, among=among)
        assert found.frequencies == {"feri": 2, "Tiba": 0, "": 0, "tiba": 1}
        assert found.article_count == await database.articles.count() == 4
    assert (await database.lexical.search_terms([], 10)).article_count == 4


async def test_finds_articles_with_any_of_the_terms(database: Database) -> None:
    documents = await publish_all(database, [["feri", "tiba"], ["pasar", "ikan"], ["hujan"]])
    found = (await database.lexical.search_terms(["feri", "ikan", "unknown"], 10)).hits
    assert {revision for revision, _ in found} == set(list(documents)[:2])


@pytest.mark.parametrize("size", [1, 2, 12, 99, 130])
async def test_scores_are_those_of_bm25(
    database: Database, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "LEAST_SCORED", lexical.MOST_SCORED)
    draw = random.Random(size)
    words = [f"kata{number}" for number in range(60)]
    weights = [1 / (rank + 1) for rank in range(60)]
    documents = await publish_all(
        database, [draw.choices(words, weights, k=draw.randint(1, 80)) for _ in range(size)]
    )
    for query in (["kata3", "kata20", "kata41"], ["kata0"], ["kata0", "kata0", "kata1"], words[5:40]):
        expected = textbook_bm25(documents, query)
        found = dict((await database.lexical.search_terms(query, 1000)).hits)
        scores = list(found.values())
        assert scores == sorted(scores, reverse=True)
        # From 100 articles on, hits that share only common words may be left out: they score close to 0.
        assert {key for key, score in expected.items() if score > 1e-4} <= set(found) <= set(expected)
        for revision, score in found.items():
            assert score == pytest.approx(expected[revision], rel=1e-3, abs=1e-5)


async def test_term_of_every_article_is_found_if_no_rarer_term_is(database: Database) -> None:
    documents = await publish_all(database, [["yang", f"kata{number}"] for number in range(120)])
    assert len((await database.lexical.search_terms(["yang"], 1000)).hits) == 120
    assert len((await database.lexical.search_terms(["yang", "kata7"], 1000)).hits) == 1
    assert (await database.lexical.search_terms(["yang", "unknown"], 1000)).hits[0][0] == min(documents)


async def test_repeated_term_raises_the_score_and_length_lowers_it(database: Database) -> None:
    texts = [["feri"], ["feri"] * 3, ["feri"] + ["lain"] * 30, *[["hujan"]] * 9]
    once, thrice, diluted, *_ = await publish_all(database, texts)
    found = [revision for revision, _ in (await database.lexical.search_terms(["feri"], 10)).hits]
    assert found == [thrice, once, diluted]


async def test_limit_returns_the_best_hits(database: Database) -> None:
    documents = await publish_all(database, [["feri"] * (number + 1) for number in range(9)] + [["x"]] * 20)
    every = (await database.lexical.search_terms(["feri"], 100)).hits
    assert len(every) == 9
    assert (await database.lexical.search_terms(["feri"], 3)).hits == every[:3]
    assert {revision for revision, _ in every} <= set(documents)


async def test_restricted_search_has_the_same_scores(database: Database) -> None:
    documents = await publish_all(database, [["feri"] * (number + 1) for number in range(9)] + [["x"]] * 20)
    every = (await database.lexical.search_terms(["feri"], 100)).hits
    among = {list(documents)[2], list(documents)[5], list(documents)[15], 10**9}
    found = (await database.lexical.search_terms(["feri"], 100, among=among)).hits
    assert found == [pair for pair in every if pair[0] in among]
    assert len(found) == 2
    assert (await database.lexical.search_terms(["feri"], 100, among=[])).hits == []


async def test_terms_are_opaque_strings(database: Database) -> None:
    documents = await publish_all(database, [[term, "umum"] for term in HOSTILE])
    for revision, (term, _) in documents.items():
        assert [found for found, _ in (await database.lexical.search_terms([term], 100)).hits] == [
            revision
        ], term
    assert len((await database.lexical.search_terms(HOSTILE, 100)).hits) == len(HOSTILE)
    frequencies = await database.lexical.document_frequencies([*HOSTILE, "umum"])
    assert frequencies == dict.fromkeys(HOSTILE, 1) | {"umum": len(HOSTILE)}


def test_encoded_terms_are_distinct() -> None:
    terms = [
        *HOSTILE,
        *(chr(code) for code in range(1, 0x3000)),
        "_h" + "0" * 64,
        "_u d800",
        "_ud800",
        "_20",
        "20",
    ]
    assert len({encode_term(term) for term in terms}) == len(set(terms))


async def test_query_of_thousands_of_terms_uses_the_rarest(database: Database) -> None:
    texts = [[f"kata{number}", "umum", "biasa"] for number in range(70)]
    documents = await publish_all(database, texts)
    query = ["umum", "biasa", *(f"unknown{number}" for number in range(3000)), "kata3"]
    assert (await database.lexical.search_terms(query, 10)).hits[0][0] == list(documents)[3]


async def test_document_frequencies_change_with_publishing_and_withdrawing(database: Database) -> None:
    first = await publish(database, "Feri tiba. Feri pergi.")
    await publish(database, "Feri penuh.")
    terms = ["feri", "tiba", "penuh", "pasar"]
    assert await database.lexical.document_frequencies(terms) == {
        "feri": 2,
        "tiba": 1,
        "penuh": 1,
        "pasar": 0,
    }
    await database.articles.withdraw(first.article_id)
    assert await database.lexical.document_frequencies(terms) == {
        "feri": 1,
        "tiba": 0,
        "penuh": 1,
        "pasar": 0,
    }


async def test_article_without_terms_is_published_and_never_found(database: Database) -> None:
    stored = await put(database, "!!!", terms=[])
    assert stored.revision is not None
    await database.articles.publish([stored.revision])
    assert await database.articles.count() == 1
    await publish(database, "Feri tiba.")
    assert len((await database.lexical.search_terms(["feri"], 10)).hits) == 1
    assert await database.articles.withdraw(stored.article_id)


async def test_very_long_article_is_indexed(database: Database) -> None:
    terms = ["feri"] * 20_000 + [f"kata{number}" for number in range(56_000)]
    stored = await put(database, "Sangat panjang.", terms=terms)
    assert stored.revision is not None
    await database.articles.publish([stored.revision])
    for term in ("feri", "kata7"):
        assert [revision for revision, _ in (await database.lexical.search_terms([term], 5)).hits] == [
            stored.revision
        ]
    assert await database.articles.withdraw(stored.article_id)
    assert await database.lexical.document_frequencies(["kata55999"]) == {"kata55999": 0}


def test_vector_literal_is_within_the_limit_of_postgresql() -> None:
    literal = vector_literal([f"kata{number}" for number in range(200_000)])
    assert 0 < len(literal.encode()) <= MAX_VECTOR_BYTES
    assert vector_literal(["feri"] * 400).endswith(",255")
    assert vector_literal([]) == ""


@pytest.mark.parametrize(("share", "least", "most"), [(0.2, 1, 99), (0.0, 10, 99), (1.0, 1, 10)])
async def test_terms_of_too_many_articles_are_ignored_if_rarer_terms_are_found(
    database: Database, monkeypatch: pytest.MonkeyPatch, share: float, least: int, most: int
) -> None:
    monkeypatch.setattr(lexical, "SCORED_SHARE", share)
    monkeypatch.setattr(lexical, "LEAST_SCORED", least)
    monkeypatch.setattr(lexical, "MOST_SCORED", most)
    texts = [[f"kata{number}", f"pasang{number // 2}", *["umum"] * (number < 20)] for number in range(50)]
    documents = list(await publish_all(database, texts))
    both = (await database.lexical.search_terms(["umum", "kata40", "pasang20"], 99)).hits
    assert {found for found, _ in both} == {documents[40], documents[41]}
    assert len((await database.lexical.search_terms(["umum"], 99)).hits) == 20
