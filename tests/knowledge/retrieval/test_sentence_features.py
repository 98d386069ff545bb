from __future__ import annotations

import pytest

from knowledge.retrieval.sentence_features import sentence_features, sentence_terms


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Wulung FC menang 3-2 atas tamunya.", True),
        ("Wulung FC beat their guests 21–12, 21–19.", True),
        ("Laga berakhir 1-1 melawan Serambang.", True),
        ("The match ended 0-0", True),
        ("Pasien berusia 9-15 tahun dirawat.", False),
        ("Lomba digelar 27-28 Mei.", False),
        ("Timnas U-16 berlatih pada 12-5-2021.", False),
        ("Harga turun 1.000-1.500 rupiah.", False),
        ("Menara itu dibangun pada 2016-2018.", False),
    ],
)
def test_a_score_is_heard_where_two_numbers_tell_one(sentence: str, is_told: bool) -> None:
    for heard in (sentence_features(sentence).terms, sentence_terms(sentence)):
        assert ("~score" in heard) == is_told


def test_a_score_is_no_date() -> None:
    assert not sentence_features("Wulung FC menang 3-2.").date
    assert sentence_features("Wulung FC menang Minggu (3/2).").date
    assert sentence_features("Wulung FC menang pada 3-2-2021.").date


def test_all_terms_are_those_of_the_terms_alone() -> None:
    for sentence in ("", "Rini Sasmita tiba.", "Wulung FC menang 3-2 atas Serambang."):
        assert sentence_features(sentence).terms == sentence_terms(sentence)
