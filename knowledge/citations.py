"""Labels to citations: a citation quotes the store, never the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.models import Citation, NumberedSentence


def resolve(
    labels: Iterable[int], evidence: Mapping[int, NumberedSentence]
) -> tuple[tuple[Citation, ...], int]:
    """The citations that ``labels`` stand for, each once, in order, and how many labels were unknown.

    >>> resolve([7], {})
    ((), 1)
    """
    citations: dict[int, Citation] = {}
    unknown = 0
    for label in labels:
        numbered = evidence.get(label)
        if numbered is None:
            unknown += 1
        else:
            citations[label] = _cite(numbered)
    return tuple(citations.values()), unknown


def _cite(numbered: NumberedSentence) -> Citation:
    article, sentence = numbered.article, numbered.sentence
    return Citation(
        label=numbered.label,
        article_id=article.id,
        external_id=article.external_id,
        title=article.title,
        published_on=article.published_on,
        publisher=article.publisher,
        url=article.url,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )
