from __future__ import annotations

from typing import get_args

import pytest

from knowledge import verification
from knowledge.answering.checked_statements import LIKELY, UNLIKELY, Check, is_checked
from knowledge.verification import Source, Verdict

HARBOUR = Source("Dermaga baru Lembayung menampung 20 perahu nelayan sejak 9 Juni 2031.")


@pytest.mark.parametrize(
    ("statement", "is_refuted"),
    [
        ("Dermaga baru Lembayung menampung 20 perahu nelayan.", False),
        ("Dermaga baru Lembayung menampung 20 perahu nelayan Bahari Jaya.", False),
        ("Dermaga baru Lembayung menampung 30 perahu nelayan.", True),
        ("Dermaga baru Lembayung menampung 20 perahu nelayan sejak 8 Juni 2031.", True),
        ("Dermaga baru Lembayung tidak menampung 20 perahu nelayan.", True),
        ("Dermaga baru Lembayung “siap” menampung 20 perahu nelayan.", True),
        ("Dermaga baru Lembayung milik Bahari Jaya menampung 30 perahu nelayan.", True),
    ],
)
def test_statement_is_refuted_if_something_differs_not_if_it_was_not_found(
    statement: str, is_refuted: bool
) -> None:
    assert is_checked("all", verification.verify(statement, [HARBOUR])) is not is_refuted


def test_statement_without_sources_is_refuted() -> None:
    assert not is_checked("all", verification.verify("Dermaga itu menampung perahu.", []))


@pytest.mark.parametrize("score", [0.0, UNLIKELY, (UNLIKELY + LIKELY) / 2, LIKELY, 1.0])
def test_all_are_checked_or_only_the_unsure_or_none(score: float) -> None:
    found = Verdict(score >= 0.5, score, (), (0,))
    assert is_checked("all", found)
    assert is_checked("unsure", found) == (score not in {0.0, 1.0})
    assert not is_checked("off", found)


def test_refuted_statement_is_never_checked() -> None:
    refuted = Verdict(False, 0.4, (), (0,), is_certain=True)
    assert not any(is_checked(check, refuted) for check in get_args(Check))
