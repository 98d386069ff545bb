"""Statements judged by words and vectors together, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ports import Embedder
from knowledge.verification import Source, Verdict, verify

Cited = tuple[str, Sequence[Source]]
"""A statement and what it cites."""


async def judge(embedder: Embedder, statements: Sequence[Cited]) -> list[Verdict]:
    """A verdict for each of ``statements``, in order. Raises what ``embedder`` raises."""
    cosines = await relatedness(embedder, statements)
    return [
        verify(statement, sources, relatedness=cosine)
        for (statement, sources), cosine in zip(statements, cosines, strict=True)
    ]


async def relatedness(embedder: Embedder, statements: Sequence[Cited]) -> list[float | None]:
    """For each of ``statements``, in order, the best cosine with a sentence that it cites; None where it
    cites nothing. A text is embedded once, however often it stands in ``statements``, as a passage:
    the statement too. Raises what ``embedder`` raises.
    """
    texts = {
        text: None
        for statement, sources in statements
        if sources
        for text in (statement, *(source.sentence for source in sources))
    }
    places = {text: row for row, text in enumerate(texts)}
    vectors = await embedder.embed_passages(list(texts))
    return [
        float((vectors[[places[source.sentence] for source in sources]] @ vectors[places[statement]]).max())
        if sources
        else None
        for statement, sources in statements
    ]
