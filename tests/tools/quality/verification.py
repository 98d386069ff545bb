"""Measures how well verification separates supported statements from others.

    python -m tests.tools.quality.verification [--half build|measure] [--cache FOLDER]
        [--failures N] [SET ...]

=====  =======================================================================
``a``  true Indonesian sentences, which should pass
``b``  the same with one number, date or name changed
``c``  the same with a negation inserted or removed
``d``  English sentences against their Indonesian translation, and changed ones
``e``  IndoNLI and WiCE: AUROC of the score
``t``  time of an answer
=====  =======================================================================

Prints for each set the share of cases judged correctly and the problems that were reported; ``--failures N``
lists N wrong cases of each. Rows are divided into halves by a hash of their ids: rules were written and
weights fitted on the half ``build``, figures are published for the half ``measure``.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.adapters.reading.statements import BundledStatementReader
from knowledge.ports.reading import Support
from knowledge.text.terms import terms
from knowledge.verification import Source, Verdict, is_translated, support, verify
from tests.bundled_model import bundled_embedder
from tests.tools.quality import data, falsehoods
from tests.tools.quality.data import Row, Vectors

HALVES = ("measure", "build")
SAMPLE = 500
WICE_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the sentences that it cites, and whether they support it.

    ``relatedness`` is the cosine of the statement and its best source, ``support`` what the reader of
    statements holds; None if they are not computed.
    """

    statement: str
    sources: tuple[Source, ...]
    supported: bool
    relatedness: float | None = None
    support: Support | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="measure")
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--failures", type=int, default=0, help="list so many failures of each set")
    parser.add_argument("sets", nargs="*", default=["a", "b", "c", "d", "e", "t"])
    options = parser.parse_args()
    news = sentences(options.half)
    if "a" in options.sets:
        report("(a) true sentences pass", truths(news), options.failures)
    if "b" in options.sets:
        for kind in ("number", "date", "name"):
            report(f"(b) {kind} changed, caught", changed(kind, options.half), options.failures)
    if "c" in options.sets:
        for kind in ("negated", "affirmed"):
            report(f"(c) {kind}, caught", changed(kind, options.half), options.failures)
    if "d" in options.sets:
        vectors = Vectors(options.cache)
        own, other = translations(options.half, vectors)
        report("(d) English against its Indonesian sentence, passes", own, options.failures)
        report("(d) English against another pair's, caught", other, options.failures)
        for kind in ("name", "number", "denial"):
            cases = exchanged(kind, options.half, vectors)
            report(f"(d) English with one {kind} changed, caught", cases, options.failures)
    if "e" in options.sets:
        vectors = Vectors(options.cache)
        rank("(e) IndoNLI", indonli(options.half, vectors))
        rank("(e) WiCE", wice(options.half, vectors))
    if "t" in options.sets:
        duration(news)


def half(key: str) -> str:
    """Returns the half that the row with this id belongs to."""
    return HALVES[data.part(key, 2)]


def sentences(side: str, each: int = 1, articles: int = SAMPLE) -> list[tuple[Source, Row]]:
    """Draws up to ``each`` sentences of five words or more from ``articles`` IndoSum articles of a half.

    Returns each as a source, with the row of its article.
    """
    draw = random.Random(7)
    rows = [row for row in data.rows("indosum_public") if half(row["id"]) == side]
    draw.shuffle(rows)
    split = data.splitter()
    result = []
    for row in rows[:articles]:
        spans = split(row["text"])
        long = [row["text"][start:end] for start, end in spans if len(row["text"][start:end].split()) >= 5]
        if long:
            published = date.fromisoformat(row["timestamp_from_id"][:10])
            chosen = draw.sample(long, min(each, len(long)))
            result += [(Source(sentence, "", published), row) for sentence in chosen]
    return result


def truths(news: Iterable[tuple[Source, Row]]) -> list[Case]:
    """Returns each sentence as a statement that cites this same sentence."""
    return [Case(source.sentence, (source,), True) for source, _ in news]


def changed(kind: str, side: str) -> list[Case]:
    """Makes up to 500 sentences with one change of this kind, each citing the unchanged sentence."""
    draw = random.Random(11)
    pool = [name for row in data.rows("indosum_public")[:400] for name in falsehoods.names(row["text"])[:8]]
    result = []
    for source, _ in sentences(side, each=8):
        if kind == "name":
            false = falsehoods.name(source.sentence, pool, draw)
        else:
            change = {"number": falsehoods.number, "date": falsehoods.day, "negated": falsehoods.negated,
                      "affirmed": falsehoods.affirmed}[kind]  # fmt: skip
            false = change(source.sentence, draw)
        if false is not None:
            result.append(Case(false, (source,), False))
        if len(result) == SAMPLE:
            break
    return result


def translations(side: str, vectors: Vectors, most: int = SAMPLE) -> tuple[list[Case], list[Case]]:
    """Returns English sentences citing their Indonesian translation, and the same citing another sentence."""
    rows = [row for row in data.rows("parallel_news_valid") if half(row["id"]) == side]
    rows = random.Random(3).sample(rows, min(most, len(rows)))
    english = vectors.passages([row["en"] for row in rows])
    indonesian = vectors.passages([row["id_text"] for row in rows])
    own, other = [], []
    for at, row in enumerate(rows):
        next_at = (at + 1) % len(rows)
        cosine = float(english[at] @ indonesian[at])
        own.append(Case(row["en"], (Source(row["id_text"]),), True, cosine))
        cosine = float(english[at] @ indonesian[next_at])
        other.append(Case(row["en"], (Source(rows[next_at]["id_text"]),), False, cosine))
    return own, other


def exchanged(kind: str, side: str, vectors: Vectors) -> list[Case]:
    """Makes English sentences with one name, number or negation changed, citing their Indonesian translation.

    Only sentences that pass unchanged are used: others would be rejected whatever the change.
    """
    draw = random.Random(13)
    rows = [row for row in data.rows("parallel_news_valid") if half(row["id"]) == side]
    english = [row["en"] for row in rows]
    pool = falsehoods.proper([name for text in english for name in falsehoods.names(text)], english)
    texts, sources = [], []
    for case in translations(side, vectors, most=len(rows))[0]:
        source = case.sources[0].sentence.lower()
        fitting = [name for name in pool if not any(word in source for word in name.lower().split())]
        if kind == "name":
            false = falsehoods.name(case.statement, fitting, draw)
        else:
            change = {"number": falsehoods.number, "denial": falsehoods.denied_in_english}[kind]
            false = change(case.statement, draw)
        if false is not None and judge(case).supported:
            texts.append(false)
            sources.append(case.sources[0])
    cosines = (vectors.passages(texts) * vectors.passages([source.sentence for source in sources])).sum(
        axis=1
    )
    return [
        Case(text, (source,), False, float(cosine))
        for text, source, cosine in zip(texts, sources, cosines, strict=True)
    ]


def indonli(side: str, vectors: Vectors) -> list[Case]:
    """Returns the pairs of IndoNLI: a hypothesis that cites its premise, supported only if entailed."""
    rows = [row for row in data.rows("indonli_val") if half(row["id"]) == side]
    premises = vectors.passages([row["premise"] for row in rows])
    hypotheses = vectors.passages([row["hypothesis"] for row in rows])
    return [
        Case(row["hypothesis"], (Source(row["premise"]),), row["label"] == "entailment", float(p @ h))
        for row, p, h in zip(rows, premises, hypotheses, strict=True)
    ]


def wice(side: str, vectors: Vectors) -> list[Case]:
    """Returns the claims of WiCE, supported or not; those supported in part are left out.

    Each cites the 12 sentences of its page that share most words with it.
    """
    result = []
    for row in data.rows("wice_dev"):
        if half(row["id"]) != side or row["label"] == "partially_supported":
            continue
        claim = set(terms(row["claim"]))
        ranked = sorted(
            (sentence for sentence in row["evidence_sentences"] if sentence.strip()),
            key=lambda sentence: -len(claim & set(terms(sentence[:1500]))),
        )[:WICE_SENTENCES]
        cosines = (
            vectors.passages([sentence[:1500] for sentence in ranked]) @ vectors.passages([row["claim"]])[0]
        )
        sources = tuple(Source(sentence) for sentence in ranked)
        result.append(Case(row["claim"], sources, row["label"] == "supported", float(cosines.max())))
    return result


@cache
def _reader() -> BundledStatementReader:
    return BundledStatementReader()


def with_support(cases: Sequence[Case]) -> list[Case]:
    """Returns the cases with what the reader of statements holds of them."""
    found = _reader().judge_now([support.claim(case.statement, case.sources) for case in cases])
    return [replace(case, support=each) for case, each in zip(cases, found, strict=True)]


def judge(case: Case) -> Verdict:
    """Returns the verdict of verification on a case: by the reader if it has read it, else by words."""
    return verify(case.statement, case.sources, relatedness=relatedness_of(case), support=case.support)


def relatedness_of(case: Case) -> float | None:
    """The cosine of a case as far as verification knows it: where it is read, between languages only."""
    if case.support is None or is_translated(case.statement, case.sources):
        return case.relatedness
    return None


def report(title: str, cases: Sequence[Case], listed: int) -> None:
    """Prints the share of cases judged correctly, the problems found, and ``listed`` wrong cases."""
    verdicts = [judge(case) for case in with_support(cases)]
    wrong = [
        (case, verdict)
        for case, verdict in zip(cases, verdicts, strict=True)
        if case.supported != verdict.supported
    ]
    names = Counter(problem.name for verdict in verdicts for problem in verdict.problems)
    print(f"{title}: {1 - len(wrong) / max(1, len(cases)):.3f} ({len(cases) - len(wrong)} of {len(cases)})")
    print("    problems:", ", ".join(f"{name} {count}" for name, count in names.most_common()) or "none")
    for case, verdict in wrong[:listed]:
        problems = "; ".join(f"{problem.name} {', '.join(problem.words)}" for problem in verdict.problems)
        print(f"  - {case.statement}\n      {case.sources[0].sentence}")
        print(
            f"      {problems or 'passed'}  {'' if case.relatedness is None else round(case.relatedness, 3)}"
        )


def rank(title: str, cases: Sequence[Case]) -> None:
    """Prints the AUROC of the score, and the shares of supported and of other cases that pass."""
    from sklearn.metrics import roc_auc_score

    verdicts = [judge(case) for case in with_support(cases)]
    labels = np.array([case.supported for case in cases])
    scores = np.array([verdict.score for verdict in verdicts])
    passed = np.array([verdict.supported for verdict in verdicts])
    print(
        f"{title}: AUROC {roc_auc_score(labels, scores):.3f}"
        f" ({labels.sum()} supported, {(~labels).sum()} not);"
        f" passed {passed[labels].mean():.2f} of the supported, {passed[~labels].mean():.2f} of the others"
    )


def duration(news: Sequence[tuple[Source, Row]]) -> None:
    """Prints the time of verifying five statements that cite two sentences each, in milliseconds.

    Statements are new to every cache, except that the sources are stemmed beforehand: in a real answer the
    ranker has just done that.
    """
    groups = [news[at : at + 5] for at in range(0, len(news) - 5, 5)]
    embedder = bundled_embedder()
    asyncio.run(support.judge(embedder, _reader(), [("Pemanasan.", [Source("Pemanasan.")])]))
    spent = []
    for group in groups:
        cited = [(source.sentence + " ", (source, Source(row["summary"][:200]))) for source, row in group]
        for _, sources in cited:
            for source in sources:
                terms(source.sentence)
        begin = time.perf_counter()
        asyncio.run(support.judge(embedder, _reader(), cited))
        spent.append((time.perf_counter() - begin) * 1000)
    middle, late = np.percentile(spent, [50, 95])
    print(f"(t) five statements: median {middle:.1f} ms, 95th percentile {late:.1f} ms")


if __name__ == "__main__":
    main()
