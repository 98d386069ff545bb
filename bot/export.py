"""Articles as JSON lines, one a line, as ``kutip add`` reads them."""

from __future__ import annotations

import json

from knowledge.models import Article


def article_line(article: Article) -> bytes:
    """UTF-8 with a line end. ``id`` is the article's external id, or Kutip's own where it has none.

    What an article has not is left out.
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
