"""Tests of finding documents on disk: folders, links, and files that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.adapters.sources.files import count, from_paths
from knowledge.ports import Source


def _texts(sources: list[Source]) -> list[str]:
    return [source.document.text for source in sources if source.document]


def _errors(sources: list[Source]) -> list[str]:
    return [source.error for source in sources if source.error]


def test_too_large_file_is_refused_with_its_size_and_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "besar.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    [source] = from_paths([path])
    assert source.error == f"{path} has 50 MB; one article may have at most 10 MB, so split it."


def test_folder_is_walked_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.md", "b/d.txt", ".git/x.txt", ".hidden.txt", "foto.jpg"):
        (tmp_path / name).write_text(f"Isi berkas {name} ada di sini.")
    sources = list(from_paths([tmp_path]))
    assert [Path(source.name).relative_to(tmp_path).as_posix() for source in sources] == [
        "a.md",
        "c.txt",
        "b/d.txt",
    ]
    assert _errors(sources) == []
    assert count([tmp_path]) == 3


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
    sources = list(from_paths([folder]))
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
    sources = list(from_paths(paths))
    assert _texts(sources) == ["Pasar dibuka."]
    errors = _errors(sources)
    assert "does not exist" in errors[0]
    assert "cannot be read; Kutip reads" in errors[1]
    assert "holds no article" in errors[2]
    assert "not a regular file" in errors[3]
    assert "could not be read" in errors[4]
    assert errors[5].startswith(f"{program} is not a text file but a program")
    assert count(paths) == len(sources)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Isi.")
    path.chmod(0)
    [source] = from_paths([path])
    assert source.error == f"{path} may not be read by this user; change its permissions."


def test_failing_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Isi.")
    (tmp_path / "b.jsonl").write_text("{}")

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    errors = _errors(list(from_paths([tmp_path])))
    assert ["may not be read" in error for error in errors] == [True, True]
    assert count([tmp_path]) == 2


def test_unreadable_subfolder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise OSError(5, "input/output error", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    [source] = from_paths([tmp_path])
    assert source.error is not None
    assert "could not be read (input/output error)" in source.error
