"""Makes small archives in the formats that other programs export, from the same articles."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Any

PUBLISHER = "Warta Muarasenja"
SITE = "https://warta.example"
_PLACES = ("Pasar Lindung", "Jembatan Kelana", "Danau Sembilang", "Sekolah Layar", "Dermaga Timur")
_DEEDS = ("dibuka kembali", "ditutup sementara", "diperbaiki", "dikunjungi wali kota", "dihias warga")


@dataclass(frozen=True)
class Made:
    """An article with a number of its own in its title, its text and its address."""

    number: int

    @property
    def title(self) -> str:
        return f"{_PLACES[self.number % 5]} {_DEEDS[self.number // 5 % 5]} untuk kali ke-{self.number}"

    @property
    def paragraphs(self) -> tuple[str, str]:
        return (
            f"{self.title} pada hari pasar. Biayanya Rp{self.number + 3} juta & ditanggung kota.",
            f"“Kami senang,” kata pedagang nomor {self.number}. Acara itu dihadiri {self.number + 40} orang.",
        )

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)

    @property
    def day(self) -> date:
        return date(2023, 1, 1) + timedelta(days=self.number)

    @property
    def url(self) -> str:
        return f"{SITE}/{self.day:%Y/%m}/berita-{self.number}"


Articles = Sequence[Made]


def some(count: int) -> list[Made]:
    """The first ``count`` articles."""
    return [Made(number) for number in range(1, count + 1)]


def wxr(articles: Articles, *, more: str = "") -> bytes:
    """A WordPress export, with blank lines between paragraphs as the classic editor writes them."""
    items = "".join(
        f"""<item><title><![CDATA[{made.title}]]></title><link>{made.url}</link>
        <guid isPermaLink="false">{SITE}/?p={made.number}</guid><description></description>
        <content:encoded><![CDATA[{escape(made.text, quote=False)}]]></content:encoded>
        <excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{made.number}</wp:post_id>
        <wp:post_date><![CDATA[{made.day} 07:30:00]]></wp:post_date><wp:status><![CDATA[publish]]></wp:status>
        <wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password></wp:post_password></item>\n"""
        for made in articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>{PUBLISHER}</title><link>{SITE}</link>
    <wp:wxr_version>1.2</wp:wxr_version>{items}{more}</channel></rss>""".encode()


def telegram(articles: Articles, *, kind: str = "public_channel") -> bytes:
    """``result.json`` of a channel; a post has its title in bold on a line of its own."""
    messages: list[dict[str, Any]] = [
        {"id": 1, "type": "service", "date": "2023-01-01T00:00:00", "action": "create_channel", "text": ""}
    ]
    for made in articles:
        text = [{"type": "bold", "text": made.title}, f"\n\n{made.text}"]
        moment = datetime(made.day.year, made.day.month, made.day.day, 9)
        messages.append(
            {
                "id": made.number + 1,
                "type": "message",
                "date": moment.isoformat(),
                "from": PUBLISHER,
                "text": text,
            }
        )
    return json.dumps({"name": PUBLISHER, "type": kind, "id": 1234567890, "messages": messages}).encode()


def sitemap(articles: Articles) -> bytes:
    """A sitemap."""
    urls = "".join(f"<url><loc>{made.url}</loc><lastmod>{made.day}</lastmod></url>" for made in articles)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def links(articles: Articles) -> bytes:
    """A list of links, one a line."""
    return "".join(f"{made.url}\n" for made in articles).encode()


def ninjs(articles: Articles, *, version: int = 3) -> bytes:
    """An array of ninjs objects of version 2 or 3."""
    kind, created, status = (
        ("contentType", "contentCreated", "pubStatus")
        if version == 3
        else (*("contenttype", "contentcreated", "pubstatus"),)
    )
    return json.dumps(
        [
            {
                "uri": f"{SITE}/ninjs/{made.number}",
                "type": "text",
                "versionCreated" if version == 3 else "versioncreated": f"{made.day}T10:00:00+07:00",
                created: f"{made.day}T09:00:00+07:00",
                status: "usable",
                "copyrightHolder" if version == 3 else "copyrightholder": PUBLISHER,
                "headlines": [{"role": "main", "value": made.title}],
                "bodies": [
                    {"role": "main", kind: "text/plain", "value": " ".join(made.paragraphs)},
                    {"role": "richtext", kind: "application/xhtml+xml", "value": made.html},
                ],
            }
            for made in articles
        ]
    ).encode()


def newsml_item(made: Made, *, status: str = "usable", more: str = "") -> str:
    """One ``<newsItem>`` of NewsML-G2; ``more`` goes into its ``<itemMeta>``."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"
    guid="urn:newsml:warta.example:{made.number}" version="1"
    standard="NewsML-G2" standardversion="2.33" conformance="power" xml:lang="id">
    <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
    <itemMeta><itemClass qcode="ninat:text"/><provider literal="warta"><name>{PUBLISHER}</name></provider>
    <versionCreated>{made.day}T10:00:00+07:00</versionCreated>{more}<pubStatus qcode="stat:{status}"/>
    </itemMeta><contentMeta><contentCreated>{made.day}T09:00:00+07:00</contentCreated>
    <headline>{escape(made.title)}</headline></contentMeta><contentSet>
    <inlineXML contenttype="application/xhtml+xml">
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(made.title)}</title></head>
    <body>{made.html}</body></html></inlineXML></contentSet></newsItem>"""


def newsml(articles: Articles) -> bytes:
    """A ``<newsMessage>`` of NewsML-G2."""
    items = "".join(map(newsml_item, articles))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-01-01T00:00:00Z</sent></header>
<itemSet>{items}</itemSet></newsMessage>""".encode()


def nitf(made: Made) -> bytes:
    """A document of NITF."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>{escape(made.title)}</title><docdata><doc-id id-string="nitf-{made.number}"/>
<date.issue norm="{made.day:%Y%m%d}T090000+0700"/></docdata><pubdata name="{PUBLISHER}"/></head>
<body><body.head><hedline><hl1>{escape(made.title)}</hl1></hedline><dateline><location>Muarasenja</location>
</dateline></body.head><body.content>{made.html}<media media-type="image"><media-caption>Foto</media-caption>
</media></body.content></body></nitf>""".encode()


def rows(articles: Articles) -> list[list[Any]]:
    """A table with Indonesian names of columns, one of which is unknown."""
    head: list[Any] = ["id", "Judul", "Isi", "Tanggal", "Link", "Penulis", "Rubrik"]
    return [head] + [
        [f"csv-{made.number}", made.title, made.text, made.day, made.url, "Redaksi", "Kota"]
        for made in articles
    ]


def csv_table(articles: Articles, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A table as CSV, whose texts have line ends and quotation marks."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows(articles))
    return text.getvalue().encode(encoding)


def xlsx(articles: Articles) -> bytes:
    """A table as a spreadsheet, whose dates are dates."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Berita")
    for row in rows(articles):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def json_array(articles: Articles) -> bytes:
    """A list of objects with the fields of ``kutip add``."""
    return json.dumps(
        [
            {
                "id": made.number,
                "title": made.title,
                "text": made.text,
                "published_on": str(made.day),
                "url": made.url,
            }
            for made in articles
        ]
    ).encode()


def hugo_page(made: Made, *, more: str = "") -> str:
    """A page with a TOML header."""
    return f'+++\ntitle = "{made.title}"\ndate = {made.day}T08:00:00+07:00\n{more}+++\n\n{made.text}\n'


def jekyll_page(made: Made, *, more: str = "") -> str:
    """A page with a YAML header, whose date is in the name of its file."""
    return f'---\nlayout: post\ntitle: "{made.title}"\n{more}---\n{made.text}\n'


def rtf(made: Made) -> bytes:
    """An RTF document, with what is not ASCII as escapes."""

    def escaped(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    paragraphs = "\\par\n".join(map(escaped, made.paragraphs))
    made_on = f"\\yr{made.day.year}\\mo{made.day.month}\\dy{made.day.day}"
    info = f"{{\\info{{\\title {made.title}}}{{\\creatim{made_on}}}}}"
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}{info}\n{paragraphs}\\par\n}}".encode()


def odt(made: Made, *, more: str = "") -> bytes:
    """An OpenDocument text; ``more`` is XML at the end of its body."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("meta", "meta"))
    )
    paragraphs = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in made.paragraphs)
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>"
            f'<text:h text:outline-level="1">{escape(made.title)}</text:h>{paragraphs}{more}'
            "</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {names}><office:meta><meta:creation-date>{made.day}T09:00:00"
            "</meta:creation-date></office:meta></office:document-meta>",
        }
    )


def epub(articles: Articles) -> bytes:
    """A book with a cover, a table of contents and a chapter for each article."""
    chapters = {f"OEBPS/bab {made.number}.xhtml": made for made in articles}
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    manifest = "".join(
        f'<item id="c{made.number}" href="bab%20{made.number}.xhtml" media-type="application/xhtml+xml"/>'
        for made in articles
    )
    spine = "".join(f'<itemref idref="c{made.number}"/>' for made in articles)
    opf = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
    xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>urn:warta:2023</dc:identifier>
    <dc:title>Setahun</dc:title><dc:publisher>{PUBLISHER}</dc:publisher><dc:date>2023-12-31</dc:date></metadata>
    <manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
    <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>{manifest}</manifest>
    <spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine></package>"""
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": opf,
            "OEBPS/nav.xhtml": f"{page}<h1>Daftar isi</h1><p>Semua bab.</p></body></html>",
            "OEBPS/cover.xhtml": f'{page}<img src="a.jpg" alt=""/></body></html>',
            **{
                name: f"{page}<h1>{escape(made.title)}</h1>{made.html}</body></html>"
                for name, made in chapters.items()
            },
        }
    )


def eml(made: Made, *, html: bool = False) -> bytes:
    """A message with the article as plain text, or as HTML alone."""
    message = EmailMessage()
    message["Subject"] = made.title
    message["From"] = "Redaksi <redaksi@warta.example>"
    message["Date"] = format_datetime(datetime.fromisoformat(f"{made.day}T09:00:00+07:00"))
    message["Message-ID"] = f"<{made.number}@warta.example>"
    if html:
        message.set_content(made.html, subtype="html")
    else:
        message.set_content(made.text)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="foto.png")
    return message.as_bytes()


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


SINGLE: dict[str, Callable[[Made], bytes]] = {"nitf.xml": nitf, "a.rtf": rtf, "a.odt": odt, "a.eml": eml}
"""By a name: a file with one article."""

MANY: dict[str, Callable[[Articles], bytes]] = {
    "wordpress.xml": wxr,
    "result.json": telegram,
    "ninjs3.json": ninjs,
    "ninjs2.json": lambda articles: ninjs(articles, version=2),
    "newsml.xml": newsml,
    "a.csv": csv_table,
    "a.tsv": lambda articles: csv_table(articles, delimiter="\t"),
    "a.xlsx": xlsx,
    "list.json": json_array,
    "a.epub": epub,
}
"""By a name: a file with many articles."""
