"""Verifies many statements at once, by their words and by the vectors of an embedder."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ports import Embedder
from knowledge.verification import Source, Verdict, verify

CitingStatement = tuple[str, Sequence[Source]]
"""The text of a statement and the sources that it cites."""


async def judge(embedder: Embedder, statements: Sequence[CitingStatement]) -> list[Verdict]:
    """Verify each of ``statements``. Returns verdicts in the same order. Errors of ``embedder`` are
    raised."""
    cosines = await relatedness(embedder, statements)
    return [
        verify(statement, sources, relatedness=cosine)
        for (statement, sources), cosine in zip(statements, cosines, strict=True)
    ]


async def relatedness(embedder: Embedder, statements: Sequence[CitingStatement]) -> list[float | None]:
    """The best cosine of each statement with a sentence that it cites, in order; None if it cites nothing.

    All texts, the statements too, are embedded as passages; equal texts are embedded once. Errors of
    ``embedder`` are raised.
    """
    texts = {
        text: None
        for statement, sources in statements
        if sources
        for text in (statement, *(source.sentence for source in sources))
    }
    rows = {text: row for row, text in enumerate(texts)}
    vectors = await embedder.embed_passages(list(texts))
    return [
        float((vectors[[rows[source.sentence] for source in sources]] @ vectors[rows[statement]]).max())
        if sources
        else None
        for statement, sources in statements
    ]
