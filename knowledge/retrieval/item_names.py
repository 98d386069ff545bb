"""Tells which items of a list a question names, so that the answer is not taken from the item beside it."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.models import Article
from knowledge.retrieval.list_items import Item, ItemList
from knowledge.text.list_lines import SCORE, has_bullet, is_labelled
from knowledge.text.tables import labelled_cells
from knowledge.text.terms import content_terms, terms

MOST_NAME_WORDS = 8
"""An item whose first part is longer has no name: it is a sentence."""

NAMED_SHARE = 0.5
"""A question names an item if it has this share of the terms that only the name of this item has."""

_MARK = re.compile("(?:\\(?(?:\\d{1,3}|[a-z])[.)]\\s|[0-9]\ufe0f?\u20e3|[^\\w\\s(“\"'‘]+)\\s*")
_NAME_END = re.compile(r"\s[-–—]\s|[:(;,|\t]|[.!?](?:\s|$)")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_SORT = re.compile(
    r"\b(?P<before>[^\W\d_]+)\s(?:mana|apa)\b|\b(?:apa|which|what|sebutkan)\s(?P<after>[^\W\d_]+)",
    re.IGNORECASE,
)


def named_items(
    article: Article, items: ItemList, question: str, *, wholly: bool = False
) -> tuple[Item, ...]:
    """The items whose name is in the question; ``()`` if it names none, or if the items have no names.

    A name is what stands before a dash, a colon, a bracket or the next cell, or on either side of a score; in
    the row of a table with headings, every cell with words.
    Only the terms that it shares with no other item count. ``wholly`` requires all of them; else half of them
    suffice.
    """
    if not items.has_names:
        return ()
    names = [
        [frozenset(content_terms(name)) for name in _names(article.sentences[item.head].text)]
        for item in items.items
    ]
    uses = Counter(term for of_item in names for term in frozenset().union(*of_item))
    sorts = {
        term for found in _SORT.finditer(question) for word in found.groups() if word for term in terms(word)
    }
    asked = frozenset(content_terms(question)) - sorts
    share = 1.0 if wholly else NAMED_SHARE
    named = []
    for item, of_item in zip(items.items, names, strict=True):
        owned = [{term for term in name if uses[term] == 1} for name in of_item]
        if any(own & asked and len(own & asked) >= share * len(own) for own in owned):
            named.append(item)
    return tuple(named)


def _names(head: str) -> list[str]:
    """The names in the first sentence of an item; ``[]`` if it is a mere sentence."""
    if cells := labelled_cells(head):
        return [cell for _heading, cell in cells if _LETTERS.search(cell) and _is_short(cell)]
    text = _MARK.sub("", head, count=1) if has_bullet(head) else head
    score = SCORE.search(text)
    if score and not is_labelled(text):
        return [text[: score.start()], text[score.end() :]]
    end = _NAME_END.search(text)
    name = text[: end.start()] if end else text
    return [name] if _is_short(name) else []


def _is_short(name: str) -> bool:
    return len(name.split()) <= MOST_NAME_WORDS
