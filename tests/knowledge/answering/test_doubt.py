from __future__ import annotations

from itertools import product

import pytest

from knowledge import verification
from knowledge.answering.doubt import LIKELY, UNLIKELY, Doubt, doubt, is_checked
from knowledge.verification import Source

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
    assert doubt(verification.verify(statement, [HARBOUR])).certain is is_refuted


def test_statement_without_sources_is_refuted() -> None:
    assert doubt(verification.verify("Dermaga itu menampung perahu.", [])).certain


@pytest.mark.parametrize("likelihood", [None, 0.0, UNLIKELY, (UNLIKELY + LIKELY) / 2, LIKELY, 1.0])
def test_all_are_checked_or_only_the_unsure_or_none(likelihood: float | None) -> None:
    found = Doubt(certain=False, likelihood=likelihood)
    assert is_checked("all", found)
    assert is_checked("unsure", found) == (likelihood not in {0.0, 1.0})
    assert not is_checked("off", found)


def test_refuted_statement_is_never_checked() -> None:
    for check, likelihood in product(("all", "unsure", "off"), (None, 0.5, 1.0)):
        assert not is_checked(check, Doubt(certain=True, likelihood=likelihood))  # type: ignore[arg-type]  # a loop loses the literal
