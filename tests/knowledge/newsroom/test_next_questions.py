"""Tests of the questions that are made from the sentences of an article."""

from __future__ import annotations

import time

import pytest

from knowledge.models import Article
from knowledge.newsroom.next_questions import LONGEST, SENTENCES_READ, SHORTEST, questions_of
from tests.knowledge.made_articles import make_article
from tests.tools.quality import data


def made(*sentences: str, language: str = "id", title: str = "") -> list[str]:
    article = make_article(*sentences, language=language, title=title)
    return [question.text for question in questions_of(article)]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Jembatan Kelana ditutup karena arus sungai deras.", "Kenapa Jembatan Kelana ditutup?"),
        ("Jembatan Kelana juga ditutup, karena arusnya deras.", "Kenapa Jembatan Kelana ditutup?"),
        ("Jembatan Kelana tidak ditutup karena mujur.", "Kenapa Jembatan Kelana tidak ditutup?"),
        ("Jembatan Kelana telah dibuka pada 3 Maret 2025.", "Kapan Jembatan Kelana dibuka?"),
        ("Jembatan Kelana resmi dibuka, Senin (3/3).", "Kapan Jembatan Kelana dibuka?"),
        (
            "Sebanyak 1.240 warga mengungsi ke Gedung Pelita dan sekolah.",
            "Berapa warga yang mengungsi ke Gedung Pelita?",
        ),
        ("WULUNG - Feri Kartika membawa 300 penumpang.", "Berapa penumpang yang dibawa Feri Kartika?"),
        ("Feri Kartika telah meraih 3 persen.", None),
        ("Wali Kota Rani Tirta meresmikan Pasar Lembayung kemarin.", None),
        (
            "WELA, KABAR WELA - Wali Kota Rani Tirta meresmikan Pasar Lembayung pada Senin.",
            "Siapa yang meresmikan Pasar Lembayung?",
        ),
        ("Kepala Dinas Kelautan Wulung, Rani Tirta, hadir.", "Siapa Kepala Dinas Kelautan Wulung?"),
        ("Pelatih Persada Lintang, Rani Tirta, S.E., hadir.", "Siapa pelatih Persada Lintang?"),
        ("Asisten Kepala Dinas Wulung, Rani Tirta Wulan, hadir.", "Siapa Rani Tirta Wulan?"),
        ("Seorang warga, Tarmidi Wangsa, menyelamatkan diri.", "Siapa Tarmidi Wangsa?"),
        ("Rani Tirta Wulan, peneliti dari Universitas Wela, hadir.", "Siapa Rani Tirta Wulan?"),
        ("Rani Tirta meminta warga bersabar.", "Apa yang diminta Rani Tirta?"),
        ("Padi Jaya akan meluncurkan aplikasi baru.", "Apa yang akan diluncurkan Padi Jaya?"),
        ("Pegiat lingkungan Galih Prakoso berjanji datang.", "Apa janji pegiat lingkungan Galih Prakoso?"),
        ("“Kami menunggu,” kata Sarmin Tundalaga.", "Apa yang dikatakan Sarmin Tundalaga?"),
    ],
)
def test_indonesian_sentences_become_questions(sentence: str, question: str | None) -> None:
    assert made(sentence) == ([question] if question else [])


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The Kelana Bridge was closed because of a storm.", "Why was the Kelana Bridge closed?"),
        ("The Kelana Bridge was not closed because of luck.", None),
        ("The Kelana Bridge collapsed, owing to a storm.", "Why did the Kelana Bridge collapse?"),
        ("The Kelana Bridge was opened on March 3.", "When was the Kelana Bridge opened?"),
        ("Torrevane Island joined the union in 1979.", "When did Torrevane Island join the union?"),
        ("Two men were taken to Melati Clinic.", "How many men were taken to Melati Clinic?"),
        ("The Kunang Line carried 2,000 books.", "How many books did the Kunang Line carry?"),
        ("Mayor Rani Tirta on Monday opened the Kelana Bridge.", "Who opened the Kelana Bridge?"),
        ("Redmoor's coach, Greta Halvorsen, is happy.", "Who is Greta Halvorsen?"),
        ("The head of Redmoor United, Greta Halvorsen, is happy.", "Who is the head of Redmoor United?"),
        ("The former head of Redmoor United, Greta Halvorsen, is happy.", "Who is Greta Halvorsen?"),
        ("Greta Halvorsen, the head of the guild, is happy.", "Who is Greta Halvorsen?"),
        ("Mayor Rani Tirta promised lower rents.", "What did Mayor Rani Tirta promise?"),
        ("Farmer Ida Lindholm wants to leave.", "What does farmer Ida Lindholm want to do?"),
        ("Council leader Imogen Tarrant said it was late.", "What did council leader Imogen Tarrant say?"),
        ("The Halden Foundation has promised money.", "What did the Halden Foundation promise?"),
        ("A fire swept through Pasar Lindung.", None),
        ("Two clashes left eight men from Wela and nine others dead.", None),
        ("Tourists who are heading to Wela, East Lindung, said they waited.", None),
    ],
)  # fmt: skip
def test_english_sentences_become_questions(sentence: str, question: str | None) -> None:
    assert made(sentence, language="en") == ([question] if question else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ia meresmikan pasar itu pada Senin.",
        "Keduanya bertemu di Jakarta pada 20 April 2022.",
        "Jembatan itu ditutup karena arusnya deras.",
        "“Jembatan Kelana ditutup karena arusnya deras.”",
        "Seperti Jembatan Kelana yang ditutup karena arusnya deras.",
        "Korban di Kota Wela, Wulung Utara diduga tewas akibat banjir.",
        "Jumlah hunian Hotel Kinanti pada Maret naik.",
        "Pekerjaan dimulai pada 3 Maret 2025.",
        "Ketua panitia mengatakan lomba ditunda.",
        "Presiden mengatakan itu.",
        "“Baik,” kata dia.",
        "Menurut Data Wulung yang disusun warga, ikan mati.",
        "Rani Tirta meminta maaf.",
        "Pasar.co.id adalah portal berita.",
        "Pasar dibuka.",
        "",
    ],
)
def test_sentences_that_no_form_fits_are_skipped(sentence: str) -> None:
    assert made(sentence) == []


def test_speaker_is_named_in_full_with_what_the_article_is_about() -> None:
    assert made(
        "Modal Padiku naik.",
        "“Petani senang pada Padiku,” ujar Direktur Utama Nadia Kertarajasa.",
        "Menurut Nadia, modal Padiku cukup.",
    ) == ["Apa kata Direktur Utama Nadia Kertarajasa soal Padiku?", "Apa kata Nadia Kertarajasa soal Padiku?"]


def test_phrase_that_the_article_repeats_is_a_topic_in_full() -> None:
    said = "“Kami mengejar target pertumbuhan kredit,” kata Sarmin Tundalaga."
    assert made(said, "Pertumbuhan kredit desa naik, dan target pertumbuhan kredit tercapai.") == [
        "Apa kata Sarmin Tundalaga soal pertumbuhan kredit?"
    ]


def test_what_somebody_said_at_all_is_asked_once() -> None:
    sentences = ["“Kami menunggu,” kata Sarmin Tundalaga.", "“Kami pulang,” kata Sarmin Tundalaga."]
    assert made(*sentences) == ["Apa yang dikatakan Sarmin Tundalaga?"]


def test_first_word_keeps_its_capital_only_if_it_belongs_to_a_name() -> None:
    assert made("Jembatan Kelana ditutup karena bocor.") == ["Kenapa Jembatan Kelana ditutup?"]
    assert made("Kapal milik Camar ditutup karena bocor.") == ["Kenapa kapal milik Camar ditutup?"]
    assert made("Padahal feri Kartika ditutup karena bocor.") == ["Kenapa feri Kartika ditutup?"]
    assert made("Kebakaran Pasar Lindung padam karena hujan.") == ["Kenapa kebakaran Pasar Lindung padam?"]


def test_position_is_that_of_the_sentence() -> None:
    article = make_article("Pasar dibuka.", "Jembatan Kelana ditutup karena arus deras.", "Pasar tutup.")
    [question] = questions_of(article)
    assert (question.position, question.kind) == (1, "why")


def test_only_the_first_sentences_are_used() -> None:
    last = "Jembatan Kelana ditutup karena arus deras."
    assert made(*["Pasar dibuka."] * (SENTENCES_READ - 1), last)
    assert not made(*["Pasar dibuka."] * SENTENCES_READ, last)


def test_another_language_gives_no_question() -> None:
    assert made("Jembatan Kelana ditutup karena arus deras.", language="ms") == []


def fictional() -> list[Article]:
    passages = {question.passage.id: question.passage for question in data.fictional(data.splitter())}
    return [
        make_article(*passage.sentences, language=passage.language, revision=number)
        for number, passage in enumerate(passages.values(), start=1)
    ]


def test_every_fictional_article_has_a_question() -> None:
    for article in fictional():
        questions = questions_of(article)
        assert questions, article.text
        positions = [question.position for question in questions]
        assert positions == sorted(set(positions))
        assert len({question.text for question in questions}) == len(questions)
        for question in questions:
            assert SHORTEST <= len(question.text) <= LONGEST
            assert question.text.endswith("?")


@pytest.mark.parametrize(
    "unit", ['"a b," kata Xyz, ', "Abc, ", "( ", "Aaa ", " - A", "3 di pada Senin ", "' "]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_time_is_linear_in_the_length_of_a_hostile_sentence(unit: str, language: str) -> None:
    def seconds(length: int) -> float:
        article = make_article((unit * length)[:length], language=language)
        start = time.process_time()
        questions_of(article)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(160_000) < 40 * max(seconds(20_000), 0.01)
