"""Tests of files of JSON lines: valid lines, invalid lines, and the articles made of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.adapters.sources import json_lines
from knowledge.adapters.sources.files import count, from_paths
from knowledge.adapters.sources.json_lines import from_json_line
from knowledge.articles.reading import SourceArticle, read_each
from knowledge.models import ArticleText
from knowledge.ports import Source

DAY = date(2022, 4, 22)


def _read(line: str | bytes) -> SourceArticle:
    data = line.encode() if isinstance(line, str) else line
    [item] = read_each([from_json_line(data, "a.jsonl", 3)])
    return item


def _article(line: str | bytes) -> ArticleText:
    article = _read(line).article
    assert article is not None
    return article


def _errors(sources: list[Source]) -> list[str]:
    return [source.error for source in sources if source.error]


def test_json_line_is_read() -> None:
    article = _article(
        '{"id": 7, "title": " Judul ", "text": " Isi\\r\\nbaru\\u0000.\\u200b ",'
        ' "published_on": "22 April 2022",'
        ' "publisher": "Warta", "url": "https://contoh.id"}'
    )
    assert (article.external_id, article.title, article.published_on) == ("7", " Judul ", DAY)
    assert (article.publisher, article.url) == ("Warta", "https://contoh.id")
    assert article.text == " Isi\nbaru.\u200b "


def test_absent_fields_of_a_json_line_are_left_open() -> None:
    article = _article(b'{"text": "Isi.", "id": null, "title": null, "published_on": "", "url": "", "x": 1}')
    assert article == ArticleText("Isi.")


def test_lone_surrogates_of_a_json_line_are_removed() -> None:
    assert _article('{"text": "Isi \\ud800baru \\ud83d\\ude42."}').text == "Isi baru 🙂."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "not JSON"),
        (b"\xff\xfe\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", 'no "text"'),
        ('{"text": 5}', '"text" is not a string'),
        ('{"text": "  "}', '"text" is empty'),
        ('{"text": "12"}', '"text" has no letters'),
        ('{"text": "Isi.", "id": 1.5}', '"id"'),
        ('{"text": "Isi.", "id": true}', '"id"'),
        ('{"text": "Isi.", "title": []}', '"title"'),
        ('{"text": "Isi.", "publisher": 1}', '"publisher"'),
        ('{"text": "Isi.", "url": {}}', '"url"'),
        ('{"text": "Isi.", "published_on": "kemarin"}', '"published_on" is not a date'),
        ('{"text": "Isi.", "published_on": 20220422}', '"published_on" is not a string'),
    ],
)
def test_faulty_json_line_is_refused_naming_the_line_and_the_field(line: str | bytes, words: str) -> None:
    item = _read(line)
    assert item.line == 3
    assert item.error is not None
    assert item.error.startswith("a.jsonl, line 3: ")
    assert words in item.error


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
    sources = list(from_paths([path]))
    assert [(source.line, source.document and source.document.external_id) for source in sources] == [
        (1, "1"),
        (3, None),
        (4, None),
        (5, "d"),
    ]
    assert _errors(sources)[0].startswith(f"{path}, line 3: The line is not JSON")
    assert '"text"' in _errors(sources)[1]
    assert count([path]) == 4


def test_json_line_longer_than_the_limit_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_ARTICLE_BYTES", 100)
    path = tmp_path / "artikel.jsonl"
    path.write_text(
        json.dumps({"text": "x " * 500}) + '\n{"text": "Pendek."}\n' + json.dumps({"text": "y" * 500})
    )
    sources = list(from_paths([path]))
    assert [source.document.text for source in sources if source.document] == ["Pendek."]
    assert [source.line for source in sources if source.error] == [1, 3]
    assert "too long" in _errors(sources)[0]


def test_empty_json_lines_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "kosong.jsonl"
    path.write_text("\n\n")
    [source] = from_paths([path])
    assert source.error == f"{path} is empty; write one article a line, as a JSON object."
    assert count([path]) == 1
