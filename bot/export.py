"""Writes articles as JSON lines: single ones for ``kutip add``, whole archives for ``kutip import``.

An exported archive begins with :data:`HEADER`. Each further line is a version of an article, past or current,
or says which article an erratum corrects. :mod:`bot.importing` reads the lines again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import click

from bot.adding import progress_bar
from knowledge.articles.transfer import Transfer
from knowledge.errors import TellUser
from knowledge.models import Article, Version
from knowledge.ports.transfer import ErratumLink

FORMAT = 1
"""Raise it when an older Kutip could no longer read the lines."""

HEADER = {"kutip_export": FORMAT}


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
    return _line({name: value for name, value in fields.items() if value})


def record_line(record: Version | ErratumLink) -> bytes:
    """Returns a record of an archive as a line of JSON in UTF-8, with its line end, without null fields."""
    if isinstance(record, ErratumLink):
        return _line({"erratum_id": record.erratum_id, "corrected_id": record.corrected_id})
    fields = {
        "article_id": record.article_id,
        "external_id": record.external_id,
        "title": record.title,
        "text": record.text,
        "published_on": record.published_on.isoformat() if record.published_on else None,
        "publisher": record.publisher,
        "url": record.url,
        "since": record.since.isoformat(),
        "until": record.until.isoformat() if record.until else None,
        "ending": record.ending,
        "reason": record.reason,
    }
    return _line({name: value for name, value in fields.items() if value is not None})


async def export_archive(transfer: Transfer, file: str, total: int) -> None:
    """Writes all articles with their versions to a file, or to standard output for ``-``.

    The file appears when it is complete. ``total`` is about how many lines there are. Raises
    :class:`~knowledge.errors.TellUser` if the file cannot be written.
    """
    path = Path(file)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with click.open_file("-" if file == "-" else str(partial), "wb") as output:
            output.write(_line(HEADER))
            with progress_bar("Exporting", total) as advance:
                async for record in transfer.export():
                    await asyncio.to_thread(output.write, record_line(record))
                    advance(1)
        if file != "-":
            partial.replace(path)
    except OSError as error:
        raise TellUser(f"{file} cannot be written ({error.strerror}); choose another file.") from None
    finally:
        partial.unlink(missing_ok=True)


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
