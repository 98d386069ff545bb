"""Forms of English questions about names: who and what they are, and what they say, ask, hope or plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.newsroom.question_forms import english_clauses as grammar
from knowledge.newsroom.question_forms import english_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.naming import (
    LONGEST_NAME,
    Asked,
    main_topic,
    speaker,
    stands_for,
    topic,
)
from knowledge.newsroom.question_forms.sentence_parts import Part, is_country, runs
from knowledge.text.reference_words import FUNCTION, ROLES
from knowledge.text.stop_words import word_set

KNOWN = 10
"""Characters. "Who is" before a shorter name is too short for a question by itself."""

MOST_OFFICE_WORDS = 6
MOST_HEADED_WORDS = 9
"""Words of "heads the only primary school in Seberang Kulon"."""
GLOSS_WORDS = 5
"""Words after a name in which the noun that tells what it is must stand: "a small Jakarta company"."""

_SMALL_OFFICES = lists.PERSON_HEADS - lists.TITLES
_HELD = (ROLES | lists.PERSON_HEADS) - {"owner"}
"""Whose holder is a person: an owner may be a company."""
_ARTICLES = word_set("a an the")


def asked(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """Yield the questions about names that a sentence, in parts, answers, the best form first."""
    yield from _named_things(parts, article)
    for number, part in enumerate(parts):
        words = part.words
        for start, end in runs(words):
            if start > 1 or words[end : end + 1] == ("and",):
                continue
            first = words[0].casefold()
            is_quoting = bool(part.before) and start == 1 and first in lists.SAYING_NOUNS
            is_according = words[:2] in (("according", "to"), ("According", "to")) and start == 2
            begins = number == 0 and start == 0
            name = speaker(words[start:end], article, _SMALL_OFFICES, begins_sentence=begins)
            if is_quoting:
                yield from _said(name, [one.words for one in parts[:number]], article)
            elif is_according:
                yield from _said(name, [one.words for one in parts if one is not part], article)
            elif start == 0 and not part.is_quoted:
                yield from _says(name, words, end, parts[number + 1 :], article)
        if not part.is_quoted:
            yield from _with_office(words, parts[number + 1 :], article)


def introduced(name: Sequence[str], gloss: Sequence[str]) -> Iterator[Asked]:
    """Yield "Who is …?" or "What is …?" if ``gloss``, the words after the name, begin with what it is."""
    end = next((at for at, word in enumerate(gloss) if word in FUNCTION - _ARTICLES), len(gloss))
    kind = stands_for(name, gloss[1 : min(end, GLOSS_WORDS)], lists.PERSON_HEADS, lists.THING_HEADS)
    text = " ".join(name)
    if kind == "who":
        yield _who_is(text)
    elif kind == "what":
        yield Asked("what", f"What is {text}?" if len(text) > KNOWN else f"What exactly is {text}?")


def _named_things(parts: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """A name and what it is, between commas: "Klara Weiss, the head of the guild, …"."""
    for number, part in enumerate(parts[:-1]):
        following = parts[number + 1]
        if following.before != "," or part.is_quoted or following.is_quoted:
            continue
        span = next(reversed(list(runs(part.words))), (0, 0))
        name, gloss = part.words[slice(*span)], following.words
        if 2 <= len(name) <= 4 and span[1] == len(part.words):
            yield from _heads(gloss, article)
            if span[0] == 0 and gloss[0] in _ARTICLES:
                yield from _holds(name, following, article)
                yield from introduced(name, gloss)
        is_list = number + 2 < len(parts) and parts[number + 2].words[0] == "and"
        if following.after == "," and not is_list:
            yield from _held(part.words, gloss)


def _heads(gloss: Sequence[str], article: ArticleWords) -> Iterator[Asked]:
    """ "…, who heads the city's education office"."""
    heads = gloss[1:]
    is_heading = gloss[0] == "who" and bool(heads) and heads[0] in lists.HEADING
    if (
        is_heading
        and len(heads) <= MOST_HEADED_WORDS
        and article.has_name(gloss)
        and not grammar.points(heads)
    ):
        yield Asked("who", f"Who {' '.join(heads)}?")


def _holds(name: Sequence[str], gloss: Part, article: ArticleWords) -> Iterator[Asked]:
    """ "Klara Weiss, the head of Redmoor United, …"."""
    office = gloss.words
    is_office = office[0] == "the" and gloss.after == "," and len(office) <= MOST_OFFICE_WORDS
    is_clear = article.has_name(office) and not is_country(office[-1]) and not grammar.points(office)
    if is_office and is_clear and stands_for(name, office[1:], lists.PERSON_HEADS, ()):
        yield Asked("who", f"Who is {' '.join(office)}?")


def _held(office: Sequence[str], name: Sequence[str]) -> Iterator[Asked]:
    """ "Redmoor's coach, Greta Halvorsen, …"."""
    is_office = office[-1].casefold() in _HELD
    if is_office and next(runs(name), None) == (0, len(name)) and 2 <= len(name) <= 3:
        yield _who_is(" ".join(name))


def _says(
    name: str, words: Sequence[str], at: int, following: Sequence[Part], article: ArticleWords
) -> Iterator[Asked]:
    """A name at the beginning of a part, before ``at``, and what it says or does."""
    rest = words[at:]
    if not rest:
        # "Anneke Joubert, who led the work, said …"
        rest = next((one.words for one in following[:2] if one.words[0] in lists.SAYING_VERBS), ())
    verb = next((at for at, word in enumerate(rest) if word not in lists.BEFORE_SAYING), 0)
    if not rest:
        return
    both = " ".join(rest[verb : verb + 2])
    if form := lists.WHAT_BY_VERB.get(both) or lists.WHAT_BY_VERB.get(rest[verb]):
        yield from _named(Asked("said", form.format(name)), name)
    if rest[verb] in lists.SAYING_VERBS:
        yield from _said(name, [rest[verb + 1 :], *(one.words for one in following)], article)


def _with_office(words: Sequence[str], following: Sequence[Part], article: ArticleWords) -> Iterator[Asked]:
    """ "Council leader Imogen Tarrant said …": an office in small letters and a name."""
    spans = [span for span in runs(words) if span[0] > 0]
    if not spans or spans[0][1] > MOST_OFFICE_WORDS:
        return
    start, end = spans[0]
    office = words[:start]
    is_office = office[-1].casefold() in ROLES | lists.PERSON_HEADS and len(office) <= 3 and end - start > 1
    if is_office and not any(word.casefold() in FUNCTION | lists.SAYING_VERBS for word in office):
        name = " ".join([*article.inside(office), *words[start:end]])
        yield from _says(name, words, end, following, article)


def _said(name: str, content: Sequence[Sequence[str]], article: ArticleWords) -> Iterator[Asked]:
    about = topic(content, name, article, lists.is_topic_noun)
    if about := about or main_topic(name, article, lists.is_topic_noun):
        yield from _named(Asked("said", f"What did {name} say about {about}?"), name)
    if " " in name or name.isupper():
        yield from _named(Asked("speaker", f"What did {name} say?"), name)


def _named(question: Asked, name: str) -> Iterator[Asked]:
    if name and len(name) <= LONGEST_NAME and not is_country(name):
        yield question


def _who_is(name: str) -> Asked:
    return Asked("who", f"Who is {name}?" if len(name) > KNOWN else f"Who exactly is {name}?")
