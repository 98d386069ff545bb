"""Tests of what of a channel becomes an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.newsroom.channel_posts import ChannelPost, is_advertisement, item_of

WRITTEN = datetime(2024, 5, 6, 7, 30, tzinfo=UTC)
EDITED = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
TEXT = "Feri Teluk Wangi kembali berlayar mulai Senin."
SITES = {"kabar.example"}


def post(
    text: str = TEXT,
    *links: str,
    edited: bool = False,
    album: str | None = None,
    username: str | None = "kanalkabar",
    is_paid: bool = False,
) -> ChannelPost:
    edited_at = EDITED if edited else None
    return ChannelPost(-1001234, 17, username, "Kanal", text, links, WRITTEN, edited_at, album, is_paid)


def test_post_is_an_item_with_its_text_date_and_address() -> None:
    item = item_of(post(), SITES)
    assert item is not None
    assert (item.key, item.text, item.page) == ("telegram:-1001234/17", TEXT, None)
    assert (item.url, item.publisher, item.published_at) == ("https://t.me/kanalkabar/17", "Kanal", WRITTEN)
    private = item_of(post(username=None), SITES)
    assert private is not None
    assert private.url == "https://t.me/c/1234/17"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Selamat pagi!",
        "🔥🔥🔥 #kabar #kota #hariini #viral",
        "https://lain.example/panjang/sekali/alamatnya",
        f"{TEXT} #iklan",
        f"{TEXT}\n#Advertorial",
        f"ADVERTORIAL\n\n{TEXT}",
        f"[Iklan] {TEXT}",
        f"— Pariwara —\n{TEXT}",
    ],
)
def test_new_post_without_a_report_is_left_out_and_an_edited_one_is_cancelled(text: str) -> None:
    assert item_of(post(text), SITES) is None
    edited = item_of(post(text, edited=True), SITES)
    assert edited is not None
    assert (edited.status, edited.text) == ("cancelled", "")


def test_paid_post_is_left_out() -> None:
    assert item_of(post(is_paid=True), SITES) is None


@pytest.mark.parametrize(
    "text",
    [
        "Pemerintah melarang iklan rokok di dekat sekolah.",
        "Sponsor turnamen itu menarik diri setelah kerusuhan.",
        "Wali kota mengatakan iklan (pariwara) harus ditandai.",
        "Petugas menurunkan #iklanliar di sepanjang jalan.",
    ],
)
def test_report_about_advertisements_is_none(text: str) -> None:
    assert not is_advertisement(text)


def test_link_to_one_page_of_the_own_site_brings_the_page() -> None:
    for link in ("https://kabar.example/feri", "http://www.kabar.example/2024/feri?utm=x"):
        item = item_of(post("Baca:", link, "https://lain.example/x"), SITES)
        assert item is not None
        assert item.page == link


@pytest.mark.parametrize(
    "links",
    [
        ("https://lain.example/feri",),
        ("https://kabar.example/",),
        ("https://kabar.example",),
        ("https://kabar.example/feri", "https://kabar.example/pasar"),
        ("https://kabar.example.jahat.example/feri",),
        ("https://[rusak/",),
    ],
)
def test_other_links_bring_no_page(links: tuple[str, ...]) -> None:
    item = item_of(post(TEXT, *links), SITES)
    assert item is not None
    assert item.page is None


def test_messages_of_an_album_share_a_key_and_are_never_cancelled_alone() -> None:
    first = item_of(post(album="a"), SITES)
    assert first is not None
    assert (first.key, first.part) == ("telegram:-1001234/album/a", 17)
    assert item_of(post("", album="a"), SITES) is None
    emptied = item_of(post("", album="a", edited=True), SITES)
    assert emptied is not None
    assert (emptied.status, emptied.text, emptied.part) == ("usable", "", 17)
