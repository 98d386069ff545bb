"""How much of a statement its sources have in common with it, and the score that follows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import exp

from knowledge.text.idf import idf_weights
from knowledge.verification.text_analysis import TextAnalysis

TYPICAL_COSINE = 0.85
"""Between two unrelated news sentences the bundled embedder gives about 0.8, between translations 0.9."""

LEAST_SHARE = 0.45
"""With less in common, a vector must vouch for a statement: "The owner of the stall went to prison" has two
words of four in common with "The fire destroyed 57 stalls", and a cosine of 0.73. Of 758 entailed sentences
of IndoNLI 10 have less, and the vector gives back all but 1; of 66 supported claims of WiCE it takes 1."""
LEAST_COSINE = 0.815
"""Half of the pairs of unrelated sentences in two languages stay below 0.77, 97 in a hundred below this."""
ENOUGH_SHARE = 0.5
FAR_MORE = 0.2
"""Of 115 true claims of WiCE dev none shares 0.15 more with a sentence that is not among its sources; of the
345 closest wrong sentences this catches 9 more than the rules that look at the cited sentence alone."""
_PREFIX_CHARS = 5


@lru_cache(maxsize=2_000)
def keys(analysis: TextAnalysis) -> frozenset[str]:
    """What a text can have in common with another: content terms and the values of its numbers."""
    return analysis.content | {f"#{number.value}" for number in analysis.quantities}


def shared_keys(statement: TextAnalysis, source: TextAnalysis, *, translated: bool) -> frozenset[str]:
    """The keys of ``statement`` that ``source`` has too; between languages five letters will do.

    >>> from knowledge.verification.text_analysis import read
    >>> sorted(shared_keys(read("Rini met 3 people"), read("Rini bertemu tiga kawan"), translated=True))
    ['#3', 'rini']
    """
    mine, other = keys(statement), keys(source)
    common = mine & other
    if not translated:
        return common
    begins = {key[:_PREFIX_CHARS] for key in other if len(key) >= _PREFIX_CHARS}
    return common | {key for key in mine if len(key) >= _PREFIX_CHARS and key[:_PREFIX_CHARS] in begins}


def weights(analysis: TextAnalysis) -> dict[str, float]:
    """How much each key of a text tells: rare words much, common ones little."""
    mine = sorted(keys(analysis))
    return dict(zip(mine, idf_weights(mine, {}, 0).tolist(), strict=True))


def share(weighed: Mapping[str, float], common: Collection[str]) -> float:
    """The part of the weight that is in common, 0..1; 1.0 when there is nothing to share."""
    total = sum(weighed.values())
    return sum(weighed[key] for key in common) / total if total else 1.0


def is_unrelated(part: float, relatedness: float | None, *, translated: bool) -> bool:
    """No common matter: too few shared words, and no vector that says otherwise.

    >>> is_unrelated(0.5, None, translated=False), is_unrelated(0.0, 0.79, translated=True)
    (False, True)
    """
    if relatedness is None:
        return part < (0.01 if translated else LEAST_SHARE)
    if translated:
        return relatedness + 0.1 * min(part, 0.5) < LEAST_COSINE
    return part < LEAST_SHARE and relatedness < LEAST_COSINE + 0.035


def is_said_elsewhere(
    statement: TextAnalysis, cited: Sequence[Collection[str]], others: Sequence[Collection[str]]
) -> bool:
    """Whether one of ``others`` shares far more with a statement than ``cited`` together.

    Each is the terms of a sentence in the statement's language.

    >>> from knowledge.verification.text_analysis import read
    >>> statement = read("Rini membuka pasar ikan")
    >>> is_said_elsewhere(statement, [{"~market"}], [{"rini", "~open", "~market"}])
    True
    """
    weighed = weights(statement)
    weighed = {term: weight for term, weight in weighed.items() if term in statement.content}
    part = share(weighed, {term for one in cited for term in one if term in weighed})
    if part >= ENOUGH_SHARE:
        return False
    best = max((share(weighed, [term for term in one if term in weighed]) for one in others), default=0.0)
    return best >= part + FAR_MORE


def features(
    *, part: float, relatedness: float | None, translated: bool, found: Mapping[str, int]
) -> dict[str, float]:
    """What the score is made of, by name; ``found`` counts the problems."""
    cosine = 0.0 if relatedness is None else (relatedness - TYPICAL_COSINE) * 10
    seen = {
        "share": part,
        "cosine": cosine,
        "no_cosine": float(relatedness is None),
        "translated": float(translated),
        "translated*share": part * translated,
        "translated*cosine": cosine * translated,
    }
    return seen | {f"problem:{name}": float(min(count, 2)) for name, count in found.items()}


def score(seen: Mapping[str, float], *, supported: bool) -> float:
    """The logistic regression of ``weights/support.json``, from 0.5 when ``supported``, else below 0.5."""
    model = _model()
    total = model["intercept"] + sum(model.get(name, 0.0) * value for name, value in seen.items())
    probability = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
    return (supported + probability) / 2


@cache
def _model() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("support.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
