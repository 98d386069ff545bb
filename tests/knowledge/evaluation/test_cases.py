"""Tests of reading the cases of a data folder, and of the errors for invalid lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import TellUser
from knowledge.evaluation import cases
from knowledge.evaluation.cases import Place

GOOD = '{"id": "q1", "question": "Siapa lurah?", "evidence": [{"article": "a1", "start": 0, "end": 9}]}'


def write(folder: Path, name: str, *lines: str) -> Path:
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_missing_files_are_named(tmp_path: Path) -> None:
    data = cases.read(write(tmp_path, "questions", GOOD))

    assert [case.id for case in data.questions] == ["q1"]
    assert data.missing == ("conversations.jsonl", "statements.jsonl", "hostile.jsonl", "boundaries.jsonl")


def test_evidence_names_the_right_article(tmp_path: Path) -> None:
    (case,) = cases.read(write(tmp_path, "questions", GOOD)).questions

    assert case.articles == {"a1"}
    assert case.evidence == (Place("a1", 0, 9),)
    assert case.answerable
    assert case.group == "q1"


def test_labels_of_a_question_are_read(tmp_path: Path) -> None:
    line = GOOD[:-1] + ', "kind": "fact", "style": "typo", "language": "en", "pair": 0, "cut": false, '
    write(tmp_path, "questions", line + '"question_only": 1}', '{"id": "q2", "question": "Siapa?"}')

    labelled, plain = cases.read(tmp_path).questions

    assert (labelled.kind, labelled.style, labelled.language, labelled.pair) == ("fact", "typo", "en", "0")
    assert (labelled.cut, labelled.question_only) == (False, 1.0)
    assert (plain.kind, plain.pair, plain.cut, plain.question_only) == ("", "", None, None)


def test_every_kind_of_line_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        "conversations",
        '{"id": 1, "turns": [{"question": "Kapan?", "standalone": "Kapan pasar buka?"}]}',
    )
    write(tmp_path, "statements", '{"id": "s", "statement": "A.", "sentences": ["A."], "supported": true, '
          '"published_on": "2024-05-01"}')  # fmt: skip
    write(tmp_path, "hostile", '{"id": "h", "question": "Siapa?", "text": "A. B.", "clean_text": "A.", '
          '"planted": "B.", "answers": ["A"]}')  # fmt: skip
    write(tmp_path, "boundaries", "", '{"id": "b", "text": "Ya. Ya.", "sentences": [[0, 3], [4, 7]]}')

    data = cases.read(tmp_path)

    assert data.conversations[0].id == "1"
    assert data.conversations[0].turns[0].standalone == "Kapan pasar buka?"
    assert str(data.statements[0].published_on) == "2024-05-01"
    assert data.hostile[0].planted == "B."
    assert data.boundaries[0].spans == ((0, 3), (4, 7))


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("questions", "{", "this is not JSON"),
        ("questions", "[]", "this is not a JSON object"),
        ("questions", '{"id": "q2"}', 'there is no "question"'),
        ("questions", '{"question": "Siapa?"}', 'there is no "id"'),
        ("questions", GOOD, "the id 'q1' appears twice"),
        ("questions", '{"id": "q2", "question": "A?", "answerable": null}', "in a draft it is null"),
        ("questions", '{"id": "q2", "question": "Siapa?", "answers": "A"}', '"answers" is not a list'),
        ("questions", '{"id": "q2", "question": "A?", "evidence": [{"start": 0}]}', 'has no "article"'),
        ("questions", '{"id": "q2", "question": "Siapa?", "evidence": [{"article": "a"}]}', 'nor a "text"'),
        ("questions", '{"id": "q2", "question": "Siapa?", "evidence": ["a"]}', "not a list of objects"),
        ("questions", '{"id": "q2", "question": "Siapa?", "kind": ["fact"]}', '"kind" is not a text'),
        ("questions", '{"id": "q2", "question": "Siapa?", "cut": 1}', '"cut" must be true or false'),
        ("questions", '{"id": "q2", "question": "Siapa?", "question_only": 1.1}', "not a number from 0 to 1"),
        ("questions", '{"id": "q2", "question": "Siapa?", "question_only": true}', "not a number"),
        ("conversations", '{"id": "c", "turns": []}', '"turns" is not a list of objects'),
        ("statements", '{"id": "s", "statement": "A.", "sentences": []}', '"supported" must be'),
        ("statements", '{"id": "s", "statement": "A.", "supported": true, "published_on": 1}', "not a date"),
        ("hostile", '{"id": "h", "question": "Siapa?"}', 'there is no "text"'),
        ("boundaries", '{"id": "b", "text": "A.", "sentences": [[0]]}', "not a list of [start, end]"),
    ],
)  # fmt: skip
def test_invalid_line_is_reported_with_file_and_line_number(
    tmp_path: Path, name: str, line: str, message: str
) -> None:
    first = GOOD if name == "questions" else ""
    with pytest.raises(TellUser) as caught:
        cases.read(write(tmp_path, name, first, line))

    assert str(caught.value).startswith(f"{name}.jsonl, line 2: ")
    assert message in str(caught.value)


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(TellUser, match="There is no folder"):
        cases.read(tmp_path / "none")
