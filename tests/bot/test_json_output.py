from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import json_output
from bot.messages.catalogue import load_catalogue
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    Article,
    Citation,
    CitedStatement,
    DroppedStatement,
    Followed,
    NearestArticle,
    Sentence,
    Timings,
    Usage,
)
from knowledge.newsroom.following import FollowedStatus
from tests.bot.made_outcomes import COST, OPENED, listed, quoted, reply, two_questions

ADDED = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TEXT = "Jembatan Kelana dibuka Senin. Biayanya Rp 4 miliar."
ANSWER = Answer(
    question="Kapan dibuka?",
    standalone_question="Kapan Jembatan Kelana dibuka?",
    language="id",
    mode="extractive",
    confidence=0.87654,
    statements=(
        CitedStatement(
            "Jembatan Kelana dibuka Senin.",
            (
                Citation(
                    label=1,
                    article_id="abc",
                    external_id=None,
                    title="Jembatan",
                    published_on=date(2026, 1, 5),
                    publisher="Kabar Muarasenja",
                    url=None,
                    sentence="Jembatan Kelana dibuka Senin.",
                    start=0,
                    end=29,
                ),
            ),
        ),
    ),
    dropped=(DroppedStatement("Dibuka Selasa.", ("not_verbatim",)),),
    nearest=(
        NearestArticle("abc", "Jembatan", "Biayanya Rp 4 miliar.", 30, 51, published_on=date(2026, 1, 5)),
        NearestArticle("def", "Pasar"),
    ),
    usage=Usage(1, 2),
    timings=Timings(understand=1.26, total=20.0),
)


def test_answer_has_the_keys_of_the_contract() -> None:
    assert json_output.outcome(ANSWER, identity="q1") == {
        "id": "q1",
        "question": "Kapan dibuka?",
        "standalone_question": "Kapan Jembatan Kelana dibuka?",
        "language": "id",
        "status": "answered",
        "intent": "question",
        "reason": None,
        "mode": "extractive",
        "confidence": 0.8765,
        "statements": [
            {
                "text": "Jembatan Kelana dibuka Senin.",
                "citations": [
                    {
                        "label": 1,
                        "article_id": "abc",
                        "external_id": None,
                        "title": "Jembatan",
                        "published_on": "2026-01-05",
                        "url": None,
                        "sentence": "Jembatan Kelana dibuka Senin.",
                        "start": 0,
                        "end": 29,
                    }
                ],
            }
        ],
        "dropped": [{"text": "Dibuka Selasa.", "problems": ["not_verbatim"]}],
        "nearest": [
            {
                "article_id": "abc",
                "title": "Jembatan",
                "sentence": "Biayanya Rp 4 miliar.",
                "start": 30,
                "end": 51,
            },
            {"article_id": "def", "title": "Pasar", "sentence": None, "start": None, "end": None},
        ],
        "usage": {"input_tokens": 1, "output_tokens": 2},
        "timings_ms": {"understand": 1.3, "retrieve": 0.0, "draft": 0.0, "verify": 0.0, "total": 20.0},
    }


def test_abstention_has_a_reason_and_no_statements() -> None:
    line = json_output.outcome(
        Abstention("Siapa?", "Siapa?", "id", mode="extractive", confidence=0.1, reason="no_articles")
    )
    assert (line["status"], line["reason"], line["statements"], line["id"]) == (
        "abstained",
        "no_articles",
        [],
        None,
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_small_talk_has_words_in_its_language_and_no_list(language: str) -> None:
    line = json_output.outcome(reply("thanks", language=language, variant=1))
    assert (line["status"], line["intent"], line["reason"]) == ("replied", "thanks", None)
    assert line["reply"] == load_catalogue().choose(language)("reply-thanks", variant=1)
    assert (line["statements"], line["nearest"]) == ([], [])
    assert not {"articles", "parts"} & set(line)


def test_doubt_has_the_statements_with_their_citations() -> None:
    line = json_output.outcome(reply("doubt", statements=(quoted(OPENED), quoted(COST, label=2, start=90))))
    assert (line["status"], line["intent"]) == ("replied", "doubt")
    assert line["reply"] == load_catalogue().choose("id")("reply-doubt")
    assert [statement["text"] for statement in line["statements"]] == [OPENED, COST]
    assert line["statements"][1]["citations"][0]["start"] == 90


def test_list_has_its_articles_in_order() -> None:
    line = json_output.outcome(reply("latest", listed(2), listed(1, day=None)))
    assert line["reply"] == load_catalogue().choose("id")("listed-newest")
    assert line["articles"] == [
        {
            "article_id": "article-02",
            "external_id": None,
            "title": "Judul 2",
            "published_on": "2024-05-03",
        },
        {"article_id": "article-01", "external_id": None, "title": "Judul 1", "published_on": None},
    ]


def test_list_that_is_empty_is_there_and_a_complaint_has_its_article() -> None:
    assert json_output.outcome(reply("latest"))["articles"] == []
    assert json_output.outcome(reply("browse"))["articles"] == []
    [article] = json_output.outcome(reply("complaint", listed(1)))["articles"]
    assert article["title"] == "Judul 1"
    assert "articles" not in json_output.outcome(reply("complaint"))


def test_several_questions_are_parts_with_their_statements() -> None:
    line = json_output.outcome(two_questions())
    assert (line["status"], line["intent"]) == ("answered", "question")
    assert [part["question"] for part in line["parts"]] == [
        "Siapa yang membuka Jembatan Wulung?",
        "Berapa panjangnya?",
        "Berapa biayanya?",
    ]
    assert [len(part["statements"]) for part in line["parts"]] == [1, 0, 1]
    assert line["statements"] == [*line["parts"][0]["statements"], *line["parts"][2]["statements"]]
    assert [one["label"] for each in line["statements"] for one in each["citations"]] == [1, 2]


def test_add_line_has_an_error_only_when_it_failed() -> None:
    fine = json_output.added(AddResult("added", external_id="7", article_id="abc", sentences=2))
    assert fine == {"external_id": "7", "article_id": "abc", "status": "added", "sentences": 2}
    assert json_output.added(AddResult("failed", error="It is empty."))["error"] == "It is empty."


def test_shown_article_has_offsets_into_its_text() -> None:
    article = Article(
        id="abc",
        revision=1,
        title="Jembatan",
        text=TEXT,
        sentences=(Sentence(0, 29, TEXT[0:29]), Sentence(30, 51, TEXT[30:51])),
        language="id",
        added_at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    shown = json_output.article(article)
    assert [shown["text"][one["start"] : one["end"]] for one in shown["sentences"]] == [
        "Jembatan Kelana dibuka Senin.",
        "Biayanya Rp 4 miliar.",
    ]


def test_answer_about_the_present_from_old_articles_tells_until_when_the_archive_goes() -> None:
    old = json_output.outcome(replace(ANSWER, archive_until=date(2026, 1, 5)))
    assert old["archive_until"] == "2026-01-05"
    assert "archive_until" not in json_output.outcome(ANSWER)


def test_followed_feed_has_its_state_and_its_times() -> None:
    followed = Followed(
        3, "feed", "https://k.example/feed", "Kabar", "terminal", ADDED, is_paused=True, succeeded_at=ADDED
    )
    assert json_output.followed(FollowedStatus(followed, 2, is_silent=True)) == {
        "number": 3,
        "kind": "feed",
        "title": "Kabar",
        "address": "https://k.example/feed",
        "paused": True,
        "preview": False,
        "silent": True,
        "waiting": 2,
        "newest_at": None,
        "succeeded_at": ADDED.isoformat(),
        "error": None,
    }
