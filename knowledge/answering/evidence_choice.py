"""Chooses the sentences that a model is shown as evidence, and numbers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.answering import evidence_prompt
from knowledge.models import Article, NumberedSentence
from knowledge.retrieval.confidence import NEAR_PROBABILITY
from knowledge.verification import language_of

NEAR_ARTICLES = 3
"""So many articles are sure of a place, so that a long one cannot push out those that disagree with it."""
SENTENCES_EACH = 3
"""Sentences that each of them is shown with at least, if it has them."""
REACH = 2
"""Sentences on either side of a good one that fill what is left: they name what "he" and "there" refer to."""
EQUAL_PROBABILITY = 0.5
"""The probability of each sentence for a summary: all of them may be cited."""

Key = tuple[int, int]
"""The revision of an article, and the position of a sentence in it."""


def choose_evidence(
    evidence: Sequence[NumberedSentence],
    budget_tokens: int,
    *,
    near: Sequence[Article] = (),
    whole: Sequence[Article] = (),
) -> list[NumberedSentence]:
    """Choose sentences that fit in a block of ``budget_tokens`` and number them 1, 2, … in reading order.

    The best of ``evidence``, at least :data:`SENTENCES_EACH` of each of the first :data:`NEAR_ARTICLES`
    articles of ``near`` (best first; without any, those that have a likely sentence), then the neighbours of
    the best sentences. A neighbour has the lowest probability of ``evidence``, since the ranker rates it no
    higher. With ``whole``, articles to summarise, ``evidence`` is ignored: each article is taken from its
    beginning, and all get about as many tokens.

    Articles are in the order of their best sentence, the sentences of an article in its own order. A sentence
    that does not fit is skipped. A sentence in another language than its article is never chosen: planted
    instructions mostly are, and an honest article says the same in its own language as well.

    >>> choose_evidence([], 2500)
    []
    """
    choice = _Choice(budget_tokens - evidence_prompt.frame_tokens())
    if whole:
        _take_equally(choice, whole)
        order = {article.revision: place for place, article in enumerate(whole)}
    else:
        ranked = sorted(evidence, key=lambda each: (-each.probability, each.label))
        likely = [each.article for each in ranked if each.probability >= NEAR_PROBABILITY]
        sure = {article.revision: article for article in near or likely}
        _take_of_each(choice, ranked, list(sure.values())[:NEAR_ARTICLES])
        for sentence in (*ranked, *_neighbours(ranked, _least(ranked))):
            choice.take(sentence)
        order = {}
        for article in (*(each.article for each in ranked), *near):
            order.setdefault(article.revision, len(order))
    chosen = sorted(choice.taken.values(), key=lambda each: (order[each.article.revision], each.position))
    return [replace(sentence, label=label) for label, sentence in enumerate(chosen, start=1)]


def is_planted(numbered: NumberedSentence) -> bool:
    """Whether a sentence is in another language than its article, small words inside names aside."""
    text = numbered.sentence.text
    return {language_of(text, names_in=[text]), numbered.article.language} == {"id", "en"}


@dataclass(slots=True)
class _Choice:
    """The sentences that are chosen so far, and the tokens that are left."""

    left: int
    taken: dict[Key, NumberedSentence] = field(default_factory=dict)
    headed: set[int] = field(default_factory=set)

    def cost(self, sentence: NumberedSentence) -> int:
        cost = evidence_prompt.sentence_tokens(sentence)
        if sentence.article.revision not in self.headed:
            cost += evidence_prompt.header_tokens(sentence.article)
        return cost

    def take(self, sentence: NumberedSentence) -> None:
        """Take a sentence unless it is taken already, planted, or too long for what is left."""
        key, cost = _key(sentence), self.cost(sentence)
        if key in self.taken or cost > self.left or is_planted(sentence):
            return
        self.left -= cost
        self.headed.add(sentence.article.revision)
        self.taken[key] = sentence


def _take_of_each(choice: _Choice, ranked: Sequence[NumberedSentence], articles: Sequence[Article]) -> None:
    """Take sentences of each article in turn: its best ones, then their neighbours, then its lead."""
    least = _least(ranked)
    rows = []
    for article in articles:
        own = [each for each in ranked if each.article.revision == article.revision]
        rows.append(
            iter([*own, *_neighbours(own, least), *_sentences(article, range(SENTENCES_EACH), least)])
        )
    for count in range(1, SENTENCES_EACH + 1):
        for article, row in zip(articles, rows, strict=True):
            for sentence in row:
                choice.take(sentence)
                if sum(revision == article.revision for revision, _ in choice.taken) >= count:
                    break


def _neighbours(ranked: Sequence[NumberedSentence], probability: float) -> Iterator[NumberedSentence]:
    """The neighbours of each sentence that are not in ``ranked``: the nearest of each, then those beyond."""
    known = set(map(_key, ranked))
    for distance in range(1, REACH + 1):
        for each in ranked:
            places = (each.position - distance, each.position + distance)
            for neighbour in _sentences(each.article, places, probability):
                if _key(neighbour) not in known:
                    yield neighbour


def _take_equally(choice: _Choice, articles: Sequence[Article]) -> None:
    """Give the next sentence to the article with the fewest tokens, until none has one that fits."""
    spent = {article.revision: 0 for article in articles}
    following = {
        article.revision: iter(_sentences(article, range(len(article.sentences)), EQUAL_PROBABILITY))
        for article in articles
    }
    while following:
        revision = min(following, key=lambda each: spent[each])
        sentence = next(following[revision], None)
        if sentence is None or choice.cost(sentence) > choice.left:
            del following[revision]
            continue
        spent[revision] += choice.cost(sentence)
        choice.take(sentence)


def _sentences(article: Article, positions: Sequence[int], probability: float) -> list[NumberedSentence]:
    return [
        NumberedSentence(0, article, position, probability)
        for position in positions
        if 0 <= position < len(article.sentences)
    ]


def _least(ranked: Sequence[NumberedSentence]) -> float:
    return ranked[-1].probability if ranked else 0.0


def _key(sentence: NumberedSentence) -> Key:
    return sentence.article.revision, sentence.position
