"""Splits a text into sentences with exact offsets; made for Indonesian and English, tolerant of others.

Three steps: lines are joined into blocks (:mod:`knowledge.text.line_joining`), :data:`_STOP` finds the
possible ends of sentences in each block, and rules decide on each. Where no rule applies, the library syntok
decides, which knows English and German but no Indonesian. The time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from knowledge.models import Sentence
from knowledge.text.line_joining import LINE_END, blocks
from knowledge.text.sentence_boundary_words import (
    BEFORE_NAME,
    CLOSERS,
    DOMAIN_ENDINGS,
    MOSTLY_WITHIN,
    SAYING,
    SENTENCE_END_MARKS,
    STARTERS,
    WORDS_TOO,
)

_LOOK = 60
"""Characters inspected on either side of a stop: longer than any word, bounded so that time stays linear."""

_STOP = re.compile(rf"[{SENTENCE_END_MARKS}]+[{re.escape(CLOSERS)}]*")
_LONE_QUOTE = re.compile(r"[ \xa0]{1,3}([\"'”’»]{1,3})(?=\s|[.,)]|$)")
_CJK_STOP = frozenset("。．！？｡")
_OPENING = "\"'“‘«([{‹「『（【¿¡"
_DATELINE = re.compile(r"[\W_]{0,3}(?:[A-Z0-9(][\w.,/()'’&:-]{0,30}[ \xa0]{1,3}){1,6}[-–—]")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_ROMAN = re.compile(r"[IVX]{2,6}")
_INITIAL = re.compile(r"(?:\w\.-?){0,4}[^\W\d_]")
_ENUMERATOR = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z]|[IVXivx]{2,5})")
_ADDRESS = re.compile(r"https?:|www\.|[@/\\]", re.IGNORECASE)


@dataclass(slots=True)
class _Stop:
    """A possible end of a sentence.

    ``text[start:end]`` is the punctuation with its closing quotes. ``block`` and ``sentence`` are the offsets
    where the block and the current sentence begin, ``next`` is that of the following non-space character.
    """

    text: str
    block: int
    sentence: int
    start: int
    end: int
    next: int

    @property
    def punctuation(self) -> str:
        """The punctuation without closing quotes and brackets."""
        return self.text[self.start : self.end].rstrip(CLOSERS)

    @property
    def has_closer(self) -> bool:
        """Whether a closing quote or bracket follows the punctuation."""
        return self.start + len(self.punctuation) < self.end

    @property
    def before(self) -> str:
        """The word before the stop, with its opening quotes; ``""`` if there is none."""
        words = self.text[max(self.block, self.start - _LOOK) : self.start].split()
        return words[-1] if words else ""

    @property
    def after(self) -> str:
        """The word after the stop, with quotes and punctuation."""
        return self.text[self.next : self.next + _LOOK].split(maxsplit=1)[0]

    @property
    def before_starter(self) -> bool:
        """Whether the next word is one of :data:`STARTERS`."""
        return self.after.strip(_OPENING + ",") in STARTERS

    @property
    def is_glued(self) -> bool:
        """Whether no white space follows the stop."""
        return self.end == self.next


def split(text: str) -> tuple[Sentence, ...]:
    """Split a text into sentences, in order; ``()`` if it is empty or white space.

    Sentences are not empty, do not overlap, and do not begin or end with white space. Every character that is
    not white space is in exactly one sentence. A line end inside a sentence stays in it. Never raises.

    >>> [s.text for s in split("Prof. B.J. Habibie tiba pukul 10.30 WIB. “Baik,” ujarnya.")]
    ['Prof. B.J. Habibie tiba pukul 10.30 WIB.', '“Baik,” ujarnya.']
    """
    sentences = []
    for start, end in blocks(text):
        first = start
        for last in (*_ends(text, start, end), end):
            piece = text[first:last]
            begin = first + len(piece) - len(piece.lstrip())
            stripped = piece.strip()
            sentences.append(Sentence(begin, begin + len(stripped), stripped))
            first = last
    return tuple(sentences)


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets where sentences end inside one block, without the end of the block."""
    stops = [match.span() for match in _STOP.finditer(text, start, end)]
    if not stops or (len(stops) == 1 and not text[stops[0][1] : end].strip()):
        return
    proposed: list[int] | None = None
    dateline = _DATELINE.match(text, start, min(end, start + 150))
    quotes, counted, sentence = 0, start, start
    for first, last in stops:
        if dateline and last < dateline.end():
            continue
        quotes += text.count('"', counted, first)
        counted = first
        last = _closing_quote(text, (sentence, first, last, end), open_quote=quotes % 2 == 1)
        following = _skip_space(text, last, end)
        if following == end:
            return
        stop = _Stop(text, start, sentence, first, last, following)
        verdict = _judge(stop)
        if verdict is None:
            if proposed is None:
                proposed = _syntok(text[start:end], start)
            at = bisect_right(proposed, following) - 1
            verdict = at >= 0 and proposed[at] > first
        if verdict:
            yield last
            sentence = following


def _syntok(block: str, offset: int) -> list[int]:
    """Offsets at which sentences begin according to syntok."""
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    tokens = Tokenizer(replace_not_contraction=False).tokenize(block)
    return [offset + sentence[0].offset for sentence in segmenter.segment(tokens)]


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _closing_quote(text: str, stop: tuple[int, int, int, int], *, open_quote: bool) -> int:
    """Return where a stop ends: after a closing quote that follows a space, before a touching opening one."""
    sentence, first, last, end = stop
    quote = text[last - 1]
    if quote in "\"'" and last < end and text[last].isupper() and not (quote == '"' and open_quote):
        return last - 1
    if lone := _LONE_QUOTE.match(text, last, end):
        quotes = lone.group(1)
        if '"' in quotes:
            closing = open_quote and '"' not in text[first:last]
        elif quotes[0] == "'":
            closing = text.count(" '", max(sentence, first - 200), first) % 2 == 1
        else:
            closing = True
        return lone.end() if closing else last
    return last


def _judge(stop: _Stop) -> bool | None:
    """Decide whether the sentence ends at a stop. None means that syntok has to decide."""
    punctuation, after = stop.punctuation, stop.after
    head = after[0]
    if punctuation[-1] in _CJK_STOP:
        return head not in "、，,;:" and head not in _CJK_STOP and not (stop.has_closer and head == "と")
    if head in ",;:.!?…)]}”»%":
        return False
    if stop.is_glued:
        return _judge_glued(stop)
    line_end = LINE_END.search(stop.text, stop.end, stop.next) is not None
    if head.islower() and not _BRAND.match(after):
        return line_end and not stop.has_closer and punctuation == "." and not _abbreviation(stop)
    if punctuation == "." and not stop.has_closer:
        return _judge_full_stop(stop, after, line_end=line_end)
    if stop.has_closer and _attribution(stop):
        return False
    if line_end or punctuation[-1] in "؟۔।॥":
        return True
    if stop.before_starter or _BRAND.match(after):
        return True
    if punctuation[-1] in ".…" and not stop.has_closer:
        return False  # "Presiden ... Joko Widodo": an omission.
    return None


def _judge_full_stop(stop: _Stop, after: str, *, line_end: bool) -> bool | None:
    """Decide on a single full stop followed by white space and anything but a lower-case letter."""
    before = stop.before
    core = before.lstrip(_OPENING)
    if not core:
        return True if before[-1:] in ("'", '"') else None
    is_whole_sentence = (
        stop.start - stop.sentence < _LOOK and stop.text[stop.sentence : stop.start].strip() == before
    )
    if is_whole_sentence and _ENUMERATOR.fullmatch(before):
        return False
    begins = line_end or after[0] in "\"'“‘«" or stop.before_starter
    if _abbreviation(stop):
        return False
    if _INITIAL.fullmatch(core) or (core.lower() in MOSTLY_WITHIN and (core[0].isupper() or "." in core)):
        return begins
    if core[-1] in CLOSERS or category(core[-1]) == "So":
        return True
    if _ADDRESS.search(core) or _ROMAN.fullmatch(core) or _BRAND.match(after):
        return True
    tail = core.rsplit(".", 1)[-1]
    if tail.isdecimal() and after[0].isdigit():
        return True if line_end else None
    if tail.isdecimal() or (len(tail) > 2 and tail.isalpha()) or tail.lower() in DOMAIN_ENDINGS:
        return True
    return begins or None


def _abbreviation(stop: _Stop) -> bool:
    """Whether the word before a full stop is an abbreviation that never ends a sentence."""
    word = stop.before.lstrip(_OPENING).lower()
    if word not in BEFORE_NAME or (len(word) == 1 and stop.before_starter):
        return False
    if word in WORDS_TOO and not stop.after[0].isdigit():
        # "Rep. Ceska" and "Gen. Pike", but "It was a no. Budi left" and "sampai di Sen. Ia tidur".
        return stop.before[0].isupper() and word not in {"no", "nos", "an", "up"} and not stop.before_starter
    return True


def _judge_glued(stop: _Stop) -> bool:
    """Decide on a stop without white space after it: the sentence ends only in clear cases."""
    before, after = stop.before.lstrip(_OPENING), stop.after
    core = after.lstrip(_OPENING)
    word = re.match(r"[^\W\d_]*", core)
    name = word.group() if word else ""
    if not before or _ADDRESS.search(before) or not core[:1].isupper() or after[0] in "([{":
        return False
    if stop.punctuation[-1] in "!?" or stop.has_closer or core != after:
        return len(name) > 1 or name in STARTERS
    if name.lower() in DOMAIN_ENDINGS or not (name[1:].islower() or name in STARTERS):
        return False
    if "." in before or len(before) < 3 or before.lower() in BEFORE_NAME or before.lower() in MOSTLY_WITHIN:
        return False
    # Names may contain full stops ("Detik.Finance"): after a capitalised word require a sentence starter.
    return not before[0].isupper() or name in STARTERS


def _attribution(stop: _Stop) -> bool:
    """Whether ``John asked`` or ``Budi Santoso bertanya`` follows a closing quote."""
    if not any(quote in stop.text[stop.start : stop.end] for quote in "\"'”’»"):
        return False
    words = stop.text[stop.next : stop.next + _LOOK].split()[:4]
    for count, word in enumerate(words):
        if count and word.rstrip(".,") in SAYING:
            # After a full stop "She said" begins a new sentence, unless the sentence ends with it.
            return stop.punctuation != "." or word[-1] in ".,"
        if not word[0].isupper() or not word[-1].isalpha():
            return False
    return False
