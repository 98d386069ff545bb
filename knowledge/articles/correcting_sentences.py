"""Reads in single sentences of an erratum which value is right and which one was wrong.

Words such as "yang benar adalah", "tertulis", "bukan" and "should read" mark where a right or a wrong value
begins; it ends at the next mark. A pair has values of one kind: two numbers, two dates or two names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.articles.stated_values import Kind, StatedValue, name_value, values_in
from knowledge.text.names import names_in

MOST_CHARACTERS = 1_000
"""Only the beginning of a longer sentence is read: no erratum has such a sentence."""

_NEAR = 30
"""Characters between "bukan" or "not" and the value that it denies; further away it denies something else."""
_BEFORE_NAME = re.compile(
    r"\W*(?:(?!(?:kepada|untuk|bagi|oleh|di|pada|dari|for|to|in|at|by)\b)[^\W\d_]+\W+){0,3}"
)
"""What may stand between "yang benar adalah" and a name: a role, but no preposition."""

_WROTE = (
    r"(?:menulis|menuliskan|tulis|menyebut|menyebutkan|sebut|memberitakan|beritakan|mewartakan|melaporkan"
    r"|laporkan|mencantumkan|memuat|menyatakan|menyiarkan)"
)
_SAID = r"(?:wrote|reported|said|stated|gave|put|published)"
_MARK = re.compile(
    rf"""\b(?:
      (?P<right>
          yang\s(?:benar|betul|tepat|seharusnya|semestinya)(?:nya)?
            (?:\s(?:adalah|ialah|yakni|yaitu|seharusnya|tertulis|hanya))*
        | (?:seharusnya|semestinya)(?:\s(?:adalah|tertulis|ditulis|berbunyi|dibaca|disebut|hanya))*
        | the\s(?:correct|right|actual|accurate)\s(?:[\w-]+\s){{1,8}}?(?:is|are|was|were)
        | should\s(?:have\s)?(?:read|be|been|say|said|state|stated)
      )
    | (?P<wrong>
          (?:ter|di)tulis(?:kan)? | tercantum | dicantumkan | tercetak
        | (?:kami|redaksi)\s(?:(?:telah|sempat|semula|sebelumnya|keliru|salah|juga)\s){{0,3}}{_WROTE}
        | (?:berita|artikel|laporan|tulisan)\s(?:\w+\s){{0,6}}?{_WROTE}
        | (?:sebelumnya|semula|tadinya|sempat)\s(?:\w+\s){{0,3}}?
            (?:disebut|disebutkan|diberitakan|dilaporkan|diumumkan|dinyatakan)
        | misstated | misspelled | misidentified | misreported
        | (?:incorrectly|wrongly|mistakenly|erroneously|originally|initially)\s\w+
        | (?:earlier|previous|original|first)\s(?:version|report|article|story)\s(?:\w+\s){{0,8}}?{_SAID}
        | we\s(?:(?:had|previously|earlier|first)\s){{0,2}}{_SAID}
      )
    | (?P<was>padahal | sebenarnya | sebetulnya | ternyata | (?:it|there|they)\s(?:was|were|is|are))
    | (?P<but>melainkan | tetapi | tapi | but)
    | (?P<denial>bukan(?:lah|nya)? | not | rather\sthan | instead\sof)
    | (?P<revised>(?:diralat|dikoreksi|dibetulkan|meralat|mengoreksi|corrected|amended|revised))
    | (?P<from>dari | from)
    | (?P<to>menjadi | to)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_IS_MEANT = re.compile(r"\b(?:nama|ejaan|jabatan|name|names|spelling|title)\b", re.IGNORECASE)
_ONLY_AFTER = {"but": "denial", "from": "revised", "to": "from", "was": "wrong"}
_KINDS: tuple[Kind, ...] = ("number", "date", "name")


class Slots(NamedTuple):
    """What one sentence of an erratum says: values that were wrong, and values that are right.

    ``values`` are all numbers and dates of the sentence, in any role.
    """

    wrong: tuple[StatedValue, ...]
    right: tuple[StatedValue, ...]
    values: tuple[StatedValue, ...]
    is_marked: bool
    """Whether a word says that something was written or is right, so that the sentence is about a report."""


def read(sentence: str, *, denials: bool) -> Slots:
    """Read the marked values of one sentence, in text order.

    With ``denials``, "bukan" and "not" mark values even if no other word of the sentence marks any.

    >>> slots = read("Korban tewas dua orang, bukan tiga orang.", denials=True)
    >>> [value.text for value in slots.wrong], [value.text for value in slots.right]
    (['tiga orang'], ['dua orang'])
    """
    sentence = sentence[:MOST_CHARACTERS]
    values = values_in(sentence)
    marks = _marks(sentence)
    is_marked = any(kind in {"right", "wrong"} for kind, _, _ in marks)
    if not marks or not (is_marked or denials or marks[0][0] == "from"):
        return Slots((), (), tuple(values), is_marked)
    names = [
        name_value(sentence, name.start, name.end)
        for name in names_in(sentence)
        if not any(value.start < name.end and name.start < value.end for value in values)
    ]
    every = sorted([*values, *names], key=lambda value: (value.start, value.end))
    return _read_slots(sentence, marks, every, tuple(values), is_marked)


def pair(
    wrong: Sequence[StatedValue], right: Sequence[StatedValue]
) -> tuple[list[StatedValue], list[StatedValue]]:
    """Choose the wrong values that the right ones replace, and those right ones.

    Numbers of the same noun belong together, and names that share a word. The first list is empty if nothing
    corresponds; the second one then has the first right value.

    >>> wrong, right = pair(values_in("510 rumah di 3 desa"), values_in("150 rumah di 3 desa"))
    >>> [value.text for value in wrong], [value.text for value in right]
    (['510 rumah'], ['150 rumah'])
    """
    for kind in _KINDS:
        stated = [value for value in right if value.kind == kind]
        taken_back = [value for value in wrong if value.kind == kind]
        right_keys, wrong_keys = ({value.key for value in each} for each in (stated, taken_back))
        old = [value for value in taken_back if value.key not in right_keys]
        new = [value for value in stated if value.key not in wrong_keys]
        if not old or not new:
            continue
        if matching := [value for value in old if any(_correspond(value, other) for other in new)]:
            return matching, [value for value in new if any(_correspond(value, other) for other in matching)]
        if kind != "name":
            return old[:1], new[:1]
    return [], list(right[:1])


def _marks(sentence: str) -> list[tuple[str, int, int]]:
    """The marks that count, in order.

    "But" counts only after a denial, "from" and "to" only in a revision, and "it was" only after what was
    written.
    """
    kept: list[tuple[str, int, int]] = []
    state = ""
    for match in _MARK.finditer(sentence):
        kind = str(match.lastgroup)
        if kind in _ONLY_AFTER and state != _ONLY_AFTER[kind]:
            continue
        state = "right" if kind == "was" else kind
        if state != "revised":
            kept.append((state, match.start(), match.end()))
    return kept


def _read_slots(
    sentence: str,
    marks: Sequence[tuple[str, int, int]],
    every: Sequence[StatedValue],
    values: tuple[StatedValue, ...],
    is_marked: bool,
) -> Slots:
    wrong: list[StatedValue] = []
    right: list[StatedValue] = []
    before = _between(every, 0, marks[0][1])
    ends = [start for _, start, _ in marks[1:]] + [len(sentence)]
    for (kind, begin, start), end in zip(marks, ends, strict=True):
        slot = _between(every, start, end)
        if kind == "right":
            right += _without_stray_names(sentence, start, slot)
            if not wrong and sentence[begin : begin + 6].lower() in {"seharu", "semest", "should"}:
                # "510 rumah itu seharusnya 150 rumah": the wrong value comes first.
                nouns = {value.noun for value in slot if value.noun}
                wrong += [value for value in before if value.noun in nouns]
        elif kind in {"wrong", "from"}:
            wrong += slot or [value for value in before if value.kind == "number"][-1:]
        elif kind in {"but", "to"}:
            right += slot
        else:
            denied = [value for value in slot if value.start - start <= _NEAR][:1]
            wrong += denied
            has_but = any(mark == "but" for mark, *_ in marks)
            if denied and not right and not has_but:
                right += [value for value in before if value.kind == denied[0].kind][-1:]
    return Slots(tuple(wrong), tuple(right), values, is_marked)


def _between(values: Sequence[StatedValue], start: int, end: int) -> list[StatedValue]:
    return [value for value in values if start <= value.start < end]


def _without_stray_names(sentence: str, start: int, slot: Sequence[StatedValue]) -> list[StatedValue]:
    """The values after a mark of the right value, in order.

    A name counts only right after the mark, if there is nothing else or the sentence corrects a name.
    """
    names = [
        value
        for value in slot
        if value.kind == "name" and _BEFORE_NAME.fullmatch(sentence, start, value.start)
    ]
    others = [value for value in slot if value.kind != "name"]
    return names if names and (not others or _NAME_IS_MEANT.search(sentence, 0, start)) else others


def _correspond(value: StatedValue, other: StatedValue) -> bool:
    if value.kind == "name":
        return bool(set(value.key) & set(other.key))
    return bool(value.noun) and value.noun == other.noun
