"""Checks one statement of a model: resolves its citations, verifies it, and tells who decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge import verification
from knowledge.answering import courtesies, draft_parser, evidence_prompt, statement_text
from knowledge.answering.checked_statements import Check, is_checked
from knowledge.answering.neighbours import neighbour
from knowledge.errors import KutipError
from knowledge.models import CitedStatement, NumberedSentence, Statement
from knowledge.ports import Embedder
from knowledge.ports.reading import StatementReader
from knowledge.retrieval.confidence import log_odds
from knowledge.verification import Problem, Ruling, Source, Verdict, answer_words, speakers, support

WRONG_LANGUAGE = "wrong_language"
"""The statement is in another language than the question."""
BESIDE_THE_POINT = "beside_the_point"
"""The cited sentences have little to do with the question."""
WRONG_SENTENCE = "wrong_sentence"
"""Another sentence of the evidence supports the statement better than the cited ones."""
FRAGMENT = "fragment"
"""The statement is a number, a word or a name alone, which claims nothing that could be verified."""

MOST_BEHIND = 5.0
"""Log-odds by which the best cited sentence may be behind the best sentence of the evidence.

Of the 345 sentences that belong in the answers to newsq_dev's questions for lists and summaries, 0.98 are no
further behind; of the other sentences of their evidence 0.83.
"""

SENTENCES_BEFORE = 2
"""Sentences before a cited one in which the person of a pronoun is looked up."""

LANGUAGE_WORDS = 5
"""The language of a shorter statement is not checked: it is mostly names, which belong to no language."""


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """The question that an answer is for, and the evidence that it may cite."""

    question: str
    language: str
    """The language of the answer, ``id`` or ``en``."""
    shown: Mapping[int, NumberedSentence]
    """The sentences that the model was shown, by label."""
    deadline: float
    """When the answer must be complete, on the clock of :func:`time.monotonic`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as it is shown, the sentences that it needs, and what the rules have against it."""

    text: str
    cited: Sequence[NumberedSentence]
    problems: tuple[Problem, ...]
    is_open: bool = False
    """Whether a model decides. The rules only doubt the statement then, or have nothing against it."""

    @property
    def shown(self) -> CitedStatement:
        """The statement with its citations."""
        return CitedStatement(self.text, tuple(map(draft_parser.cite, self.cited)))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of checking one statement.

    One of ``verified``, ``problems`` and ``claim`` is set. None is set for a statement that claims nothing
    about the news; ``says_nothing_found`` tells whether it says that the evidence does not answer.
    """

    statement: Statement
    verified: CitedStatement | None = None
    problems: tuple[Problem, ...] = ()
    claim: Claim | None = None
    """What a model is asked about; :meth:`decided` takes its answer."""
    says_nothing_found: bool = False

    @property
    def is_doubted(self) -> bool:
        """Whether the rules have something against the statement."""
        return bool(self.problems or (self.claim is not None and self.claim.problems))

    def decided(self, ruling: Ruling | None) -> Judgement:
        """The judgement of a model; None if it gave none. Without :attr:`claim` nothing changes.

        What the model supports is verified, even if the rules doubted it. Without its ruling, the rules
        decide.
        """
        if self.claim is None:
            return self
        if ruling == "supported" or (ruling is None and not self.claim.problems):
            return Judgement(self.statement, self.claim.shown)
        ruled = () if ruling is None else (Problem(ruling),)
        return Judgement(self.statement, problems=tuple(dict.fromkeys((*self.claim.problems, *ruled))))


class StatementChecker:
    """Checks statements by the verification rules, an embedder and a reader.

    It has no state between statements and may be used by many tasks at once.
    """

    def __init__(
        self, embedder: Embedder, *, reader: StatementReader | None = None, check: Check = "off"
    ) -> None:
        """``check`` says which statements it leaves open for a model to decide. Without a ``reader`` the
        rules judge alone."""
        self._embedder = embedder
        self._reader = reader
        self._check = check

    async def judge(self, context: AnswerContext, statement: Statement) -> Judgement:
        """Check one statement. Errors of the embedder are not raised: the statement is checked without it."""
        text = evidence_prompt.unguard(statement.text)
        statement = Statement(text, statement.labels)
        citations, _unknown = draft_parser.resolve(statement.labels, context.shown)
        cited = [context.shown[citation.label] for citation in citations]
        if not cited and courtesies.is_courtesy(text):
            return Judgement(statement)  # "Here is what the articles say:" needs no proof and no mention
        if not statement.labels and courtesies.says_nothing_found(text):
            return Judgement(statement, says_nothing_found=True)
        claim = await self._verify_answer(context, text, cited)
        if claim.problems and courtesies.is_offer(text):
            # "Semoga membantu!" before the labels of another sentence cites what that one cites.
            return Judgement(statement)
        if claim.is_open:
            return Judgement(statement, claim=claim)
        if claim.problems:
            return Judgement(statement, problems=claim.problems)
        return Judgement(statement, claim.shown)

    async def _verify_answer(
        self, context: AnswerContext, text: str, cited: Sequence[NumberedSentence]
    ) -> Claim:
        """Verify a statement without the "Tidak," in front of it, which answers and negates nothing.

        The word is left out if the statement does not bear it out.
        """
        leading, rest = answer_words.split(text)
        claim = await self._verify(context, rest, cited)
        if not leading:
            return claim
        if claim.problems:
            whole = await self._verify(context, text, cited)  # the source may begin with the word as well
            if not whole.problems:
                return whole
        if answer_words.fits(leading, rest, context.question):
            return replace(claim, text=text)
        return replace(claim, text=rest[0].upper() + rest[1:])

    async def _verify(self, context: AnswerContext, text: str, cited: Sequence[NumberedSentence]) -> Claim:
        if statement_text.is_fragment(text):
            return Claim(text, cited, (Problem(FRAGMENT),))
        sources = list(map(_source, cited))
        relatedness = None
        verdict = verification.verify(text, sources, question=context.question)
        names = {problem.name for problem in verdict.problems}
        if sources and (verification.is_translated(text, sources) or verification.UNRELATED in names):
            # Only if the words cannot decide: a vector takes as long as all other checks together.
            relatedness = await self._relatedness(text, sources)
            verdict = verification.verify(text, sources, question=context.question, relatedness=relatedness)
        is_beside_the_point = bool(cited) and _is_beside_the_point(context.shown, cited)
        for speaker in _speakers(context, text, cited, sources, verdict):
            shown = [*(replace(source, before="") for source in sources), _source(speaker, before="")]
            named = verification.verify(text, shown, question=context.question, relatedness=relatedness)
            if named.supported:
                cited, verdict = [*cited, speaker], named
                break
        if self._reader is not None and sources:
            sources = list(map(_source, cited))
            [held] = await support.read(self._reader, [(text, sources)])
            verdict = verification.verify(
                text, sources, question=context.question, relatedness=relatedness, support=held
            )
        language = verification.language_of(text, names_in=[each.sentence.text for each in cited])
        failed: list[str] = []
        if {language, context.language} == {"id", "en"} and len(text.split()) >= LANGUAGE_WORDS:
            failed.append(WRONG_LANGUAGE)
        if is_beside_the_point:
            failed.append(BESIDE_THE_POINT)
        elif cited and not (verdict.is_certain or failed) and _is_said_elsewhere(context.shown, text, cited):
            failed.append(WRONG_SENTENCE)
        return Claim(
            text,
            [cited[index] for index in verdict.needed],
            (*verdict.problems, *map(Problem, failed)),
            is_open=bool(cited) and not failed and is_checked(self._check, verdict),
        )

    async def _relatedness(self, text: str, sources: Sequence[Source]) -> float | None:
        try:
            return (await support.relatedness(self._embedder, [(text, sources)]))[0]
        except KutipError:
            return None


def _source(cited: NumberedSentence, *, before: str | None = None) -> Source:
    """The source of a citation; ``before`` replaces the text before it."""
    article = cited.article
    if before is None:
        sentences = article.sentences[max(0, cited.position - SENTENCES_BEFORE) : cited.position]
        before = " ".join(sentence.text for sentence in sentences)
    return Source(cited.sentence.text, article.title, article.published_on, before=before)


def _speakers(
    context: AnswerContext,
    text: str,
    cited: Sequence[NumberedSentence],
    sources: Sequence[Source],
    verdict: Verdict,
) -> Iterator[NumberedSentence]:
    """The sentences next to the cited ones that may name a speaker whom these do not name, nearest first.

    If the verdict accepts the name, then in place of a pronoun, and a sentence before has it.
    """
    if not {problem.name for problem in verdict.problems} <= {verification.NAME}:
        return
    missing = verification.unnamed_in(text, sources, question=context.question)
    if not missing:
        return
    for each in cited:
        if verdict.supported:
            steps = list(range(-1, -1 - SENTENCES_BEFORE, -1))
        else:
            steps = [_step_to_speaker(text, missing, each)]
        for step in steps:
            if step and (found := neighbour(context.shown, each, step)) is not None:
                yield found


def _step_to_speaker(text: str, missing: Sequence[str], cited: NumberedSentence) -> int:
    """How many sentences after the cited one its speaker is named, -1 for the one before, 0 if nowhere."""
    sentences = [sentence.text for sentence in cited.article.sentences]
    at = cited.position
    before = sentences[at - 1] if at else ""
    after = sentences[at + 1 : at + 1 + speakers.LONGEST_QUOTATION]
    return speakers.naming_neighbour(text, missing, sentences[at], before, after) or 0


def _is_beside_the_point(shown: Mapping[int, NumberedSentence], cited: Sequence[NumberedSentence]) -> bool:
    """Whether all cited sentences answer the question much less likely than the best one that was shown."""
    best = max(log_odds(numbered.probability) for numbered in shown.values())
    return max(log_odds(numbered.probability) for numbered in cited) < best - MOST_BEHIND


def _is_said_elsewhere(
    shown: Mapping[int, NumberedSentence], text: str, cited: Sequence[NumberedSentence]
) -> bool:
    labels = {numbered.label for numbered in cited}
    others = [numbered.sentence.text for label, numbered in shown.items() if label not in labels]
    return verification.is_said_elsewhere(text, [each.sentence.text for each in cited], others)
