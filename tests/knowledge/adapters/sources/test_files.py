"""Articles on disk: encodings, folders, and everything that can be wrong with a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from knowledge.adapters.sources import uploads
from knowledge.adapters.sources.encoding import decode
from knowledge.adapters.sources.files import (
    count_sources,
    read_bytes,
    read_sources,
    read_stdin,
)
from knowledge.errors import UnreadableArticle
from knowledge.ports import Source

BODY = "KOTA BARU – Pasar Melati dibuka kembali setelah “perbaikan” selama enam bulan."


def _texts(sources: list[Source]) -> list[str]:
    return [source.article.text for source in sources if source.article]


def _errors(sources: list[Source]) -> list[str]:
    return [source.error for source in sources if source.error]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_decoded(encoding: str) -> None:
    assert decode(BODY.encode(encoding)) == BODY


def test_other_encodings_are_guessed() -> None:
    text = "Мэр города открыл новый мост через реку, сообщила администрация. " * 5
    assert decode(text.encode("cp1251")) == text


def test_bytes_that_cannot_be_decoded_are_replaced_and_the_rest_kept() -> None:
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


def test_binary_file_with_a_text_name_is_named_in_the_error() -> None:
    with pytest.raises(UnreadableArticle, match=r"^laporan\.txt is not a text file but a PDF document; "):
        read_bytes(b"%PDF-1.7", "laporan.txt")


def test_uploaded_markdown_is_reduced_to_text() -> None:
    article = read_bytes(b"# Pasar dibuka\n\nPasar **Melati** dibuka.", "berita.MD")
    assert (article.title, article.text) == ("Pasar dibuka", "Pasar Melati dibuka.")


def test_upload_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"^foto\.jpg is not a \.txt, \.md, "):
        read_bytes(b"x", "foto.jpg")


def test_empty_upload_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"kosong\.txt is empty"):
        read_bytes(b"", "kosong.txt")


def test_too_large_file_is_refused_with_its_size_and_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "besar.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    [source] = read_sources([path])
    assert source.error == f"{path} has 50 MB; one article may have at most 10 MB, so split it."
    with pytest.raises(UnreadableArticle, match="10 MB"):
        read_bytes(b"x" * (uploads.MAX_FILE_BYTES + 1), "besar.txt")


def test_folder_is_walked_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.md", "b/d.txt", ".git/x.txt", ".hidden.txt", "foto.jpg"):
        (tmp_path / name).write_text(f"Isi berkas {name} ada di sini.")
    sources = list(read_sources([tmp_path]))
    assert [Path(source.name).relative_to(tmp_path).as_posix() for source in sources] == [
        "a.md",
        "c.txt",
        "b/d.txt",
    ]
    assert _errors(sources) == []
    assert count_sources([tmp_path]) == 3


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "rahasia.txt").write_text("Ini rahasia.")
    (folder / "isi.txt").write_text("Ini isi.")
    (folder / "dalam.txt").symlink_to(folder / "isi.txt")
    (folder / "luar.txt").symlink_to(outside / "rahasia.txt")
    (folder / "luar").symlink_to(outside)
    (folder / "buntu.txt").symlink_to(folder / "tiada.txt")
    (folder / "putar").symlink_to(folder)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipa.txt")
    sources = list(read_sources([folder]))
    assert _texts(sources) == ["Ini isi.", "Ini isi."]
    assert ["buntu.txt" in error for error in _errors(sources)] == [True]


def test_one_bad_path_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "baik.txt"
    good.write_text("Pasar dibuka.")
    empty = tmp_path / "kosong"
    empty.mkdir()
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"x")
    program = tmp_path / "program.txt"
    program.write_bytes(b"\x7fELF")
    pipe = tmp_path / "pipa.txt"
    os.mkfifo(pipe)
    paths = [tmp_path / "tiada.txt", picture, empty, pipe, Path("a\0b.txt"), program, good]
    sources = list(read_sources(paths))
    assert _texts(sources) == ["Pasar dibuka."]
    errors = _errors(sources)
    assert "does not exist" in errors[0]
    assert "cannot be read; Kutip reads" in errors[1]
    assert "holds no article" in errors[2]
    assert "not a regular file" in errors[3]
    assert "could not be read" in errors[4]
    assert errors[5].startswith(f"{program} is not a text file but a program")
    assert count_sources(paths) == len(sources)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Isi.")
    path.chmod(0)
    [source] = read_sources([path])
    assert source.error == f"{path} may not be read by this user; change its permissions."


def test_failing_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Isi.")
    (tmp_path / "b.jsonl").write_text("{}")

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    errors = _errors(list(read_sources([tmp_path])))
    assert ["may not be read" in error for error in errors] == [True, True]
    assert count_sources([tmp_path]) == 2


def test_unreadable_subfolder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise OSError(5, "input/output error", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    [source] = read_sources([tmp_path])
    assert source.error is not None
    assert "could not be read (input/output error)" in source.error


def test_json_lines_are_read_one_by_one_and_a_bad_line_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "artikel.jsonl"
    lines = [
        '{"id": 1, "text": "Satu naik."}',
        "",
        "bukan json",
        '{"text": 5}',
        '{"id": "d", "text": "Dua turun."}',
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    sources = list(read_sources([path]))
    assert [(source.line, source.article and source.article.external_id) for source in sources] == [
        (1, "1"),
        (3, None),
        (4, None),
        (5, "d"),
    ]
    assert _errors(sources)[0].startswith(f"{path}, line 3: The line is not JSON")
    assert '"text"' in _errors(sources)[1]
    assert count_sources([path]) == 4


def test_json_line_longer_than_the_limit_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 100)
    path = tmp_path / "artikel.jsonl"
    path.write_text(
        json.dumps({"text": "x " * 500}) + '\n{"text": "Pendek."}\n' + json.dumps({"text": "y" * 500})
    )
    sources = list(read_sources([path]))
    assert _texts(sources) == ["Pendek."]
    assert [source.line for source in sources if source.error] == [1, 3]
    assert "too long" in _errors(sources)[0]


def test_empty_json_lines_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "kosong.jsonl"
    path.write_text("\n\n")
    [source] = read_sources([path])
    assert source.error is not None
    assert "is empty" in source.error
    assert count_sources([path]) == 1


def test_standard_input_may_be_json_lines() -> None:
    sources = list(read_stdin(b'\n{"id": "a", "text": "Satu."}\n\n{"text": 1}\nrusak\n{"text": "Dua."}'))
    assert _texts(sources) == ["Satu.", "Dua."]
    assert [source.line for source in sources] == [2, 4, 5, 6]


def test_standard_input_may_be_json_lines_with_a_fault_in_the_first() -> None:
    assert _texts(list(read_stdin(b'{"id": []}\n{"text": "Dua."}'))) == ["Dua."]


def test_standard_input_may_be_one_article() -> None:
    [source] = read_stdin(b"{sic} Pasar dibuka.\nKios penuh.")
    assert _texts([source]) == ["{sic} Pasar dibuka.\nKios penuh."]


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "is empty"), (b"\x7fELF", "Standard input is not a text file")]
)
def test_unusable_standard_input_is_reported(data: bytes, words: str) -> None:
    [source] = read_stdin(data)
    assert source.error is not None
    assert words in source.error
