"""Parses a streamed draft into statements with labels, and resolves labels to stored sentences.

A citation quotes the stored article, never the model.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from knowledge.answering import statement_text
from knowledge.answering.label_reader import LINE_ENDS, LabelReader, Labels, Token
from knowledge.answering.label_spellings import label_range
from knowledge.answering.layout_filter import LayoutFilter
from knowledge.answering.statement_collector import StatementCollector
from knowledge.answering.tag_filter import FORGET, TagFilter
from knowledge.models import Citation, NumberedSentence, Statement

LONGEST_STATEMENT = 4_000
"""Characters. A longer statement is cut off; a whole Telegram message has at most 4,096."""

_STOPS = frozenset(".!?…。！？")
_JOINING = frozenset(",;:")
_OPENING_MARKS = "\"'*_`~"
_BETWEEN = _STOPS | _JOINING | frozenset(_OPENING_MARKS) | frozenset("”’»)")
_ENDS_IN_STOP = re.compile(r"[.!?…。！？][”’»)\"'*_`~\s]*$")
_TAIL = 12
_DASHES = "-–— "
_RANGES = frozenset(["-", "–", "—", "hingga", "sampai", "to"])
_JOINERS = _RANGES | frozenset(["/", "&", "+", "dan", "and", "serta"])
"""Between two labels: ``[1]-[3]``, ``[1] dan [2]``."""
_JOINER_BEGINS = frozenset(joiner[:length] for joiner in _JOINERS for length in range(1, len(joiner) + 1))


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

    Grammar: a statement ends at a line end, or at a group of labels that other text follows. Labels stand
    before or after the full stop, in the spellings of :class:`.label_reader.LabelReader`. A label at the
    beginning of a line belongs to the statement after it; labels alone on a line, also after "Sumber:",
    belong to the statements before it that have none. A lower-case letter or a comma after a group of labels
    continues the statement, unless a full stop has ended it. Several sentences before a group of labels
    become several statements with the same labels. "Ya." or "No." alone belongs to the sentence after it.
    Rows of a table and JSON become lines, see :class:`.layout_filter.LayoutFilter`.

    Left out are thinking, tags, bullets, numbering, emphasis, code fences, headings, "Based on the articles,"
    in front of a sentence, ", but the articles do not say …" behind it, footnotes, and a list of sources at
    the end.

    The result does not depend on where the text is divided into chunks. The time is linear in the length of
    the text, and nothing is raised. If the text broke off in the middle, do not call :meth:`close`: the last
    statement is incomplete.

    >>> draft = DraftParser()
    >>> draft.feed("Air naik.[2") + draft.feed("] Warga pindah [3, 4].") + draft.close()
    [Statement(text='Air naik.', labels=(2,)), Statement(text='Warga pindah.', labels=(3, 4))]
    """

    def __init__(self, shown: Container[int] | None = None) -> None:
        """``shown`` are the labels that the model was shown; None if any number may be one."""
        self._tags = TagFilter()
        self._layout = LayoutFilter()
        self._reader = LabelReader(shown)
        self._forget()

    @property
    def no_answer(self) -> bool:
        """Whether the model wrote ``NO_ANSWER`` and no statement with labels; valid after :meth:`close`."""
        return self._statements.said_no_answer and not self._statements.is_labelled

    def feed(self, chunk: str) -> list[Statement]:
        """Parse a chunk and return the statements that it completes, in order."""
        return self._parse(self._reader.feed(self._layout.feed(self._tags.feed(chunk))))

    def close(self) -> list[Statement]:
        """End the text and return the statements that this completes. A second call returns ``[]``."""
        rest = self._layout.feed(self._tags.close()) + self._layout.close()
        complete = self._parse([*self._reader.feed(rest), *self._reader.close()])
        self._end_line()
        self._statements.end()
        return complete + self._statements.released()

    def _parse(self, tokens: Iterable[Token]) -> list[Statement]:
        complete: list[Statement] = []
        for token in tokens:
            if token == FORGET:
                complete += self._statements.released()
                self._forget()
            else:
                self._take(token)
        return complete + self._statements.released()

    def _forget(self) -> None:
        self._statements = StatementCollector()
        self._in_sources = False
        self._new_line()

    def _new_line(self) -> None:
        self._ignores_line = False
        self._names_sources = False
        """Whether the line has begun with "Sumber:" and a label."""
        self._is_first_run = True
        self._new_run()

    def _new_run(self) -> None:
        self._run: list[str] = []
        self._has_text = False
        self._lead: dict[int, None] = {}
        self._labels: dict[int, None] = {}
        self._gap: list[str] | None = None
        """The text after the last label so far; None before the first label."""
        self._joiner = ""
        """What follows the gap, if it may join another label to the last one."""

    # Characters and labels.

    def _take(self, token: Token) -> None:
        if self._in_sources:
            if isinstance(token, Labels):
                self._lead.update(dict.fromkeys(token.numbers))
        elif isinstance(token, str) and token in LINE_ENDS:
            self._end_line()
        elif self._ignores_line:
            return
        elif isinstance(token, Labels):
            self._take_labels(token.numbers)
        else:
            self._take_character(token)

    def _take_character(self, character: str) -> None:
        if self._gap is None:
            self._add(character)
        elif len(self._joiner) < _TAIL and (self._joiner + character).strip() in _JOINER_BEGINS:
            self._joiner += character
        elif self._joiner:
            text, self._joiner = self._joiner + character, ""
            self._take_after_labels("".join(self._gap), text[0], continues=text.lstrip(_DASHES)[0].islower())
            for each in text[1:]:
                self._take_character(each)
        elif character.isspace() or character in _BETWEEN:
            self._gap.append(character)
        else:
            self._take_after_labels("".join(self._gap), character, continues=character.islower())

    def _take_after_labels(self, between: str, character: str, *, continues: bool) -> None:
        """Take a character behind labels. It begins a statement, unless it or ``between`` continues one."""
        is_stopped = not _STOPS.isdisjoint(between) or bool(_ENDS_IN_STOP.search("".join(self._run[-_TAIL:])))
        if not is_stopped and (continues or not _JOINING.isdisjoint(between)):
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
        if self._names_sources and statement_text.says_something(text):
            # "Sumber: [2] Judul" tells what the statements before rest on, or begins a list of sources.
            self._in_sources = not self._statements.label_held(self._lead) and self._statements.has_spoken
            self._ignores_line = True
            self._new_run()
        elif text == ":" and self._lead and self._statements.are_repeated(()) and not self._has_something():
            self._ignores_line = True  # a footnote: [2]: Judul
            self._new_run()
        else:
            self._run += text[: LONGEST_STATEMENT - len(self._run)]

    def _take_labels(self, labels: Sequence[int]) -> None:
        joiner, self._joiner = self._joiner.strip(), ""
        if self._gap is None:
            joiner = self._take_before_labels()
        is_behind = self._has_something()
        group = self._labels if is_behind else self._lead
        if joiner in _RANGES and group and labels:
            labels = (*label_range(next(reversed(group)), labels[0]), *labels)
        group.update(dict.fromkeys(labels))
        if is_behind:
            between = "".join(self._gap or ())
            self._add("".join(each for each in between if not each.isspace() and each not in _JOINING))
            self._gap = []
        else:
            self._run.clear()

    def _take_before_labels(self) -> str:
        """Discard what only points to labels, such as "menurut"; return what joins them to those before."""
        tail = "".join(self._run[-statement_text.LONGEST_POINTER :])
        if self._lead and tail.strip() in _JOINERS:
            self._run.clear()
            return tail.strip()
        if not self._labels and statement_text.is_sources_heading(tail, requires_colon=True):
            self._names_sources = True
            kept = ""
        else:
            kept = statement_text.without_pointer(tail)
        if kept != tail:
            del self._run[len(self._run) - len(tail) + len(kept) :]
            self._has_text = self._has_text and len(self._run) > len(kept)
            if _ENDS_IN_STOP.search(kept):
                self._complete_run()  # "Air naik. Menurut [2], …": the labels belong to what follows
        return ""

    def _has_something(self) -> bool:
        # Called at every label: the result is cached to stay linear.
        self._has_text = self._has_text or statement_text.says_something(
            statement_text.plain("".join(self._run))
        )
        return self._has_text

    def _end_line(self) -> None:
        if self._gap is not None:
            self._add("".join(self._gap))
            self._complete_run()
        elif self._has_something():
            run = "".join(self._run)
            if statement_text.is_sources_heading(run):
                self._in_sources = self._statements.has_spoken
            elif not statement_text.is_fence(run):
                self._complete_run()
        elif self._lead:
            self._statements.label_held(self._lead)
        self._new_line()

    def _complete_run(self) -> None:
        self._statements.add("".join(self._run), self._lead, self._labels, is_line=self._is_first_run)
        self._is_first_run = False
        self._new_run()
