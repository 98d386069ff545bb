"""Turns an answer that a model wrote as JSON into lines of text with labels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from knowledge.answering.label_spellings import labels_in

NO_ANSWER = "NO_ANSWER"
"""What JSON without any text amounts to, such as ``{"answer": null}``."""

_DEEPEST = 8
_BEGINS = re.compile(r"[\s,]*(?=\{|\[\s*[{\"])")
"""White space and commas in front of an object, or of a list of objects or texts."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LABELS = _words(
    """
    citation citations cite cites cited label labels source sources reference references ref refs evidence
    sumber kutipan rujukan referensi bukti footnotes lines citation_ids source_ids evidence_ids
    """
)
"""Keys whose values are labels. A value that is none is left out."""
_IDS = ("label", "id", "number", "n", "index", "nomor", "line", "source", "ref")
"""Keys of the label where a citation is an object."""
_UNSAID = _words(
    """
    question pertanyaan language bahasa lang confidence reasoning reason thought thoughts thinking analysis
    title judul id type status n index nomor number quote score note
    """
)
"""Keys whose values are no part of the answer."""
_SAID = _words(
    """
    answer answers final_answer jawaban text teks statement statements pernyataan sentence sentences kalimat
    claim claims klaim content isi response respons summary ringkasan point points poin fact facts fakta value
    nilai item items list daftar result results hasil output message pesan
    """
)
"""Keys that only say that the value is the answer; any other key names what the value is about."""


def rewritten(text: str) -> str:
    """A text with the JSON at its beginning rewritten as lines, each with its labels in square brackets.

    A text that does not begin with JSON is returned as it is.

    >>> rewritten('{"answer": [{"text": "Air naik.", "citations": [2, 5]}]}'), rewritten("{Air naik}")
    ('Air naik. [2][5]\\n', '{Air naik}')
    """
    decoder = json.JSONDecoder()
    lines: list[str] = []
    rest = text
    while begin := _BEGINS.match(rest):
        try:
            value, end = decoder.raw_decode(rest, begin.end())
        except (ValueError, RecursionError):
            break
        lines += _lines(value, _DEEPEST)
        rest = rest[end:]
    if rest == text:
        return text
    return "".join(f"{line}\n" for line in lines or [NO_ANSWER]) + rest


def _lines(value: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, str):
        yield from filter(str.strip, value.splitlines())
    elif isinstance(value, list):
        for each in value:
            yield from _lines(each, depth - 1)
    elif isinstance(value, dict):
        labels = "".join(
            f"[{label}]" for key in value if key.lower() in _LABELS for label in _labels(value[key])
        )
        for key, inner in value.items():
            if key.lower() in _LABELS | _UNSAID:
                continue
            is_named = key.lower() not in _SAID and isinstance(inner, str | int | float)
            for line in _lines(str(inner) if is_named else inner, depth - 1):
                named = f"{key.replace('_', ' ')}: {line}" if is_named else line
                yield named if re.search(r"\[\d", line) or not labels else f"{named} {labels}"


def _labels(value: object) -> list[int]:
    if isinstance(value, list):
        return [label for each in value for label in _labels(each)]
    if isinstance(value, dict):
        return next((_labels(value[key]) for key in _IDS if key in value), [])
    if isinstance(value, bool) or not isinstance(value, int | str):
        return []
    return labels_in(str(value).strip().strip("[]")) or []
