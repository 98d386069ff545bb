"""Tests that the sample articles are read like files of a newsroom, and copy no other text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot import samples

SEED = Path(__file__).parents[2] / "shared" / "seed"
RUN_LENGTH = 8
"""Consecutive words. Two independent reports of one event rarely share so many, even names and titles."""

PUBLISHED = {
    "banjir-muarasenja-ralat.txt": date(2026, 1, 22),
    "banjir-muarasenja.txt": date(2026, 1, 19),
    "duta-besar-laos.txt": date(2022, 4, 22),
    "jembatan-kelana.txt": date(2025, 3, 3),
    "kelana-bridge.txt": date(2025, 3, 3),
    "pasar-lindung-fire.md": date(2025, 8, 9),
    "pemilihan-wali-kota.md": date(2024, 11, 28),
    "reading-boats.txt": date(2025, 9, 16),
}
ARTICLES = sorted(path for path in samples.folder().iterdir() if path.suffix in {".txt", ".md"})


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    sequence = words(text)
    return {tuple(sequence[i : i + RUN_LENGTH]) for i in range(len(sequence) - RUN_LENGTH + 1)}


def test_every_sample_is_known_here() -> None:
    assert [path.name for path in ARTICLES] == sorted(PUBLISHED)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_sample_has_the_length_of_a_news_item(path: Path) -> None:
    assert 120 <= len(words(path.read_text(encoding="utf-8"))) <= 300


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_sample_is_read_with_its_title_date_and_body(path: Path) -> None:
    from knowledge.articles.reading import read
    from knowledge.ports import RawDocument

    source = path.read_text(encoding="utf-8")
    article = read(RawDocument(source))
    first_words = words(source.split("\n\n")[-1])[:5]

    assert article.published_on == PUBLISHED[path.name]
    assert len(words(article.title)) >= 5
    assert words(article.title) in [words(line.removeprefix("title:")) for line in source.splitlines()]
    assert " ".join(first_words) in " ".join(words(article.text))


@pytest.mark.parametrize("name", ["pasar-lindung-fire.md", "pemilihan-wali-kota.md"])
def test_sample_that_names_its_source_is_read_with_publisher_and_address(name: str) -> None:
    from knowledge.articles.reading import read
    from knowledge.ports import RawDocument

    article = read(RawDocument((samples.folder() / name).read_text(encoding="utf-8")))

    assert article.publisher in {"The Muarasenja Herald", "Kabar Muarasenja"}
    assert article.url is not None
    assert article.url.startswith("https://")
    assert "muarasenja.example/" in article.url


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_samples_answer_no_question_about_food_prices(path: Path) -> None:
    """The README shows that Kutip abstains on a question about food prices over these articles."""
    assert not {"beras", "harga", "rice", "price", "prices"} & set(words(path.read_text(encoding="utf-8")))


@pytest.mark.skipif(not SEED.is_dir(), reason="needs the article that one sample retells")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_run_of_words_is_copied_from_the_report_that_a_sample_retells(path: Path) -> None:
    copied = set[tuple[str, ...]]()
    for seed in SEED.glob("*.txt"):
        copied |= runs(seed.read_text(encoding="utf-8")) & runs(path.read_text(encoding="utf-8"))

    assert copied == set()
