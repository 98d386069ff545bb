"""Recognises lists of lines in a paragraph: results, prices, names, notes without punctuation.

Each line of such a list is a sentence of its own. A line that a program wrapped is not: the next line begins
with any word, which no longer fitted on this one. Bullets and numbers are left to
:mod:`knowledge.text.line_joining`, which uses this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from knowledge.text.sentence_boundary_words import CLOSERS, LINKING, SENTENCE_END_MARKS

NARROWEST_WRAP = 25
"""Characters. Programs wrap lines at this width or above it, so shorter lines were ended by a person."""

_FULL = 0.85
"""A line filled to this part of the widest one may have been wrapped: letters differ in width on paper."""

_LONG = 40
"""Characters. Lines without capitals and punctuation are sentences if half of them are at least this long."""

_LONGEST_ITEM = 200
"""Characters. A longer line is a paragraph, not a line of a list; also bounds the search for a form."""

_LOOK = 60
"""Characters inspected at the end of a line: longer than any word."""

BULLET = re.compile(r"\s*(?:[•▪●◦‣·*]\s*\S|[-–—]\s+\S|\(?(?:\d{1,3}|[a-z])[.)]\s+\S)")
"""The beginning of a line with a bullet, a number or a letter."""

SCORE = re.compile(r"\s\d{1,3} ?[-–:] ?\d{1,3}(?=[\s,(]|$)")
"""The result of a match between two names."""

CELL_ENDS = re.compile(r"[\t|;]")
"""What separates the cells of a row."""

_STOP = re.compile(rf"[{SENTENCE_END_MARKS}][{re.escape(CLOSERS)}]{{0,4}}$")
_BYLINE = re.compile(rf"[{SENTENCE_END_MARKS}][{re.escape(CLOSERS)}]{{0,4}}\s{{1,4}}\([^()]{{1,30}}\)$")
_STOP_INSIDE = re.compile(rf"[{SENTENCE_END_MARKS}]\s{{1,4}}[A-Z]")
_PUNCTUATION_INSIDE = re.compile(rf"[,;:{SENTENCE_END_MARKS}]\s")
_LABEL = re.compile(r"(?P<label>[^\W_][^:;,!?\n]{0,39}):\s{1,4}\S")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_MOST_LABEL_WORDS = 6


def breaks(lines: Sequence[str], width: int) -> frozenset[int]:
    """Return the indexes of the lines of one paragraph after which a sentence ends because a list says so.

    ``lines`` are not empty, and stripped; ``width`` is the length of the longest line of the text, or of the
    paragraph if the text is not known. The end of the last line is never among the results. A line that ends
    with a full stop is not either: the sentence splitter judges that. Takes linear time.

    >>> sorted(breaks(["Hasil:", "Persada 2-1 Garuda", "Nusa Muda 0-0 Bintang"], 80))
    [0, 1]
    >>> sorted(breaks(["Rapat itu dihadiri oleh wali kota", "Sekar Kinasih."], 80))
    []
    """
    if len(lines) < 2:
        return frozenset()
    found: set[int] = set()
    for first, last in _runs_of_one_form(lines):
        found.update(range(first, last))
        found.update(_edges(lines, first, last, width))
    labelled = [at for at, line in enumerate(lines) if is_labelled(line)]
    if len(labelled) > 1 and _begins_anew(lines, labelled[0]):
        found.update(at - 1 for at in labelled if at)
    for first, last in _bare_runs(lines, width):
        found.update(range(first, last))
        if first:
            found.add(first - 1)
    ending = [at for at, line in enumerate(lines[:-1]) if line[-1] == ";"]
    if len(ending) > 1 and 2 * len(ending) >= len(lines) - 1:
        found.update(ending)
        found.update(at - 1 for at in ending if at and lines[at - 1][-1] == ":")
    return frozenset(at for at in found if not _is_open(lines[at]) and not ends_with_stop(lines[at]))


def is_labelled(line: str) -> bool:
    """Whether a line is a name or label with what belongs to it.

    >>> is_labelled("Lembah Ria: kabut pagi"), is_labelled("Ia pulang. Lalu ia berkata: tidak")
    (True, False)
    """
    found = _LABEL.match(line)
    if not found or not _begins_with_capital(line):
        return False
    label = found["label"]
    return ". " not in label and len(label.split()) <= _MOST_LABEL_WORDS


def has_bullet(line: str) -> bool:
    """Whether a line begins with a bullet, a number, a letter or a pictogram.

    >>> has_bullet("2) Gula"), has_bullet("✅ Gula"), has_bullet("2 gula")
    (True, True, False)
    """
    return BULLET.match(line) is not None or _has_symbol(line)


def ends_with_stop(line: str) -> bool:
    """Whether a line ends like a sentence.

    >>> ends_with_stop("Ia pulang.”"), ends_with_stop("Syaratnya:")
    (True, False)
    """
    return _STOP.search(line[-_LOOK:]) is not None


def _ends_paragraph(line: str) -> bool:
    """Whether a paragraph of prose ends with this line: with a full stop, or with the name of a writer."""
    return ends_with_stop(line) or _BYLINE.search(line[-2 * _LOOK :]) is not None


def _forms(line: str) -> frozenset[str]:
    """What the line looks like; two lines in a row that share a form are lines of a list."""
    if len(line) > _LONGEST_ITEM:
        return frozenset()
    forms = set()
    if _has_symbol(line):
        forms.add("symbol")
    if line[0].isdigit():
        forms.add("digit")
    if _begins_with_capital(line) and SCORE.search(line):
        forms.add("score")
    ends = len(CELL_ENDS.findall(line))
    # In prose that lists people, commas stand between the semicolons.
    if ends and (", " not in line or ";" not in line) and line[-1] != ";":
        forms.add(f"{ends} ends of cells")
    if is_labelled(line):
        forms.add("label")
    return frozenset(forms)


def _has_symbol(line: str) -> bool:
    return unicodedata.category(line[0]) == "So" or _KEYCAP.match(line) is not None


def _runs_of_one_form(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last index of each run of lines that share a form with the next one.

    A run that begins in the middle of a sentence needs three lines.
    """
    forms = [_forms(line) for line in lines]
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and forms[at] & forms[at - 1] and not _is_open(lines[at - 1]):
            continue
        if at - first >= (2 if _begins_anew(lines, first) else 3):
            yield first, at - 1
        first = at


def _edges(lines: Sequence[str], first: int, last: int, width: int) -> Iterator[int]:
    """The line before a list, and its last line unless the sentence seems to go on after it."""
    if first:
        yield first - 1
    if last + 1 == len(lines) or not _begins_with_capital(lines[last + 1]):
        return
    if width < NARROWEST_WRAP or _has_room(lines[last], lines[last + 1], width):
        yield last


def _bare_runs(lines: Sequence[str], width: int) -> Iterator[tuple[int, int]]:
    """The first and last index of each run of lines that have nothing in common but that they begin anew."""
    first = 0
    while first < len(lines) - 1:
        if not _begins_anew(lines, first) or not _is_bare(lines[first]):
            first += 1
            continue
        last = first
        while last + 1 < len(lines) and not ends_with_stop(lines[last]) and _is_bare(lines[last + 1]):
            last += 1
        run = lines[first : last + 1]
        is_introduced = first > 0 and lines[first - 1][-1] == ":"
        reaches_the_end = last + 1 == len(lines) and not _ends_paragraph(lines[last])
        if _is_bare_list(run, width, is_introduced=is_introduced, reaches_the_end=reaches_the_end):
            yield first, last
        first = last + 1


def _is_bare_list(run: Sequence[str], width: int, *, is_introduced: bool, reaches_the_end: bool) -> bool:
    if len(run) < (2 if is_introduced else 3):
        return False
    is_broken_by_hand = _are_mostly_roomy(run, width)
    if all(map(_begins_with_capital, run)) and not all(map(str.isupper, run)):
        # In wrapped text a line begins with a capital by chance, but hardly ever four in a row; and its last
        # line ends with a full stop.
        if not reaches_the_end and (len(run) < 4 or not is_introduced):
            return False
        return is_broken_by_hand or width < NARROWEST_WRAP or (reaches_the_end and len(run) > 3)
    if not reaches_the_end:
        return False
    if is_introduced and not any(map(_STOP_INSIDE.search, run)):
        return width < NARROWEST_WRAP or is_broken_by_hand
    if median(map(len, run)) < _LONG or any(map(_STOP_INSIDE.search, run)):
        return False
    # Wrapped text would have cut three times between words that may end and begin a sentence.
    return len(run) > 3 or (
        not any(map(_PUNCTUATION_INSIDE.search, run)) and _are_mostly_roomy(run, width, filled=1.0)
    )


def _is_bare(line: str) -> bool:
    """Whether the line may be a line of a list without marks: neither it nor the one before seems cut."""
    first_word = line.split(maxsplit=1)[0]
    return (
        line[0].isalnum()
        and line[-1] != ":"
        and not (first_word.islower() and first_word in LINKING)
        and not BULLET.match(line)
        and not _is_open(line)
    )


def _is_open(line: str) -> bool:
    """Whether the sentence goes on after the line: it ends with a comma or with "of", or inside brackets."""
    end = line[-_LOOK:]
    return (
        end[-1] in ",–—-(["
        or end.rsplit(maxsplit=1)[-1].lower() in LINKING
        or end.rfind("(") > end.rfind(")")
    )


def _begins_anew(lines: Sequence[str], at: int) -> bool:
    """Whether the line begins a sentence, by the end of the line before it."""
    return at == 0 or lines[at - 1][-1] == ":" or ends_with_stop(lines[at - 1])


def _begins_with_capital(line: str) -> bool:
    return line[0].isupper() or line[0].isdigit()


def _are_mostly_roomy(run: Sequence[str], width: int, filled: float = _FULL) -> bool:
    roomy = sum(_has_room(line, after, width, filled) for line, after in pairwise(run))
    return 2 * roomy >= len(run) - 1


def _has_room(line: str, after: str, width: int, filled: float = _FULL) -> bool:
    """Whether the line with the first word of the next one fills no more than this part of the width."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) <= filled * width
