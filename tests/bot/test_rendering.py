from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import load_catalogue
from bot.telegram.markup import MESSAGE_ENTITIES, MESSAGE_UNITS, cut, utf16_units
from bot.telegram.rendering import (
    render_added,
    render_articles,
    render_outcome,
    render_text,
    short_id,
)
from knowledge.models import (
    Abstention,
    AddResult,
    Answer,
    ArticleSummary,
    Citation,
    CitedStatement,
    NearestArticle,
    Reason,
)
from tests.e2e.telegram_html import Entity, parse, units

CATALOGUE = load_catalogue()
INDONESIAN = CATALOGUE.choose("id")
ENGLISH = CATALOGUE.choose("en")


def _citation(sentence: str, *, label: int = 1, article_id: str = "a1", **changes: object) -> Citation:
    fields: dict[str, object] = {
        "external_id": None,
        "title": "Jembatan Wulung dibuka",
        "published_on": date(2024, 3, 5),
        "publisher": "Kabar Wulung",
        "url": "https://kabar.example/jembatan",
        "start": 10 * label,
        "end": 10 * label + len(sentence),
    }
    return Citation(label=label, article_id=article_id, sentence=sentence, **{**fields, **changes})  # type: ignore[arg-type]


def _quoted(sentence: str, **changes: object) -> CitedStatement:
    return CitedStatement(sentence, (_citation(sentence, **changes),))  # type: ignore[arg-type]


def _answer(*statements: CitedStatement, language: str = "id") -> Answer:
    return Answer("?", "?", language, "extractive", 0.9, statements)


def _abstention(reason: Reason, *titles: str, language: str = "id") -> Abstention:
    nearest = tuple(NearestArticle(f"a{n}", title) for n, title in enumerate(titles))
    return Abstention("?", "?", language, "extractive", 0.1, reason, nearest=nearest)


def _seen(messages: list[str]) -> list[tuple[str, list[Entity]]]:
    """What people see, after the checks that a Bot API server makes."""
    seen = [parse(message) for message in messages]
    for text, entities in seen:
        assert text.strip()
        assert units(text) <= MESSAGE_UNITS
        assert len(entities) <= MESSAGE_ENTITIES
    return seen


def _text(messages: list[str]) -> str:
    (text, _), *rest = _seen(messages)
    assert not rest
    return text


def test_extractive_answer_shows_the_sentence_once_with_its_source() -> None:
    sentence = "Jembatan itu dibuka\nWali Kota Rinjani pada Selasa."
    messages = render_outcome(_answer(_quoted(sentence)), CATALOGUE, "en")
    [(text, entities)] = _seen(messages)
    assert text == (
        "Jembatan itu dibuka Wali Kota Rinjani pada Selasa. [1]\n\n"
        "Sumber\n"
        "[1] Jembatan Wulung dibuka — Kabar Wulung, 5 Maret 2024"
    )
    assert [(entity.type, entity.url) for entity in entities] == [
        ("blockquote", None),
        ("bold", None),
        ("text_link", "https://kabar.example/jembatan"),
    ]


def test_frame_is_in_the_language_of_the_question() -> None:
    answer = _answer(_quoted("The bridge opened."), language="en")
    assert "Source\n" in _text(render_outcome(answer, CATALOGUE, "id"))
    assert "March 5, 2024" in _text(render_outcome(answer, CATALOGUE, "id"))


def test_frame_is_in_the_users_language_when_the_questions_is_not_known() -> None:
    answer = _answer(_quoted("Jembatan dibuka."), language="und")
    assert "Sumber" in _text(render_outcome(answer, CATALOGUE, "id"))
    assert "Source" in _text(render_outcome(answer, CATALOGUE, "en"))


def test_a_statement_in_other_words_is_followed_by_the_sentences_that_prove_it() -> None:
    first = _citation("Biayanya 5 miliar rupiah.", label=3)
    second = _citation("Pembangunan memakan dua tahun.", label=7)
    statement = CitedStatement(
        "Jembatan seharga 5 miliar rupiah itu selesai dalam dua tahun.", (first, second)
    )
    text = _text(render_outcome(_answer(statement), CATALOGUE, "id"))
    assert text.startswith(
        "Jembatan seharga 5 miliar rupiah itu selesai dalam dua tahun. [1] [2]\n\n"
        "Biayanya 5 miliar rupiah. [1]\n\n"
        "Pembangunan memakan dua tahun. [2]\n\n"
    )


def test_an_article_is_listed_once_with_all_its_numbers() -> None:
    answer = _answer(
        _quoted("Satu.", label=2),
        _quoted("Dua.", label=5, article_id="b", title="Pasar"),
        _quoted("Tiga.", label=9),
    )
    text = _text(render_outcome(answer, CATALOGUE, "id"))
    assert "[1] [3] Jembatan Wulung dibuka" in text
    assert "[2] Pasar" in text
    assert text.count("Jembatan Wulung dibuka") == 1


def test_source_says_only_what_is_known() -> None:
    bare = _quoted("Satu.", publisher=None, published_on=None, url=None)
    assert _text(render_outcome(_answer(bare), CATALOGUE, "id")).endswith("[1] Jembatan Wulung dibuka")
    dated = _quoted("Satu.", publisher=None, url=None)
    assert _text(render_outcome(_answer(dated), CATALOGUE, "id")).endswith("dibuka — 5 Maret 2024")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[",
        "https://",
        "x",
        "https://x.example/\ud800",
        "https://x.example/ a",
    ],
)
def test_an_address_that_is_not_of_the_web_is_not_linked(url: str) -> None:
    [(_, entities)] = _seen(render_outcome(_answer(_quoted("Satu.", url=url)), CATALOGUE, "id"))
    assert "text_link" not in {entity.type for entity in entities}


def test_markup_in_articles_is_shown_and_not_obeyed() -> None:
    sentence = 'Ia berkata "<b>R&D</b> & </blockquote>".'
    url = 'https://kabar.example/?a=1&b="x"'
    answer = _answer(_quoted(sentence, title="<i>A&B", publisher="P<", url=url))
    [(text, entities)] = _seen(render_outcome(answer, CATALOGUE, "id"))
    assert sentence in text
    assert "<i>A&B — P<" in text
    assert entities[-1].url == url


def test_long_answers_are_split_between_statements() -> None:
    sentences = [f"Kalimat nomor {n} " + "panjang " * 120 + "selesai." for n in range(12)]
    answer = _answer(*(_quoted(sentence, label=n) for n, sentence in enumerate(sentences)))
    seen = _seen(render_outcome(answer, CATALOGUE, "id"))
    assert len(seen) > 1
    for number, sentence in enumerate(sentences, start=1):
        assert sum(f"{sentence} [{number}]" in text for text, _ in seen) == 1


def test_a_sentence_longer_than_a_message_is_cut_at_spaces_and_nothing_is_lost() -> None:
    words = [f"kata{n}" for n in range(2000)]
    seen = _seen(render_outcome(_answer(_quoted(" ".join(words))), CATALOGUE, "id"))
    assert len(seen) > 2
    joined = " ".join(text for text, _ in seen)
    assert joined.split()[: len(words) + 1] == [*words, "[1]"]
    assert all(entities[0].type == "blockquote" for _, entities in seen)


def test_emoji_count_twice() -> None:
    seen = _seen(render_outcome(_answer(_quoted("😀" * 5000)), CATALOGUE, "id"))
    assert sum(text.count("😀") for text, _ in seen) == 5000


def test_many_sources_stay_within_the_limits() -> None:
    answer = _answer(*(_quoted(f"S{n}.", label=n, article_id=f"a{n}", title="T" * 5000) for n in range(150)))
    seen = _seen(render_outcome(answer, CATALOGUE, "id"))
    assert "[150] TTT" in seen[-1][0]


@given(
    st.lists(st.tuples(st.text(), st.text(max_size=50), st.text(max_size=20)), min_size=1, max_size=5),
)
def test_any_text_gives_valid_messages(parts: list[tuple[str, str, str]]) -> None:
    answer = _answer(
        *(
            _quoted(sentence, label=n, article_id=str(n), title=title, url=f"https://x.example/{path}")
            for n, (sentence, title, path) in enumerate(parts)
        )
    )
    for message in render_outcome(answer, CATALOGUE, "id"):
        message.encode()
        parse(message)


@given(st.text(), st.integers(min_value=2, max_value=30))
def test_cutting_loses_only_spaces(text: str, limit: int) -> None:
    parts = list(cut(" ".join(text.split()), limit))
    assert all(utf16_units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize("reason", ["no_match", "unsupported"])
def test_abstention_names_at_most_three_nearest_articles(reason: Reason) -> None:
    text = _text(render_outcome(_abstention(reason, "Satu <1>", "Dua", "Tiga", "Empat"), CATALOGUE, "en"))
    assert text.endswith("Yang paling mendekati:\n• Satu <1>\n• Dua\n• Tiga")


def test_abstention_without_nearest_articles_is_one_sentence() -> None:
    assert _text(render_outcome(_abstention("no_match"), CATALOGUE, "en")) == INDONESIAN(
        "abstention-no-match"
    )


def test_empty_archive_is_said_in_the_language_of_the_question() -> None:
    assert _text(render_outcome(_abstention("no_articles", language="en"), CATALOGUE, "id")) == ENGLISH(
        "abstention-no-articles"
    )


def _summary(number: int, **changes: object) -> ArticleSummary:
    fields: dict[str, object] = {
        "id": f"id-{number}",
        "title": f"Judul <{number}>",
        "language": "id",
        "sentence_count": 3,
        "added_at": datetime(2024, 6, 1, tzinfo=UTC),
        "published_on": date(2024, 5, number),
    }
    return ArticleSummary(**{**fields, **changes})  # type: ignore[arg-type]


def test_articles_are_listed_with_date_publisher_and_an_id_to_copy() -> None:
    messages = render_articles([_summary(2, publisher="Kabar"), _summary(1)], 12, INDONESIAN)
    [(text, entities)] = _seen(messages)
    assert text == (
        "2 artikel terbaru dari 12\n\n"
        "Judul <2>\nKabar, 2 Mei 2024\nID: id-2\n\n"
        "Judul <1>\n1 Mei 2024\nID: id-1"
    )
    assert [entity.type for entity in entities] == ["bold", "code", "code"]


def test_an_article_without_date_says_when_it_was_added() -> None:
    text = _text(render_articles([_summary(1, published_on=None)], 1, ENGLISH))
    assert text == "1 article\n\nJudul <1>\nadded June 1, 2024\nID: id-1"


def test_no_articles_is_a_sentence() -> None:
    assert _text(render_articles([], 0, INDONESIAN)) == "Belum ada artikel."


@pytest.mark.parametrize("status", ["added", "unchanged", "replaced"])
def test_what_became_of_an_upload_carries_title_and_id(status: str) -> None:
    result = AddResult(status, None, "id-9", "Pasar & <Sungai>", 4)  # type: ignore[arg-type]
    [(text, entities)] = _seen(render_added(result, INDONESIAN))
    assert "“Pasar & <Sungai>”" in text
    assert text.endswith("\nID: id-9")
    assert [entity.type for entity in entities] == ["code"]


def test_failed_upload_says_that_nothing_changed() -> None:
    result = AddResult("failed", error="Vendor text <html>")
    assert _text(render_added(result, ENGLISH)) == ENGLISH("add-failed")


def test_text_of_the_catalogue_is_escaped() -> None:
    assert render_text("a < b & c") == ["a &lt; b &amp; c"]


def test_an_id_that_is_a_whole_text_is_shortened() -> None:
    assert len(short_id("x" * 4000)) <= 64
