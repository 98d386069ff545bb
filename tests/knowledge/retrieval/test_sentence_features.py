from __future__ import annotations

import pytest

from knowledge.retrieval.sentence_features import sentence_features, sentence_terms


@pytest.mark.parametrize(
    ("sentence", "has_score"),
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
def test_result_of_a_match_has_the_term_of_score(sentence: str, has_score: bool) -> None:
    for terms in (sentence_features(sentence).terms, sentence_terms(sentence)):
        assert ("~score" in terms) == has_score


def test_terms_are_the_same_with_and_without_the_other_features() -> None:
    for sentence in ("", "Rini Sasmita tiba.", "Wulung FC menang 3-2 atas Serambang."):
        assert sentence_features(sentence).terms == sentence_terms(sentence)
