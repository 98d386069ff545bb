"""Makes questions that the sentences of an article answer, to offer what to ask next.

A question is made only where a form fits that is always grammatical; all other sentences are skipped, because
a wrong or silly question does more harm than none. Whether Kutip answers a question is for
:mod:`knowledge.newsroom.suggestions` to check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from knowledge.models import Article
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.clauses import ClauseForms
from knowledge.newsroom.question_forms.english import ENGLISH
from knowledge.newsroom.question_forms.indonesian import INDONESIAN
from knowledge.newsroom.question_forms.language import Asked, QuestionKind
from knowledge.newsroom.question_forms.names import NameForms

SHORTEST = 18
"""Characters of the shortest question."""

LONGEST = 60
"""Characters of the longest question. Buttons on a phone cut longer texts."""

SENTENCES_READ = 40
"""Only this many sentences are used: the main points of an article come first."""

_LANGUAGES = {"id": INDONESIAN, "en": ENGLISH}
_ADDRESS = re.compile(r"\w\.\w{2,}")
_PLAIN = re.compile(r"[\w .,'’&%/$-]+\?")
"""What a question consists of; no quotes, brackets or anything that a message could take for an address."""


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question with the position of the sentence that it was made from."""

    text: str
    position: int
    kind: QuestionKind


def questions_of(article: Article) -> list[MadeQuestion]:
    """Make questions from the sentences of an article: at most one of each, no two alike, in order of the
    text.

    Returns ``[]`` for an article in another language than Indonesian or English. Each has :data:`SHORTEST` to
    :data:`LONGEST` characters and names what it is about.

    >>> from datetime import UTC, datetime
    >>> from knowledge.models import Sentence
    >>> text = "Jembatan Kelana ditutup karena arus Sungai Wela terlalu deras."
    >>> sentences = (Sentence(0, len(text), text),)
    >>> article = Article("a", 1, "", text, sentences, "id", datetime.now(UTC))
    >>> [question.text for question in questions_of(article)]
    ['Kenapa Jembatan Kelana ditutup?']
    """
    language = _LANGUAGES.get(article.language)
    if language is None:
        return []
    words = ArticleWords(article, SENTENCES_READ)
    clauses, names = ClauseForms(words, language), NameForms(words, language)
    made: dict[str, MadeQuestion] = {}
    for position, parts in enumerate(words.sentences):
        asked = chain(clauses.asked(parts), names.asked(parts))
        chosen = next((one for one in asked if _is_good(one.text) and _key(one) not in made), None)
        if chosen is not None:
            made[_key(chosen)] = MadeQuestion(chosen.text, position, chosen.kind)
    return list(made.values())


def _is_good(question: str) -> bool:
    is_plain = _PLAIN.fullmatch(question) is not None and _ADDRESS.search(question) is None
    return is_plain and SHORTEST <= len(question) <= LONGEST


def _key(asked: Asked) -> str:
    """What no two questions share: the text, or of those that ask what somebody said, the last name."""
    if asked.kind != "speaker":
        return asked.text
    return next(word for word in reversed(asked.text.rstrip("?").split()) if word != "say")
