"""Tests that the independent count finds invented details, and accepts those in the cited sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.llm import details
from tests.llm.unsupported_details import Tally, unsupported
from tests.paths import REPOSITORY

FLOOD = (
    "Pada Rabu (21/1) dr. Nurlela meralat: korban tewas dua orang, kerugian Rp 13,2 miliar, 1.874 mengungsi."
)
BRIDGE = (
    "Mayor Larasati Wirabuana on Monday opened the 412-metre Kelana Bridge; buses run from 6 a.m. to 9 p.m."
)
BOATS = "The city pays two thirds, while the rest comes from the Lentera Hulu Foundation."
LAW = "Retakan terlihat sejak November lalu dan terakhir diperkuat pada 2017."


def statement(text: str, *sentences: str, published_on: str | None = "2026-01-22") -> dict[str, Any]:
    return {
        "text": text,
        "citations": [
            {"sentence": sentence, "title": "Banjir di Muarasenja", "published_on": published_on}
            for sentence in sentences
        ],
    }


def kinds(
    text: str, *sentences: str, question: str = "", published_on: str | None = "2026-01-22"
) -> list[str]:
    checked = statement(text, *sentences, published_on=published_on)
    return [detail.kind for detail in unsupported(checked, details.words(question))]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (FLOOD, FLOOD),
        ("Dua orang tewas.", FLOOD),
        ("Two people died in Muarasenja on 21 January 2026.", FLOOD),
        ("Kerugian Rp13,2 miliar menurut Nurlela.", FLOOD),
        ("The loss is Rp 13.2 billion, Nurlela said on Wednesday.", FLOOD),
        ("Sebanyak 1874 orang mengungsi pada 21/1/2026.", FLOOD),
        ("Retakan itu ada sejak November 2025.", LAW),
        ("Diperkuat pada tahun 2017.", LAW),
        ("Jembatan Kelana dibuka Wali Kota Larasati Wirabuana pada hari Senin.", BRIDGE),
        ("Bus berjalan dari pukul 06.00 sampai 21.00.", BRIDGE),
        ("Dua pertiga dibayar kota, sisanya Lentera Hulu.", BOATS),
        ("Salah satu penyumbang adalah Lentera Hulu.", BOATS),
    ],
)
def test_supported_statement_passes(text: str, source: str) -> None:
    assert kinds(text, source) == []


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Tiga orang tewas.", FLOOD, "number"),
        ("Kerugian Rp 13,2 juta.", FLOOD, "number"),
        ("Kerugian Rp 13,5 miliar.", FLOOD, "number"),
        ("Sebanyak 874 mengungsi.", FLOOD, "number"),
        ("Sebanyak 21 orang mengungsi.", FLOOD, "number"),
        ("Forty-two people were there.", FLOOD, "number"),
        ("Sepertiga dibayar kota.", BOATS, "number"),
        ("Nurlela meralat pada 20 Januari 2026.", FLOOD, "date"),
        ("Nurlela meralat pada 21 Januari 2025.", FLOOD, "date"),
        ("Nurlela meralat pada Selasa.", FLOOD, "date"),
        ("Nurlela meralat kemarin.", FLOOD, "date"),
        ("Retakan itu ada sejak November 2024.", LAW, "date"),
        ("Diperkuat pada 2018.", LAW, "date"),
        ("Nurlela dan Budiman meralat.", FLOOD, "name"),
        ("Budiman meralat korban tewas.", FLOOD, "name"),
        ("Larasati Wiraguna opened it.", BRIDGE, "name"),
        ("Yang membayar adalah UNICEF.", BOATS, "name"),
    ],
)
def test_unsupported_detail_is_found(text: str, source: str, kind: str) -> None:
    assert kinds(text, source) == [kind]


def test_details_may_come_from_different_cited_sentences() -> None:
    assert kinds("Dua tewas, kata Nurlela, dan retakan ada sejak 2017.", FLOOD, LAW) == []


def test_name_may_come_from_the_question_but_number_and_date_may_not() -> None:
    question = "Apakah Budiman membayar 700 orang pada 3 Mei 2020?"
    assert kinds("Budiman membayar.", BOATS, question=question) == []
    assert set(kinds("Budiman membayar 700 orang pada 3 Mei 2020.", BOATS, question=question)) == {
        "number",
        "date",
    }


def test_date_stays_incomplete_if_the_article_has_no_publication_date() -> None:
    assert kinds("Nurlela meralat pada 21 Januari.", FLOOD, published_on=None) == []
    assert kinds("Nurlela meralat pada 21 Januari 2026.", FLOOD, published_on=None) == ["date"]


def answer(**changes: Any) -> dict[str, Any]:
    return {
        "id": 1, "question": "Siapa tewas?", "standalone_question": "Siapa tewas?", "status": "answered",
        "mode": "llm", "statements": [], "dropped": [],
    } | changes  # fmt: skip


def test_name_of_the_standalone_question_alone_must_have_occurred_before() -> None:
    statements = [statement("Budiman tewas.", FLOOD)]
    without_earlier = Tally()
    without_earlier.add(answer(standalone_question="Apakah Budiman tewas?", statements=statements))
    assert [detail.kind for detail in without_earlier.unsupported] == ["name"]
    with_earlier = Tally()
    with_earlier.add(answer(question="Siapa Budiman?"))
    with_earlier.add(answer(standalone_question="Apakah Budiman tewas?", statements=statements))
    assert with_earlier.unsupported == []


@pytest.mark.parametrize(("deaths", "status"), [("Dua", 0), ("Tiga", 1)])
def test_script_prints_the_counts_and_fails_for_an_unsupported_detail(deaths: str, status: int) -> None:
    lines = [
        answer(statements=[statement(f"{deaths} orang tewas.", FLOOD)]),
        answer(id=2, status="abstained", dropped=[{"text": "Ya.", "problems": ["no_citation"]}]),
        {"id": 3, "error": "no words"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tests.llm.unsupported_details"],
        input="\n".join(map(json.dumps, lines)),
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    assert "1 abstained by llm, 1 answered by llm; 1 could not be asked" in done.stdout
    assert "1: 1 llm" in done.stdout
    assert "1 no_citation" in done.stdout
    assert f"{status} numbers, 0 dates, 0 names" in done.stdout
    assert ("answer 1: number 3: Tiga orang tewas." in done.stdout) is bool(status)


def test_script_fails_without_any_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.llm.unsupported_details"],
        input="", cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
