"""Prints for how many IndoSum articles there are questions to ask next, and some of them to judge by eye.

    python -m tests.tools.quality.next_questions [--proven N]

The articles are 50 of newsq_train. ``--proven N`` also asks the questions of the first N of them, in an
archive of the 50, and prints the share that Kutip answers by the sentence that the question was made from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence

from knowledge.newsroom.next_questions import questions_of
from knowledge.retrieval import confidence
from tests.tools.quality import data, newsq
from tests.tools.quality.archive import Archive, article_of
from tests.tools.quality.data import Passage, Vectors

ARTICLES = 50
SHOWN = 20
SEED = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proven", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    passages = [newsq.article(name) for name in _names()]
    articles = [article_of(passage, revision) for revision, passage in enumerate(passages)]
    made = [(article, question) for article in articles for question in questions_of(article)]
    counts = [sum(one is article for one, _ in made) for article in articles]
    print(f"{len(passages)} articles, {len(made)} questions;", end=" ")
    print(
        f"at least one in {sum(count > 0 for count in counts)}, two in {sum(count > 1 for count in counts)}"
    )
    for article, question in random.Random(SEED).sample(made, min(SHOWN, len(made))):
        print(f"  {question.kind:9}{question.text}\n    {article.sentences[question.position].text}")
    if arguments.proven:
        print(f"answered by their sentence: {_proven_share(passages, arguments.proven):.3f}")


def _names() -> list[str]:
    names = sorted({str(row["article"]) for row in data.rows("newsq_train")})
    return random.Random(SEED).sample(names, ARTICLES)


def _proven_share(passages: Sequence[Passage], articles: int) -> float:
    vectors = Vectors()
    archive = Archive(passages, vectors)
    proven = []
    for article in archive.articles[:articles]:
        for question in questions_of(article):
            found = archive.find(question.text, vectors.queries([question.text])[0])
            chosen = confidence.choose(found.ranked) if found.confidence >= confidence.THRESHOLD else []
            answers = {(one.article.revision, one.position) for one in chosen}
            proven.append((article.revision, question.position) in answers)
    return sum(proven) / max(len(proven), 1)


if __name__ == "__main__":
    main()
