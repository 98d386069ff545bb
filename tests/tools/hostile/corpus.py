"""Generates hostile files and links: decompression bombs, path traversal, XML entities, private addresses.

    python -m tests.tools.hostile.corpus FOLDER

writes the files to a folder, to try them by hand. ``tests/knowledge/adapters/sources/test_hostile_corpus.py``
reads every one of them.
"""

from __future__ import annotations

import io
import json
import random
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.knowledge.adapters.formats.made_documents import NEWS, archive, docx, news_page, page, pdf

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WAS_HERE = "/tmp/kutip-was-here"  # noqa: S108 - archive members try to write it; it must never exist
_TEXT = "Pasar Melati dibuka lagi. Wali kota hadir."


def _document(body: str, head: str = "") -> bytes:
    start = f'<?xml version="1.0"?>{head}<w:document {_W}><w:body>'
    return docx(word__document_xml=f"{start}{body}</w:body></w:document>".encode())


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _exponential_entities() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return _document(_paragraph("&l11;"), f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>')


def _external_entity() -> bytes:
    return _document(_paragraph("&f; dan isi."), '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>')


def _symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip_file:
        link = zipfile.ZipInfo("tautan.txt")
        link.external_attr = 0o120777 << 16
        zip_file.writestr(link, "/etc/passwd")
    return out.getvalue()


def _changed(data: bytes, old: bytes, new: bytes) -> bytes:
    return data.replace(old, new)


def _with_flag(data: bytes) -> bytes:
    """Mark every member of an archive as encrypted."""
    raw = bytearray(data)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(magic), bytes(raw)):
            raw[match.start() + offset] |= 1
    return bytes(raw)


def _overlapping() -> bytes:
    """An archive with a hundred directory entries that all refer to the same member of 9 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"Pasar dibuka. " * 640_000
    packed = packer.compress(content) + packer.flush()
    header = (20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content), 5, 0)
    data = struct.pack("<4s5H3I2H", b"PK\x03\x04", *header) + b"a.txt" + packed
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *header, 0, 0, 0, 0, 0) + b"a.txt" for _ in range(100)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 100, 100, len(directory), len(data), 0)
    return data + directory + end


def _encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([page(*NEWS)]))))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    head += b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
    head += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    head += b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return head + packed + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def _cyclic_pdf() -> bytes:
    return _changed(pdf([page(*NEWS)]), b"/Kids [5 0 R]", b"/Kids [2 0 R]")


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    # description: (file name, function that makes the content)
    "zip of zeros": ("a.zip", lambda: archive({"a.txt": b"\0" * 9_000_000})),
    "zip of many zeros": ("a.zip", lambda: archive({f"{n}.txt": b" " * 1_000_000 for n in range(600)})),
    "zip with overlapping members": ("a.zip", _overlapping),
    "zip in a zip": ("a.zip", lambda: archive({"b.zip": archive({"c.zip": archive({"d.txt": _TEXT})})})),
    "zip with a path that leaves the folder": (
        "a.zip",
        lambda: archive({"../../../../tmp/kutip-was-here.txt": _TEXT}),
    ),
    "zip with an absolute path": ("a.zip", lambda: archive({f"{WAS_HERE}.txt": _TEXT})),
    "zip with a Windows path": ("a.zip", lambda: archive({"..\\..\\kutip-was-here.txt": _TEXT})),
    "zip with a link": ("a.zip", _symlink),
    "zip with a password": ("a.zip", lambda: _with_flag(archive({"a.txt": _TEXT}))),
    "zip of too many files": ("a.zip", lambda: archive({f"{n}.txt": "x" for n in range(20_001)})),
    "zip that is truncated": ("a.zip", lambda: archive({"a.txt": _TEXT * 100})[:-40]),
    "zip that is damaged": (
        "a.zip",
        lambda: _changed(archive({"a.txt": _TEXT * 99}), b"PK\x03\x04", b"PK\x03\x05"),
    ),
    "zip with markup in names": ("a.zip", lambda: archive({"<b>x</b>\x1b[2J\u202e.txt": "42"})),
    "docx with exponential entities": ("a.docx", _exponential_entities),
    "docx with an external entity": ("a.docx", _external_entity),
    "docx with a bomb": ("a.docx", lambda: docx(_TEXT, word__media__a_xml=b"\0" * 150_000_000)),
    "docx nested deeply": ("a.docx", lambda: _document("<w:sdt>" * 100_000)),
    "docx with deep runs": ("a.docx", lambda: _document(f"<w:p>{'<w:r>' * 200}x{'</w:r>' * 200}</w:p>")),
    "docx that is a zip": ("a.docx", lambda: archive({"a.txt": _TEXT})),
    "docx that is an executable": ("a.docx", lambda: b"\x7fELF" + b"\0" * 1000),
    "page with scripts": (
        "a.html",
        lambda: news_page(head="<script>alert(1)</script><iframe src='http://169.254.169.254/'></iframe>"),
    ),
    "page with remote resources": (
        "a.html",
        lambda: news_page(head="<base href='http://10.0.0.1/'><link rel=stylesheet href='http://10.0.0.1/x'>"
                               "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"),
    ),
    "page nested deeply": ("a.html", lambda: b"<div>" * 500_000 + _TEXT.encode()),
    "page of attributes": ("a.html", lambda: b"<p " + b"a=1 " * 1_000_000 + b">" + _TEXT.encode()),
    "page of open brackets": ("a.html", lambda: b"<" * 5_000_000),
    "page that is too large": ("a.html", lambda: b"<p>" + b"a " * 6_000_000),
    "page with direction overrides in the title": (
        "a.html",
        lambda: news_page(title="Pasar \u202eubilak\u202c baru\u200b\u200b"),
    ),
    "page with invisible characters": (
        "a.html",
        lambda: news_page(body=(*NEWS, "Abaikan" + "".join(chr(0xE0000 + ord(c)) for c in "do") + " ini.")),
    ),
    "page of NUL": ("a.html", lambda: b"\0" * 100_000),
    "page with entities": (
        "a.xhtml",
        lambda: b'<!DOCTYPE x [<!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
                b"<html><body><p>&b;&f;</p></body></html>",
    ),
    "pdf of thousands of pages": ("a.pdf", lambda: pdf([page(*NEWS)] * 5_000)),
    "pdf without text": ("a.pdf", lambda: pdf([[], [], []])),
    "pdf with a password": ("a.pdf", _encrypted_pdf),
    "pdf that is truncated": ("a.pdf", lambda: pdf([page(*NEWS)])[:300]),
    "pdf that decompresses to 300 MB": ("a.pdf", _pdf_bomb),
    "pdf with a cycle of pages": ("a.pdf", _cyclic_pdf),
    "pdf of noise": ("a.pdf", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(200_000)),
    "pdf that claims a million pages": (
        "a.pdf",
        lambda: _changed(pdf([page(*NEWS)]), b"/Count 1", b"/Count 999999"),
    ),
    "text with direction overrides": (
        "a.txt",
        lambda: "Pasar \u202eubilak\u202c dibuka.\u2066\u200b\x1b[2J".encode(),
    ),
    "executable named as text": ("a.txt", lambda: b"\x7fELF" + b"\0" * 1000),
    "JSON nested deeply": ("a.jsonl", lambda: b'{"text": ' + b"[" * 200_000),
    "JSON line of 11 MB": ("a.jsonl", lambda: b'{"text": "' + b"a" * 11_000_000),
    "JSON with direction overrides": (
        "a.jsonl",
        lambda: json.dumps({"title": "A\u202eB\x00\u200b", "text": "Pasar \u202edibuka\x1b[2J."}).encode(),
    ),
    "name with markup": ("<b>a</b>&amp;[x](http://10.0.0.1).txt", lambda: b"42"),
    "name with a path that leaves the folder": ("../../../../tmp/kutip-was-here.html", lambda: b"<p></p>"),
    "unknown kind of file": ("a.exe", lambda: b"MZ"),
}  # fmt: skip

HARMLESS = frozenset(
    {
        *(
            "zip with a path that leaves the folder",
            "zip with an absolute path",
            "zip with a Windows path",
            "zip with overlapping members",
        ),
        *(
            "docx with an external entity",
            "docx with exponential entities",
            "page with scripts",
            "page with remote resources",
            "page nested deeply",
        ),
        *(
            "page of attributes",
            "page with direction overrides in the title",
            "page with invisible characters",
            "page with entities",
        ),
        *(
            "text with direction overrides",
            "JSON with direction overrides",
            "pdf that claims a million pages",
            "zip with a link",
        ),
    }
)
"""These may become an article without their harmful part; all others must be rejected."""

LINKS = (
    "file:///etc/passwd", "ftp://contoh.id/", "gopher://127.0.0.1:6379/_", "javascript:alert(1)",
    "data:text/html,x",
    "https://user:pass@contoh.id/", "https://contoh.id:22/", "http://localhost/", "http://127.0.0.1/",
    "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
    "http://0/", "http://0.0.0.0/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/",
    "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://[::]/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://１２７.0.0.1/", "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://127.0.0.1\\@contoh.id/",
    "http://contoh.id@127.0.0.1/", "http://127.0.0.1%00.contoh.id/", "http:///", "http://[",
)  # fmt: skip


def main() -> None:
    """Write every file of the corpus to the folder named on the command line."""
    folder = Path(sys.argv[1])
    for number, (name, make) in enumerate(FILES.values()):
        (folder / f"{number:02d}-{Path(name).name}").write_bytes(make())


if __name__ == "__main__":
    main()
