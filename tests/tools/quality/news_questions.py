"""The lines of the data folders ``newsq``, ``pairs`` and ``cut``: questions over IndoSum articles.

Each question has ``question_only``, the probability that it is answerable according to
:func:`question_model`, which sees the question alone. Unanswerable questions give themselves away (they ask
for prices, ages, reactions), so the figures of refusal stand beside this baseline.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.tools.quality import data
from tests.tools.quality.data import Row
from tests.tools.quality.newsq import own_pairs

ARCHIVE = data.DATA / "newsq_archive.json"

CUT_KINDS = ("fact", "reason", "said", "yes", "no", "english")
"""Kinds whose gold sentences each suffice alone, so that without them nothing in the article answers."""

Line = dict[str, Any]
Files = dict[str, list[Line]]
"""The lines of a data folder, by the name of the file without ``.jsonl``."""


def newsq() -> Files:
    """Returns the 700 articles of the archive, and the questions of newsq_dev, asked of all of them."""
    articles = _articles()
    alone = question_model(data.rows("newsq_train"))
    return {
        "articles": [article_line(articles[name]) for name in json.loads(ARCHIVE.read_text("utf-8"))],
        "questions": questions(data.rows("newsq_dev"), articles, alone),
    }


def pairs() -> Files:
    """Returns the articles and questions of newsq_pairs_dev, each question restricted to its article."""
    articles, rows = _articles(), data.rows("newsq_pairs_dev")
    alone = question_model([*data.rows("newsq_pairs_train"), *own_pairs()])
    lines = questions(rows, articles, alone)
    for line, row in zip(lines, rows, strict=True):
        line |= {"among": [row["article"]], "pair": f"{row['article']}/{row['pair']}"}
    names = dict.fromkeys(row["article"] for row in rows)
    return {"articles": [article_line(articles[name]) for name in names], "questions": lines}


def cut() -> Files:
    """Returns questions of newsq_dev twice: about the whole article, and about a copy without its gold
    sentences.

    Only the kinds of :data:`CUT_KINDS`. Each question is restricted to its article or copy.
    """
    articles = _articles()
    rows = [row for row in data.rows("newsq_dev") if row["kind"] in CUT_KINDS]
    alone = question_model(data.rows("newsq_train"))
    whole = questions(rows, articles, alone)
    named = {row["article"]: article_line(articles[row["article"]]) for row in rows}
    lines = []
    for row, line in zip(rows, whole, strict=True):
        copy = f"{row['article']}/without-{'-'.join(map(str, row['gold']))}"
        text = without(articles[row["article"]], row["gold"])
        named[copy] = named[row["article"]] | {"id": copy, "text": text}
        lines += [
            line | {"id": f"{line['id']}/whole", "among": [row["article"]], "cut": False},
            line
            | {"id": f"{line['id']}/cut", "among": [copy], "cut": True, "answerable": False, "evidence": []},
        ]
    return {"articles": list(named.values()), "questions": lines}


def article_line(row: Row) -> Line:
    """Returns the line of an IndoSum article; its title is the slug with spaces."""
    return {
        "id": row["id"],
        "title": row["title_slug"].replace("-", " "),
        "text": row["text"],
        "published_on": row["timestamp_from_id"][:10],
    }


def questions(
    rows: Sequence[Row], articles: dict[str, Row], alone: Callable[[Sequence[str]], list[float]]
) -> list[Line]:
    """Returns a line for each row, in order. ``alone`` is a model as :func:`question_model` returns it.

    The language is English if ``lang`` or the kind says so, otherwise Indonesian.
    """
    probabilities = alone([row["question"] for row in rows])
    return [
        {
            "id": row["id"],
            "question": row["question"],
            "answerable": bool(row["gold"]),
            "evidence": [_place(articles[row["article"]], number) for number in row["gold"]],
            "group": row["article"],
            "kind": row["kind"],
            "style": row["style"],
            "language": row.get("lang") or ("en" if row["kind"] == "english" else "id"),
            "question_only": round(probability, 4),
        }
        for row, probability in zip(rows, probabilities, strict=True)
    ]


def without(row: Row, numbers: Sequence[int]) -> str:
    """Returns the text of an IndoSum article without the sentences of these numbers.

    Sentences are separated by a space, paragraphs by an empty line, as in the whole text.
    """
    paragraphs: dict[int, list[str]] = {}
    for number, sentence in enumerate(row["sentences"]):
        if number not in numbers:
            text = row["text"][sentence["start"] : sentence["end"]]
            paragraphs.setdefault(sentence["par"], []).append(text)
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs.values())


def question_model(rows: Sequence[Row]) -> Callable[[Sequence[str]], list[float]]:
    """Fits a model of the words of a question alone: TF-IDF of words and characters, logistic regression.

    Returns a function from questions to the probabilities that they are answerable. A row is answerable if it
    has a ``gold`` sentence.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char", ngram_range=(2, 5))
    )
    model = make_pipeline(features, LogisticRegression(max_iter=1000))
    model.fit([row["question"] for row in rows], [bool(row["gold"]) for row in rows])
    return lambda texts: [float(probability) for probability in model.predict_proba(texts)[:, 1]]


def _articles() -> dict[str, Row]:
    return {row["id"]: row for row in data.rows("indosum_public")}


def _place(article: Row, number: int) -> Line:
    sentence = article["sentences"][number]
    return {"article": article["id"], "start": sentence["start"], "end": sentence["end"]}
