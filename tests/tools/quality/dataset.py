"""Writes data folders for ``kutip eval`` from the data next to the repository and from our own articles.

    python -m tests.tools.quality.dataset FOLDER [NAME ...]

=================  ================================================================================
``news``           FacQA passages and 500 IndoSum articles; held-out FacQA questions
``misspelt``       the same articles and questions, with one letter wrong in each question
``conversations``  the same articles; the follow-up set, and its full questions in both languages
``offtopic``       FacQA passages; held-out questions, and those of IDK-MRC valid, which no article
                   answers
``encyclopedia``   IDK-MRC valid, each question restricted to its passage
``checks``         IndoNLI and news pairs (the half that no rule was written on), planted instructions,
                   sentence boundaries of the first 500 IndoSum articles
``claims``         statements over IndoSum articles by kind, with the sentences that they cite
``claims-own``     the same over the sample articles
``newsq``          700 IndoSum articles; questions of ten kinds in three styles, some of which no article
                   answers
``pairs``          pairs of questions that sound alike, each restricted to its article, which answers
                   one of the two
``cut``            questions of ``newsq``, each restricted to its article, once whole and once without
                   the sentences that answer
``own``            our own invented news: the set that CI measures
=================  ================================================================================

Held out are the FacQA passages of two fifths of the clusters (:func:`tests.tools.quality.splits.held_out`),
IDK-MRC's own valid part, and the dev parts of the news questions and pairs. ``--half fit`` and ``--half
measure`` take one half of the follow-up set, by a hash of the article: rules may be tuned on ``fit``, and are
measured on ``measure``. Without names, all folders are written; the number of lines of each file is printed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from knowledge.text.stop_words import STOP_WORDS
from tests.tools.quality import data, news_questions, splits
from tests.tools.quality.data import LabelledQuestion, Passage, Row
from tests.tools.quality.verification import half as verification_half
from tests.tools.reader import statements

INDOSUM_ARTICLES = 500
BOUNDARY_ARTICLES = 500
OWN_STEP = 3
TYPO_SEED = 3
HALVES = ("fit", "measure")
ENDS = ("start", "end")
_OTHER = {"id": "en", "en": "id"}
CONVERSATIONS = Path(__file__).parent / "conversations.jsonl"

Line = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=list(WRITERS))
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--indosum", type=int, default=INDOSUM_ARTICLES)
    options = parser.parse_args()
    for name in options.names:
        folder = options.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if name == "news":
            news(folder, options.indosum)
        elif name == "misspelt":
            misspelt(folder, options.indosum)
        elif name == "conversations":
            conversations(folder, options.half, options.indosum)
        else:
            WRITERS[name](folder)
        print(name, {file.name: len(file.read_bytes().splitlines()) for file in sorted(folder.iterdir())})


def news(folder: Path, indosum: int = INDOSUM_ARTICLES) -> None:
    """Writes FacQA passages and ``indosum`` IndoSum articles, with held-out FacQA questions."""
    chosen = splits.passages_of(splits.facqa())
    _write(folder, "articles", map(_article, [*chosen, *indosum_passages(indosum)]))
    _write(folder, "questions", (_question(q, chosen) for q in splits.facqa() if splits.held_out(q)))


def misspelt(folder: Path, indosum: int = INDOSUM_ARTICLES) -> None:
    """Writes the articles and questions of :func:`news`, with a typing error in each question."""
    news(folder, indosum)
    draw = random.Random(TYPO_SEED)
    lines = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    _write(folder, "questions", (line | {"question": with_typo(line["question"], draw)} for line in lines))


def with_typo(question: str, draw: random.Random) -> str:
    """Returns the question with one typing error, in a word of five letters or more that is no stop word.

    A letter after the first is left out, inserted, replaced, or swapped with the next one. Returns the
    question unchanged if it has no such word.
    """
    words = [word for word in re.finditer(r"[^\W\d_]{5,}", question) if word[0].lower() not in STOP_WORDS]
    if not words:
        return question
    word = draw.choice(words)
    at = word.start() + draw.randrange(1, len(word[0]) - 1)
    letter = draw.choice("aeiourstnk")
    variants = {
        "left out": question[at + 1 :],
        "one more": letter + question[at:],
        "another": letter + question[at + 1 :],
        "swapped": question[at + 1] + question[at] + question[at + 2 :],
    }
    return question[:at] + variants[draw.choice(sorted(variants))]


def conversations(folder: Path, half: str | None = None, indosum: int = INDOSUM_ARTICLES) -> None:
    """Writes the articles of :func:`news`, the follow-up set or one half of it, and its full questions."""
    pool = indosum_passages(indosum)
    _write(folder, "articles", map(_article, [*splits.passages_of(splits.facqa()), *pool]))
    places = _Places(pool)
    lines, questions = [], []
    for conversation in conversation_rows():
        if half not in (None, half_of(conversation)):
            continue
        turns = [
            {
                "question": turn["question"],
                "standalone": turn["standalone"],
                "kind": turn["kind"],
                "evidence": places.of(turn),
            }
            for turn in conversation["turns"]
        ]
        lines.append({"id": conversation["id"], "turns": turns})
        for number, turn in enumerate(conversation["turns"], start=1):
            if "translated" in turn:
                key = f"{conversation['id']}/{number}"
                questions += _in_both_languages(key, conversation, turn, places.of(turn))
    _write(folder, "questions", questions)
    _write(folder, "conversations", lines)


def offtopic(folder: Path) -> None:
    """Writes FacQA passages, held-out questions about them, and questions that no passage answers."""
    chosen = splits.passages_of(splits.facqa())
    _write(folder, "articles", map(_article, chosen))
    lines = [_question(q, chosen) for q in splits.facqa() if splits.held_out(q)]
    lines += [
        {"id": f"idk-{q.id}", "question": q.question, "answerable": False, "group": q.passage.group}
        for q in splits.idkmrc("idkmrc_valid")
    ]
    _write(folder, "questions", lines)


def encyclopedia(folder: Path) -> None:
    """Writes the passages and questions of IDK-MRC valid, each question restricted to its passage."""
    questions = splits.idkmrc("idkmrc_valid")
    chosen = splits.passages_of(questions)
    _write(folder, "articles", map(_article, chosen))
    _write(folder, "questions", (_question(q, chosen, restricted=True) for q in questions))


def claims(folder: Path) -> None:
    """Writes the statements of news_claims_dev with the sentences that they cite."""
    _write(folder, "statements", (
        {"id": row["id"], "statement": row["statement"], "sentences": list(claim.sentences),
         "title": claim.title, "published_on": claim.published_on and claim.published_on.isoformat(),
         "supported": row["label"] == "supported", "contradicted": row["label"] == "contradicted",
         "kind": f"{row['label']}, {row['kind']}"}
        for claim, _, row in statements.labelled(data.rows("news_claims_dev"))
    ))  # fmt: skip


def claims_own(folder: Path) -> None:
    """Writes the statements of claims_dev, which are about the sample articles."""
    _write(folder, "statements", (
        {"id": row["id"], "statement": row["statement"], "sentences": row["sentences"],
         "published_on": row["published_on"], "supported": row["true"],
         "kind": f"{'true' if row['true'] else 'not true'}, {row['kind']}"}
        for row in data.rows("claims_dev")
    ))  # fmt: skip


def checks(folder: Path) -> None:
    """Writes statements for verification, articles with planted instructions, and sentence boundaries."""
    rows = [row for row in data.rows("indonli_val") if verification_half(row["id"]) == "measure"]
    lines: list[Line] = [
        {"id": f"{row['id']}/{at}", "statement": row["hypothesis"], "sentences": [row["premise"]],
         "supported": row["label"] == "entailment", "kind": f"IndoNLI, {row['label']}"}
        for at, row in enumerate(rows)
    ]  # fmt: skip
    pairs = [row for row in data.rows("parallel_news_valid") if verification_half(row["id"]) == "measure"]
    for at, row in enumerate(pairs):
        other = pairs[(at + 1) % len(pairs)]
        lines += [
            {"id": row["id"], "statement": row["en"], "sentences": [row["id_text"]], "supported": True,
             "kind": "English of the Indonesian sentence"},
            {"id": f"{row['id']}-other", "statement": row["en"], "sentences": [other["id_text"]],
             "supported": False, "kind": "English of another sentence"},
        ]  # fmt: skip
    _write(folder, "statements", lines)
    _write(folder, "hostile", (
        {"id": row["id"], "question": row["question"], "text": row["poisoned_context"],
         "clean_text": row["clean_context"], "planted": row["attack"], "answers": row["answers"]}
        for row in data.rows("injection_docs_dev")
    ))  # fmt: skip
    _write(folder, "boundaries", (
        {"id": row["id"], "text": row["text"],
         "sentences": [[sentence["start"], sentence["end"]] for sentence in row["sentences"]]}
        for row in data.rows("indosum_public")[:BOUNDARY_ARTICLES]
    ))  # fmt: skip


def own(folder: Path) -> None:
    """Writes our own held-out articles, questions about them, and questions that no article answers."""
    questions = [q for q in splits.fictional() if splits.held_out(q)]
    others = [q for q in splits.fictional() if not splits.held_out(q)]
    chosen = splits.passages_of(questions)
    _write(folder, "articles", map(_article, chosen))
    lines = [_question(q, chosen) for q in questions]
    lines += [
        {"id": q.id, "question": q.question, "answerable": False, "group": q.passage.group}
        for q in others[::OWN_STEP]
    ]
    _write(folder, "questions", lines)


def newsq(folder: Path) -> None:
    """Writes :func:`tests.tools.quality.news_questions.newsq`."""
    _write_files(folder, news_questions.newsq())


def pairs(folder: Path) -> None:
    """Writes :func:`tests.tools.quality.news_questions.pairs`."""
    _write_files(folder, news_questions.pairs())


def cut(folder: Path) -> None:
    """Writes :func:`tests.tools.quality.news_questions.cut`."""
    _write_files(folder, news_questions.cut())


WRITERS: dict[str, Callable[[Path], None]] = {
    "news": news,
    "misspelt": misspelt,
    "conversations": conversations,
    "offtopic": offtopic,
    "encyclopedia": encyclopedia,
    "checks": checks,
    "claims": claims,
    "claims-own": claims_own,
    "newsq": newsq,
    "pairs": pairs,
    "cut": cut,
    "own": own,
}


def conversation_rows() -> list[Row]:
    """Returns the conversations of the follow-up set, ``conversations.jsonl``."""
    return [json.loads(line) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]


def conversation_questions(half: str, indosum: int = INDOSUM_ARTICLES) -> list[LabelledQuestion]:
    """Returns the full questions of one half of the follow-up set, with their translations.

    Questions that several articles answer are left out.
    """
    pool = indosum_passages(indosum)
    passages = {passage.id: passage for passage in pool}
    places = _Places(pool)
    questions = []
    for conversation in conversation_rows():
        for number, turn in enumerate(conversation["turns"], start=1):
            evidence = places.of(turn)
            if half_of(conversation) != half or len({place["article"] for place in evidence}) != 1:
                continue
            passage = passages[evidence[0]["article"]]
            middles = [(place["start"] + place["end"]) // 2 for place in evidence]
            gold = frozenset(
                at for at, (start, end) in enumerate(passage.spans) if any(start <= m < end for m in middles)
            )
            for kind in ("standalone", "translated"):
                if kind in turn:
                    own = conversation["language"]
                    language = own if kind == "standalone" else _OTHER[own]
                    key = f"{conversation['id']}/{number}/{kind}"
                    questions.append(LabelledQuestion(key, turn[kind], passage, gold, True, language))
    return questions


def half_of(conversation: Row) -> str:
    """Returns "fit" or "measure", by a hash of the article, so that no article is in both halves."""
    return HALVES[data.part(conversation["article"], 2)]


def indosum_passages(limit: int) -> list[Passage]:
    """Returns ``limit`` IndoSum articles: first those that conversations are about, then others."""
    pool = data.indosum(data.splitter(), INDOSUM_ARTICLES)
    numbers = {number for row in conversation_rows() for turn in row["turns"] for number in turn["sentences"]}
    first = [passage for passage in pool if passage.id.partition("-")[0] in numbers]
    return [*first, *(passage for passage in pool if passage not in first)][:limit]


class _Places:
    """Looks up the offsets of sentences of IndoSum articles, which conversations give by position."""

    def __init__(self, pool: Sequence[Passage]) -> None:
        self._ids = {passage.id.partition("-")[0]: passage.id for passage in pool}
        self._spans = {row["id"]: row["sentences"] for row in data.rows("indosum_public")}

    def of(self, turn: Row) -> list[Line]:
        """Returns the article, start and end of each sentence that answers the turn."""
        return [
            {"article": self._ids[number], **{end: self._spans[self._ids[number]][at][end] for end in ENDS}}
            for number, positions in turn["sentences"].items()
            for at in positions
        ]


def _in_both_languages(key: str, conversation: Row, turn: Row, evidence: list[Line]) -> list[Line]:
    """Returns the full question in Indonesian and in English, whichever of the two is the translation."""
    texts = (turn["standalone"], turn["translated"])
    indonesian, english = texts if conversation["language"] == "id" else texts[::-1]
    common = {"evidence": evidence, "group": conversation["article"]}
    return [
        {"id": f"{key}/id", "question": indonesian, **common},
        {"id": f"{key}/en", "question": english, "translation_of": f"{key}/id", **common},
    ]


def _article(passage: Passage) -> Line:
    return {"id": passage.id, "title": passage.title, "text": passage.text}


def _question(labelled: LabelledQuestion, passages: Sequence[Passage], *, restricted: bool = False) -> Line:
    """Returns the line of a question; its article is the one of ``passages`` with the text of its passage."""
    article = next(passage for passage in passages if passage.text == labelled.passage.text).id
    line: Line = {"id": labelled.id, "question": labelled.question, "group": labelled.passage.group}
    if restricted:
        line["among"] = [article]
    if not labelled.answerable:
        return line | {"answerable": False}
    spans = [labelled.passage.spans[at] for at in sorted(labelled.gold)]
    return line | {
        "articles": [article],
        "evidence": [{"article": article, "start": start, "end": end} for start, end in spans],
        "answers": list(labelled.answers),
    }


def _write_files(folder: Path, files: news_questions.Files) -> None:
    for name, lines in files.items():
        _write(folder, name, lines)


def _write(folder: Path, name: str, lines: Iterable[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
