"""Which sentences stand behind a part of an answer that somebody points at. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.telegram.views.citation_numbers import numbered
from bot.telegram.views.html import fold
from knowledge.models import Answer, Citation, CitedStatement, Outcome

PROOF_WORDS = frozenset(
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
SMALL_WORDS = frozenset(
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
"""What may stand beside them: "mana buktinya dong?", "what is the source for this?"."""

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


def asks_for_proof(text: str, quoted: str | None = None) -> bool:
    """Whether a reply to an answer wants nothing but its sources.

    ``quoted`` is the part of the answer that the reply quotes: with it, a reply without a word of its own
    ("?", or the very words again) asks for the sources of that part.

    >>> asks_for_proof("Sumbernya?"), asks_for_proof("?", "Feri tiba pukul 9."), asks_for_proof("Kapan?")
    (True, True, False)
    """
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if not words:
        return quoted is not None
    if " ".join(words) in PHRASES:
        return True
    if any(word in PROOF_WORDS for word in words):
        return all(word in PROOF_WORDS | SMALL_WORDS for word in words)
    return quoted is not None and " ".join(words) in " ".join(_WORD.findall(quoted.lower()))


def cited_by(
    outcome: Outcome, shown: str = "", quoted: str = "", position: int | None = None
) -> dict[Citation, int]:
    """The citations behind the quoted part, with their numbers in the answer; all of them when nothing is
    quoted, or nothing that a statement says.

    ``shown`` is the text of the message, ``position`` (in UTF-16 code units) where the quoted part begins.
    """
    numbers = numbered(outcome)
    if not isinstance(outcome, Answer) or not quoted.strip():
        return numbers
    span = _span(shown, quoted, position)
    if span is not None:
        touched = _touched(outcome, shown, *span)
    else:
        touched = {one for statement in outcome.statements for one in _said(statement, fold(quoted))}
    return {one: number for one, number in numbers.items() if one in touched} or numbers


def _span(shown: str, quoted: str, position: int | None) -> tuple[int, int] | None:
    """Where the quoted part stands in the message, in characters."""
    begin = -1
    if position is not None:
        begin = len(shown.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
        if not shown.startswith(quoted, begin):
            begin = -1
    begin = begin if begin >= 0 else shown.find(quoted)
    return None if begin < 0 else (begin, begin + len(quoted))


def _touched(answer: Answer, shown: str, begin: int, end: int) -> set[Citation]:
    found: set[Citation] = set()
    for first, last, citations in _places(answer, shown):
        common = shown[max(first, begin) : min(last, end)]
        if any(character.isalnum() for character in common):
            found.update(citations)
    return found


def _places(answer: Answer, shown: str) -> Iterator[tuple[int, int, Iterable[Citation]]]:
    """Where each statement with its numbers stands in the message, and each cited sentence below it."""
    at = 0
    for statement in answer.statements:
        text = fold(statement.text)
        first = shown.find(text, at)
        if first < 0:
            continue
        at = first + len(text)
        marks = _MARKERS.match(shown, at)
        at = marks.end() if marks else at
        yield first, at, statement.citations
    for citation in numbered(answer):
        text = fold(citation.sentence)
        if (first := shown.find(text, at)) >= 0:
            yield first, first + len(text), (citation,)


def _said(statement: CitedStatement, quoted: str) -> tuple[Citation, ...]:
    """Without the message's text: statements that hold the quoted words, or are among them."""
    text = fold(statement.text)
    bare = fold(_MARKERS.sub("", quoted))
    return statement.citations if bare and (bare in text or text in bare) else ()
