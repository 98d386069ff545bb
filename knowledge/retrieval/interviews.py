"""Finds the answer to a question that stands in an article: of an interviewer, or of the writer."""

from __future__ import annotations

import re

from knowledge.models import Article
from knowledge.retrieval.list_items import starts_line
from knowledge.text.list_lines import is_labelled

LONGEST_TURN = 20
"""Sentences of a question, at most; bounds the search for its ends."""

MOST_WORDS_OF_SHORT_ANSWER = 3
"""An answer with more words says enough; one with fewer ("Never.") is quoted with the sentence after it."""

_ASKED = re.compile(r"(?:tanya|pertanyaan|penanya|pewawancara|question|interviewer|t|q)\s?:\s", re.IGNORECASE)
_LABEL = re.compile(r"[^:\n]{1,40}:\s+")


def answer_to(article: Article, position: int) -> int | None:
    """The position of the sentence that answers the question at ``position``.

    None if the sentence at ``position`` is no question, or if no other sentence follows. A question inside
    quotation marks is what somebody in the article asked, and so no question here.
    """
    if not is_question(article, position):
        return None
    for after in range(position + 1, min(position + LONGEST_TURN, len(article.sentences))):
        if not is_question(article, after):
            return after
    return None


def is_question(article: Article, position: int) -> bool:
    """Whether the sentence asks the reader or the person who is interviewed.

    All sentences of a line of the interviewer do: "Q: The bridge is closed. Why?"
    """
    sentences = article.sentences
    if sentences[position].text.endswith("?"):
        return True
    first = position
    while position - first < LONGEST_TURN and not starts_line(article, first):
        first -= 1
    opening = sentences[first].text
    if _ASKED.match(opening):
        return True
    if not is_labelled(opening) or (first and sentences[first - 1].text.endswith("?")):
        return False  # What follows a question is an answer, even one that ends with a question.
    last = position
    while last - first < LONGEST_TURN and last + 1 < len(sentences) and not starts_line(article, last + 1):
        last += 1
    return last > position and sentences[last].text.endswith("?")


def continuation(article: Article, position: int) -> int | None:
    """The position of the sentence after a short answer, in the same line; None if there is none.

    None also if the sentence does not follow a question, or is long enough to stand alone.
    """
    after = position + 1
    if position == 0 or after == len(article.sentences) or starts_line(article, after):
        return None
    if not is_question(article, position - 1) or is_question(article, after):
        return None
    answer = _LABEL.sub("", article.sentences[position].text, count=1)
    return after if len(answer.split()) <= MOST_WORDS_OF_SHORT_ANSWER else None
