"""Tests of fetching links: what is refused, and to which addresses connections are opened."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from knowledge.adapters.sources import pages
from knowledge.adapters.sources.pages import WebPages
from knowledge.adapters.sources.public_addresses import is_allowed
from knowledge.articles.reading import read
from knowledge.errors import KutipError, PageUnavailable, UnreadableArticle, UnusableLink
from tests.knowledge.adapters.formats.made_documents import NEWS, docx, news_page, page, pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class Site:
    """A web server on loopback that answers each path from ``replies``."""

    root: str
    replies: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)

    def serve(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        async def reply(_request: web.Request) -> web.StreamResponse:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=body, status=status, headers=named)

        self.replies[path] = reply
        return self.root + path


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async def answer(request: web.Request) -> web.StreamResponse:
        made.requests.append(request)
        return await made.replies[request.path](request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    port = runner.addresses[0][1]
    made = Site(f"http://127.0.0.1:{port}")
    yield made
    await runner.cleanup()


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The list in which the address of every connection of this process is recorded."""
    made: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        made.append(address)
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


HERE = WebPages(is_loopback_allowed=True)


async def fetch_error(url: str, fetcher: WebPages = HERE) -> KutipError:
    with pytest.raises(KutipError) as caught:
        await fetcher.fetch(url)
    message = str(caught.value)
    assert message.endswith(".")
    assert message.count("\n") == 0
    return caught.value


# --- what is fetched


async def test_page_is_fetched_with_title_date_publisher_and_its_last_address(site: Site) -> None:
    site.serve("/berita/pasar", news_page(), Content_Type="text/html; charset=utf-8")
    link = site.serve("/p", status=302, Location="/berita/pasar#isi")

    article = read(await HERE.fetch(link))

    assert article.text == "\n\n".join(NEWS)
    assert (article.title, article.publisher) == ("Pasar Melati dibuka lagi", "Warta Muarasenja")
    assert article.url == f"{site.root}/berita/pasar"
    assert site.requests[0].headers["Host"] == site.root.removeprefix("http://")


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/plain; charset=iso-8859-1", "Café dibuka lagi.\n\nKafé itu ramai.".encode("latin-1")),
        ("application/pdf", pdf([page(*NEWS)])),
        (WORD, docx(*NEWS)),
        ("Text/HTML", gzip.compress(news_page())),
    ],
)
async def test_other_kinds_and_compressed_pages_are_read(site: Site, media_type: str, body: bytes) -> None:
    encoding = "gzip" if body.startswith(b"\x1f\x8b") else "identity"
    link = site.serve("/isi", body, Content_Type=media_type, Content_Encoding=encoding)

    article = read(await HERE.fetch(link))

    assert "dibuka lagi" in article.title + article.text
    assert article.url == link


async def test_text_that_names_its_own_address_keeps_it(site: Site) -> None:
    body = b"https://warta.example/1\nPasar dibuka lagi\n\nPasar itu dibuka Senin."
    link = site.serve("/isi", body, Content_Type="text/plain")

    assert read(await HERE.fetch(link)).url == "https://warta.example/1"


async def test_page_of_an_unknown_charset_is_decoded_all_the_same(site: Site) -> None:
    link = site.serve("/isi", "Kafé dibuka.".encode(), Content_Type="text/plain; charset=x-none")

    assert read(await HERE.fetch(link)).text == "Kafé dibuka."


async def test_empty_page_is_refused_by_its_address(site: Site) -> None:
    link = site.serve("/isi", b"", Content_Type="text/plain")

    assert str(await fetch_error(link)) == f"{link} is empty; check the link."


async def test_redirect_to_an_invalid_address_is_refused(site: Site) -> None:
    link = site.serve("/r", status=302, Location="http://[rusak/")

    assert isinstance(await fetch_error(link), UnusableLink)


async def test_server_that_does_not_speak_http_is_unavailable() -> None:
    async def babble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        error = await fetch_error(f"http://127.0.0.1:{port}/")

    assert isinstance(error, PageUnavailable)
    assert "does not answer" in str(error)


async def test_text_page_that_is_not_text_is_called_by_its_address(site: Site) -> None:
    link = site.serve("/isi", b"\x89PNG", Content_Type="text/plain")

    assert str(await fetch_error(link)).startswith(f"{link} is not a text file but an image; ")


# --- what is refused


@pytest.mark.parametrize(
    "url",
    [
        "ftp://contoh.id/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "contoh.id",
        "https://user:pass@contoh.id/",
        "https://user@contoh.id/",
        "https://contoh.id:22/",
        "https://contoh.id:6379/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0x8.0x8.0x8.0x8/",
        "http://１２７.0.0.1/",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://\x00/",
        "https://contoh.id/" + "a" * 2000,
        "http://[zzz]/",
        "http://a b/",
    ],
)
async def test_link_is_refused_without_a_connection(url: str, connections: list[Any]) -> None:
    error = await fetch_error(url, WebPages())

    assert isinstance(error, UnusableLink)
    assert connections == []


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.53",
        "168.63.129.16", "169.254.169.254", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:192.168.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1",
        "100::1", "2001:0:1::1", "2001:db8::1", "2002:a00:1::", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
        "no address",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_not_allowed(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address)


def test_allowing_loopback_allows_nothing_else() -> None:
    assert is_allowed("127.0.0.1", is_loopback_allowed=True)
    assert is_allowed("::1", is_loopback_allowed=True)
    assert not is_allowed("10.0.0.1", is_loopback_allowed=True)
    assert not is_allowed("169.254.169.254", is_loopback_allowed=True)


async def test_name_with_a_private_and_a_public_address_is_refused(connections: list[Any]) -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "192.168.0.10"]

    error = await fetch_error("https://warta.example/", WebPages(resolve=both))

    assert "private network" in str(error)
    assert connections == []


async def test_name_that_changes_after_the_check_is_not_looked_up_again(
    site: Site, connections: list[Any]
) -> None:
    answers = [["127.0.0.1"], ["169.254.169.254"]]

    async def rebinding(_host: str, _port: int) -> list[str]:
        return answers.pop(0)

    link = site.serve("/a", news_page(), Content_Type="text/html").replace("127.0.0.1", "warta.example")

    article = read(await WebPages(is_loopback_allowed=True, resolve=rebinding).fetch(link))

    assert article.title == "Pasar Melati dibuka lagi"
    assert site.requests[0].headers["Host"].startswith("warta.example:")
    assert {address[0] for address in connections} == {"127.0.0.1"}
    assert len(answers) == 1


async def test_redirect_to_a_private_address_is_refused(site: Site, connections: list[Any]) -> None:
    for place in (
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "//[::ffff:10.0.0.1]/",
    ):
        assert isinstance(await fetch_error(site.serve("/r", status=302, Location=place)), UnusableLink)

    assert {address[0] for address in connections} == {"127.0.0.1"}


async def test_proxies_of_the_environment_are_ignored(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, site.root)
    site.serve("/", news_page(), Content_Type="text/html")

    await fetch_error("http://10.0.0.1/", WebPages())
    await fetch_error("http://warta.example/", WebPages(resolve=_nobody))

    assert site.requests == []


async def _nobody(_host: str, _port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


async def test_endless_redirects_are_refused_after_five(site: Site) -> None:
    error = await fetch_error(site.serve("/r", status=301, Location="/r"))

    assert "more than 5 times" in str(error)
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, UnusableLink), (403, UnusableLink), (500, PageUnavailable), (429, PageUnavailable)],
)
async def test_status_decides_between_another_link_and_another_time(
    site: Site, status: int, kind: type[KutipError]
) -> None:
    assert type(await fetch_error(site.serve("/a", status=status, Content_Type="text/html"))) is kind


@pytest.mark.parametrize("media_type", ["image/png", "application/json", "application/zip", "video/mp4", ""])
async def test_other_media_types_are_refused(site: Site, media_type: str) -> None:
    link = site.serve("/a", b"x", Content_Type=media_type)

    assert "leads to no page" in str(await fetch_error(link))


@pytest.mark.parametrize("packed", [False, True])
async def test_page_that_is_too_large_is_refused_compressed_or_not(site: Site, packed: bool) -> None:
    body = b"<p>" + b"a" * (11 * 1024 * 1024)
    if packed:
        link = site.serve("/a", gzip.compress(body), Content_Type="text/html", Content_Encoding="gzip")
    else:
        link = site.serve("/a", body, Content_Type="text/html")

    assert "more than 10 MB" in str(await fetch_error(link))


async def test_unrequested_or_damaged_compression_is_refused(site: Site) -> None:
    for encoding, body in (("br", b"x"), ("gzip", b"no gzip")):
        link = site.serve("/a", body, Content_Type="text/html", Content_Encoding=encoding)
        assert isinstance(await fetch_error(link), PageUnavailable)


async def test_page_that_never_ends_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TIMEOUT_S", 0.3)
    gone = asyncio.Event()

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(b"<p>")
        await gone.wait()
        return response

    site.replies["/a"] = drip

    error = await fetch_error(site.root + "/a")
    gone.set()

    assert isinstance(error, PageUnavailable)
    assert "did not come within" in str(error)


async def test_page_that_is_cut_off_is_unavailable(site: Site) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>")
        assert request.transport is not None
        request.transport.abort()
        return response

    site.replies["/a"] = break_off

    assert isinstance(await fetch_error(site.root + "/a"), PageUnavailable)


async def test_server_that_is_not_there_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert isinstance(await fetch_error(f"http://127.0.0.1:{port}/"), PageUnavailable)


async def test_page_without_an_article_is_unreadable_and_called_by_its_address(site: Site) -> None:
    link = site.serve("/kosong", b"<html></html>", Content_Type="text/html")

    error = await fetch_error(link)

    assert isinstance(error, UnreadableArticle)
    assert str(error).startswith(link)
