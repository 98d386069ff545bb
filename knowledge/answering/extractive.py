"""Answers without a language model: the best sentences of the evidence, quoted and verified."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import verification
from knowledge.answering import draft_parser
from knowledge.models import CitedStatement, Draft, DroppedStatement, NumberedSentence, Statement
from knowledge.retrieval import confidence


def draft(evidence: Sequence[NumberedSentence], certainty: float) -> Draft:
    """Make a draft of the best one or two sentences of ``evidence`` (best first): each is quoted and cited.

    The draft is empty if ``certainty``, the confidence of the retrieval (0..1), is below the threshold.

    >>> draft([], 1.0)
    Draft(statements=(), mode='extractive')
    """
    chosen = confidence.choose(evidence) if certainty >= confidence.THRESHOLD else []
    statements = tuple(Statement(numbered.sentence.text, (numbered.label,)) for numbered in chosen)
    return Draft(statements, "extractive")


def write(
    evidence: Sequence[NumberedSentence], certainty: float
) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]]:
    """Make a draft and verify it. Returns the statements that pass and those that do not, both best first.

    Both are empty if the draft is empty: see :func:`draft`.
    """
    by_label = {numbered.label: numbered for numbered in evidence}
    passed: list[CitedStatement] = []
    dropped: list[DroppedStatement] = []
    for statement in draft(evidence, certainty).statements:
        cited, _unknown = draft_parser.resolve(statement.labels, by_label)
        if problems := verification.problems(statement.text, cited):
            dropped.append(DroppedStatement(statement.text, problems))
        else:
            passed.append(CitedStatement(statement.text, cited))
    return tuple(passed), tuple(dropped)
