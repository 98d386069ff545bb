"""Verifies many statements at once: by their words, by a reader, and between languages by their vectors."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ports import Embedder
from knowledge.ports.reading import Claim, StatementReader, Support
from knowledge.verification import Source, Verdict, is_translated, verify

CitingStatement = tuple[str, Sequence[Source]]
"""The text of a statement and the sources that it cites."""


async def judge(
    embedder: Embedder, reader: StatementReader, statements: Sequence[CitingStatement]
) -> list[Verdict]:
    """Verify each of ``statements``. Returns verdicts in the same order.

    Vectors are computed only between languages, where words cannot tell whether two texts are about the same
    matter. Errors of ``embedder`` and ``reader`` are raised.
    """
    translated = [is_translated(statement, sources) for statement, sources in statements]
    between = [each for each, is_so in zip(statements, translated, strict=True) if is_so]
    cosines = iter(await relatedness(embedder, between) if between else [])
    supports = await read(reader, statements)
    return [
        verify(statement, sources, relatedness=next(cosines) if is_so else None, support=support)
        for (statement, sources), is_so, support in zip(statements, translated, supports, strict=True)
    ]


async def read(reader: StatementReader, statements: Sequence[CitingStatement]) -> list[Support | None]:
    """What the reader holds of each statement, in order, read in one batch; None if it cites nothing."""
    citing = [index for index, (_, sources) in enumerate(statements) if sources]
    found = await reader.judge([claim(*statements[index]) for index in citing])
    supports: list[Support | None] = [None] * len(statements)
    for index, support in zip(citing, found, strict=True):
        supports[index] = support
    return supports


def claim(statement: str, sources: Sequence[Source]) -> Claim:
    """A statement as a reader reads it: with the title and the day of its first source."""
    first = sources[0]
    return Claim(statement, tuple(source.sentence for source in sources), first.title, first.published_on)


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
