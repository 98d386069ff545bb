"""Tests of rewriting follow-ups to standalone questions. Conversations are in :mod:`followup_cases`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Turn
from knowledge.questions.context import TurnContext, is_small_talk
from knowledge.questions.followups import (
    IN_FOCUS,
    LONGEST_FOLLOW_UP,
    NEW_NAME_IN_FOCUS,
    Understanding,
    understand,
)
from knowledge.questions.substitution import find_fragment, same_question_about
from knowledge.text.names import names_in, words_of
from tests.knowledge.questions.followup_cases import FIRST, SECOND, THIRD, Case

ASKED_AT = datetime(2024, 1, 1, tzinfo=UTC)


def turn(
    question: str,
    *statements: str,
    standalone: str | None = None,
    articles: tuple[str, ...] = ("a0",),
    titles: tuple[str, ...] = (),
) -> Turn:
    cited = articles if statements else ()
    return Turn(question, standalone or question, "id", ASKED_AT, statements, cited, titles)


def remembered(case: Case) -> list[Turn]:
    """Returns the conversation of a case as Kutip stores it, with the standalone form of each earlier
    question."""
    history: list[Turn] = []
    for number, (question, statements) in enumerate(case.turns):
        articles = ("a0",) if case.one_article else (f"a{number}",)
        standalone = understand(question, history).question
        history.append(turn(question, *statements, standalone=standalone, articles=articles))
    return history


def folded_words(text: str) -> set[str]:
    return {word.folded.removesuffix("'s") for word in words_of(text)}


@pytest.mark.parametrize(
    "case", FIRST + SECOND + THIRD, ids=lambda case: f"{case.turns[-1][0]} {case.question}"
)
def test_conversation_gives_the_standalone_question(case: Case) -> None:
    understood = understand(case.question, remembered(case))
    words = folded_words(understood.question)
    assert set(case.must.split()) <= words, understood.question
    assert not set(case.must_not.split()) & words, understood.question
    if case.same:
        assert understood.question == case.question
    if case.new:
        assert (understood.question, understood.is_follow_up) == (case.question, False)
    if not (case.same or case.new):
        assert understood.is_follow_up


OPENING = turn(
    "Who opened the tram depot?",
    "Mayor Odalys Brenner opened the tram depot on 4 May 2023.",
    articles=("depot", "trams"),
)


def is_independent(follow_up: str) -> bool:
    """Whether a question counts as independent after :data:`OPENING`."""
    understood = understand(follow_up, [OPENING])
    return (understood.question, understood.is_follow_up) == (follow_up, False)


def test_question_without_history_is_returned_with_white_space_collapsed() -> None:
    assert understand("  Kapan\n dia  lahir? ", []) == Understanding("Kapan dia lahir?", False, ())


def test_focus_is_what_the_referred_turn_cites_in_order() -> None:
    assert understand("When was she elected?", [OPENING]).focus == ("depot", "trams")


def test_question_that_names_the_same_people_stays_as_typed_and_keeps_the_focus() -> None:
    understood = understand("When was Odalys Brenner elected?", [OPENING])
    assert understood == Understanding(
        "When was Odalys Brenner elected?", False, ("depot", "trams"), preference=IN_FOCUS
    )


def test_independent_question_still_prefers_the_last_cited_articles() -> None:
    understood = understand("Why so late?", [OPENING, turn("Siapa raja Kartavia?")])
    assert (understood.focus, understood.preference) == (("depot", "trams"), IN_FOCUS)


def test_new_name_weakens_the_preference() -> None:
    understood = understand("Siapa raja Kartavia?", [OPENING])
    assert not understood.is_follow_up
    assert (understood.focus, understood.preference) == (("depot", "trams"), NEW_NAME_IN_FOCUS)


def test_noun_of_an_earlier_turn_moves_the_focus_back_to_it() -> None:
    later = turn("Berapa harga kopi Sorenia?", "Harga kopi Sorenia naik.", articles=("coffee",))
    assert understand("How long is the tram?", [OPENING, later]).focus == ("depot", "trams")


def test_follow_up_refers_to_an_unanswered_question_with_its_own_topic() -> None:
    understood = understand("Sejak kapan dia menjabat?", [OPENING, turn("Siapa raja Kartavia?")])
    assert "Kartavia" in understood.question
    assert understood.focus == ()


def test_follow_up_after_an_unanswered_one_refers_to_the_answered_turn() -> None:
    abstained = turn("How much did it cost?", standalone="How much did it cost? (opened the tram depot)")
    assert understand("When did she open it?", [OPENING, abstained]).focus == ("depot", "trams")


def test_small_talk_between_questions_is_skipped() -> None:
    understood = understand("When was she elected?", [OPENING, turn("thanks!")])
    assert understood.question == "When was Odalys Brenner elected?"


def test_conversation_of_small_talk_alone_gives_no_topic() -> None:
    assert understand("Kapan dia lahir?", [turn("halo")]) == Understanding("Kapan dia lahir?", False, ())


def test_pronoun_bound_by_a_new_name_in_the_same_question_is_left_alone() -> None:
    follow_up = "Apakah Presiden Brasil Lula Costa mengatakan bahwa dia sakit?"
    assert is_independent(follow_up)


@pytest.mark.parametrize(
    "follow_up",
    [
        "Berapa persen kenaikan harga minyak di Kartavia selama 2005 ini?",
        "Siapakah menteri keuangan Kartavia saat ini?",
        "Di mana letak Gunung Lawas itu?",
        "Di mana diadakannya pelantikan Bupati Rimba Jaya?",
        "Apa itu inflasi?",
        "How do they brew green tea in high mountain villages?",
    ],
)
def test_pronoun_that_refers_to_a_new_topic_makes_no_follow_up(follow_up: str) -> None:
    assert is_independent(follow_up)


def test_year_is_added_when_the_earlier_question_has_none() -> None:
    earlier = turn("Siapa wali kota Merak?", "Wali Kota Merak Joko Arum menang.")
    words = folded_words(understand("Kalau tahun 2015?", [earlier]).question)
    assert {"wali", "kota", "merak", "2015"} <= words


def test_month_replaces_a_month() -> None:
    earlier = turn("Berapa curah hujan Merak bulan Mei?", "Curah hujan Merak bulan Mei 120 milimeter.")
    assert understand("Kalau Juni?", [earlier]).question == "Berapa curah hujan Merak bulan Juni?"


def test_person_does_not_replace_a_place() -> None:
    earlier = turn("Berapa hujan di Merak?", "Hujan di Merak lebat, kata Menteri Pavel Dragan.")
    question = understand("Bagaimana dengan Pavel Dragan?", [earlier]).question
    assert question == "Pavel Dragan? (hujan di Merak)"


def test_short_title_names_the_person_of_a_pronoun() -> None:
    earlier = turn("What happened in 1990?", "Moved to a small town.", titles=("Odalys Brenner",))
    assert understand("Where did she study?", [earlier]).question == "Where did Odalys Brenner study?"


def test_title_with_capitals_on_every_word_yields_no_names() -> None:
    earlier = turn(
        "What happened in 1990?", "Moved to a town.", titles=("Town Council Opens New Tram Depot Today",)
    )
    assert TurnContext(earlier).title_names == ()


def test_possessive_pronoun_becomes_a_possessive_name() -> None:
    assert understand("Who is her husband?", [OPENING]).question == "Who is Odalys Brenner's husband?"


def test_contracted_pronoun_becomes_name_and_verb() -> None:
    assert understand("Is it true that he's ill?", [OPENING]).question.startswith("Is it true that")
    assert understand("Why he's ill?", [OPENING]).question == "Why Odalys Brenner is ill?"


def test_unresolved_person_is_not_guessed_from_the_answer() -> None:
    earlier = turn("Where did he study?", "Lowmere Park Royal was his home.")
    assert understand("What was his first job?", [earlier]).question.startswith("What was his first job?")


def test_relative_that_and_existential_there_do_not_refer_back() -> None:
    for follow_up in (
        "Which farms that grow saffron exist in Kartavia?",
        "How many farms are there in Kartavia?",
    ):
        assert is_independent(follow_up)


def test_other_year_keeps_the_topic_that_was_added() -> None:
    earlier = turn(
        "Berapa hasilnya pada 2019?",
        "Hasilnya 3 ton.",
        standalone="Berapa hasil pada 2019? (panen kopi Sorenia)",
    )
    question = understand("Kalau 2020?", [earlier]).question
    assert question == "Berapa hasil pada 2020? (panen kopi Sorenia)"


def test_possessive_ending_is_not_part_of_a_name() -> None:
    names = names_in("We saw Odalys Brenner's depot.")
    assert [(name.text, name.end) for name in names] == [("Odalys Brenner", 21)]


def test_second_pronoun_for_the_same_person_stays() -> None:
    question = understand("Where did she live after she resigned?", [OPENING]).question
    assert question == "Where did Odalys Brenner live after she resigned?"


def test_pronoun_without_any_person_gets_the_topic() -> None:
    earlier = turn("Kapan gempa di Sangkala?", "Gempa terjadi pada Minggu malam.")
    assert understand("Siapa dia?", [earlier]).question == "Siapa dia? (gempa di Sangkala)"


def test_topic_stays_short_over_a_long_chain() -> None:
    history = [OPENING]
    for follow_up in ("Why?", "When did it happen?", "Where?", "Who else?", "And then?", "Why?"):
        question = understand(follow_up, history).question
        assert len(words_of(question)) < 25
        history.append(turn(follow_up, "It happened for several reasons.", standalone=question))
    assert "depot" in understand("How much did it cost?", history).question


@pytest.mark.parametrize("follow_up", ["👍👍", "???", "", "   ", "' OR 1=1 --", '<b>"</b> AND NEAR(', "\x00"])
def test_meaningless_question_is_kept(follow_up: str) -> None:
    understood = understand(follow_up, [OPENING])
    assert understood.question.startswith(" ".join(follow_up.split()))


def test_emoji_and_thanks_are_returned_as_they_are() -> None:
    for follow_up in ("👍", "terima kasih!", "ok", "Thanks a lot"):
        assert is_independent(follow_up)


def test_very_long_question_is_returned_as_it_is() -> None:
    follow_up = ("dia itu " * 2000).strip()
    assert len(follow_up) > LONGEST_FOLLOW_UP
    assert is_independent(follow_up)


def test_very_long_statements_are_read_in_part_only() -> None:
    earlier = turn("Siapa?", "Pavel Dragan " * 50_000)
    assert understand("Kapan dia lahir?", [earlier]).is_follow_up


@given(st.text(max_size=120), st.text(max_size=120), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_understood_without_error(follow_up: str, before: str, statements: list[str]) -> None:
    understood = understand(follow_up, [turn(before, *statements)])
    if not understood.is_follow_up:
        assert understood.question == " ".join(follow_up.split())


def test_role_before_a_person_is_not_part_of_the_name() -> None:
    names = names_in(
        "Menteri Luar Negeri Pavel Dragan dan Dr. Ingrid O'Malley bertemu B.J. Hartono di Merak."
    )
    assert [name.text for name in names] == ["Pavel Dragan", "Ingrid O'Malley", "B.J. Hartono", "Merak"]


def test_connector_joins_a_name_but_a_conjunction_does_not() -> None:
    names = names_in("Kemarin Ahmad bin Salim dan Institute of Oceans bertemu.")
    assert [name.text for name in names] == ["Ahmad bin Salim", "Institute of Oceans"]


def test_capital_at_the_beginning_of_a_sentence_does_not_make_a_name() -> None:
    assert names_in("Gempa terjadi. Warga panik.") == []


def test_fragment_that_is_a_full_question_only_loses_its_lead() -> None:
    fragment = find_fragment("Terus kapan dia lahir?")
    assert fragment is not None
    assert fragment.without_lead == "kapan dia lahir?"
    assert same_question_about(fragment, TurnContext(OPENING)) is None


def test_lead_alone_is_not_a_fragment() -> None:
    assert find_fragment("Terus?") is None


def test_words_of_courtesy_with_a_question_are_not_small_talk() -> None:
    assert not is_small_talk("ok, kapan dia lahir?")
