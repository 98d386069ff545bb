"""Compares two versions of a text, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from knowledge.articles.units import units
from knowledge.models import Answer, Article, Change, Outcome, Version

MOST_COMPARED = 2_000
"""Longest texts, in sentences, that are aligned: 0.5 s at worst. Of longer ones only additions and removals
are found, no replacements."""


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Lists the sentences that were removed, added or replaced, in text order, with white space folded.

    >>> changes("Dua orang luka. Api padam.", "Tiga orang luka. Api padam. Polisi datang.")
    (Change(old='Dua orang luka.', new='Tiga orang luka.'), Change(old=None, new='Polisi datang.'))
    """
    before, after = _sentences(old), _sentences(new)
    if max(len(before), len(after)) > MOST_COMPARED:
        old_sentences, new_sentences = set(before), set(after)
        removed = [Change(old=sentence) for sentence in before if sentence not in new_sentences]
        return (*removed, *(Change(new=sentence) for sentence in after if sentence not in old_sentences))
    changed: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, begin, end, other_begin, other_end in matcher.get_opcodes():
        if kind != "equal":
            changed += _paired(before[begin:end], after[other_begin:other_end])
    return tuple(changed)


def touched(outcome: Outcome, article_id: str, changed: Sequence[Change]) -> tuple[Change, ...]:
    """Selects from ``changed``, the changes of one article, those whose old sentence ``outcome`` cites.

    If the whole article was retracted, ``changed`` must have a change for each of its sentences, without a
    new sentence. Returns ``()`` for an abstention.
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
    """Lists the sentences of the text ``old`` that ``new`` lacks, each with the sentence that replaced it.

    ``new`` is None if the article was retracted. A sentence that only moved within the text is not listed.

    >>> gone("Dua orang luka. Api padam.", "Api padam. Tiga orang luka.")
    (Change(old='Dua orang luka.', new=None),)
    """
    remaining = set(_sentences(new or ""))
    return tuple(
        change for change in changes(old, new or "") if change.old is not None and change.old not in remaining
    )


def last_gone(history: Sequence[Version]) -> tuple[Change, ...]:
    """Applies :func:`gone` to the latest change of an article: its retraction or its last replacement.

    ``history`` has the versions of the article, oldest first, at least one. Returns ``()`` for an article
    that never changed.
    """
    *_, newest = history
    if newest.ending == "retracted":
        return gone(newest.text, None)
    return gone(history[-2].text, newest.text) if len(history) > 1 else ()


def current_version(article: Article) -> Version:
    """Describes the published text of an article as a version that has not ended."""
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


def with_changes(versions: Sequence[Version]) -> list[Version]:
    """Adds to each version its changes to the one before; ``versions`` is oldest first."""
    return [
        *versions[:1],
        *(replace(new, changes=changes(old.text, new.text)) for old, new in pairwise(versions)),
    ]


def _sentences(text: str) -> list[str]:
    return [_folded(sentence.text) for sentence in units(text)]


def _folded(sentence: str) -> str:
    return " ".join(sentence.split())


def _paired(removed: Sequence[str], added: Sequence[str]) -> Iterator[Change]:
    """Pairs removed with added sentences, in order.

    Each removed sentence is paired with that of the next five added ones that shares most of its words, at
    least a third of them.
    """
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
