"""Tests of the bundled reader of statements."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from knowledge.adapters.reading import statements
from knowledge.adapters.reading.statements import BundledStatementReader, claim_pieces, day_in_words
from knowledge.ports.reading import Claim, Support
from tests.bundled_model import bundled_statement_reader

BRIDGE = "Wali Kota Ratna Prameswari meresmikan Jembatan Wulung pada Selasa pagi."
PLAN = "Pemerintah kota berencana menutup Pasar Lembayung bulan depan."
CLAIMS = [
    Claim("Jembatan Wulung diresmikan oleh Ratna Prameswari.", (BRIDGE,)),
    Claim("Pemerintah kota sudah menutup Pasar Lembayung.", (PLAN,)),
    Claim("The city plans to close the Lembayung market.", (PLAN,), "Pasar Lembayung", date(2024, 6, 12)),
    Claim("Harga beras naik tiga persen.", (BRIDGE, PLAN)),
]
HOSTILE = [
    Claim("", ("",)),
    Claim("\ud800\0", ("a\0b", "\udfff"), "\0"),
    Claim("kata " * 3_000, ("jembatan " * 3_000,) * 30, "judul " * 500, date(1, 1, 1)),
    Claim("😀" * 300, ("é" * 5_000,)),
]


def judged(*claims: Claim) -> list[Support]:
    return asyncio.run(bundled_statement_reader().judge(claims))


def test_statements_are_told_apart() -> None:
    passive, done, planned, other = judged(*CLAIMS)
    assert min(passive.supported, planned.supported) > 2 * max(done.supported, other.supported)
    assert done.contradicted > passive.contradicted
    assert other.unproved > 0.5


def test_probabilities_sum_to_one_whatever_the_text() -> None:
    for support in judged(*CLAIMS, *HOSTILE):
        parts = (support.supported, support.contradicted, support.unproved)
        assert sum(parts) == pytest.approx(1.0)
        assert min(parts) >= 0


def test_other_claims_of_a_batch_change_nothing() -> None:
    reader = BundledStatementReader()
    alone = [reader.judge_now([claim])[0].supported for claim in CLAIMS]
    together = [support.supported for support in reader.judge_now([*HOSTILE, *CLAIMS])][len(HOSTILE) :]
    assert together == pytest.approx(alone, abs=0.02)


def test_no_claims_load_no_model() -> None:
    reader = BundledStatementReader()
    assert asyncio.run(reader.judge([])) == []
    assert reader._model is None
    reader.close()
    reader.close()


def test_day_is_read_behind_the_title() -> None:
    day = date(2024, 6, 12)
    assert day_in_words(day) == "Rabu 12 Juni 2024"
    _, title, _ = claim_pieces(Claim("a", ("b",), "Pasar"))
    _, dated, _ = claim_pieces(Claim("a", ("b",), "Pasar", day))
    assert dated[: len(title)] == title
    assert len(dated) > len(title)


def test_long_parts_are_cut() -> None:
    statement, title, [sentence] = claim_pieces(Claim("kata " * 500, ("kata " * 500,), "judul " * 100))
    assert len(statement) == statements.STATEMENT_PIECES
    assert len(title) == statements.TITLE_PIECES
    assert len(sentence) == statements.SENTENCE_PIECES
