from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import load_catalogue
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_added, render_articles, render_outcome, render_text, short_id
from bot.telegram.views.html import MESSAGE_ENTITIES, MESSAGE_UNITS, cut, utf16_units
from bot.telegram.views.outgoing import Outgoing
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


def _near(sentence: str, number: int = 1, **changes: object) -> NearestArticle:
    citation = _citation(sentence, label=number)
    fields = {
        name: getattr(citation, name)
        for name in ("article_id", "title", "start", "end", "published_on", "publisher", "url")
    }
    return NearestArticle(sentence=sentence, **{**fields, **changes})


def _abstention_near(*nearest: NearestArticle, language: str = "id") -> Abstention:
    return replace(_abstention("no_match", language=language), nearest=nearest)


def _seen(messages: list[Outgoing]) -> list[tuple[str, list[Entity]]]:
    """What people see, after the checks that a Bot API server makes."""
    seen = [parse(message.html) for message in messages]
    for message in messages:
        buttons = [button for row in message.buttons for button in row]
        assert len(buttons) <= 100
        assert all(len((button.data or "").encode()) <= 64 for button in buttons)
        assert message is messages[-1] or not buttons
    for text, entities in seen:
        assert text.strip()
        assert units(text) <= MESSAGE_UNITS
        assert len(entities) <= MESSAGE_ENTITIES
    return seen


def _text(messages: list[Outgoing]) -> str:
    (text, _), *rest = _seen(messages)
    assert not rest
    return text


def test_extractive_answer_shows_the_sentence_once_with_its_source() -> None:
    sentence = "Jembatan itu dibuka\nWali Kota Rinjani pada Selasa."
    messages = render_outcome(_answer(_quoted(sentence)), CATALOGUE, "en")
    [(text, entities)] = _seen(messages)
    assert text == (
        "Jembatan itu dibuka Wali Kota Rinjani pada Selasa. [1]\n\n"
        "[1] Jembatan Wulung dibuka\nKabar Wulung · 5 Maret 2024"
    )
    fragment = "#:~:text=Jembatan%20itu%20dibuka%20Wali%20Kota%20Rinjani%20pada%20Selasa."
    assert [(entity.type, entity.url) for entity in entities] == [
        ("blockquote", None),
        ("text_link", f"https://kabar.example/jembatan{fragment}"),
        ("blockquote", None),
    ]
    assert messages[0].html.count("<blockquote expandable>") == 1


def _answer_to(question: str, *statements: CitedStatement) -> Answer:
    return replace(_answer(*statements), standalone_question=question)


def test_the_words_that_answer_are_bold_in_the_quotation() -> None:
    sentence = "Jembatan “R&D” dibuka\n Wali Kota Damar Wicaksana pada 3 Maret 2024."
    messages = render_outcome(_answer_to("Kapan jembatan R&D dibuka?", _quoted(sentence)), CATALOGUE, "id")
    [(text, entities)] = _seen(messages)
    marked = [text[one.offset : one.offset + one.length] for one in entities if one.type == "bold"]
    assert marked == ["3 Maret 2024"]
    assert text.startswith("Jembatan “R&D” dibuka Wali Kota Damar Wicaksana pada 3 Maret 2024. [1]")


def test_a_statement_in_other_words_has_nothing_in_bold() -> None:
    statement = CitedStatement("Dibuka pada 3 Maret 2024.", (_citation("Jembatan dibuka 3 Maret 2024."),))
    [(_, entities)] = _seen(render_outcome(_answer_to("Kapan jembatan dibuka?", statement), CATALOGUE, "id"))
    assert "bold" not in {one.type for one in entities}


def test_a_sentence_longer_than_a_message_is_cut_without_bold() -> None:
    sentence = "Jembatan dibuka pada 3 Maret 2024 " + "dan warga bersorak " * 300 + "."
    seen = _seen(render_outcome(_answer_to("Kapan jembatan dibuka?", _quoted(sentence)), CATALOGUE, "id"))
    assert len(seen) > 1
    assert "bold" not in {one.type for _, entities in seen for one in entities}


def test_frame_is_in_the_language_of_the_question() -> None:
    answer = _answer(_quoted("The bridge opened."), language="en")
    assert "March 5, 2024" in _text(render_outcome(answer, CATALOGUE, "id"))


def test_frame_is_in_the_users_language_when_the_questions_is_not_known() -> None:
    answer = _answer(_quoted("Jembatan dibuka."), language="und")
    assert "5 Maret 2024" in _text(render_outcome(answer, CATALOGUE, "id"))
    assert "March 5, 2024" in _text(render_outcome(answer, CATALOGUE, "en"))


def test_frame_is_in_the_language_that_was_set_whatever_was_asked() -> None:
    answer = _answer(_quoted("Jembatan dibuka."), language="id")
    assert "March 5, 2024" in _text(render_outcome(answer, CATALOGUE, "id", set_language="en"))


def test_a_statement_in_other_words_is_followed_by_the_sentences_that_it_cites() -> None:
    first = _citation("Biayanya 5 miliar rupiah.", label=3)
    second = _citation("Pembangunan memakan dua tahun.", label=7)
    statement = CitedStatement(
        "Jembatan seharga 5 miliar rupiah itu selesai dalam dua tahun.", (first, second)
    )
    messages = render_outcome(_answer(statement), CATALOGUE, "id")
    assert _text(messages) == (
        "Jembatan seharga 5 miliar rupiah itu selesai dalam dua tahun. [1][2]\n\n"
        "[1] Biayanya 5 miliar rupiah.\n"
        "[2] Pembangunan memakan dua tahun.\n"
        "Jembatan Wulung dibuka\nKabar Wulung · 5 Maret 2024"
    )
    assert messages[0].html.count("<blockquote") == 1
    assert "<blockquote expandable>[1] Biayanya" in messages[0].html


def test_an_article_is_listed_once_with_all_its_numbers() -> None:
    answer = _answer(
        _quoted("Satu.", label=2),
        _quoted("Dua.", label=5, article_id="b", title="Pasar"),
        _quoted("Tiga.", label=9),
    )
    text = _text(render_outcome(answer, CATALOGUE, "id"))
    assert "[1][3] Jembatan Wulung dibuka" in text
    assert "[2] Pasar" in text
    assert text.count("Jembatan Wulung dibuka") == 1


def test_source_says_only_what_is_known() -> None:
    bare = _quoted("Satu.", publisher=None, published_on=None, url=None)
    assert _text(render_outcome(_answer(bare), CATALOGUE, "id")).endswith("[1] Jembatan Wulung dibuka")
    dated = _quoted("Satu.", publisher=None, url=None)
    assert _text(render_outcome(_answer(dated), CATALOGUE, "id")).endswith("dibuka\n5 Maret 2024")


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
def test_an_address_that_is_not_a_web_address_is_not_linked(url: str) -> None:
    [(_, entities)] = _seen(render_outcome(_answer(_quoted("Satu.", url=url)), CATALOGUE, "id"))
    assert "text_link" not in {entity.type for entity in entities}


def test_markup_in_articles_is_shown_as_text() -> None:
    sentence = 'Ia berkata "<b>R&D</b> & </blockquote>".'
    url = 'https://kabar.example/?a=1&b="x"'
    answer = _answer(_quoted(sentence, title="<i>A&B", publisher="P<", url=url))
    [(text, entities)] = _seen(render_outcome(answer, CATALOGUE, "id"))
    assert sentence in text
    assert "<i>A&B\nP<" in text
    assert (entities[-2].url or "").startswith(f"{url}#:~:text=Ia%20berkata")


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
    assert all("blockquote" in {entity.type for entity in entities} for _, entities in seen)


def test_an_emoji_counts_as_two_units() -> None:
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
        message.html.encode()
        parse(message.html)


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


def test_abstention_quotes_near_sentences_like_an_answer_and_says_that_they_are_none() -> None:
    outcome = _abstention_near(
        _near("Jembatan dibuka\nSelasa."), _near("Pasar ramai.", 2, article_id="b", title="Pasar", url=None)
    )
    [(text, entities)] = _seen(render_outcome(outcome, CATALOGUE, "id"))
    assert text == (
        "Saya tidak menemukan jawaban yang pasti. Yang paling dekat:\n\n"
        "Jembatan dibuka Selasa. [1]\n\nPasar ramai. [2]\n\n"
        "[1] Jembatan Wulung dibuka\nKabar Wulung · 5 Maret 2024\n[2] Pasar\nKabar Wulung · 5 Maret 2024"
    )
    assert [entity.type for entity in entities].count("blockquote") == 3
    assert "https://kabar.example/jembatan#:~:text=Jembatan%20dibuka%20Selasa." in [
        one.url for one in entities
    ]


def test_near_sentences_of_one_article_share_its_title() -> None:
    text = _text(render_outcome(_abstention_near(_near("Satu."), _near("Dua.", 2)), CATALOGUE, "id"))
    assert text.endswith(
        "Satu. [1]\n\nDua. [2]\n\n[1][2] Jembatan Wulung dibuka\nKabar Wulung · 5 Maret 2024"
    )


def test_near_sentences_are_announced_in_the_language_of_the_question() -> None:
    text = _text(render_outcome(_abstention_near(_near("Satu."), language="en"), CATALOGUE, "id"))
    assert text.startswith("I found no certain answer. The closest I have:\n\nSatu. [1]")


def test_nothing_is_bold_in_a_near_sentence_as_it_does_not_answer() -> None:
    outcome = replace(_abstention_near(_near("Dibuka 3 Maret 2024.")), standalone_question="Kapan dibuka?")
    [(_, entities)] = _seen(render_outcome(outcome, CATALOGUE, "id"))
    assert "bold" not in {one.type for one in entities}


def test_a_long_near_sentence_is_cut_and_its_markup_shown_as_text() -> None:
    sentence = "<b>R&D</b> </blockquote> " + "panjang " * 700
    [(text, entities)] = _seen(
        render_outcome(_abstention_near(_near(sentence, title="<i>A&B")), CATALOGUE, "id")
    )
    assert "<b>R&D</b> </blockquote> panjang panjang" in text
    assert "panjang… [1]" in text
    assert "[1] <i>A&B" in text
    assert "bold" not in {one.type for one in entities}
    assert len(text) < 700


def test_an_abstention_has_a_button_for_each_near_sentence() -> None:
    outcome = replace(_abstention_near(_near("Satu."), _near("Dua.", 2)), turn=9)
    [message] = render_outcome(outcome, CATALOGUE, "id")
    assert _labels(message) == [[("[1]", "s:9:1"), ("[2]", "s:9:2"), ("👍", "f:9:up"), ("👎", "f:9:down")]]


def test_a_restricted_abstention_shows_the_near_sentences_of_that_article() -> None:
    text = _text(render_outcome(_abstention_near(_near("Satu.")), CATALOGUE, "id", only="Jembatan"))
    assert "Satu. [1]" in text
    assert text.endswith(INDONESIAN("only-this-article", title="Jembatan"))


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
    page = [_summary(2, publisher="Kabar"), _summary(1)]
    messages = render_articles(page, 12, INDONESIAN, offset=2, page_size=2, show_ids=True)
    [(text, entities)] = _seen(messages)
    assert text == (
        "12 artikel, yang terbaru dulu\n\n"
        "3. Judul <2>\nKabar · 2 Mei 2024\nID: id-2\n\n"
        "4. Judul <1>\n1 Mei 2024\nID: id-1\n\n" + INDONESIAN("articles-how")
    )
    assert [entity.type for entity in entities] == ["bold", "bold", "code", "bold", "code"]
    choices, pages = messages[0].buttons
    assert [(button.text, button.data) for button in choices] == [("3", "o:id-2"), ("4", "o:id-1")]
    assert [button.data for button in pages] == ["l:0", "l:4"]


def test_only_admins_see_ids_and_a_short_list_has_no_pages() -> None:
    messages = render_articles([_summary(1)], 1, INDONESIAN, page_size=5)
    assert "ID:" not in _text(messages)
    assert [[button.data for button in row] for row in messages[0].buttons] == [["o:id-1"]]


def test_an_article_without_date_says_when_it_was_added() -> None:
    text = _text(render_articles([_summary(1, published_on=None)], 1, ENGLISH, page_size=5))
    assert text.startswith("1 article\n\n1. Judul <1>\nadded June 1, 2024\n\n")


def test_an_empty_list_of_articles_is_one_sentence() -> None:
    assert _text(render_articles([], 0, INDONESIAN, page_size=5)) == "Belum ada artikel."


@pytest.mark.parametrize("status", ["added", "unchanged", "replaced"])
def test_result_of_an_upload_has_title_and_id(status: str) -> None:
    result = AddResult(status, None, "id-9", "Pasar & <Sungai>", 4)  # type: ignore[arg-type]
    [(text, entities)] = _seen(render_added(result, INDONESIAN))
    assert "“Pasar & <Sungai>”" in text
    assert text.endswith("\nID: id-9")
    assert [entity.type for entity in entities] == ["code"]


def test_failed_upload_says_that_nothing_changed() -> None:
    result = AddResult("failed", error="Vendor text <html>")
    assert _text(render_added(result, ENGLISH)) == ENGLISH("add-failed")


def test_text_of_the_catalogue_is_escaped() -> None:
    assert render_text("a < b & c") == [Outgoing("a &lt; b &amp; c")]


def test_an_id_that_is_a_whole_text_is_shortened() -> None:
    assert len(short_id("x" * 4000)) <= 64


def _kept(*statements: CitedStatement) -> Answer:
    return replace(_answer(*statements), turn=812)


def _labels(outgoing: Outgoing) -> list[list[tuple[str, str | None]]]:
    return [[(button.text, button.data) for button in row] for row in outgoing.buttons]


def test_answer_has_a_button_for_each_source_and_two_for_the_readers_opinion() -> None:
    [message] = render_outcome(_kept(_quoted("Satu."), _quoted("Dua.", label=2)), CATALOGUE, "id")
    assert _labels(message)[0] == [
        ("[1]", "s:812:1"),
        ("[2]", "s:812:2"),
        ("👍", "f:812:up"),
        ("👎", "f:812:down"),
    ]
    many = [_quoted(f"S{n}.", label=n) for n in range(8)]
    [message] = render_outcome(_kept(*many), CATALOGUE, "id")
    assert [len(row) for row in message.buttons][:3] == [6, 2, 2]


def test_abstention_can_be_rated_and_an_outcome_that_is_not_stored_has_no_buttons() -> None:
    abstention = _abstention("no_match")
    assert render_outcome(abstention, CATALOGUE, "id")[0].buttons == ()
    [message] = render_outcome(replace(abstention, turn=9), CATALOGUE, "id")
    assert _labels(message) == [[("👍", "f:9:up"), ("👎", "f:9:down")]]


def test_buttons_stand_under_the_last_part_and_stay_within_the_limits() -> None:
    statements = [_quoted(f"S{n}. " + "kata " * 100, label=n, article_id=f"a{n}") for n in range(150)]
    messages = render_outcome(_kept(*statements), CATALOGUE, "id")
    _seen(messages)
    assert len(messages) > 1
    assert messages[-1].buttons


def test_the_chosen_rating_is_marked_and_a_thumb_down_asks_why() -> None:
    outcome = _kept(_quoted("Satu."))
    [[_, up, down]] = keyboards.under_outcome(outcome, INDONESIAN, feedback="up", steps=[])
    assert (up.text, down.text) == ("👍 ✓", "👎")
    rows = keyboards.under_outcome(outcome, INDONESIAN, feedback="down", steps=[])
    assert [[button.data for button in row] for row in rows[1:]] == [
        ["f:812:wrong_source", "f:812:wrong_fact"],
        ["f:812:not_answered", "f:812:other"],
    ]
    [_, [up, down]] = keyboards.under_outcome(outcome, INDONESIAN, feedback="wrong_fact", steps=[])
    assert (up.text, down.text) == ("👍", "👎 Faktanya salah ✓")


def test_a_restricted_answer_says_so_and_names_no_other_article() -> None:
    text = _text(render_outcome(_abstention("no_match", "Lain"), CATALOGUE, "id", only="Pasar <Baru>"))
    assert INDONESIAN("only-this-article", title="Pasar <Baru>") in text
    assert "Lain" not in text
    text = _text(render_outcome(_kept(_quoted("Satu.")), CATALOGUE, "id", only_is_gone=True))
    assert text.endswith(INDONESIAN("only-article-gone"))


def test_a_question_that_nobody_can_see_stands_above_its_answer() -> None:
    text = _text(render_outcome(_kept(_quoted("Satu.")), CATALOGUE, "id", heading="Siapa <dia>?"))
    assert text.startswith("Siapa <dia>?\n\nSatu. [1]")
