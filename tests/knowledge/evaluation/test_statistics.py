"""Tests of figures computed from observations, their intervals, and comparisons."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knowledge.evaluation import bootstrap, statistics
from knowledge.evaluation.comparing import compare
from knowledge.evaluation.results import Observed, Result, Suite, cases_from_json, to_json
from knowledge.evaluation.statistics import Statistic, share
from knowledge.evaluation.suites import with_slices


def rows(*values: tuple[float, ...]) -> statistics.Floats:
    return np.array(values, float)


def ones(count: int) -> statistics.Floats:
    return np.ones(count)


def test_auroc_is_the_share_of_pairs_in_the_right_order_with_ties_as_half() -> None:
    generator = np.random.default_rng(1)
    data = np.column_stack([generator.integers(0, 9, 80), generator.integers(0, 2, 80)]).astype(float)
    positive, negative = data[data[:, 1] == 1, 0], data[data[:, 1] == 0, 0]
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)

    assert statistics.auroc(data, ones(80)) == pytest.approx(wins / (len(positive) * len(negative)))


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    data = rows((0.9, 1), (0.4, 0), (0.4, 1))
    twice = rows((0.9, 1), (0.4, 0), (0.4, 0), (0.4, 1))
    weights = np.array([1.0, 2.0, 1.0])

    for function in (
        statistics.auroc, statistics.coverage, statistics.mean, statistics.precision_of, statistics.ratio,
        statistics.quantile(0.5),
    ):  # fmt: skip
        assert function(data, weights) == pytest.approx(function(twice, ones(4)))


def test_coverage_is_the_answerable_share_before_precision_falls_below_the_target() -> None:
    scored = [(1 - at / 100, 1.0) for at in range(60)] + [(0.3, 0.0)] * 20 + [(0.2, 1.0)] * 40

    assert statistics.coverage(rows(*scored), ones(120)) == pytest.approx(0.6)


def test_coverage_is_zero_if_the_highest_score_is_wrong_and_precision_never_recovers() -> None:
    assert statistics.coverage(rows((0.9, 0), (0.8, 1)), ones(2)) == 0.0


def test_statistic_without_data_is_nan() -> None:
    for function in (statistics.mean, statistics.auroc, statistics.ratio, statistics.coverage):
        assert math.isnan(function(np.empty((0, 2)), ones(0)))


def test_quantiles_are_observed_values() -> None:
    data = rows((30.0,), (10.0,), (20.0,), (40.0,))

    assert statistics.quantile(0.5)(data, ones(4)) == 20.0
    assert statistics.quantile(0.99)(data, ones(4)) == 40.0


def test_interval_contains_the_value_and_is_reproducible() -> None:
    data = rows(*[(1.0,)] * 70, *[(0.0,)] * 30)
    groups = [str(at) for at in range(100)]

    first = bootstrap.interval(statistics.mean, data, groups)

    assert first == bootstrap.interval(statistics.mean, data, groups)
    assert first.low < first.value == 0.7 < first.high
    assert first.high - first.low == pytest.approx(4 * math.sqrt(0.7 * 0.3 / 100), rel=0.15)


def test_dependent_rows_make_the_interval_wider() -> None:
    data = rows(*[(1.0,)] * 50, *[(0.0,)] * 50)
    apart = bootstrap.interval(statistics.mean, data, [str(at) for at in range(100)])
    together = bootstrap.interval(statistics.mean, data, [str(at // 10) for at in range(100)])

    assert together.high - together.low > 2 * (apart.high - apart.low)


SUITE = Suite("demo", "Demo", "A demonstration.", (share("first"), share("slow", better="lower")))


def observed(first: list[float], slow: float = 1.0, start: int = 0) -> list[Observed]:
    return [
        Observed(f"q{at}", f"q{at}", {"first": value, "slow": slow})
        for at, value in enumerate(first, start=start)
    ]


def test_seven_lost_answers_of_forty_are_worse_and_one_is_noise() -> None:
    old = observed([1.0] * 40)

    seven_lost = compare(old, Result(SUITE, tuple(observed([1.0] * 33 + [0.0] * 7))))
    one_lost = compare(old, Result(SUITE, tuple(observed([1.0] * 39 + [0.0]))))

    assert [change.judgement for change in seven_lost] == ["worse", "no difference beyond noise"]
    assert one_lost[0].judgement == "no difference beyond noise"
    assert seven_lost[0].difference.value == pytest.approx(-7 / 40)


def test_lower_is_better_for_a_figure_that_should_be_low() -> None:
    changes = compare(observed([1.0] * 9, slow=2.0), Result(SUITE, tuple(observed([1.0] * 9, slow=1.0))))

    assert changes[1].judgement == "better"


def test_different_questions_are_compared_unpaired() -> None:
    changes = compare(observed([0.0] * 50), Result(SUITE, tuple(observed([1.0] * 50, start=100))))

    assert changes[0].paired == 0
    assert changes[0].judgement == "better"


def test_result_survives_the_json_round_trip() -> None:
    result = Result(SUITE, tuple(observed([1.0, 0.0])))
    document = to_json([result], {"articles": 2})

    assert cases_from_json(document, "demo") == list(result.cases)
    assert document["suites"]["demo"]["figures"]["first"]["value"] == 0.5
    assert cases_from_json(document, "another") == []


def test_a_figure_counts_only_cases_that_have_its_columns() -> None:
    suite = Suite("demo", "", "", (share("first"), Statistic("none", ("missing",), statistics.mean)))
    cases = (Observed("a", "a", {"first": 1.0}), Observed("b", "b", {"first": None}))

    figures = Result(suite, cases).figures

    assert [(made.statistic.name, made.count) for made in figures] == [("first", 1)]


def test_share_of_the_counted_has_these_as_its_cases() -> None:
    suite = Suite(
        "demo", "", "", (Statistic("", ("wrong", "answered"), statistics.ratio, counted="answered"),)
    )
    cases = [
        Observed(str(at), str(at), {"wrong": float(at < 1), "answered": float(at < 4)}) for at in range(9)
    ]

    [made] = Result(suite, tuple(cases)).figures

    assert (made.interval.value, made.count) == (0.25, 4)


def test_slice_has_the_same_figures_for_its_cases_alone() -> None:
    cases = (
        Observed("a", "a", {"first": 1.0, "slow": 3.0, "kind fact": 1.0}),
        Observed("b", "b", {"first": 0.0, "slow": 5.0, "kind fact": 1.0}),
        Observed("c", "c", {"first": 0.0, "slow": 9.0}),
    )

    result = Result(with_slices(SUITE, ["kind fact"]), cases)

    assert {made.statistic.name: made.count for made in result.figures} == {
        "first": 3, "slow": 3, "kind fact: first": 2, "kind fact: slow": 2,
    }  # fmt: skip
    assert (result.value("kind fact: first"), result.value("kind fact: slow")) == (0.5, 4.0)
    assert [change.statistic.better for change in compare(cases, result)] == [
        "higher", "lower", "higher", "lower",
    ]  # fmt: skip


@pytest.mark.parametrize("document", [{}, {"format": 2, "suites": {}}, {"format": 1, "suites": []}])
def test_other_document_is_rejected(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"format|no evaluation"):
        cases_from_json(document, "demo")
