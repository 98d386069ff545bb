"""The real command with a language model behind it: what people see of it, and what it may cost."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, refuses, says
from tests.e2e.test_command_line import BRIDGE
from tests.knowledge.answering.test_writer import label, prompt_of

PATIENCE_S = 120.0
COST = "Berapa biaya Jembatan Kelana?"


@dataclass(frozen=True)
class Finished:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """The command over one data folder with one article, and a model at ``server``."""

    folder: Path
    server: OpenAIServer

    async def start(self, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.cli",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self.folder,
            env=kept
            | {
                "KUTIP_HOME": str(self.folder / "home"),
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "PYTHONUTF8": "1",
                "LLM_MODEL": "openai:test-model",
                "OPENAI_BASE_URL": self.server.url,
            }
            | settings,
        )

    async def run(self, *arguments: str, **settings: str) -> Finished:
        process = await self.start(*arguments, **settings)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE_S)
        assert process.returncode is not None
        return Finished(process.returncode, out.decode(), err.decode())


async def command(tmp_path: Path, server: OpenAIServer) -> Command:
    (tmp_path / "jembatan.txt").write_text(BRIDGE, encoding="utf-8")
    made = Command(tmp_path, server)
    assert (await made.run("add", "jembatan.txt")).status == 0
    return made


def honest(request: Json) -> Behaviour:
    return says(f"Jembatan itu menelan biaya Rp 87 miliar.{label(prompt_of(request), '87 miliar')}")


async def test_chat_shows_each_statement_as_soon_as_it_is_proved(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    def script(request: Json) -> Behaviour:
        here = label(prompt_of(request), "87 miliar")
        return says(
            f"Jembatan itu menelan biaya Rp 87 miliar.{here}\n", "Panj", go_on, f"angnya 420 meter.{here}"
        )

    async with OpenAIServer(script) as server:
        kutip = await command(tmp_path, server)
        process = await kutip.start("chat")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{COST}\n".encode())
        process.stdin.write_eof()
        shown = b""
        while "87 miliar. [" not in shown.decode():
            shown += await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        assert b"420" not in shown
        go_on.set()
        shown += await asyncio.wait_for(process.stdout.read(), PATIENCE_S)
        assert await process.wait() == 0
    text = shown.decode()
    assert text.count("Jembatan itu menelan biaya Rp 87 miliar. [") == 1
    assert text.count("Panjangnya 420 meter. [") == 1
    assert text.count("“Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.”") == 1
    assert text.index("Panjangnya") < text.index("Jembatan Kelana Diresmikan")


async def test_json_tells_the_mode_and_the_tokens_and_the_second_time_costs_nothing(tmp_path: Path) -> None:
    async with OpenAIServer(honest) as server:
        kutip = await command(tmp_path, server)
        first, second = [json.loads((await kutip.run("ask", COST, "--json")).out) for _ in range(2)]
        assert len(server.requests) == 1
    assert first["mode"] == second["mode"] == "llm"
    assert first["usage"]["input_tokens"] > 0
    assert second["usage"] == {"input_tokens": 0, "output_tokens": 0}
    assert first["statements"] == second["statements"]


async def test_budget_of_the_day_ends_in_one_sentence(tmp_path: Path) -> None:
    async with OpenAIServer(honest) as server:
        kutip = await command(tmp_path, server)
        assert (await kutip.run("ask", COST, DAILY_QUESTIONS="1")).status == 0
        refused = await kutip.run("ask", COST, DAILY_QUESTIONS="1")
    assert refused.status == 1
    assert refused.out == ""
    assert refused.err.startswith("All questions for today are used up; ask again after 00:00 WIB on ")
    assert len(refused.err.splitlines()) == 1


async def test_model_that_is_away_is_said_in_one_honest_line(tmp_path: Path) -> None:
    async with OpenAIServer(lambda _: refuses(401, "wrong key sk-hush")) as server:
        kutip = await command(tmp_path, server)
        spoken = await kutip.run("ask", COST, OPENAI_API_KEY="sk-hush")
        checked = await kutip.run("doctor", OPENAI_API_KEY="sk-hush")
    assert spoken.status == 0
    assert "Rp 87 miliar" in spoken.out
    assert "Model bahasa sedang tidak menjawab" in spoken.out
    assert checked.status == 1
    [failed] = [line for line in checked.out.splitlines() if line.startswith("FAIL")]
    assert "OPENAI_API_KEY" in failed
    assert "hush" not in spoken.out + spoken.err + checked.out + checked.err


async def test_doctor_tries_both_models(tmp_path: Path) -> None:
    async with OpenAIServer(lambda _: says("ready")) as server:
        kutip = await command(tmp_path, server)
        done = await kutip.run("doctor", LLM_VERIFIER="openai:second-model")
        assert [one.body["model"] for one in server.requests] == ["test-model", "second-model"]
    assert done.status == 0, done.out
    assert "openai:test-model answers (LLM_MODEL" in done.out
    assert "openai:second-model answers (LLM_VERIFIER" in done.out


@pytest.mark.parametrize("name", ["LLM_MODEL", "LLM_VERIFIER"])
async def test_model_without_a_provider_names_the_setting(tmp_path: Path, name: str) -> None:
    async with OpenAIServer(honest) as server:
        kutip = await command(tmp_path, server)
        done = await kutip.run("ask", COST, **{name: "just-a-name"})
    assert done.status == 1
    assert done.err.startswith(f"{name} has a value that cannot be used: it expects provider:model")
