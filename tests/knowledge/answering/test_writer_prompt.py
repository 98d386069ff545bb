"""Tests of what the writer tells the model: the evidence, the day, and the form of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.answering.writer import FORMS, Limits, Wants, Writer, Written
from knowledge.models import Article, NumberedSentence
from tests.bundled_model import bundled_embedder
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, says
from tests.knowledge.answering.test_writer import label, model, prompt_of
from tests.knowledge.made_articles import make_article

QUESTION = "Berapa tinggi air di Lembayung?"
FLOOD = make_article(*(f"Air naik {number} sentimeter di Lembayung." for number in range(2, 32)), revision=1)
MARKET = make_article(*(f"Pasar {number} di Lembayung tutup." for number in range(2, 32)), revision=2)
EVIDENCE = [NumberedSentence(7, FLOOD, 10, 0.9), NumberedSentence(9, FLOOD, 11, 0.8)]


async def write(
    draft: str,
    evidence: Sequence[NumberedSentence] = EVIDENCE,
    *,
    today: date | None = None,
    wants: Wants = "answer",
    near: Sequence[Article] = (),
    whole: Sequence[Article] = (),
) -> tuple[Written, list[str]]:
    """Lets the writer answer with a draft, in which ``<words>`` is the label of the sentence with these
    words. Returns the result and the prompts."""
    prompts: list[str] = []

    def script(request: Json) -> Behaviour:
        prompts.append(prompt_of(request))
        return says(re.sub("<(.+?)>", lambda match: label(prompts[-1], match[1]), draft))

    embedder = bundled_embedder()
    async with OpenAIServer(script) as server:
        writer = Writer(model(server), embedder, limits=Limits(deadline_s=60.0))
        written = await writer.write(
            QUESTION,
            "id",
            evidence,
            deadline=writer.deadline(),
            today=today,
            wants=wants,
            near=near,
            whole=whole,
        )
        await writer.close()
    embedder.close()
    return written, prompts


async def test_day_is_told_in_the_answer_and_in_the_repair() -> None:
    _written, prompts = await write("Air naik 99 sentimeter.<naik 12 sentimeter>", today=date(2031, 1, 31))
    assert len(prompts) == 2
    assert all("\nToday: 2031-01-31\n" in prompt for prompt in prompts)


async def test_day_that_is_not_told_is_unknown() -> None:
    _written, [prompt] = await write("NO_ANSWER")
    assert "\nToday: unknown\n" in prompt


async def test_form_of_the_answer_is_asked_for() -> None:
    for wants, form in FORMS.items():
        _written, [prompt] = await write("NO_ANSWER", wants=wants)
        assert form in prompt
        assert [other for other in FORMS.values() if other in prompt] == [form]


async def test_citation_has_the_label_that_the_model_was_shown() -> None:
    written, [prompt] = await write("Air naik 13 sentimeter di Lembayung.<naik 13 sentimeter>")
    [citation] = written.statements[0].citations
    assert citation.sentence == "Air naik 13 sentimeter di Lembayung."
    assert f"[{citation.label}] {citation.sentence}" in prompt
    assert re.findall(r"^\[(\d+)\]", prompt, re.MULTILINE) == list("123456")


async def test_near_article_is_shown_beside_the_evidence() -> None:
    _written, [prompt] = await write("NO_ANSWER", near=[FLOOD, MARKET])
    assert "Pasar 2 di Lembayung tutup." in prompt
    assert "Pasar 5 di Lembayung tutup." not in prompt


async def test_whole_articles_are_summarised_and_each_sentence_may_be_cited() -> None:
    written, [prompt] = await write(
        "Air naik 2 sentimeter di Lembayung.<naik 2 sentimeter>\nPasar 31 di Lembayung tutup.<Pasar 31 di>",
        [],
        wants="summary",
        whole=[FLOOD, MARKET],
    )
    assert "Air naik 31 sentimeter" in prompt
    assert [statement.text for statement in written.statements] == [
        "Air naik 2 sentimeter di Lembayung.",
        "Pasar 31 di Lembayung tutup.",
    ]
    assert written.dropped == ()


async def test_without_evidence_the_model_is_not_asked() -> None:
    written, prompts = await write("NO_ANSWER", [])
    assert (written, prompts) == (Written(), [])
