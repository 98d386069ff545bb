"""Tests of sentence boundaries in Indonesian and English, and of guarantees for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.text.sentences import split
from tests.tools.quality import sentence_boundaries as quality

PIECES = [
    *".!?…。\"'“”‘’()[]-–—,;: \n\r\t\u00a0\u2028",
    *("\n\n", "Dr", "H", "Tbk", "No", "U.S", "Kata", "ujar", "ia", "Ia", "A", "1", "2016"),
    *("kabar.com", "https://a.B", "JAKARTA - ", "iPhone", "1. ", "- ", "東"),
]


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


def marked(example_text: str) -> list[str]:
    """Splits an example at each ``|`` (with the space around it), which marks a boundary."""
    return [part.strip() for part in example_text.split("|")]


def check_marked(example_text: str) -> None:
    text = example_text.replace(" | ", " ").replace("|\n", "\n").replace("|", "")
    assert texts(text) == marked(example_text)


def check_invariants(text: str) -> None:
    split_text = split(text)
    covered = 0
    before = 0
    for sentence in split_text:
        assert before <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        covered += sum(not character.isspace() for character in sentence.text)
        before = sentence.end
    assert covered == sum(not character.isspace() for character in text)


def test_full_stop_after_a_pictogram_ends_a_sentence() -> None:
    assert [s.text for s in split("Oyen dapat kartu 😻. Kepala stasiun senang 🐟🚫.")] == [
        "Oyen dapat kartu 😻.",
        "Kepala stasiun senang 🐟🚫.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t \r\n", "\u2028\u00a0"])
def test_text_without_words_has_no_sentences(text: str) -> None:
    assert split(text) == ()


def test_offsets_point_into_the_text_as_given() -> None:
    text = "  Satu kata.\n\n\tDua kata!  "
    assert [(s.start, s.end) for s in split(text)] == [(2, 12), (15, 24)]


@pytest.mark.parametrize(
    "sentences",
    [
        "Prof. Dr. Ir. H. Damar Wulan, M.Si., S.H. hadir di Jl. Melati No. 12. | Ia datang sendiri.",
        "Rapat dibuka Hj. Sekar Ayu dan Drs. Bima Sakti. | Mereka berbicara lama.",
        "Surat itu ditandatangani a.n. Bupati Tirta Jaya, d.h. Camat Lembah s.d. Desember. | Isinya singkat.",
        "Ny. Laras dan Sdr. Panji dari Kab. Lembah Hijau hadir. | Tn. Bayu tidak.",
        "Kata drg. Melati, gigi itu sehat. | Menurut dr. Bayu juga.",
        "Warga membawa beras, gula, dll. | Panitia berterima kasih.",
        "Pemain itu, bek, kiper, dsb. di lapangan, lelah. | Pelatih juga.",
        "PT Angin Timur Tbk. mengumumkan laba. | Saham PT Angin Timur Tbk. (ANGT) naik. | Investor senang.",
        "PT Angin Timur Tbk. Direktur Utama hadir. | Rapat usai.",
        "Ini berlaku sampai Jan. 2020. | Lalu dihentikan.",
        "Lihat hal. 5 dan psl. 3 lampiran. | Itu banyak hal. | Kami paham.",
    ],
)
def test_indonesian_abbreviations_do_not_end_a_sentence(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "Mr. Reed met Mrs. Hale and Dr. Stone at St. Mary's. | They talked for an hour.",
        "The U.S. Senate voted at 5 p.m. on Monday. | It was close.",
        "She lives in the U.S. | He does not.",
        "Harbor Foods Inc. said sales rose. | Gov. Lane agreed.",
        "Tools, e.g. Hammers, are sold here. | So are nails, screws, etc. | Prices vary.",
        "John Hale Jr. won the race. | His father cheered.",
        "The answer was no. | He left.",
        "It is item No. 7 on the list. | No. | That is wrong.",
        "She opened her iPhone. | iPhone sales fell. | eBay did not comment.",
        "The match, Lions vs. Tigers, was cancelled. | Fans were angry!",
        "Maj. Gen. Rowan Pike spoke on Jan. 5 and again on Feb. 7. | Nobody listened.",
        "Smith et al. (2019) saw nothing, see Fig. 3 on pp. 12. | The end.",
    ],
)
def test_english_abbreviations_do_not_end_a_sentence(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "B.J. Wirawan dan J. K. Rowan bertemu. | Keduanya penulis.",
        "Gatot S. Purnama hadir di Stadion H. Wiryo. | Laga dimulai.",
        "Tim itu ada di Grup H. | Pasalnya, undian begitu.",
        "Film Raja Karel III. | Munculnya dipuji.",
        "Pilihannya A atau B. | “Saya pilih B,” katanya.",
        "Novelist A. B. Crane wrote Plan B. | It sold well.",
    ],
)
def test_initials_do_not_end_a_sentence(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "Harga Rp 1.500 atau Rp. 2.000, bahkan Rp 1.5 miliar, berlaku pukul 10.30 WIB. | Pasar ramai.",
        "Itu terjadi pada 2016. | Bupati baru dipilih.",
        "Warga datang. | 2.000 orang ikut berjalan.",
        "Luasnya 1. 500 hektare. | Tanahnya subur.",
        "Version 3.11. | Next is 3.12, at 10.30 a.m. | The rest follows.",
    ],
)
def test_numbers_and_times_are_not_split(sentences: str) -> None:
    check_marked(sentences)


def test_year_at_a_line_end_ends_the_sentence_before_a_number() -> None:
    assert len(split("Jembatan itu selesai dibangun pada 2016.\n12 orang hadir pada peresmian.")) == 2


@pytest.mark.parametrize(
    "sentences",
    [
        "“Kami siap,” ujarnya. | “Besok kami berangkat.” kata Bayu Segara. | Ia tersenyum.",
        '"Mau ke mana?" tanya Sekar. | "Pulang!" jawab Bayu.',
        '"Where are you going?" Anna Reed asked. | "Home." | He left.',
        "Kami bersaudara. | Kami dekat,” ujarnya. dikatakan . | Ia pergi.",
        '"Kami lelah. | Kami pulang," katanya. | "Besok kami kembali."',
        '"Kami lelah. " | Ia pulang.',
        '"We are tired." Anna Reed said. | "We go home." | She added: "Tomorrow." | He said nothing.',
        '"Satu. " | "Dua."',
        "Lagu itu berjudul ' Fajar. ' | Banyak yang suka.",
        "Ia bertanya, ' Siapa itu? ' | Tak ada jawaban.",
        "Ia menyebutnya ' ombak '. | Bagi warga, itu biasa.",
        "Katanya selesai. | ' Belum, ' jawab yang lain.",
        "Ia selesai. ” | Hari ini ia pulang.",
        "Laut tenang (lihat hal. 5). | (Angin lemah.) | Kapal berangkat.",
        "Pelaksana tugas (Plt.) Direktur hadir. | Rapat usai.",
        "Ia berkata “selesai.” | Warga pulang.",
        "Film ‘Pulang?’ (2016) diputar. | Penonton ramai.",
    ],
)
def test_quotes_and_brackets_stay_with_their_sentence(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "LEMBAH HIJAU, KABAR.com - Bupati tiba. | Ia disambut.",
        "TIRTA JAYA – Hujan turun. | Sungai meluap.",
        "SPRINGVALE, D.C. – The council met. | Nobody spoke.",
        "ST. ORWELL (AN) — Rain fell. | Roads closed.",
        "Lembah. Kabar.com - Bupati tiba. | Ia disambut.",
    ],
)
def test_dateline_is_part_of_the_first_sentence(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "Bupati ... Damar Wulan hadir… Warga senang. | Itu saja.",
        "Ia diam... | Lalu ia pergi… | Kemudian sunyi.",
        "Bagaimana...? | Ia tak tahu.",
        "Ia menunggu . . . dan menunggu. | Lama sekali.",
    ],
)
def test_ellipsis_ends_a_sentence_only_before_a_sentence_starter(sentences: str) -> None:
    check_marked(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        "Baca kabar.com, Kabar.Com, www.kabar.Id/Berita.Baru dan Kabar.Finance hari ini. | Gratis.",
        "Situs itu bernama kabar.com. | Bagi warga, itu berguna.",
        "Baca www.kabar.id/berita. | Pertanyaan dijawab di sana.",
        "Tulis ke redaksi@kabar.Kita atau https://kabar.id/a.B?c=D.E sekarang. | Terima kasih.",
        "Rapat selesai.|Kemudian warga pulang.|“Kami lega,” kata Bayu.",
        "Siapa itu?|Dia penjaga pintu. | Ia bertanya kepada Bayu.|Dia diam.",
        'Ia bilang "selesai."|Kemudian ia pulang.',
        'Rapat selesai.|"Kami lega," kata Bayu.',
        "S.Pd dan Drs.Bima hadir di No.2 memakai ASP.NET dan .NET. | Lihat ![Gambar](a.png) juga. | Usai.",
        "Ia lulus.dan pulang. | Itu saja.",
        "Nilainya 7.A dan 8.B. | Ia lulus.",
    ],
)
def test_sentences_without_a_space_are_split_but_addresses_are_not(sentences: str) -> None:
    check_marked(sentences)


def test_lower_case_after_a_full_stop_continues_the_sentence() -> None:
    check_marked("Ia datang. lalu pergi. | Warga bingung! katanya. | Yahoo! mengumumkan laba.")


def test_scripts_without_capitals_or_spaces_are_split_at_their_own_stops() -> None:
    check_marked("東京は首都です。|人口は多い。|「はい。」と言った。")
    check_marked("यह पहला है। | वह दूसरा है।")


def test_semicolons_and_brackets_do_not_end_a_sentence() -> None:
    check_marked("Hadir: Bayu (Ketua); Sekar; Damar (Wakil); 26 anggota. | Rapat usai.")


def test_sentence_broken_by_a_line_end_before_a_name_is_one() -> None:
    text = (
        "Rencana itu muncul setelah Menteri Pekerjaan Umum Damar Wulan bertemu dengan wali kota baru Tirta\n"
        "Jaya Sekar Kinasih akan membahas jembatan pada 3 Mei.\nWarga menunggu."
    )
    assert texts(text) == [text[: text.index("\nWarga")], "Warga menunggu."]
    assert "\n" in split(text)[0].text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Satu kalimat tanpa titik\n\nDua kalimat tanpa titik", 2),
        ("Satu kalimat tanpa titik\r\n \r\nDua", 2),
        ("3 Mei 2031\nLEMBAH HIJAU – Bupati tiba.\nIa disambut.", 3),
        ("Harga naik\nBeras kini mahal di pasar.", 2),
        ("Harga:\n- Beras naik\n- Gula turun\n  sedikit saja\nItu semua.", 4),
        ("Cara:\n1. Buka pintu\n2. Masuk. Tutup pintu.\n10. Duduk", 5),
        ("• satu\n• dua", 2),
        ("Ia lahir di kota kecil di tepi sungai besar itu pada tanggal\n20. Kemudian ia pindah.", 2),
        ("Jembatan baru itu akan dibuka oleh bupati\n– yang baru dilantik – pada bulan depan.", 1),
        ("- Beras naik.\nWarga di pasar itu bertemu dengan wali kota baru Tirta\nJaya Sekar Kinasih.\n\n", 2),
        ("Laba PT Angin Timur Tbk.\nSaham naik.", 2),
        ("Ia bertemu Prof.\nDamar Wulan di kampus.", 1),
        ("Ia pulang.\nkemudian tidur.", 2),
        ("“Kami siap.”\nujarnya kepada warga.", 1),
        ("“Kami siap.”\nWarga bersorak.", 2),
        ("Ia diam ...\nWarga bersorak.", 2),
        ("Rapat dihadiri oleh\nDamar Wulan.", 1),
        ("Rapat dihadiri Sekar,\nDamar Wulan.", 1),
        ("Bupati Lembah Hijau Resmikan Jembatan Baru di Tengah Hujan Deras\nWarga datang sejak pagi.", 2),
        ("Wali kota Springvale membuka perpustakaan baru di tepi sungai\n" + "Warga " * 30 + "datang.", 2),
        ("Wali kota itu menyatakan hal itu\nSPRINGVALE, KABAR.com - Warga datang.", 2),
    ],
)
def test_line_ends(text: str, count: int) -> None:
    assert len(split(text)) == count
    check_invariants(text)


def test_text_wrapped_by_a_program_is_joined() -> None:
    text = "The meeting was led by the mayor\nAnna Reed and by the heads of all\nDistricts. It ended late."
    assert texts(text) == [text[: text.index(" It ended")], "It ended late."]


def test_list_numbers_stay_with_their_item() -> None:
    check_marked("1. Pantai Angin, Lembah.|\n\n2. Bukit Sunyi.|\n\nII. Pembahasan.")


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ".",
        '"',
        "”",
        ". ",
        '" ',
        "A. ",
        "A.",
        "? A ",
        "Aa.Bb",
        "[. A ",
        ".' A",
        ". ''' ",
        "Tbk. Xx ",
        "a\n",
        "Ab cd\n",
        "- a\n",
        "1. ",
        "\r\n",
        "東。",
        "... A ",
        "http://a.",
        "\u200b",
    ],
)
def test_hostile_repetition_loses_no_character(piece: str) -> None:
    check_invariants(piece * (20_000 // len(piece)))


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(PIECES),
            max_size=60,
        ).map("".join),
    )
)
@example("\ufeff\u200b")
@example("\ud800. A")
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    check_invariants(text)


@pytest.mark.skipif(not quality.DATA.exists(), reason="needs the IndoSum articles")
def test_unseen_news_articles_are_split_like_gold() -> None:
    articles = quality.read_articles(quality.DATA)[:100]
    score = quality.measure(articles, quality.kutip)["without article ends"]
    assert score.f1 >= 0.985


def test_measure_counts_boundaries_without_white_space() -> None:
    article = quality.GoldArticle("Ia ada. Ia  pergi.\n\nUsai.", [(0, 7), (8, 18), (20, 25)])
    scores = quality.measure([article], lambda text: [(0, 18), (20, 25)])
    assert {kind: (s.right, s.predicted, s.gold) for kind, s in scores.items()} == {
        "without article ends": (1, 1, 2),
        "with article ends": (2, 2, 3),
        "inside paragraphs": (0, 0, 1),
    }
    assert [line[:6] for line in quality.mistakes(article, lambda text: [(0, 18), (20, 25)])] == ["missed"]
    assert str(scores["without article ends"]).startswith("F1 0.6667")
