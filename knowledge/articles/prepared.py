"""Finds in an article what is stored with it: sentences, language, search terms, and a missing title."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.articles.lead_titles import title_from_lead
from knowledge.articles.units import units
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.text import language, terms


@dataclass(frozen=True, slots=True)
class Prepared:
    """``spans`` are the offsets of the sentences, ``terms`` the normalised words of title and text."""

    title: str
    language: str
    spans: tuple[tuple[int, int], ...]
    terms: tuple[str, ...]


def prepare(article: ArticleText) -> Prepared:
    """Prepares an article for the store. Raises ``UnreadableArticle`` if there is no sentence in it."""
    parts = units(article.text)
    if not parts:
        raise UnreadableArticle("The article has no text; send it with its text, not only a title.")
    title = article.title or title_from_lead(article.text, parts[0].text)
    return Prepared(
        title=title,
        language=language.detect(article.text),
        spans=tuple((part.start, part.end) for part in parts),
        terms=tuple(terms.terms("\n".join([title, *(part.text for part in parts)]))),
    )
