"""Finds the lists of an article: which sentences belong to which item, and which sentence introduces them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from knowledge.models import Article, Sentence
from knowledge.text.line_joining import LINE_END
from knowledge.text.list_lines import CELL_ENDS, SCORE, ends_with_stop, has_bullet, is_labelled
from knowledge.text.tables import labelled_cells

LONGEST_LINE = 120
"""Characters. A longer line without a full stop is a paragraph and not an item."""

LONGEST_HEADING = 60
"""Characters of the heading of an item, at most: the name of what it is about."""

FARTHEST_NUMBER = 40
"""Sentences between two numbers of one list, at most."""

_NUMBER = re.compile(r"\(?(?:(?P<digits>\d{1,3})|(?P<letter>[a-z]))[.)]\s")
_DASHED = re.compile(r"[^\W_a-z][^.:;,!?\n]{0,39}\s[-–—]\s\S")
_ASIDE = re.compile(
    r"(?:baca|lihat|simak|tonton|read|see|watch)\s(?:juga|pula|also|more)\b"
    r"|(?:editor|penulis|reporter|wartawan|pewarta|sumber|foto|oleh|author|source|photo|by|tags?|topik|laporan)"
    r"\s?:",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for words in (
        "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
        "two three four five six seven eight nine ten eleven",
    )
    for number, word in enumerate(words.split(), start=2)
}
_ANNOUNCING = re.compile(
    r"\b(?:berikut|yaitu|yakni|inilah|antara lain|di ?antaranya|following|namely)\b|[:?]$", re.IGNORECASE
)
_VAGUE_NUMBER = re.compile(r"\b(?:sejumlah|beberapa|berbagai|several|these)\b", re.IGNORECASE)
_SERIES = re.compile(r"\b(?:dan|serta|maupun|and)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


class Item(NamedTuple):
    """The sentences of one item, from ``head``, its first, up to ``end``, which is not included."""

    head: int
    end: int


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of at least two items, in text order."""

    items: tuple[Item, ...]
    has_names: bool
    """Whether each item begins with a mark or a name, so that a question may be about this item alone."""


def starts_line(article: Article, position: int) -> bool:
    """Whether a line begins with this sentence."""
    if position == 0:
        return True
    before, sentence = article.sentences[position - 1], article.sentences[position]
    return LINE_END.search(article.text, before.end, sentence.start) is not None


def find_lists(article: Article) -> tuple[ItemList, ...]:
    """Return the lists of an article, in the order of their first items. A list may stand within an item.

    Numbers must follow each other, upwards or downwards; everything up to the next number belongs to an item.
    The last item has as many lines as the longest one before it. A list without marks is made of lines that
    end without a full stop; or of short headings with paragraphs below them, if the article announces it or
    its title tells their number.
    """
    starts = [at for at in range(len(article.sentences)) if starts_line(article, at)]
    found = [
        *_numbered(article, starts),
        *_bulleted(article, starts),
        *_plain(article, starts),
        *_headed(article, starts),
    ]
    return tuple(sorted(found, key=lambda each: each.items[0].head))


def item_at(lists: Iterable[ItemList], position: int) -> tuple[ItemList, Item] | None:
    """The item that the sentence belongs to, with its list; the shortest one of several; None without any."""
    around = [(each, item) for each in lists for item in each.items if item.head <= position < item.end]
    return min(around, key=lambda pair: pair[1].end - pair[1].head, default=None)


def announces(text: str) -> bool:
    """Whether a sentence says that something follows, so that it is no answer by itself.

    >>> announces("Inilah tiga yang terbaik."), announces("Apa syaratnya?"), announces("Ada tiga syarat.")
    (True, True, False)
    """
    return _ANNOUNCING.search(text) is not None


def introduced_by(
    article: Article, lists: Sequence[ItemList], position: int, *, is_list_asked: bool
) -> tuple[Item, ...]:
    """The items that the sentence at ``position`` introduces; ``()`` if it introduces nothing.

    It does if it announces them (see :func:`announces`) or says how many they are ("three demands"). If the
    reader asks for a list, any sentence right before one will do, unless it is a series itself.
    """
    text = article.sentences[position].text
    ends_with_colon = text.endswith(":")
    following = next((each for each in lists if each.items[0].head == position + 1), None)
    within = item_at(lists, position)
    if following is None:
        return _lines_after(article, position) if ends_with_colon else ()
    if within is not None and not ends_with_colon and following.items[0].head >= within[1].end:
        return ()  # An item of the list before, or of the same list.
    words = [word.lower() for word in _WORD.findall(text)]
    stated = [_NUMBERS[word] for word in words if word in _NUMBERS]
    count = len(following.items)
    # A heading may follow the last line of a list, and looks like one more.
    fewer = [] if following.has_names else [number for number in stated if number < count]
    introduces = (
        announces(text)
        or _VAGUE_NUMBER.search(text) is not None
        or count in stated
        or bool(fewer)
        or str(count) in words
        or (following.has_names and not ends_with_stop(text))
        or (is_list_asked and not _is_series(text))
    )
    if not introduces:
        return ()
    return following.items[: fewer[0]] if fewer else following.items


def _numbered(article: Article, starts: Sequence[int]) -> Iterator[ItemList]:
    sequences: dict[str, list[list[tuple[int, int]]]] = {"digits": [], "letter": []}
    for at in starts:
        found = _NUMBER.match(article.sentences[at].text)
        if not found or not found.lastgroup:
            continue
        number = int(found["digits"]) if found["digits"] else ord(found["letter"])
        known = sequences[found.lastgroup]
        if known and _continues(known[-1], at, number):
            known[-1].append((at, number))
        else:
            known.append([(at, number)])
    for known in sequences.values():
        for sequence in known:
            if len(sequence) > 1:
                yield _with_ends(article, [at for at, _number in sequence])


def _continues(sequence: Sequence[tuple[int, int]], at: int, number: int) -> bool:
    last_at, last = sequence[-1]
    steps = {last - sequence[-2][1]} if len(sequence) > 1 else {1, -1}
    return number - last in steps and at - last_at <= FARTHEST_NUMBER


def _bulleted(article: Article, starts: Sequence[int]) -> Iterator[ItemList]:
    group: list[int] = []
    for at in starts:
        text = article.sentences[at].text
        if has_bullet(text) and not _NUMBER.match(text):
            group.append(at)
        elif group and _is_paragraph(article, at):
            if len(group) > 1:
                yield _with_ends(article, group)
            group = []
    if len(group) > 1:
        yield _with_ends(article, group)


def _plain(article: Article, starts: Sequence[int]) -> Iterator[ItemList]:
    """The lists whose lines have no mark: a label and what belongs to it, or a line without a full stop."""
    items = [
        item
        for item in map(Item, starts, [*starts[1:], len(article.sentences)])
        if _may_be_item(article.sentences[item.head : item.end])
    ]
    for run in _runs(items, lambda item: _is_labelled(_head(article, item)) or _is_bare(article, item)):
        yield from _plain_list(article, run)
    for run in _runs(items, lambda item: _DASHED.match(_head(article, item)) is not None):
        if not all(_is_bare(article, item) for item in run):
            yield from _plain_list(article, run)


def _runs(items: Sequence[Item], belongs: Callable[[Item], bool]) -> Iterator[list[Item]]:
    """The runs of at least two adjacent items that belong to a list."""
    run: list[Item] = []
    for item in items:
        if belongs(item):
            if run and run[-1].end != item.head:
                if len(run) > 1:
                    yield run
                run = []
            run.append(item)
        elif run:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def _plain_list(article: Article, run: Sequence[Item]) -> Iterator[ItemList]:
    heads = [_head(article, item) for item in run]
    if all(map(labelled_cells, heads)):
        yield ItemList(tuple(run), has_names=True)
        return
    labels = [head.split(":", 1)[0] for head in heads if is_labelled(head)]
    if len(set(labels)) < len(labels):
        return  # In a conversation the names of the speakers come again.
    cells = {len(CELL_ENDS.findall(head)) for head in heads}
    has_names = (
        len(labels) == len(run)
        or all(map(_DASHED.match, heads))
        or all(map(SCORE.search, heads))
        or (len(cells) == 1 and 0 not in cells)
    )
    yield ItemList(tuple(run), has_names)


def _is_labelled(text: str) -> bool:
    return is_labelled(text) or bool(labelled_cells(text))


def _headed(article: Article, starts: Sequence[int]) -> Iterator[ItemList]:
    """The list whose items are headings with paragraphs below them."""
    heads = [
        at
        for at, after in pairwise(starts)
        if after == at + 1 and _is_heading(article, at) and not _is_heading(article, after)
    ]
    if len(heads) < 2 or heads[0] == 0:
        return
    is_announced = announces(article.sentences[heads[0] - 1].text)
    if is_announced or str(len(heads)) in _WORD.findall(article.title):
        yield _with_ends(article, heads)


def _is_heading(article: Article, position: int) -> bool:
    text = article.sentences[position].text
    return (
        len(text) <= LONGEST_HEADING
        and text[-1] not in ".?!:;,"
        and not has_bullet(text)
        and not _is_labelled(text)
        and not SCORE.search(text)
        and _is_paragraph(article, position)
    )


def _may_be_item(sentences: Sequence[Sentence]) -> bool:
    text = sentences[0].text
    if has_bullet(text) or _ASIDE.match(text):
        return False
    return not any(each.text.endswith(("?", ":")) for each in sentences)


def _is_bare(article: Article, item: Item) -> bool:
    text = _head(article, item)
    return item.end == item.head + 1 and len(text) <= LONGEST_LINE and not ends_with_stop(text)


def _head(article: Article, item: Item) -> str:
    return article.sentences[item.head].text


def _with_ends(article: Article, heads: Sequence[int]) -> ItemList:
    """A list with these heads: each item reaches to the next one, the last as far as the longest of them."""
    lines = [
        sum(starts_line(article, at) for at in range(head + 1, following))
        for head, following in pairwise(heads)
    ]
    left = max(lines)
    end = heads[-1] + 1
    while end < len(article.sentences):
        left -= starts_line(article, end)
        if left < 0:
            break
        end += 1
    return ItemList(tuple(map(Item, heads, [*heads[1:], end])), has_names=True)


def _lines_after(article: Article, position: int) -> tuple[Item, ...]:
    """The lines below a colon: those of the paragraph, or as many as the sentence before the colon says."""
    words = [word.lower() for word in _WORD.findall(article.sentences[position].text)]
    stated = next((_NUMBERS[word] for word in words if word in _NUMBERS), 0)
    lines: list[Item] = []
    for at in range(position + 1, len(article.sentences)):
        is_whole_line = starts_line(article, at) and (
            at + 1 == len(article.sentences) or starts_line(article, at + 1)
        )
        if not is_whole_line or (stated and len(lines) == stated):
            break
        if lines and not stated and _is_paragraph(article, at):
            break
        lines.append(Item(at, at + 1))
    return tuple(lines) if len(lines) >= max(2, stated) else ()


def _is_paragraph(article: Article, position: int) -> bool:
    """Whether a blank line stands before the sentence."""
    if position == 0:
        return True
    before, sentence = article.sentences[position - 1], article.sentences[position]
    return len(LINE_END.findall(article.text, before.end, sentence.start)) > 1


def _is_series(text: str) -> bool:
    comma = text.find(",")
    return comma >= 0 and _SERIES.search(text, comma) is not None
