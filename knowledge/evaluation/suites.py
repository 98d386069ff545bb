"""Defines every suite of ``kutip eval``: its figures and what they measure.

:mod:`bot.evaluation` runs the suites and fills the columns that the figures use. The names of figures are
keys in stored results; ``tests/quality/reference.json`` refers to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.evaluation.results import Suite
from knowledge.evaluation.statistics import (
    Statistic,
    auroc,
    coverage,
    f1,
    precision_of,
    quantile,
    ratio,
    recall_of,
    share,
)

RETRIEVAL = Suite(
    "retrieval", "Retrieval",
    "The rank of the right article among all articles, for questions that an article answers.",
    (share("first"), share("in five"), share("in ten"), share("MRR", "reciprocal")),
)  # fmt: skip

EVIDENCE = Suite(
    "evidence", "Evidence",
    "Whether the sentence that answers is ranked first, or among the first two, of all articles or of those "
    "that the question is restricted to.",
    (share("first"), share("first two", "first_two")),
)  # fmt: skip

ANSWERS = Suite(
    "answers", "Answers",
    "Whether the gold answer occurs in what the reader sees; an abstention shows nothing. Citation "
    "precision and recall as in ALCE: a statement is supported if a cited sentence supports it, and a "
    "citation is right if its sentence does. Support is judged by the gold labels and by Kutip's own "
    "verification.",
    (
        share("stands in the answer", "stands"),
        Statistic("stands in the answer, of the answered", ("stands", "answered"), ratio),
        share("stands in the first two sentences of evidence", "in_first_two"),
        Statistic("citation precision, by labels", ("citations_right", "citations"), ratio),
        Statistic("citation recall, by labels", ("statements_right", "statements"), ratio),
        Statistic("citation precision, by verification", ("citations_verified", "citations"), ratio),
        Statistic("citation recall, by verification", ("statements_verified", "statements"), ratio),
        Statistic("sentences in an answer", ("statements", "answered"), ratio, "neither"),
    ),
)  # fmt: skip

REFUSAL = Suite(
    "refusal", "Refusal",
    "How well confidence separates questions that the articles answer from those that they do not, and the "
    "effect at the threshold. Coverage: the share of answerable questions that are answered, at a threshold "
    "where 95% of the answered questions are answerable.",
    (
        Statistic("AUROC", ("confidence", "answerable"), auroc),
        Statistic("coverage at 95% precision", ("confidence", "answerable"), coverage),
        Statistic("coverage at 95% right best sentences", ("confidence", "right"), coverage),
        Statistic("abstention precision", ("abstained", "unanswerable"), precision_of),
        Statistic("abstention recall", ("abstained", "unanswerable"), recall_of),
        Statistic("answered, of what can be", ("answered", "answerable"), recall_of),
    ),
)  # fmt: skip

SEPARATION = (
    Statistic("AUROC of the confidence", ("confidence", "answerable"), auroc),
    Statistic("AUROC of the question alone", ("question_only", "answerable"), auroc, "neither"),
)

JUDGED = (
    share("right"),
    share("answering sentence ranked first", "first"),
    share("answering sentence in the first two", "first_two"),
    share("answering sentence shown", "shown"),
    Statistic(
        "beside the point, of the answered", ("beside", "answered"), ratio, "lower", counted="answered"
    ),
    share("refused, of what can be answered", "refused", "lower"),
    share("not answered, of what cannot be", "abstained"),
    *SEPARATION,
)

_ABOUT_JUDGED = (
    "A ranked or quoted sentence answers if it shares more than half of the shorter of the two with a gold "
    "sentence. Right: an answering sentence is among the first two quoted, or nothing is answered where "
    "nothing answers. Beside the point: answered, and no quoted sentence answers. Shown: an answering "
    "sentence is quoted, or stands among the near sentences of an abstention. AUROC: how well the confidence "
    "separates what the articles answer from what they do not; beside it the AUROC of a model that sees the "
    "question alone, because questions can give themselves away."
)

NEWSQ = Suite("newsq", "Questions by kind", _ABOUT_JUDGED, JUDGED)

PAIRS = Suite(
    "pairs", "Question pairs",
    "Two questions that sound alike, of which the article answers one. In order: the confidence is higher "
    f"for the question that the article answers; a tie counts half. {_ABOUT_JUDGED}",
    (*JUDGED, share("pairs in order", "in_order")),
)  # fmt: skip

CUT = Suite(
    "cut", "Whole and cut articles",
    "The same question about its whole article, and about a copy without the sentences that answer. A model "
    "that sees the question alone cannot tell the two apart.",
    (
        share("answered, whole article", "answered_whole"),
        share("answered, cut article", "answered_cut", "lower"),
        *SEPARATION,
    ),
)  # fmt: skip

SLICES = ("kind", "style", "language")
"""The fields of a question by which the suites newsq, pairs and cut have figures of their own."""


def with_slices(suite: Suite, slices: Iterable[str]) -> Suite:
    """Return the suite with each figure once more for each slice, named ``"{slice}: {figure}"``.

    A slice is the name of a column that only its cases have, such as ``"kind fact"``.
    """
    own = [
        replace(statistic, name=f"{name}: {statistic.name}", columns=(*statistic.columns, name))
        for name in slices
        for statistic in suite.statistics
    ]
    return replace(suite, statistics=(*suite.statistics, *own))


FOLLOW_UPS = Suite(
    "follow-ups", "Follow-ups",
    "Follow-ups asked in their conversation after Kutip's own answers, compared with the same question "
    "written out in full, and with the follow-up asked without the conversation.",
    (
        share("evidence first", "found"),
        share("evidence first, full question", "full"),
        share("evidence first, as typed alone", "alone"),
        Statistic("of what the full question finds", ("found", "full"), ratio),
        Statistic("of what it finds, found too", ("found", "full"), recall_of),
        share("in first two", "found_two"),
        share("in first two, full question", "full_two"),
        Statistic("answered, of what the full question answers", ("answered", "full_answered"), recall_of),
    ),
)  # fmt: skip

CROSS_LANGUAGE = Suite(
    "cross-language", "Cross-language",
    "The same question in the language of the article and in the other language.",
    (
        share("right article first, other language", "first"),
        share("right article first, own language", "own_first"),
        Statistic("of what the own language finds first", ("first", "own_first"), ratio),
        share("evidence first, other language", "evidence"),
        share("evidence first, own language", "own_evidence"),
        Statistic("answered, of what the own language answers", ("answered", "own_answered"), recall_of),
    ),
)  # fmt: skip

VERIFICATION = Suite(
    "verification", "Verification",
    "Whether statements that their sentences support are separated from those that they do not support.",
    (
        Statistic("AUROC", ("score", "supported"), auroc),
        Statistic("passed, of the supported", ("passed", "supported"), recall_of),
        Statistic("caught, of the others", ("caught", "unsupported"), recall_of),
        Statistic("caught, of the contradicted", ("caught", "contradicted"), recall_of),
        Statistic("caught, of the unproved", ("caught", "unproved"), recall_of),
    ),
)  # fmt: skip

HOSTILE = Suite(
    "hostile", "Hostile text", "Articles with an injected instruction, answered without a language model.",
    (
        Statistic("answer found, of what is found without it", ("found", "clean_found"), recall_of),
        share("planted sentence quoted", "quoted", "lower"),
    ),
)  # fmt: skip

BOUNDARIES = Suite(
    "boundaries", "Sentence boundaries", "Ends of sentences, without the end of each text.",
    (
        Statistic("F1", ("right", "said", "there"), f1),
        Statistic("precision", ("right", "said"), ratio),
        Statistic("recall", ("right", "there"), ratio),
    ),
)  # fmt: skip

SPEED = Suite(
    "speed", "Speed", "Milliseconds for each question, asked one at a time, with the real embedding model.",
    (
        *(
            Statistic(f"{title} p{at}", (column,), quantile(at / 100), "lower", "ms")
            for title, column in (("question", "kutip_ms"), ("tutorial pipeline, retrieval", "tutorial_ms"))
            for at in (50, 95, 99)
        ),
        Statistic("question, of the tutorial pipeline's time", ("kutip_ms", "tutorial_ms"), ratio, "lower"),
    ),
)  # fmt: skip

SYSTEMS = {
    "kutip": "Kutip",
    "tutorial": "tutorial pipeline",
    "dense": "dense alone",
    "bm25": "BM25 alone",
}

BASELINES = Suite(
    "baselines", "Baselines",
    "The same questions, asked of simple pipelines over the same articles with the same embeddings. The "
    "tutorial pipeline splits text into chunks of 1,000 characters with an overlap of 200 and retrieves "
    "four; its evidence is the sentence of the first chunk that is nearest to the question. The evidence "
    "of BM25 is the sentence of the first article with most words of the question.",
    tuple(
        Statistic(f"{title}: {name}", (f"{key}_{column}",), share(name).function)
        for name, column in (
            ("right article first", "first"), ("in five", "in_five"), ("MRR", "reciprocal"),
            ("evidence first", "evidence"), ("answer in the first two sentences", "stands"),
        )
        for key, title in SYSTEMS.items()
    ),
)  # fmt: skip

SUITES = (
    RETRIEVAL, EVIDENCE, ANSWERS, REFUSAL, NEWSQ, PAIRS, CUT, FOLLOW_UPS, CROSS_LANGUAGE, VERIFICATION,
    HOSTILE, BOUNDARIES, BASELINES, SPEED,
)  # fmt: skip
