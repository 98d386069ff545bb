"""Checks each statement of a model while its answer is streamed: resolves its citations and verifies it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge import verification
from knowledge.answering import courtesies, draft_parser, evidence_prompt
from knowledge.answering.neighbours import neighbour
from knowledge.errors import KutipError
from knowledge.models import CitedStatement, NumberedSentence, Statement, Usage
from knowledge.ports import Embedder, LanguageModel
from knowledge.retrieval.confidence import log_odds
from knowledge.verification import Problem, Source, Verdict, answer_words, speakers, support
from prompts.loader import load

log = logging.getLogger(__name__)

WRONG_LANGUAGE = "wrong_language"
"""The statement is in another language than the question."""
BESIDE_THE_POINT = "beside_the_point"
"""The cited sentences have little to do with the question."""
WRONG_SENTENCE = "wrong_sentence"
"""Another sentence of the evidence supports the statement better than the cited ones."""
NOT_CONFIRMED = "not_confirmed"
"""The model of LLM_VERIFIER says that the statement does not follow."""
FRAGMENT = "fragment"
"""The statement is a number, a word or a name alone, which claims nothing that could be verified."""

LEAST_WORDS = 2
"""A statement with fewer words is a fragment."""

MOST_BEHIND = 5.0
"""Log-odds by which the best cited sentence may be behind the best sentence of the evidence.

Of the 345 sentences that belong in the answers to newsq_dev's questions for lists and summaries, 0.98 are no
further behind; of the other sentences of their evidence 0.83.
"""

SENTENCES_BEFORE = 2
"""Sentences before a cited one in which the person of a pronoun is looked up."""

LANGUAGE_WORDS = 5
"""The language of a shorter statement is not checked: it is mostly names, which belong to no language."""

VERDICT_TOKENS = 5
"""Limit for the answer of the verifier, which is "yes" or "no"."""
VERDICTS = {"yes": True, "ya": True, "no": False, "tidak": False}
EVIDENCE_TOKENS = 2500
"""Limit for the evidence that the verifier is shown."""


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
class Judgement:
    """The result of checking one statement.

    Either ``verified`` or ``problems`` is set. Neither is set for a statement that claims nothing about the
    news; ``says_nothing_found`` tells whether it says that the evidence does not answer.
    """

    statement: Statement
    verified: CitedStatement | None = None
    problems: tuple[Problem, ...] = ()
    usage: Usage = field(default_factory=Usage)
    says_nothing_found: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement as it is shown, the sentences that it needs, and its problems."""

    text: str
    cited: Sequence[NumberedSentence]
    problems: tuple[Problem, ...]


class StatementChecker:
    """Checks statements by the verification rules, an embedder and, optionally, a second model.

    It has no state between statements and may be used by many tasks at once.
    """

    def __init__(
        self, embedder: Embedder, *, verifier: LanguageModel | None = None, nonce: Callable[[], str]
    ) -> None:
        """``verifier`` is a second model that confirms each statement without problems.

        If None, no second model is consulted. ``nonce`` draws the nonce of its evidence block.
        """
        self._embedder = embedder
        self._verifier = verifier
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the verifier. A second call does nothing."""
        if self._verifier is not None:
            await self._verifier.close()

    async def judge(self, context: AnswerContext, statement: Statement, *, confirm: bool = True) -> Judgement:
        """Check one statement.

        Errors of the verifier and the embedder are not raised: the statement is checked without them. Pass
        ``confirm=False`` for a statement that the verifier has confirmed before: then it is not asked again.
        """
        text = evidence_prompt.unguard(statement.text)
        statement = Statement(text, statement.labels)
        citations, _unknown = draft_parser.resolve(statement.labels, context.shown)
        cited = [context.shown[citation.label] for citation in citations]
        if not cited and courtesies.is_courtesy(text):
            return Judgement(statement)  # "Here is what the articles say:" needs no proof and no mention
        if not statement.labels and courtesies.says_nothing_found(text):
            return Judgement(statement, says_nothing_found=True)
        claim = await self._verify_answer(context, text, cited)
        if claim.problems:
            # "Semoga membantu!" before the labels of another sentence cites what that one cites.
            is_left_out = courtesies.is_offer(text)
            return Judgement(statement, problems=() if is_left_out else claim.problems)
        confirmed, usage = await self._confirm(context, claim) if confirm else (True, Usage())
        if not confirmed:
            return Judgement(statement, problems=(Problem(NOT_CONFIRMED),), usage=usage)
        verified = CitedStatement(claim.text, tuple(map(draft_parser.cite, claim.cited)))
        return Judgement(statement, verified, usage=usage)

    async def _verify_answer(
        self, context: AnswerContext, text: str, cited: Sequence[NumberedSentence]
    ) -> _Claim:
        """Verify a statement without the "Tidak," in front of it, which answers and negates nothing.

        The word is left out if the statement does not bear it out.
        """
        leading, rest = answer_words.split(text)
        claim = await self._verify(context, rest, cited)
        if not leading:
            return claim
        if claim.problems:
            whole = await self._verify(context, text, cited)  # the source may begin with the word as well
            return claim if whole.problems else whole
        if answer_words.fits(leading, rest, context.question):
            return replace(claim, text=text)
        return replace(claim, text=rest[0].upper() + rest[1:])

    async def _verify(self, context: AnswerContext, text: str, cited: Sequence[NumberedSentence]) -> _Claim:
        if _is_fragment(text):
            return _Claim(text, cited, (Problem(FRAGMENT),))
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
        problems = verdict.problems
        language = verification.language_of(text, names_in=[each.sentence.text for each in cited])
        if {language, context.language} == {"id", "en"} and len(text.split()) >= LANGUAGE_WORDS:
            problems = (*problems, Problem(WRONG_LANGUAGE))
        if is_beside_the_point:
            problems = (*problems, Problem(BESIDE_THE_POINT))
        elif cited and not problems and _is_said_elsewhere(context.shown, text, cited):
            problems = (Problem(WRONG_SENTENCE),)
        return _Claim(text, [cited[index] for index in verdict.needed], problems)

    async def _relatedness(self, text: str, sources: Sequence[Source]) -> float | None:
        try:
            return (await support.relatedness(self._embedder, [(text, sources)]))[0]
        except KutipError:
            return None

    async def _confirm(self, context: AnswerContext, claim: _Claim) -> tuple[bool, Usage]:
        """Ask the verifier whether the statement follows; True if it fails or answers neither yes nor no."""
        if self._verifier is None:
            return True, Usage()
        block = evidence_prompt.render(claim.cited, nonce=self._nonce(), max_tokens=EVIDENCE_TOKENS)
        prompt = load("verify").fill(evidence=block.text, statement=evidence_prompt.guard(claim.text))
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
    """Whether a text is a number, a word or a name alone and so claims nothing.

    >>> _is_fragment("420 meter."), _is_fragment("Larasati Wirabuana"), _is_fragment("Ia wali kota.")
    (True, True, False)
    """
    words = [word for each in text.split() if (word := each.strip("\"'()“”‘’.,:;!?")).isalpha()]
    return len(words) < LEAST_WORDS or all(word[0].isupper() for word in words)


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
