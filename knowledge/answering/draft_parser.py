"""Parses a streamed draft into statements with labels, and resolves labels to stored sentences.

A citation quotes the stored article, never the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from knowledge.answering import courtesies, statement_text
from knowledge.answering.tag_filter import FORGET, TagFilter
from knowledge.models import Citation, NumberedSentence, Statement
from knowledge.verification import answer_words

LONGEST_RANGE = 10
"""A longer range such as ``[1-999]`` is ignored: a claim rests on a few sentences."""
LONGEST_STATEMENT = 4_000
"""Characters. A longer statement is cut off; a whole Telegram message has at most 4,096."""

_OPENERS = "[【［"
_CLOSERS = "]】］"
_IN_BRACKETS = frozenset("0123456789 ,;-–—^&and")
_LONGEST_BRACKET = 40
_SEPARATOR = re.compile(r"[,;&]|and|dan|(?<=\d) (?=\^?\d)")
_LABEL = re.compile(r"\^?([0-9]{1,3})(?: ?[-–—] ?\^?([0-9]{1,3}))?")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_STOPS = frozenset(".!?…。！？")
_JOINING = frozenset(",;:")
_OPENING_MARKS = "\"'*_`~"
_BETWEEN = _STOPS | _JOINING | frozenset(_OPENING_MARKS) | frozenset("”’»)")
_ENDS_IN_STOP = re.compile(r"[.!?…。！？][”’»)\"'*_`~\s]*$")
_TAIL = 12


def resolve(
    labels: Iterable[int], evidence: Mapping[int, NumberedSentence]
) -> tuple[tuple[Citation, ...], int]:
    """Resolve labels to citations, each once, in order; and count the labels that ``evidence`` does not have.

    >>> resolve([7], {})
    ((), 1)
    """
    citations: dict[int, Citation] = {}
    unknown = 0
    for label in labels:
        numbered = evidence.get(label)
        if numbered is None:
            unknown += 1
        else:
            citations[label] = cite(numbered)
    return tuple(citations.values()), unknown


def cite(numbered: NumberedSentence) -> Citation:
    """Make the citation of a sentence."""
    article, sentence = numbered.article, numbered.sentence
    return Citation(
        label=numbered.label,
        article_id=article.id,
        external_id=article.external_id,
        title=article.title,
        published_on=article.published_on,
        publisher=article.publisher,
        url=article.url,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )


class DraftParser:
    """Parses a streamed draft incrementally into statements with their labels.

    Grammar: a statement ends at a line end, or at a group of labels that other text follows. Labels are
    ``[2]``, ``[2, 5]``, ``[2][5]``, ``【2】``, ``[^2]`` or ``[2-4]``, before or after the full stop. A label
    at the beginning of a line belongs to the statement after it; labels alone on a line belong to the line
    before. A lower-case letter or a comma after a group of labels continues the statement, unless a full stop
    has ended it. Several sentences before a group of labels become several statements with the same labels.
    "Ya." or "No." alone belongs to the sentence after it. Text that the model marks as thinking, formatting
    tags, bullets, numbering, emphasis, code fences, "Based on the articles," in front of a sentence and a
    list of sources at the end are removed.

    The result does not depend on where the text is divided into chunks. The time is linear in the length of
    the text, and nothing is raised. If the text broke off in the middle, do not call :meth:`close`: the last
    statement is incomplete.

    >>> draft = DraftParser()
    >>> draft.feed("Air naik.[2") + draft.feed("] Warga pindah [3, 4].") + draft.close()
    [Statement(text='Air naik.', labels=(2,)), Statement(text='Warga pindah.', labels=(3, 4))]
    """

    def __init__(self) -> None:
        self._tags = TagFilter()
        self._complete: list[Statement] = []
        self._held: list[Statement] = []
        """Statements of the last line, without labels: these may still follow, alone on the next line."""
        self._answer_word: Statement | None = None
        """A yes or no that waits for the sentence after it."""
        self._said_no_answer = False
        self._is_labelled = False
        self._has_spoken = False
        self._in_sources = False
        self._new_line()

    @property
    def no_answer(self) -> bool:
        """Whether the model wrote ``NO_ANSWER`` and no statement with labels; valid after :meth:`close`."""
        return self._said_no_answer and not self._is_labelled

    def feed(self, chunk: str) -> list[Statement]:
        """Parse a chunk and return the statements that it completes, in order."""
        for character in self._tags.feed(chunk):
            self._take(character)
        return self._released()

    def close(self) -> list[Statement]:
        """End the text and return the statements that this completes. A second call returns ``[]``."""
        for character in self._tags.close():
            self._take(character)
        self._end_line()
        self._release_held()
        if self._answer_word is not None:
            self._complete.append(self._answer_word)
            self._answer_word = None
        return self._released()

    def _released(self) -> list[Statement]:
        complete, self._complete = self._complete, []
        return complete

    def _new_line(self) -> None:
        self._ignores_line = False
        self._in_link = False
        self._bracket: list[str] | None = None
        self._opened_twice = self._closes_twice = False
        self._new_run()

    def _new_run(self) -> None:
        self._run: list[str] = []
        self._has_text = False
        self._lead: dict[int, None] = {}
        self._labels: dict[int, None] = {}
        self._gap: list[str] | None = None
        """The text after the last label so far; None before the first label."""

    # Characters.

    def _take(self, character: str) -> None:
        if character == FORGET:
            self._held = []
            self._answer_word = None
            self._new_line()
        elif self._in_sources:
            return
        elif character in _LINE_ENDS:
            self._end_line()
        elif self._ignores_line or character == "\\":
            return  # some models escape brackets: \[2\]
        elif self._in_link:
            self._in_link = character != ")"
        elif self._bracket is not None:
            self._take_in_bracket(self._bracket, character)
        elif character in _OPENERS:
            self._bracket = [character]
        else:
            self._take_plain(character)

    def _take_in_bracket(self, bracket: list[str], character: str) -> None:
        if character in _CLOSERS:
            labels = _labels_in("".join(bracket[1:]))
            if labels is None:
                self._bracket_was_text()
                self._take_plain(character)
            else:
                self._bracket = None
                self._closes_twice, self._opened_twice = self._closes_twice or self._opened_twice, False
                self._take_labels(labels)
        elif character in _OPENERS and len(bracket) == 1 and not self._opened_twice:
            self._opened_twice = True
        elif character in _IN_BRACKETS and len(bracket) < _LONGEST_BRACKET:
            bracket.append(character)
        else:
            self._bracket_was_text()
            self._take(character)

    def _bracket_was_text(self) -> None:
        bracket, self._bracket = self._bracket or [], None
        text = "".join(bracket[:1] * self._opened_twice + bracket)
        self._opened_twice = False
        for character in text:
            self._take_plain(character)

    def _take_plain(self, character: str) -> None:
        if self._closes_twice and character in _CLOSERS:
            self._closes_twice = False
        elif self._gap is None:
            self._add(character)
        elif character == "(" and not self._gap:
            self._in_link = True  # [2](https://…)
        elif character.isspace() or character in _BETWEEN:
            self._gap.append(character)
        else:
            self._take_after_labels("".join(self._gap), character)

    def _take_after_labels(self, between: str, character: str) -> None:
        """Take a character that follows a group of labels: it continues the statement or begins the next."""
        is_stopped = not _STOPS.isdisjoint(between) or bool(_ENDS_IN_STOP.search("".join(self._run[-_TAIL:])))
        if not is_stopped and (character.islower() or not _JOINING.isdisjoint(between)):
            self._gap = None
            self._add(between)
        else:
            ending = between.rstrip(_OPENING_MARKS)
            if not ending[-1:].isspace():
                ending = (
                    between  # a quotation mark or asterisk after white space belongs to the next statement
                )
            self._add(ending)
            self._complete_run()
            self._add(between[len(ending) :])
        self._add(character)

    def _add(self, text: str) -> None:
        if text == ":" and self._lead and self._has_spoken and not self._has_something():
            self._ignores_line = True  # a footnote: [2]: Judul
            self._new_run()
        else:
            self._run += text[: LONGEST_STATEMENT - len(self._run)]

    def _take_labels(self, labels: Sequence[int]) -> None:
        if not self._has_something():
            self._run.clear()
            self._lead.update(dict.fromkeys(labels))
        elif self._gap is None and not self._labels and self._begins_sources(requires_colon=True):
            return
        else:
            self._labels.update(dict.fromkeys(labels))
            between = "".join(self._gap or ())
            self._add(
                "".join(
                    character
                    for character in between
                    if not character.isspace() and character not in _JOINING
                )
            )
            self._gap = []

    def _has_something(self) -> bool:
        # Called at every label: the result is cached, and a run of mere signs is discarded, to stay linear.
        self._has_text = self._has_text or statement_text.says_something(
            statement_text.plain("".join(self._run))
        )
        return self._has_text

    def _begins_sources(self, *, requires_colon: bool = False) -> bool:
        if not statement_text.is_sources_heading("".join(self._run), requires_colon=requires_colon):
            return False
        self._in_sources = self._has_spoken
        self._ignores_line = True
        self._new_run()
        return True

    # Statements.

    def _end_line(self) -> None:
        if self._bracket is not None:
            self._bracket_was_text()
        if self._gap is not None:
            self._add("".join(self._gap))
            self._complete_run()
        elif self._has_something():
            if not statement_text.is_fence("".join(self._run)) and not self._begins_sources():
                self._complete_run()
        elif self._lead and self._held:
            self._held = [Statement(statement.text, tuple(self._lead)) for statement in self._held]
            self._is_labelled = True
            self._release_held()
        self._new_line()

    def _complete_run(self) -> None:
        labels = tuple(self._lead | self._labels)
        text = statement_text.plain("".join(self._run)).rstrip(",;")
        self._new_run()
        statements = []
        for sentence in statement_text.cut(text):
            rest, said_no_answer = statement_text.without_no_answer(sentence)
            self._said_no_answer = self._said_no_answer or said_no_answer
            if answer_words.is_alone(rest):
                self._answer_word = Statement(rest, labels)
                self._is_labelled = self._is_labelled or bool(labels)
            elif statement_text.says_something(rest):
                statements.append(Statement(self._after_answer_word(rest), labels))
        if not statements:
            return
        self._has_spoken = True
        self._release_held()
        self._held = statements
        if labels:
            self._is_labelled = True
            self._release_held()

    def _after_answer_word(self, text: str) -> str:
        word, self._answer_word = self._answer_word, None
        text = courtesies.without_introduction(text)
        if word is None:
            return text
        stop = "" if word.text[-1] in ",.:;!" else "."
        return f"{word.text}{stop} {text}"

    def _release_held(self) -> None:
        self._complete += self._held
        self._held = []


def _labels_in(content: str) -> list[int] | None:
    """The labels between two brackets; None if it is something else, as in ``[sic]`` or ``[2022]``.

    >>> _labels_in("2, 4-6"), _labels_in("1-999"), _labels_in("2022")
    ([2, 4, 5, 6], [], None)
    """
    if content.strip() == "n":
        return []  # "[n]" is copied from the instructions
    labels: list[int] = []
    for part in _SEPARATOR.split(content):
        label = _LABEL.fullmatch(part.strip())
        if label is None:
            return None
        first, last = int(label[1]), int(label[2] or label[1])
        if last - first < LONGEST_RANGE:
            labels += range(first, last + 1)
    return labels
