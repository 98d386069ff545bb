"""Tests that the rulings of a model are read however it writes them, and that none is read into a text."""

from __future__ import annotations

import pytest

from knowledge.answering.ruling_parser import parse_rulings

SHORT = {"s": "supported", "c": "contradicted", "u": "unproved", "-": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1: supported\n2: contradicted\n3: unproved", "scu"),
        ("1. **Supported**\n2. **Contradicted**", "sc"),
        ("1) SUPPORTED.\r\n2) UNPROVEN.", "su"),
        ("[1] supported\n[2] contradicted", "sc"),
        ("#1 supported\n#2 unsupported", "su"),
        ("- Statement 1: supported\n- Statement 2: not supported", "su"),
        ("Pernyataan 1 – didukung\nPernyataan 2 – tidak didukung\nPernyataan 3 – bertentangan", "suc"),
        ("Pernyataan 1: Didukung sepenuhnya\nPernyataan 2: Belum terbukti", "su"),
        ("Statement 1 is fully supported by the evidence.\nStatement 2 is only partly supported.", "su"),
        ("1: yes\n2: no\n3: Ya.\n4: tidak", "susu"),
        ("1: true\n2: false", "su"),
        (
            "1: partially\n2: The evidence does not support this\n3: doesn't support\n4: cannot be supported",
            "uuuu",
        ),
        ("1: supported, 2: unproved, 3: supported", "sus"),
        ("1 supported, 2 unproved", "su"),
        ("(1) supported; (2) contradicted", "sc"),
        ("1\nsupported\n\n2\nunproved", "su"),
        ("| # | Verdict |\n|---|---|\n| 1 | supported |\n| 2 | Dermaga baru | unproved |", "su"),
        ('{"1": "supported", "2": "unproved"}', "su"),
        ('{"statement_1": "supported", "statement_2": "not supported"}', "su"),
        ('[{"statement": 1, "verdict": "supported"}, {"statement": 2, "verdict": "contradicted"}]', "sc"),
        ('```json\n[\n  {\n    "id": 1,\n    "verdict": "supported"\n  }\n]\n```', "s"),
        ('{"1": {"verdict": "unproved", "reason": "only the cost is supported"}}', "u"),
        ('{"id": 1, "text": "Air naik 3 meter", "verdict": "supported"}', "s"),
        ('{"statement": 1, "supported": true}\n{"statement": 2, "supported": false}', "su"),
        ('["supported", "unproved"]', "su"),
        ("Supported.", "s"),
        ("**YES**", "s"),
        ("1. Dermaga baru menampung 20 perahu: supported\n2. Korban 3 orang – contradicted", "sc"),
        (
            "**Statement 1:** Air naik.\n*Verdict:* supported\n**Statement 2:** Surut.\nVerdict: unproved",
            "su",
        ),
        ("2: unproved\n1: supported", "su"),
        ("Here are the 2 verdicts:\n1 = supported\n2 → supported", "ss"),
        ("1: supported – it matches 2 sources, nothing contradicted\n2: unproved", "su"),
        ("<think>1: supported, 2: supported</think>1: unproved\n2: supported", "us"),
        ("1: supported\n</think>\n1: contradicted", "c"),
        ("1：supported", "s"),
    ],
)
def test_ruling_is_read_however_it_is_written(text: str, expected: str) -> None:
    assert parse_rulings(text, len(expected)) == [SHORT[letter] for letter in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1: supported, but the date is contradicted", "c"),
        ("1: supported, although its cause is not proved", "u"),
        ("1: supported\n1: contradicted", "c"),
        ("1: unproved\nOn second thought:\n1: supported", "u"),
        ("1: supported / contradicted / unproved", "c"),
    ],
)
def test_strictest_ruling_on_a_statement_counts(text: str, expected: str) -> None:
    assert parse_rulings(text, 1) == [SHORT[expected]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "--"),
        ("All statements are supported.", "--"),
        ("All statements are supported.", "-"),
        ("1-3: supported", "---"),
        ("1, 2 and 3: supported", "---"),
        ("supported", "--"),
        ("supported\nsupported\nsupported", "--"),
        ("1: supported", "s-"),
        ("1: supported\n2:", "s-"),
        ("3: supported\n99: supported", "--"),
        ("Overall, 2 statements are supported", "--"),
        ("2 orang tewas: supported", "--"),
        ("2.500 rumah: supported", "--"),
        ("1. Rencana itu didukung warga", "-"),
        ("1: un-supported", "-"),
        ("1: not contradicted", "-"),
        ("1: hmm", "-"),
        ("1: hmm\n2: supported\nAll of the above is supported.", "-s"),
        ("<think>1: supported", "-"),
        ("I cannot help with that.", "-"),
        ("1 " + ": " * 1200, "-"),
    ],
)
def test_missing_ruling_is_not_guessed(text: str, expected: str) -> None:
    assert parse_rulings(text, len(expected)) == [SHORT[letter] for letter in expected]
