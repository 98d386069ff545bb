"""Fits which sentence answers: the first look, the short answers in it, and the second look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.questions import analysis
from knowledge.retrieval import answer_spans, reranker, sentence_ranker
from tests.quality.regression import Floats, conditional_logit, named, write
from tests.tools.quality import dataset, situations
from tests.tools.quality.archive import Archive
from tests.tools.quality.data import LabelledQuestion, Vectors
from tests.tools.quality.rows import Block, found_rows, merged_rows, own_rows

EVIDENCE_C = 0.1
RERANKER_C = 0.3
ANSWER_SPANS_C = 1.0
SCORE_PRIOR = 30.0
LEAST_OVERLAP = 0.5
READ_SENTENCES = 4
"""Of each question, for fitting short answers."""
PRIOR_SCALES = {
    "cosine": 4.0, "cosine_below_article": 4.0, "share": 3.0, "telling_share": 3.0, "telling_window": 3.0,
    "window_share": 3.0, "plain_share": 3.0, "plain_window": 3.0, "article_share": 3.0, "name_share": 3.0,
    "near_name": 3.0, "near_number": 3.0,
    "who*near_name": 3.0, "how_many*near_number": 3.0, "when*near_number": 3.0,
}  # fmt: skip
"""What matches is trusted before the look of a sentence: these weights are held back less."""
NEVER_AGAINST = {*sentence_ranker.MATCHED, "near_name", "near_number", "pairs"}
"""What a sentence shares with a question may not count against it. Many of these say nearly the same, and
took weights of opposite signs. Cross-validated, the sentence that answers is first for 0.831 of news
questions over all articles instead of 0.819, and for 0.777 of encyclopedia questions about one passage
instead of 0.788; on held-out news for 0.743 instead of 0.734."""
_WORD = re.compile(r"\w+")


def fit_evidence(vectors: Vectors) -> None:
    """A conditional logistic regression: the sentence that answers, among the candidates of a question.

    Conditional, because the order is what counts: first 0.741 against 0.732 for plain labels, end to end. The
    candidates are those of the own passage, those of all articles that retrieval finds (in an archive of one
    language, and of both), and these joined into one long article. A second regression with one input turns
    the score into a probability.
    """
    from sklearn.linear_model import LogisticRegression

    news, encyclopedia, english, ours = situations.evidence_questions()
    news_archive = Archive(situations.passages_of(news), vectors)
    encyclopedia_archive = Archive(situations.passages_of(encyclopedia), vectors)
    mixed_archive = Archive(
        [
            *situations.passages_of([*news, *ours]),
            *situations.english_articles(measuring=False),
        ],
        vectors,
    )
    conversations = dataset.conversation_questions("fit")
    whole_archive = Archive([*situations.passages_of(news), *dataset.indosum_passages(500)], vectors)
    weighted = [
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
        [(weight, one.features * prior, one.gold) for weight, blocks in weighted for one in blocks],
        EVIDENCE_C,
        [int(name in NEVER_AGAINST) for name in sentence_ranker.FEATURES],
    )
    blocks = [(one.features, one.gold) for _, each in weighted for one in each]
    # "foreign" is the same for a whole block of one article, so only here its level is found.
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
        f"evidence: {len(news)} + {len(encyclopedia)} + {len(english)} + {len(ours)} + {len(conversations)} "
        f"questions, slope {slope:.2f}"
    )
    fit_answer_spans([(1.0, news, weighted[2][1]), (0.5, encyclopedia, weighted[5][1])])
    fit_reranker(weighted)


def fit_reranker(weighted: Sequence[tuple[float, Sequence[Block]]]) -> None:
    """The same regression among the best sentences of each question, with what is read in them."""
    from sklearn.linear_model import LogisticRegression

    looked = []
    for weight, blocks in weighted:
        for one in blocks:
            first = sentence_ranker.first_scores(one.measured)
            best = np.argsort(-first, kind="stable")[: reranker.LOOKED_AT]
            looked.append((weight, _second_features(one, first, best), one.gold[best]))
    # The score of the first look is trusted as it is; how it counts is found, not held back.
    prior = np.array([SCORE_PRIOR if name == "score" else 1.0 for name in reranker.FEATURES])
    direction = prior * conditional_logit([(w, f * prior, gold) for w, f, gold in looked], RERANKER_C)
    scores = np.concatenate([features @ direction for _, features, _ in looked])
    labels = np.concatenate([gold for _, _, gold in looked])
    counts = np.concatenate([np.full(len(gold), weight) for weight, _, gold in looked])
    scale = LogisticRegression(C=10.0).fit(scores[:, None], labels, counts)
    slope = float(scale.coef_[0, 0])
    weights = named(reranker.FEATURES, direction * slope, float(scale.intercept_[0]))
    write("reranker.json", {"weights": weights})
    reranker._weights.cache_clear()
    print(f"second look: {len(looked)} questions, slope {slope:.2f}")


def _second_features(block: Block, first: Floats, best: npt.NDArray[np.int_]) -> Floats:
    width = len(reranker.READ)
    read = np.array([reranker.seen(block.question, block.measured.text(int(row))) for row in best])
    crossed = np.zeros((len(best), len(analysis.KINDS) * width))
    at = analysis.KINDS.index(block.question.kind) * width
    crossed[:, at : at + width] = read
    return np.hstack([first[best, None], read, crossed])


def fit_answer_spans(families: Sequence[tuple[float, Sequence[LabelledQuestion], Sequence[Block]]]) -> None:
    """A conditional logistic regression: which name, date or number of a sentence is asked for, if any is.

    The sentences are those that rank best for a question, right or wrong. That none is meant is a row of its
    own. Right is what shares half of its words or more with a gold answer.
    """
    taken_apart = [
        (weight, block.question, *each)
        for weight, questions, blocks in families
        for one, block in zip(questions, blocks, strict=True)
        for each in _short_rows(one, block)
    ]
    names = sorted({name for _, _, seen, _ in taken_apart for one in seen for name in one})
    names += ["nothing", *(f"nothing*{kind}" for kind in analysis.KINDS)]
    column = {name: at for at, name in enumerate(names)}
    rows = []
    for weight, question, seen, right in taken_apart:
        inputs = np.zeros((len(seen) + 1, len(names)))
        for row, one in enumerate(seen):
            for name, value in one.items():
                inputs[row, column[name]] = value
        inputs[-1, [column["nothing"], column[f"nothing*{question.kind}"]]] = 1.0
        rows.append((weight, inputs, np.append(right, not any(right))))
    direction = conditional_logit(rows, ANSWER_SPANS_C)
    write("answer_spans.json", {"weights": {"nothing": 0.0} | named(names, direction, None)})
    answer_spans._weights.cache_clear()
    print(f"short answers: {len(rows)} sentences")


def _short_rows(one: LabelledQuestion, block: Block) -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """The candidates of the sentences that rank best for a question, and which of them are right."""
    first = sentence_ranker.first_scores(block.measured)
    for row in np.argsort(-first, kind="stable")[:READ_SENTENCES]:
        sentence = block.measured.text(int(row))
        if found := answer_spans.asked_for(block.question, sentence):
            spans = [sentence[each.start : each.end] for each in found]
            right = [max(overlap(span, gold) for gold in one.answers) >= LEAST_OVERLAP for span in spans]
            yield answer_spans.features(block.question, sentence, found), right


def overlap(first: str, second: str) -> float:
    """F1 of the words of two texts, as SQuAD compares answers; 0 without words.

    >>> overlap("Rini Sasmita", "Wali Kota Rini Sasmita")
    0.6666666666666666
    """
    left, right = (Counter(_WORD.findall(text.casefold())) for text in (first, second))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0
