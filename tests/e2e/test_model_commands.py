"""Tests of commands with a language model: what they print, and when they call the model."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine, Finished
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, refuses, says
from tests.e2e.test_command_line import BRIDGE
from tests.knowledge.answering.test_writer import label, prompt_of
from tests.model_checks import vouching

COST = "Berapa biaya Jembatan Kelana?"


@dataclass(frozen=True)
class Command:
    """Runs ``kutip`` over a data folder with one article, with a model on the scripted server.

    The server answers on the event loop of the test, so commands run in another thread.
    """

    line: CommandLine

    async def run(self, *arguments: str, **settings: str) -> Finished:
        return await asyncio.to_thread(self.line, *arguments, **settings)


async def command(tmp_path: Path, server: OpenAIServer) -> Command:
    (tmp_path / "jembatan.txt").write_text(BRIDGE, encoding="utf-8")
    settings = {"LLM_MODEL": "openai:test-model", "OPENAI_BASE_URL": server.url}
    made = Command(CommandLine(tmp_path, settings))
    assert (await made.run("add", "jembatan.txt")).returncode == 0
    return made


def honest(request: Json) -> Behaviour:
    return says(f"Jembatan itu menelan biaya Rp 87 miliar.{label(prompt_of(request), '87 miliar')}")


async def test_chat_shows_each_statement_as_soon_as_it_is_verified(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    def script(request: Json) -> Behaviour:
        here = label(prompt_of(request), "87 miliar")
        return says(
            f"Jembatan itu menelan biaya Rp 87 miliar.{here}\n", "Panj", go_on, f"angnya 420 meter.{here}"
        )

    async with OpenAIServer(vouching(script)) as server:
        kutip = await command(tmp_path, server)
        with kutip.line.start("chat") as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{COST}\n")
            process.stdin.close()
            text = ""
            while "87 miliar. [" not in text:
                line = await asyncio.to_thread(process.stdout.readline)
                assert line, "the process ended"
                text += line
            assert "420" not in text
            go_on.set()
            text += await asyncio.to_thread(process.stdout.read)
            assert await asyncio.to_thread(process.wait) == 0
    assert text.count("Jembatan itu menelan biaya Rp 87 miliar. [") == 1
    assert text.count("Panjangnya 420 meter. [") == 1
    assert text.count("“Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.”") == 1
    assert text.index("Panjangnya") < text.index("Jembatan Kelana Diresmikan")


async def test_json_tells_the_mode_and_the_tokens_and_the_second_time_costs_nothing(tmp_path: Path) -> None:
    async with OpenAIServer(vouching(honest)) as server:
        kutip = await command(tmp_path, server)
        first, second = [json.loads((await kutip.run("ask", COST, "--json")).stdout) for _ in range(2)]
        assert len(server.requests) == 2  # the answer and its check
    assert first["mode"] == second["mode"] == "llm"
    words = sum(len(request.system.split()) + len(request.user.split()) for request in server.requests)
    assert first["usage"]["input_tokens"] == words
    assert second["usage"] == {"input_tokens": 0, "output_tokens": 0}
    assert first["statements"] == second["statements"]


async def test_used_up_quota_is_one_sentence(tmp_path: Path) -> None:
    async with OpenAIServer(vouching(honest)) as server:
        kutip = await command(tmp_path, server)
        assert (await kutip.run("ask", COST, DAILY_QUESTIONS="1")).returncode == 0
        refused = await kutip.run("ask", COST, DAILY_QUESTIONS="1")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("All questions for today are used up; ask again after 00:00 WIB on ")
    assert len(refused.stderr.splitlines()) == 1


async def test_answer_without_a_working_model_says_so_in_one_line(tmp_path: Path) -> None:
    async with OpenAIServer(lambda _: refuses(401, "wrong key sk-hush")) as server:
        kutip = await command(tmp_path, server)
        spoken = await kutip.run("ask", COST, OPENAI_API_KEY="sk-hush")
        checked = await kutip.run("doctor", OPENAI_API_KEY="sk-hush")
    assert spoken.returncode == 0
    assert "Rp 87 miliar" in spoken.stdout
    assert "Model bahasa sedang tidak menjawab" in spoken.stdout
    assert checked.returncode == 1
    [failed] = [line for line in checked.stdout.splitlines() if line.startswith("FAIL")]
    assert "OPENAI_API_KEY" in failed
    assert "hush" not in spoken.stdout + spoken.stderr + checked.stdout + checked.stderr


async def test_doctor_tries_both_models(tmp_path: Path) -> None:
    async with OpenAIServer(lambda _: says("ready")) as server:
        kutip = await command(tmp_path, server)
        done = await kutip.run("doctor", LLM_VERIFIER="openai:second-model")
        assert [one.body["model"] for one in server.requests] == ["test-model", "second-model"]
    assert done.returncode == 0, done.stdout
    assert "openai:test-model answers (LLM_MODEL" in done.stdout
    assert "openai:second-model answers (LLM_VERIFIER" in done.stdout


@pytest.mark.parametrize("name", ["LLM_MODEL", "LLM_VERIFIER"])
async def test_model_without_a_provider_names_the_setting(tmp_path: Path, name: str) -> None:
    async with OpenAIServer(vouching(honest)) as server:
        kutip = await command(tmp_path, server)
        done = await kutip.run("ask", COST, **{name: "just-a-name"})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} has a value that cannot be used: it expects provider:model")


async def test_verify_lets_the_model_judge_what_words_do_not_refute(tmp_path: Path) -> None:
    sentences = ["Pemerintah kota berencana menutup Pasar Lembayung bulan depan."]
    claims = [
        {"id": "plan", "statement": "Pasar Lembayung akan ditutup pemerintah kota.", "sentences": sentences},
        {"id": "done", "statement": "Pasar Lembayung sudah ditutup.", "sentences": sentences},
        {"id": "none", "statement": "Pasar Lembayung ramai.", "sentences": []},
        {"id": "silent", "statement": "Pasar Lembayung ada di kota.", "sentences": sentences},
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)), encoding="utf-8")
    async with OpenAIServer(lambda _: says("1: supported\n2: contradicted")) as server:
        kutip = await command(tmp_path, server)
        without = await kutip.run("verify", "--batch", "claims.jsonl", "--json")
        asked_before = len(server.requests)
        done = await kutip.run("verify", "--batch", "claims.jsonl", "--json", "--model")
        [request] = server.requests[asked_before:]
    assert asked_before == 0
    lines = {line["id"]: line for line in map(json.loads, done.stdout.splitlines())}
    alone = {line["id"]: line for line in map(json.loads, without.stdout.splitlines())}
    assert (lines["plan"]["verdict"], lines["plan"]["problems"]) == ("supported", [])
    assert (lines["done"]["verdict"], lines["done"]["supported"]) == ("contradicted", False)
    assert lines["none"] == alone["none"]
    assert lines["silent"] == alone["silent"]
    assert "Pasar Lembayung ramai." not in request.user


async def test_verify_by_a_model_needs_one(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text("", encoding="utf-8")
    line = CommandLine(tmp_path)
    done = await asyncio.to_thread(line, "verify", "--batch", "claims.jsonl", "--json", "--model")
    assert done.returncode != 0
    assert "LLM_VERIFIER or LLM_MODEL" in done.stderr


async def test_verify_by_a_verifier_needs_no_model_that_writes(tmp_path: Path) -> None:
    claim = {"id": 1, "statement": "Pasar itu ramai.", "sentences": ["Pasar itu ramai sekali."]}
    (tmp_path / "claims.jsonl").write_text(json.dumps(claim), encoding="utf-8")
    async with OpenAIServer(lambda _: says("1: unproved")) as server:
        settings = {"LLM_VERIFIER": "openai:test-model", "OPENAI_BASE_URL": server.url}
        line = CommandLine(tmp_path, settings)
        done = await asyncio.to_thread(line, "verify", "--batch", "claims.jsonl", "--json", "--model")
    assert json.loads(done.stdout)["verdict"] == "unproved"
