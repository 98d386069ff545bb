"""Fits every weight in ``knowledge/weights`` from the data beside the repository, with fixed seeds.

    python -m tests.quality.fit [--cache FOLDER] [common evidence confidence]

Order matters: the evidence weights need the common terms, the confidence weights need both.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import confidence, evidence, questions, rarity, second_look, short_answers, terms
from tests.quality import data, dataset, situations
from tests.quality.archive import Archive
from tests.quality.data import Asked, Vectors
from tests.quality.rows import Block, found_rows, merged_rows, own_rows

WEIGHTS = Path(__file__).resolve().parents[2] / "knowledge" / "weights"
LEAST_COMMON_SHARE = 0.012
EVIDENCE_C = 0.1
SECOND_LOOK_C = 0.3
SHORT_ANSWERS_C = 1.0
CONFIDENCE_C = 0.3
SCORE_PRIOR = 30.0
LEAST_OVERLAP = 0.5
READ_SENTENCES = 4
"""Of each question, for fitting short answers."""
FOREIGN_ALLOWED = 0.02
CONFIDENCE_CASES = 800
"""Of each family at each size of archive."""
PRIOR_SCALES = {
    "cosine": 4.0, "cosine_below_article": 4.0, "share": 3.0, "telling_share": 3.0, "telling_window": 3.0,
    "window_share": 3.0, "plain_share": 3.0, "plain_window": 3.0, "article_share": 3.0, "name_share": 3.0,
    "near_name": 3.0, "near_number": 3.0,
    "who*near_name": 3.0, "how_many*near_number": 3.0, "when*near_number": 3.0,
}  # fmt: skip
"""What matches is trusted before the look of a sentence: these weights are held back less."""
_WORD = re.compile(r"\w+")
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("stages", nargs="*", default=["common", "evidence", "confidence"])
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    if "common" in arguments.stages:
        fit_common()
    if "evidence" in arguments.stages:
        fit_evidence(vectors)
    if "confidence" in arguments.stages:
        fit_confidence(vectors)


def fit_common() -> None:
    """Share of articles that hold each common term, in thousandths: Indonesian news and English texts."""
    indonesian = [row["text"] for row in data.rows("indosum_public")]
    english = [row["context"] for row in data.rows("clapnq_dev")]
    pairs = [row["en"] for row in data.rows("parallel_news_valid")]
    english += [" ".join(pairs[at : at + 12]) for at in range(0, len(pairs), 12)]
    shares: dict[str, int] = {}
    for texts in (indonesian, english):
        counts = Counter(term for text in texts for term in set(terms.terms(text)))
        for term, count in counts.items():
            if count / len(texts) >= LEAST_COMMON_SHARE:
                shares[term] = max(shares.get(term, 0), round(1000 * count / len(texts)))
    lines = ",\n".join(f'"{term}": {share}' for term, share in sorted(shares.items()))
    (WEIGHTS / "common_terms.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    rarity._common.cache_clear()
    print(f"common terms: {len(shares)}")


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
    prior = np.array([PRIOR_SCALES.get(name, 1.0) for name in evidence.FEATURES])
    direction = prior * _conditional_logit(
        [(weight, one.features * prior, one.gold) for weight, blocks in weighted for one in blocks],
        EVIDENCE_C,
    )
    blocks = [(one.features, one.gold) for _, each in weighted for one in each]
    # "foreign" is the same for a whole block of one article, so only here its level is found.
    at = evidence.FEATURES.index("foreign")
    scores = np.concatenate([features @ direction for features, _ in blocks])
    foreign = np.concatenate([features[:, at] for features, _ in blocks])
    counts = np.concatenate([np.full(len(gold), weight) for weight, each in weighted for _, _, gold in each])
    scale = LogisticRegression(C=10.0).fit(
        np.column_stack([scores, foreign]), np.concatenate([gold for _, gold in blocks]), counts
    )
    slope = float(scale.coef_[0, 0])
    direction *= slope
    direction[at] += float(scale.coef_[0, 1])
    _write("evidence.json", {"weights": _named(evidence.FEATURES, direction, float(scale.intercept_[0]))})
    evidence._model.cache_clear()
    evidence.coefficients.cache_clear()
    print(
        f"evidence: {len(news)} + {len(encyclopedia)} + {len(english)} + {len(ours)} + {len(conversations)} "
        f"questions, slope {slope:.2f}"
    )
    fit_short_answers([(1.0, news, weighted[2][1]), (0.5, encyclopedia, weighted[5][1])])
    fit_second_look(weighted)


def fit_second_look(weighted: Sequence[tuple[float, Sequence[Block]]]) -> None:
    """The same regression among the best sentences of each question, with what is read in them."""
    from sklearn.linear_model import LogisticRegression

    looked = []
    for weight, blocks in weighted:
        for one in blocks:
            first = evidence.first_scores(one.measured)
            best = np.argsort(-first, kind="stable")[: second_look.LOOKED_AT]
            looked.append((weight, _second_features(one, first, best), one.gold[best]))
    # The score of the first look is trusted as it is; how it counts is found, not held back.
    prior = np.array([SCORE_PRIOR if name == "score" else 1.0 for name in second_look.FEATURES])
    direction = prior * _conditional_logit([(w, f * prior, gold) for w, f, gold in looked], SECOND_LOOK_C)
    scores = np.concatenate([features @ direction for _, features, _ in looked])
    labels = np.concatenate([gold for _, _, gold in looked])
    counts = np.concatenate([np.full(len(gold), weight) for weight, _, gold in looked])
    scale = LogisticRegression(C=10.0).fit(scores[:, None], labels, counts)
    slope = float(scale.coef_[0, 0])
    named = _named(second_look.FEATURES, direction * slope, float(scale.intercept_[0]))
    _write("second_look.json", {"weights": named})
    second_look._weights.cache_clear()
    print(f"second look: {len(looked)} questions, slope {slope:.2f}")


def _second_features(block: Block, first: Floats, best: npt.NDArray[np.int_]) -> Floats:
    width = len(second_look.READ)
    read = np.array([second_look.seen(block.question, block.measured.text(int(row))) for row in best])
    crossed = np.zeros((len(best), len(questions.KINDS) * width))
    at = questions.KINDS.index(block.question.kind) * width
    crossed[:, at : at + width] = read
    return np.hstack([first[best, None], read, crossed])


def fit_short_answers(families: Sequence[tuple[float, Sequence[Asked], Sequence[Block]]]) -> None:
    """A conditional logistic regression: which name, date or number of a sentence is asked for, if any is.

    The sentences are those that rank best for a question, right or wrong. That none is meant is a row of its
    own. Right is what shares half of its words or more with a gold answer.
    """
    taken_apart = [
        (weight, block.question, *each)
        for weight, asked, blocks in families
        for one, block in zip(asked, blocks, strict=True)
        for each in _short_rows(one, block)
    ]
    names = sorted({name for _, _, seen, _ in taken_apart for one in seen for name in one})
    names += ["nothing", *(f"nothing*{kind}" for kind in questions.KINDS)]
    column = {name: at for at, name in enumerate(names)}
    rows = []
    for weight, question, seen, right in taken_apart:
        inputs = np.zeros((len(seen) + 1, len(names)))
        for row, one in enumerate(seen):
            for name, value in one.items():
                inputs[row, column[name]] = value
        inputs[-1, [column["nothing"], column[f"nothing*{question.kind}"]]] = 1.0
        rows.append((weight, inputs, np.append(right, not any(right))))
    direction = _conditional_logit(rows, SHORT_ANSWERS_C)
    _write("short_answers.json", {"weights": {"nothing": 0.0} | _named(names, direction, None)})
    short_answers._weights.cache_clear()
    print(f"short answers: {len(rows)} sentences")


def _short_rows(one: Asked, block: Block) -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """The candidates of the sentences that rank best for a question, and which of them are right."""
    first = evidence.first_scores(block.measured)
    for row in np.argsort(-first, kind="stable")[:READ_SENTENCES]:
        sentence = block.measured.text(int(row))
        if found := short_answers.asked_for(block.question, sentence):
            spans = [sentence[each.start : each.end] for each in found]
            right = [max(overlap(span, gold) for gold in one.answers) >= LEAST_OVERLAP for span in spans]
            yield short_answers.features(block.question, sentence, found), right


def overlap(first: str, second: str) -> float:
    """F1 of the words of two texts, as SQuAD compares answers; 0 without words.

    >>> overlap("Rini Sasmita", "Wali Kota Rini Sasmita")
    0.6666666666666666
    """
    left, right = (Counter(_WORD.findall(text.casefold())) for text in (first, second))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _conditional_logit(blocks: Sequence[tuple[float, Floats, Booleans]], c: float) -> Floats:
    """Maximises the penalised chance that one of the gold rows is drawn from each block."""
    from scipy.optimize import minimize

    useful = [block for block in blocks if block[2].any() and not block[2].all()]
    weights = np.array([weight for weight, _, _ in useful])
    inputs, gold = np.vstack([f for _, f, _ in useful]), np.concatenate([g for _, _, g in useful])
    sizes = np.array([len(g) for _, _, g in useful])
    starts = np.cumsum([0, *sizes[:-1]])

    def loss(direction: Floats) -> tuple[float, Floats]:
        scores = inputs @ direction
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        total, right = np.add.reduceat(raised, starts), np.add.reduceat(raised * gold, starts)
        slope = raised / np.repeat(total, sizes) - raised * gold / np.repeat(right, sizes)
        penalty = direction / c
        return (
            float((weights * np.log(total / right)).sum() + 0.5 * direction @ penalty),
            inputs.T @ (np.repeat(weights, sizes) * slope) + penalty,
        )

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x)


def fit_confidence(vectors: Vectors) -> None:
    """Two logistic regressions over questions asked of archives of many sizes; then the level of each size.

    A signal may only count in the direction that :data:`confidence.DIRECTIONS` gives it: without that,
    signals that say nearly the same took large weights of opposite signs, which held on the data and nowhere
    else.
    """
    cases = situations.confidence_cases(vectors, measuring=False, most=CONFIDENCE_CASES)
    seen, kinds = [], []
    for case in cases:
        ranked = case.archive.rank(case.question, case.archive.materials(case.question, case.vector)[1])
        seen.append(confidence.signals(questions.analyse(case.question), ranked))
        kinds.append(confidence.found_in(ranked))
    names = list(confidence.DIRECTIONS)
    inputs = np.array([[one.get(name, 0.0) for name in names] for one in seen])
    labels = np.array([case.answerable for case in cases])
    weights = np.array([case.weight for case in cases])
    scores = np.zeros(len(cases))
    fitted: dict[str, tuple[Floats, float]] = {}
    parts = {kind: np.array([each == kind for each in kinds]) for kind in sorted(set(kinds))}
    for kind, part in parts.items():
        share = weights[part] * part.sum() / weights[part].sum()
        fitted[kind] = _directed_logit(
            inputs[part], labels[part], share, list(confidence.DIRECTIONS.values())
        )
        scores[part] = inputs[part] @ fitted[kind][0] + fitted[kind][1]
    levels = situations.levels(scores, cases)
    lifted = scores - np.array([levels[situations.bucket(case.size)] for case in cases])
    at = names.index("foreign")
    for kind, part in parts.items():
        # A sentence in another language is told from chance by its vector alone where no word is shared:
        # there the bar is raised, so that few of the questions without an answer pass it.
        doubtful = part & (inputs[:, at] > 0) & ~labels
        fitted[kind][0][at] -= float(np.quantile(lifted[doubtful], 1 - FOREIGN_ALLOWED))
    content = {kind: _named(names, *weights_of) for kind, weights_of in fitted.items()}
    _write("confidence.json", {**content, "levels": {str(n): round(v, 4) for n, v in levels.items()}})
    confidence._model.cache_clear()
    print(f"confidence: {len(cases)} cases, {labels.mean():.2f} answerable, levels {levels}")


def _directed_logit(
    inputs: Floats, labels: Booleans, weights: Floats, directions: Sequence[int]
) -> tuple[Floats, float]:
    """Penalised logistic regression; direction 1 forbids a negative coefficient, -1 a positive one."""
    from scipy.optimize import minimize

    spread = inputs.std(axis=0) + 1e-9
    scaled = inputs / spread

    def loss(point: Floats) -> tuple[float, Floats]:
        scores = scaled @ point[:-1] + point[-1]
        wrong = weights * (1 / (1 + np.exp(-scores)) - labels)
        penalty = point[:-1] / CONFIDENCE_C
        value = (weights * (np.logaddexp(0, scores) - labels * scores)).sum() + 0.5 * point[:-1] @ penalty
        return float(value), np.append(scaled.T @ wrong + penalty, wrong.sum())

    open_ends = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [*(open_ends[direction] for direction in directions), (None, None)]
    start = np.zeros(inputs.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return np.asarray(found.x[:-1]) / spread, float(found.x[-1])


def _named(features: Sequence[str], coefficients: Floats, intercept: float | None) -> dict[str, float]:
    return ({} if intercept is None else {"intercept": round(intercept, 4)}) | {
        feature: round(float(weight), 4)
        for feature, weight in zip(features, coefficients, strict=True)
        if abs(weight) >= 5e-4
    }


def _write(name: str, content: Mapping[str, object]) -> None:
    (WEIGHTS / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
