"""Tests of turning the HTML of entries into text."""

from __future__ import annotations

import pytest

from knowledge.adapters.feeds.markup import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Feri tiba.", "Feri tiba."),
        ("Feri\ntiba.\n\nPasar dibuka.", "Feri tiba.\n\nPasar dibuka."),
        ("Feri tiba.<br>Pasar dibuka.", "Feri tiba. Pasar dibuka."),
        ("<div>Feri<p>tiba.</p>Pasar</div> dibuka", "Feri\n\ntiba.\n\nPasar\n\ndibuka"),
        ("<ul><li>Satu</li><li>Dua</li></ul>", "Satu\n\nDua"),
        ("Harga < Rp5 &amp; naik", "Harga < Rp5 & naik"),
        ("<!-- catatan --><p>Feri</p><!-- lagi -->tiba.", "Feri\n\ntiba."),
        ("<p>Feri tiba.</p><p>The post <a>Feri</a> appeared first on <a>Kabar</a>.</p>", "Feri tiba."),
        ("<p>Feri.</p><p>Artikel <a>Feri</a> pertama kali tampil pada <a>Kabar</a>.</p>", "Feri."),
        ("", ""),
        ("<", "<"),
        ('<?xml version="1.0" encoding="utf-8"?><p>Feri</p>', "Feri"),
        ("<html><head><title>x</title></head><body><p>Feri</p></body></html>", "Feri"),
        ("<!DOCTYPE html>", ""),
        ("Fe\x00ri\x0b <b>ti\ud800ba</b>", "Feri tiba"),
    ],
)
def test_text_keeps_paragraphs_and_drops_marks(markup: str, text: str) -> None:
    assert text_of(markup) == text
