"""Measures how much of a statement its sources share, and computes the score of the verdict."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log

from knowledge.ports.reading import Support
from knowledge.text.idf import idf_weights
from knowledge.verification.text_analysis import TextAnalysis

TYPICAL_COSINE = 0.85
"""The bundled embedder gives unrelated news sentences a cosine of about 0.8, translations one of 0.9."""

LEAST_SHARE = 0.45
"""Below this share of common words a statement counts as related only if its vector is close.

"The owner of the stall went to prison" shares two words of four with "The fire destroyed 57 stalls", at a
cosine of 0.73. Of 758 entailed sentences of IndoNLI 10 have a smaller share, of which the vector rejects 1;
of 66 supported claims of WiCE it rejects 1.
"""
LEAST_COSINE = 0.815
"""Of the pairs of unrelated sentences in two languages half have a cosine below 0.77, and 97 % below this."""
ENOUGH_SHARE = 0.5
"""From this share on a statement cites the right sentence, whatever other sentences share with it."""
FAR_MORE = 0.2
"""By how much another sentence must share more of a statement to show that the wrong one is cited.

Of 115 true claims of WiCE dev none shares 0.15 more with a sentence that is not among its sources. Of the 345
closest wrong sentences this rule catches 9 more than the rules that look at the cited sentence alone.
"""
_PREFIX_CHARS = 5
_REFUTING = frozenset({"problem:number_mismatch", "problem:date_mismatch", "problem:time_mismatch"})
_NOTHING_SHARED, _FAR_SHARE, _COPIED_SHARE = 0.1, 0.6, 0.95
"""The shares of common words below which a statement has next to nothing from its sources, up to which it is
far from them, and from which on it copies them."""
_LEAST_PROBABILITY = 0.0005
"""Bounds the log-odds of a reader."""


@lru_cache(maxsize=2_000)
def keys(analysis: TextAnalysis) -> frozenset[str]:
    """The content terms of a text and the values of its numbers (``#3``), by which texts are compared."""
    return analysis.content | {f"#{number.value}" for number in analysis.quantities}


def shared_keys(statement: TextAnalysis, source: TextAnalysis, *, translated: bool) -> frozenset[str]:
    """The keys of ``statement`` that ``source`` has too.

    With ``translated`` (texts in two languages) two keys agree if their first five letters do.

    >>> from knowledge.verification.text_analysis import analyse
    >>> sorted(shared_keys(analyse("Rini met 3 people"), analyse("Rini bertemu tiga kawan"), translated=True))
    ['#3', 'rini']
    """
    own, other = keys(statement), keys(source)
    common = own & other
    if not translated:
        return common
    prefixes = {key[:_PREFIX_CHARS] for key in other if len(key) >= _PREFIX_CHARS}
    return common | {key for key in own if len(key) >= _PREFIX_CHARS and key[:_PREFIX_CHARS] in prefixes}


def weights(analysis: TextAnalysis) -> dict[str, float]:
    """The weight of each key of a text: its inverse document frequency, which is higher for rarer words."""
    own = sorted(keys(analysis))
    return dict(zip(own, idf_weights(own, {}, 0).tolist(), strict=True))


def share(key_weights: Mapping[str, float], common: Collection[str]) -> float:
    """The share of the total weight that the ``common`` keys have, 0..1; 1.0 if the total is 0."""
    total = sum(key_weights.values())
    return sum(key_weights[key] for key in common) / total if total else 1.0


def is_unrelated(shared: float, relatedness: float | None, *, translated: bool) -> bool:
    """Whether a statement and its sources are about different matters.

    ``shared`` is the :func:`share` of the common keys, ``relatedness`` the best cosine, None if not known.

    >>> is_unrelated(0.5, None, translated=False), is_unrelated(0.0, 0.79, translated=True)
    (False, True)
    """
    if relatedness is None:
        return shared < (0.01 if translated else LEAST_SHARE)
    if translated:
        return relatedness + 0.1 * min(shared, 0.5) < LEAST_COSINE
    return shared < LEAST_SHARE and relatedness < LEAST_COSINE + 0.035


def is_said_elsewhere(
    statement: TextAnalysis, cited: Sequence[Collection[str]], others: Sequence[Collection[str]]
) -> bool:
    """Whether one of ``others`` shares far more with a statement than all of ``cited`` together.

    Each sentence is given by its terms, and is in the language of the statement.

    >>> from knowledge.verification.text_analysis import analyse
    >>> statement = analyse("Rini membuka pasar ikan")
    >>> is_said_elsewhere(statement, [{"~market"}], [{"rini", "~open", "~market"}])
    True
    """
    term_weights = {term: weight for term, weight in weights(statement).items() if term in statement.content}
    cited_share = share(term_weights, {term for terms in cited for term in terms if term in term_weights})
    if cited_share >= ENOUGH_SHARE:
        return False
    best = max(
        (share(term_weights, [term for term in terms if term in term_weights]) for terms in others),
        default=0.0,
    )
    return best >= cited_share + FAR_MORE


def features(
    *,
    shared: float,
    relatedness: float | None,
    translated: bool,
    problems: Mapping[str, Sequence[str]],
    support: Support | None = None,
) -> dict[str, float]:
    """The features of the score, by their names in ``weights/support.json``.

    ``problems`` has the offending words of each problem that occurred. A problem counts by itself, more in a
    statement that has nearly all its words from the sources, and otherwise in one in another language.
    Numbers in words are apart from those in digits: "half a dozen" is compared with less certainty.
    """
    cosine = 0.0 if relatedness is None else (relatedness - TYPICAL_COSINE) * 10
    values = {
        "share": shared,
        "cosine": cosine,
        "no_cosine": float(relatedness is None),
        "translated": float(translated),
        "translated*share": shared * translated,
        "translated*cosine": cosine * translated,
    }
    closeness = 0.0 if translated else max(0.0, (shared - _FAR_SHARE) / (1.0 - _FAR_SHARE)) ** 2
    for name, words in problems.items():
        if name == "number_mismatch" and not any(map(str.isdigit, "".join(words))):
            values[f"problem:{name}:in words"] = 1.0
            continue
        values[f"problem:{name}"] = 1.0
        values[f"problem:{name}:close"] = closeness
        values[f"problem:{name}:translated"] = float(translated)
    if support is not None:
        values["read"] = _log_odds(support.supported)
        values["read against"] = _log_odds(support.contradicted)
    return values


def is_refuted(feature_values: Mapping[str, float]) -> bool:
    """Whether words alone refute a statement.

    It has a number in digits, a date or a time that its sources lack; or it is about another matter; or it
    says nearly what they say, with a negation more or less. Of 597 supported statements that no rule was
    written on, this refutes 17, and all 1,000 sentences with a negation inserted or removed.
    """
    if not _REFUTING.isdisjoint(feature_values):
        return True
    if feature_values["translated"]:
        return "problem:unrelated" in feature_values
    share = feature_values["share"]
    if share < _NOTHING_SHARED and "problem:unrelated" in feature_values:
        return True
    return "problem:negation_mismatch" in feature_values and share >= _COPIED_SHARE


def score(feature_values: Mapping[str, float], *, supported: bool) -> float:
    """The score of a verdict by words alone. It lies in 0.5..1 if ``supported``, otherwise in 0..0.5."""
    return (supported + _probability("by words", feature_values)) / 2


def likelihood(feature_values: Mapping[str, float]) -> float:
    """The likelihood that a statement that a reader has read is supported, 0..1."""
    return _probability("read", feature_values)


def _probability(model: str, feature_values: Mapping[str, float]) -> float:
    """By one of the two logistic regressions of ``weights/support.json``."""
    weights = _models()[model]
    total = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in feature_values.items()
    )
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def _log_odds(probability: float) -> float:
    bounded = min(1.0 - _LEAST_PROBABILITY, max(_LEAST_PROBABILITY, probability))
    return log(bounded / (1.0 - bounded))


@cache
def _models() -> dict[str, dict[str, float]]:
    text = files("knowledge.weights").joinpath("support.json").read_text(encoding="utf-8")
    return {
        model: {str(name): float(weight) for name, weight in weights.items()}
        for model, weights in json.loads(text).items()
    }
