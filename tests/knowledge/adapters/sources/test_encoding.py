"""Tests of decoding bytes: common encodings, damaged text, and content that is not text."""

from __future__ import annotations

import os

import pytest

from knowledge.adapters.sources.encoding import decode
from knowledge.errors import UnreadableArticle

BODY = "KOTA BARU – Pasar Melati dibuka kembali setelah “perbaikan” selama enam bulan."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_decoded(encoding: str) -> None:
    assert decode(BODY.encode(encoding)) == BODY


def test_other_encodings_are_guessed() -> None:
    text = "Мэр города открыл новый мост через реку, сообщила администрация. " * 5
    assert decode(text.encode("cp1251")) == text


def test_bytes_that_cannot_be_decoded_are_replaced_and_the_rest_stays() -> None:
    broken = (BODY * 5).encode() + b"\xff" + b" selesai"
    assert decode(broken) == BODY * 5 + "\ufffd selesai"


def test_stray_byte_in_windows_text_is_replaced() -> None:
    assert (
        decode("Kafé di Kota Baru dibuka lagi".encode("cp1252") + b"\x81")
        == "Kafé di Kota Baru dibuka lagi\ufffd"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04word",
        b"\x7fELF\x02",
        b"{\\rtf1 text}",
        b"Harga\x00beras naik",
        bytes(range(1, 32)) * 100,
        os.urandom(5000) + b"\0",
    ],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticle, match="not a text file"):
        decode(data)
