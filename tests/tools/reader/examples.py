"""Makes the examples that the reader is trained on; :func:`everything` lists their sources.

The articles of newsq_dev, newsq_pairs_dev and newsq's archive, the held-out FacQA passages, and the questions
that :func:`tests.tools.quality.newsq.is_unread` names are left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from knowledge.adapters.encoders import tokenizer
from tests.tools.quality import confidence_cases, data, newsq, splits
from tests.tools.quality.data import LabelledQuestion, Passage, Row
from tests.tools.reader.pieces import pieces_of

QUESTION_PIECES, STATEMENT_PIECES, TITLE_PIECES, SENTENCE_PIECES = 40, 64, 18, 120
"""The most pieces of each part, as in ``knowledge/adapters/reading/bundled.py``."""
NLI_LABELS = {"e": 0, "n": 1, "c": 2, "supported": 0, "unproved": 1, "contradicted": 2}

Span = tuple[int, int, int]
"""A sentence, and the first and the last of its pieces that belong to the words that answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question or a statement with sentences, all as ids of pieces."""

    source: str
    kind: str
    question: list[int]
    title: list[int]
    sentences: list[list[int]]
    gold: tuple[int, ...] = ()
    """The sentences that answer; empty for a statement, and where nothing answers."""
    span: Span | None = None
    label: int | None = None
    """For a statement: 0 supported, 1 unproved, 2 contradicted."""
    variants: list[list[int]] = field(default_factory=list)
    """The question as a chat would have it, and misspelt."""
    cut: tuple[int, ...] | None = None
    """Where sentences that answer were cut out, as positions in the whole article."""


def everything(seed: int = 11) -> list[Example]:
    """Returns all examples, in a fixed order."""
    rng = random.Random(seed)
    facqa = [q for q in splits.facqa() if not splits.held_out(q)]
    encyclopedia = list(splits.idkmrc("idkmrc_train"))
    asked = [*newsq.newsq_train(unread=False), *newsq.pairs_train(unread=False)]
    english = newsq.english_train(unread=False)
    others = _other_articles()
    rows = {str(row["id"]): row for row in data.rows("newsq_train")}
    kinds = {str(key): row["kind"] for key, row in rows.items()}
    examples = [
        *(_question(q, "encyclopedia", rng) for q in encyclopedia),
        *(_question(q, "facqa", rng) for q in facqa),
        *(_question(q, "newsq" if q.id in kinds else "pairs", rng, kinds.get(q.id, "pair")) for q in asked),
        *(_question(q, "english", rng) for q in english),
        *swapped(facqa, "facqa-swapped", 600, rng),
        *swapped(encyclopedia, "encyclopedia-swapped", 900, rng),
        *elsewhere(facqa, splits.passages_of(facqa), "facqa-elsewhere", 500, rng),
        *elsewhere(encyclopedia, splits.passages_of(encyclopedia), "encyclopedia-elsewhere", 500, rng),
        *elsewhere(asked, others, "elsewhere", min(4000, len(asked) // 3), rng),
        *elsewhere(english, [*splits.passages_of(english), *others], "english-elsewhere", 300, rng),
        *statements(data.rows("indonli_train"), data.rows("news_claims_train"), rng),
    ]
    return [example for example in examples if example.sentences]


def swapped(
    questions: Sequence[LabelledQuestion], source: str, limit: int, rng: random.Random
) -> list[Example]:
    """Questions with their longest name exchanged for that of another question, which their passage lacks."""
    texts = [question.question for question in questions]
    made: list[Example] = []
    for question in rng.sample(list(questions), len(questions)):
        changed = confidence_cases.swapped(question.question, texts, rng) if question.answerable else None
        if changed:
            unanswerable = replace(question, question=changed, gold=frozenset(), answerable=False)
            made.append(_question(unanswerable, source, rng))
        if len(made) == limit:
            break
    return made


def elsewhere(
    questions: Sequence[LabelledQuestion],
    passages: Sequence[Passage],
    source: str,
    limit: int,
    rng: random.Random,
) -> list[Example]:
    """Answerable questions with a passage of another group that shares many of their words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    answered = [question for question in questions if question.answerable]
    chosen = rng.sample(answered, min(limit, len(answered)))
    model = TfidfVectorizer(sublinear_tf=True)
    texts = model.fit_transform([passage.text for passage in passages])
    likeness = (model.transform([question.question for question in chosen]) @ texts.T).tocsr()
    made = []
    for row, question in enumerate(chosen):
        start, end = likeness.indptr[row], likeness.indptr[row + 1]
        order = (-likeness.data[start:end]).argsort()[:6]
        nearest = [passages[likeness.indices[start + at]] for at in order]
        others = [
            passage
            for passage in nearest
            if passage.group != question.passage.group
            and not any(answer.lower() in passage.text.lower() for answer in question.answers)
        ]
        if others:
            other = replace(
                question, passage=rng.choice(others[:3]), gold=frozenset(), answerable=False, answers=()
            )
            made.append(_question(other, source, rng))
    return made


def statements(pairs: Iterable[Row], claims: Iterable[Row], rng: random.Random) -> list[Example]:
    """Statements with the sentences that they are to follow from."""
    cut = tokenizer.bundled().ids
    made = [
        Example(
            "nli", "", cut(row["hypothesis"])[:STATEMENT_PIECES], [],
            [cut(row["premise"])[:140]], label=NLI_LABELS[row["label"][:1]],
        )
        for row in pairs
    ]  # fmt: skip
    for row in claims:
        article = newsq.article(row["article"])
        sentences = data.rows_by_id("indosum_public")[row["article"]]["sentences"]
        cited = [article.text[sentences[at]["start"] : sentences[at]["end"]] for at in row["cites"]]
        made.append(
            Example(
                "claims", row["kind"], cut(row["statement"])[:STATEMENT_PIECES], _title(article, rng),
                [cut(text)[:SENTENCE_PIECES] for text in cited], label=NLI_LABELS[row["label"]],
            )
        )  # fmt: skip
    return made


def _question(question: LabelledQuestion, source: str, rng: random.Random, kind: str = "") -> Example:
    cut = tokenizer.bundled().ids
    passage = question.passage
    return Example(
        source,
        kind,
        cut(question.question)[:QUESTION_PIECES],
        _title(passage, rng),
        [cut(sentence)[:SENTENCE_PIECES] for sentence in passage.sentences],
        tuple(sorted(question.gold)),
        _span(question),
        variants=[cut(text)[:QUESTION_PIECES] for text in _variants(question.question, rng)],
    )


def _span(question: LabelledQuestion) -> Span | None:
    """The first gold sentence that has a gold answer in its words, and its pieces there."""
    for position in sorted(question.gold):
        sentence = question.passage.sentences[position]
        for answer in question.answers:
            at = sentence.lower().find(answer.lower())
            if at >= 0:
                touched = [
                    number
                    for number, (start, end) in enumerate(pieces_of(sentence))
                    if start < at + len(answer) and end > at
                ]
                if touched and touched[-1] < SENTENCE_PIECES:
                    return position, touched[0], touched[-1]
    return None


def _title(passage: Passage, rng: random.Random) -> list[int]:
    """The title; two fifths of the time as in an address, since archives have such titles too."""
    title = passage.title if rng.random() < 0.6 else passage.title.replace(" ", "-")
    return tokenizer.bundled().ids(title)[:TITLE_PIECES] if title else []


def _variants(question: str, rng: random.Random) -> list[str]:
    plain = re.sub(r"[?.,!]", "", question).lower()
    words = plain.split()
    for _ in range(1 + (len(words) > 9)):
        at = rng.randrange(len(words))
        words[at] = _misspelt(words[at], rng)
    return [plain, " ".join(words)]


def _misspelt(word: str, rng: random.Random) -> str:
    """The word with a letter left out, exchanged with the next, or doubled."""
    if len(word) <= 3 or not word.isalpha():
        return word
    at, draw = rng.randrange(1, len(word) - 1), rng.random()
    if draw < 0.5:
        return word[:at] + word[at + 1 :]
    if draw < 0.8:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]


def _other_articles() -> list[Passage]:
    measured = {q.passage.id for q in (*newsq.newsq_dev(), *newsq.pairs_dev())}
    return [newsq.article(str(row["id"])) for row in data.rows("indosum_public") if row["id"] not in measured]
