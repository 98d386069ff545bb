"""Answers without a language model: the best sentences of the evidence, quoted and verified."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import verification
from knowledge.answering import draft_parser, lists
from knowledge.models import CitedStatement, DroppedStatement, NumberedSentence
from knowledge.retrieval import confidence
from knowledge.text import clauses


def quoted(numbered: NumberedSentence) -> str:
    """The sentence, or the part of a long one that answers, with "…" for what is left out."""
    text = numbered.sentence.text
    return clauses.shown(text, numbered.excerpt) if numbered.excerpt else text


def is_quoted(sentence: str, text: str) -> bool:
    """Whether the text of a statement is this sentence, or a part of it with "…" for what is left out.

    >>> is_quoted("one, two, three", "… two, …"), is_quoted("one, two", "two")
    (True, False)
    """
    if text == sentence:
        return True
    part = _unmarked(text)
    return part != text and part in sentence


def write(
    evidence: Sequence[NumberedSentence], certainty: float, *, question: str
) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]]:
    """Quote the sentences of ``evidence`` (best first) that answer, and verify each.

    Returns the statements that pass and those that do not, in the order in which they are to be read: the
    best one or two sentences, or the parts of a list; see :func:`knowledge.answering.lists.select`. Both are
    empty if ``certainty``, the confidence of the retrieval (0..1), is below the threshold.

    >>> write([], 1.0, question="Siapa saja yang hadir?")
    ((), ())
    """
    return quote(lists.select(evidence, question) if certainty >= confidence.THRESHOLD else [])


def quote(
    chosen: Sequence[NumberedSentence],
) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]]:
    """Quote all of ``chosen``, in order, and verify each like :func:`write`."""
    passed: list[CitedStatement] = []
    dropped: list[DroppedStatement] = []
    for numbered in chosen:
        text, citations = quoted(numbered), (draft_parser.cite(numbered),)
        if problems := verification.problems(_unmarked(text), citations):
            dropped.append(DroppedStatement(text, problems))
        else:
            passed.append(CitedStatement(text, citations))
    return tuple(passed), tuple(dropped)


def _unmarked(text: str) -> str:
    """A quotation without the "…" for what is left out, which no sentence has."""
    return text.removeprefix("… ").removesuffix(" …")
