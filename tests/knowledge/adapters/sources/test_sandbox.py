"""Tests of documents that take too long to parse."""

from __future__ import annotations

import pytest

from knowledge.adapters.sources import sandbox
from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import news_page


def test_document_that_takes_too_long_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "TIMEOUT_S", 0.01)

    with pytest.raises(UnreadableArticle, match=r"^lama.html takes too long or needs too much memory .*\.$"):
        sandbox.extract(news_page(), "html", "lama.html")
