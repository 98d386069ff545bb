"""Forms of English questions, each for sentences that say one kind of thing.

An English question moves its verb. Only verbs whose base form is listed are moved; everything else asks about
a name or a measure. A sentence that fits no form gives no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.newsroom.question_forms import english_clauses as grammar
from knowledge.newsroom.question_forms import english_names
from knowledge.newsroom.question_forms import english_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.naming import Asked
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, runs
from knowledge.text.reference_words import PLACE_HEADS, TIME
from knowledge.text.stop_words import word_set

EVENT_REACH = 8
"""Words between what happens and its place."""

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")
_REST_ENDS = lists.SUBORDINATE | {"and", "with", "during"}
_THING_ENDS = _REST_ENDS | word_set("in on at for to from by of as")


def asked(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """Yield the questions that a sentence, in parts, answers, the best form first."""
    clauses = list(grammar.clauses(parts))
    for form in (_why, _value, _how_many, _who_did, _when, _where, _what_is):
        for words, following in clauses:
            yield from form(words, following, article)
    yield from english_names.asked(parts, article)


def happened(parts: Sequence[Part]) -> Iterator[Asked]:
    """Yield what the first sentences of an article say to have happened at a place."""
    for part in parts:
        for start, end in runs(part.words):
            before = [word.casefold() for word in part.words[max(0, start - EVENT_REACH) : start]]
            is_clear = not lists.EVENTS.isdisjoint(before) and lists.SUBORDINATE.isdisjoint(before)
            has_time = any(word.casefold() in TIME for word in part.words[start:end])
            if end - start < 2 or not is_clear or has_time:
                continue
            name = " ".join(part.words[start:end])
            if before[-1] in {"in", "at"}:
                yield Asked("happened", f"What happened {before[-1]} {name}?")
            elif before[-1] == "of" and part.words[start].casefold() in PLACE_HEADS | {"pasar"}:
                yield Asked("happened", f"What happened at {name}?")


def _why(words: Sequence[str], following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    at = next((at for at, word in enumerate(words) if word in lists.CAUSES), len(words))
    is_next = following is not None and following.before == "," and following.words[0] in lists.CAUSES
    if at < len(words) or is_next:
        subject, verb, rest = grammar.predicate(words[:at], article)
        if subject:
            yield Asked("why", f"Why {verb} {subject} {rest}?")


def _when(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    at = next((at for at in range(2, len(words)) if grammar.begins_date(words, at)), None)
    if at is not None and article.has_name(words[:at]):
        subject, verb, rest = grammar.predicate(words[:at], article)
        if subject and "n't" not in verb:
            yield Asked("when", f"When {verb} {subject} {rest}?")


def _where(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    for at in range(2, len(words) - 1):
        place = words[at + 1]
        is_place = (is_capitalised(place) or place == "the") and place.casefold() not in TIME
        if words[at] not in {"in", "at"} or not is_place:
            continue
        is_event = words[at - 1] in lists.EVENT_VERBS or words[at - 2 : at] in (
            ("take", "place"),
            ("took", "place"),
        )
        subject, verb, rest = grammar.predicate(words[:at], article) if is_event else ("", "", "")
        if subject and article.has_name(words[:at]):
            yield Asked("where", f"Where {verb} {subject} {rest}?")


def _value(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """What something costs, and the value of a measure: "The price of rice in Lindung rose to …"."""
    yield from _score(words, article)
    for at in range(1, len(words) - 1):
        if words[at] not in {"cost", "costs", "is", "was", "will", "rose", "fell", "reached"}:
            continue
        subject, rest = grammar.subject(words[:at], article), words[at + 1 :]
        has_number = any(map(grammar.is_number, rest[:6]))
        if not subject or not has_number:
            continue
        if words[at] in {"cost", "costs"}:
            yield Asked("count", f"How much {'did' if words[at] == 'cost' else 'does'} {subject} cost?")
        elif rest[0] == "cost" and words[at] == "will":
            yield Asked("count", f"How much will {subject} cost?")
        elif rest[:3] == ("expected", "to", "cost"):
            yield Asked("count", f"How much {words[at]} {subject} expected to cost?")
        elif words[1:3] and words[1] in lists.MEASURES and words[2] == "of" and grammar.is_number(rest[-1]):
            yield Asked("count", f"What {'is' if words[at] == 'is' else 'was'} {subject}?")
        return


def _score(words: Sequence[str], article: ArticleWords) -> Iterator[Asked]:
    """ "Redmoor United beat Castle Vale 3-2"."""
    spans = list(runs(words)) if any(map(_SCORE.fullmatch, words)) else []
    for (first, end), (start, last) in pairwise(spans):
        if end + 1 == start and words[end] in lists.WINS and article.is_distinct(words[:end]):
            one, other = words[first:end], words[start:last]
            yield Asked("count", f"What was the score between {' '.join(one)} and {' '.join(other)}?")


def _how_many(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "About 60,000 commuters were affected …", and "Each boat holds about 2,000 books"."""
    if noun := grammar.counted(words):
        end = grammar.after_number(words, grammar.after_quantifiers(words, 0)) + len(noun.split())
        verb = words[end] if end < len(words) else ""
        last = next((at for at in range(end + 2, len(words)) if words[at] in _REST_ENDS), len(words))
        rest = words[end + 1 : last]
        is_verb = verb in lists.AUXILIARIES or verb in lists.BASES
        if is_verb and grammar.is_rest(rest) and article.is_distinct((noun, *rest)):
            yield Asked("count", f"How many {noun} {verb} {' '.join(rest)}?")
    for at in range(1, len(words) - 1):
        noun, subject = grammar.counted(words[at + 1 :]), grammar.subject(words[:at], article)
        if noun and subject and words[at] in lists.PRESENT:
            yield Asked("count", f"How many {noun} does {subject} {lists.PRESENT[words[at]]}?")
        elif noun and subject and words[at] in lists.BASES:
            yield Asked("count", f"How many {noun} did {subject} {lists.BASES[words[at]]}?")


def _who_did(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "Mayor Larasati on Monday opened the Kelana Bridge", and "The bridge was opened by …"."""
    for at in range(2, len(words) - 2):
        is_done = words[at] in lists.WHO_VERBS and words[at - 1] in {"was", "were", "is", "are"}
        subject = grammar.subject(words[: at - 1], article) if is_done and words[at + 1] == "by" else ""
        if subject:
            yield Asked("who", f"Who {lists.WHO_VERBS[words[at]]} {subject}?")
    spans = list(runs(words))
    if len(spans) < 2 or spans[0][0] or spans[0][1] < 2:
        return
    at = spans[0][1]
    if words[at : at + 1] == ("on",) and grammar.begins_date(words, at):
        at, spans = at + 2, [spans[0], *spans[2:]]
    thing = next((span for span in spans[1:] if span[0] in {at + 1, at + 2}), None)
    verb = words[at] if at < len(words) else ""
    if thing is None or lists.WHO_VERBS.get(verb) != verb or (thing[0] == at + 2 and words[at + 1] != "the"):
        return
    ending = words[thing[1]] if thing[1] < len(words) else "in"
    is_time = any(word.casefold() in TIME for word in words[thing[0] : thing[1]])
    if ending in _THING_ENDS and not is_time:
        yield Asked("who", f"Who {verb} {' '.join(words[at + 1 : thing[1]])}?")


def _what_is(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "Tuskwatch is a wildlife group …"."""
    at = next((at for at, word in enumerate(words) if word in {"is", "was"}), 0)
    is_name = at and next(runs(words), None) == (0, at) and article.is_name(words[0])
    if is_name and words[at + 1 : at + 2] in (("a",), ("an",), ("the",)):
        yield from english_names.introduced(words[:at], words[at + 1 :])
