"""Tests of parsing feeds, pages and what pretends to be one of them."""

from __future__ import annotations

import gzip

import pytest

from knowledge.adapters.feeds.documents import MOST_ENTRIES, parse
from knowledge.adapters.feeds.entries import Entry, ParsedFeed, moment
from knowledge.adapters.formats.extracted import Refused

LONG = "Feri Teluk Wangi kembali berlayar mulai Senin dan mengangkut 180 penumpang sekali jalan. " * 8


def feed(data: str | bytes) -> ParsedFeed:
    parsed = parse(data.encode() if isinstance(data, str) else data)
    assert isinstance(parsed, ParsedFeed)
    return parsed


def rss(items: str, title: str = "Kabar") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:nar="http://iptc.org/std/nar/2006-10-01/">'
        f"<channel><title>{title}</title><link>https://k.example</link>{items}</channel></rss>"
    )


def refusal(data: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        parse(data.encode() if isinstance(data, str) else data)
    return str(refused.value)


def test_rss_entry_has_key_title_address_date_and_whole_text() -> None:
    figure = "<figure><img src='x'><figcaption>Foto: ANT</figcaption></figure>"
    content = f"<p>{LONG}</p>{figure}<p>Selesai &amp; beres.</p>"
    parsed = feed(
        rss(
            "<item><title>Feri &amp;amp; Pasar</title><link> https://k.example/1 </link>"
            "<guid isPermaLink='false'>k-1</guid><pubDate>Tue, 05 Mar 2024 09:00:00 +0700</pubDate>"
            f"<description>Ringkas.</description><content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )
    )
    [entry] = parsed.entries
    assert parsed.title == "Kabar"
    assert (entry.key, entry.title, entry.url) == ("k-1", "Feri & Pasar", "https://k.example/1")
    assert entry.published == "2024-03-05T09:00:00+07:00"
    assert entry.is_whole
    assert entry.text == f"{LONG.strip()}\n\nSelesai & beres."


@pytest.mark.parametrize(
    "description",
    ["Feri berlayar lagi.", f"{LONG} Baca selengkapnya", f"{LONG}[…]", LONG[:300]],
)
def test_summary_is_not_the_whole_text(description: str) -> None:
    [entry] = feed(rss(f"<item><guid>1</guid><description>{description}</description></item>")).entries
    assert not entry.is_whole


def test_long_description_is_the_whole_text() -> None:
    [entry] = feed(rss(f"<item><guid>1</guid><description>{LONG * 3}</description></item>")).entries
    assert entry.is_whole


def test_key_is_the_address_or_the_title_where_there_is_no_guid() -> None:
    parsed = feed(
        rss(
            "<item><link>https://k.example/1</link></item><item><title>Tanpa apa pun</title></item>"
            "<item><title>Bertanggal</title><pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate></item>"
        )
    )
    assert [entry.key for entry in parsed.entries] == ["https://k.example/1", "Bertanggal"]


def test_status_and_embargo_are_read_in_any_form() -> None:
    parsed = feed(
        rss(
            "<item><guid>1</guid><nar:pubStatus qcode='stat:canceled'/></item>"
            "<item><guid>2</guid><pubstatus>Withheld</pubstatus></item>"
            "<item><guid>3</guid><nar:embargoed>2024-03-05T09:00:00+07:00</nar:embargoed></item>"
            "<item><guid>4</guid><nar:pubStatus qcode='stat:usable'/></item>"
        )
    )
    assert [entry.status for entry in parsed.entries] == ["cancelled", "withheld", "usable", "usable"]
    assert parsed.entries[2].embargo == "2024-03-05T09:00:00+07:00"


def test_atom_with_markup_of_every_kind() -> None:
    parsed = feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Kabar &lt;b&gt;Kota&lt;/b&gt;</title>'
        "<entry><id>tag:k.example,2024:1</id><title>Feri</title><link href='https://k.example/1'/>"
        "<updated>2024-03-05T09:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"<p>{LONG}</p><p>Dua.</p></div></content><source><title>Agensi</title></source></entry></feed>"
    )
    [entry] = parsed.entries
    assert parsed.title == "Kabar Kota"
    assert (entry.key, entry.url, entry.publisher) == (
        "tag:k.example,2024:1",
        "https://k.example/1",
        "Agensi",
    )
    assert entry.text == f"{LONG.strip()}\n\nDua."
    assert (entry.published, entry.is_whole) == ("2024-03-05T09:00:00+00:00", True)


def test_json_feed_with_numbers_and_odd_values() -> None:
    parsed = feed(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "items": ['
        f'{{"id": 7, "title": "Feri", "url": "https://k.example/7", "content_text": "{LONG}",'
        ' "date_published": "2024-03-05T09:00:00+07:00", "pubstatus": "canceled"},'
        ' {"url": "https://k.example/8", "content_html": ["x"], "title": {}, "date_published": 5},'
        " {}, 3, null]}"
    )
    first, second = parsed.entries
    assert (first.key, first.is_whole, first.status) == ("7", True, "cancelled")
    assert second == Entry("https://k.example/8", url="https://k.example/8")
    assert feed('{"version": "https://jsonfeed.org/version/1", "items": 5}').entries == ()


def test_news_sitemap_has_titles_and_addresses() -> None:
    news = (
        "<url><loc>https://k.example/{0}</loc><lastmod>2024-03-06</lastmod><news:news><news:publication>"
        "<news:name>Kabar</news:name><news:language>id</news:language></news:publication>"
        "<news:publication_date>2024-03-05</news:publication_date><news:title>Judul {0}</news:title>"
        "</news:news></url>"
    )
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>https://k.example/tentang</loc></url>"
        f"{''.join(map(news.format, range(MOST_ENTRIES + 5)))}</urlset>"
    )
    parsed = feed(gzip.compress(sitemap.encode()))
    assert len(parsed.entries) == MOST_ENTRIES
    first = parsed.entries[0]
    assert (parsed.title, first.key, first.title) == ("Kabar", "https://k.example/0", "Judul 0")
    assert (first.published, first.changed, first.is_whole) == ("2024-03-05", "2024-03-06", False)


def test_page_names_its_feeds_and_those_of_comments_last() -> None:
    links = parse(
        b"<!-- <rss> --><!DOCTYPE html><html><head><base href='/id/'>"
        b"<link rel='alternate' type='application/rss+xml' title='Comments' href='komentar'>"
        b"<link rel='ALTERNATE nofollow' type='application/atom+xml; charset=utf-8' href=' umpan '>"
        b"<link rel='alternate' hreflang='en' href='/en'><link rel='stylesheet' href='x'></head></html>"
    )
    assert links == {"base": "/id/", "feeds": ["umpan", "komentar"]}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "neither a feed nor a page"),
        (b"PK\x03\x04 zip", "neither a feed nor a page"),
        (b"\x89PNG", "neither a feed nor a page"),
        ('{"a": 1}', "neither a feed nor a page"),
        ("[" * 100_000, "neither a feed nor a page"),
        ("<svg><item/></svg>", "neither a feed nor a page"),
        (
            "<sitemapindex><sitemap><loc>https://k.example/s.xml</loc></sitemap></sitemapindex>",
            "list of sitemaps",
        ),
        ("<urlset><url><loc>https://k.example/1</loc></url></urlset>", "sitemap without news"),
        ("<urlset><url>", "damaged"),
        (b"\x1f\x8bxx", "damaged"),
        ("<channel><x/></channel>", "neither a feed nor a page"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "entities of its own"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'.encode("utf-16"), "entities of its own"),
        (rss("<item/>" * 10_001), "more than 10,000 entries"),
        (gzip.compress(b"<rss>" + b" " * 6_000_000), "unpacks to more than 5 MB"),
    ],
)
def test_what_is_no_feed_is_refused(data: str | bytes, why: str) -> None:
    assert why in refusal(data)


def test_entries_beyond_the_limit_are_left_out() -> None:
    items = "".join(f"<item><guid>{n}</guid></item>" for n in range(MOST_ENTRIES + 1))
    assert len(feed(rss(items)).entries) == MOST_ENTRIES


def test_external_entities_are_never_fetched() -> None:
    doctype = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'
    external = f'{doctype}<rss version="2.0"><channel><title>K</title></channel></rss>'
    assert feed(external).title == "K"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue, 05 Mar 2024 09:00:00 WIB", "2024-03-05T09:00:00+07:00"),
        ("Tue, 05 Mar 2024 09:00:00 WITA", "2024-03-05T09:00:00+08:00"),
        ("Tue, 05 Mar 2024 09:00:00 GMT", "2024-03-05T09:00:00+00:00"),
        ("2024-03-05T09:00:00", "2024-03-05T09:00:00"),
        ("Tue, 05 Mar 2024 09:00:00", "2024-03-05T09:00:00"),
        ("2024-03-05", "2024-03-05"),
        ("5 Maret", ""),
        (None, ""),
        ("2024-99-99T09:00:00Z", ""),
    ],
)
def test_dates_are_read_with_their_zone(written: object, read: str) -> None:
    assert moment(written) == read
