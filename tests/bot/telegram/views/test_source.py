"""Tests of showing a cited sentence between its neighbours in the article."""

from __future__ import annotations

from bot.messages.catalogue import load_catalogue
from bot.telegram.views.html import MESSAGE_UNITS
from bot.telegram.views.source import render_source
from knowledge.models import Article, Citation
from tests.e2e.telegram_html import parse, units
from tests.knowledge.made_articles import make_article

TEXTS = load_catalogue().choose("id")


def _shown(article: Article, position: int) -> tuple[str, str]:
    sentence = article.sentences[position]
    citation = Citation(
        1, article.id, None, "<J>", None, None, None, sentence.text, sentence.start, sentence.end
    )
    html = render_source(citation, 3, article, TEXTS).html
    text, _ = parse(html)
    assert units(text) <= MESSAGE_UNITS
    return text, html


def test_first_and_last_sentence_have_one_neighbour() -> None:
    article = make_article("Satu.", "Dua & dua.", "Tiga.")
    assert _shown(article, 0) == (
        "[3] <J>\nSatu. Dua & dua.",
        "[3] <b>&lt;J&gt;</b>\n<blockquote><b>Satu.</b> Dua &amp; dua.</blockquote>",
    )
    assert _shown(article, 2)[0].endswith("Dua & dua. Tiga.")


def test_long_neighbours_are_cut_away_from_the_sentence_and_a_long_sentence_at_its_end() -> None:
    long = "kata " * 900
    article = make_article(f"{long}dekat.", f"{'inti ' * 900}akhir.", f"Awal {long}jauh.")
    text, _ = _shown(article, 1)
    assert "dekat. inti inti" in text
    assert "… Awal kata" in text
    assert "jauh" not in text
