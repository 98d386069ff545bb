"""Makes the outcomes that tests of messages, the terminal, JSON and Telegram render."""

from __future__ import annotations

from datetime import UTC, date, datetime

from knowledge.models import (
    Answer,
    ArticleSummary,
    Citation,
    CitedStatement,
    Intent,
    NextStep,
    Part,
    Period,
    Reply,
)

OPENED = "Wali Kota Larasati Wirabuana membuka Jembatan Wulung pada 3 Maret 2024."
COST = "Pembangunannya menelan Rp 48 miliar."


def citation(sentence: str, *, label: int = 1, start: int = 0, article_id: str = "a1") -> Citation:
    """Makes a citation of an article on a bridge."""
    return Citation(
        label=label,
        article_id=article_id,
        external_id=None,
        title="Jembatan Wulung Dibuka",
        published_on=date(2024, 3, 5),
        publisher="Kabar Wulung",
        url="https://kabar.example/jembatan",
        sentence=sentence,
        start=start,
        end=start + len(sentence),
    )


def quoted(sentence: str, *, label: int = 1, start: int = 0) -> CitedStatement:
    """Makes a statement that quotes a whole sentence."""
    return CitedStatement(sentence, (citation(sentence, label=label, start=start),))


def answer(*statements: CitedStatement, language: str = "id", parts: tuple[Part, ...] = ()) -> Answer:
    return Answer("?", "?", language, "extractive", 0.9, statements, parts)


def two_questions(language: str = "id") -> Answer:
    """Makes an answer to three questions of one message, the second of which has none."""
    first, last = quoted(OPENED), quoted(COST, label=2, start=100)
    return answer(
        first,
        last,
        language=language,
        parts=(
            Part("Siapa yang membuka Jembatan Wulung?", (first,)),
            Part("Berapa panjangnya?"),
            Part("Berapa biayanya?", (last,)),
        ),
    )


def listed(number: int, *, title: str | None = None, day: date | None = date(2024, 5, 3)) -> ArticleSummary:
    """Makes an article of a list, with an id as long as real ones are."""
    return ArticleSummary(
        f"article-{number:02}",
        title or f"Judul {number}",
        "id",
        12,
        datetime(2024, 5, 9, tzinfo=UTC),
        published_on=day,
        publisher="Kabar Wulung",
    )


def reply(
    intent: Intent,
    *articles: ArticleSummary,
    language: str = "id",
    variant: int = 0,
    statements: tuple[CitedStatement, ...] = (),
    topic: str | None = None,
    period: Period | None = None,
    count: int | None = None,
    next_steps: tuple[NextStep, ...] = (),
) -> Reply:
    return Reply(
        question="?",
        standalone_question="?",
        language=language,
        mode="extractive",
        confidence=0.0,
        variant=variant,
        statements=statements,
        articles=articles,
        topic=topic,
        period=period,
        count=count,
        next_steps=next_steps,
        intent=intent,
    )
