from __future__ import annotations

from knowledge.text.terms import locate_terms
from knowledge.verification.text_analysis import analyse, as_year, is_content, years_as_quantities
from tests.knowledge.verification.cases import named

TEXT = "Rini membayar Rp2.500 pada 3 Mei 2021 pukul 10.30 di Merak."


def test_analysis_has_every_part_of_a_text() -> None:
    analysis = analyse(TEXT)
    assert analysis.text == TEXT
    assert analysis.language == "id"
    assert [number.text for number in analysis.quantities] == ["2.500"]
    assert [moment.text for moment in analysis.moments] == ["3 Mei 2021"]
    assert [clock.text for clock in analysis.clocks] == ["pukul 10.30"]
    assert {"rini", "rp", "2.500", "merak"} <= analysis.words
    assert "." not in analysis.words
    assert {"rini", "merak"} <= analysis.content
    assert analysis.content.isdisjoint({"pada", "di", "2500", "3", "2021"})
    assert [term.term for term in analysis.terms] == [term.term for term in locate_terms(TEXT)]
    assert [term.term for term, has in zip(analysis.terms, analysis.has_content, strict=True) if has]
    assert len(analysis.has_content) == len(analysis.terms)


def test_parts_of_an_empty_text_are_empty() -> None:
    analysis = analyse("")
    assert analysis.language == "und"
    for part in ("tokens", "terms", "has_content", "content", "words", "quantities", "moments", "clocks"):
        assert len(getattr(analysis, part)) == 0, part


def test_numbers_of_dates_and_times_are_no_quantities() -> None:
    analysis = analyse("3 Mei 2021 pukul 10.30 lalu 7 orang, 5 Juni")
    assert [number.text for number in analysis.quantities] == ["7 orang"]


def test_date_inside_a_time_of_day_is_no_date() -> None:
    analysis = analyse("pukul 10.30 WIB, 20/4/2022")
    assert [moment.text for moment in analysis.moments] == ["20/4/2022"]
    assert [moment.text for moment in analyse("at 20.12.2021").moments] == ["20.12.2021"]


def test_dates_are_found_without_digits() -> None:
    assert [moment.text for moment in analyse("Ia tiba kemarin.").moments] == ["kemarin"]
    assert analyse("Ia tiba pukul tujuh.").clocks == ()


def test_only_english_may_put_the_month_first() -> None:
    assert analyse("It was opened by the mayor on 3/4/2022.").moments[0].swapped
    assert not analyse("Pasar itu dibuka pada 3/4/2022.").moments[0].swapped
    assert analyse("Oktavian 3/4/2022").moments[0].swapped  # no language is detected


def test_analysis_is_cached_unless_the_text_is_long() -> None:
    short = "a " * 2_000
    assert analyse(short) is analyse(short)
    long = short + "."
    assert analyse(long) is not analyse(long)


def test_analyses_are_equal_only_if_identical() -> None:
    long = "a " * 2_001
    first, second = analyse(long), analyse(long)
    assert first == first
    assert first != second


@named(
    "text, expected",
    {
        "a word": ("pasar", True),
        "a function word": ("pada", False),
        "a number": ("25", False),
        "a letter": ("k", False),
        "a canonical name": ("Indonesia", True),
        "a weekday": ("Rabu", True),
        "a month that is also a function word": ("May", True),
    },
)
def test_content_term_is_neither_function_word_number_nor_letter(text: str, expected: bool) -> None:
    assert [is_content(text, term) for term in locate_terms(text)] in (
        [expected],
        [] if not expected else None,
    )


def test_years_of_dates_become_bare_numbers() -> None:
    analysis = analyse("3 Mei 2021, 4 Juni, April 2022")
    years = years_as_quantities(analysis.moments)
    assert [(int(year.value), year.text, year.is_bare_year) for year in years] == [
        (2021, "2021", True),
        (2022, "2022", True),
    ]
    assert (years[0].start, years[0].end) == (analysis.moments[0].start, analysis.moments[0].end)


def test_bare_number_may_be_a_year() -> None:
    year, people = analyse("Gedung 1998 itu untuk 1500 orang").quantities
    moment = as_year(year)
    assert moment is not None
    assert (moment.year, moment.day, moment.text) == (1998, None, "1998")
    assert (moment.start, moment.end) == (year.start, year.end)
    assert as_year(people) is None
