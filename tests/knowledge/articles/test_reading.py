"""What is lifted off an article, and what stays to the letter. All articles are fictional."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.articles.reading import (
    dateline,
    read_json_line,
    read_text,
    title_from_lead,
)
from knowledge.errors import UnreadableArticle

BODY = "KOTA BARU – Pasar Melati dibuka kembali pada Rabu setelah diperbaiki.\n\nPedagang senang."
DAY = date(2022, 4, 22)
SEED = Path(__file__).parents[4] / "shared" / "seed"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("22 April 2022", ("", DAY, None, None)),
        ("Jumat, 22 April 2022 10:30 WIB", ("", DAY, None, None)),
        ("Pasar Melati dibuka lagi\n22/04/2022", ("Pasar Melati dibuka lagi", DAY, None, None)),
        ("Pasar Melati dibuka lagi\n\nOleh: Redaksi\n", ("Pasar Melati dibuka lagi", None, None, None)),
        ("Apakah pasar aman?\nOleh Redaksi Kota", ("Apakah pasar aman?", None, None, None)),
        ("# Pasar dibuka.\n22 April 2022", ("Pasar dibuka.", DAY, None, None)),
        ("Judul: Pasar dibuka\nTanggal: 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nContoh.com - 22/04/2022, 10:30 WIB", ("Pasar dibuka", DAY, "Contoh.com", None)),
        ("Contoh.com - 22/04/2022, 10:30 WIB\nPasar dibuka", ("Pasar dibuka", DAY, "Contoh.com", None)),
        (
            "Pasar dibuka\nWarta News | Jumat, 22 Apr 2022 10:30 WIB",
            ("Pasar dibuka", DAY, "Warta News", None),
        ),
        ("Pasar dibuka\nOleh Redaksi Kota | 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nRedaksi Kota - 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nTerbit pada 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nPenulis: Redaksi | Editor: Meja | 22/04/2022", ("Pasar dibuka", DAY, None, None)),
        ("Kota Baru, 22 April 2022", ("", DAY, None, None)),
        ("Pasar dibuka\nSumber: Warta Kota", ("Pasar dibuka", None, "Warta Kota", None)),
        ("Pasar dibuka\nSource: Warta Kota, 22 April 2022", ("Pasar dibuka", DAY, "Warta Kota", None)),
        ("Pasar dibuka\nSumber: https://contoh.id/1", ("Pasar dibuka", None, None, "https://contoh.id/1")),
        ("URL: https://contoh.id/1\nPasar dibuka", ("Pasar dibuka", None, None, "https://contoh.id/1")),
        ("www.contoh.id/1\nPasar dibuka", ("Pasar dibuka", None, None, "https://www.contoh.id/1")),
        (
            "Pasar dibuka\nPublished: April 22, 2022\nUpdated: April 25, 2022",
            ("Pasar dibuka", DAY, None, None),
        ),
        ("Pasar dibuka\nDiperbarui: 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nLast updated 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("EKONOMI\nPasar Melati dibuka lagi\n22 April 2022", ("Pasar Melati dibuka lagi", DAY, None, None)),
        ("Harga Beras 22 April 2022\nOleh: Redaksi", ("Harga Beras 22 April 2022", None, None, None)),
    ],
)
def test_header_is_read_and_taken_off(header: str, expected: tuple[object, ...]) -> None:
    article = read_text(f"{header}\n\n{BODY}")
    assert (article.title, article.published_on, article.publisher, article.url) == expected
    assert article.text == BODY


def test_source_with_a_date_is_not_taken_for_the_place() -> None:
    assert read_text(f"Pasar dibuka\nKota Baru - Kota Lama - 22 April 2022\n\n{BODY}").publisher is None


def test_date_line_with_a_sentence_or_many_names_belongs_to_the_body() -> None:
    for line in ("Rapat 22 April 2022, kata warga", "A, B, C, D, 22 April 2022"):
        assert read_text(f"Pasar dibuka\n{line}\n\n{BODY}").text.startswith(line)


def test_first_line_over_a_blank_line_is_the_title() -> None:
    article = read_text("Pasar Melati dibuka kembali untuk warga kota\n\nPasar dibuka Rabu.")
    assert (article.title, article.text) == (
        "Pasar Melati dibuka kembali untuk warga kota",
        "Pasar dibuka Rabu.",
    )


def test_marked_title_may_end_in_any_word() -> None:
    assert read_text(f"Pasar mana yang akan di\n22 April 2022\n\n{BODY}").title == "Pasar mana yang akan di"


def test_second_headline_stays_in_the_body() -> None:
    article = read_text(f"Pasar Melati dibuka lagi\nPedagang mengaku senang sekali\n22 April 2022\n\n{BODY}")
    assert (article.title, article.published_on) == ("Pasar Melati dibuka lagi", DAY)
    assert article.text.startswith("Pedagang mengaku senang sekali\n")


def test_front_matter_is_read() -> None:
    front = (
        '---\ntitle: "Pasar dibuka: apa artinya?"\n'
        "date: 2022-04-22T10:00:00+07:00\nauthor: Redaksi\ntags:\n  - pasar\n"
        "source: Warta Kota\nurl: 'https://contoh.id/1'\nempty:\n---\n"
    )
    for markdown in (False, True):
        article = read_text(front + BODY, markdown=markdown)
        assert article.title == "Pasar dibuka: apa artinya?"
        assert (article.published_on, article.publisher, article.url) == (
            DAY,
            "Warta Kota",
            "https://contoh.id/1",
        )
        assert article.text == BODY


@pytest.mark.parametrize("start", ["---\nPasar dibuka. Kios penuh.\n---", "---\ntitle: tanpa akhir"])
def test_what_only_looks_like_front_matter_stays(start: str) -> None:
    assert read_text(f"{start}\n{BODY}").text == f"{start}\n{BODY}"


@pytest.mark.parametrize(
    "lead",
    [
        "Pasar Melati dibuka kembali pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari negara\ntetangga pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari\nNegara tetangga pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari Negeri\nSeberang pada Rabu untuk bicara.",
        "Siapa yang tidak suka pasar?\n\nSemua orang suka.",
        "Pasar Melati (Foto: Redaksi)\n\nPasar dibuka.",
        "- pasar\n- kios dan los",
        "1. Pasar\nKios.",
        "Menurut laporan 22 April 2022 pasar itu sepi.\n\nKios tutup.",
        "Wali kota meresmikan pasar baru dengan\n\nPasar sepi.",
        "Harga naik: warga mengeluh,\n\nPasar sepi.",
        "Sumber:" + " pasar" * 40 + "\nKios.",
        "Tanggal: belum pasti.\nKios tutup.",
        "URL: tidak ada.\nKios tutup.",
        "http://[rusak/.\nKios tutup.",
        "Oleh karena itu pasar tutup.\nKios juga.",
        "Pasar dibuka",
    ],
)
def test_line_in_doubt_belongs_to_the_body(lead: str) -> None:
    article = read_text(lead)
    assert (article.title, article.published_on, article.text) == ("", None, lead)


@pytest.mark.parametrize("lead", ["Rabu (20/4/2022)", "pada 20 April 2022", "Rabu (20/4)"])
def test_date_of_an_event_is_not_the_publication_date(lead: str) -> None:
    assert read_text(f"Pasar Melati dibuka {lead}. Kios penuh.").published_on is None


def test_closing_source_lines_are_read_and_taken_off() -> None:
    article = read_text(f"{BODY}\n\nSumber: Warta Kota\nhttps://contoh.id/1\n")
    assert (article.publisher, article.url, article.text) == ("Warta Kota", "https://contoh.id/1", BODY)


def test_closing_line_that_says_nothing_new_stays() -> None:
    text = f"Penerbit: Warta Kota\n{BODY}\nSumber: Badan Statistik"
    article = read_text(text)
    assert (article.publisher, article.text) == ("Warta Kota", f"{BODY}\nSumber: Badan Statistik")


@pytest.mark.parametrize(
    ("start", "place", "publisher", "day"),
    [
        ("PHNOM PENH – ", "PHNOM PENH", None, None),
        ("KOTA BARU, CONTOH.com - ", "KOTA BARU", "CONTOH.com", None),
        ("Contoh.com - ", None, "Contoh.com", None),
        ("Contoh.co.id, Kota Baru -- ", "Kota Baru", "Contoh.co.id", None),
        ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia", None),
        ("Jakarta (ANTARA) - ", "Jakarta", "ANTARA", None),
        ("LONDON (Reuters) — ", "LONDON", "Reuters", None),
        ("MAKMURJAYA (Warta Kita) – ", "MAKMURJAYA", "Warta Kita", None),
        ("WASHINGTON, April 22, 2022 (Reuters) - ", "WASHINGTON", "Reuters", DAY),
        ("New York, 22/4 (ANTARA) - ", "New York", "ANTARA", None),
        ("Kota Baru, Jumat 22/4/2022 - ", "Kota Baru", None, DAY),
        ("Kota Baru, Provinsi Laut (Warta News) - ", "Kota Baru, Provinsi Laut", "Warta News", None),
        ("ITALIA– ", "ITALIA", None, None),
        ("Kota Baru - ", "Kota Baru", None, None),
    ],
)
def test_dateline_is_read_and_stays_in_the_text(
    start: str, place: str | None, publisher: str | None, day: date | None
) -> None:
    text = f"{start}Pasar Melati dibuka kembali."
    found = dateline(text)
    assert found is not None
    assert (found.place, found.publisher, found.published_on, text[found.end :]) == (
        place,
        publisher,
        day,
        "Pasar Melati dibuka kembali.",
    )
    article = read_text(text)
    assert (article.publisher, article.published_on, article.text) == (publisher, day, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pasar Melati dibuka.",
        "Pasar itu - juga kios - dibuka.",
        "Presiden dan Wakil Presiden - Menteri hadir.",
        "Pasar – kios – dibuka.",
        "– Pasar dibuka.",
        "12 - 13 orang datang.",
        "Kota Baru - ",
        "KOTA BARU, KOTA LAMA, KOTA TUA, KOTA MUDA - Pasar dibuka.",
        "x" * 200 + " - Pasar",
    ],
)
def test_other_dashes_are_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_named_publisher_goes_before_the_dateline() -> None:
    assert read_text("Penerbit: Warta Kota\n\nJakarta (ANTARA) - Pasar dibuka.").publisher == "Warta Kota"


def test_markdown_is_reduced_to_plain_text() -> None:
    markdown = (
        "Contoh.com - 22/04/2022\n\n# Pasar *Melati* dibuka\n\nHarga **beras** [naik](https://contoh.id) "
        "&amp; `turun`.\n"
        "Baris <b>dua</b>. ![kios](a.png)\n\n- satu\n- dua\n\n3. tiga\n4. empat\n\n"
        "| Kota | Harga |\n|---|---|\n"
        "| Baru | 10 |\n\n```\nkode *x*\n```\n\n<div>Kotak <i>miring</i></div>\n\n"
        "<script>alert(1)</script>\n\n"
        "## Bagian dua\n\n> Kutipan.\n"
    )
    article = read_text(markdown, markdown=True)
    assert (article.title, article.published_on, article.publisher) == (
        "Pasar Melati dibuka",
        DAY,
        "Contoh.com",
    )
    assert article.text == (
        "Harga beras naik & turun.\nBaris dua. kios\n\nsatu\ndua\n\n3. tiga\n4. empat\n\n"
        "Kota; Harga\nBaru; 10\n\n"
        "kode *x*\n\nKotak miring\n\nBagian dua\n\nKutipan."
    )


def test_long_markdown_paragraph_keeps_every_word() -> None:
    words = " ".join(f"kata{i}" for i in range(2_000)) + " **akhir**."
    assert read_text(words, markdown=True).text == words.replace("*", "")
    assert read_text("a" * 5_000 + "*", markdown=True).text == "a" * 5_000 + "*"


def test_markdown_of_nothing_but_marks_is_kept_as_it_stands() -> None:
    assert read_text("Pasar. " + "[" * 5_000, markdown=True).text.startswith("Pasar. [[[")


def test_long_name_is_no_publisher() -> None:
    text = "KANTOR BERITA " + "JAUH " * 12 + "- Pasar dibuka."
    assert read_text(text).publisher is None


def test_invisible_characters_and_untidy_space_are_removed() -> None:
    article = read_text(
        "\ufeffPa\u200bsar \u202edibuka\u0007.  \r\n\r\n\r\n\r\n\r\nCafe\u0301 penuh\u2028Ramai\t.\r\n"
    )
    assert article.text == "Pasar dibuka.\n\nCafé penuh\nRamai\t."


def test_joiners_stay_within_scripts_that_need_them() -> None:
    assert read_text("Kata می\u200cخواهم dan Ja\u200dkarta.").text == "Kata می\u200cخواهم dan Jakarta."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "berita.txt is empty"),
        (" \n\u200b\n", "berita.txt is empty"),
        ("2022 – 10%", "has no letters"),
        ("22 April 2022\n", "a header but no text"),
        ("# Judul saja", "a header but no text"),
        ("Judul berita\n22 April 2022\nhttps://contoh.id", "a header but no text"),
        ("---\ntitle: Judul\n---\n", "a header but no text"),
    ],
)
def test_text_without_a_body_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=words):
        read_text(text, name="berita.txt")


@pytest.mark.parametrize(
    "text",
    [
        "kata " * 200_000,
        "a" * 1_000_000,
        "\n" * 200_000 + "Pasar.",
        "- " * 500_000 + "x",
        "A, " * 300_000,
        "22/" * 300_000 + "x",
    ],
    ids=["words", "one word", "line ends", "dashes", "commas", "slashes"],
)
@pytest.mark.parametrize("markdown", [False, True])
def test_long_untidy_text_is_read(text: str, markdown: bool) -> None:
    assert read_text(text, markdown=markdown).text


def test_title_is_made_from_the_lead_without_dateline_and_full_stop() -> None:
    assert title_from_lead("", "KOTA BARU – Pasar Melati\ndibuka kembali.") == "Pasar Melati dibuka kembali"


def test_long_lead_is_cut_at_a_clause() -> None:
    lead = "Pasar Melati di Kota Baru dibuka kembali pada Rabu, setelah diperbaiki selama enam bulan penuh."
    assert title_from_lead("", lead) == "Pasar Melati di Kota Baru dibuka kembali pada Rabu…"


def test_long_lead_without_a_clause_is_cut_between_words() -> None:
    title = title_from_lead(
        "", "Pasar Melati di Kota Baru dibuka kembali untuk umum oleh wali kota dengan dan untuk semua."
    )
    assert title == "Pasar Melati di Kota Baru dibuka kembali untuk umum oleh wali kota…"


def test_title_has_no_lone_quotation_mark() -> None:
    assert title_from_lead("", "“Pasar sudah dibuka, kata wali kota.") == "Pasar sudah dibuka, kata wali kota"
    assert (
        title_from_lead("", "“Pasar sudah dibuka,” kata wali kota.") == "“Pasar sudah dibuka,” kata wali kota"
    )
    assert title_from_lead("", "Pasar sudah dibuka!”") == "Pasar sudah dibuka"


def test_title_of_one_endless_word_is_cut() -> None:
    assert title_from_lead("", "a" * 200) == "a" * 79 + "…"


def test_title_is_made_from_the_text_when_the_first_sentence_is_only_a_dateline() -> None:
    assert title_from_lead("Contoh.com -\n\nPasar dibuka.", "Contoh.com -") == "Pasar dibuka"


def test_json_line_is_read() -> None:
    article = read_json_line(
        '{"id": 7, "title": " Judul ", "text": " Isi\\r\\nbaru\\u0000.\\u200b ",'
        ' "published_on": "22 April 2022",'
        ' "publisher": "Warta", "url": "https://contoh.id"}'
    )
    assert (article.external_id, article.title, article.published_on) == ("7", " Judul ", DAY)
    assert (article.publisher, article.url) == ("Warta", "https://contoh.id")
    assert article.text == " Isi\nbaru.\u200b "


def test_absent_fields_of_a_json_line_are_left_open() -> None:
    article = read_json_line(
        b'{"text": "Isi.", "id": null, "title": null, "published_on": "", "url": "", "x": 1}'
    )
    assert (article.external_id, article.title, article.published_on, article.url) == (None, "", None, None)


def test_lone_surrogates_of_a_json_line_are_removed() -> None:
    assert read_json_line('{"text": "Isi \\ud800baru \\ud83d\\ude42."}').text == "Isi baru 🙂."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "not JSON"),
        (b"\xff\xfe\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", 'no "text"'),
        ('{"text": 5}', '"text" is not a string'),
        ('{"text": "  "}', '"text" is empty'),
        ('{"text": "12"}', '"text" has no letters'),
        ('{"text": "Isi.", "id": 1.5}', '"id"'),
        ('{"text": "Isi.", "id": true}', '"id"'),
        ('{"text": "Isi.", "title": []}', '"title"'),
        ('{"text": "Isi.", "publisher": 1}', '"publisher"'),
        ('{"text": "Isi.", "url": {}}', '"url"'),
        ('{"text": "Isi.", "published_on": "kemarin"}', '"published_on" is not a date'),
        ('{"text": "Isi.", "published_on": 20220422}', '"published_on" is not a string'),
    ],
)
def test_faulty_json_line_is_refused_naming_the_field(line: str | bytes, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=words):
        read_json_line(line)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not here")
def test_seed_article_keeps_its_text_and_gets_its_date() -> None:
    raw = next(SEED.glob("*.txt")).read_text(encoding="utf-8")
    article = read_text(raw)
    assert article.published_on == DAY
    assert article.title == ""
    assert article.text == raw.partition("\n")[2].strip()
    found = dateline(article.text)
    assert found is not None
    assert found.place == "PHNOM PENH"
    title = title_from_lead(article.text, article.text.split("\n")[0])
    assert title.startswith("Kamboja dan Laos berkomitmen")
    assert len(title) <= 81


def test_masthead_above_the_title_is_the_publisher() -> None:
    article = read_text(
        "THE TELUK WANGI GAZETTE\n\nHarbour gets a new crane\n\nMay 6, 2024\n\nThe crane arrived on Monday."
    )
    assert (article.title, article.publisher) == ("Harbour gets a new crane", "THE TELUK WANGI GAZETTE")


def test_section_in_capitals_above_the_title_is_not_the_title() -> None:
    article = read_text(
        "KABAR DARI PELABUHAN\n\nDerek baru tiba di dermaga\n\n6 Mei 2024\n\nDerek itu tiba Senin."
    )
    assert article.title == "Derek baru tiba di dermaga"
