"""Chooses how a question names who speaks and what they speak of, and tells what a name stands for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.articles.datelines import is_publisher
from knowledge.newsroom.question_forms.article_words import ArticleWords, Topic
from knowledge.newsroom.question_forms.sentence_parts import UNITS, is_country, runs
from knowledge.text.reference_words import FUNCTION, PLACE_PREPOSITIONS, ROLE_COMPLEMENTS, ROLES, TIME
from knowledge.text.stop_words import word_set

QuestionKind = Literal["who", "what", "when", "where", "why", "count", "said", "speaker", "happened"]
"""What a question asks for. ``said``: what somebody said of a matter, or asked, hoped or planned;
``speaker``: what somebody said at all."""

LONGEST_NAME = 40
"""Characters of a name with its office: "Wali Kota Larasati Wirabuana"."""

SHORTEST_NAME = 3
"""Letters. A shorter one is an initial, or an abbreviation that says little."""

LONGEST_TOPIC = 26
"""Characters; the question must fit on a button."""

MOST_TAIL_WORDS = 3
"""Words of the name of a person after an office."""

LEAD_SENTENCES = 3
"""Sentences that say what an article is about."""

OFTEN = 3
"""A name that is written so many times is what the article is about."""

_ADDRESS = re.compile(r"\w\.\w{2,}|@|\d{3}")
_OFFICES = ROLES | ROLE_COMPLEMENTS | word_set("rp no pak bu bapak ibu mas mbak bang mr mrs ms")
_LEADS = FUNCTION | TIME | word_set("terlebih padahal sedangkan adapun bahkan apalagi meanwhile however")
_NO_TOPIC = FUNCTION | TIME | _OFFICES
_NOT_TOPICS_AFTER = PLACE_PREPOSITIONS | word_set("kepada to lansir dilansir dikutip mengutip told")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a form made of a sentence."""

    kind: QuestionKind
    text: str


def speaker(
    run: Sequence[str], article: ArticleWords, people: Collection[str], *, begins_sentence: bool
) -> str:
    """Return how a question names the speaker in ``run``, capitalised words; ``""`` if it cannot.

    A person is named in full and without a long office, where the article shows which words are the name.
    ``people`` are nouns for people that have a capital only because they begin a sentence: "Farmer Ida Lind".
    """
    words = list(run)
    definite = "the " if words[0] == "The" else ""
    while words and (words[0].casefold() in _LEADS or words[0].endswith("nya")):
        words = words[1:]
    if not words or all(word.casefold() in ROLES for word in words) or _is_address(words):
        return ""
    if is_publisher(" ".join(words)):
        return ""
    if len(words) == 1:
        is_name = (article.is_name(words[0]) or not begins_sentence) and "." not in words[0]
        if not is_name or (article.is_common(words[0]) and not words[0].isupper()):
            return ""
        words = list(article.full_name(words[0]) or words)
    starts = [at for at in range(1, len(words)) if _is_called(words, at, article)]
    if starts and (len(words) - starts[-1] > 1 or len(" ".join(words)) > LONGEST_NAME):
        words = words[starts[-1] :]
    if begins_sentence and len(words) > 1 and words[0].casefold() in people and not words[0].isupper():
        words[0] = words[0].lower()
    name = definite + " ".join(article.inside(words) if begins_sentence else words)
    return name if SHORTEST_NAME <= len(name) <= LONGEST_NAME else ""


def topic(
    texts: Iterable[Sequence[str]], name: str, article: ArticleWords, is_noun: Callable[[str], bool]
) -> str:
    """Return the name or recurring phrase in ``texts``, words between punctuation, that the article is most
    about; ``""`` if there is none.

    It is not the speaker ``name``, nor a country, nor a place where something happens. ``is_noun`` tells
    whether a word in small letters may be part of a phrase.
    """
    return _best((one for words in texts for one in _topics(words, article, is_noun)), name)


def main_topic(name: str, article: ArticleWords, is_noun: Callable[[str], bool]) -> str:
    """Return what the title and the first sentences of the article are about; ``""`` if there is none.

    It is nobody who speaks in the article, and no place. ``name`` and ``is_noun`` are as in :func:`topic`.
    """
    if article.lead_topics is None:
        lead = [part.words for sentence in article.sentences[:LEAD_SENTENCES] for part in sentence]
        article.lead_topics = [
            one for words in lead for one in _topics(_without_offices(words), article, is_noun)
        ]
    about = _best(article.lead_topics, name)
    words = about.removeprefix("the ").split()
    is_main = all(word.casefold() in article.title for word in words) or article.mentions(words) >= OFTEN
    is_other = any(article.speaks(word) or article.is_place(word) for word in words)
    return about if is_main and not is_other else ""


def stands_for(
    name: Sequence[str], gloss: Sequence[str], people: Collection[str], things: Collection[str]
) -> Literal["who", "what"] | None:
    """Return whether ``gloss``, some words after a name, say that it is a person or a thing; None if neither.

    ``people`` and ``things`` are the nouns that tell.

    >>> stands_for(["GERD"], "penyakit pencernaan yang umum".split(), ["pemain"], ["penyakit"])
    'what'
    """
    is_office = all(word.casefold() in ROLES for word in name)
    is_name = not is_office and not _is_address(name) and name[0].casefold() not in FUNCTION | TIME
    if not is_name or len(name) > MOST_TAIL_WORDS + 1:
        return None
    for word in gloss:
        if word.casefold() in people:
            return "who" if len(name) > 1 else None
        if word.casefold() in things:
            return "what"
    return None


def _is_called(words: Sequence[str], at: int, article: ArticleWords) -> bool:
    """Whether the name of a person begins at ``at``, after an office: the article also uses it alone."""
    is_office = any(word.casefold() in ROLES for word in words[:at])
    is_short = len(words) - at <= MOST_TAIL_WORDS
    is_person = not words[at].isupper() and not is_country(words[at])
    return is_office and is_short and is_person and article.speaks_alone(words[at])


def _best(topics: Iterable[Topic], name: str) -> str:
    """The topic with the most weight that is short enough and has no word of ``name``; ``""`` if none has."""
    speaking = name.removeprefix("the ").split()
    best, best_weight = "", (0, 0)
    for words, weight in topics:
        text = " ".join(words)
        is_other = not any(word in text for word in speaking)
        if weight > best_weight and is_other and len(text) <= LONGEST_TOPIC:
            best, best_weight = text, weight
    return best


def _without_offices(words: Sequence[str]) -> tuple[str, ...]:
    """Words without the names of people and their offices: they act in the lead, and are not its topic."""
    kept, end = [], 0
    for start, last in runs(words):
        if any(word.casefold() in ROLES for word in words[max(0, start - 1) : last]):
            kept += [*words[end:start], "…"]
            end = last
    return (*kept, *words[end:])


def _topics(words: Sequence[str], article: ArticleWords, is_noun: Callable[[str], bool]) -> Iterator[Topic]:
    for start, end in runs(words):
        run = list(words[start:end])
        while run and run[0].casefold() in _NO_TOPIC:
            run = run[1:]
        before = words[start - 1].casefold() if start else ""
        is_known = len(run) > 1 or (run and article.is_name(run[0]))
        if not is_known or before in _NOT_TOPICS_AFTER or _is_address(run):
            continue
        if any(word.casefold() in TIME for word in run) or all(article.is_common(word) for word in run):
            continue
        if is_country(" ".join(run)):
            continue
        if len(run[-1]) < SHORTEST_NAME or run[-1] in UNITS:
            continue
        in_title = sum(word.casefold() in article.title for word in run)
        if in_title == len(run) or article.mentions(run) > 1:
            is_definite = before == "the" or words[start] == "The"
            following = words[end] if end < len(words) else ""
            if is_definite and following.islower() and following not in FUNCTION:
                continue  # "the Kelana project": the name only describes what follows.
            yield (["the", *run] if is_definite else run), (2 * in_title, article.mentions(run))
    for pair in itertools.pairwise(words):
        if pair in article.recurring and all(map(is_noun, pair)):
            yield list(pair), (sum(word in article.title for word in pair), 1)


def _is_address(words: Sequence[str]) -> bool:
    return any(_ADDRESS.search(word) for word in words)
