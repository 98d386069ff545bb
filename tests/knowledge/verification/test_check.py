"""Tests of the verdict on whole statements. The cases of each rule come from the tests of its module."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from knowledge.verification.check import (
    LONGEST_SENTENCE_CHARS,
    LONGEST_STATEMENT_CHARS,
    PROBLEMS,
    claims_nothing,
    is_said_elsewhere,
    is_translated,
    language_of,
    unnamed_in,
    verify,
)
from knowledge.verification.quotes import altered
from knowledge.verification.text_analysis import Source
from tests.knowledge.verification import (
    test_clocks,
    test_days,
    test_figures,
    test_markup,
    test_names,
    test_polarity,
    test_quantities,
    test_quotes,
)
from tests.knowledge.verification.cases import DAY, Pairs, each_pair, named


def found(
    statement: str, *sentences: str, title: str = "", question: str = "", relatedness: float = 0.92
) -> list[str]:
    """Verifies a statement. Returns the names of its problems."""
    sources = [Source(sentence, title, DAY) for sentence in sentences]
    verdict = verify(statement, sources, question=question, relatedness=relatedness)
    assert verdict.supported == (not verdict.problems)
    assert (verdict.score >= 0.5) == verdict.supported
    return [problem.name for problem in verdict.problems]


def by_rule(**rules: Pairs) -> Pairs:
    return {f"{rule}: {name}": pair for rule, pairs in rules.items() for name, pair in pairs.items()}


@each_pair(
    by_rule(
        number={**test_figures.SAME_FIGURES, **test_quantities.SAME_NUMBERS},
        day=test_days.SAME_DAYS,
        time=test_clocks.SAME_TIMES,
        name=test_names.ALL_SAME,
        quotation=test_quotes.SAME_QUOTATIONS,
        negation=test_polarity.NEGATION_KEPT,
        opposite=test_polarity.SAME_DIRECTION,
    )
)
def test_statement_that_keeps_every_rule_is_supported(statement: str, sentence: str) -> None:
    assert found(statement, sentence) == []


@each_pair(
    by_rule(
        number_mismatch={**test_figures.OTHER_FIGURES, **test_quantities.OTHER_NUMBERS},
        date_mismatch=test_days.OTHER_DAYS,
        time_mismatch=test_clocks.OTHER_TIMES,
    )
)
def test_statement_that_breaks_one_rule_has_its_problem_alone(
    statement: str, sentence: str, request: pytest.FixtureRequest
) -> None:
    assert found(statement, sentence) == [request.node.callspec.id.partition(":")[0]]


@each_pair(
    by_rule(
        name_mismatch=test_names.OTHER_NAMES,
        quote_altered=test_quotes.ALTERED_QUOTATIONS,
        negation_mismatch=test_polarity.NEGATION_CHANGED,
    )
)
def test_statement_that_breaks_a_rule_has_its_problem(
    statement: str, sentence: str, request: pytest.FixtureRequest
) -> None:
    assert request.node.callspec.id.partition(":")[0] in found(statement, sentence)


@pytest.mark.parametrize("markup", test_markup.MARKUP.values(), ids=test_markup.MARKUP)
def test_markup_that_no_source_contains_is_a_problem(markup: str) -> None:
    statement = f"Air naik di Merak {markup}"
    assert "foreign_markup" in found(statement, "Air naik di Merak klik penting rm.")
    assert found(statement, f"{statement}.") == []


def test_date_and_fraction_are_no_command() -> None:
    assert found("Air naik 3/4 meter pada Rabu (20/4).", "Air naik 3/4 meter pada Rabu (20/4).") == []


def test_name_may_come_from_the_title_or_the_question() -> None:
    assert found("Rini Sasmita mundur.", "Ia mundur.", title="Bupati Rini Sasmita") == []
    assert found("Rini Sasmita mundur.", "Ia mundur.", question="Apakah Rini Sasmita mundur?") == []


def test_number_day_and_quotation_may_come_from_the_title() -> None:
    assert found("Rini membayar 25 dosis.", "Rini membayar dosis.", title="25 dosis") == []
    assert found("Rini tiba pada 21 April.", "Rini tiba.", title="Rini tiba kemarin") == []
    assert found('Rini tiba "di sini".', "Rini tiba.", title="Rini tiba di sini") == []


def test_number_may_not_come_from_the_question() -> None:
    assert found("Rini membayar 25 dosis.", "Rini membayar dosis.", question="25 dosis?") == [
        "number_mismatch"
    ]


def test_ordinal_may_come_from_the_question() -> None:
    statement, sentence = "Lomba perahu ke-3 digelar di Merak.", "Lomba perahu digelar di Merak."
    assert found(statement, sentence, question="Di mana lomba perahu ke-3 digelar?") == []
    assert found(statement, sentence) == ["number_mismatch"]


def test_name_that_the_sentence_itself_lacks_is_unnamed_in_it() -> None:
    statement = "Rini Sasmita mengatakan harga beras turun."
    sources = [Source("Ia mengatakan harga beras turun.", before=NAMED_BEFORE)]
    assert unnamed_in(statement, sources) == ["Rini", "Sasmita"]
    assert unnamed_in(statement, [*sources, Source(NAMED_BEFORE)]) == []
    assert unnamed_in(statement, sources, question="Apa kata Rini Sasmita?") == []
    assert unnamed_in(statement, [Source("Ia bicara.", title="Rini Sasmita")]) == []
    assert unnamed_in(statement, []) == []


NAMED_BEFORE = "Rini Sasmita meninjau pasar Merak."


@named(
    "befores, expected",
    {
        "the text before names the person": ([NAMED_BEFORE], []),
        "the text before names another": (["Budi Utomo meninjau pasar."], ["Rini", "Sasmita"]),
        "the text before is not known": ([None], ["Rini", "Sasmita"]),
        "the text before a second source is not known": ([NAMED_BEFORE, None], ["Rini", "Sasmita"]),
    },
)
def test_name_may_replace_a_pronoun_if_the_text_before_every_source_is_known(
    befores: list[str | None], expected: list[str]
) -> None:
    sources = [Source("Ia mengatakan harga beras turun.", before=before) for before in befores]
    verdict = verify("Rini Sasmita mengatakan harga beras turun.", sources, relatedness=0.92)
    words = [word for each in verdict.problems if each.name == "name_mismatch" for word in each.words]
    assert words == expected


@named(
    "statement, sentence, expected",
    {
        "verb of speech": ("Rini Sasmita said the price of rice fell.", "Harga beras turun, katanya.", False),
        "no pronoun": ("Rini Sasmita said the price of rice fell.", "Harga beras turun.", True),
        "a place": ("She said the price of rice fell in Bakau.", "Harga beras turun, katanya.", True),
    },
)
def test_translation_may_name_the_person_of_a_pronoun(statement: str, sentence: str, expected: bool) -> None:
    problems = found(statement, sentence)
    assert ("name_mismatch" in problems) is expected
    assert problems == [] or expected


def test_unrelated_sentences_are_recognised_by_words_and_by_vectors() -> None:
    assert found("Air sungai meluap.", "Pemain itu mencetak gol.", relatedness=0.7) == ["unrelated"]
    assert found("The river flooded.", "Pemain itu mencetak gol.", relatedness=0.7) == ["unrelated"]
    assert found("The river flooded.", "Sungai itu meluap.") == []


@named(
    "statement, sentence, relatedness",
    {
        "prison": (
            "The owner of the stall went to prison.",
            "A fire swept through the cloth section of the oldest market and destroyed 57 of its 310 stalls.",
            0.73,
        ),
        "flight": (
            "The mayor fled the city.",
            "The city will move the traders to the old bus terminal.",
            0.76,
        ),
    },
)
def test_event_that_the_sentence_does_not_report_is_unrelated_unless_its_vector_is_close(
    statement: str, sentence: str, relatedness: float
) -> None:
    sources = [Source(sentence)]
    verdict = verify(statement, sources, relatedness=relatedness)
    assert [problem.name for problem in verdict.problems] == ["unrelated"]
    assert verify(statement, sources, relatedness=0.9).supported


def test_without_a_source_only_connecting_words_pass() -> None:
    verdict = verify("Berikut rinciannya:", [])
    assert (verdict.supported, verdict.score, verdict.problems, verdict.needed) == (True, 1.0, (), ())
    verdict = verify("Rini mundur.", [])
    assert [problem.name for problem in verdict.problems] == ["no_citation"]
    assert (verdict.supported, verdict.score, verdict.needed) == (False, 0.0, ())


@named(
    "statement",
    {
        "a name": ("Rini mundur.",),
        "a number": ("Ada 3 hal:",),
        "a date": ("Berita kemarin:",),
        "a time of day": ("Berita pukul 10.30:",),
        "a negation": ("Tidak.",),
        "a link": ("Lihat https://x.example",),
        "markup": ("**Berikut**:",),
        "another word": ("Harga naik.",),
    },
)
def test_claim_is_no_connecting_sentence(statement: str) -> None:
    assert not claims_nothing(statement)


@pytest.mark.parametrize("statement", ["Berikut rinciannya:", "According to the articles:", ""])
def test_connecting_sentence_claims_nothing(statement: str) -> None:
    assert claims_nothing(statement)


@named(
    "sentences, needed",
    {
        "a source about something else": (["Rini mundur.", "Cuaca cerah.", "Harga beras naik."], (0, 2)),
        "a source twice": (["Rini mundur.", "Harga beras naik.", "Rini mundur."], (0, 1)),
        "a source that has everything": (["Rini mundur.", "Rini mundur dan harga beras naik."], (1,)),
        "one source": (["Rini mundur dan harga beras naik."], (0,)),
    },
)
def test_citation_that_contributes_nothing_is_not_needed(
    sentences: list[str], needed: tuple[int, ...]
) -> None:
    verdict = verify("Rini mundur dan harga beras naik.", [Source(sentence) for sentence in sentences])
    assert verdict.needed == needed


def test_all_sources_are_needed_if_none_shares_a_word() -> None:
    sources = [Source("Sungai itu meluap."), Source("Banjir itu besar.")]
    verdict = verify("The river flooded.", sources, relatedness=0.95)
    assert verdict.supported
    assert verdict.needed == (0, 1)


def test_all_sources_are_kept_with_a_problem() -> None:
    verdict = verify("Rini mundur dari Bakau.", [Source("Rini mundur."), Source("Cuaca cerah.")])
    assert not verdict.supported
    assert verdict.needed == (0, 1)


def test_source_that_only_dates_the_statement_is_needed() -> None:
    sources = [
        Source("Rini mundur dari jabatan itu.", "", DAY),
        Source("Keputusan diambil kemarin.", "", DAY),
    ]
    verdict = verify("Rini mundur dari jabatan itu pada 21 April.", sources)
    assert verdict.supported
    assert verdict.needed == (0, 1)


def test_relative_day_counts_from_the_first_known_publication() -> None:
    sources = [Source("Hujan turun."), Source("Rini tiba pada 21 April 2022.", "", DAY)]
    assert verify("Rini tiba kemarin.", sources).supported
    assert not verify("Rini tiba kemarin.", [Source("Rini tiba pada 21 April 2022.")]).supported


def test_another_sentence_that_is_far_closer_shows_that_the_wrong_one_is_cited() -> None:
    statement = "Menurut Rini Sasmita, harga beras di Merak tetap stabil."
    right = "Rini Sasmita, kepala dinas pangan, mengatakan harga beras tetap stabil di Merak."
    wrong = "Ia menambahkan bahwa penjualan tetap ramai."
    assert is_said_elsewhere(statement, [wrong], [right])
    assert not is_said_elsewhere(statement, [right], [wrong])
    assert not is_said_elsewhere(statement, [wrong, right], [])
    assert not is_said_elsewhere("According to her, the sales were still brisk.", [wrong], [right])


@named(
    "statement, sentences, expected",
    {
        "another language": ("The mayor left.", ["Wali kota itu pergi."], True),
        "the same language": ("Wali kota itu pergi.", ["Ia pergi."], False),
        "one of the sources": ("The mayor left.", ["Wali kota itu pergi.", "He left."], False),
        "a statement without a language": ("Rini", ["Wali kota itu pergi."], False),
        "sources without a language": ("The mayor left.", ["Rini"], False),
        "no source": ("The mayor left.", [], False),
        "an English name in both": (
            "Sagara 200 with AVANTGARDE Line dijual.",
            ["Harga Sagara 200 with AVANTGARDE Line turun."],
            False,
        ),
        "an English name in a translation": (
            "The price of the Sagara 200 with AVANTGARDE Line fell.",
            ["Harga Sagara 200 with AVANTGARDE Line turun."],
            True,
        ),
    },
)
def test_statement_is_translated_if_no_source_is_in_its_language(
    statement: str, sentences: list[str], expected: bool
) -> None:
    assert is_translated(statement, [Source(sentence) for sentence in sentences]) is expected


def test_language_is_detected() -> None:
    assert [language_of(text) for text in ("Ia tiba di Merak", "He left the city", "Rini")] == [
        "id",
        "en",
        "und",
    ]


def test_small_words_of_a_name_do_not_tell_the_language_of_who_copies_it() -> None:
    text = "Sagara 200 with AVANTGARDE Line dijual."
    assert language_of(text) == "en"
    assert language_of(text, names_in=["Harga Sagara 200 with AVANTGARDE Line turun."]) == "id"
    assert language_of(text, names_in=["Harga Sagara 200 turun."]) == "en"
    assert language_of("The bridge of Merak fell.", names_in=["The bridge of Merak fell."]) == "en"
    hall = "Menteri Hukum dan Hak Asasi Rini bertemu Budi di The Kelana Banquet Hall."
    assert language_of(hall, names_in=[hall]) == "id"


def test_problem_names_the_offending_words() -> None:
    verdict = verify("Rini membayar Rp3 juta.", [Source("Rini membayar Rp4 juta.")])
    assert [(problem.name, problem.words) for problem in verdict.problems] == [
        ("number_mismatch", ("3 juta",))
    ]


def test_problem_names_at_most_eight_words_each_once() -> None:
    verdict = verify("7, 7, 8, 9, 10, 11, 12, 13, 14, 15 dosis", [Source("Ada dosis.")])
    [words] = [problem.words for problem in verdict.problems if problem.name == "number_mismatch"]
    assert words == ("7", "8", "9", "10", "11", "12", "13")


def test_offending_words_are_shortened() -> None:
    verdict = verify(f"Ia bertemu Z{'u' * 100}.", [Source("Ia bertemu warga.")])
    [words] = [problem.words for problem in verdict.problems if problem.name == "name_mismatch"]
    assert words == ("Z" + "u" * 79,)


def test_score_falls_with_the_count_of_offending_words() -> None:
    one, two = (
        verify(statement, [Source("Rini membayar dosis.")]).score
        for statement in ("Rini membayar 7 dosis.", "Rini membayar 7 atau 9 dosis.")
    )
    assert 0.0 <= two < one < 0.5


def test_too_long_statement_is_rejected() -> None:
    text = "a " * (LONGEST_STATEMENT_CHARS // 2)
    assert verify(text, [Source(text)]).supported
    verdict = verify(text + "a", [Source(text), Source(text)])
    assert [problem.name for problem in verdict.problems] == ["too_long"]
    assert (verdict.supported, verdict.score, verdict.needed) == (False, 0.0, (0, 1))
    assert [problem.name for problem in verify(text + "a", []).problems] == ["no_citation"]


def test_end_of_an_endless_sentence_is_ignored() -> None:
    filler = "air naik " * ((LONGEST_SENTENCE_CHARS - 20) // 9)
    assert found("Air naik 25 kali.", f"{filler} 25 kali") == []
    assert "number_mismatch" in found("Air naik 25 kali.", f"{filler} {' ' * 30} 25 kali")


HOSTILE = st.text(
    alphabet=st.sampled_from("aAb1 2.,:/-()\"'“”`<>@#[]*_Rp%$\n\u202e²九tidak dan "), max_size=400
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.lists(HOSTILE, max_size=3), HOSTILE)
@example('“1“2"1', [], "")
def test_nothing_raises_and_a_text_supports_itself(
    statement: str, sentences: list[str], question: str
) -> None:
    verdict = verify(statement, [Source(text, text, DAY) for text in sentences], question=question)
    assert 0.0 <= verdict.score <= 1.0
    assert {problem.name for problem in verdict.problems} <= set(PROBLEMS)
    assert set(verdict.needed) <= set(range(len(sentences)))
    # An unclosed mark before a quotation quotes around it, which no text contains (see the tests of quotes).
    assume(not altered(statement, [statement], translated=False))
    assert verify(statement, [Source(statement, "", DAY)]).supported
