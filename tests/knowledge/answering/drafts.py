"""Lets the real writer answer with a prepared draft, over a scripted server."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering.tag_filter import RAISED
from knowledge.answering.writer import Limits, Writer, Written
from knowledge.models import Article, NumberedSentence
from tests.bundled_model import bundled_embedder
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, says
from tests.knowledge.answering.test_writer import label, model, prompt_of
from tests.knowledge.made_articles import make_article


def dated_article(revision: int, language: str, title: str, day: date, *sentences: str) -> Article:
    """Makes an article of one paragraph."""
    article = make_article(*sentences, revision=revision, language=language, title=title)
    return replace(article, published_on=day)


@dataclass(frozen=True)
class Draft:
    """A draft of a model: ``‹words›`` in it is replaced by the label of the sentence that contains the words.

    ``‹#words›`` is replaced by its number without brackets, ``‹^words›`` by its raised number. ``sent`` are
    the statements that must reach the reader, ``cited`` words of the sentences that they cite together, if
    these are not those of the draft, and ``sources`` words of a sentence that each of them cites.
    """

    article: Article
    question: str
    text: str
    sent: tuple[str, ...]
    language: str = "id"
    cited: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


async def write(draft: Draft, articles: Sequence[Article]) -> tuple[Written, int]:
    """Lets the writer answer with a draft. Returns the result and the number of calls.

    The model is of no help when it is asked to repair its draft.
    """
    evidence = [
        NumberedSentence(0, article, position, 0.6 if article is draft.article else 0.1)
        for article in articles
        for position in range(len(article.sentences))
    ]
    evidence = [replace(each, label=label) for label, each in enumerate(evidence, start=1)]
    calls = 0

    def script(request: Json) -> Behaviour:
        nonlocal calls
        calls += 1
        prompt = prompt_of(request)
        if "Sentences to correct" in prompt:
            return says("NO_ANSWER")
        return says(re.sub("‹([#^]?)(.+?)›", lambda match: _label(prompt, match[1], match[2]), draft.text))

    embedder = bundled_embedder()
    async with OpenAIServer(script) as server:
        writer = Writer(model(server), embedder, limits=Limits(deadline_s=60.0), check="off")
        written = await writer.write(draft.question, draft.language, evidence, deadline=writer.deadline())
        await writer.close()
    embedder.close()
    return written, calls


def _label(prompt: str, form: str, words: str) -> str:
    written = label(prompt, words)
    number = written.strip("[]")
    return {"": written, "#": number, "^": number.translate(RAISED)}[form]
