"""Tests of which questions ask for a list, and of which sentences an answer quotes."""

from __future__ import annotations

import pytest

from knowledge.answering.lists import MOST_ITEMS, MOST_PARTS, asks_for_list, select
from knowledge.models import NumberedSentence
from tests.knowledge.split_articles import evidence_of, split_article

DEMANDS = split_article(
    "Serikat nelayan mengajukan tiga tuntutan kepada pengelola.\n\n"
    "Harga solar tetap\n\nLampu suar baru\n\nGudang es\n\nPengelola menjawab pada Senin."
)
CAFES = split_article(
    "Kami mampir ke belasan kedai. Inilah tiga yang terbaik.\n\n"
    "1. Kedai Lurik - Dermaga 4. Kopinya Rp 9.000.\n"
    "2. Kedai Senja - Jalan Kapur. Kopinya Rp 14.000.\n"
    "3. Kedai Lentera - Jalan Bakau. Kopinya Rp 21.000."
)
MATCHES = split_article(
    "Berikut hasil pekan ini:\n\nOmbak Timur 0-2 Layar Senja\nKerang Emas 4-4 Dayung Tua\n\n"
    "Pencetak gol terbanyak:\n1. Bayu (Dayung Tua) 7 gol\n2. Damar (Kerang Emas) 6 gol"
)
INTERVIEW = split_article(
    "Kami berbincang dengan penjaga mercusuar.\n\nTanya: Sejak kapan Anda bekerja?\n\n"
    "Jawab: Sejak Oktober, setelah badai.\n\nTanya: Apa yang Anda takutkan?\n\n"
    "Jawab: Petir. Dua kali menara ini disambar."
)
PROSE = split_article(
    "Rapat dibuka Sekar. Lalu Bayu melapor. Hujan turun. Damar menutup rapat. Semua pulang."
)


def quoted(evidence: list[NumberedSentence], question: str) -> list[str]:
    return [each.sentence.text for each in select(evidence, question)]


@pytest.mark.parametrize(
    "question",
    [
        "Apa saja tuntutan nelayan?",
        "siapa aja yang hadir",
        "Kota mana saja yang terendam?",
        "di mana sj posko dibuka?",
        "jam berapa aj kapal berangkat",
        "Siapakah saja pemenangnya?",
        "apa-apa saja yang dilarang",
        "siapa2 aja pemainnya?",
        "Apa sih aja syaratnya?",
        "Sebutkan tiga kedai terbaik",
        "Tolong sebutkan semua pemenang.",
        "Daftar pemain Ombak Timur",
        "Beri daftar korban",
        "Apa tuntutan nelayan Karang?",
        "Apa syarat pendaftaran?",
        "Apa alasan-alasan penolakan itu?",
        "Siapa tokoh-tokoh yang hadir?",
        "Apa yang menjadi syarat2 utama?",
        "Apa tiga permintaan warga?",
        "Siapa 5 pencetak gol terbanyak?",
        "List all the winners",
        "Please name the three cafes.",
        "Name all teams in the league",
        "What are the demands?",
        "What were the results of the match?",
        "Who are the winners?",
        "Who were the speakers?",
        "Which villages along the river are flooded?",
        "Which two cities were hit?",
    ],
)
def test_question_for_several_things_asks_for_a_list(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Siapa yang hadir?",
        "Apa penyebab kebakaran?",
        "Apa alasan penolakan itu?",
        "Siapa laki-laki yang ditangkap?",
        "Apakah syarat itu dipenuhi?",
        "Apakah negara-negara tetangga setuju?",
        "Siapa yang memimpin rapat negara-negara kepulauan?",
        "Kapan ajakan itu disampaikan?",
        "Berapa harga kopi?",
        "What is the name the council chose?",
        "What are you doing?",
        "Which village is flooded?",
        "Who is the winner?",
        "When was the list published?",
    ],
)
def test_question_for_one_thing_asks_for_no_list(question: str) -> None:
    assert not asks_for_list(question)


@pytest.mark.parametrize(
    "piece", ["apa ", "a-", "name ", "which a ", "apa aaa-", "\n ", "siapa yang menjadi "]
)
def test_hostile_question_is_judged(piece: str) -> None:
    assert not asks_for_list(piece * 2_000)


def test_single_question_quotes_the_best_sentences_with_new_labels() -> None:
    [chosen] = select(evidence_of(PROSE, s1=0.9, s0=0.3), "Siapa yang melapor?")
    assert (chosen.sentence.text, chosen.label) == ("Lalu Bayu melapor.", 1)
    both = select(evidence_of(PROSE, s1=0.9, s0=0.88), "Siapa yang melapor?")
    assert [(each.position, each.label) for each in both] == [(1, 1), (0, 2)]


def test_list_question_quotes_all_parts_the_surest_first() -> None:
    evidence = evidence_of(PROSE, s3=0.6, s0=0.5, s1=0.3, s2=0.01)
    assert quoted(evidence, "Siapa saja yang berbicara?") == [
        "Damar menutup rapat.",
        "Rapat dibuka Sekar.",
        "Lalu Bayu melapor.",
    ]


def test_parts_come_from_one_article_and_are_not_too_many() -> None:
    other = split_article("Camat Karang hadir.", revision=2)
    many = split_article(" ".join(f"Warga {name} hadir." for name in "ABCDEFGH"))
    evidence = [*evidence_of(many, s7=0.6), *evidence_of(other, s0=0.59)]
    evidence += evidence_of(many, s0=0.5, s1=0.5, s2=0.5, s3=0.5, s4=0.5, s5=0.5)
    chosen = select(evidence, "Siapa saja yang hadir?")
    assert [each.position for each in chosen] == [7, 0, 1, 2, 3]
    assert len(chosen) == MOST_PARTS
    assert [each.label for each in chosen] == [1, 2, 3, 4, 5]


def test_list_question_quotes_the_items_and_not_their_introduction() -> None:
    expected = ["Harga solar tetap", "Lampu suar baru", "Gudang es"]
    assert quoted(evidence_of(DEMANDS, s0=0.9, s1=0.1), "Apa saja tuntutan nelayan?") == expected


def test_other_question_quotes_the_items_after_their_introduction() -> None:
    assert quoted(evidence_of(DEMANDS, s0=0.9, s1=0.1), "Apa yang diminta nelayan?") == [
        "Serikat nelayan mengajukan tiga tuntutan kepada pengelola.",
        "Harga solar tetap",
        "Lampu suar baru",
        "Gudang es",
    ]


def test_sentence_that_answers_who_or_how_many_stands_without_the_items() -> None:
    evidence = evidence_of(DEMANDS, s0=0.9, s1=0.1)
    for question in ("Siapa yang mengajukan tuntutan?", "Berapa tuntutan nelayan?", "Kapan itu diajukan?"):
        assert quoted(evidence, question) == ["Serikat nelayan mengajukan tiga tuntutan kepada pengelola."]


def test_announcement_never_stands_alone() -> None:
    article = split_article("Lomba dimenangi perahu berikut.\n\n1. Suar\n2. Senja")
    assert quoted(evidence_of(article, s0=0.8), "Siapa yang menang lomba?") == [
        "Lomba dimenangi perahu berikut.",
        "1. Suar",
        "2. Senja",
    ]


def test_items_follow_a_colon_whatever_is_asked() -> None:
    assert quoted(evidence_of(MATCHES, s3=0.9), "Siapa pencetak gol terbanyak?") == [
        "Pencetak gol terbanyak:",
        "1. Bayu (Dayung Tua) 7 gol",
        "2. Damar (Kerang Emas) 6 gol",
    ]


def test_items_that_are_no_evidence_are_cited_too_but_not_more_than_a_screen_holds() -> None:
    long = split_article("Peserta:\n" + "\n".join(f"{number}. Perahu Suar" for number in range(1, 20)))
    chosen = select(evidence_of(long, s0=0.9), "Sebutkan pesertanya")
    assert [each.position for each in chosen] == list(range(1, MOST_ITEMS + 1))
    assert [each.label for each in chosen] == list(range(1, MOST_ITEMS + 1))


def test_first_sentence_of_each_item_is_quoted_for_a_list() -> None:
    assert quoted(evidence_of(CAFES, s1=0.5, s2=0.4), "Sebutkan tiga kedai terbaik") == [
        "1. Kedai Lurik - Dermaga 4.",
        "2. Kedai Senja - Jalan Kapur.",
        "3. Kedai Lentera - Jalan Bakau.",
    ]


def test_all_items_are_quoted_if_one_of_them_is_the_best_sentence_and_their_introduction_is_near() -> None:
    evidence = evidence_of(CAFES, s4=0.5, s1=0.4, s0=0.01)
    assert len(quoted(evidence, "Apa saja kedai terbaik?")) == 3


def test_answer_about_an_item_is_not_taken_from_the_item_beside_it() -> None:
    evidence = evidence_of(CAFES, s3=0.7, s5=0.6, s7=0.5)
    assert quoted(evidence, "Berapa harga kopi di Kedai Lentera?") == [
        "3. Kedai Lentera - Jalan Bakau.",
        "Kopinya Rp 21.000.",
    ]


def test_head_of_an_item_is_quoted_once_and_before_the_rest() -> None:
    evidence = evidence_of(CAFES, s7=0.7, s6=0.69)
    assert quoted(evidence, "Berapa harga kopi termahal?") == [
        "3. Kedai Lentera - Jalan Bakau.",
        "Kopinya Rp 21.000.",
    ]


def test_introduction_gives_the_whole_item_that_is_named() -> None:
    evidence = evidence_of(CAFES, s1=0.7, s3=0.6)
    assert quoted(evidence, "Bagaimana kopi di Kedai Senja?") == [
        "Inilah tiga yang terbaik.",
        "2. Kedai Senja - Jalan Kapur.",
        "Kopinya Rp 14.000.",
    ]


def test_named_match_is_quoted_without_items_of_another_list() -> None:
    evidence = evidence_of(MATCHES, s2=0.4, s1=0.35, s4=0.3)
    assert quoted(evidence, "Siapa yang mengalahkan Ombak Timur?") == ["Ombak Timur 0-2 Layar Senja"]


def test_named_item_takes_the_probability_of_the_item_beside_it() -> None:
    other = evidence_of(split_article("Rapat usai.", revision=2), s0=0.05)
    evidence = [*evidence_of(CAFES, s3=0.7), *other, *evidence_of(CAFES, s7=0.02)]
    assert quoted(evidence, "Berapa harga kopi di Kedai Lentera?") == [
        "3. Kedai Lentera - Jalan Bakau.",
        "Kopinya Rp 21.000.",
    ]


def test_sentences_of_a_named_item_keep_their_distance_when_they_are_raised() -> None:
    evidence = evidence_of(CAFES, s3=0.7, s6=0.3, s7=0.29)
    chosen = select(evidence, "Berapa harga kopi di Kedai Lentera?")
    assert [each.position for each in chosen] == [6, 7]
    assert chosen[0].probability == pytest.approx(0.7)
    assert 0.67 < chosen[1].probability < 0.7


def test_name_of_an_item_is_quoted_with_the_rest_of_a_short_item() -> None:
    evidence = evidence_of(CAFES, s6=0.9, s7=0.01)
    assert quoted(evidence, "Berapa harga kopi di Kedai Lentera?") == [
        "3. Kedai Lentera - Jalan Bakau.",
        "Kopinya Rp 21.000.",
    ]


def test_named_item_that_is_no_evidence_is_quoted_all_the_same() -> None:
    assert quoted(evidence_of(CAFES, s3=0.7), "Berapa harga kopi di Kedai Lentera?") == [
        "3. Kedai Lentera - Jalan Bakau.",
        "Kopinya Rp 21.000.",
    ]


def test_question_above_a_list_is_answered_by_its_items() -> None:
    article = split_article(
        "Lomba dibuka Senin.\n\nApa syarat lomba itu?\n\n1. Kartu penduduk\n2. Pas foto\n3. Uang Rp 5.000"
    )
    items = ["1. Kartu penduduk", "2. Pas foto", "3. Uang Rp 5.000"]
    for question in ("Apa saja syarat lomba?", "Bagaimana cara ikut lomba?"):
        assert quoted(evidence_of(article, s1=0.8, s0=0.1), question) == items


def test_answer_takes_the_place_of_the_question_of_an_interviewer() -> None:
    evidence = evidence_of(INTERVIEW, s1=0.8, s2=0.3)
    [chosen] = select(evidence, "Sejak kapan penjaga mercusuar bekerja?")
    assert chosen.sentence.text == "Jawab: Sejak Oktober, setelah badai."
    assert chosen.probability == 0.8


def test_question_that_ranks_second_does_not_stand_beside_its_answer() -> None:
    evidence = evidence_of(INTERVIEW, s2=0.8, s1=0.7)
    assert quoted(evidence, "Sejak kapan penjaga mercusuar bekerja?") == [
        "Jawab: Sejak Oktober, setelah badai."
    ]


def test_short_answer_is_quoted_with_what_explains_it() -> None:
    assert quoted(evidence_of(INTERVIEW, s3=0.8), "Apa yang ditakutkan penjaga mercusuar?") == [
        "Jawab: Petir.",
        "Dua kali menara ini disambar.",
    ]
