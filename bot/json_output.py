"""Converts results to the JSON that the command line prints. A change can break programs that read it.

Each function is pure: it takes a result and returns plain data for ``json.dumps``, with keys in the order of
printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from bot.json_types import (
    AddedJson,
    ArticleJson,
    CitationJson,
    DeletedJson,
    ErrorJson,
    FollowedJson,
    ListedJson,
    NearestJson,
    OutcomeJson,
    PassageJson,
    StandingJson,
    StatementJson,
    SummaryJson,
    VerdictJson,
    VersionJson,
)
from bot.messages.catalogue import load_catalogue
from bot.messages.replies import reply_text
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    Article,
    ArticleSummary,
    Citation,
    CitedStatement,
    NearestArticle,
    Outcome,
    Passage,
    Reply,
    Standing,
    Version,
)
from knowledge.newsroom.following import FollowedStatus
from knowledge.verification import Verdict


def outcome(result: Outcome, *, identity: object = None) -> OutcomeJson:
    """What ``kutip ask --json`` prints. ``identity`` is the id of a batch line, any JSON value."""
    output: OutcomeJson = {
        "id": identity,
        "question": result.question,
        "standalone_question": result.standalone_question,
        "language": result.language,
        "status": _status(result),
        "intent": result.intent,
        "reason": result.reason if isinstance(result, Abstention) else None,
        "mode": result.mode,
        "confidence": round(result.confidence, 4),
        "statements": _statements(result.statements),
        "dropped": [{"text": dropped.text, "problems": list(dropped.problems)} for dropped in result.dropped],
        "nearest": [_nearest(nearest) for nearest in result.nearest],
        "usage": {
            "input_tokens": result.usage.input_tokens,
            "output_tokens": result.usage.output_tokens,
        },
        "timings_ms": {
            "understand": round(result.timings.understand, 1),
            "retrieve": round(result.timings.retrieve, 1),
            "draft": round(result.timings.draft, 1),
            "verify": round(result.timings.verify, 1),
            "total": round(result.timings.total, 1),
        },
    }
    if isinstance(result, Reply):
        output["reply"] = reply_text(result, load_catalogue().choose(result.language))
        if result.articles or result.intent in {"latest", "browse"}:
            output["articles"] = [_listed(article) for article in result.articles]
    if isinstance(result, Answer) and result.parts:
        output["parts"] = [
            {"question": part.question, "statements": _statements(part.statements)} for part in result.parts
        ]
    if isinstance(result, Answer) and result.archive_until is not None:
        output["archive_until"] = result.archive_until.isoformat()
    return output


def _status(result: Outcome) -> Literal["answered", "abstained", "replied"]:
    if isinstance(result, Reply):
        return "replied"
    return "answered" if isinstance(result, Answer) else "abstained"


def _statements(statements: Sequence[CitedStatement]) -> list[StatementJson]:
    return [
        {"text": statement.text, "citations": [_citation(citation) for citation in statement.citations]}
        for statement in statements
    ]


def _listed(article: ArticleSummary) -> ListedJson:
    return {
        "article_id": article.id,
        "external_id": article.external_id,
        "title": article.title,
        "published_on": _iso(article.published_on),
    }


def _nearest(nearest: NearestArticle) -> NearestJson:
    return {
        "article_id": nearest.article_id,
        "title": nearest.title,
        "sentence": nearest.sentence,
        "start": nearest.start,
        "end": nearest.end,
    }


def _citation(citation: Citation) -> CitationJson:
    return {
        "label": citation.label,
        "article_id": citation.article_id,
        "external_id": citation.external_id,
        "title": citation.title,
        "published_on": _iso(citation.published_on),
        "url": citation.url,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
    }


def verdict(result: Verdict, *, identity: object = None) -> VerdictJson:
    """One line of ``kutip verify --batch --json``; ``identity`` is the id of the batch line."""
    return {
        "id": identity,
        "verdict": result.ruling,
        "supported": result.supported,
        "score": round(result.score, 4),
        "problems": [problem.name for problem in result.problems],
    }


def failure(message: str, *, identity: object = None) -> ErrorJson:
    """The output line for a batch line that failed. ``identity`` is the line's id, None if it is
    unreadable."""
    return {"id": identity, "error": message}


def passages(hits: Sequence[Passage]) -> list[PassageJson]:
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
        for rank, passage in enumerate(hits, start=1)
    ]


def added(result: AddResult, *, source: str | None = None) -> AddedJson:
    """One line of ``kutip add --json``; ``source`` names the file and the place in it, or the address."""
    line: AddedJson = {
        "external_id": result.external_id,
        "article_id": result.article_id,
        "status": result.status,
        "sentences": result.sentences,
    }
    if result.error is not None:
        line["error"] = result.error
    if source is not None:
        line["source"] = source
    return line


def deleted(last: Version) -> DeletedJson:
    """What ``kutip delete ID --json`` prints, given the last version of the article."""
    return {"article_id": last.article_id, "external_id": last.external_id, "status": "deleted"}


def summary(article: ArticleSummary) -> SummaryJson:
    """One element of ``kutip articles --json``."""
    return {
        "article_id": article.id,
        "external_id": article.external_id,
        "title": article.title,
        "published_on": _iso(article.published_on),
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "sentences": article.sentence_count,
        "added_at": article.added_at.isoformat(),
    }


def article(stored: Article) -> ArticleJson:
    """What ``kutip show ID --json`` prints."""
    return {
        "article_id": stored.id,
        "external_id": stored.external_id,
        "title": stored.title,
        "published_on": _iso(stored.published_on),
        "publisher": stored.publisher,
        "url": stored.url,
        "language": stored.language,
        "added_at": stored.added_at.isoformat(),
        "text": stored.text,
        "sentences": [{"start": sentence.start, "end": sentence.end} for sentence in stored.sentences],
    }


def standing(result: Standing) -> StandingJson:
    """What ``kutip retract ID REASON --json`` prints."""
    return {
        "article_id": result.article_id,
        "title": result.title,
        "status": "retracted" if result.is_retracted else "published",
        "retracted_at": _iso(result.retracted_at),
        "reason": result.reason,
    }


def followed(status: FollowedStatus) -> FollowedJson:
    """One entry of what ``kutip following --json`` prints."""
    source = status.followed
    return {
        "number": source.number,
        "kind": source.kind,
        "title": source.title,
        "address": source.address,
        "paused": source.is_paused,
        "preview": source.needs_approval,
        "silent": status.is_silent,
        "waiting": status.waiting,
        "newest_at": _iso(source.newest_at),
        "succeeded_at": _iso(source.succeeded_at),
        "error": source.error,
    }


def version(stored: Version) -> VersionJson:
    """One element of ``kutip history ID --json``; the current version has null ``until`` and ``ending``."""
    return {
        "article_id": stored.article_id,
        "external_id": stored.external_id,
        "title": stored.title,
        "published_on": _iso(stored.published_on),
        "publisher": stored.publisher,
        "url": stored.url,
        "since": stored.since.isoformat(),
        "until": _iso(stored.until),
        "ending": stored.ending,
        "reason": stored.reason,
        "text": stored.text,
        "removed": [change.old for change in stored.changes if change.old is not None],
        "added": [change.new for change in stored.changes if change.new is not None],
    }


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
