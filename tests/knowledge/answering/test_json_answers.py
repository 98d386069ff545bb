from __future__ import annotations

import pytest

from knowledge.answering.json_answers import rewritten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"answer": "Air naik.[1] Warga pindah.[2]"}', "Air naik.[1] Warga pindah.[2]\n"),
        ('{"answer": "Air naik.", "citations": [1, "2", "[3]"]}', "Air naik. [1][2][3]\n"),
        ('{"jawaban": "Air naik.", "sumber": 4}', "Air naik. [4]\n"),
        ('{"answer": "Air naik.[1]", "citations": [1]}', "Air naik.[1]\n"),
        ('[{"text": "Air naik.", "sources": [{"id": 3, "quote": "Air"}]}]', "Air naik. [3]\n"),
        ('{"text": "Air naik.", "sources": [{"title": "Warta"}, true, null]}', "Air naik.\n"),
        (
            '{"statements": [{"kalimat": "Air naik.", "bukti": "1-2"}, "Warga pindah.[4]"]}',
            "Air naik. [1][2]\nWarga pindah.[4]\n",
        ),
        (
            '{"Biaya": "Rp 2 miliar [3]", "jumlah_kios": 140, "sources": [4]}',
            "Biaya: Rp 2 miliar [3]\njumlah kios: 140 [4]\n",
        ),
        (
            '{"question": "Berapa?", "answer": "Air naik.[1]", "confidence": 0.9, "title": "Banjir"}',
            "Air naik.[1]\n",
        ),
        ('{"answer": "Air naik.[1]\\n\\nWarga pindah.[2]"}', "Air naik.[1]\nWarga pindah.[2]\n"),
        ('{"answer": null}', "NO_ANSWER\n"),
        ("{}", "NO_ANSWER\n"),
        ('{"text": "A.[1]"}\n{"text": "B.[2]"},\n', "A.[1]\nB.[2]\n,\n"),
        ('\n{"answer": "Air naik.[1]"}\n```', "Air naik.[1]\n\n```"),
    ],
)
def test_json_becomes_lines_with_labels(text: str, expected: str) -> None:
    assert rewritten(text) == expected


@pytest.mark.parametrize(
    "text",
    ["{Air naik}", '{"answer": "Air', "[", "", "Air", "[1] Air", '{"a":' * 3000, '{"a": ' + "9" * 6000 + "}"],
)
def test_text_that_is_no_json_stays(text: str) -> None:
    assert rewritten(text) == text


def test_labels_behind_json_stay() -> None:
    assert rewritten('{"answer": "Air naik."}\n[1]') == "Air naik.\n\n[1]"


def test_json_that_is_too_deep_says_nothing() -> None:
    assert rewritten('{"answer":' * 20 + '"Air naik."' + "}" * 20) == "NO_ANSWER\n"
