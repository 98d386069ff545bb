"""Forms of Indonesian questions, each for sentences that say one kind of thing.

Word order is the same in an Indonesian statement and its question, so a clause can be asked about as it is
written: "Jembatan Kelana ditutup karena …" gives "Kenapa Jembatan Kelana ditutup?". Everything else asks
about a name or a measure. A sentence that fits no form gives no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.newsroom.question_forms import indonesian_clauses as grammar
from knowledge.newsroom.question_forms import indonesian_names
from knowledge.newsroom.question_forms import indonesian_verbs as verbs
from knowledge.newsroom.question_forms import indonesian_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.indonesian_verbs import is_verb
from knowledge.newsroom.question_forms.naming import Asked
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, runs
from knowledge.text.reference_words import FUNCTION, PLACE_HEADS, TIME
from knowledge.text.stop_words import word_set

EVENT_REACH = 7
"""Words between what happens and its place."""

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")
_NOT_ASKED = word_set("telah sudah")
"""What a question about the time of something leaves out."""
_REST_ENDS = lists.SUBORDINATE | word_set("untuk pada dengan dan serta dalam oleh termasuk dari")
_THING_ENDS = _REST_ENDS | grammar.DATE_LEADS | {"di", "sebagai"}


def asked(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """Yield the questions that a sentence, in parts, answers, the best form first."""
    clauses = list(grammar.clauses(parts))
    for form in (_why, _value, _how_many, _who_did, _when, _where, _what_is):
        for words, following in clauses:
            yield from form(words, following, article)
    yield from indonesian_names.asked(parts, article)


def happened(parts: Sequence[Part]) -> Iterator[Asked]:
    """Yield what the first sentences of an article say to have happened at a place."""
    for part in parts:
        for start, end in runs(part.words):
            before = [word.casefold() for word in part.words[max(0, start - EVENT_REACH) : start]]
            if before[-1:] == ["di"] and end - start > 1 and not lists.EVENTS.isdisjoint(before):
                yield Asked("happened", f"Apa yang terjadi di {' '.join(part.words[start:end])}?")


def _why(words: Sequence[str], following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    at = next((at for at, word in enumerate(words) if word in lists.CAUSES), len(words))
    is_next = following is not None and following.before == "," and following.words[0] in lists.CAUSES
    is_cause = (at < len(words) or is_next) and words[at + 1 : at + 2] not in (("itu",), ("hal",))
    if is_cause and (clause := grammar.clause(words[:at], article)):
        yield Asked("why", f"Kenapa {clause}?")
    at = next((at for at, word in enumerate(words) if word in {"disebabkan", "dipicu"}), 0)
    if at and (subject := grammar.subject(words[:at], article)):
        yield Asked("why", f"Apa penyebab {subject}?")


def _when(words: Sequence[str], following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    at = next((at for at in range(2, len(words)) if grammar.begins_date(words, at)), None)
    if at is None and following is not None and following.before == ",":
        at = len(words) if grammar.begins_date(following.words, 0) else None
    if at is None or grammar.has_verb_after_date(words, at) or not article.has_name(words[:at]):
        return
    if clause := grammar.clause([word for word in words[:at] if word not in _NOT_ASKED], article):
        yield Asked("when", f"Kapan {clause}?")


def _where(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    for at in range(2, len(words) - 1):
        preposition, place = words[at], words[at + 1]
        is_place = place.casefold() in PLACE_HEADS or is_capitalised(place)
        is_there = preposition == "di" and words[at - 1] in verbs.EVENT_VERBS
        is_thither = preposition == "ke" and words[at - 1] in verbs.MOTION_VERBS
        if not is_place or place.casefold() in TIME or not (is_there or is_thither):
            continue
        if clause := grammar.clause(words[:at], article):
            yield Asked("where", f"{preposition.capitalize()} mana {clause}?")


def _value(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """The value of a measure: "Harga beras di Pasar Lindung naik menjadi Rp …", and similar ones."""
    at = next((at for at, word in enumerate(words) if at > 1 and word in lists.VALUE_VERBS), len(words))
    has_value = words[0].casefold() in lists.MEASURES and any(map(grammar.is_number, words[at : at + 6]))
    if has_value and (noun := grammar.noun(words[:at], article)):
        yield Asked("count", f"Berapa {noun}?")
    yield from _score(words, article)
    for at in range(1, len(words) - 1):
        verb, rest = words[at], words[at + 1 :]
        if not is_verb(verb) or not (subject := grammar.subject(words[:at], article)):
            continue
        has_number = any(map(grammar.is_number, rest[:5]))
        if verb in {"menelan", "memakan", "membutuhkan"} and rest[0] in {"biaya", "dana", "anggaran"}:
            yield Asked("count", f"Berapa {rest[0]} {subject}?")
        elif verb in {"dijual", "dibanderol", "dipasarkan", "dilego"} and has_number:
            yield Asked("count", f"Berapa harga {subject}?")
        elif verb in {"divonis", "dihukum"} and has_number and "penjara" in rest[:6]:
            yield Asked("count", f"Berapa lama hukuman {subject}?")
        elif verb == "berusia" and grammar.is_number(rest[0]):
            yield Asked("count", f"Berapa usia {subject}?")
        elif verb == "berlangsung" and rest[0] == "selama" and has_number:
            yield Asked("count", f"Berapa lama {subject} berlangsung?")


def _score(words: Sequence[str], article: ArticleWords) -> Iterator[Asked]:
    """ "Persada Lintang menang 2-1 atas Garuda Wangi", "… mengalahkan Garuda Wangi dengan skor 2-1"."""
    spans = list(runs(words)) if any(map(_SCORE.fullmatch, words)) else []
    for at, word in enumerate(words):
        before = [span for span in spans if span[1] == at or (span[0] == 0 and span[1] < at)]
        after = [span for span in spans if span[0] > at]
        if word not in verbs.WINS | verbs.LOSSES or not before or not after:
            continue
        one, other = words[slice(*before[-1])], words[slice(*after[0])]
        is_against = words[after[0][0] - 1] in lists.AGAINST | verbs.WINS
        if is_against and article.is_distinct(one) and not _has_time(other) and one != other:
            yield Asked("count", f"Berapa skor {' '.join(one)} melawan {' '.join(other)}?")


def _how_many(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "Sebanyak 86 tim ikut …", and "Feri Kartika membawa 300 penumpang"."""
    yield from _how_many_did(words, article)
    for at in range(1, len(words) - 1):
        passive = grammar.passive(words[at])
        end = grammar.before_auxiliaries(words, at)
        noun = grammar.counted(words[at + 1 :]) if passive else ""
        if noun and (subject := grammar.subject(words[:end], article)):
            verb = f"{grammar.auxiliaries(words[end:at])}{passive}"
            yield Asked("count", f"Berapa {noun} yang {verb} {subject}?")


def _how_many_did(words: Sequence[str], article: ArticleWords) -> Iterator[Asked]:
    at = grammar.after_quantifiers(words, 0)
    start = grammar.after_number(words, at)
    near = words[start : start + grammar.MOST_NOUNS + 2]
    verb = start + next((at for at, word in enumerate(near) if is_verb(word)), 0)
    nouns = [word for word in words[start:verb] if word not in _NOT_ASKED | {"akan"}]
    is_many = bool(nouns) and nouns[0] not in lists.UNITS | lists.DURATIONS | {"musim"}
    if start == at or not is_many or any(word.casefold() in FUNCTION for word in nouns):
        return
    last = next((at for at in range(verb + 1, len(words)) if words[at] in _REST_ENDS), len(words))
    whole = [*nouns, "yang", *words[verb:last]]
    if whole[-1] not in lists.DANGLING and article.is_distinct(whole) and not grammar.points(whole):
        yield Asked("count", f"Berapa {' '.join(whole)}?")


def _who_did(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "Jembatan Kelana diresmikan oleh …", and "Wali Kota Larasati meresmikan Jembatan Kelana"."""
    spans = list(runs(words))
    for at in range(1, len(words) - 1):
        active, by = verbs.ACTIVES.get(words[at]), words[at + 1]
        if active is None or not (by == "oleh" or (is_capitalised(by) and not _has_time([by]))):
            continue
        named = [words[slice(*span)] for span in spans if words[at - 1] == "yang" and span[1] == at - 1]
        subject = grammar.subject(words[: grammar.before_auxiliaries(words, at)], article)
        if subject := " ".join(named[0]) if named else subject:
            yield Asked("who", f"Siapa yang {active} {subject}?")
    if len(spans) > 1 and spans[0][0] == 0 and spans[0][1] > 1:
        yield from _who_did_to(words, spans[0][1], spans[1])


def _who_did_to(words: Sequence[str], at: int, span: tuple[int, int]) -> Iterator[Asked]:
    """The question by the verb at ``at``, after a name, about the name that ``span`` ends with."""
    start, end = span
    verb, nouns, thing = words[at], words[at + 1 : start], words[at + 1 : end]
    ending = words[end] if end < len(words) else "pada"
    is_whole = len(nouns) <= grammar.MOST_NOUNS and ending in _THING_ENDS - {"dan"}
    is_plain = not any(is_verb(word) or word in FUNCTION or grammar.is_number(word) for word in nouns)
    if not is_whole or not is_plain or grammar.points(thing) or _has_time(thing):
        return
    if verb in {"menghadapi", "melawan", "menjamu", "menantang"}:
        yield Asked("who", f"Siapa lawan {' '.join(words[:at])}?")
    elif verb in verbs.WHO_VERBS:
        yield Asked("who", f"Siapa yang {verb} {' '.join(thing)}?")


def _what_is(words: Sequence[str], _following: Part | None, article: ArticleWords) -> Iterator[Asked]:
    """ "Gejala khas GERD adalah …" and "GERD adalah penyakit …"."""
    at = next((at for at, word in enumerate(words) if word in {"adalah", "merupakan", "ialah"}), 0)
    if not at or at + 1 >= len(words):
        return
    if words[0].casefold() in lists.ASKED_NOUNS:
        noun = grammar.noun(words[:at], article)
        yield from [Asked("what", f"Apa {noun}?")] if noun else []
    elif next(runs(words), None) == (0, at) and article.is_name(words[0]):
        yield from indonesian_names.introduced(words[:at], words[at + 1 :])


def _has_time(words: Sequence[str]) -> bool:
    return any(word.casefold() in TIME for word in words)
