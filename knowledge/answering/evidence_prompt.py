"""Renders the evidence block of a prompt: lines ``[n] sentence`` under article headers, between delimiters.

The text of an article is untrusted, so it must not be able to imitate the syntax of the block:

- A sentence or a title is folded to one line, and every line of the block begins with the block's own syntax.
  So no sentence can begin a line, end the block, or imitate a header or a label.
- :data:`GUARD` is inserted after every opening bracket. So ``[3]`` is not read as a label, and
  ``<|im_end|>`` not as a control token of a chat template (which servers such as llama.cpp interpret anywhere
  in a prompt).
- The delimiters contain a nonce, which the caller generates for each question.

:func:`unguard` restores the sentence, also inside a statement that quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.models import Article, NumberedSentence
from knowledge.text.token_estimate import estimate_tokens

GUARD = "·"
"""The character that is inserted after each opening bracket of an article's text."""
LONGEST_NONCE = "0" * 64
"""Stands for a nonce that is not drawn yet, where sizes are estimated."""
NEIGHBOURS = 1
"""Sentences on either side that are shown with a good one: they name what "he" and "there" refer to."""

_OPENERS = "[【［〔<＜"
_TO_GUARD = re.compile(rf"(?<=[{re.escape(_OPENERS)}])")
_GUARDED = re.compile(rf"(?<=[{re.escape(_OPENERS)}]){GUARD}")
_NONCE = re.compile(r"[0-9a-z]{6,64}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TITLE_CHARACTERS = 200
_GAP = "…"


@dataclass(frozen=True, slots=True)
class EvidenceBlock:
    """The text of the block, the labels of the sentences in it, and its estimated size in tokens."""

    text: str
    labels: frozenset[int]
    tokens: int


def render(evidence: Sequence[NumberedSentence], *, nonce: str, max_tokens: int) -> EvidenceBlock:
    """Render the sentences with the highest ``probability``, each with its neighbours, in ``max_tokens``.

    Neighbours are shown only if ``evidence`` has them. Articles are in the order of their best sentence, the
    sentences of an article in its own order; a line ``…`` stands for sentences left out between them. A
    sentence that does not fit is skipped, and the next one is tried. If none fits, ``text`` is ``""`` and
    there are no labels. ``nonce`` has 6 to 64 lower-case letters and digits that cannot be guessed; raises
    ``ValueError`` for any other nonce.

    >>> render([], nonce="k3v9x0", max_tokens=100)
    EvidenceBlock(text='', labels=frozenset(), tokens=0)
    """
    if not _NONCE.fullmatch(nonce):
        raise ValueError("nonce must be 6 to 64 small letters and digits")
    chosen = _chosen(evidence, nonce, max_tokens)
    if not chosen:
        return EvidenceBlock("", frozenset(), 0)
    text = "\n".join((_opening(nonce), *_lines(chosen, nonce), _closing(nonce)))
    return EvidenceBlock(text, frozenset(numbered.label for numbered in chosen), estimate_tokens(text))


def frame_tokens(nonce: str = LONGEST_NONCE) -> int:
    """The estimated tokens of a block without sentences."""
    return estimate_tokens(f"{_opening(nonce)}\n{_closing(nonce)}")


def sentence_tokens(numbered: NumberedSentence, nonce: str = LONGEST_NONCE) -> int:
    """The estimated tokens of a sentence in a block. At least what it takes: a gap line is counted too."""
    return estimate_tokens(f"{_line(numbered, nonce)}\n{_GAP}\n")


def header_tokens(article: Article, nonce: str = LONGEST_NONCE) -> int:
    """The estimated tokens of the header of an article in a block."""
    return estimate_tokens(f"{_header(article, nonce)}\n")


def guard(text: str) -> str:
    """Fold a text to one line and insert :data:`GUARD`, so that it contains no label and no control token.

    :func:`unguard` is the inverse, except for white space.

    >>> guard("Lihat [3]\\n dan <|im_end|>")
    'Lihat [·3] dan <·|im_end|>'
    """
    return _TO_GUARD.sub(GUARD, " ".join(text.split()))


def unguard(text: str) -> str:
    """Remove :data:`GUARD` from a text that a model copied from the block.

    >>> unguard("Lihat [·3] dan <·|im_end|>")
    'Lihat [3] dan <|im_end|>'
    """
    return _GUARDED.sub("", text)


def _opening(nonce: str) -> str:
    return f"===== evidence {nonce} begins ====="


def _closing(nonce: str) -> str:
    return f"===== evidence {nonce} ends ====="


def _chosen(evidence: Sequence[NumberedSentence], nonce: str, max_tokens: int) -> list[NumberedSentence]:
    left = max_tokens - frame_tokens(nonce)
    chosen: dict[int, NumberedSentence] = {}
    headed: set[int] = set()
    for numbered in _by_probability(evidence):
        if numbered.label in chosen:
            continue
        revision = numbered.article.revision
        cost = sentence_tokens(numbered, nonce)
        if revision not in headed:
            cost += header_tokens(numbered.article, nonce)
        if cost <= left:
            left -= cost
            headed.add(revision)
            chosen[numbered.label] = numbered
    return list(chosen.values())


def _by_probability(evidence: Sequence[NumberedSentence]) -> Iterable[NumberedSentence]:
    """The sentences by falling probability, each followed by its neighbours; some occur more than once."""
    by_position = {(each.article.revision, each.position): each for each in evidence}
    for numbered in sorted(evidence, key=lambda each: (-each.probability, each.label)):
        yield numbered
        for distance in range(1, NEIGHBOURS + 1):
            for position in (numbered.position - distance, numbered.position + distance):
                neighbour = by_position.get((numbered.article.revision, position))
                if neighbour is not None:
                    yield neighbour


def _lines(chosen: Iterable[NumberedSentence], nonce: str) -> Iterable[str]:
    articles: dict[int, list[NumberedSentence]] = {}
    for numbered in chosen:
        articles.setdefault(numbered.article.revision, []).append(numbered)
    for sentences in articles.values():
        yield _header(sentences[0].article, nonce)
        last = -1
        for numbered in sorted(sentences, key=lambda each: each.position):
            if last >= 0 and numbered.position > last + 1:
                yield _GAP
            yield _line(numbered, nonce)
            last = numbered.position


def _line(numbered: NumberedSentence, nonce: str) -> str:
    return f"[{numbered.label}] {_shown(numbered.sentence.text, nonce)}"


def _header(article: Article, nonce: str) -> str:
    parts = [_shown(article.title, nonce)[:_TITLE_CHARACTERS]]
    if article.publisher:
        parts.append(_shown(article.publisher, nonce)[:_TITLE_CHARACTERS])
    if article.published_on:
        parts.append(_day(article.published_on))
    # A bar inside a title would look like the next field.
    return "# " + " | ".join(part.replace("|", "/") for part in parts)


def _shown(text: str, nonce: str) -> str:
    return guard(text).replace(nonce, _GAP)


def _day(day: date) -> str:
    """The date with its weekday, to which "on Wednesday" refers.

    Not by strftime, whose weekdays depend on the locale.
    """
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"
