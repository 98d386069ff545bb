"""Loads the evaluation data from the folder next to the repository, and caches embeddings.

The data is third-party text and not part of the repository; ``knowledge/weights/README.md`` says which set is
used for what. Code that needs it calls :func:`available` first.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.adapters.embeddings.e5 import E5Embeddings
from knowledge.questions.analysis import analyse
from tests.paths import SHARED

DATA = SHARED / "data"
DEFAULT_CACHE = Path("/tmp/kutip-quality")  # noqa: S108
PAIRS_IN_ARTICLE = 12
Row = dict[str, Any]
Floats = npt.NDArray[np.float32]
Split = Callable[[str], list[tuple[int, int]]]


def available() -> bool:
    """Returns True if the data folder exists."""
    return DATA.is_dir()


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Returns the rows of ``{name}.jsonl.gz`` in file order.

    Raises FileNotFoundError if the file is missing.
    """
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


@cache
def rows_by_id(name: str) -> dict[str, Row]:
    """Returns the same rows by their ids."""
    return {str(row["id"]): row for row in rows(name)}


def part(key: str, parts: int) -> int:
    """Returns a number from 0 to ``parts`` - 1 that depends on ``key`` alone.

    It splits a data set in a way that does not change when rows are added or reordered.

    >>> part("a", 5) == part("a", 5)
    True
    """
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") % parts


def splitter() -> Split:
    """Returns a function from a text to the ``(start, end)`` of its sentences, as Kutip splits them."""
    from knowledge.text.sentences import split

    def spans(text: str) -> list[tuple[int, int]]:
        return [(sentence.start, sentence.end) for sentence in split(text)]

    return spans


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a data set that is used as an article. ``spans`` are the offsets of its sentences.

    ``group`` is the same for near-duplicates, so that a split by group keeps them on one side.
    """

    id: str
    group: str
    text: str
    spans: tuple[tuple[int, int], ...]
    language: str
    title: str = ""

    @property
    def sentences(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question of a data set with the passage that it is about.

    ``gold`` are the positions of the passage's sentences that answer it, empty if it is not ``answerable``.
    ``answers`` are the gold answers as text, empty where the data set has none.
    """

    id: str
    question: str
    passage: Passage
    gold: frozenset[int]
    answerable: bool
    language: str
    answers: tuple[str, ...] = ()


def _gold(row: Row, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Positions of the sentences that contain the middle of an answer span."""
    middles = [
        start + len(answer) // 2 for start, answer in zip(row["answer_starts"], row["answers"], strict=True)
    ]
    return frozenset(
        position for position, (start, end) in enumerate(spans) if any(start <= m < end for m in middles)
    )


def span_questions(
    name: str, split: Split, limit: int | None = None, seed: int = 5
) -> list[LabelledQuestion]:
    """Loads the questions of FacQA or IDK-MRC, without answerable ones whose answer is in no sentence.

    ``limit`` keeps the questions about that many passages, drawn with ``seed``; None keeps all.
    """
    passages: dict[str, Passage] = {}
    chosen = _draw(sorted({row["context_id"] for row in rows(name)}), limit, seed)
    questions = []
    for row in rows(name):
        key = row["context_id"]
        if key not in chosen:
            continue
        if key not in passages:
            spans = tuple(split(row["context"])) or ((0, len(row["context"])),)
            passages[key] = Passage(key, str(row.get("cluster") or key), row["context"], spans, "id")
        gold = _gold(row, passages[key].spans)
        if row["answerable"] and not gold:
            continue
        answers = tuple(row["answers"])
        questions.append(
            LabelledQuestion(
                row["id"], row["question"], passages[key], gold, row["answerable"], "id", answers
            )
        )
    return questions


def clapnq() -> list[LabelledQuestion]:
    """Loads the questions of CLAPnq (English), with the sentence boundaries of the data set.

    Passages whose sentences are not found in their text, in order, are left out.
    """
    questions = []
    passages: dict[str, Passage] = {}
    for row in rows("clapnq_dev"):
        key = hashlib.blake2b(row["context"].encode(), digest_size=6).hexdigest()
        if key not in passages:
            spans: list[tuple[int, int]] = []
            at = 0
            for sentence in row["sentences"]:
                start = row["context"].find(sentence, at)
                if start < 0:
                    break
                spans.append((start, start + len(sentence)))
                at = start + len(sentence)
            else:
                passages[key] = Passage(key, key, row["context"], tuple(spans), "en", row["title"])
        if key in passages:
            gold = frozenset(i for i in row["evidence_idx"] if i < len(passages[key].spans))
            if gold or not row["answerable"]:
                questions.append(
                    LabelledQuestion(row["id"], row["question"], passages[key], gold, row["answerable"], "en")
                )
    return questions


def fictional(split: Split) -> list[LabelledQuestion]:
    """Loads the questions about our own invented articles, in both languages.

    An article has about ten sentences. The text is ours, so it is in the repository.
    """
    questions = []
    lines = (Path(__file__).parent / "fictional.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        text, key = row["text"], f"fictional-{number}"
        passage = Passage(key, key, text, tuple(split(text)), row["language"])
        for index, entry in enumerate(row["questions"]):
            at = text.index(entry["answer"])
            gold = frozenset(i for i, (start, end) in enumerate(passage.spans) if start <= at < end)
            language = analyse(entry["question"]).language
            questions.append(
                LabelledQuestion(f"{key}-{index}", entry["question"], passage, gold, True, language)
            )
    return questions


def english_news() -> list[Passage]:
    """Makes English articles of :data:`PAIRS_IN_ARTICLE` consecutive English sentences of the news pairs.

    They are added to archives of Indonesian articles.
    """
    articles = []
    pairs = rows("parallel_news_valid")
    for begin in range(0, len(pairs), PAIRS_IN_ARTICLE):
        text, spans = "", []
        for row in pairs[begin : begin + PAIRS_IN_ARTICLE]:
            spans.append((len(text), len(text) + len(row["en"])))
            text += row["en"] + " "
        key = f"english-news-{begin}"
        articles.append(Passage(key, key, text, tuple(spans), "en"))
    return articles


def indosum(split: Split, limit: int, seed: int = 5) -> list[Passage]:
    """Draws ``limit`` whole IndoSum articles with ``seed``, in file order: they enlarge archives."""
    chosen = _draw(sorted(row["id"] for row in rows("indosum_public")), limit, seed)
    return [
        Passage(row["id"], row["id"], row["text"], tuple(split(row["text"])), "id")
        for row in rows("indosum_public")
        if row["id"] in chosen
    ]


def _draw(keys: list[str], limit: int | None, seed: int) -> set[str]:
    if limit is None or limit >= len(keys):
        return set(keys)
    return set(random.Random(seed).sample(keys, limit))


class Vectors:
    """Embeds texts with the bundled model and caches the vectors in ``folder/vectors.sqlite``."""

    def __init__(self, folder: Path = DEFAULT_CACHE) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "vectors.sqlite", timeout=120)
        self._database.execute("CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, value BLOB)")
        self._cached: dict[str, Floats] = {}
        self._model: E5Embeddings | None = None

    def queries(self, texts: Iterable[str]) -> Floats:
        """Returns one row per question, of Euclidean length 1."""
        return self._embed("query", list(texts))

    def passages(self, texts: Iterable[str]) -> Floats:
        """Returns one row per sentence or passage, of Euclidean length 1."""
        return self._embed("passage", list(texts))

    def _embed(self, kind: str, texts: list[str]) -> Floats:
        keys = [hashlib.blake2b(f"{kind}\0{text}".encode(), digest_size=12).hexdigest() for text in texts]
        missing: dict[str, str] = {}
        for key, text in zip(keys, texts, strict=True):
            if key not in self._cached and not self._load(key):
                missing[key] = text
        waiting = sorted(missing.items(), key=lambda item: len(item[1]))
        for begin in range(0, len(waiting), 64):
            self._compute(kind, waiting[begin : begin + 64])
        return np.stack([self._cached[key] for key in keys]) if keys else np.zeros((0, 384), np.float32)

    def _load(self, key: str) -> bool:
        row = self._database.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone()
        if row is not None:
            self._cached[key] = np.frombuffer(row[0], np.float32)
        return row is not None

    def _compute(self, kind: str, batch: list[tuple[str, str]]) -> None:
        if self._model is None:
            self._model = E5Embeddings()
        texts = [" ".join(text.split()) for _, text in batch]
        if kind == "query":
            vectors = np.array([self._model.embed_query(text) for text in texts], np.float32)
        else:
            vectors = np.array(self._model.embed_documents(texts), np.float32)
        for (key, _), vector in zip(batch, vectors, strict=True):
            self._cached[key] = vector
        self._database.executemany(
            "INSERT OR REPLACE INTO vector VALUES (?, ?)",
            [(key, vector.tobytes()) for (key, _), vector in zip(batch, vectors, strict=True)],
        )
        self._database.commit()
