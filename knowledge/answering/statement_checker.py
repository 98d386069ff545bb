"""One statement of a model while its answer is written: what it cites, and whether that proves it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge import verification
from knowledge.answering import draft_parser, evidence_prompt
from knowledge.errors import KutipError
from knowledge.models import Citation, CitedStatement, NumberedSentence, Statement, Usage
from knowledge.ports import Embedder, LanguageModel
from knowledge.retrieval.confidence import log_odds
from knowledge.verification import Problem, Source, support
from prompts.loader import load

log = logging.getLogger(__name__)

WRONG_LANGUAGE = "wrong_language"
BESIDE_THE_POINT = "beside_the_point"
WRONG_SENTENCE = "wrong_sentence"
"""Another sentence that the model has seen says it, not the one that is cited."""
NOT_CONFIRMED = "not_confirmed"
"""The model of LLM_VERIFIER says that the statement does not follow."""

FRAGMENT = "fragment"
"""A number, a word or a name alone: true of anything that the sentence has it for."""

LEAST_WORDS = 2

MOST_BEHIND = 4.0
"""Log-odds that the best of the cited sentences may be behind the best of all. For 753 questions whose
answer is known it was 4.3 behind at most, 3.0 in 99 of 100; half of the planted instructions are further."""

SENTENCES_BEFORE = 2
"""Whom a pronoun means, one of these mostly says."""

LANGUAGE_WORDS = 5
"""A shorter statement is mostly names, which belong to no language."""

VERDICT_TOKENS = 5
VERDICTS = {"yes": True, "ya": True, "no": False, "tidak": False}
EVIDENCE_TOKENS = 2500


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What an answer is for. ``shown`` is the evidence that the model has seen, by label; ``deadline`` as
    :func:`time.monotonic` counts."""

    question: str
    language: str
    shown: Mapping[int, NumberedSentence]
    deadline: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """``verified`` when there is no problem; neither for a statement that has nothing to say."""

    statement: Statement
    verified: CitedStatement | None = None
    problems: tuple[Problem, ...] = ()
    usage: Usage = field(default_factory=Usage)


class StatementChecker:
    """Safe to use from many tasks at once; keeps nothing between statements."""

    def __init__(
        self, embedder: Embedder, *, verifier: LanguageModel | None = None, nonce: Callable[[], str]
    ) -> None:
        """``verifier`` is asked about each statement that has no other problem; None asks nobody."""
        self._embedder = embedder
        self._verifier = verifier
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the verifier. Calling twice is harmless."""
        if self._verifier is not None:
            await self._verifier.close()

    async def judge(self, context: AnswerContext, statement: Statement, *, confirm: bool = True) -> Judgement:
        """Never raises what a model or an embedder does wrong: without them the words alone tell.

        ``confirm`` False leaves the verifier out, as it has been asked before.
        """
        text = evidence_prompt.unguard(statement.text)
        statement = Statement(text, statement.labels)
        cited, _unknown = draft_parser.resolve(statement.labels, context.shown)
        if not cited and verification.claims_nothing(text):
            return Judgement(statement)  # "Here is what the articles say:" is nothing to prove or to say
        if _is_fragment(text):
            return Judgement(statement, problems=(Problem(FRAGMENT),))
        needed, problems = await self._verify(context, text, cited)
        if problems:
            return Judgement(statement, problems=problems)
        verified = CitedStatement(text, tuple(cited[at] for at in needed))
        confirmed, usage = await self._confirm(context, verified) if confirm else (True, Usage())
        if not confirmed:
            return Judgement(statement, problems=(Problem(NOT_CONFIRMED),), usage=usage)
        return Judgement(statement, verified, usage=usage)

    async def _verify(
        self, context: AnswerContext, text: str, cited: Sequence[Citation]
    ) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
        sources = [_source(one, context.shown[one.label]) for one in cited]
        verdict = verification.verify(text, sources, question=context.question)
        names = {problem.name for problem in verdict.problems}
        if sources and (verification.is_translated(text, sources) or verification.UNRELATED in names):
            # Only where the words do not tell: a vector takes as long as all other checks together.
            relatedness = await self._relatedness(text, sources)
            verdict = verification.verify(text, sources, question=context.question, relatedness=relatedness)
        problems = verdict.problems
        told = verification.language_of(text)
        if {told, context.language} == {"id", "en"} and len(text.split()) >= LANGUAGE_WORDS:
            problems = (*problems, Problem(WRONG_LANGUAGE))
        if cited and _is_beside_the_point(context.shown, [one.label for one in cited]):
            problems = (*problems, Problem(BESIDE_THE_POINT))
        elif cited and not problems and _is_said_elsewhere(context.shown, text, cited):
            problems = (Problem(WRONG_SENTENCE),)
        return verdict.needed, problems

    async def _relatedness(self, text: str, sources: Sequence[Source]) -> float | None:
        try:
            return (await support.relatedness(self._embedder, [(text, sources)]))[0]
        except KutipError:
            return None

    async def _confirm(self, context: AnswerContext, verified: CitedStatement) -> tuple[bool, Usage]:
        """Whether the verifier agrees. One that is away or says neither yes nor no has no say."""
        if self._verifier is None:
            return True, Usage()
        evidence = [context.shown[one.label] for one in verified.citations]
        block = evidence_prompt.render(evidence, nonce=self._nonce(), budget_tokens=EVIDENCE_TOKENS)
        prompt = load("verify").fill(evidence=block.text, statement=evidence_prompt.guard(verified.text))
        try:
            written = await self._verifier.complete(
                prompt.system,
                prompt.user,
                max_tokens=VERDICT_TOKENS,
                deadline_s=max(0.0, context.deadline - time.monotonic()),
            )
        except KutipError as error:
            log.warning("not checked by LLM_VERIFIER: %s", error)
            return True, Usage()
        word = written.text.strip().strip("*_`'\".,:;!").partition(" ")[0].strip(".,:;!*").lower()
        if word not in VERDICTS:
            log.warning("LLM_VERIFIER said neither yes nor no")
        return VERDICTS.get(word, True), written.usage


def _is_fragment(text: str) -> bool:
    """Whether it states nothing by itself.

    >>> _is_fragment("420 meter."), _is_fragment("Larasati Wirabuana"), _is_fragment("Ia wali kota.")
    (True, True, False)
    """
    words = [word for each in text.split() if (word := each.strip("\"'()“”‘’.,:;!?")).isalpha()]
    return len(words) < LEAST_WORDS or all(word[0].isupper() for word in words)


def _source(citation: Citation, cited: NumberedSentence) -> Source:
    before = cited.article.sentences[max(0, cited.position - SENTENCES_BEFORE) : cited.position]
    return Source(
        citation.sentence,
        citation.title,
        citation.published_on,
        before=" ".join(sentence.text for sentence in before),
    )


def _is_beside_the_point(shown: Mapping[int, NumberedSentence], labels: Sequence[int]) -> bool:
    """True words are no answer when nothing that they rest on has to do with the question."""
    best = max(log_odds(one.probability) for one in shown.values())
    return max(log_odds(shown[label].probability) for label in labels) < best - MOST_BEHIND


def _is_said_elsewhere(shown: Mapping[int, NumberedSentence], text: str, cited: Sequence[Citation]) -> bool:
    labels = {one.label for one in cited}
    others = [one.sentence.text for label, one in shown.items() if label not in labels]
    return verification.is_said_elsewhere(text, [one.sentence for one in cited], others)
