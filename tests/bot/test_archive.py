"""Tests of Kutip as a Python library, and of its example in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.settings import make_settings
from knowledge.errors import GiveUp, UnknownArticle, UnreadableArticle, UnusableQuestion
from knowledge.models import Abstention, Answer

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"<!-- tests/bot/test_archive\.py runs this block -->\n```python\n(.*?)```", re.DOTALL)

TEXT = "Jembatan Kelana dibuka pada Senin. Pembangunannya menelan biaya Rp 87 miliar."
COST = "Berapa biaya pembangunan Jembatan Kelana?"

MISLEADING = {"KUTIP_HOME": "/dev/null", "LLM_MODEL": "nonsense", "DATABASE_URL": "mysql://host/db"}
"""Each of these settings would stop Kutip, if it read the environment."""


def _run(code: str, folder: Path) -> str:
    """Run ``code`` as a script in ``folder``; returns what it prints."""
    script = folder.with_name(f"{folder.name}-script.py")
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env=os.environ | MISLEADING,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_example_in_the_readme_prints_what_the_readme_says(tmp_path: Path) -> None:
    readme = README.read_text(encoding="utf-8")
    [example] = EXAMPLE.findall(readme)
    folder = tmp_path / "empty"
    folder.mkdir()

    printed = _run(example, folder)

    assert printed == "“Pembangunannya menelan biaya Rp 87 miliar.” Jembatan Kelana Dibuka, 2025-03-03\n"
    assert f"`{printed.strip()}`" in readme
    assert [path.name for path in folder.iterdir()] == ["archive"]


def test_import_loads_no_database_model_or_index(tmp_path: Path) -> None:
    heavy = ("chromadb", "numpy", "onnxruntime", "pydantic", "sqlalchemy", "telegram")
    code = f"import sys, bot.archive; print([name for name in {heavy!r} if name in sys.modules])"
    assert _run(code, tmp_path) == "[]\n"


async def test_citation_is_a_span_of_the_text_as_it_was_added(tmp_path: Path) -> None:
    async with open_archive(tmp_path / "archive") as archive:
        added = await archive.add(
            TEXT,
            title="Jembatan Kelana Dibuka",
            published_on=date(2025, 3, 3),
            publisher="Kabar Muarasenja",
            url="https://kabar.example/jembatan",
            external_id="bridge",
        )
        assert (added.status, added.sentences) == ("added", 2)
        outcome = await archive.ask(COST)
        assert isinstance(outcome, Answer)
        [citation] = outcome.statements[0].citations
        assert TEXT[citation.start : citation.end] == citation.sentence == outcome.statements[0].text
        assert (citation.article_id, citation.external_id) == (added.article_id, "bridge")
        assert (citation.published_on, citation.publisher) == (date(2025, 3, 3), "Kabar Muarasenja")
        [passage] = await archive.search("biaya jembatan")
        assert passage.best.sentence.text == citation.sentence
        assert [article.external_id for article in await archive.articles()] == ["bridge"]


async def test_archive_is_still_there_when_it_is_opened_again(tmp_path: Path) -> None:
    async with open_archive(tmp_path) as archive:
        await archive.add(TEXT, external_id="bridge")
        await archive.ask("Kapan Jembatan Kelana dibuka?", conversation="desk")
    async with open_archive(str(tmp_path)) as archive:
        assert (await archive.add(TEXT, external_id="bridge")).status == "unchanged"
        follow_up = await archive.ask("Berapa biayanya?", conversation="desk")
        assert "Kelana" in follow_up.standalone_question
        await archive.delete("bridge")
        assert isinstance(await archive.ask(COST), Abstention)
        with pytest.raises(UnknownArticle):
            await archive.delete("bridge")


async def test_restriction_and_language_are_those_of_the_call(tmp_path: Path) -> None:
    async with open_archive(tmp_path) as archive:
        await archive.add(TEXT, external_id="bridge")
        outcome = await archive.ask(COST, articles=["another"])
        assert (outcome.statements, outcome.turn) == ((), None)
        assert (await archive.ask("Kelana?", language="en")).language == "en"


async def test_unusable_input_raises(tmp_path: Path) -> None:
    async with open_archive(tmp_path) as archive:
        with pytest.raises(UnreadableArticle):
            await archive.add(" \n ")
        with pytest.raises(UnusableQuestion):
            await archive.ask(" \n ")


async def test_folder_wins_over_the_settings_and_a_bad_setting_stops_the_opening(tmp_path: Path) -> None:
    settings = make_settings(kutip_home=tmp_path / "other", embedding_model="openai:text-embedding-3-small")
    with pytest.raises(GiveUp, match="OPENAI_API_KEY"):
        async with open_archive(tmp_path / "archive", settings=settings):
            pass
    assert (tmp_path / "archive").exists()
    assert not (tmp_path / "other").exists()
