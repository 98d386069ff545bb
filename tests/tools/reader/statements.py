"""Makes the examples that the reader of statements is trained on; :func:`everything` lists their sources.

Left out are the articles of news_claims_dev, the ``measure`` half of everything that
:mod:`tests.tools.quality.verification` halves, and the articles that :func:`is_unread` names.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from knowledge.adapters.reading import statements as reader
from knowledge.ports.reading import Claim
from tests.paths import REPOSITORY
from tests.tools.quality import data, falsehoods, verification
from tests.tools.quality.data import Row
from tests.tools.reader.examples import NLI_LABELS, Example

OWN = REPOSITORY / "tests" / "tools" / "quality" / "statements_train.jsonl"
ENGLISH = OWN.with_name("english_articles_train.jsonl")
PARTS = 10
"""One article in so many is left for fitting what is built on the reader."""
SUPPORTED, UNPROVED, CONTRADICTED = 0, 1, 2
BESIDE_SHARE, MORE_SHARE = 0.35, 0.4
"""The part of the statements that come again with other sentences, and with one sentence more."""
RULE_MADE = 1_500
"""How many sentences are changed by rule, and as many left as they are."""


def everything(seed: int = 17) -> list[Example]:
    """Returns all examples, in a fixed order."""
    rng = random.Random(seed)
    written = claims(unread=False)
    return [
        *(example(claim, label, "claims") for claim, label, _ in written),
        *(example(claim, label, "claims") for claim, label in cited_otherwise(written, rng)),
        *(example(claim, label, "nli") for claim, label in indonli("indonli_train")),
        *(example(claim, label, "nli") for claim, label in indonli_half("build")),
        *(example(claim, label, "wice") for claim, label in wice("build")),
        *(example(claim, label, "parallel") for claim, label in translations("build", rng)),
        *(example(claim, label, "rules") for claim, label in rule_made("build", rng)),
    ]


def example(claim: Claim, label: int, source: str) -> Example:
    """Cuts a claim into pieces, as the reader does."""
    statement, title, sentences = reader.claim_pieces(claim)
    return Example(source, "", statement, title, sentences, label=label)


def is_unread(article: str) -> bool:
    """Whether the statements about an article are left for fitting what is built on the reader."""
    return data.part(article, PARTS) == 0


def claims(*, unread: bool) -> list[tuple[Claim, int, Row]]:
    """Returns the statements of news_claims_train and our own, with their labels and rows."""
    own = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in [*data.rows("news_claims_train"), *own] if is_unread(row["article"]) == unread]
    return labelled(rows)


def own_english(*, unread: bool) -> list[tuple[Claim, int]]:
    """Returns our statements about our own English articles, which need no other data."""
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["article"] in _english() and is_unread(row["article"]) == unread]
    return [(claim, label) for claim, label, _ in labelled(chosen)]


def cited_otherwise(
    written: Iterable[tuple[Claim, int, Row]], rng: random.Random
) -> Iterator[tuple[Claim, int]]:
    """Yields supported statements that cite sentences beside the right ones, which do not prove them, and
    supported and contradicted ones that cite one sentence more."""
    for claim, label, row in written:
        sentences = sentences_of(row["article"])[0]
        others = [text for number, text in enumerate(sentences) if number not in row["cites"]]
        if label == UNPROVED or not others:
            continue
        if label == SUPPORTED and rng.random() < BESIDE_SHARE:
            beside = tuple(rng.sample(others, min(len(others), len(claim.sentences))))
            yield replace(claim, sentences=beside), UNPROVED
        if rng.random() < MORE_SHARE:
            more = [*claim.sentences]
            more.insert(rng.randrange(len(more) + 1), rng.choice(others))
            yield replace(claim, sentences=tuple(more)), label


def sentences_of(article: str) -> tuple[list[str], str, date | None]:
    """Returns the sentences of an article of IndoSum or of our own, with its title and day."""
    if article in _english():
        row = _english()[article]
        return row["sentences"], row["title"], None
    stored = data.rows_by_id("indosum_public")[article]
    sentences = [stored["text"][each["start"] : each["end"]] for each in stored["sentences"]]
    day = date.fromisoformat(stored["timestamp_from_id"][:10])
    return sentences, str(stored["title_slug"]).replace("-", " "), day


@cache
def _english() -> dict[str, Row]:
    rows = map(json.loads, ENGLISH.read_text(encoding="utf-8").splitlines())
    return {str(row["id"]): row for row in rows}


def labelled(rows: Iterable[Row]) -> list[tuple[Claim, int, Row]]:
    """Returns rows of the form of news_claims with the sentences that they cite."""
    found = []
    for row in rows:
        sentences, title, day = sentences_of(row["article"])
        cited = tuple(sentences[number] for number in row["cites"])
        found.append((Claim(row["statement"], cited, title, day), NLI_LABELS[row["label"]], row))
    return found


def indonli(name: str) -> list[tuple[Claim, int]]:
    """Returns the pairs of a set of IndoNLI."""
    return [
        (Claim(row["hypothesis"], (row["premise"],)), NLI_LABELS[row["label"][:1]]) for row in data.rows(name)
    ]


def indonli_half(side: str) -> list[tuple[Claim, int]]:
    """Returns a half of the validation set of IndoNLI."""
    rows = data.rows("indonli_val")
    pairs = zip(rows, indonli("indonli_val"), strict=True)
    return [pair for row, pair in pairs if verification.half(row["id"]) == side]


def wice(side: str) -> Iterator[tuple[Claim, int]]:
    """Yields the claims of WiCE with the sentences that support them, and with others of the page.

    A claim that is not supported is unproved. Those supported in part are unproved too.
    """
    for row in data.rows("wice_dev"):
        if verification.half(row["id"]) != side:
            continue
        sentences = row["evidence_sentences"]
        if row["label"] == "supported":
            chosen = sorted(row["supporting_sets"][0]) if row["supporting_sets"] else []
            cited = tuple(sentences[number][:600] for number in chosen[:4])
            if cited:
                yield Claim(row["claim"], cited), SUPPORTED
            others = [text for number, text in enumerate(sentences) if number not in set(chosen)]
            if others:
                yield Claim(row["claim"], (others[0][:600],)), UNPROVED
        elif sentences:
            yield Claim(row["claim"], tuple(text[:400] for text in sentences[:2])), UNPROVED


def translations(side: str, rng: random.Random) -> Iterator[tuple[Claim, int]]:
    """Yields sentences citing their translation, that of another pair, and changed ones."""
    rows = [row for row in data.rows("parallel_news_valid") if verification.half(row["id"]) == side]
    english = [row["en"] for row in rows]
    pool = falsehoods.proper([name for text in english for name in falsehoods.names(text)], english)
    for at, row in enumerate(rows):
        yield Claim(row["en"], (row["id_text"],)), SUPPORTED
        yield Claim(row["id_text"], (row["en"],)), SUPPORTED
        yield Claim(row["en"], (rows[(at + 1) % len(rows)]["id_text"],)), UNPROVED
        changes = [
            (falsehoods.name(row["en"], pool, rng), UNPROVED),
            (falsehoods.number(row["en"], rng), CONTRADICTED),
            (falsehoods.denied_in_english(row["en"], rng), CONTRADICTED),
        ]
        made = [(text, label) for text, label in changes if text]
        if made:
            text, label = rng.choice(made)
            yield Claim(text, (row["id_text"],)), label


def rule_made(side: str, rng: random.Random) -> Iterator[tuple[Claim, int]]:
    """Yields news sentences citing themselves, whole and with one number, date, name or negation changed."""
    measured = {row["article"] for row in data.rows("news_claims_dev")}
    pool = [name for row in data.rows("indosum_public")[:400] for name in falsehoods.names(row["text"])[:8]]
    drawn = [each for each in verification.sentences(side, each=4) if each[1]["id"] not in measured]
    for source, _ in rng.sample(drawn, min(RULE_MADE, len(drawn))):
        text = source.sentence
        changes: Sequence[tuple[str | None, int]] = [
            (falsehoods.number(text, rng), CONTRADICTED),
            (falsehoods.day(text, rng), CONTRADICTED),
            (falsehoods.negated(text, rng), CONTRADICTED),
            (falsehoods.affirmed(text, rng), CONTRADICTED),
            (falsehoods.name(text, pool, rng), UNPROVED),
        ]
        made = [(changed, label) for changed, label in changes if changed]
        yield Claim(text, (text,), "", source.published_on), SUPPORTED
        if made:
            changed, label = rng.choice(made)
            yield Claim(changed, (text,), "", source.published_on), label
