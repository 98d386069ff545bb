"""Tests that help texts, messages and the README name the same kinds of file as the code."""

from __future__ import annotations

import re

import pytest

from bot.cli import cli
from bot.messages.catalogue import load_catalogue
from knowledge.ports.file_kinds import (
    COMMON_KINDS,
    READABLE_BYTES_KINDS,
    SINGLE_ARTICLE_KINDS,
    SUFFIXES,
    FileKind,
    kind_of,
    listed,
)
from tests.paths import REPOSITORY

SUFFIX = re.compile(r"\.[a-z]{2,8}\b")
ALL = {suffixes[0] for suffixes in SUFFIXES.values()}
COMMON = {SUFFIXES[kind][0] for kind in COMMON_KINDS}
SINGLE = {SUFFIXES[kind][0] for kind in SINGLE_ARTICLE_KINDS if kind in COMMON_KINDS}


def named(text: str) -> set[str]:
    """The known file name endings that a text mentions."""
    known = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes}
    return known & set(SUFFIX.findall(text))


@pytest.mark.parametrize("kind", SUFFIXES)
def test_kind_of_a_file_is_told_by_the_ending_of_its_name_in_any_case(kind: FileKind) -> None:
    for suffix in SUFFIXES[kind]:
        assert kind_of(f"berita/Pasar{suffix}") == kind_of(f"PASAR{suffix.upper()}") == kind
        assert kind_of(suffix.removeprefix(".")) is None
    assert kind_of("foto.jpg") is None


def test_no_ending_belongs_to_two_kinds() -> None:
    suffixes = [suffix for kind in SUFFIXES.values() for suffix in kind]
    assert len(suffixes) == len(set(suffixes))
    assert set(SINGLE_ARTICLE_KINDS) | set(READABLE_BYTES_KINDS) <= SUFFIXES.keys()


def test_endings_are_listed_for_a_sentence() -> None:
    assert listed(COMMON_KINDS) == ".txt, .md, .html, .pdf, .docx, .jsonl and .zip"


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    ("message", "suffixes"),
    [
        ("help-admin", COMMON),
        ("add-how", COMMON),
        ("upload-wrong-type", COMMON),
        ("replace-how", SINGLE),
        ("replace-wrong-type", SINGLE),
    ],
)
def test_messages_name_the_common_files_that_are_read(
    language: str, message: str, suffixes: set[str]
) -> None:
    assert named(load_catalogue().choose(language)(message, example="a1b2c3")) == suffixes


def test_help_of_the_command_names_the_files_that_are_read() -> None:
    assert named(cli.commands["add"].help or "") == ALL


def test_readme_names_the_files_that_are_read() -> None:
    lines = (REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith(("| `/add`", "| `kutip add SOURCE"))]
    assert [named(row) for row in rows] == [COMMON, ALL]
