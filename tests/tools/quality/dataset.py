"""Writes data folders for ``kutip eval`` from the data beside the repository, and the small set of our own.

    python -m tests.tools.quality.dataset FOLDER [NAME ...]

=================  ================================================================================
``news``           FacQA passages and 500 IndoSum articles; held-out FacQA questions
``misspelt``       the same articles and questions, with a slip in one longer word of each
``conversations``  the same articles; the follow-up set, and its full questions in both languages
``offtopic``       FacQA passages; held-out questions, and those of IDK-MRC valid, which no article
                   answers
``encyclopedia``   IDK-MRC valid, each question restricted to its passage
``checks``         IndoNLI and news pairs (the half that no rule was written on), planted instructions,
                   sentence boundaries of the first 500 IndoSum articles
``own``            our own invented news: the set that CI measures
=================  ================================================================================

Held out are the FacQA passages of two fifths of the clusters (:func:`situations.held_out`) and IDK-MRC's own
valid part. ``--half fit`` or ``measure`` takes one half of the follow-up set, by a hash of the article: rules
may be improved on the first, and are measured on the second.
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
from tests.tools.quality import data, situations
from tests.tools.quality.data import LabelledQuestion, Passage, Row
from tests.tools.quality.verification import half as verification_half

INDOSUM_ARTICLES = 500
BOUNDARY_ARTICLES = 500
OWN_STEP = 3
SLIP_SEED = 3
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
    questions = parser.parse_args()
    for name in questions.names:
        folder = questions.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if name == "news":
            news(folder, questions.indosum)
        elif name == "misspelt":
            misspelt(folder, questions.indosum)
        elif name == "conversations":
            conversations(folder, questions.half, questions.indosum)
        else:
            WRITERS[name](folder)
        print(name, {file.name: len(file.read_bytes().splitlines()) for file in sorted(folder.iterdir())})


def news(folder: Path, indosum: int = INDOSUM_ARTICLES) -> None:
    chosen = situations.passages_of(situations.facqa())
    _write(folder, "articles", map(_article, [*chosen, *indosum_passages(indosum)]))
    _write(folder, "questions", (_question(o, chosen) for o in situations.facqa() if situations.held_out(o)))


def misspelt(folder: Path, indosum: int = INDOSUM_ARTICLES) -> None:
    news(folder, indosum)
    chance = random.Random(SLIP_SEED)
    lines = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    _write(folder, "questions", (one | {"question": with_slip(one["question"], chance)} for one in lines))


def with_slip(question: str, chance: random.Random) -> str:
    """The question with one letter of a word of five letters or more, not its first, left out, doubled by
    another, taken for another, or in the place of the next; as it is when it has no such word."""
    words = [word for word in re.finditer(r"[^\W\d_]{5,}", question) if word[0].lower() not in STOP_WORDS]
    if not words:
        return question
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word[0]) - 1)
    letter = chance.choice("aeiourstnk")
    slipped = {
        "left out": question[at + 1 :],
        "one more": letter + question[at:],
        "another": letter + question[at + 1 :],
        "swapped": question[at + 1] + question[at] + question[at + 2 :],
    }
    return question[:at] + slipped[chance.choice(sorted(slipped))]


def conversations(folder: Path, half: str | None = None, indosum: int = INDOSUM_ARTICLES) -> None:
    pool = indosum_passages(indosum)
    _write(folder, "articles", map(_article, [*situations.passages_of(situations.facqa()), *pool]))
    places = _Places(pool)
    lines, questions = [], []
    for one in conversation_rows():
        if half not in (None, half_of(one)):
            continue
        turns = [
            {
                "question": t["question"],
                "standalone": t["standalone"],
                "kind": t["kind"],
                "evidence": places.of(t),
            }
            for t in one["turns"]
        ]
        lines.append({"id": one["id"], "turns": turns})
        for number, turn in enumerate(one["turns"], start=1):
            if "translated" in turn:
                questions += _in_both_languages(f"{one['id']}/{number}", one, turn, places.of(turn))
    _write(folder, "questions", questions)
    _write(folder, "conversations", lines)


def offtopic(folder: Path) -> None:
    chosen = situations.passages_of(situations.facqa())
    _write(folder, "articles", map(_article, chosen))
    lines = [_question(one, chosen) for one in situations.facqa() if situations.held_out(one)]
    lines += [
        {"id": f"idk-{one.id}", "question": one.question, "answerable": False, "group": one.passage.group}
        for one in situations.idkmrc("idkmrc_valid")
    ]
    _write(folder, "questions", lines)


def encyclopedia(folder: Path) -> None:
    questions = situations.idkmrc("idkmrc_valid")
    chosen = situations.passages_of(questions)
    _write(folder, "articles", map(_article, chosen))
    _write(folder, "questions", (_question(one, chosen, restricted=True) for one in questions))


def checks(folder: Path) -> None:
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
         "sentences": [[one["start"], one["end"]] for one in row["sentences"]]}
        for row in data.rows("indosum_public")[:BOUNDARY_ARTICLES]
    ))  # fmt: skip


def own(folder: Path) -> None:
    """Our own articles, those that are not used for fitting, and questions that none answers."""
    questions = [one for one in situations.fictional() if situations.held_out(one)]
    others = [one for one in situations.fictional() if not situations.held_out(one)]
    chosen = situations.passages_of(questions)
    _write(folder, "articles", map(_article, chosen))
    lines = [_question(one, chosen) for one in questions]
    lines += [
        {"id": one.id, "question": one.question, "answerable": False, "group": one.passage.group}
        for one in others[::OWN_STEP]
    ]
    _write(folder, "questions", lines)


WRITERS: dict[str, Callable[[Path], None]] = {
    "news": news,
    "misspelt": misspelt,
    "conversations": conversations,
    "offtopic": offtopic,
    "encyclopedia": encyclopedia,
    "checks": checks,
    "own": own,
}


def conversation_rows() -> list[Row]:
    """The follow-up set as it stands in the repository."""
    return [json.loads(line) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]


def conversation_questions(half: str, indosum: int = INDOSUM_ARTICLES) -> list[LabelledQuestion]:
    """The full questions of the follow-up set about a single article, with their translations."""
    pool = indosum_passages(indosum)
    passages = {passage.id: passage for passage in pool}
    places = _Places(pool)
    questions = []
    for one in conversation_rows():
        for number, turn in enumerate(one["turns"], start=1):
            found = places.of(turn)
            if half_of(one) != half or len({place["article"] for place in found}) != 1:
                continue
            passage = passages[found[0]["article"]]
            middles = [(place["start"] + place["end"]) // 2 for place in found]
            gold = frozenset(
                at for at, (start, end) in enumerate(passage.spans) if any(start <= m < end for m in middles)
            )
            for kind in ("standalone", "translated"):
                if kind in turn:
                    language = one["language"] if kind == "standalone" else _OTHER[one["language"]]
                    key = f"{one['id']}/{number}/{kind}"
                    questions.append(LabelledQuestion(key, turn[kind], passage, gold, True, language))
    return questions


def half_of(conversation: Row) -> str:
    """By its article, so that no article is in both halves."""
    return HALVES[data.part(conversation["article"], 2)]


def indosum_passages(limit: int) -> list[Passage]:
    """Those that conversations are about first, then others of the usual draw."""
    pool = data.indosum(data.splitter(), INDOSUM_ARTICLES)
    needed = {number for one in conversation_rows() for turn in one["turns"] for number in turn["sentences"]}
    first = [passage for passage in pool if passage.id.partition("-")[0] in needed]
    return [*first, *(passage for passage in pool if passage not in first)][:limit]


class _Places:
    """Where the sentences of IndoSum articles stand, which conversations name by number."""

    def __init__(self, pool: Sequence[Passage]) -> None:
        self._ids = {passage.id.partition("-")[0]: passage.id for passage in pool}
        self._spans = {row["id"]: row["sentences"] for row in data.rows("indosum_public")}

    def of(self, turn: Row) -> list[Line]:
        """The places of the sentences that answer the turn."""
        return [
            {"article": self._ids[number], **{end: self._spans[self._ids[number]][at][end] for end in ENDS}}
            for number, positions in turn["sentences"].items()
            for at in positions
        ]


def _in_both_languages(key: str, conversation: Row, turn: Row, evidence: list[Line]) -> list[Line]:
    """The full question in Indonesian, and its English translation (or the other way round)."""
    texts = (turn["standalone"], turn["translated"])
    indonesian, english = texts if conversation["language"] == "id" else texts[::-1]
    common = {"evidence": evidence, "group": conversation["article"]}
    return [
        {"id": f"{key}/id", "question": indonesian, **common},
        {"id": f"{key}/en", "question": english, "translation_of": f"{key}/id", **common},
    ]


def _article(passage: Passage) -> Line:
    return {"id": passage.id, "title": passage.title, "text": passage.text}


def _question(one: LabelledQuestion, passages: Sequence[Passage], *, restricted: bool = False) -> Line:
    """``passages`` hold each text once; an article of the same text stands for the others."""
    article = next(passage for passage in passages if passage.text == one.passage.text).id
    line: Line = {"id": one.id, "question": one.question, "group": one.passage.group}
    if restricted:
        line["among"] = [article]
    if not one.answerable:
        return line | {"answerable": False}
    spans = [one.passage.spans[at] for at in sorted(one.gold)]
    return line | {
        "articles": [article],
        "evidence": [{"article": article, "start": start, "end": end} for start, end in spans],
        "answers": list(one.answers),
    }


def _write(folder: Path, name: str, lines: Iterable[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
