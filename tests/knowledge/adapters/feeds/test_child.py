"""Tests of what the process that parses a feed answers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from knowledge.adapters.feeds import child, documents

RSS = b"<rss version='2.0'><channel><title>Kabar</title><item><guid>1</guid></item></channel></rss>"


def test_process_answers_with_one_line_of_json() -> None:
    command = [sys.executable, "-I", "-m", "knowledge.adapters.feeds.child"]
    done = subprocess.run(command, input=RSS, capture_output=True, env={}, timeout=60, check=True)
    assert done.stdout.count(b"\n") == 1
    assert json.loads(done.stdout)["feed"]["title"] == "Kabar"


def test_feed_page_and_refusal_are_told_apart() -> None:
    assert [entry["key"] for entry in child.answer(RSS)["feed"]["entries"]] == ["1"]
    assert child.answer(b"<html></html>") == {"page": {"base": "", "feeds": []}}
    assert child.answer(b"PK\x03\x04")["refused"].startswith("is neither a feed nor a page")


@pytest.mark.parametrize(
    ("error", "why"),
    [(MemoryError(), "too much memory"), (RecursionError(), "nested too deeply"), (ValueError(), "damaged")],
)
def test_failure_of_a_library_is_a_refusal(
    error: Exception, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: bytes) -> None:
        raise error

    monkeypatch.setattr(documents, "parse", fail)
    assert why in child.answer(RSS)["refused"]
