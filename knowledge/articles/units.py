"""Divides the text of an article into the units that may be quoted, each of which can be read alone.

Most units are sentences. Some sentences need what stands before them: an answer in an interview needs the
question, a speaker's words the speaker, an entry of a live blog its time, the end of a row of a table its
beginning. These are one unit. What is no part of the article (:mod:`knowledge.text.furniture`) is in no unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.articles.embargoes import names_embargo
from knowledge.models import Sentence
from knowledge.text.clauses import LONG_SENTENCE
from knowledge.text.entry_times import entry_time
from knowledge.text.furniture import is_furniture, is_link_label
from knowledge.text.line_joining import LINE_END
from knowledge.text.list_lines import BULLET, ends_with_stop, is_labelled
from knowledge.text.sentences import split
from knowledge.text.tables import labelled_cells

LONGEST_UNIT = LONG_SENTENCE
"""Characters. Sentences are joined up to this length; a longer unit would be quoted by its clauses."""

LONGEST_QUESTION = 250
MOST_QUESTIONING = 3
"""Characters and sentences. A line that has more of either is prose with a question in it."""

LONGEST_LINK = 150
"""Characters of the title of another article, at most."""

SHORTEST_REPEATED = 40
"""Characters. A longer sentence that comes again is the copy of a caption, or a quotation in large type."""

_ASKED = re.compile(
    r"(?:tanya|pertanyaan|penanya|pewawancara|question|interviewer|t|q)\s?:|[qt]\.\s[^\n]*\?$", re.IGNORECASE
)
_SPEAKER = re.compile(r"(?P<label>[^\W_][^:;,!?\n]{0,39}):(?:\s|$)")
_Line = list[Sentence]
"""The sentences of one line, or of the lines over which they run."""


def units(text: str) -> tuple[Sentence, ...]:
    r"""Divide a text into units, in order; ``()`` if it has none. They do not overlap.

    >>> [unit.text for unit in units("T: Kapan?\nJ: Juli.\n\nBaca juga: Gaji naik\n\nFeri tiba. Ia pulang.")]
    ['T: Kapan?\nJ: Juli.', 'Feri tiba.', 'Ia pulang.']
    """
    lines = _of_article(_lines(text, split(text)))
    return tuple(
        Sentence(part[0].start, part[-1].end, text[part[0].start : part[-1].end])
        for group, least in _groups(lines)
        for part in _parts(group, least)
    )


def _lines(text: str, sentences: Sequence[Sentence]) -> list[_Line]:
    lines: list[_Line] = []
    for at, sentence in enumerate(sentences):
        if at and LINE_END.search(text, sentences[at - 1].end, sentence.start) is None:
            lines[-1].append(sentence)
        else:
            lines.append([sentence])
    return lines


def _of_article(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without what is no part of the article, and without copies of sentences."""
    kept: list[_Line] = []
    seen: set[str] = set()
    in_links = False
    for line in lines:
        whole = _whole(line)
        if is_link_label(whole):
            in_links = True
            continue
        in_links = in_links and len(whole) <= LONGEST_LINK and not ends_with_stop(whole)
        if in_links or is_furniture(whole) or (len(whole) <= LONGEST_LINK and names_embargo(whole)):
            continue
        rest = [each for each in line if not is_furniture(each.text) and not _is_copy(each, seen)]
        if rest:
            kept.append(rest)
    return kept


def _is_copy(sentence: Sentence, seen: set[str]) -> bool:
    folded = " ".join(sentence.text.split()).casefold()
    if len(folded) < SHORTEST_REPEATED:
        return False
    is_copy = folded in seen
    seen.add(folded)
    return is_copy


def _groups(lines: Sequence[_Line]) -> Iterator[tuple[_Line, int]]:
    """The sentences that are joined as far as there is room, and how many of them have to be for a unit."""
    speakers = _speakers(lines)
    entries = [at for at, line in enumerate(lines) if entry_time(line[0].text)]
    ends = _ends_of_entries(lines, entries) if len(entries) > 1 else {}
    is_interview = sum(map(_asks, lines)) > 1
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else None
        if at in ends:
            yield [sentence for each in lines[at : ends[at]] for sentence in each], 2
            at = ends[at]
            continue
        # A single line that asks may be planted, or belong to the page, unless it says who asks.
        is_talk = is_interview or bool(_label(line)) or _ASKED.match(line[0].text) is not None
        if following is not None and is_talk and _is_answered(line, following, lines[at + 2 : at + 3]):
            yield [*line, *following], len(line) + 1
            at += 2
        elif following is not None and len(line) == 1 and _label(line, is_alone=True) in speakers:
            yield [*line, *following], 2
            at += 2
        elif _label(line) in speakers or _ASKED.match(line[0].text) or labelled_cells(_whole(line)):
            yield line, 1
            at += 1
        else:
            yield from (([sentence], 1) for sentence in line)
            at += 1


def _parts(group: _Line, least: int) -> Iterator[_Line]:
    """The sentences of a group as one unit, if there is room for ``least`` of them; what is left alone."""
    joined = [each for each in group if each.end - group[0].start <= LONGEST_UNIT]
    count = len(joined) if len(joined) >= least else min(1, len(group))
    yield group[:count]
    for sentence in group[count:]:
        yield [sentence]


def _speakers(lines: Sequence[_Line]) -> frozenset[str]:
    """The labels of lines, if one of them comes again, as those of speakers do."""
    rows = {at for at, line in enumerate(lines) if labelled_cells(_whole(line))}
    labels = Counter(
        label
        for at, line in enumerate(lines)
        if at not in rows and (label := _label(line) or _label(line, is_alone=True))
    )
    return frozenset(labels) if max(labels.values(), default=0) > 1 else frozenset()


def _label(line: _Line, *, is_alone: bool = False) -> str:
    """The label of a line, in lower case; ``""`` if it has none. ``is_alone``: the line has nothing else."""
    text = line[0].text
    found = _SPEAKER.match(text)
    if found is None or (found.end() >= len(text)) != is_alone:
        return ""
    return found["label"].lower() if is_alone or is_labelled(text) else ""


def _ends_of_entries(lines: Sequence[_Line], entries: Sequence[int]) -> dict[int, int]:
    """Where each entry ends that begins at a line of ``entries``.

    The last one has as many lines that end a sentence as the longest of the others.
    """
    prose = [ends_with_stop(line[-1].text) for line in lines]
    left = max(sum(prose[before:after]) for before, after in pairwise(entries))
    end = entries[-1] + 1
    left -= prose[entries[-1]]
    while end < len(lines) and left > 0:
        left -= prose[end]
        end += 1
    return dict(zip(entries, [*entries[1:], end], strict=True))


def _asks(line: _Line) -> bool:
    """Whether a line asks the reader, or the person who is interviewed."""
    if _ASKED.match(line[0].text):
        # The answer may stand in the same line.
        return line[-1].text.endswith("?") or not any(each.text.endswith("?") for each in line)
    is_short = len(line) <= MOST_QUESTIONING and line[-1].end - line[0].start <= LONGEST_QUESTION
    return is_short and line[-1].text.endswith("?")


def _is_answered(line: _Line, following: _Line, after: Sequence[_Line]) -> bool:
    """Whether ``following`` answers the question of ``line``. ``after`` is the line after it, if any."""
    if not _asks(line) or _asks(following) or BULLET.match(following[0].text):
        return False
    # Lines without a full stop are a list, unless there is but one.
    return ends_with_stop(following[-1].text) or not after or _asks(after[0]) or bool(_label(after[0]))


def _whole(line: _Line) -> str:
    return " ".join(" ".join(sentence.text.split()) for sentence in line)
