"""The JSON that other programs rely on (a change is a breaking change). Pure: values in, plain data out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from knowledge.models import (
    AddResult,
    Answer,
    Article,
    ArticleSummary,
    Citation,
    Outcome,
    Passage,
    Standing,
    Version,
)
from knowledge.verification import Verdict

JsonObject = dict[str, Any]


def outcome(result: Outcome, *, identity: str | int | None = None) -> JsonObject:
    """One answer or abstention, as ``kutip ask --json`` prints it."""
    answered = isinstance(result, Answer)
    return {
        "id": identity,
        "question": result.question,
        "standalone_question": result.standalone_question,
        "language": result.language,
        "status": "answered" if answered else "abstained",
        "reason": None if isinstance(result, Answer) else result.reason,
        "mode": result.mode,
        "confidence": round(result.confidence, 4),
        "statements": [
            {"text": statement.text, "citations": [_citation(citation) for citation in statement.citations]}
            for statement in (result.statements if isinstance(result, Answer) else ())
        ],
        "dropped": [{"text": dropped.text, "problems": list(dropped.problems)} for dropped in result.dropped],
        "nearest": [asdict(nearest) for nearest in result.nearest],
        "usage": asdict(result.usage),
        "timings_ms": {step: round(duration, 1) for step, duration in asdict(result.timings).items()},
    }


def _citation(citation: Citation) -> JsonObject:
    return {
        "label": citation.label,
        "article_id": citation.article_id,
        "external_id": citation.external_id,
        "title": citation.title,
        "published_on": citation.published_on.isoformat() if citation.published_on else None,
        "url": citation.url,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
    }


def verdict(result: Verdict, *, identity: str | int | None = None) -> JsonObject:
    """One line of ``kutip verify --batch --json``."""
    return {
        "id": identity,
        "supported": result.supported,
        "score": round(result.score, 4),
        "problems": [problem.name for problem in result.problems],
    }


def passages(found: Sequence[Passage]) -> list[JsonObject]:
    """What ``kutip search --json`` prints: the best sentence of each passage, best first."""
    return [
        {
            "rank": rank,
            "score": round(passage.score, 6),
            "article_id": passage.article.id,
            "external_id": passage.article.external_id,
            "sentence": passage.best.sentence.text,
            "start": passage.best.sentence.start,
            "end": passage.best.sentence.end,
            "passage": passage.text,
        }
        for rank, passage in enumerate(found, start=1)
    ]


def added(result: AddResult) -> JsonObject:
    """One line of ``kutip add --json``; ``error`` only when there is one."""
    line: JsonObject = {
        "external_id": result.external_id,
        "article_id": result.article_id,
        "status": result.status,
        "sentences": result.sentences,
    }
    if result.error is not None:
        line["error"] = result.error
    return line


def summary(article: ArticleSummary) -> JsonObject:
    """One element of ``kutip articles --json``."""
    return {
        "article_id": article.id,
        "external_id": article.external_id,
        "title": article.title,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "sentences": article.sentence_count,
        "added_at": article.added_at.isoformat(),
    }


def article(whole: Article) -> JsonObject:
    """What ``kutip show ID --json`` prints: the article with its text and its sentences' offsets."""
    return {
        "article_id": whole.id,
        "external_id": whole.external_id,
        "title": whole.title,
        "published_on": whole.published_on.isoformat() if whole.published_on else None,
        "publisher": whole.publisher,
        "url": whole.url,
        "language": whole.language,
        "added_at": whole.added_at.isoformat(),
        "text": whole.text,
        "sentences": [{"start": sentence.start, "end": sentence.end} for sentence in whole.sentences],
    }


def standing(one: Standing) -> JsonObject:
    """What ``kutip retract ID REASON --json`` prints."""
    return {
        "article_id": one.article_id,
        "title": one.title,
        "status": "retracted" if one.is_retracted else "published",
        "retracted_at": one.retracted_at.isoformat() if one.retracted_at else None,
        "reason": one.reason,
    }


def version(one: Version) -> JsonObject:
    """One element of ``kutip history ID --json``; ``ending`` is null for the text that stands."""
    return {
        "article_id": one.article_id,
        "external_id": one.external_id,
        "title": one.title,
        "published_on": one.published_on.isoformat() if one.published_on else None,
        "publisher": one.publisher,
        "url": one.url,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "ending": one.ending,
        "reason": one.reason,
        "text": one.text,
        "removed": [change.old for change in one.changes if change.old is not None],
        "added": [change.new for change in one.changes if change.new is not None],
    }
