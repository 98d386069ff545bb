"""Tests of guessing encodings, of repairing text that was decoded wrongly, and of recognising it."""

from __future__ import annotations

import pytest

from knowledge.text.encodings import guess, is_garbled, repaired

ENGLISH = "Señora Núñez called the café’s plan “naïve” at noon."


def test_accents_of_windows_and_of_an_old_mac_are_told_apart() -> None:
    for name in ("cp1252", "mac_roman"):
        assert ENGLISH.encode(name).decode(guess(ENGLISH.encode(name))) == ENGLISH


def test_bytes_of_other_scripts_are_guessed_by_their_letters() -> None:
    text = "Мэр города открыл новый мост через реку, сообщила администрация. " * 3

    assert text.encode("cp1251").decode(guess(text.encode("cp1251"))) == text
    assert guess(bytes(range(128, 256)) * 2)


def test_text_that_was_decoded_twice_is_repaired() -> None:
    once = ENGLISH.encode().decode("cp1252", "replace")
    latin = "Kafé Zoë “dibuka” hari ini.".encode().decode("latin-1")

    assert repaired(once) == ENGLISH
    assert repaired(latin) == "Kafé Zoë “dibuka” hari ini."
    assert repaired("Kafé Zoë".encode().decode("cp1252").encode().decode("cp1252")) == "Kafé Zoë"


@pytest.mark.parametrize(
    "text",
    [
        "RELAÇÃO “NÃO” É «IRMÃO»",
        "Ã© alone",
        "â€ÿ and â‚ÿ",
        "â€\ufffd",
        "â\u0080\ufffdx â\u0080\ufffdx",
        "Ãœ, Ã‚ and Ã×",
        "Harga Rp 5.000 naik 3% – kata camat.",
    ],
)
def test_other_text_stays_or_is_left_for_the_warning(text: str) -> None:
    assert repaired(text) in {text, text.replace("Ãœ", "Ü").replace("Ã‚", "Â")}


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (ENGLISH, False),
        ("Harga beras naik lima persen pada Senin, kata wali kota di kantornya menurut catatan.", False),
        ("Мэр города открыл новый мост через реку, сообщила администрация города вчера вечером.", False),
        ("CafÃ© milik Budi", True),
        ("Kafe Zo\ufffd dibuka", True),
        (ENGLISH.encode("mac_roman").decode("cp1252"), True),
        ("\ue001\ue002\ue003 dibuka", True),
        ("+DUJD EHUDV QDLN OLPD SHUVHQ SDGD 6HQLQ NDWD ZDOL NRWD GL NDQWRUQ\\D PHQXUXW FDWDWDQ", True),
        ("Prst!", False),
    ],
)
def test_garbled_text_is_recognised(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled
