"""Makes statements of the lines of a draft: gives each its labels, and leaves out what claims nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.answering import courtesies, statement_text
from knowledge.answering.label_spellings import labels_of_sources
from knowledge.models import Statement
from knowledge.verification import answer_words

MOST_HELD = 12
"""Statements that wait for labels on a line of their own."""


class StatementCollector:
    """Collects the statements of a draft. :class:`.draft_parser.DraftParser` tells the grammar.

    Its methods take the parts of the draft in their order; :meth:`released` gives what they complete.
    """

    def __init__(self) -> None:
        self.has_spoken = False
        """Whether there was a statement so far."""
        self.said_no_answer = False
        """Whether the draft has the token ``NO_ANSWER`` so far."""
        self.is_labelled = False
        """Whether a statement so far has labels."""
        self._complete: list[Statement] = []
        self._held: list[Statement] = []
        """Statements without labels: these may still follow, alone on a line."""
        self._heading: tuple[Statement, str] | None = None
        """A line that may head a list or text, as a statement and as written, until the next line tells."""
        self._topic: Statement | None = None
        """The heading of the current list. Its labels are those of the items that have none."""
        self._topic_depth = -1
        """The depth of that heading as an item of a list itself."""
        self._answer_word: Statement | None = None
        """A yes or no that waits for the sentence after it."""
        self._cited: set[int] = set()
        """The labels behind the statements so far."""
        self._begins_with_labels = False
        """Whether labels stand in front of a statement so far."""

    def released(self) -> list[Statement]:
        """Return the statements that are complete and were not returned before, in order."""
        complete, self._complete = self._complete, []
        return complete

    def end(self) -> None:
        """End the draft: no statement waits any longer."""
        self._hold_heading()
        self._release_held()
        if self._answer_word is not None:
            self._complete.append(self._answer_word)
            self._answer_word = None

    def add(self, text: str, lead: Iterable[int], behind: Iterable[int], *, is_line: bool) -> None:
        """Add a text with the labels in front of it and behind it. ``is_line`` if it is a whole line.

        The text is as the model wrote it, without labels. Labels without text belong to statements before.
        """
        lead, labels = tuple(lead), dict.fromkeys((*lead, *behind))
        if lead and len(labels) == len(lead) and self.are_repeated(lead):
            return  # a footnote
        plain = statement_text.plain(text).rstrip(",;")
        if lead:
            plain = statement_text.capitalised(plain)
        sentences = []
        for sentence in statement_text.cut(plain):
            named = labels_of_sources(sentence)
            if named is not None:
                labels |= dict.fromkeys(named)
            elif not (labels and statement_text.is_sources_heading(sentence, requires_colon=True)):
                sentences.append(sentence)
        if labels and not sentences:
            self.label_held(labels)
        self._settle_heading(text)
        if self._topic is not None and not labels:
            labels = dict.fromkeys(self._topic.labels)
        statements = [each for sentence in sentences if (each := self._statement(sentence, tuple(labels)))]
        if not statements:
            return
        self.has_spoken = True
        self.is_labelled = self.is_labelled or any(each.labels for each in statements)
        is_lead = plain[-1] == ":" or (not labels and statement_text.may_be_heading(plain))
        if is_line and is_lead and len(statements) == 1:
            self._heading = (statements[0], text)
        elif labels:
            self._begins_with_labels = self._begins_with_labels or bool(lead)
            self._cited |= labels.keys() - set(lead)
            self._release_held()
            self._complete += statements
        else:
            self._hold(statements)

    def label_held(self, labels: Iterable[int]) -> bool:
        """Give labels to the statements before that have none. Returns whether there are any."""
        self._hold_heading()
        self._held = [
            statement
            if statement.labels
            or courtesies.is_courtesy(statement.text)
            or courtesies.says_nothing_found(statement.text)
            else Statement(statement.text, tuple(labels))
            for statement in self._held
        ]
        has_labelled = any(statement.labels for statement in self._held)
        self.is_labelled = self.is_labelled or has_labelled
        self._release_held()
        return has_labelled

    def are_repeated(self, labels: Iterable[int]) -> bool:
        """Whether labels in front of a text only repeat labels behind statements, as footnotes do."""
        return bool(self._cited) and not self._begins_with_labels and self._cited.issuperset(labels)

    def _statement(self, sentence: str, labels: tuple[int, ...]) -> Statement | None:
        text, said_no_answer = statement_text.without_no_answer(sentence)
        self.said_no_answer = self.said_no_answer or said_no_answer
        if answer_words.is_alone(text):
            self._answer_word = Statement(text, labels)
            self.is_labelled = self.is_labelled or bool(labels)
            return None
        if not statement_text.says_something(text):
            return None
        text = courtesies.without_introduction(text)
        if not courtesies.says_nothing_found(text):
            text = courtesies.without_remark(text)
        topic = self._topic.text if self._topic is not None else ""
        if topic and (statement_text.is_fragment(text) or courtesies.names_speaker(topic)):
            text = f"{topic}: {text}"
        if self._answer_word is not None:
            word, self._answer_word = self._answer_word.text, None
            text = f"{word}{'' if word[-1] in ',.:;!' else '.'} {text}"
        return Statement(text, () if courtesies.says_articles_tell_nothing(text) else labels)

    def _settle_heading(self, following: str) -> None:
        """Leave out the line before ``following`` if it is a heading; :attr:`_topic` is that of a list."""
        depth = statement_text.item_depth(following)
        if depth <= self._topic_depth:
            self._topic = None
        if self._heading is None:
            return
        (heading, line), self._heading = self._heading, None
        above = statement_text.item_depth(line)
        if depth > above:
            topic = courtesies.without_list_introduction(heading.text.rstrip(":"))
            self._topic, self._topic_depth = Statement(topic, heading.labels), above
        elif not statement_text.is_marked_heading(line):
            self._hold([heading])

    def _hold_heading(self) -> None:
        if self._heading is not None:
            self._hold([self._heading[0]])
            self._heading = None

    def _hold(self, statements: Sequence[Statement]) -> None:
        self._held += statements
        while len(self._held) > MOST_HELD:
            self._complete.append(self._held.pop(0))

    def _release_held(self) -> None:
        self._complete += self._held
        self._held = []
