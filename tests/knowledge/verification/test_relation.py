from __future__ import annotations

import json
from importlib.resources import files

import pytest

from knowledge.ports.reading import Support
from knowledge.verification import PROBLEMS
from knowledge.verification.check import NUMBER
from knowledge.verification.relation import (
    ENOUGH_SHARE,
    FAR_MORE,
    LEAST_COSINE,
    LEAST_SHARE,
    TYPICAL_COSINE,
    features,
    is_refuted,
    is_said_elsewhere,
    is_unrelated,
    keys,
    score,
    share,
    shared_keys,
    weights,
)
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import named


def test_keys_are_content_terms_and_values_of_numbers() -> None:
    assert keys(analyse("Rini membayar tiga kali")) >= {"rini", "#3"}
    assert keys(analyse("3")) == {"#3"}
    assert "#3" in keys(analyse("tiga"))
    assert keys(analyse("dan yang")) == frozenset()


@named(
    "statement, sentence, translated, expected",
    {
        "same term": ("Rini pergi", "Rini datang", False, {"rini"}),
        "same number": ("3 orang", "tiga kawan", False, {"#3"}),
        "five letters within a language": ("Sorenia", "Sorenians", False, set()),
        "five letters between languages": ("Sorenia", "Sorenians", True, {"sorenia"}),
        "a word of five letters between languages": ("Soren", "Sorenians", True, {"soren"}),
        "four letters between languages": ("Sore", "Soretti", True, set()),
        "another beginning": ("Sorenia", "Zubrowka", True, set()),
    },
)
def test_shared_keys_are_those_of_the_statement_that_the_source_has(
    statement: str, sentence: str, translated: bool, expected: set[str]
) -> None:
    assert shared_keys(analyse(statement), analyse(sentence), translated=translated) == expected


def test_rare_words_weigh_more_than_common_ones() -> None:
    statement = analyse("Zubrowka mengatakan")
    by_key = weights(statement)
    assert by_key.keys() == keys(statement)
    assert by_key["zubrowka"] > min(by_key.values()) > 0


def test_share_is_the_part_of_the_weight_in_common() -> None:
    assert share({"a": 3.0, "b": 1.0}, ["a"]) == 0.75
    assert share({"a": 3.0, "b": 1.0}, []) == 0.0
    assert share({}, []) == 1.0


@named(
    "shared, relatedness, translated, expected",
    {
        "enough words": (LEAST_SHARE, None, False, False),
        "too few words": (LEAST_SHARE - 0.01, None, False, True),
        "too few words, but a close vector": (0.0, LEAST_COSINE + 0.035, False, False),
        "too few words and a far vector": (0.0, LEAST_COSINE + 0.034, False, True),
        "enough words and a far vector": (LEAST_SHARE, 0.0, False, False),
        "translation without a vector shares a word": (0.01, None, True, False),
        "translation without a vector shares nothing": (0.0, None, True, True),
        "translation with a close vector": (0.0, LEAST_COSINE, True, False),
        "translation with a far vector": (0.0, LEAST_COSINE - 0.001, True, True),
        "translation with shared words": (0.2, LEAST_COSINE - 0.02, True, False),
        "words of a translation help up to a half": (1.0, LEAST_COSINE - 0.051, True, True),
    },
)
def test_statement_is_unrelated_without_common_words_and_close_vector(
    shared: float, relatedness: float | None, translated: bool, expected: bool
) -> None:
    assert is_unrelated(shared, relatedness, translated=translated) is expected


STATEMENT = analyse("gelugur kenanga melati zubrowka")
TERMS = sorted(STATEMENT.content)


def test_another_sentence_must_share_far_more_than_the_cited_ones() -> None:
    assert len(TERMS) == 4
    by_key = weights(STATEMENT)
    assert len(set(by_key.values())) == 1, "the four words weigh the same"
    assert is_said_elsewhere(STATEMENT, [[]], [TERMS[:1]])
    assert is_said_elsewhere(STATEMENT, [TERMS[:1]], [[], TERMS[:2]])
    assert not is_said_elsewhere(STATEMENT, [TERMS[:1]], [TERMS[1:2]])
    assert FAR_MORE <= 0.25


def test_cited_sentences_that_share_enough_together_are_right() -> None:
    assert 2 / len(TERMS) >= ENOUGH_SHARE
    assert not is_said_elsewhere(STATEMENT, [TERMS[:1], TERMS[1:2]], [TERMS])
    assert is_said_elsewhere(STATEMENT, [TERMS[:1], TERMS[:1]], [TERMS])


def test_words_that_the_statement_lacks_do_not_count() -> None:
    assert is_said_elsewhere(STATEMENT, [["pasar", "buku"]], [[*TERMS, "pasar"]])
    assert not is_said_elsewhere(STATEMENT, [["pasar"]], [["buku"]])


def test_numbers_do_not_tell_where_a_statement_is_from() -> None:
    statement = analyse("Zubrowka 25 26 27 28")
    assert not is_said_elsewhere(statement, [["zubrowka"]], [["#25", "#26", "#27", "#28"]])


def test_without_other_sentences_nothing_is_said_elsewhere() -> None:
    assert not is_said_elsewhere(STATEMENT, [], [])


def test_features_measure_the_share_the_cosine_and_the_problems() -> None:
    values = features(
        shared=0.5,
        relatedness=TYPICAL_COSINE + 0.05,
        translated=True,
        problems={"unrelated": ()},
    )
    assert values == {
        "share": 0.5,
        "cosine": pytest.approx(0.5),
        "no_cosine": 0.0,
        "translated": 1.0,
        "translated*share": 0.5,
        "translated*cosine": pytest.approx(0.5),
        "problem:unrelated": 1.0,
        "problem:unrelated:close": 0.0,
        "problem:unrelated:translated": 1.0,
    }


def test_numbers_in_words_are_another_feature_than_those_in_digits() -> None:
    words, digits = (
        features(shared=0.5, relatedness=None, translated=False, problems={NUMBER: (number,)})
        for number in ("six months", "6 months")
    )
    assert f"problem:{NUMBER}:in words" in words
    assert f"problem:{NUMBER}" in digits
    assert f"problem:{NUMBER}" not in words


def test_problem_counts_more_in_a_statement_with_the_words_of_its_sources() -> None:
    far, near, copied = (
        features(shared=shared, relatedness=None, translated=False, problems={"x": ("a",)})["problem:x:close"]
        for shared in (0.5, 0.8, 1.0)
    )
    assert far == 0.0 < near < copied == pytest.approx(1.0)


@named(
    "shared, translated, problem, expected",
    {
        "a negation in a copy": (0.97, False, "negation_mismatch", True),
        "a negation in other words": (0.7, False, "negation_mismatch", False),
        "a negation in a translation": (0.97, True, "negation_mismatch", False),
        "a number in a translation": (0.3, True, "number_mismatch", True),
        "a number": (0.5, False, "number_mismatch", True),
        "a date": (0.5, False, "date_mismatch", True),
        "a name": (0.97, False, "name_mismatch", False),
        "nothing in common": (0.0, False, "unrelated", True),
        "little in common": (0.3, False, "unrelated", False),
        "another matter in another language": (0.0, True, "unrelated", True),
        "no problem": (1.0, False, "", False),
    },
)
def test_words_alone_refute_other_figures_another_matter_and_a_copy_with_a_negation(
    shared: float, translated: bool, problem: str, expected: bool
) -> None:
    problems = {problem: ("5",)} if problem else {}
    values = features(shared=shared, relatedness=None, translated=translated, problems=problems)
    assert is_refuted(values) is expected


def test_features_of_a_reading_are_its_log_odds_within_bounds() -> None:
    values = features(
        shared=0.5, relatedness=None, translated=False, problems={}, support=Support(0.5, 0.0, 0.5)
    )
    assert values["read"] == pytest.approx(0.0)
    assert values["read against"] == pytest.approx(-7.6, abs=0.1)


def test_features_without_a_vector_say_so() -> None:
    values = features(shared=0.5, relatedness=None, translated=False, problems={})
    assert values == {
        "share": 0.5,
        "cosine": 0.0,
        "no_cosine": 1.0,
        "translated": 0.0,
        "translated*share": 0.0,
        "translated*cosine": 0.0,
    }


def test_score_is_above_a_half_exactly_if_supported() -> None:
    good = features(shared=1.0, relatedness=0.95, translated=False, problems={})
    poor = features(shared=0.0, relatedness=0.7, translated=False, problems={})
    assert 0.0 <= score(poor, supported=False) < score(good, supported=False) <= 0.5
    assert 0.5 <= score(poor, supported=True) < score(good, supported=True) <= 1.0


def test_score_of_extreme_features_is_finite() -> None:
    assert score({"share": 1e9}, supported=True) == pytest.approx(1.0)
    assert score({"share": -1e9}, supported=False) == pytest.approx(0.0)


def test_every_weight_belongs_to_a_feature() -> None:
    text = files("knowledge.weights").joinpath("support.json").read_text(encoding="utf-8")
    problems = dict.fromkeys(PROBLEMS, ("a 1",))
    by_words = features(shared=0.0, relatedness=None, translated=False, problems=problems)
    in_words = {"problem:number_mismatch:in words"}
    read = features(
        shared=0.0, relatedness=None, translated=False, problems=problems, support=Support(1.0, 0.0, 0.0)
    )
    weights = json.loads(text)
    assert weights["by words"].keys() <= {"intercept", *by_words, *in_words}
    assert weights["read"].keys() <= {"intercept", *read, *in_words}
