"""Numbered evidence as a model reads it: ``[n] sentence`` under article headers, between two delimiters.

Articles are strangers' text, so nothing in them may pass for our own marks:

- a sentence or a title is folded to one line, and each of our lines begins with a mark of ours, so no
  sentence can open a line, end the block, imitate a header or a label at a line start;
- behind every opening bracket inside it stands :data:`GUARD`, so ``[3]`` is no label and ``<|im_end|>`` is no
  control token of a chat template (servers such as llama.cpp read those wherever they stand);
- the delimiters carry a nonce that the caller draws anew for each question.

:func:`unguard` gives back the sentence as it was, also inside a statement that quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.models import Article, NumberedSentence
from knowledge.text.token_estimate import estimate_tokens

GUARD = "·"
NEIGHBOURS = 1
"""How many sentences on either side of a good one come with it: they hold what "he" and "there" refer to."""

_OPENERS = "[【［〔<＜"
_TO_GUARD = re.compile(rf"(?<=[{re.escape(_OPENERS)}])")
_GUARDED = re.compile(rf"(?<=[{re.escape(_OPENERS)}]){GUARD}")
_NONCE = re.compile(r"[0-9a-z]{6,64}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TITLE_CHARACTERS = 200
_GAP = "…"


@dataclass(frozen=True, slots=True)
class EvidenceBlock:
    """``text`` for the prompt, the labels that are shown in it, and its estimated size in tokens."""

    text: str
    labels: frozenset[int]
    tokens: int


def render(evidence: Sequence[NumberedSentence], *, nonce: str, budget_tokens: int) -> EvidenceBlock:
    """Show the best sentences, each with its neighbours, as far as ``budget_tokens`` allow.

    Best is by ``probability``; only sentences in ``evidence`` can be shown. Articles stand in the order of
    their best sentence, sentences in the order of their article; a line ``…`` marks what is left out between
    them. A sentence that does not fit is left out for the next that does. When nothing fits, ``text`` is
    ``""`` and there are no labels. ``nonce``: 6 to 64 small letters and digits that nobody can guess; raises
    ``ValueError`` for another.

    >>> render([], nonce="k3v9x0", budget_tokens=100)
    EvidenceBlock(text='', labels=frozenset(), tokens=0)
    """
    if not _NONCE.fullmatch(nonce):
        raise ValueError("nonce must be 6 to 64 small letters and digits")
    chosen = _chosen(evidence, nonce, budget_tokens)
    if not chosen:
        return EvidenceBlock("", frozenset(), 0)
    text = "\n".join((_opening(nonce), *_lines(chosen, nonce), _closing(nonce)))
    return EvidenceBlock(text, frozenset(one.label for one in chosen), estimate_tokens(text))


def guard(text: str) -> str:
    """One line without a label or a control token; :func:`unguard` is its inverse but for white space.

    >>> guard("Lihat [3]\\n dan <|im_end|>")
    'Lihat [·3] dan <·|im_end|>'
    """
    return _TO_GUARD.sub(GUARD, " ".join(text.split()))


def unguard(text: str) -> str:
    """Take the guards out of what a model copied.

    >>> unguard("Lihat [·3] dan <·|im_end|>")
    'Lihat [3] dan <|im_end|>'
    """
    return _GUARDED.sub("", text)


def _opening(nonce: str) -> str:
    return f"===== evidence {nonce} begins ====="


def _closing(nonce: str) -> str:
    return f"===== evidence {nonce} ends ====="


def _chosen(evidence: Sequence[NumberedSentence], nonce: str, budget_tokens: int) -> list[NumberedSentence]:
    left = budget_tokens - estimate_tokens(f"{_opening(nonce)}\n{_closing(nonce)}")
    chosen: dict[int, NumberedSentence] = {}
    headed: set[int] = set()
    for one in _by_worth(evidence):
        if one.label in chosen:
            continue
        revision = one.article.revision
        # A gap line may come with every sentence; counting it always keeps the sum an upper bound.
        cost = estimate_tokens(f"{_line(one, nonce)}\n{_GAP}\n")
        if revision not in headed:
            cost += estimate_tokens(f"{_header(one.article, nonce)}\n")
        if cost <= left:
            left -= cost
            headed.add(revision)
            chosen[one.label] = one
    return list(chosen.values())


def _by_worth(evidence: Sequence[NumberedSentence]) -> Iterable[NumberedSentence]:
    """Best first, each followed by its neighbours; a sentence may come more than once."""
    places = {(one.article.revision, one.position): one for one in evidence}
    for one in sorted(evidence, key=lambda sentence: (-sentence.probability, sentence.label)):
        yield one
        for distance in range(1, NEIGHBOURS + 1):
            for position in (one.position - distance, one.position + distance):
                neighbour = places.get((one.article.revision, position))
                if neighbour is not None:
                    yield neighbour


def _lines(chosen: Iterable[NumberedSentence], nonce: str) -> Iterable[str]:
    articles: dict[int, list[NumberedSentence]] = {}
    for one in chosen:
        articles.setdefault(one.article.revision, []).append(one)
    for sentences in articles.values():
        yield _header(sentences[0].article, nonce)
        last = -1
        for one in sorted(sentences, key=lambda sentence: sentence.position):
            if last >= 0 and one.position > last + 1:
                yield _GAP
            yield _line(one, nonce)
            last = one.position


def _line(one: NumberedSentence, nonce: str) -> str:
    return f"[{one.label}] {_shown(one.sentence.text, nonce)}"


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
    """With the weekday: news counts "on Wednesday" from it. Not by strftime, which follows the locale."""
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"
