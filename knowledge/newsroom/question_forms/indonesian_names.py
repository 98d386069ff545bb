"""Forms of Indonesian questions about names: who and what they are, and what they say, ask, hope or plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.newsroom.question_forms import indonesian_clauses as grammar
from knowledge.newsroom.question_forms import indonesian_verbs as verbs
from knowledge.newsroom.question_forms import indonesian_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.indonesian_verbs import is_verb
from knowledge.newsroom.question_forms.naming import (
    LONGEST_NAME,
    Asked,
    main_topic,
    speaker,
    stands_for,
    topic,
)
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, is_country, runs
from knowledge.text.reference_words import FUNCTION, ROLES
from knowledge.text.stop_words import word_set

MEANT = 10
"""Characters. "Apa itu" before a shorter name is too short for a question by itself."""

MOST_OFFICE_WORDS = 5
"""Words from an office to the name after it: "pengamat politik LIPI Siti Rahayu"."""

_SMALL_OFFICES = lists.PERSON_HEADS - lists.OFFICES
_GLOSS_STARTS = word_set("sebuah salah satu suatu seorang jenis")


class _Speaker(NamedTuple):
    name: str
    words: Sequence[str]
    """What follows the name: verbs, and what is said, if the name comes first."""
    content: Sequence[Sequence[str]]
    """The parts of the sentence in which to look for what it is about."""
    is_first: bool


def asked(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """Yield the questions about names that a sentence, in parts, answers, the best form first."""
    yield from _named_things(parts, article)
    yield from _holders(parts)
    for one in _speakers(parts, article):
        if one.is_first and "maaf" not in one.words:
            yield from _what_by_verb(one.name, one.words)
        verb = next((word for word in one.words if word not in lists.ADVERBS | verbs.AUXILIARIES), "")
        if one.is_first and verb not in verbs.SAYING_VERBS:
            continue
        about = topic(one.content, one.name, article, lists.is_topic_noun)
        if about := about or main_topic(one.name, article, lists.is_topic_noun):
            yield Asked("said", f"Apa kata {one.name} soal {about}?")
        if " " in one.name or one.name.isupper():
            yield Asked("speaker", f"Apa yang dikatakan {one.name}?")


def introduced(name: Sequence[str], gloss: Sequence[str]) -> Iterator[Asked]:
    """Yield "Siapa …?" or "Apa itu …?" if ``gloss``, the words after the name, begin with what it is."""
    if is_verb(name[0].casefold()):
        return
    start = next((at for at, word in enumerate(gloss) if word not in _GLOSS_STARTS), 0)
    kind = stands_for(name, gloss[start : start + 1], lists.PERSON_HEADS, lists.THING_HEADS)
    text = " ".join(name)
    if kind == "who":
        yield _who_is(text)
    elif kind == "what":
        yield Asked("what", f"Apa itu {text}?" if len(text) > MEANT else f"Apa yang dimaksud dengan {text}?")


def _named_things(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """ "Snap Inc, pemilik aplikasi …": a name and what it is, between commas."""
    for part, following in pairwise(parts):
        is_run = next(runs(part.words), None) == (0, len(part.words))
        is_name = len(part.words) > 1 or article.is_name(part.words[0])
        if following.before == "," and following.after and is_run and is_name:
            yield from introduced(part.words, following.words)


def _holders(parts: Sequence[Part]) -> Iterator[Asked]:
    """ "Ketua panitia, Made Aryasatya, …": an office and the name of who holds it."""
    for number, part in enumerate(parts[:-1]):
        name = parts[number + 1]
        after = parts[number + 2].words if number + 2 < len(parts) else ("dan",)
        is_run = next(runs(name.words), None) == (0, len(name.words)) and 2 <= len(name.words) <= 4
        is_name = is_run and name.words[0].casefold() not in ROLES
        starts = [at for at, word in enumerate(part.words) if word.casefold() in ROLES | lists.PERSON_HEADS]
        if part.is_quoted or not starts or not is_name or (name.before, name.after) != (",", ","):
            continue
        office = part.words[starts[0] :]
        is_list = after[0] in {"dan", "serta"} or next(runs(after), None) == (0, len(after))
        if is_list or any(map(is_verb, office)) or grammar.points(office) or len(office) > MOST_OFFICE_WORDS:
            continue
        if office[0].casefold() not in lists.OFFICES or not all(map(is_capitalised, office[:2])):
            office = (office[0].lower(), *office[1:])
        is_known = office[0].casefold() in lists.OFFICES or not is_country(office[-1])
        is_one = "asal" not in office and office[0] != "seorang"
        if len(office) > 1 and is_capitalised(office[-1]) and is_known and is_one:
            yield Asked("who", f"Siapa {' '.join(office)}?")
        yield _who_is(" ".join(name.words))


def _speakers(parts: Sequence[Part], article: ArticleWords) -> Iterator[_Speaker]:
    """Yield who says or does something: a name before a verb, or after "kata" or "menurut"."""
    for number, part in enumerate(parts):
        words = part.words
        following = parts[number + 1 :]
        after = following[0].words if following and following[0].before == "," else ()
        first = words[0].casefold()
        for start, end in runs(words):
            rest = words[end:] or (after if part.before == "," else ())
            lead = words[:start]
            if (
                start > 1
                or rest[:1] in (("dan",), ("&",), ("yang",))
                or words[start].casefold() in lists.NO_SPEAKERS
            ):
                continue
            is_quoting = bool(part.before) and start == 1 and first in verbs.SAYING_NOUNS
            is_according = "menurut" in (first, *(word.casefold() for word in lead))
            begins = number == 0 and start == 0
            name = speaker(words[start:end], article, _SMALL_OFFICES, begins_sentence=begins)
            if is_quoting:
                yield from _spoken(name, (), [one.words for one in parts[:number]], is_first=False)
            elif is_according:
                yield from _spoken(name, (), [words[end:], *(one.words for one in following)], is_first=False)
            elif start == 0 and not part.is_quoted:
                yield from _spoken(name, rest, [rest, *(one.words for one in following)], is_first=True)
        if first in ROLES | lists.PERSON_HEADS and not part.is_quoted and not is_capitalised(words[-1]):
            yield from _with_office(words, article, following)


def _with_office(
    words: Sequence[str], article: ArticleWords, following: Sequence[Part]
) -> Iterator[_Speaker]:
    """ "Pegiat lingkungan Galih Prakoso meminta …": an office in small letters and a name."""
    verb = next((at for at, word in enumerate(words) if is_verb(word)), 0)
    name = words[:verb]
    is_name = 3 <= len(name) <= MOST_OFFICE_WORDS + 1 and all(map(is_capitalised, name[-2:]))
    has_small = any(not is_capitalised(word) for word in name)
    if is_name and has_small and not any(word.casefold() in FUNCTION for word in name):
        is_title = name[0].casefold() in lists.OFFICES and is_capitalised(name[1])
        office = name if is_title else (name[0].lower(), *name[1:])
        content = [words[verb:], *(one.words for one in following)]
        yield from _spoken(" ".join(office), words[verb:], content, is_first=True)


def _spoken(
    name: str, words: Sequence[str], content: Sequence[Sequence[str]], *, is_first: bool
) -> Iterator[_Speaker]:
    if name and len(name) <= LONGEST_NAME:
        yield _Speaker(name, words, content, is_first)


def _what_by_verb(name: str, words: Sequence[str]) -> Iterator[Asked]:
    """ "Pelni akan merilis aplikasi …": what a name does, by the verb that ``words`` begin with."""
    verb = next((at for at, word in enumerate(words) if word not in verbs.AUXILIARIES | lists.ADVERBS), 0)
    form = verbs.WHAT_BY_VERB.get(words[verb], "") if words else ""
    if "Apa yang" in form:
        form = form.replace("yang ", f"yang {grammar.auxiliaries(words[:verb])}")
    if form:
        yield Asked("said", form.format(name))


def _who_is(name: str) -> Asked:
    return Asked("who", f"Siapa {name}?" if len(name) > MEANT else f"Siapakah {name}?")
