"""Recognises replies that ask for the sources of an answer, and finds the citations behind a quoted part of
it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.telegram.views.citation_numbers import number_citations
from bot.telegram.views.html import fold
from knowledge.models import Answer, Citation, CitedStatement, Outcome

SOURCE_WORDS = frozenset(
    [
        "sumber",
        "sumbernya",
        "source",
        "sources",
        "bukti",
        "buktinya",
        "proof",
        "evidence",
        "prove",
        "kutipan",
        "kutipannya",
        "quote",
        "rujukan",
        "rujukannya",
        "referensi",
        "reference",
        "references",
        "citation",
        "asalnya",
    ]
)
FILLER_WORDS = frozenset(
    [
        "apa",
        "apanya",
        "mana",
        "dari",
        "dong",
        "sih",
        "ya",
        "yah",
        "nih",
        "ini",
        "itu",
        "tolong",
        "minta",
        "kasih",
        "coba",
        "lihat",
        "tampilkan",
        "tunjukkan",
        "ada",
        "adakah",
        "untuk",
        "nya",
        "di",
        "kok",
        "the",
        "a",
        "is",
        "are",
        "of",
        "for",
        "this",
        "that",
        "it",
        "what",
        "what's",
        "whats",
        "where",
        "where's",
        "wheres",
        "your",
        "show",
        "give",
        "me",
        "please",
        "can",
        "you",
        "any",
        "got",
        "need",
        "i",
        "want",
        "which",
        "kak",
        "min",
        "bang",
        "gan",
        "pak",
        "bu",
    ]
)
"""Words that may surround words for sources: "mana buktinya dong?", "what is the source for this?"."""

PHRASES = frozenset(
    [
        "dari mana",
        "darimana",
        "kata siapa",
        "siapa bilang",
        "tahu dari mana",
        "says who",
        "who says",
        "how so",
    ]
)

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARKERS = re.compile(r"(?:\s*\[\d{1,3}\])+")


def asks_for_sources(text: str, quoted: str | None = None) -> bool:
    """Whether a reply to an answer only asks for its sources.

    ``quoted`` is the part of the answer that the reply quotes. With it, a reply that adds no words of its own
    ("?", or words of the quoted part) also asks for the sources of that part.

    >>> asks_for_sources("Sumbernya?"), asks_for_sources("?", "Feri tiba."), asks_for_sources("Kapan?")
    (True, True, False)
    """
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if not words:
        return quoted is not None
    if " ".join(words) in PHRASES:
        return True
    if any(word in SOURCE_WORDS for word in words):
        return all(word in SOURCE_WORDS | FILLER_WORDS for word in words)
    return quoted is not None and " ".join(words) in " ".join(_WORD.findall(quoted.lower()))


def cited_by(
    outcome: Outcome, shown: str = "", quoted: str = "", position: int | None = None
) -> dict[Citation, int]:
    """The citations behind the quoted part of an answer, with their numbers in the answer.

    ``shown`` is the text of the message that was quoted; ``position`` is where the quoted part begins in it,
    in UTF-16 code units. Returns all citations if nothing is quoted or the quoted part belongs to no
    statement, and none for an abstention.
    """
    numbers = number_citations(outcome)
    if not isinstance(outcome, Answer) or not quoted.strip():
        return numbers
    span = _span(shown, quoted, position)
    if span is not None:
        selected = _overlapping(outcome, shown, *span)
    else:
        text = fold(quoted)
        selected = {citation for statement in outcome.statements for citation in _matching(statement, text)}
    return {citation: number for citation, number in numbers.items() if citation in selected} or numbers


def _span(shown: str, quoted: str, position: int | None) -> tuple[int, int] | None:
    """Where the quoted part begins and ends in the message, in characters; None if it is not in it."""
    begin = -1
    if position is not None:
        begin = len(shown.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
        if not shown.startswith(quoted, begin):
            begin = -1
    begin = begin if begin >= 0 else shown.find(quoted)
    return None if begin < 0 else (begin, begin + len(quoted))


def _overlapping(answer: Answer, shown: str, begin: int, end: int) -> set[Citation]:
    """The citations of the statements and sentences that share a letter or digit with
    ``shown[begin:end]``."""
    selected: set[Citation] = set()
    for first, last, citations in _spans(answer, shown):
        common = shown[max(first, begin) : min(last, end)]
        if any(character.isalnum() for character in common):
            selected.update(citations)
    return selected


def _spans(answer: Answer, shown: str) -> Iterator[tuple[int, int, Iterable[Citation]]]:
    """Where each statement (with its numbers) and each quoted source begins and ends in the message.

    Offsets are in characters, with the citations that belong to each span.
    """
    position = 0
    for statement in answer.statements:
        text = fold(statement.text)
        first = shown.find(text, position)
        if first < 0:
            continue
        position = first + len(text)
        match = _MARKERS.match(shown, position)
        position = match.end() if match else position
        yield first, position, statement.citations
    for citation in number_citations(answer):
        text = fold(citation.sentence)
        if (first := shown.find(text, position)) >= 0:
            yield first, first + len(text), (citation,)


def _matching(statement: CitedStatement, quoted: str) -> tuple[Citation, ...]:
    """The citations of a statement that contains the quoted text or is contained in it, else none.

    For messages whose text is not known.
    """
    text = fold(statement.text)
    without_markers = fold(_MARKERS.sub("", quoted))
    is_match = without_markers and (without_markers in text or text in without_markers)
    return statement.citations if is_match else ()
