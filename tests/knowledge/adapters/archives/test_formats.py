"""Tests that each format gives the articles that were put in, with ids under which they are found again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.adapters.sources.archives import Calendar
from knowledge.adapters.sources.files import count, from_paths
from knowledge.adapters.sources.uploads import from_upload
from knowledge.articles.reading import read_each
from knowledge.models import ArticleText
from knowledge.ports import Source
from tests.knowledge.adapters.archives.made_archives import (
    MANY,
    PUBLISHER,
    SINGLE,
    Made,
    csv_table,
    eml,
    epub,
    hugo_page,
    jekyll_page,
    links,
    newsml,
    newsml_item,
    nitf,
    odt,
    sitemap,
    some,
    telegram,
    wxr,
)

THREE = some(3)
IDS = {
    "wordpress.xml": "https://warta.example/?p=2",
    "result.json": "telegram:1234567890/3",
    "ninjs3.json": "https://warta.example/ninjs/2",
    "ninjs2.json": "https://warta.example/ninjs/2",
    "newsml.xml": "urn:newsml:warta.example:2",
    "a.csv": "csv-2",
    "a.tsv": "csv-2",
    "a.xlsx": "csv-2",
    "list.json": "2",
    "a.epub": "urn:warta:2023#OEBPS/bab 2.xhtml",
    "nitf.xml": "nitf-2",
    "a.rtf": None,
    "a.odt": None,
    "a.eml": "2@warta.example",
}


def articles_in(data: bytes, name: str) -> list[ArticleText]:
    read = list(read_each(from_upload(data, name)))
    assert [item.error for item in read if item.error] == []
    return [item.article for item in read if item.article]


@pytest.mark.parametrize("name", MANY)
def test_every_article_of_an_archive_is_read_in_order(name: str) -> None:
    articles = articles_in(MANY[name](THREE), name)

    assert [article.title for article in articles] == [made.title for made in THREE]
    assert [article.text for article in articles] == [made.text for made in THREE]
    days = [date(2023, 12, 31)] * 3 if name == "a.epub" else [made.day for made in THREE]
    assert [article.published_on for article in articles] == days
    assert articles[1].external_id == IDS[name]
    assert len({article.external_id for article in articles}) == 3


@pytest.mark.parametrize("name", SINGLE)
def test_single_article_is_read(name: str) -> None:
    made = Made(2)
    [article] = articles_in(SINGLE[name](made), name)
    assert (article.title, article.text, article.published_on) == (made.title, made.text, made.day)
    assert article.external_id == IDS[name]


@pytest.mark.parametrize("name", ["wordpress.xml", "result.json", "ninjs3.json", "newsml.xml", "a.epub"])
def test_publisher_that_an_archive_states_is_that_of_every_article(name: str) -> None:
    assert {article.publisher for article in articles_in(MANY[name](THREE), name)} == {PUBLISHER}


def left_out(source: Source) -> str:
    assert source.is_left_out
    assert source.document is None
    return source.error or ""


# --- WordPress


def wordpress_item(**fields: str) -> str:
    values = {
        "title": "Feri",
        "content:encoded": "Feri tiba.",
        "wp:status": "publish",
        "wp:post_type": "post",
    } | {name.replace("__", ":"): value for name, value in fields.items()}
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in values.items())}</item>"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"wp__status": "draft"}, "wordpress.xml, item 1: “Feri” is not published (draft)."),
        ({"wp__status": "private"}, "wordpress.xml, item 1: “Feri” is not published (private)."),
        (
            {"wp__status": "future", "wp__post_date": "2999-01-01 07:00:00"},
            "wordpress.xml, item 1: “Feri” waits for its date, 2999-01-01 07:00:00.",
        ),
        ({"wp__post_password": "x"}, "wordpress.xml, item 1: “Feri” is protected by a password."),
    ],
)
def test_post_that_is_not_public_is_left_out(fields: dict[str, str], reason: str) -> None:
    [source] = from_upload(wxr([], more=wordpress_item(**fields)), "wordpress.xml")
    assert left_out(source) == reason


@pytest.mark.parametrize("kind", ["attachment", "nav_menu_item", "revision", "wp_template"])
def test_other_parts_of_a_wordpress_site_are_skipped(kind: str) -> None:
    more = wordpress_item(wp__post_type=kind) + wordpress_item()
    [article] = articles_in(wxr([], more=more), "wordpress.xml")
    assert article.text == "Feri tiba."


def test_marks_of_the_editors_of_wordpress_are_no_text() -> None:
    content = (
        '<![CDATA[<!-- wp:paragraph {"a":1} --><p>Feri&nbsp;tiba.</p><!-- /wp:paragraph -->'
        '[gallery ids="1,2"][caption id="a" width="300"]<img src="a.jpg"/>Foto: Warta[/caption]'
        '[su_box title="x"]Isi kotak.[/su_box]'
        "<figure><img/><figcaption>Foto lain</figcaption></figure><script>x()</script>[Baru] Kapal penuh.]]>"
    )
    [article] = articles_in(wxr([], more=wordpress_item(content__encoded=content)), "wordpress.xml")
    assert article.text == "Feri tiba.\n\nIsi kotak.\n\n[Baru] Kapal penuh."


def test_item_without_text_is_reported_with_its_place_and_the_rest_goes_on() -> None:
    data = wxr(THREE[:1], more=wordpress_item(content__encoded="<![CDATA[<img>]]>") + wordpress_item())
    sources = list(from_upload(data, "wordpress.xml"))
    assert [source.error for source in sources] == [
        None,
        "wordpress.xml, item 2: It has no text; an article needs at least one sentence.",
        None,
    ]


def test_control_characters_and_unknown_entities_cost_no_article() -> None:
    data = wxr(THREE, more=wordpress_item(title="A\x0b &nbsp; B"))
    assert [article.title for article in articles_in(data, "wordpress.xml")][-1] == "A B"


def test_file_that_was_cut_off_gives_what_is_in_it_and_an_error() -> None:
    *read, last = from_upload(wxr(THREE)[:-400], "wordpress.xml")
    assert [source.error for source in read[:2]] == [None, None]
    assert last.error is not None
    assert last.error.startswith("wordpress.xml, line ")
    assert "broken" in last.error


# --- news agencies


def test_news_that_is_withheld_or_under_embargo_or_a_picture_is_left_out() -> None:
    items = [
        newsml_item(Made(1), status="canceled"),
        newsml_item(Made(2), more="<embargoed>2999-01-01T00:00:00+07:00</embargoed>"),
        newsml_item(Made(3)).replace("ninat:text", "ninat:picture"),
        newsml_item(Made(4), more="<embargoed>2020-01-01T00:00:00+07:00</embargoed>"),
    ]
    data = newsml([]).replace(b"<itemSet>", f"<itemSet>{''.join(items)}".encode())
    canceled, embargoed, good = from_upload(data, "newsml.xml")
    assert left_out(canceled) == f"newsml.xml, item 1: “{Made(1).title}” is canceled."
    assert left_out(embargoed).endswith("waits for its date, 2999-01-01T00:00:00+07:00.")
    assert good.document is not None


def test_ninjs_of_version_1_has_a_field_for_each_role() -> None:
    made = Made(1)
    row = {"uri": "urn:1", "headline_main": made.title, "body_main": "Singkat.", "body_richtext": made.html}
    [article] = articles_in(json.dumps(row).encode(), "a.json")
    assert (article.title, article.text) == (made.title, made.text)


def test_nitf_inside_newsml_is_read() -> None:
    body = nitf(Made(1)).decode().partition("?>")[2]
    data = newsml(THREE[:1]).decode()
    start, end = data.index("<html"), data.index("</inlineXML>")
    [article] = articles_in((data[:start] + body + data[end:]).encode(), "a.xml")
    assert article.text == Made(1).text


def test_time_in_utc_is_a_day_of_the_newsroom() -> None:
    data = b'[{"id": 1, "text": "Feri tiba.", "date": "2022-04-21T22:40:00Z"}]'
    for zone, day in (("Asia/Jakarta", 22), ("UTC", 21)):
        [source] = from_upload(data, "a.json", Calendar(ZoneInfo(zone)))
        assert source.document is not None
        assert source.document.published_on == date(2022, 4, day)


# --- JSON and tables


def test_chat_of_people_is_refused() -> None:
    [source] = from_upload(telegram(THREE, kind="private_supergroup"), "result.json")
    assert source.error == (
        "result.json holds a chat of people and no channel; export the newsroom's channel."
    )


def test_channels_are_found_in_an_export_of_all_chats() -> None:
    chats = [telegram(THREE, kind="personal_chat"), telegram(THREE[:1])]
    data = b'{"about": "x", "chats": {"about": "y", "list": [%s]}}' % b",".join(chats)
    [article] = articles_in(data, "result.json")
    assert article.external_id == "telegram:1234567890/2"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_table_is_read_in_the_encodings_and_dialects_of_spreadsheets(encoding: str, delimiter: str) -> None:
    articles = articles_in(csv_table(THREE, delimiter=delimiter, encoding=encoding), "a.csv")
    assert [article.text for article in articles] == [made.text for made in THREE]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Title,Body,Published At,URL", "Feri,Feri tiba.,2024-05-06 10:00:00,https://warta.example/1"),
        ("teks,judul,tanggal_terbit,tautan", "Feri tiba.,Feri,6 Mei 2024,https://warta.example/1"),
        ("TEXT,headline,date,permalink", "<p>Feri tiba.</p>,Feri,06/05/2024,https://warta.example/1"),
    ],
)
def test_columns_are_recognised_by_their_names(head: str, row: str) -> None:
    [article] = articles_in(f"{head}\n{row}\n".encode(), "a.csv")
    url = "https://warta.example/1"
    assert article == ArticleText("Feri tiba.", "Feri", date(2024, 5, 6), None, url, url)


def test_bad_rows_are_reported_by_their_number_in_the_table() -> None:
    data = b"isi,tanggal\nFeri tiba.,kemarin 2 kali\n\n,2024-05-06\nApi padam.,\n"
    errors = [source.error for source in from_upload(data, "a.csv")]
    assert errors == [
        "a.csv, row 2: “kemarin 2 kali” is not a date; write it like 2022-04-22 or leave it out.",
        "a.csv, row 4: It has no text; an article needs at least one sentence.",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.csv", b"judul,tanggal\nFeri,2024-05-06\n", "a.csv has no column for the text"),
        ("a.csv", b"", "a.csv has no column for the text"),
        ("a.xlsx", b"x", "a.xlsx is damaged or no spreadsheet"),
        ("a.json", b'{"name": "kutip", "version": 1}', "a.json is not a list of articles"),
        ("a.json", b"[]", "a.json holds no article."),
        ("a.json", b"x", "a.json is not JSON"),
        ("a.json", b'[5, {"id": 1}]', "a.json, item 1: It is not an object"),
        ("a.json", b'[{"id": 1}]', 'a.json, item 1: It has no "text"'),
        ("a.json", b'[{"text": "Feri tiba."}, {"te', None),
        ("a.xml", b"<svg/>", "a.xml is not a WordPress export"),
        ("a.xml", b"<sitemapindex/>", "a.xml lists other sitemaps"),
        ("a.xml", b"x", "a.xml is not a WordPress export"),
        ("a.rtf", b"x", "a.rtf is no RTF document"),
        ("a.odt", b"x", "a.odt is damaged or no OpenDocument text"),
        ("a.epub", b"x", "a.epub is damaged or no electronic book"),
        ("a.eml", b"", "a.eml: It has no text"),
    ],
)
def test_file_that_is_no_archive_is_refused_with_one_sentence(
    name: str, data: bytes, error: str | None
) -> None:
    first, *_ = from_upload(data, name)
    assert (first.error or "").startswith(error or "")
    assert (first.error is None) == (error is None)


def test_json_that_was_cut_off_gives_what_is_in_it_and_an_error() -> None:
    good, bad = from_upload(b'[{"text": "Feri tiba."}, {"te', "a.json")
    assert good.document is not None
    assert bad.error == (
        "a.json, the end: The JSON is broken here, so articles may be missing; export it again."
    )


# --- documents


def test_message_as_html_is_read_and_attachments_are_not() -> None:
    [article] = articles_in(eml(Made(1), html=True), "a.eml")
    assert article.text == Made(1).text


def test_footnote_of_opendocument_is_a_paragraph_and_deleted_text_is_none() -> None:
    more = (
        "<text:tracked-changes><text:p>Dihapus.</text:p></text:tracked-changes><text:p>Kapal<text:s/>penuh"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Catatan.</text:p></text:note-body>"
        "</text:note>.</text:p>"
    )
    [article] = articles_in(odt(Made(1), more=more), "a.odt")
    assert article.text == f"{Made(1).text}\n\nKapal penuh.\n\nCatatan."


def test_chapter_of_a_book_outside_of_it_is_reported() -> None:
    data = epub(THREE[:1])
    good = list(from_upload(data, "a.epub"))
    bad = list(from_upload(data.replace(b"bab 1.xhtml", b"bab 9.xhtml"), "a.epub"))
    assert [source.error for source in good] == [None]
    assert bad[-1].error == "a.epub, chapter 2: It is missing or damaged; save the book again."


# --- links and sites


def test_sitemap_and_list_of_links_give_links(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_bytes(sitemap(THREE[:1]))
    (tmp_path / "links.txt").write_bytes(links(THREE[:1]))
    from_sitemap, from_list = from_paths([tmp_path / "sitemap.xml", tmp_path / "links.txt"])
    assert from_sitemap.link == from_list.link == Made(1).url
    assert from_sitemap.changed_at == datetime(2023, 1, 1, 17, tzinfo=UTC)
    assert count([tmp_path]) is None


def site(folder: Path, *, is_hugo: bool) -> Path:
    pages = folder / ("content" if is_hugo else "_posts")
    pages.mkdir(parents=True)
    if is_hugo:
        (folder / "hugo.toml").write_text("baseURL = 'https://warta.example/'\ntitle = 'Warta'\n")
    else:
        (folder / "_config.yml").write_text("title: Warta\n")
    return pages


def test_pages_of_hugo_are_read_and_drafts_and_future_ones_wait(tmp_path: Path) -> None:
    pages = site(tmp_path / "blog", is_hugo=True)
    (pages / "a.md").write_text(hugo_page(Made(1)))
    (pages / "b.md").write_text(hugo_page(Made(2), more="draft = true\n"))
    (pages / "c.md").write_text(hugo_page(Made(3), more="publishDate = 2999-01-01\n"))
    (pages / "d.md").write_text(hugo_page(Made(4), more="expiryDate = 2020-01-01\n"))
    (pages / "e.md").write_text("+++\ntitle = \n+++\nFeri tiba.")
    (pages / "_index.md").write_text("Daftar berita.")
    (tmp_path / "blog" / "README.md").write_text("Cara memasang.")

    good, draft, future, expired, broken = from_paths([tmp_path / "blog"])

    assert count([tmp_path / "blog"]) == 5
    assert good.document is not None
    assert good.document.external_id == "https://warta.example/a.md"
    assert (good.document.heading, good.document.text) == (Made(1).title, Made(1).text)
    assert (good.document.publisher, good.document.published_on) == ("Warta", Made(1).day)
    assert left_out(draft) == f"{pages / 'b.md'}: It is a draft."
    assert left_out(future) == f"{pages / 'c.md'}: It waits for its date, 2999-01-01."
    assert left_out(expired) == f"{pages / 'd.md'}: It expired on 2020-01-01."
    assert broken.error == f"{pages / 'e.md'}: Its header is not TOML; correct it."
    assert not broken.is_left_out


def test_pages_of_jekyll_have_their_date_in_the_name(tmp_path: Path) -> None:
    pages = site(tmp_path / "blog", is_hugo=False)
    (pages / "2023-01-02-a.md").write_text(
        jekyll_page(Made(1)) + "\n{% include x %}{{ site.title }}\n{: .kecil}\n"
    )
    (pages / "2023-01-03-b.md").write_text(jekyll_page(Made(2), more="published: false\n"))
    (pages / "2999-01-03-c.md").write_text(jekyll_page(Made(3)))
    (pages / "2023-01-04-d.md").write_text("---\na: &a [x]\nb: *a\n---\nFeri.")
    good, draft, bomb, future = from_paths([tmp_path / "blog"])
    assert good.document is not None
    assert (good.document.text, good.document.published_on) == (Made(1).text, Made(1).day)
    assert good.document.external_id == "blog/2023-01-02-a.md"
    assert left_out(draft).endswith("It is a draft.")
    assert left_out(future).endswith("It waits for its date, 2999-01-03.")
    assert (bomb.error or "").endswith("Its header is not YAML; correct it.")


@pytest.mark.parametrize(
    "page", [hugo_page(Made(1), more="draft = true\n"), jekyll_page(Made(1), more="draft: yes\n")]
)
def test_draft_is_left_out_wherever_it_is(page: str) -> None:
    [source] = from_upload(page.encode(), "a.md")
    assert left_out(source) == "a.md: It is a draft."


def test_page_of_hugo_alone_is_read(tmp_path: Path) -> None:
    for page in (hugo_page(Made(1)), '{"title": "Feri", "date": "2024-05-06"}\n\nFeri tiba.'):
        [article] = articles_in(page.encode(), "a.md")
        assert article.title in {Made(1).title, "Feri"}
        assert article.published_on in {Made(1).day, date(2024, 5, 6)}
