"""Writes articles as JSON lines, in the form that ``kutip add`` reads."""

from __future__ import annotations

import json

from knowledge.models import Article


def article_line(article: Article) -> bytes:
    """Returns one article as a line of JSON in UTF-8, with its line end.

    Its ``id`` is the external id, or Kutip's own id if the article has none. Empty fields are left out.
    """
    fields = {
        "id": article.external_id or article.id,
        "title": article.title,
        "text": article.text,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "publisher": article.publisher,
        "url": article.url,
    }
    line = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
    return line.encode("utf-8", "replace") + b"\n"
