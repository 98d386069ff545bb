"""Tests of news pages: what is read from them, and pages that are refused."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, news_page, read_file


def test_news_page_gives_text_title_date_publisher_and_address() -> None:
    article = read_file(news_page(), "pasar.html")

    assert article.text == "\n\n".join(NEWS)
    assert article.title == "Pasar Melati dibuka lagi"
    assert article.published_on == date(2024, 5, 6)
    assert article.publisher == "Warta Muarasenja"
    assert article.url == "https://warta.example/pasar-melati"


def test_page_without_a_main_text_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"^kosong.html holds no main text; .*\.$"):
        read_file(b"<html><head><title>x</title></head><body></body></html>", "kosong.html")


def test_address_of_a_page_that_is_no_web_address_is_left_out() -> None:
    html = news_page().replace(b"https://warta.example/pasar-melati", b"javascript:alert(1)")

    assert read_file(html, "pasar.html").url is None


def body_of(*blocks: str) -> list[str]:
    """The paragraphs that are read from a page with these blocks below its first paragraph."""
    page = news_page(body=[NEWS[0]]).replace(b"</article>", "".join(blocks).encode() + b"</article>")
    return read_file(page, "pasar.html").text.split("\n\n")[1:]


LONG = "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru itu."


def test_rows_of_a_table_are_paragraphs_with_their_headings() -> None:
    table = (
        '<figure><table><caption>Tabel 1</caption><thead><tr><th rowspan="2">Blok</th>'
        '<th colspan="2">Kios</th></tr><tr><th>Buka</th><th>Tutup</th></tr></thead>'
        "<tbody><tr><td>Utara<br>(baru)</td><td>12</td><td>3</td></tr><tr></tr>"
        '<tr><td rowspan="2">Timur</td><td>4</td><td>x</td></tr><tr><td>5</td><td>y</td></tr></tbody></table>'
        "</figure>"
    )

    assert body_of(table, f"<p>{LONG}</p>") == [
        "Tabel 1",
        "Blok: Utara (baru); Kios Buka: 12; Kios Tutup: 3",
        "Blok: Timur; Kios Buka: 4; Kios Tutup: x",
        "Blok: Timur; Kios Buka: 5; Kios Tutup: y",
        LONG,
    ]


def test_first_row_in_bold_letters_holds_the_headings() -> None:
    heads = "<tr><td><b>Pedagang</b></td><td><b>Asal</b></td></tr>"
    table = f"<table>{heads}<tr><td>Darto</td><td>Hilir</td></tr></table>"

    assert body_of(table, f"<p>{LONG}</p>")[0] == "Pedagang: Darto; Asal: Hilir"


@pytest.mark.parametrize(
    "table",
    [
        f'<table role="presentation"><tr><td>a</td><td><p>{LONG}</p></td></tr><tr><td>b</td><td>c</td></tr>',
        f"<table><tr><td>a</td><td><p>{LONG * 6}</p></td></tr><tr><td>b</td><td>c</td></tr>",
        f'<table><tr><td colspan="x9">a</td></tr><tr><td><p>{LONG}</p></td></tr>',
    ],
)
def test_table_that_lays_out_a_page_is_no_table_of_data(table: str) -> None:
    assert not any("; " in paragraph for paragraph in body_of(table, f"</table><p>{LONG}</p>"))


def test_terms_and_descriptions_are_pairs_and_questions_are_not() -> None:
    pairs = "<dl><dt>Tempat:</dt><dd>Aula Pasar Melati</dd><dt>Waktu</dt><dd>Senin, pukul 09.00</dd></dl>"
    asked = "<dl><dt>Kapan pasar dibuka?</dt><dd>Senin pagi.</dd></dl>"

    assert body_of(pairs, f"<p>{LONG}</p>")[:2] == ["Tempat: Aula Pasar Melati", "Waktu: Senin, pukul 09.00"]
    assert body_of(asked, f"<p>{LONG}</p>")[:2] == ["Kapan pasar dibuka?", "Senin pagi."]
    assert body_of("<dl><dd>Senin pagi.</dd></dl>", f"<p>{LONG}</p>")[0] == "- Senin pagi."


def test_marks_of_footnotes_are_left_out_and_the_notes_stay() -> None:
    blocks = (
        '<p>Ada 240 kios<sup><a href="#fn1">1</a></sup> di atas tanah 12 km<sup>2</sup>.</p>',
        f"<p>{LONG}<sup>2</sup></p>",
        '<p>Begitu katanya<a class="footnote-ref" href="#fn3">[3]</a>.</p>',
        '<ol><li id="fn1">Menurut hitungan kami. <a href="#r1">↩</a></li></ol>',
        '<p><a href="#atas">Ke atas halaman</a></p>',
    )

    found = body_of(*blocks)

    assert found[:3] == ["Ada 240 kios di atas tanah 12 km2.", LONG, "Begitu katanya."]
    assert "- Menurut hitungan kami." in found


def test_links_to_other_articles_and_widgets_are_left_out() -> None:
    blocks = (
        '<p>Baca juga: <a href="/2">Feri baru tiba di Muarasenja kemarin</a></p>',
        '<h4>Terkait</h4><!-- iklan --><ul><li><a href="/3">Pasar ikan pindah ke dermaga timur</a></li></ul>',
        '<p><a href="/4">Harga cabai naik tiga kali lipat di pasar</a></p>',
        '<div class="newsletter-box"><p>Dapatkan kabar pasar setiap pagi lewat surat.</p></div>',
        f"<p>{LONG}</p><p>Baca Juga:</p><p>{NEWS[2]}</p>",
    )

    assert body_of(*blocks) == [LONG, "Baca Juga:", NEWS[2]]


def test_widget_that_holds_the_article_stays() -> None:
    assert body_of(f'<div class="post-share"><p>{LONG}</p><p>{NEWS[2]}</p><p>{NEWS[1]}</p></div>')[0] == LONG


def test_entries_of_a_live_blog_have_their_time_and_the_newest_is_first() -> None:
    def entry(time: str, text: str) -> str:
        return f'<div class="live-entry"><span class="jam">{time}</span><p>{text}</p></div>'

    def stamped(time: str, text: str) -> str:
        return f'<li class="post-item"><time datetime="2024-05-06T{time}">{time} WIB</time><p>{text}</p></li>'

    unstamped = body_of(f"<p>{LONG}</p><div>{entry('08.15', NEWS[1])}{entry('09.40', NEWS[2])}</div>")
    ordered = body_of(f"<ul>{stamped('08:15', NEWS[1])}{stamped('09:40', NEWS[2])}</ul><p>{LONG}</p>")

    assert unstamped == [LONG, "08.15", NEWS[1], "09.40", NEWS[2]]
    assert "\n".join(ordered).index("09:40 WIB") < "\n".join(ordered).index("08:15 WIB")


@pytest.mark.parametrize("time", ["kemarin", "pukul 08.15 tadi ketika semua orang sedang tidur nyenyak"])
def test_time_of_something_else_stays_where_it_is(time: str) -> None:
    found = body_of(f"<p>{LONG} <time>{time}</time></p>", f"<div><span>08.15</span><p>{NEWS[1]}</p></div>")

    assert found[0].startswith(LONG)


RUSSIAN = "Мэр открыл новый мост через реку. Ремонт стоил три миллиона рублей, сообщила администрация."


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="koi8-u">', "utf-8"),
        ('<meta charset="utf-8">', "cp1251"),
        ('<meta charset="hex">', "cp1251"),
        ('<meta charset="no-such-encoding">', "cp1251"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_declared_encoding_is_used_unless_the_bytes_are_unicode(declaration: str, encoding: str) -> None:
    body = f"<body><article><p>{RUSSIAN}</p></article></body>"
    page = f"<html><head><title>Мост</title>{declaration}</head>{body}</html>"

    assert read_file(page.encode(encoding), "most.html").text == RUSSIAN


def test_declaration_of_xml_is_used() -> None:
    page = (
        f'<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>Café</title></head><body>'
        f"<article><p>{NEWS[0]} Señora Núñez hadir – “ramai”.</p></article></body></html>"
    )

    assert read_file(page.encode("cp1252"), "pasar.html").text.endswith("Señora Núñez hadir – “ramai”.")
