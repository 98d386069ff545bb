"""What changed between two versions of a text, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from knowledge.models import Answer, Article, Change, Outcome, Version
from knowledge.text import sentences

MOST_COMPARED = 2_000
"""Sentences of each side that are aligned, 0.5 s at worst; of longer texts it is told which came and went."""


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The sentences that were removed, added, or put in another's place; in text order, white space folded.

    >>> changes("Dua orang luka. Api padam.", "Tiga orang luka. Api padam. Polisi datang.")
    (Change(old='Dua orang luka.', new='Tiga orang luka.'), Change(old=None, new='Polisi datang.'))
    """
    before, after = _sentences(old), _sentences(new)
    if max(len(before), len(after)) > MOST_COMPARED:
        was, becomes = set(before), set(after)
        gone = [Change(old=one) for one in before if one not in becomes]
        return (*gone, *(Change(new=one) for one in after if one not in was))
    found: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, begin, end, other_begin, other_end in matcher.get_opcodes():
        if kind != "equal":
            found += _paired(before[begin:end], after[other_begin:other_end])
    return tuple(found)


def touched(outcome: Outcome, article_id: str, changed: Sequence[Change]) -> tuple[Change, ...]:
    """Those of ``changed`` whose old sentence is cited in ``outcome`` from this article, each once.

    An article that was withdrawn as a whole has a change with no new sentence for each of its sentences.
    """
    if not isinstance(outcome, Answer):
        return ()
    cited = {
        _folded(citation.sentence)
        for statement in outcome.statements
        for citation in statement.citations
        if citation.article_id == article_id
    }
    return tuple(change for change in changed if change.old is not None and change.old in cited)


def gone(old: str, new: str | None) -> tuple[Change, ...]:
    """The sentences that readers of ``old`` must not rely on any more, each with what took its place.

    ``new`` is None when the article was retracted. A sentence that stands elsewhere in ``new`` has not gone.

    >>> gone("Dua orang luka. Api padam.", "Api padam. Tiga orang luka.")
    (Change(old='Dua orang luka.', new=None),)
    """
    kept = set(_sentences(new or ""))
    return tuple(one for one in changes(old, new or "") if one.old is not None and one.old not in kept)


def last_gone(history: Sequence[Version]) -> tuple[Change, ...]:
    """As :func:`gone`, of the newest version that ended. ``history`` is oldest first, and not empty."""
    *_, newest = history
    if newest.ending == "retracted":
        return gone(newest.text, None)
    return gone(history[-2].text, newest.text) if len(history) > 1 else ()


def standing(article: Article) -> Version:
    """The version that can be asked about."""
    return Version(
        article_id=article.id,
        external_id=article.external_id,
        title=article.title,
        text=article.text,
        published_on=article.published_on,
        publisher=article.publisher,
        url=article.url,
        since=article.added_at,
    )


def compared(past: Sequence[Version]) -> list[Version]:
    """Oldest first, each with what it changed in the one before."""
    return [
        *past[:1],
        *(replace(new, changes=changes(old.text, new.text)) for old, new in pairwise(past)),
    ]


def _sentences(text: str) -> list[str]:
    return [_folded(sentence.text) for sentence in sentences.split(text)]


def _folded(sentence: str) -> str:
    return " ".join(sentence.split())


def _paired(removed: Sequence[str], added: Sequence[str]) -> Iterator[Change]:
    """In order; each removed sentence with the next added one that has most of its words in common."""
    position = 0
    for old in removed:
        words = set(old.lower().split())
        ahead = list(enumerate(added[position : position + 5], position))
        shared = [(len(words & set(new.lower().split())) / len(words), at) for at, new in ahead]
        share, best = max(shared, key=lambda item: (item[0], -item[1]), default=(0.0, 0))
        if share < 1 / 3:
            yield Change(old=old)
            continue
        yield from (Change(new=new) for new in added[position:best])
        yield Change(old=old, new=added[best])
        position = best + 1
    yield from (Change(new=new) for new in added[position:])
