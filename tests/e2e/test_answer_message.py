"""Tests of the bot process with very long answers and unexpected errors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import sqlalchemy as sa

from bot.messages.catalogue import load_catalogue
from bot.wiring import DATABASE_FILE
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.installation import BRIDGE, SITI, Installation
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, says
from tests.model_checks import vouching

ID = load_catalogue().choose("id")
VILLAGES = ("Rawa Jingga", "Ujung Lontar", "Bukit Sawo", "Teluk Kapas", "Muara Inai", "Tanjung Belida")
GOODS = (
    "beras",
    "garam",
    "kain layar",
    "minyak kelapa",
    "rotan",
    "ikan asin",
    "damar",
    "kopi",
    "lada",
    "sagu",
)


def _market_report(lines: int) -> str:
    """An article of long sentences, each with its own village and numbers."""
    report = ["Laporan Pasar <b>&</b> Pelabuhan Lembayung", "", "Rabu, 12 Juni 2024", ""]
    for number in range(lines):
        sold = ", ".join(
            f"{goods} {100 * number + 7 * place + 11} karung" for place, goods in enumerate(GOODS * 2)
        )
        village = VILLAGES[number % len(VILLAGES)]
        report.append(f"Pasar Lembayung pada pekan ke-{number + 1} menerima dari {village} {sold}.")
    return "\n".join(report)


def _quotes_everything(request: Json) -> Behaviour:
    evidence = re.findall(r"^\[(\d+)\] (.+)$", request["messages"][-1]["content"], re.MULTILINE)
    return says(*(f"{text}[{label}]\n" for label, text in evidence))


async def test_a_long_answer_is_split_between_statements_with_its_markup_intact(tmp_path: Path) -> None:
    async with BotApiServer() as server, OpenAIServer(vouching(_quotes_everything)) as model:
        settings = {"LLM_MODEL": "openai:test-model", "OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "sk-x"}
        kutip = Installation(tmp_path, server, more=settings)
        await kutip.add(kutip.write("pasar.txt", _market_report(12)))
        async with kutip.running_bot():
            await server.send_text(
                SITI, "Apa yang diterima Pasar Lembayung dari desa-desa pada setiap pekan?"
            )
            parts = [await server.next_message(SITI)]
            while not server.buttons(parts[-1]):
                parts.append(await server.next_message(SITI))
        assert len(parts) > 1
        statements = re.findall(
            r"^Pasar Lembayung pada pekan ke-\d+ .*? karung\. \[\d+\]$",
            "\n".join(part.text for part in parts),
            re.MULTILINE,
        )
        assert len(statements) == 10
        assert all(len(part.entities) <= 100 for part in parts)
        numbers = [f"[{number}]" for number in range(1, 11)]
        assert [re.findall(r"\[\d+\]$", statement)[0] for statement in statements] == numbers
        assert list(server.buttons(parts[-1]))[:10] == numbers


async def test_an_unforeseen_error_is_one_sentence_with_the_number_that_the_log_has(tmp_path: Path) -> None:
    log: list[str] = []
    async with BotApiServer() as server:
        kutip = Installation(tmp_path, server)
        await kutip.add(kutip.write("jembatan.txt", BRIDGE))
        async with kutip.running_bot(log):
            await kutip.ask(SITI, "Siapa yang meresmikan Jembatan Wulung?")
            _spoil_the_last_turn(kutip.data / DATABASE_FILE)
            failure = await kutip.ask(SITI, "Berapa biayanya?")
            await kutip.ask(SITI, "/new")
            assert "Rp48 miliar" in (await kutip.ask(SITI, "Berapa biaya Jembatan Wulung?")).text
    found = re.search(r"\b[0-9A-F]{6}\b", failure.text)
    assert found, failure.text
    assert failure.text == ID("failure", reference=found[0])
    assert sum(f"Error {found[0]}" in line for line in log) == 1
    assert sum("Traceback" in line for line in log) == 1


def _spoil_the_last_turn(database: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE turns SET turn = :turn"), {"turn": json.dumps({"spoilt": 1})})
    engine.dispose()
