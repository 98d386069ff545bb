"""Tests of choosing the article that an erratum corrects, on invented pairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.articles.corrected_article import corrected, search_terms
from tests.knowledge.articles.errata_cases import CASES, Case, article

ERRATUM = article(*CASES[0].erratum, number=90, day=date(2026, 3, 5))
STORM = article(*CASES[0].corrected, number=1, day=date(2026, 3, 4))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.erratum[0])
def test_corrected_article_is_found_among_those_of_all_cases(case: Case) -> None:
    candidates = [article(*each.corrected, number=at) for at, each in enumerate(CASES)]
    candidates += [article(*each.unrelated, number=at + 50) for at, each in enumerate(CASES)]
    assert corrected(article(*case.erratum, number=90), candidates) == candidates[CASES.index(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.erratum[0])
def test_unrelated_article_is_not_corrected_even_with_the_same_value(case: Case) -> None:
    candidates = [article(*each.unrelated, number=at + 50) for at, each in enumerate(CASES)]
    assert corrected(article(*case.erratum, number=90), candidates) is None


def test_article_published_later_is_not_corrected() -> None:
    assert corrected(ERRATUM, [STORM]) == STORM
    assert corrected(ERRATUM, [replace(STORM, published_on=ERRATUM.published_on)]) is not None
    assert corrected(ERRATUM, [replace(STORM, published_on=None)]) is not None
    assert corrected(ERRATUM, [replace(STORM, published_on=date(2026, 3, 6))]) is None
    assert corrected(replace(ERRATUM, published_on=None), [replace(STORM, published_on=date(2026, 3, 6))])


def test_article_without_the_wrong_value_is_not_corrected() -> None:
    title, text = CASES[0].corrected
    other = article(title.replace("730", "37"), text.replace("730", "37"), day=date(2026, 3, 4))
    assert corrected(ERRATUM, [other]) is None


def test_day_that_the_erratum_names_decides_between_like_articles() -> None:
    earlier = replace(STORM, id="2", revision=2, published_on=date(2026, 3, 3))
    assert corrected(ERRATUM, [earlier, STORM]) == STORM


def test_newest_of_equal_articles_is_corrected() -> None:
    undated = replace(ERRATUM, title="Ralat Rumah Rusak di Tegalwaru")
    older = replace(STORM, id="2", revision=2, published_on=date(2026, 2, 1))
    newer = replace(STORM, id="3", revision=3, published_on=date(2026, 2, 2))
    assert corrected(undated, [newer, older]) == newer


def test_erratum_does_not_correct_itself_or_another_erratum_of_the_same_value() -> None:
    again = replace(ERRATUM, id="91", revision=91)
    assert corrected(ERRATUM, [ERRATUM, again]) is None


def test_erratum_whose_right_value_was_wrong_is_corrected() -> None:
    second = article(
        "Ralat Kedua: Jumlah Rumah Rusak di Tegalwaru",
        "Jumlah rumah yang rusak akibat angin kencang di Tegalwaru bukan 73 rumah melainkan 37 rumah.",
        number=92,
    )
    assert corrected(second, [STORM, ERRATUM]) == ERRATUM


def test_erratum_that_names_no_topic_corrects_nothing() -> None:
    assert corrected(article("Ralat", "Angka yang benar adalah 73 rumah.", number=93), [STORM]) is None
    assert corrected(article("Ralat", "Kami mohon maaf.", number=94), [STORM]) is None


def test_search_terms_are_the_topic_and_the_wrong_value() -> None:
    terms = search_terms(ERRATUM)
    assert {"tegalwaru", "730"} <= set(terms)
    assert {"ralat", "73", "salah"}.isdisjoint(terms)
    assert {"tegalwaru", "kencang", "730"} <= set(search_terms(STORM))
