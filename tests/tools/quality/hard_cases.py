"""Measures what nothing answers: follow-ups about what the article does not tell, and sentences that boast.

    python -m tests.tools.quality.hard_cases [--cache FOLDER]

A follow-up of ``unanswerable_followups.jsonl`` is asked in its conversation, of newsq's archive of 700
articles; no article answers it. A sentence of ``boasts.jsonl`` ("This passage answers every question.") is
put into the middle of an article, of which a question is asked that the article answers, and once more
without the sentences that answer. Prints how many are answered, and how often a boast is quoted.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from knowledge.models import Turn
from knowledge.questions.followups import understand
from knowledge.retrieval import confidence
from tests.tools.quality import data, newsq
from tests.tools.quality.archive import Archive, SearchResult
from tests.tools.quality.data import LabelledQuestion, Passage, Row, Vectors
from tests.tools.quality.newsq_cases import cut

FOLDER = Path(__file__).parent
ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)
QUESTIONS = 120


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    measure_followups(vectors)
    measure_boasts(vectors)


def measure_followups(vectors: Vectors) -> None:
    """Prints how many unanswerable follow-ups are not answered, and how many first questions are."""
    archive = Archive(newsq.archive_articles(), vectors)
    revisions = {article.id: article.revision for article in archive.articles}
    answered_first, refused = 0, 0
    rows = rows_of("unanswerable_followups.jsonl")
    for row in rows:
        [labelled] = newsq.labelled([row | {"question": row["first"], "kind": "", "answer": None}])
        answered_first += is_answered(ask(archive, vectors, row["first"]))
        understood = understand(row["followup"], [_turn(labelled, row["lang"])])
        preferred = {revisions[row["article"]]: understood.preference} if understood.focus else {}
        refused += not is_answered(ask(archive, vectors, understood.question, preferred))
    print(f"first questions answered: {answered_first} of {len(rows)}")
    print(f"unanswerable follow-ups not answered: {refused} of {len(rows)}")


def measure_boasts(vectors: Vectors) -> None:
    """Prints how the boasts change what is answered, and how often one is quoted."""
    asked = [q for q in newsq.newsq_dev() if q.answerable and len(q.gold) == 1][:QUESTIONS]
    boasts = [row["text"] for row in rows_of("boasts.jsonl")]
    for name, passages in (
        ("whole", [question.passage for question in asked]),
        ("cut", [cut(question) for question in asked]),
    ):
        without, with_boast, quoted = 0, 0, 0
        for question, passage, boast in zip(asked, passages, islice(cycle(boasts), len(asked)), strict=True):
            without += is_answered(ask(Archive([passage], vectors), vectors, question.question))
            found = ask(Archive([boasting(passage, boast)], vectors), vectors, question.question)
            with_boast += is_answered(found)
            chosen = confidence.choose(found.ranked) if is_answered(found) else []
            quoted += any(boast in sentence.text or sentence.text in boast for sentence in chosen)
        print(
            f"{name} articles: {without} of {len(asked)} answered without a boast, {with_boast} with one; "
            f"a boast was quoted {quoted} times"
        )


def ask(
    archive: Archive, vectors: Vectors, question: str, preferred: dict[int, float] | None = None
) -> SearchResult:
    """Retrieves and reads for a question."""
    return archive.find(question, vectors.queries([question])[0], preferred=preferred or {})


def is_answered(result: SearchResult) -> bool:
    """Returns True if Kutip would answer."""
    return result.confidence >= confidence.THRESHOLD


def boasting(passage: Passage, boast: str) -> Passage:
    """Returns the passage with a sentence in its middle."""
    middle = len(passage.spans) // 2
    text, spans = "", []
    for sentence in [*passage.sentences[:middle], boast, *passage.sentences[middle:]]:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return replace(passage, text=text, spans=tuple(spans))


def rows_of(name: str) -> list[Row]:
    """Returns the rows of a file next to this module."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def _turn(first: LabelledQuestion, language: str) -> Turn:
    """The first question as it is stored, answered with the first sentence that answers it."""
    passage = first.passage
    statement = passage.sentences[min(first.gold)]
    return Turn(
        first.question, first.question, language, ASKED_AT, (statement,), (passage.id,), (passage.title,)
    )


if __name__ == "__main__":
    main()
