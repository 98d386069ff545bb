"""Tests of messages as people write them, over articles of a fictional town, without a language model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.messages.catalogue import load_catalogue
from tests.e2e.command_line import CommandLine

ID, EN = load_catalogue().choose("id"), load_catalogue().choose("en")

ARTICLES = {
    "angin.txt": """Angin Kencang Rusak Rumah di Kuala Pinus

9 Maret 2026

KUALA PINUS - Angin kencang merusak permukiman di Kuala Pinus pada Minggu sore. Sebanyak 320 rumah rusak, kata
Lurah Bramantyo Sela. Tidak ada warga yang meninggal dalam kejadian itu.
""",
    "ralat.txt": """Ralat: Jumlah Rumah Rusak di Kuala Pinus

10 Maret 2026

Dalam berita tanggal 9 Maret 2026 kami menulis bahwa 320 rumah rusak di Kuala Pinus.
Angka yang benar adalah 120 rumah. Kami mohon maaf kepada pembaca.
""",
    "tuntutan.txt": """Empat Permintaan Nelayan Kuala Pinus

2 Februari 2026

KUALA PINUS - Nelayan Kuala Pinus mengajukan empat permintaan kepada kepala pelabuhan.

- Harga solar tetap sampai Desember
- Lampu suar diperbaiki
- Gudang es dibuka malam hari
- Retribusi tambat dihapus

Kepala pelabuhan Wigati Landu menjawab paling lambat 15 Februari.
""",
    "wawancara.txt": """Wawancara: Penjaga Mercusuar Tanjung Rebah

5 Januari 2026

Tanjung Rebah kini punya penjaga mercusuar baru, Selasih Damar.
Tanya: Sejak kapan Anda bekerja di mercusuar?
Jawab: Sejak Oktober, setelah penjaga lama pensiun.
Tanya: Berapa anak tangga ke puncaknya?
Jawab: Ada 214, dan saya naik dua kali sehari.
""",
    "hasil.txt": """Hasil Lomba Perahu Kuala Pinus

12 Januari 2026

Berikut hasil lengkap lomba perahu Kuala Pinus:
Camar Putih 3-1 Bintang Karang
Ombak Timur 0-2 Layar Senja
Kerang Emas 4-4 Dayung Tua
""",
    "kedai.md": """# Tiga Kedai Kopi di Kuala Pinus

20 Januari 2026

Kami mampir ke belasan kedai. Inilah tiga yang terbaik.

1. Kedai Mbah Lurik - Jalan Dermaga 4. Kopinya kental, harganya Rp 9.000.

2. Kedai Tiga Cawan - Jalan Kapur 11. Kopi susunya manis, harganya Rp 14.000.

3. Kedai Lentera - Jalan Bakau 2. Tempatnya teduh, harganya Rp 21.000.
""",
}


@pytest.fixture(scope="module")
def kutip(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    folder = tmp_path_factory.mktemp("kuala")
    made = CommandLine(folder)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        assert made("add", str(folder / name)).returncode == 0
    return made


def asked(kutip: CommandLine, message: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(kutip("ask", message, "--json").stdout)
    return answer


def quoted(answer: dict[str, Any]) -> str:
    return " | ".join(statement["text"] for statement in answer["statements"])


def test_number_that_was_corrected_never_stands_without_its_correction(kutip: CommandLine) -> None:
    answer = asked(kutip, "Berapa rumah yang rusak karena angin di Kuala Pinus?")

    assert "Angka yang benar adalah 120" in answer["statements"][0]["text"].replace("\n", " ")
    assert answer["statements"][0]["citations"][0]["published_on"] == "2026-03-10"


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("halo", "greeting"),
        ("Hi there!", "greeting"),
        ("kamu siapa?", "about_bot"),
        ("what can you do?", "about_bot"),
        ("terima kasih ya", "thanks"),
        ("Thanks!", "thanks"),
        ("sampai jumpa", "farewell"),
        ("yakin?", "doubt"),
        ("jawabanmu salah", "complaint"),
        ("ok", "nothing"),
        ("👍", "nothing"),
    ],
)
def test_small_talk_gets_words_of_kutip_and_no_sentence_of_an_article(
    kutip: CommandLine, message: str, intent: str
) -> None:
    answer = asked(kutip, message)

    assert (answer["intent"], answer["status"]) == (intent, "replied")
    assert answer["reply"]
    assert answer["statements"] == []


def test_doubt_shows_the_sources_of_the_last_answer_again(kutip: CommandLine) -> None:
    talk = kutip("chat", stdin="Berapa anak tangga mercusuar Tanjung Rebah?\nyakin?\nmakasih\n").stdout

    answer, doubt, thanks = talk.split("›")[1:]
    assert "Ada 214" in answer
    assert ID("reply-doubt").split()[0] in doubt
    assert "Ada 214" in doubt
    assert "Wawancara: Penjaga Mercusuar" in doubt
    assert "214" not in thanks


def test_list_is_quoted_and_not_its_introduction(kutip: CommandLine) -> None:
    answer = quoted(asked(kutip, "Apa saja permintaan nelayan Kuala Pinus?"))

    for item in ("Harga solar tetap", "Lampu suar", "Gudang es", "Retribusi tambat"):
        assert item in answer
    assert "mengajukan empat permintaan" not in answer


def test_question_of_an_interviewer_is_not_quoted_as_the_answer(kutip: CommandLine) -> None:
    answer = asked(kutip, "Sejak kapan penjaga mercusuar Tanjung Rebah bekerja?")

    assert "Sejak Oktober" in answer["statements"][0]["text"]


def test_line_of_a_list_is_quoted_alone(kutip: CommandLine) -> None:
    answer = asked(kutip, "Berapa skor Ombak Timur melawan Layar Senja?")

    assert answer["statements"][0]["text"] == "Ombak Timur 0-2 Layar Senja"


def test_price_of_one_item_is_not_that_of_another(kutip: CommandLine) -> None:
    answer = quoted(asked(kutip, "Berapa harga kopi di Kedai Lentera?"))

    assert "21.000" in answer
    assert "9.000" not in answer
    assert "14.000" not in answer


def test_summary_tells_the_beginning_of_the_article_that_is_named(kutip: CommandLine) -> None:
    answer = asked(kutip, "Ringkas artikel tentang angin kencang di Kuala Pinus")

    assert (answer["intent"], answer["status"]) == ("summary", "answered")
    assert "Angin kencang merusak permukiman" in quoted(answer)
    assert {one["title"] for each in answer["statements"] for one in each["citations"]} <= {
        "Angin Kencang Rusak Rumah di Kuala Pinus",
        "Ralat: Jumlah Rumah Rusak di Kuala Pinus",
    }


def test_newest_articles_are_listed_by_date(kutip: CommandLine) -> None:
    answer = asked(kutip, "Apa berita terbaru?")

    assert (answer["intent"], answer["status"]) == ("latest", "replied")
    assert [one["published_on"] for one in answer["articles"][:2]] == ["2026-03-10", "2026-03-09"]


def test_news_of_a_month_are_only_those_of_that_month(kutip: CommandLine) -> None:
    answer = asked(kutip, "berita Januari 2026 apa saja?")

    assert {one["published_on"][:7] for one in answer["articles"]} == {"2026-01"}
    assert len(answer["articles"]) == 3


def test_day_without_news_is_said(kutip: CommandLine) -> None:
    answer = asked(kutip, "ada berita apa tanggal 4 Maret 2026?")

    assert answer["articles"] == []
    assert answer["reply"].startswith("Belum ada berita tanggal 4 Maret 2026")


def test_two_questions_are_both_answered_in_order(kutip: CommandLine) -> None:
    answer = asked(kutip, "Berapa anak tangga mercusuar Tanjung Rebah? Berapa harga kopi di Kedai Lentera?")

    first, second = answer["parts"]
    assert "Ada 214" in first["statements"][0]["text"]
    assert "21.000" in " ".join(statement["text"] for statement in second["statements"])


def test_long_sentence_is_shown_by_the_clause_that_answers(tmp_path: Path) -> None:
    kutip = CommandLine(tmp_path)
    villages = ", ".join(f"Kampung Suar {number} mendapat {number + 2} perahu" for number in range(1, 60))
    last = "Kampung Batu Merak mendapat 77 jaring"
    sentence = f"Bantuan perahu dibagikan Dinas Kelautan kepada {villages}, sedangkan {last}."
    (tmp_path / "bantuan.txt").write_text(f"Bantuan Nelayan\n\n3 Mei 2026\n\n{sentence}\n", encoding="utf-8")
    kutip("add", str(tmp_path / "bantuan.txt"))

    answer = asked(kutip, "Apa yang didapat Kampung Batu Merak?")

    [statement] = answer["statements"]
    assert "Kampung Batu Merak mendapat 77 jaring" in statement["text"]
    assert len(statement["text"]) < 400
    assert statement["citations"][0]["sentence"] == sentence
