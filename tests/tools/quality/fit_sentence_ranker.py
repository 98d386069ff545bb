"""Fits the sentence ranker, the answer spans and the reranker: which sentence answers a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.questions import analysis
from knowledge.retrieval import answer_spans, reranker, sentence_ranker
from tests.tools.quality import dataset, newsq, splits
from tests.tools.quality.archive import Archive, read
from tests.tools.quality.data import LabelledQuestion, Passage, Vectors
from tests.tools.quality.ranker_rows import Block, found_rows, merged_rows, own_rows
from tests.tools.quality.regression import conditional_logit, named, write

RANKER_C = 0.1
RERANKER_C = 1.0
ANSWER_SPANS_C = 1.0
LEAST_OVERLAP = 0.5
"""A candidate span counts as right from this F1 with a gold answer."""
SPAN_SENTENCES = 4
"""The best sentences of each question that answer spans are fitted on."""
PRIOR_SCALES = {
    "cosine": 4.0, "cosine_below_article": 4.0, "share": 3.0, "telling_share": 3.0, "telling_window": 3.0,
    "window_share": 3.0, "plain_share": 3.0, "plain_window": 3.0, "article_share": 3.0, "name_share": 3.0,
}  # fmt: skip
"""Features that compare a sentence with the question: their weights are penalised less than the others."""
NON_NEGATIVE = {*sentence_ranker.MATCHED, "pairs"}
"""Features of what a sentence shares with the question; their weights may not be negative. Many of them are
correlated and took weights of opposite signs. With the bound, the sentence that answers comes first, in
cross-validation, for 0.831 instead of 0.819 of the news questions over all articles, and for 0.777 instead of
0.788 of the encyclopedia questions about one passage; on held-out news for 0.743 instead of 0.734."""
_WORD = re.compile(r"\w+")


def fit_sentence_ranker(vectors: Vectors) -> None:
    """Fits ``sentence_ranker.json``, then the answer spans and the reranker; prints the sizes of the fits.

    The regression is conditional because only the order of the sentences of a question matters: end to end,
    the right sentence comes first for 0.741 of the questions, with plain labels for 0.732. The candidates of
    a question are the sentences of its own passage, those of the articles that retrieval finds (in an archive
    of one language, and of both), and these articles joined into one long article. A second regression turns
    the score into a probability.
    """
    from sklearn.linear_model import LogisticRegression

    news, encyclopedia, english, ours = splits.ranker_questions()
    news_archive = Archive(splits.passages_of(news), vectors)
    encyclopedia_archive = Archive(splits.passages_of(encyclopedia), vectors)
    mixed_archive = Archive(
        [
            *splits.passages_of([*news, *ours]),
            *splits.english_articles(measuring=False),
        ],
        vectors,
    )
    conversations = dataset.conversation_questions("fit")
    asked = [question for question in newsq.newsq_train(unread=False) if question.answerable]
    asked_archive = Archive(fit_archive(), vectors)
    whole_archive = Archive([*splits.passages_of(news), *dataset.indosum_passages(500)], vectors)
    weighted = [
        (1.0, list(own_rows(asked, vectors))),
        (1.0, list(found_rows(asked, asked_archive, vectors))),
        (4.0, list(found_rows(conversations, whole_archive, vectors))),
        (0.5, list(own_rows(news, vectors))),
        (0.5, list(found_rows(news, news_archive, vectors))),
        (0.5, list(merged_rows(news, news_archive, vectors))),
        (0.6, list(own_rows(encyclopedia, vectors))),
        (0.6, list(found_rows(encyclopedia, encyclopedia_archive, vectors))),
        (0.6, list(merged_rows(encyclopedia, encyclopedia_archive, vectors))),
        (2.0, list(own_rows(english, vectors))),
        (8.0, list(own_rows(ours, vectors))),
        (0.5, list(found_rows(news, mixed_archive, vectors))),
        (2.0, list(found_rows(english, mixed_archive, vectors))),
        (8.0, list(found_rows(ours, mixed_archive, vectors))),
    ]
    prior = np.array([PRIOR_SCALES.get(name, 1.0) for name in sentence_ranker.FEATURES])
    direction = prior * conditional_logit(
        [(weight, block.features * prior, block.gold) for weight, blocks in weighted for block in blocks],
        RANKER_C,
        [int(name in NON_NEGATIVE) for name in sentence_ranker.FEATURES],
    )
    blocks = [(block.features, block.gold) for _, each in weighted for block in each]
    # "foreign" is constant in a block of one article, so the conditional regression cannot fit its level.
    at = sentence_ranker.FEATURES.index("foreign")
    scores = np.concatenate([features @ direction for features, _ in blocks])
    foreign = np.concatenate([features[:, at] for features, _ in blocks])
    counts = np.concatenate([np.full(len(gold), weight) for weight, each in weighted for _, _, gold in each])
    scale = LogisticRegression(C=10.0).fit(
        np.column_stack([scores, foreign]), np.concatenate([gold for _, gold in blocks]), counts
    )
    slope = float(scale.coef_[0, 0])
    direction *= slope
    direction[at] += float(scale.coef_[0, 1])
    write(
        "sentence_ranker.json",
        {"weights": named(sentence_ranker.FEATURES, direction, float(scale.intercept_[0]))},
    )
    sentence_ranker._model.cache_clear()
    sentence_ranker.coefficients.cache_clear()
    print(
        f"sentence ranker: {len(news)} + {len(encyclopedia)} + {len(english)} + {len(ours)} "
        f"+ {len(conversations)} + {len(asked)} questions, slope {slope:.2f}"
    )
    fit_answer_spans([(1.0, news, weighted[4][1]), (0.5, encyclopedia, weighted[7][1])])


def fit_reranker(vectors: Vectors) -> None:
    """Fits ``reranker.json``: how much the ranker and the reader count, on questions that neither saw.

    The candidates of a question are the sentences of its own article, and those that retrieval finds in an
    archive. A second regression turns the score into a probability.
    """
    from sklearn.linear_model import LogisticRegression

    questions = [*newsq.newsq_train(unread=True), *newsq.pairs_train(unread=True)]
    answered = [question for question in questions if question.answerable]
    archive = Archive(fit_archive(), vectors)
    rows = []
    for labelled in answered:
        query = vectors.queries([labelled.question])[0]
        own = Archive([labelled.passage], vectors)
        for place, candidates in (
            (own, own.candidates(labelled.question, query)),
            (archive, archive.candidates(labelled.question, query)),
        ):
            scored = place.score(labelled.question, candidates)
            gold = [
                article.text == labelled.passage.text and at in labelled.gold
                for article, at in scored.measured.rows
            ]
            rows.append((reranker.features(scored.scores, read(labelled.question, scored)), np.array(gold)))
    columns = reranker.FEATURES
    direction = conditional_logit(
        [(1.0, inputs, gold) for inputs, gold in rows],
        RERANKER_C,
        [1] * len(columns),
    )
    scores = np.concatenate([inputs @ direction for inputs, _ in rows])
    scale = LogisticRegression(C=10.0).fit(scores[:, None], np.concatenate([gold for _, gold in rows]))
    slope = float(scale.coef_[0, 0])
    weights = named(columns, direction * slope, float(scale.intercept_[0]))
    write("reranker.json", {"weights": weights})
    reranker._weights.cache_clear()
    print(f"reranker: {len(rows)} questions, slope {slope:.2f}, {weights}")


def fit_archive() -> list[Passage]:
    """Returns the articles of newsq_train, and of the pairs that the reader never saw."""
    questions = [
        *newsq.newsq_train(unread=True),
        *newsq.pairs_train(unread=True),
        *newsq.newsq_train(unread=False),
    ]
    return splits.passages_of(questions)


def fit_answer_spans(families: Sequence[tuple[float, Sequence[LabelledQuestion], Sequence[Block]]]) -> None:
    """Fits ``answer_spans.json``: which name, date or number of a sentence a question asks for, if any.

    A conditional logistic regression over the candidate spans of the best sentences of each question, whether
    these answer or not. An extra row stands for "none of them". A span is right if its F1 with a gold answer
    is at least :data:`LEAST_OVERLAP`. ``families`` are a weight, questions, and a block for each question.
    """
    examples = [
        (weight, block.question, *each)
        for weight, questions, blocks in families
        for labelled, block in zip(questions, blocks, strict=True)
        for each in _span_rows(labelled, block)
    ]
    names = sorted({name for _, _, spans, _ in examples for features in spans for name in features})
    names += ["nothing", *(f"nothing*{kind}" for kind in analysis.KINDS)]
    column = {name: at for at, name in enumerate(names)}
    rows = []
    for weight, question, spans, right in examples:
        inputs = np.zeros((len(spans) + 1, len(names)))
        for row, features in enumerate(spans):
            for name, value in features.items():
                inputs[row, column[name]] = value
        inputs[-1, [column["nothing"], column[f"nothing*{question.kind}"]]] = 1.0
        rows.append((weight, inputs, np.append(right, not any(right))))
    direction = conditional_logit(rows, ANSWER_SPANS_C)
    write("answer_spans.json", {"weights": {"nothing": 0.0} | named(names, direction, None)})
    answer_spans._weights.cache_clear()
    print(f"answer spans: {len(rows)} sentences")


def _span_rows(
    labelled: LabelledQuestion, block: Block
) -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """Yields for each of the best sentences the features of its spans, and which spans are right."""
    first = sentence_ranker.first_scores(block.measured)
    for row in np.argsort(-first, kind="stable")[:SPAN_SENTENCES]:
        sentence = block.sentence(int(row))
        if candidates := answer_spans.new_candidates(block.question, sentence):
            spans = [sentence[each.start : each.end] for each in candidates]
            right = [max(overlap(span, gold) for gold in labelled.answers) >= LEAST_OVERLAP for span in spans]
            yield answer_spans.features(block.question, sentence, candidates), right


def overlap(first: str, second: str) -> float:
    """Returns the F1 of the words of two texts, as SQuAD compares answers; 0 if either has no words.

    >>> overlap("Rini Sasmita", "Wali Kota Rini Sasmita")
    0.6666666666666666
    """
    left, right = (Counter(_WORD.findall(text.casefold())) for text in (first, second))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0
