"""Tests of documents as newsrooms have them: tables, lists, interviews, live blogs, links and odd encodings.

Each is added by ``kutip add`` and asked about by ``kutip ask``, without a language model.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import CommandLine
from tests.knowledge.adapters.formats.made_documents import docx_with_table, encrypted, page, pdf, strict


class Newsroom:
    """A data folder with the articles that a test adds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kutip = CommandLine(folder)

    def add(self, name: str, content: str | bytes) -> dict[str, Any]:
        """Adds a file; returns the article as ``kutip show --json`` prints it."""
        path = self._folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = self._kutip("add", str(path), "--json")
        assert done.returncode == 0, done.stdout
        shown: dict[str, Any] = json.loads(
            self._kutip("show", json.loads(done.stdout)["article_id"], "--json").stdout
        )
        return shown

    def ask(self, question: str) -> list[str]:
        """The statements of the answer, ``[]`` without one. What they cite must be a slice of its source."""
        answer = json.loads(self._kutip("ask", question, "--json").stdout)
        for statement in answer["statements"]:
            for citation in statement["citations"]:
                article = json.loads(self._kutip("show", citation["article_id"], "--json").stdout)
                assert article["text"][citation["start"] : citation["end"]] == citation["sentence"]
        return [statement["text"] for statement in answer["statements"]]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def sentences(article: dict[str, Any]) -> list[str]:
    return [article["text"][each["start"] : each["end"]] for each in article["sentences"]]


DROUGHT = [["Dusun", "Tangki air"], ["Ampelan", "14"], ["Bukit Sengon", "9"], ["Cekung", "3"]]
LEAD = "RAWAJAYA - Pemerintah mengirim air bersih ke tiga dusun di Kecamatan Rawajaya pada Selasa."
CLOSE = "Pengiriman diulang pekan depan, kata Camat Rawajaya, Gayatri Lintang."


def web_page(*blocks: str, title: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{''.join(blocks)}</article></body></html>"
    )


def html_table() -> str:
    heads = "".join(f"<th>{cell}</th>" for cell in DROUGHT[0])
    rows = "".join(f"<tr><td>{first}</td><td>{second}</td></tr>" for first, second in DROUGHT[1:])
    return f"<table><tr>{heads}</tr>{rows}</table>"


def pdf_table() -> bytes:
    lines = [(70.0, 770.0, 20.0, "Air Bersih untuk Rawajaya"), *page("3 Maret 2026", "", LEAD, top=740)]
    places = [(70, 660 - 20 * at) for at in range(len(DROUGHT))]
    for (x, y), (first, second) in zip(places, DROUGHT, strict=True):
        lines += [(x + 4, y, 11, first), (x + 124, y, 11, second)]
    lines += page(CLOSE, top=560)
    across = [(70, 674 - 20 * at, 270, 674 - 20 * at) for at in range(len(DROUGHT) + 1)]
    down = [(x, 594, x, 674) for x in (70, 190, 270)]
    return pdf([lines], rules=[*across, *down])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "air.docx",
            docx_with_table("3 Maret 2026", LEAD, CLOSE, rows=DROUGHT, title="Air Bersih untuk Rawajaya"),
        ),
        (
            "air-ketat.docx",
            strict(
                docx_with_table("3 Maret 2026", LEAD, CLOSE, rows=DROUGHT, title="Air Bersih untuk Rawajaya")
            ),
        ),
        (
            "air.html",
            web_page(
                f"<p>3 Maret 2026</p><p>{LEAD}</p>",
                html_table(),
                f"<p>{CLOSE}</p>",
                title="Air Bersih untuk Rawajaya",
            ),
        ),
        ("air.pdf", pdf_table()),
        (
            "air.md",
            f"# Air Bersih untuk Rawajaya\n\n3 Maret 2026\n\n{LEAD}\n\n| Dusun | Tangki air |\n|---|---|\n"
            + "".join(f"| {first} | {second} |\n" for first, second in DROUGHT[1:])
            + f"\n{CLOSE}\n",
        ),
        (
            "air.txt",
            f"Air Bersih untuk Rawajaya\n3 Maret 2026\n\n{LEAD}\n\n"
            + "".join(f"{first}\t{second}\n" for first, second in DROUGHT)
            + f"\n{CLOSE}\n",
        ),
    ],
)
def test_row_of_a_table_is_quoted_with_its_headings(
    newsroom: Newsroom, name: str, content: str | bytes
) -> None:
    article = newsroom.add(name, content)

    assert article["published_on"] == "2026-03-03"
    assert "Dusun: Bukit Sengon; Tangki air: 9" in sentences(article)
    assert newsroom.ask("Berapa tangki air untuk Dusun Bukit Sengon?") == [
        "Dusun: Bukit Sengon; Tangki air: 9"
    ]


def test_links_prompts_and_credits_are_never_quoted(newsroom: Newsroom) -> None:
    page = web_page(
        "<p>RAWAJAYA - Camat Rawajaya membantah akan pindah tugas. Ia menyebut kabar itu bohong belaka.</p>",
        '<p><strong>Baca juga:</strong> <a href="/2">Tunjangan Camat Dipotong Separuh</a></p>',
        "<p>“Saya tetap di sini,” katanya kepada wartawan di kantor kecamatan pada hari Rabu.</p>",
        '<div class="related-posts"><h3>Terkait</h3><a href="/3">Jembatan Ampelan Runtuh</a></div>',
        "<p>BACA JUGA: Camat Beli Mobil Dinas Baru</p>",
        "<p>Ikuti saluran WhatsApp kami untuk kabar tercepat.</p>",
        "<p>Penulis: Lintang Ayu. Editor: Sekar Damar</p>",
        title="Camat Rawajaya Bantah Pindah",
        head='<meta property="article:published_time" content="2026-03-04T22:10:00Z">'
        '<meta property="article:modified_time" content="2026-03-09T08:00:00+07:00">',
    )

    article = newsroom.add("camat.html", page)

    assert article["published_on"] == "2026-03-05"
    assert [each.split()[0] for each in sentences(article)] == ["RAWAJAYA", "Ia", "“Saya"]
    for question in ("Apakah tunjangan camat dipotong?", "Mobil apa yang dibeli camat?", "Siapa penulisnya?"):
        assert newsroom.ask(question) == []


def test_links_in_plain_text_and_their_titles_below_a_label_are_never_quoted(newsroom: Newsroom) -> None:
    article = newsroom.add(
        "pasar.txt",
        "Pasar Rawajaya Sepi\n3 Maret 2026\n\nPasar Rawajaya sepi sejak hujan turun sepekan ini.\n\n"
        "Baca Juga:\nHarga Cabai Tembus Rp 90.000\nPedagang Mogok Tiga Hari\n\n"
        "Pedagang berharap cuaca membaik.\n\n(gal/lin)\n",
    )

    assert sentences(article) == [
        "Pasar Rawajaya sepi sejak hujan turun sepekan ini.",
        "Pedagang berharap cuaca membaik.",
    ]


def test_answer_of_an_interview_stands_below_its_question(newsroom: Newsroom) -> None:
    newsroom.add(
        "wawancara.html",
        web_page(
            "<p>3 Maret 2026</p><p>Perajin perahu Rawajaya, Ki Sambada, bercerita tentang pekerjaannya.</p>",
            "<p><b>Sejak umur berapa Ki Sambada membuat perahu?</b></p>",
            "<p>Sejak umur sebelas tahun, dari ayah saya. Waktu itu kayunya masih mudah didapat.</p>",
            "<p><b>Berapa lama satu perahu selesai?</b></p><p>Tiga bulan.</p>",
            title="Wawancara: Perajin Perahu Rawajaya",
        ),
    )

    [first, *_rest] = newsroom.ask("Sejak umur berapa Ki Sambada membuat perahu?")

    assert first.startswith("Sejak umur berapa")
    assert "Sejak umur sebelas tahun, dari ayah saya." in first


def test_words_of_a_speaker_are_quoted_with_the_speaker(newsroom: Newsroom) -> None:
    article = newsroom.add(
        "sidang.txt",
        "Sidang Sengketa Sawah\n3 Maret 2026\n\nSidang digelar di balai desa. Berikut petikannya.\n\n"
        "Hakim: Siapa yang menggarap sawah itu?\nSaksi Wiradi: Paman saya. Ia menggarapnya sejak 1988.\n"
        "Penggugat: Sawah itu warisan kakek kami. Suratnya hilang saat banjir.\n"
        "Penggugat: Kami punya dua saksi.\n",
    )

    assert "Penggugat: Sawah itu warisan kakek kami. Suratnya hilang saat banjir." in sentences(article)
    assert (
        "Hakim: Siapa yang menggarap sawah itu?\nSaksi Wiradi: Paman saya. Ia menggarapnya sejak 1988."
        in sentences(article)
    )


def test_entries_of_a_live_blog_are_quoted_with_their_time_and_the_newest_first(newsroom: Newsroom) -> None:
    entries = [
        ("07:15", "Sebanyak 60 warga Ampelan mengungsi ke sekolah."),
        ("10:40", "Sebanyak 215 warga Ampelan mengungsi ke sekolah."),
        ("12:05", "Listrik di Ampelan menyala lagi."),
    ]
    newsroom.add(
        "langsung.html",
        web_page(
            "<p>Banjir datang ke Rawajaya pada Selasa pagi. Berikut perkembangannya.</p><div>",
            *(
                f'<div class="liveblog-entry"><time datetime="2026-03-03T{time}:00+07:00">{time} WIB</time>'
                f"<p>{text}</p></div>"
                for time, text in entries
            ),
            "</div>",
            title="Langsung: Banjir Rawajaya",
        ),
    )

    quoted = newsroom.ask("Berapa warga Ampelan yang mengungsi?")

    assert quoted[0] == "10:40 WIB\n\nSebanyak 215 warga Ampelan mengungsi ke sekolah."


def test_price_of_an_item_stands_below_its_heading_and_beside_no_other_price(newsroom: Newsroom) -> None:
    newsroom.add(
        "nasi.html",
        web_page(
            "<p>3 Maret 2026</p><p>Kami mencicipi sembilan warung di Rawajaya. Inilah tiga yang terbaik.</p>",
            "<h3>Warung Bu Trinil</h3><p>Sambalnya dua macam. Sepiring dijual Rp 13.000 sejak dulu.</p>",
            "<h3>Warung Pak Jenggot</h3><p>Lauknya sedikit. Sepiring dijual Rp 17.500 dengan es teh.</p>",
            "<h3>Warung Sor Waru</h3><p>Tempatnya sejuk. Sepiring dijual Rp 21.000 pada hari libur.</p>",
            title="Tiga Warung Nasi di Rawajaya",
        ),
    )

    quoted = " | ".join(newsroom.ask("Berapa harga sepiring nasi di Warung Pak Jenggot?"))

    assert "Warung Pak Jenggot" in quoted
    assert "17.500" in quoted
    assert "13.000" not in quoted
    assert "21.000" not in quoted


def test_lines_without_full_stops_are_units(newsroom: Newsroom) -> None:
    article = newsroom.add(
        "kebakaran.txt",
        "Gudang jagung rawajaya terbakar\n3 Maret 2026\n\n"
        "gudang jagung milik koperasi tani rawajaya terbakar pada senin malam kemarin\n"
        "ketua koperasi pak sarmin menaksir kerugian mencapai 75 juta rupiah lebih\n"
        "empat mobil pemadam datang dari kota dan api baru padam menjelang subuh\n"
        "polisi menduga api berasal dari kabel listrik di dekat pintu belakang\n",
    )

    assert len(sentences(article)) == 4
    assert newsroom.ask("Berapa kerugian koperasi tani Rawajaya?")[0].startswith("ketua koperasi pak sarmin")


def two_columns(*, by_line: bool) -> bytes:
    left = [
        "RAWAJAYA - Sungai Rawajaya surut pada",
        "Selasa pagi setelah lima hari meluap.",
        "Kepala desa, Nyai Rumpaka, meminta",
        "dua pompa air dan tiga ratus karung",
        "bibit padi kepada dinas pertanian.",
    ]
    right = [
        "Ia juga meminta jalan ke pasar",
        "diperbaiki sebelum masa tanam tiba.",
        "Dinas pertanian berjanji menjawab",
        "permintaan itu paling lambat Jumat",
        "pekan depan, kata seorang petugas.",
    ]
    columns = [[(x, 690.0 - 14 * at, 11.0, text) for at, text in enumerate(lines)]
               for x, lines in ((70.0, left), (320.0, right))]  # fmt: skip
    body = (
        [line for pair in zip(*columns, strict=True) for line in pair] if by_line else columns[1] + columns[0]
    )
    return pdf([[(70.0, 770.0, 20.0, "Sungai Rawajaya Surut"), (70.0, 740.0, 11.0, "3 Maret 2026"), *body]])


@pytest.mark.parametrize("by_line", [True, False])
def test_columns_of_a_pdf_are_read_one_after_the_other(newsroom: Newsroom, by_line: bool) -> None:
    article = newsroom.add("sungai.pdf", two_columns(by_line=by_line))

    assert sentences(article)[1:3] == [
        "Kepala desa, Nyai Rumpaka, meminta dua pompa air dan tiga ratus karung bibit padi kepada dinas "
        "pertanian.",
        "Ia juga meminta jalan ke pasar diperbaiki sebelum masa tanam tiba.",
    ]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_pdf_that_only_its_owner_may_change_is_read(newsroom: Newsroom, algorithm: str) -> None:
    document = pdf(
        [[(70, 770, 20, "Air Bersih untuk Rawajaya"), *page("3 Maret 2026", "", LEAD, CLOSE, top=740)]]
    )

    article = newsroom.add("terkunci.pdf", encrypted(document, password="", algorithm=algorithm))

    assert LEAD in sentences(article)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "tanpa.html",
            web_page("<p>ORA BAY – Señora Núñez called it “a naïve plan” on Monday.</p>", title="Café")
            .replace('<meta charset="utf-8">', "")
            .encode("cp1252"),
            "ORA BAY – Señora Núñez called it “a naïve plan” on Monday.",
        ),
        (
            "rusia.html",
            web_page("<p>Мэр открыл новый мост через реку. Ремонт стоил три миллиона.</p>", title="Мост")
            .replace("utf-8", "windows-1251")
            .encode("cp1251"),
            "Ремонт стоил три миллиона.",
        ),
        (
            "mac.txt",
            "Café\n\nORA BAY - Señora Núñez called the café’s plan “naïve” at noon.".encode("mac_roman"),
            "ORA BAY - Señora Núñez called the café’s plan “naïve” at noon.",
        ),
        (
            "dua-kali.txt",
            "Kafé\n\nRAWAJAYA – Kafé Zoë di Rawajaya “dibuka” hari ini.".encode().decode("latin-1").encode(),
            "RAWAJAYA – Kafé Zoë di Rawajaya “dibuka” hari ini.",
        ),
    ],
)  # fmt: skip
def test_letters_are_read_as_they_were_written(
    newsroom: Newsroom, name: str, content: bytes, sentence: str
) -> None:
    assert sentence in sentences(newsroom.add(name, content))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3\u00a0Maret\u00a02026", "2026-03-03"),
        ("٣ مارس ٢٠٢٦", "2026-03-03"),
        ("२ मार्च २०२६", "2026-03-02"),
        ("꧓ Maret ꧒꧐꧒꧖", "2026-03-03"),
        ("2026年3月3日", "2026-03-03"),
        ("Selasa, 14 Ramadan 1447 H / 3 Maret 2026", "2026-03-03"),
        ("Tue, 3 Mar 2026 22:40:00 +0000", "2026-03-04"),
        ("Diperbarui: 9 Maret 2026 | Terbit: 3 Maret 2026", "2026-03-03"),
    ],
)
def test_date_line_is_read_and_is_no_sentence(newsroom: Newsroom, line: str, day: str) -> None:
    article = newsroom.add(
        "hujan.txt", f"Hujan Turun di Rawajaya\n{line}\n\nHujan turun semalaman di Rawajaya.\n"
    )

    assert article["published_on"] == day
    assert sentences(article) == ["Hujan turun semalaman di Rawajaya."]


def test_stamp_is_the_day_in_the_zone_of_the_newsroom(tmp_path: Path) -> None:
    kutip = CommandLine(tmp_path, {"TIME_ZONE": "America/New_York"})
    line = {"id": "a", "text": "Hujan turun semalaman di Rawajaya.", "published_on": "2026-03-04T02:00:00Z"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    kutip("add", str(tmp_path / "a.jsonl"))

    assert json.loads(kutip("show", "a", "--json").stdout)["published_on"] == "2026-03-03"


@pytest.mark.parametrize(
    "text",
    [
        "From: meja@example.org\nTo: web@example.org\nSubject: Hujan turun di Rawajaya\n"
        "Date: Tue, 3 Mar 2026 09:00:00 +0700\nContent-Type: text/plain; charset=utf-8\n\n"
        "RAWAJAYA - Hujan turun semalaman di Rawajaya.\n\n-- \nMeja Redaksi\nJalan Pasar 4\n",
        "---------- Pesan yang diteruskan ----------\nDari: Meja <meja@example.org>\n"
        "Tanggal: Sel, 3 Mar 2026 09.00\nPerihal: Fwd: Hujan turun di Rawajaya\nKepada: web@example.org\n\n"
        "RAWAJAYA - Hujan turun semalaman di Rawajaya.\n",
        "MIME-Version: 1.0\nFrom: meja@example.org\nDate: Tue, 3 Mar 2026 09:00:00 +0700\n"
        "Subject: =?utf-8?q?Hujan_turun_di_Rawajaya?=\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\nRAWAJAYA - Hujan turun semal=\naman di Rawajaya.\n",
    ],
)
def test_text_of_an_e_mail_is_read_without_its_header(newsroom: Newsroom, text: str) -> None:
    article = newsroom.add("surel.txt", text)

    assert (article["title"], article["published_on"]) == ("Hujan turun di Rawajaya", "2026-03-03")
    assert sentences(article) == ["RAWAJAYA - Hujan turun semalaman di Rawajaya."]
