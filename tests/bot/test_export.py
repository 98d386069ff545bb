"""Tests that exported articles can be added again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.export import article_line
from knowledge.adapters.sources.uploads import from_upload
from knowledge.articles.reading import read_only
from knowledge.models import Article, ArticleText

ARTICLE = Article(
    id="abcdefghij",
    revision=1,
    title="Feri “baru”",
    text="Feri tiba.\n\n  Api padam.",
    sentences=(),
    language="id",
    added_at=datetime(2024, 5, 6, tzinfo=UTC),
    published_on=date(2024, 5, 6),
    publisher="Warta",
    url="https://warta.example/feri",
    external_id="f-1",
)


def read_back(article: Article) -> ArticleText:
    return read_only(from_upload(article_line(article), "export.jsonl"), "export.jsonl")


def test_exported_article_is_read_back_to_the_letter() -> None:
    assert read_back(ARTICLE) == ArticleText(
        ARTICLE.text, ARTICLE.title, ARTICLE.published_on, ARTICLE.publisher, ARTICLE.url, "f-1"
    )


def test_article_without_an_external_id_is_exported_under_its_own_and_empty_fields_are_left_out() -> None:
    bare = replace(ARTICLE, external_id=None, publisher=None, url=None, published_on=None)
    assert read_back(bare) == ArticleText(ARTICLE.text, ARTICLE.title, external_id="abcdefghij")
    assert b"null" not in article_line(bare)
