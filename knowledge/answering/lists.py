"""Chooses the sentences that an answer without a language model quotes: single ones, or those of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp

from knowledge.models import NumberedSentence
from knowledge.questions import analysis
from knowledge.retrieval import confidence, interviews, item_names, list_items, live_entries
from knowledge.retrieval.list_items import Item, ItemList

MOST_ITEMS = 8
"""Items of one list that are quoted at most: more fill the screen of a phone."""

MOST_PARTS = 5
"""Sentences that are quoted at most if the parts of the answer are in no list."""

LIST_REACH = 3.0
"""A sentence of the same article whose log-odds are this close to those of the best one holds a part.

On the list questions of newsq_train that the reader never saw, 0.59 of the parts are then quoted, and 0.54 of
what is quoted is a part; at 2.0 it is 0.52 and 0.58, at 4.0 it is 0.62 and 0.50. On newsq_dev, at 3.0, it is
0.55 and 0.49.
"""

MOST_SENTENCES_OF_ITEM = 3
"""Sentences that are quoted at most of an item that the question names."""

_Key = tuple[int, int]
"""The revision of an article, and the position of a sentence in it."""

_Lists = Mapping[int, Sequence[ItemList]]
"""The lists of each article, by its revision."""

_LISTED_KINDS = frozenset({"what", "how", "other"})
"""Kinds of questions that the items after a sentence may answer if it does not announce them.

A sentence that says when three demands were made, or how many, answers alone.
"""

_ASKING = r"(?:apa|siapa|sapa|mana|berapa|brp|kapan|bagaimana|gimana)"
_COUNT = (
    r"(?:\d{1,2}|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
    r"|two|three|four|five|six|seven|eight|nine|ten)"
)
_ALWAYS_MANY = "tuntutan|syarat|persyaratan|kriteria|rekomendasi|fasilitas"
_LISTS = (
    rf"\b{_ASKING}(?:kah|nya|an|2)?(?:-\w{{1,9}})?\s(?:sih\s|itu\s|tuh\s|nih\s)?(?:saja|aja|ajah|sj|aj)(?:kah|lah)?\b",
    r"\b(?:sebutkan|sebutin|daftarkan|rincikan)\b",
    r"^(?:tolong\s|coba\s|mohon\s)?(?:sebut|daftar|(?:beri|berikan|buat|buatkan|kasih|minta)\sdaftar)\b",
    rf"\b(?:apa|siapa(?:kah)?|mana(?:kah)?)\s(?:yang\smenjadi\s)?(?:{_COUNT}\s|(?:{_ALWAYS_MANY})(?:-|2|\b|nya\b))",
    r"\b(?:list|enumerate)\s(?:all|the|every|of|them|some)\b|^list\b",
    rf"(?:^|\b(?:please|you|and)\s)name\s(?:the|all|every|some|{_COUNT})\b",
    r"\bwhat(?:\sall)?\s(?:are|were)\s(?:the|all|some|its|his|her|their)\b",
    r"\bwho(?:\sall)?\s(?:are|were)\s(?:the|all|some|its|his|her|their)\b",
    rf"\b(?:what|which)\s{_COUNT}\s",
    r"\bwhich(?:\s[\w'’-]{1,30}){1,4}\s(?:are|were|have)\b",
)
_LIST = re.compile("|".join(_LISTS), re.IGNORECASE)
_DOUBLED = re.compile(
    r"\b(?:apa|siapa(?:kah)?|mana(?:kah)?)\s(?:saja\s|yang\smenjadi\s)?(?P<word>[^\W\d_]{3,20})(?:-(?P=word)|2)",
    re.IGNORECASE,
)
_NOT_MANY = frozenset({"laki", "undang", "kira", "rata", "tiba", "baru", "masing", "sama", "hati", "gara"})


def asks_for_list(question: str) -> bool:
    """Whether the form of a question, in Indonesian or English, asks for more than one thing.

    >>> asks_for_list("Siapa saja yang hadir?"), asks_for_list("Siapa yang hadir?")
    (True, False)
    """
    folded = " ".join(question.split())
    doubled = _DOUBLED.search(folded)
    if doubled and doubled["word"].lower() not in _NOT_MANY:
        return True
    return _LIST.search(folded) is not None


def select(evidence: Sequence[NumberedSentence], question: str) -> list[NumberedSentence]:
    """Choose the sentences to quote, in the order in which to quote them, with labels from 1 on.

    ``evidence`` is ranked, best first; ``[]`` gives ``[]``. Sentences of the articles may be chosen that are
    not among the evidence: the answer to a question that is, the items after their introduction, and the head
    of an item ("3. Soto Lontar") before another sentence of it. An item that the question does not name is
    left out if it names another one of that list.

    >>> select([], "Siapa saja yang hadir?")
    []
    """
    articles = {each.article.revision: each.article for each in evidence}
    lists = {revision: list_items.find_lists(article) for revision, article in articles.items()}
    is_list_asked = asks_for_list(question)
    ranked = _with_answers(evidence, lists)
    named = _named(ranked, lists, question, wholly=is_list_asked)
    ranked = _without_other_items(ranked, named)
    if not ranked:
        return []
    best = ranked[0]
    found = lists[best.article.revision]
    introduced = _introduced(best, found, question, is_list_asked=is_list_asked)
    if introduced:
        is_shown = not is_list_asked and not best.sentence.text.endswith("?")
        positions = [best.position, *introduced] if is_shown else introduced
        chosen = [_at(ranked, best, position) for position in positions]
    elif is_list_asked:
        chosen = _parts(ranked, found)
    else:
        chosen = confidence.choose(ranked)
        if _key(best) in named:
            chosen = _about_item(ranked, chosen, named, found)
    quoted = live_entries.newest_first(_with_context(ranked, chosen, lists))
    return [replace(each, label=label) for label, each in enumerate(quoted, start=1)]


def _with_answers(evidence: Iterable[NumberedSentence], lists: _Lists) -> list[NumberedSentence]:
    """The evidence, best first, with the answer in the place of each question that an article answers.

    A question stays if a list answers it: it introduces that list.
    """
    best: dict[_Key, NumberedSentence] = {}
    for each in evidence:
        answer = interviews.answer_to(each.article, each.position)
        heads = {found.items[0].head for found in lists[each.article.revision]}
        if answer is not None and answer not in heads:
            each = replace(each, position=answer, excerpt=None)
        known = best.get(_key(each))
        if known is None:
            best[_key(each)] = each
        else:
            best[_key(each)] = replace(
                known,
                probability=max(known.probability, each.probability),
                excerpt=known.excerpt or each.excerpt,
            )
    return _best_first(best.values())


def _named(
    ranked: Iterable[NumberedSentence], lists: _Lists, question: str, *, wholly: bool
) -> dict[_Key, tuple[Item, ...]]:
    """For each sentence of a list of which the question names items: these items, by article and position."""
    by_list: dict[_Key, tuple[Item, ...]] = {}
    named: dict[_Key, tuple[Item, ...]] = {}
    for each in ranked:
        place = list_items.item_at(lists[each.article.revision], each.position)
        if place is None:
            continue
        key = (each.article.revision, place[0].items[0].head)
        if key not in by_list:
            by_list[key] = item_names.named_items(each.article, place[0], question, wholly=wholly)
        if by_list[key]:
            named[_key(each)] = by_list[key]
    return named


def _without_other_items(
    ranked: Sequence[NumberedSentence], named: dict[_Key, tuple[Item, ...]]
) -> list[NumberedSentence]:
    """Leave out the items that the question does not name, where it names others of the same list.

    If the best sentence is left out, the items that are named become as likely: the list was the right place.
    Removes the sentences that are left out from ``named``.
    """
    left: list[NumberedSentence] = []
    for each in ranked:
        items = named.get(_key(each), ())
        if not items or any(item.head <= each.position < item.end for item in items):
            left.append(each)
    first = ranked[0] if ranked else None
    if first is not None and first not in left:
        left = _raised(left, first, named[_key(first)])
    kept = set(map(_key, left))
    for key in [key for key in named if key not in kept]:
        del named[key]
    return left


def _raised(
    left: Sequence[NumberedSentence], first: NumberedSentence, items: Sequence[Item]
) -> list[NumberedSentence]:
    """Raise the sentences of ``items`` alike, so that the best one gets the probability of ``first``.

    If none of them was ranked, all get it.
    """
    raised = [
        each
        for each in left
        if each.article.revision == first.article.revision
        and any(item.head <= each.position < item.end for item in items)
    ]
    keys = set(map(_key, raised))
    others = [each for each in left if _key(each) not in keys]
    if not raised:
        raised = [replace(first, position=at, excerpt=None) for item in items for at in _beginning(item)]
    shift = confidence.log_odds(first.probability) - confidence.log_odds(raised[0].probability)
    return _best_first([*(_shifted(each, shift) for each in raised), *others])


def _shifted(sentence: NumberedSentence, shift: float) -> NumberedSentence:
    log_odds = confidence.log_odds(sentence.probability) + shift
    return replace(sentence, probability=1.0 / (1.0 + exp(-log_odds)))


def _beginning(item: Item) -> range:
    return range(item.head, min(item.end, item.head + MOST_SENTENCES_OF_ITEM))


def _about_item(
    ranked: Sequence[NumberedSentence],
    chosen: Iterable[NumberedSentence],
    named: Mapping[_Key, tuple[Item, ...]],
    lists: Sequence[ItemList],
) -> list[NumberedSentence]:
    """The sentences to quote where the best one is of an item that the question names.

    Items of other lists are about something else. The head alone may say no more than the name, so a short
    item is quoted whole.
    """
    best = ranked[0]
    quoted = [each for each in chosen if _key(each) in named or not list_items.item_at(lists, each.position)]
    for item in named[_key(best)]:
        if best.position == item.head and item.end - item.head <= MOST_SENTENCES_OF_ITEM:
            return [*(_at(ranked, best, at) for at in _beginning(item)), *quoted[1:]]
    return quoted


def _best_first(sentences: Iterable[NumberedSentence]) -> list[NumberedSentence]:
    return sorted(sentences, key=lambda each: -each.probability)


def _introduced(
    best: NumberedSentence, lists: Sequence[ItemList], question: str, *, is_list_asked: bool
) -> list[int]:
    """The positions of what ``best`` introduces: the first sentence of each item, or all of a named one."""
    article = best.article
    items = list_items.introduced_by(article, lists, best.position, is_list_asked=is_list_asked)
    if not items:
        return []
    may_answer_alone = not is_list_asked and not list_items.announces(best.sentence.text)
    if may_answer_alone and analysis.analyse(question).kind not in _LISTED_KINDS:
        return []
    whole = next((each for each in lists if each.items[0] == items[0]), None)
    named = item_names.named_items(article, whole, question, wholly=is_list_asked) if whole else ()
    if named:
        return [position for item in named[:MOST_ITEMS] for position in _beginning(item)]
    return [item.head for item in items[:MOST_ITEMS]]


def _parts(ranked: Sequence[NumberedSentence], lists: Sequence[ItemList]) -> list[NumberedSentence]:
    """The sentences of the best article that hold a part of the answer, the surest first.

    If the best sentence is an item, and the introduction of its list is likely too, all items are parts.
    """
    best = ranked[0]
    least = confidence.log_odds(best.probability) - LIST_REACH
    near = [
        each
        for each in ranked
        if each.article.revision == best.article.revision and confidence.log_odds(each.probability) >= least
    ]
    place = list_items.item_at(lists, best.position)
    if place is not None:
        before = place[0].items[0].head - 1
        items = (
            list_items.introduced_by(best.article, lists, before, is_list_asked=True)
            if any(each.position == before for each in near)
            else ()
        )
        if items:
            return [_at(ranked, best, item.head) for item in items[:MOST_ITEMS]]
    return near[:MOST_PARTS]


def _with_context(
    ranked: Sequence[NumberedSentence],
    chosen: Iterable[NumberedSentence],
    lists: _Lists,
) -> list[NumberedSentence]:
    """Each chosen sentence once, after the head of its item, and before the rest of a short answer."""
    quoted: dict[_Key, NumberedSentence] = {}
    for each in chosen:
        place = list_items.item_at(lists[each.article.revision], each.position)
        head = place[1].head if place else each.position
        after = interviews.continuation(each.article, each.position)
        for position in dict.fromkeys((head, each.position, each.position if after is None else after)):
            quoted.setdefault((each.article.revision, position), _at(ranked, each, position))
    return list(quoted.values())


def _at(ranked: Iterable[NumberedSentence], near: NumberedSentence, position: int) -> NumberedSentence:
    """The sentence of the article of ``near`` at ``position``: as it was ranked, if it was."""
    wanted = NumberedSentence(0, near.article, position, near.probability)
    return next((each for each in ranked if _key(each) == _key(wanted)), wanted)


def _key(sentence: NumberedSentence) -> _Key:
    return sentence.article.revision, sentence.position
