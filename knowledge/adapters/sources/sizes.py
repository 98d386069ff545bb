"""The size limits of files that Kutip reads, and the error message for a larger file."""

from __future__ import annotations

MAX_ARTICLE_BYTES = 10 * 1024 * 1024
"""Limit of a file with one article, and of one line of a ``.jsonl`` file. The longest novels are a third of
this."""

MAX_ARCHIVE_BYTES = 200 * 1024 * 1024
"""Limit of an archive of articles, and of one file of JSON lines inside it. Both are read into memory."""


def too_large(name: str, size_bytes: int, limit_bytes: int = MAX_ARTICLE_BYTES) -> str:
    """The error message for a file that is larger than ``limit_bytes``.

    >>> too_large("novel.txt", 11 * 1024 * 1024)
    'novel.txt has 11 MB; one article may have at most 10 MB, so split it.'
    """
    what = "one article" if limit_bytes == MAX_ARTICLE_BYTES else "an archive"
    return (
        f"{name} has {megabytes(size_bytes)}; {what} may have at most {megabytes(limit_bytes)}, so split it."
    )


def megabytes(size_bytes: int) -> str:
    """A size in MB (2**20 bytes) with at most one decimal.

    >>> megabytes(1_600_000), megabytes(10 * 1024 * 1024)
    ('1.5 MB', '10 MB')
    """
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
