"""Tests of the output and exit status of the commands, as people and other programs use them."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import CommandLine, Finished

BRIDGE = (
    "Jembatan Kelana Diresmikan\n\n3 Maret 2025\n\n"
    "MUARASENJA – Jembatan Kelana diresmikan Wali Kota Larasati Wirabuana pada Senin. "
    "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.\n"
)


@pytest.fixture
def kutip(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    file = tmp_path / "jembatan.txt"
    file.write_text(BRIDGE, encoding="utf-8")
    return file


def only_sentence(done: Finished) -> str:
    """Returns the only line on stderr. Fails if there are more lines, such as a traceback."""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_article_is_added_asked_shown_and_deleted(kutip: CommandLine, bridge: Path) -> None:
    added = json.loads(kutip.in_a_process("add", str(bridge), "--json").stdout)
    assert (added["status"], added["sentences"], added["external_id"]) == ("added", 2, None)
    assert json.loads(kutip("add", str(bridge), "--json").stdout)["status"] == "unchanged"

    answer = json.loads(kutip.in_a_process("ask", "Berapa biaya Jembatan Kelana?", "--json").stdout)
    citation = answer["statements"][0]["citations"][0]
    assert answer["status"] == "answered"
    assert citation["published_on"] == "2025-03-03"

    shown = json.loads(kutip("show", added["article_id"], "--json").stdout)
    assert shown["text"][citation["start"] : citation["end"]] == citation["sentence"]
    assert "Rp 87 miliar" in citation["sentence"]
    assert [shown["text"][one["start"] : one["end"]] for one in shown["sentences"]][1] == citation["sentence"]

    spoken = kutip("ask", "Berapa biaya Jembatan Kelana?").stdout
    assert "Rp 87 miliar" in spoken
    assert "Jembatan Kelana Diresmikan" in spoken
    assert "3 Maret 2025" in spoken

    found = json.loads(kutip("search", "biaya jembatan", "-k", "1", "--json").stdout)
    assert [one["rank"] for one in found] == [1]
    assert found[0]["sentence"] in found[0]["passage"]

    assert kutip("delete", added["article_id"]).returncode == 0
    assert json.loads(kutip("articles", "--json").stdout) == []
    gone = json.loads(kutip("ask", "Berapa biaya Jembatan Kelana?", "--json").stdout)
    assert (gone["status"], gone["reason"]) == ("abstained", "no_articles")


def test_json_lines_keep_their_ids_and_a_bad_line_fails_alone(kutip: CommandLine, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a1", "text": "Air sungai naik. Warga mengungsi.", "published_on": "2025-01-02"}),
        "{not json",
        json.dumps({"id": "a2", "title": "Kosong"}),
        json.dumps({"id": "a3", "text": "The ferry sank on Monday. Nobody was hurt."}),
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = kutip("add", str(file), "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert {(one["external_id"], one["status"]) for one in results if one["status"] == "added"} == {
        ("a1", "added"),
        ("a3", "added"),
    }
    assert sorted(one["status"] for one in results) == ["added", "added", "failed", "failed"]
    assert "news.jsonl:2" in done.stderr
    assert "news.jsonl:3" in done.stderr
    replaced = kutip("add", "-", "--json", stdin=json.dumps({"id": "a1", "text": "Air sungai surut."}))
    assert json.loads(replaced.stdout)["status"] == "replaced"
    answer = json.loads(kutip("ask", "Apakah air sungai naik?", "--json").stdout)
    assert "naik" not in json.dumps(answer["statements"])


def test_batch_answers_in_order_and_a_bad_line_fails_alone(
    kutip: CommandLine, bridge: Path, tmp_path: Path
) -> None:
    kutip("add", str(bridge))
    batch = tmp_path / "questions.jsonl"
    lines: list[Any] = [
        json.dumps({"id": 1, "question": "Siapa yang meresmikan Jembatan Kelana?", "conversation": "c"}),
        "oops",
        json.dumps({"id": 2, "question": "🙂"}),
        json.dumps({"id": 4, "question": " "}),
        json.dumps({"id": 3, "question": "Berapa biayanya?", "conversation": "c"}),
        json.dumps({"id": "x", "question": "Berapa biaya Jembatan Kelana?", "articles": ["nosuch"]}),
    ]
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = kutip("ask", "--batch", str(batch), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [one["id"] for one in answers] == [1, None, 2, 4, 3, "x"]
    assert "JSON" in answers[1]["error"]
    assert (answers[2]["status"], answers[2]["intent"]) == ("replied", "nothing")
    assert "is empty" in answers[3]["error"]
    assert "Kelana" in answers[4]["standalone_question"]
    assert answers[5]["status"] == "abstained"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(64), "not a text file"),
        (b"\n\n  \n", "empty"),
    ],
)
def test_file_without_an_article_is_explained(
    kutip: CommandLine, tmp_path: Path, content: bytes, expected: str
) -> None:
    file = tmp_path / "artikel.txt"
    file.write_bytes(content)
    done = kutip("add", str(file))
    assert done.returncode == 1
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_encoding_is_decoded(kutip: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Café Señorita dibuka di Muarasenja. Pemiliknya René.".encode("cp1252"))
    added = json.loads(kutip("add", str(file), "--json").stdout)
    assert "Café Señorita" in json.loads(kutip("show", added["article_id"], "--json").stdout)["text"]


def test_missing_file_and_link_are_named(kutip: CommandLine) -> None:
    done = kutip("add", "tidak-ada.txt", "https://example.org/news")
    assert done.returncode == 1
    assert "tidak-ada.txt" in done.stderr
    assert "https://example.org/news" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 2),
        (("nonsense",), 2),
        (("ask",), 2),
        (("ask", "apa?", "--batch", "x"), 2),
        (("ask", "--batch", "x"), 2),
        (("search", "x", "-k", "0"), 2),
        (("show", "nosuch"), 1),
        (("delete", "nosuch"), 1),
        (("ask", ""), 1),
        (("ask", "--batch", "nosuch.jsonl", "--json"), 1),
    ],
)
def test_exit_status_distinguishes_wrong_usage_from_failure(
    kutip: CommandLine, arguments: tuple[str, ...], status: int
) -> None:
    done = kutip(*arguments)
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"), [(("articles",), 0), (("show", "nosuch"), 1), (("ask",), 2)]
)
def test_process_ends_with_the_status_of_its_command(
    kutip: CommandLine, arguments: tuple[str, ...], status: int
) -> None:
    done = kutip.in_a_process(*arguments)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


def test_setting_that_cannot_be_used_stops_the_start(kutip: CommandLine) -> None:
    done = kutip.in_a_process("articles", ADMIN_IDS="siapa")
    assert done.returncode == 1
    assert only_sentence(done).startswith("ADMIN_IDS ")


def test_folder_that_cannot_be_written_is_named(kutip: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = kutip("articles", KUTIP_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 1
    assert only_sentence(done).startswith("KUTIP_HOME ")


def test_run_without_a_token_names_it(kutip: CommandLine) -> None:
    done = kutip("run")
    assert done.returncode == 1
    assert only_sentence(done).startswith("TELEGRAM_BOT_TOKEN ")


def test_index_of_another_model_says_to_reindex(kutip: CommandLine, bridge: Path) -> None:
    import chromadb

    kutip("add", str(bridge))
    client: Any = chromadb.PersistentClient(str(kutip.home / "index" / "chroma"))
    collection = client.list_collections()[0]
    collection.modify(metadata={**(collection.metadata or {}), "model": "other:model"})
    client.close()
    refused = kutip("ask", "Berapa biaya Jembatan Kelana?")
    assert refused.returncode == 1
    assert "kutip reindex" in only_sentence(refused)
    assert kutip("reindex").returncode == 0
    assert "Rp 87 miliar" in kutip("ask", "Berapa biaya Jembatan Kelana?").stdout


def test_lost_index_is_rebuilt_at_the_next_question(kutip: CommandLine, bridge: Path) -> None:
    kutip("add", str(bridge))
    shutil.rmtree(kutip.home / "index")
    assert "Rp 87 miliar" in kutip("ask", "Berapa biaya Jembatan Kelana?").stdout


def test_doctor_finds_no_fault_in_a_new_installation(kutip: CommandLine) -> None:
    done = kutip("doctor")
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout


def test_piped_chat_loads_the_samples_and_answers_each_line(kutip: CommandLine) -> None:
    done = kutip.in_a_process(
        "chat",
        stdin="Siapa duta besar baru Laos?\nKapan mereka bertemu?\nBerapa harga beras hari ini?\n",
    )
    assert done.returncode == 0, done.stderr
    first, second, third = done.stdout.split("› ")[1:]
    assert "Buakeo Phumvongsay" in first
    assert "20 April 2022" in second
    assert "[1]" in first
    assert "[1]" in second
    assert "[1]" not in third
    assert "Saya belum menemukan" in third


def test_kill_while_adding_loses_nothing_that_was_reported(kutip: CommandLine, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"n{n}", "text": f"Berita ke-{n} dari Kota {n}. Warga {n} orang. Rapat nomor {n}."})
        for n in range(60)
    ]
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    reported: set[str] = set()
    for lines_before_the_kill in (1, 10, 20):
        with kutip.start("add", str(file), "--json") as process:
            assert process.stdout is not None
            for _ in range(lines_before_the_kill):
                reported.add(json.loads(process.stdout.readline())["external_id"])
            process.send_signal(signal.SIGKILL)
        visible = {one["external_id"] for one in json.loads(kutip("articles", "--json").stdout)}
        assert reported <= visible
    results = [json.loads(line) for line in kutip("add", str(file), "--json").stdout.splitlines()]
    assert {one["status"] for one in results} <= {"added", "unchanged"}
    articles = json.loads(kutip("articles", "--json").stdout)
    assert sorted(one["external_id"] for one in articles) == sorted(f"n{n}" for n in range(60))
    assert "FAIL" not in kutip("doctor").stdout


def test_commands_work_while_another_process_owns_the_index(
    kutip: CommandLine, bridge: Path, tmp_path: Path
) -> None:
    ferry = tmp_path / "feri.txt"
    ferry.write_text(
        "Kapal feri Camar tenggelam di Tanjung Layung pada Senin malam.\n\n"
        "Nakhoda kapal feri Camar, Surya Lanang, selamat dan sudah diperiksa petugas."
    )
    kutip("add", str(bridge))
    owner = kutip.start("chat")
    assert owner.stdin is not None
    assert owner.stdout is not None

    def ask_owner(question: str) -> str:
        assert owner.stdin is not None
        assert owner.stdout is not None
        owner.stdin.write(question + "\n")
        owner.stdin.flush()
        lines: list[str] = []
        while not (lines and lines[-1].startswith(("[1]", "Yang paling", "Saya belum", "Belum ada"))):
            line = owner.stdout.readline()
            assert line, "the owner ended"
            lines.append(line)
        return "".join(lines)

    try:
        assert "Rp 87 miliar" in ask_owner("Berapa biaya Jembatan Kelana?")
        assert "Rp 87 miliar" in kutip("ask", "Berapa biaya Jembatan Kelana?").stdout
        added = json.loads(kutip("add", str(ferry), "--json").stdout)
        assert added["status"] == "added"
        # The owner learns of the new article within a second or so; the test's own timeout is the limit.
        while "Surya Lanang" not in ask_owner("Siapa nakhoda kapal feri Camar?"):
            pass
        assert kutip("delete", added["article_id"]).returncode == 0
        assert "Surya Lanang" not in ask_owner("Siapa nakhoda kapal feri Camar?")
        assert "stop it" in kutip("reindex").stderr
    finally:
        owner.stdin.close()
        owner.wait(timeout=30)
        owner.stdout.close()


def test_verify_judges_each_line_and_a_bad_line_fails_alone(kutip: CommandLine, tmp_path: Path) -> None:
    sentences = ["Rini Sasmita membawa 1.500 dosis pada Rabu (20/4)."]
    claims = [
        {"id": "same", "statement": "Rini Sasmita brought 1,500 doses.", "sentences": sentences},
        {"id": "number", "statement": "Rini Sasmita membawa 15 dosis.", "sentences": sentences},
        {
            "id": "day", "statement": "Rini Sasmita membawa 1.500 dosis pada Rabu.",
            "sentences": sentences, "published_on": "2022-04-22",
        },
        {"id": "none", "statement": "Rini Sasmita pergi.", "sentences": []},
        {"id": "bad", "statement": "Rini Sasmita pergi.", "sentences": "Rini Sasmita pergi."},
        {"id": "date", "statement": "x", "sentences": [], "published_on": "22 April"},
    ]  # fmt: skip
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join([*map(json.dumps, claims), "no json", ""]), encoding="utf-8")
    done = kutip("verify", "--batch", str(file), "--json")
    assert done.returncode == 0, done.stderr
    same, number, day, none, bad, wrong_date, no_json = map(json.loads, done.stdout.splitlines())
    assert set(same) == {"id", "verdict", "supported", "score", "problems"}
    assert [one["verdict"] for one in (same, number, none)] == ["supported", "contradicted", "unproved"]
    assert [(one["id"], one["supported"]) for one in (same, number, day, none)] == [
        ("same", True), ("number", False), ("day", True), ("none", False),
    ]  # fmt: skip
    assert number["problems"] == ["number_mismatch"]
    assert none["problems"] == ["no_citation"]
    assert "sentences" in bad["error"]
    assert "published_on" in wrong_date["error"]
    assert no_json["error"].startswith("Line 7 is not JSON")


def test_verify_tells_what_words_of_two_languages_cannot(kutip: CommandLine, tmp_path: Path) -> None:
    """The file has more lines than are embedded at once, one of them invalid; all results come in order."""
    sentences = ["Sungai itu meluap.", "Pemain itu mencetak gol."]
    claims = [
        {"id": number, "statement": "The river flooded.", "sentences": [sentences[number % 2]]}
        for number in range(70)
    ]
    claims[3] = {"id": 3, "statement": None}
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, claims)), encoding="utf-8")
    done = kutip("verify", "--batch", str(file), "--json")
    assert done.returncode == 0, done.stderr
    lines = list(map(json.loads, done.stdout.splitlines()))
    assert [line["id"] for line in lines] == list(range(70))
    assert "statement" in lines.pop(3)["error"]
    assert all(line["supported"] == (line["id"] % 2 == 0) for line in lines)
    assert all(line["problems"] == ["unrelated"] for line in lines if line["id"] % 2)
