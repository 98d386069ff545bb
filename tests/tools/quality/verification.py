"""How well verification tells what sentences support from what they do not, on data beside the repository.

    python -m tests.tools.quality.verification [--half build|measure] [--cache FOLDER]
        [--failures N] [SET ...]

Sets: a (true Indonesian sentences), b (one number, date or name changed), c (negation in or out), d
(English against Indonesian), e (IndoNLI and WiCE), t (time). Rows are halved by a hash of their ids: rules
were written and weights fitted on the one half, numbers are reported on the other.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.text.terms import terms
from knowledge.verification import Source, Verdict, verify
from tests.tools.quality import data, falsehoods
from tests.tools.quality.data import Row, Vectors

HALVES = ("measure", "build")
SAMPLE = 500
WICE_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, what it cites, and whether these support it."""

    statement: str
    sources: tuple[Source, ...]
    supported: bool
    relatedness: float | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="measure")
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--failures", type=int, default=0, help="list so many failures of each set")
    parser.add_argument("sets", nargs="*", default=["a", "b", "c", "d", "e", "t"])
    questions = parser.parse_args()
    news = sentences(questions.half)
    if "a" in questions.sets:
        report("(a) true sentences pass", truths(news), questions.failures)
    if "b" in questions.sets:
        for kind in ("number", "date", "name"):
            report(f"(b) {kind} changed, caught", changed(kind, questions.half), questions.failures)
    if "c" in questions.sets:
        for kind in ("negated", "affirmed"):
            report(f"(c) {kind}, caught", changed(kind, questions.half), questions.failures)
    if "d" in questions.sets:
        vectors = Vectors(questions.cache)
        own, other = translations(questions.half, vectors)
        report("(d) English against its Indonesian sentence, passes", own, questions.failures)
        report("(d) English against another pair's, caught", other, questions.failures)
        for kind in ("name", "number", "denial"):
            cases = exchanged(kind, questions.half, vectors)
            report(f"(d) English with one {kind} changed, caught", cases, questions.failures)
    if "e" in questions.sets:
        vectors = Vectors(questions.cache)
        rank("(e) IndoNLI", indonli(questions.half, vectors))
        rank("(e) WiCE", wice(questions.half, vectors))
    if "t" in questions.sets:
        duration(news)


def half(key: str) -> str:
    return HALVES[data.part(key, 2)]


def sentences(side: str, each: int = 1, articles: int = SAMPLE) -> list[tuple[Source, Row]]:
    """Sentences of five words or more, ``each`` from so many ``articles``."""
    draw = random.Random(7)
    rows = [row for row in data.rows("indosum_public") if half(row["id"]) == side]
    draw.shuffle(rows)
    split = data.splitter()
    result = []
    for row in rows[:articles]:
        spans = split(row["text"])
        found = [row["text"][start:end] for start, end in spans if len(row["text"][start:end].split()) >= 5]
        if found:
            published = date.fromisoformat(row["timestamp_from_id"][:10])
            chosen = draw.sample(found, min(each, len(found)))
            result += [(Source(sentence, "", published), row) for sentence in chosen]
    return result


def truths(news: Iterable[tuple[Source, Row]]) -> list[Case]:
    return [Case(source.sentence, (source,), True) for source, _ in news]


def changed(kind: str, side: str) -> list[Case]:
    """Up to 500 sentences with one thing changed, each against itself unchanged."""
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
    """English sentences against their own and against another pair's Indonesian sentence."""
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
    """English sentences with one name, number or denial changed, each against its own Indonesian sentence.

    Only of sentences that pass unchanged: what is kept back anyway shows no loosening.
    """
    draw = random.Random(13)
    every = [row for row in data.rows("parallel_news_valid") if half(row["id"]) == side]
    english = [row["en"] for row in every]
    pool = falsehoods.proper([name for text in english for name in falsehoods.names(text)], english)
    texts, sources = [], []
    for case in translations(side, vectors, most=len(every))[0]:
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
    cosines = (vectors.passages(texts) * vectors.passages([each.sentence for each in sources])).sum(axis=1)
    return [
        Case(text, (source,), False, float(cosine))
        for text, source, cosine in zip(texts, sources, cosines, strict=True)
    ]


def indonli(side: str, vectors: Vectors) -> list[Case]:
    """Entailment against neutral and contradiction."""
    rows = [row for row in data.rows("indonli_val") if half(row["id"]) == side]
    premises = vectors.passages([row["premise"] for row in rows])
    hypotheses = vectors.passages([row["hypothesis"] for row in rows])
    return [
        Case(row["hypothesis"], (Source(row["premise"]),), row["label"] == "entailment", float(one @ two))
        for row, one, two in zip(rows, premises, hypotheses, strict=True)
    ]


def wice(side: str, vectors: Vectors) -> list[Case]:
    """Supported against not supported, each claim with the sentences of its page that share most words."""
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


def judge(case: Case) -> Verdict:
    return verify(case.statement, case.sources, relatedness=case.relatedness)


def report(title: str, cases: Sequence[Case], listed: int) -> None:
    """The share of cases judged rightly, and the problems found."""
    verdicts = [judge(case) for case in cases]
    wrong = [
        (case, seen) for case, seen in zip(cases, verdicts, strict=True) if case.supported != seen.supported
    ]
    names = Counter(problem.name for seen in verdicts for problem in seen.problems)
    print(f"{title}: {1 - len(wrong) / max(1, len(cases)):.3f} ({len(cases) - len(wrong)} of {len(cases)})")
    print("    problems:", ", ".join(f"{name} {count}" for name, count in names.most_common()) or "none")
    for case, seen in wrong[:listed]:
        told = "; ".join(f"{one.name} {', '.join(one.words)}" for one in seen.problems)
        print(f"  - {case.statement}\n      {case.sources[0].sentence}")
        print(f"      {told or 'passed'}  {'' if case.relatedness is None else round(case.relatedness, 3)}")


def rank(title: str, cases: Sequence[Case]) -> None:
    """AUROC of the score, and what the verdict alone does."""
    from sklearn.metrics import roc_auc_score

    verdicts = [judge(case) for case in cases]
    labels = np.array([case.supported for case in cases])
    scores = np.array([seen.score for seen in verdicts])
    passed = np.array([seen.supported for seen in verdicts])
    print(
        f"{title}: AUROC {roc_auc_score(labels, scores):.3f}"
        f" ({labels.sum()} supported, {(~labels).sum()} not);"
        f" passed {passed[labels].mean():.2f} of the supported, {passed[~labels].mean():.2f} of the others"
    )


def duration(news: Sequence[tuple[Source, Row]]) -> None:
    """Milliseconds of processor for an answer of five statements that cite two sentences each, unseen.

    Words are stemmed beforehand, as they are in an answer: its sentences have just been ranked.
    """
    groups = [news[at : at + 5] for at in range(0, len(news) - 5, 5)]
    verify("Pemanasan.", [Source("Pemanasan.")])
    spent = []
    for group in groups:
        cited = [(source.sentence + " ", (source, Source(row["summary"][:200]))) for source, row in group]
        for _, sources in cited:
            for source in sources:
                terms(source.sentence)
        begin = time.process_time()
        for statement, sources in cited:
            verify(statement, sources)
        spent.append((time.process_time() - begin) * 1000)
    middle, late = np.percentile(spent, [50, 95])
    print(f"(t) five statements: median {middle:.1f} ms, 95th percentile {late:.1f} ms")


if __name__ == "__main__":
    main()
