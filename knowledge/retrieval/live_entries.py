"""Puts the entries of a live blog that an answer quotes into the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.models import NumberedSentence
from knowledge.text.entry_times import entry_time


def newest_first(sentences: Iterable[NumberedSentence]) -> list[NumberedSentence]:
    """The sentences, those that begin with a time sorted within each article: the latest takes the first of
    their places. A later entry corrects the number of an earlier one.

    >>> newest_first([])
    []
    """
    ordered = list(sentences)
    places: dict[int, list[tuple[tuple[date, int], int]]] = {}
    for at, each in enumerate(ordered):
        time = entry_time(each.sentence.text)
        if time is not None:
            places.setdefault(each.article.revision, []).append((time, at))
    for entries in places.values():
        # An equal time keeps its place.
        latest = sorted(entries, key=lambda entry: entry[0], reverse=True)
        moved = [ordered[at] for _time, at in latest]
        for (_time, at), each in zip(entries, moved, strict=True):
            ordered[at] = each
    return ordered
