"""Tests of news pages: what is read from them, and pages that are refused."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, news_page, read_file


def test_news_page_gives_text_title_date_publisher_and_address() -> None:
    article = read_file(news_page(), "pasar.html")

    assert article.text == "\n\n".join(NEWS)
    assert article.title == "Pasar Melati dibuka lagi"
    assert article.published_on == date(2024, 5, 6)
    assert article.publisher == "Warta Muarasenja"
    assert article.url == "https://warta.example/pasar-melati"


def test_page_without_a_main_text_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"^kosong.html holds no main text; .*\.$"):
        read_file(b"<html><head><title>x</title></head><body></body></html>", "kosong.html")


def test_address_of_a_page_that_is_no_web_address_is_left_out() -> None:
    html = news_page().replace(b"https://warta.example/pasar-melati", b"javascript:alert(1)")

    assert read_file(html, "pasar.html").url is None
