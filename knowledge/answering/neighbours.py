"""The sentences next to those that a model was shown: a reader who is shown them sees who speaks."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.answering.evidence_choice import is_planted
from knowledge.models import NumberedSentence


def neighbour(
    shown: Mapping[int, NumberedSentence], numbered: NumberedSentence, step: int
) -> NumberedSentence | None:
    """The sentence ``step`` places after ``numbered``, or before it if ``step`` is negative.

    A sentence that was not shown gets a label after those of ``shown``, the same in every statement of the
    answer. None beyond the ends of the article, and for a sentence in another language than its article.
    """
    article, position = numbered.article, numbered.position + step
    if not 0 <= position < len(article.sentences):
        return None
    labels = {(each.article.revision, each.position): label for label, each in shown.items()}
    label = labels.get((article.revision, position))
    if label is not None:
        return shown[label]
    # The sentences of all articles that were shown are counted through, in the order of the articles.
    sizes = {each.article.revision: len(each.article.sentences) for each in shown.values()}
    before = list(sizes).index(article.revision)
    label = max(shown) + 1 + sum(list(sizes.values())[:before]) + position
    found = NumberedSentence(label, article, position, 0.0)
    return None if is_planted(found) else found
