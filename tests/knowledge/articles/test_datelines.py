"""Tests of datelines: the fields read from them, and openings that only look like datelines."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.articles.datelines import dateline
from knowledge.articles.reading import read
from knowledge.ports import RawDocument

DAY = date(2022, 4, 22)


@pytest.mark.parametrize(
    ("start", "place", "publisher", "day"),
    [
        ("PHNOM PENH – ", "PHNOM PENH", None, None),
        ("KOTA BARU, CONTOH.com - ", "KOTA BARU", "CONTOH.com", None),
        ("Contoh.com - ", None, "Contoh.com", None),
        ("Contoh.co.id, Kota Baru -- ", "Kota Baru", "Contoh.co.id", None),
        ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia", None),
        ("Jakarta (ANTARA) - ", "Jakarta", "ANTARA", None),
        ("LONDON (Reuters) — ", "LONDON", "Reuters", None),
        ("MAKMURJAYA (Warta Kita) – ", "MAKMURJAYA", "Warta Kita", None),
        ("WASHINGTON, April 22, 2022 (Reuters) - ", "WASHINGTON", "Reuters", DAY),
        ("New York, 22/4 (ANTARA) - ", "New York", "ANTARA", None),
        ("Kota Baru, Jumat 22/4/2022 - ", "Kota Baru", None, DAY),
        ("Kota Baru, Provinsi Laut (Warta News) - ", "Kota Baru, Provinsi Laut", "Warta News", None),
        ("ITALIA– ", "ITALIA", None, None),
        ("Kota Baru - ", "Kota Baru", None, None),
    ],
)
def test_dateline_is_read_and_stays_in_the_text(
    start: str, place: str | None, publisher: str | None, day: date | None
) -> None:
    text = f"{start}Pasar Melati dibuka kembali."
    found = dateline(text)
    assert found is not None
    assert (found.place, found.publisher, found.published_on, text[found.end :]) == (
        place,
        publisher,
        day,
        "Pasar Melati dibuka kembali.",
    )
    article = read(RawDocument(text))
    assert (article.publisher, article.published_on, article.text) == (publisher, day, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pasar Melati dibuka.",
        "Pasar itu - juga kios - dibuka.",
        "Presiden dan Wakil Presiden - Menteri hadir.",
        "Pasar – kios – dibuka.",
        "– Pasar dibuka.",
        "12 - 13 orang datang.",
        "Kota Baru - ",
        "KOTA BARU, KOTA LAMA, KOTA TUA, KOTA MUDA - Pasar dibuka.",
        "x" * 200 + " - Pasar",
    ],
)
def test_text_before_another_dash_is_not_a_dateline(text: str) -> None:
    assert dateline(text) is None


def test_long_name_is_not_a_publisher() -> None:
    text = "KANTOR BERITA " + "JAUH " * 12 + "- Pasar dibuka."
    assert read(RawDocument(text)).publisher is None
