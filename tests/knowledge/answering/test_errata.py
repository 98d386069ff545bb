"""Tests of what an answer says first if it quotes something that an erratum takes back."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering import draft_parser
from knowledge.answering.errata import in_force
from knowledge.models import Article, CitedStatement, NumberedSentence
from tests.knowledge.articles.errata_cases import article

FLOOD = article(
    "Luapan Kali Jernih Rendam 640 Rumah",
    "Kali Jernih meluap pada Rabu. Sebanyak 640 rumah terendam. Tiga orang tewas. Jalan rusak 3 kilometer.",
    number=1,
    day=date(2026, 9, 2),
)
RALAT = article(
    "Ralat: Rumah Terendam Luapan Kali Jernih",
    "Kemarin kami menulis bahwa 640 rumah terendam luapan Kali Jernih. Angka yang benar adalah 64 rumah. "
    "Kami mohon maaf.",
    number=2,
    day=date(2026, 9, 3),
)
MARKET = article("Pasar Dibuka", "Pasar Gandum dibuka lagi. Ada 640 kios.", number=3, day=date(2026, 9, 4))


def say(*places: tuple[Article, int], label: int = 7) -> CitedStatement:
    """A statement that quotes these sentences, with labels as the evidence numbers them."""
    citations = tuple(
        draft_parser.cite(NumberedSentence(label + at, source, position, 1.0))
        for at, (source, position) in enumerate(places)
    )
    return CitedStatement(" ".join(citation.sentence for citation in citations), citations)


def texts(statements: tuple[CitedStatement, ...]) -> list[str]:
    return [statement.text for statement in statements]


def labels(statements: tuple[CitedStatement, ...]) -> list[int]:
    return [citation.label for statement in statements for citation in statement.citations]


def test_withdrawn_value_stands_after_the_sentence_that_gives_the_right_one() -> None:
    corrected = in_force([say((MARKET, 0)), say((FLOOD, 1))], {"1": [RALAT]})

    assert texts(corrected) == [
        "Angka yang benar adalah 64 rumah.",
        "Pasar Gandum dibuka lagi.",
        "Sebanyak 640 rumah terendam.",
    ]
    assert labels(corrected) == [1, 2, 3]
    [quoted] = corrected[0].citations
    assert (quoted.article_id, quoted.title, quoted.published_on) == ("2", RALAT.title, date(2026, 9, 3))
    assert RALAT.text[quoted.start : quoted.end] == quoted.sentence == corrected[0].text


def test_answer_without_a_withdrawn_value_is_left_as_it_is() -> None:
    statements = [say((FLOOD, 0)), say((MARKET, 1), label=3)]
    assert in_force(statements, {"1": [RALAT]}) == tuple(statements)
    assert in_force([say((FLOOD, 1))], {}) == (say((FLOOD, 1)),)


def test_same_number_of_another_article_is_not_corrected() -> None:
    assert texts(in_force([say((MARKET, 1))], {"1": [RALAT]})) == ["Ada 640 kios."]


def test_correction_that_the_answer_quotes_already_is_only_put_first() -> None:
    corrected = in_force([say((FLOOD, 1)), say((RALAT, 1)), say((FLOOD, 0))], {"1": [RALAT]}, [FLOOD, RALAT])
    assert texts(corrected) == [
        "Angka yang benar adalah 64 rumah.",
        "Sebanyak 640 rumah terendam.",
        "Kali Jernih meluap pada Rabu.",
    ]
    assert labels(corrected) == [1, 2, 3]


def test_one_statement_that_quotes_both_is_enough() -> None:
    both = say((FLOOD, 1), (RALAT, 1))
    assert texts(in_force([say((FLOOD, 0)), both], {"1": [RALAT]})) == [both.text, say((FLOOD, 0)).text]


def test_erratum_is_quoted_once_for_several_statements() -> None:
    corrected = in_force([say((FLOOD, 1)), say((FLOOD, 1), (FLOOD, 2))], {"1": [RALAT]})
    assert len(corrected) == 3
    assert labels(corrected) == [1, 2, 2, 3]


def test_sentence_of_the_erratum_that_repeats_the_wrong_value_does_not_stand_alone() -> None:
    corrected = in_force([say((RALAT, 0))], {}, [RALAT])
    assert texts(corrected) == ["Angka yang benar adalah 64 rumah.", RALAT.sentences[0].text]
    assert in_force([say((RALAT, 1))], {}, [RALAT]) == (say((RALAT, 1)),)
    assert in_force([say((RALAT, 2))], {}, [RALAT]) == (say((RALAT, 2)),)


def test_erratum_with_several_corrections_is_quoted_in_one_statement() -> None:
    ralat = article(
        "Ralat",
        "Sebelumnya tertulis 640 rumah. Yang benar adalah 64 rumah. "
        "Korban tewas dua orang, bukan tiga orang.",
        number=2,
    )
    corrected = in_force([say((FLOOD, 1)), say((FLOOD, 2)), say((ralat, 1))], {"1": [ralat]})
    assert texts(corrected) == [
        "Yang benar adalah 64 rumah. Korban tewas dua orang, bukan tiga orang.",
        "Sebanyak 640 rumah terendam.",
        "Tiga orang tewas.",
    ]
    assert labels(corrected) == [1, 2, 3, 4]
    assert texts(in_force([say((FLOOD, 3))], {"1": [ralat]})) == ["Jalan rusak 3 kilometer."]


def test_erratum_that_does_not_tell_what_was_wrong_precedes_what_is_not_right() -> None:
    ralat = article("Ralat", "Angka yang benar adalah 64 rumah.", number=2)
    assert len(in_force([say((FLOOD, 0))], {"1": [ralat]})) == 2
    mended = article("Luapan", "Sebanyak 64 rumah terendam.", number=1)
    assert in_force([say((mended, 0))], {"1": [ralat]}) == (say((mended, 0)),)


def test_erratum_without_any_such_words_is_quoted_where_it_gives_another_number() -> None:
    ralat = article("Ralat", "Luapan itu merendam 64 rumah. Kami mohon maaf.", number=2)
    assert texts(in_force([say((FLOOD, 1))], {"1": [ralat]}))[0] == "Luapan itu merendam 64 rumah."
    assert len(in_force([say((FLOOD, 0))], {"1": [ralat]})) == 1


def test_newest_erratum_is_first_and_takes_the_place_of_one_that_it_corrects() -> None:
    deaths = article(
        "Ralat Korban", "Korban tewas dua orang, bukan tiga orang.", number=4, day=date(2026, 9, 5)
    )
    corrected = in_force([say((FLOOD, 1)), say((FLOOD, 2))], {"1": [RALAT, deaths]})
    assert texts(corrected)[:2] == [deaths.text, "Angka yang benar adalah 64 rumah."]

    second = article("Ralat Kedua", "Rumah yang terendam bukan 64 melainkan 46 rumah.", number=5)
    corrected = in_force([say((FLOOD, 1))], {"1": [RALAT], "2": [second]})
    assert texts(corrected) == [second.text, "Sebanyak 640 rumah terendam."]
    corrected = in_force([say((RALAT, 1))], {"2": [second]}, [RALAT])
    assert texts(corrected) == [second.text, "Angka yang benar adalah 64 rumah."]


@pytest.mark.parametrize("statements", [[], [say((RALAT, 1))]])
def test_errata_that_correct_each_other_come_to_an_end(statements: list[CitedStatement]) -> None:
    one = article("Ralat", "Rumah yang terendam bukan 64 melainkan 46 rumah.", number=5)
    other = article("Ralat", "Rumah yang terendam bukan 46 melainkan 64 rumah.", number=6)
    assert in_force(statements, {"2": [one], "5": [other], "6": [one]})[-1:] == tuple(statements)
