"""Tests of the sentences that tell an article best."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.answering import summary
from tests.knowledge.made_articles import make_article

FIRE = make_article(
    "Kebakaran menghanguskan 140 kios di Pasar Lindung pada Selasa malam.",
    "Cuaca cerah.",
    "Menurut kepala pemadam kebakaran, api berasal dari kios kain di tengah Pasar Lindung.",
    "“Saya sedang tidur,” kata seorang pedagang.",
    "Pemerintah kota akan membangun kembali kios Pasar Lindung mulai Maret.",
    "Kebakaran menghanguskan 140 kios di Pasar Lindung pada Selasa malam.",
    title="Kebakaran Pasar Lindung",
)
FLOOD = make_article(
    "Banjir merendam 320 rumah di Kali Anyar sejak Minggu.",
    "Warga mengungsi ke balai desa yang disiapkan pemerintah kota.",
    "Air mulai surut pada Senin siang.",
    title="Banjir Kali Anyar",
    revision=2,
)


def test_summary_begins_with_what_happened_and_keeps_the_order_of_the_text() -> None:
    chosen = summary.summarise(FIRE)
    assert chosen[0] == 0
    assert chosen == sorted(chosen)
    assert len(chosen) == summary.SENTENCES


def test_rows_of_a_table_and_headings_are_passed_over() -> None:
    article = make_article(
        "Hasil pemungutan suara Pasar Lindung dan Kali Anyar",
        "Pasar Lindung; 812; 41,3 persen; Kali Anyar; 640",
        "Pemungutan suara Pasar Lindung berakhir pada Senin.",
        "Kali Anyar menyusul pada Selasa, kata ketua panitia.",
        title="Pemungutan suara Pasar Lindung dan Kali Anyar",
    )
    assert summary.summarise(article) == [2, 3]


def test_repeated_sentence_is_told_once() -> None:
    assert not {0, 5} <= set(summary.summarise(FIRE, most=5))


def test_sentence_without_facts_is_left_out() -> None:
    assert 1 not in summary.summarise(FIRE)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_sentences_than_asked_for(most: int) -> None:
    assert len(summary.summarise(FIRE, most)) == most


def test_short_article_is_told_whole() -> None:
    article = make_article("Pasar Lindung dibuka lagi.", "Wali kota hadir dalam acara itu.")
    assert summary.summarise(article) == [0, 1]


@pytest.mark.parametrize("text", ["!?", "Ya.", "1998"])
def test_article_of_one_poor_sentence_still_has_a_summary(text: str) -> None:
    assert summary.summarise(make_article(text)) == [0]


def test_only_the_beginning_of_a_long_article_is_considered() -> None:
    article = make_article(*(f"Warga nomor {n} pulang ke rumah di Kali Anyar." for n in range(500)))
    assert max(summary.summarise(article)) < summary.READ_SENTENCES
    assert summary.features(article).shape == (summary.READ_SENTENCES, len(summary.FEATURES))


def test_features_say_where_a_sentence_is_and_what_it_has() -> None:
    rows = dict(zip(summary.FEATURES, summary.features(FIRE).T, strict=True))
    assert list(rows["first"]) == [1, 0, 0, 0, 0, 0]
    assert np.all(np.diff(rows["position"]) > 0)
    assert list(rows["quotes"]) == [0, 0, 0, 1, 0, 0]
    assert list(rows["digits"]) == [1, 0, 0, 0, 0, 1]
    assert rows["title"][0] == 1.0
    assert rows["length"][1] == 0.0


def test_evidence_of_one_article_is_its_summary() -> None:
    evidence = summary.evidence([FIRE])
    assert [numbered.position for numbered in evidence] == summary.summarise(FIRE)
    assert [numbered.label for numbered in evidence] == [1, 2, 3]


def test_of_two_articles_the_first_is_told_in_two_sentences_and_the_other_in_one() -> None:
    evidence = summary.evidence([FIRE, FLOOD])
    assert [numbered.article.revision for numbered in evidence] == [1, 1, 2]
    assert [numbered.label for numbered in evidence] == [1, 2, 3]
    assert evidence[2].position == 0


def test_nothing_to_tell_is_no_evidence() -> None:
    assert summary.evidence([]) == ()


def test_beginning_of_a_long_sentence_is_to_be_quoted() -> None:
    listing = ", ".join(f"Kampung Suar {n} yang mendapat {n + 2} perahu" for n in range(140))
    sentence = f"Bantuan dibagikan kepada nelayan, yaitu {listing}."
    [numbered] = summary.evidence([make_article(sentence)])
    assert numbered.excerpt is not None
    start, end = numbered.excerpt
    assert start == 0
    assert sentence[:end].startswith("Bantuan dibagikan kepada nelayan, yaitu Kampung Suar 0 ")
    assert end <= 240
    assert [each.excerpt for each in summary.evidence([FIRE])] == [None, None, None]
