from __future__ import annotations

import pytest

from knowledge.verification.markup import foreign
from tests.knowledge.verification.cases import named

MARKUP = {
    "link": "https://tipu.example/x",
    "host without a scheme": "www.tipu.com",
    "host with a path": "tipu.com/x",
    "mention": "@tipu",
    "address": "x@y.id",
    "command": "/start",
    "HTML": "<b>klik</b>",
    "code": "`rm`",
    "Markdown link": "[klik](http://x)",
    "bold": "**penting**",
    "invisible character": "\u202eklik",
}


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_markup_that_no_source_contains_is_foreign(markup: str) -> None:
    statement = f"Air naik di Merak {markup}"
    assert foreign(statement, ["Air naik di Merak klik penting rm."])
    assert foreign(statement, ["Air naik.", f"Air naik di Merak {markup}."]) == []


@named(
    "text, expected",
    {
        "link": ("lihat tg://x dan mailto:a", ["tg://x", "mailto:a"]),
        "hosts": ("a.b.example.org, tipu.xyz", ["a.b.example.org", "tipu.xyz"]),
        "hashtag": ("ikut #banjir", ["#banjir"]),
        "comment": ("air <!-- naik", ["<!--"]),
        "entity": ("air &amp; &#x27; naik", ["&amp;", "&#x27;"]),
        "code fence": ("```", ["```"]),
        "template": ("${x} {{y}} {% z", ["${", "{{", "}}", "{%"]),
        "control token": ("<|im_end|>", ["<|", "|>"]),
        "heading": ("# Judul", ["# "]),
        "underscores": ("__naik", ["__"]),
        "instruction token": ("[INST] naik", ["[INST]"]),
        "JSON": ('{"a"', ['{"']),
        "image": ("![a](b)", ["![a](b)"]),
        "zero width space": ("a\u200bb", ["\u200b"]),
        "tag character": ("a\U000e0041b", ["\U000e0041"]),
    },
)
def test_each_kind_of_markup_is_found(text: str, expected: list[str]) -> None:
    assert foreign(text, []) == expected


@named(
    "text",
    {
        "a fraction and a date": ("Air naik 3/4 meter pada Rabu (20/4).",),
        "a slash between words": ("suami/istri",),
        "an amount": ("Harga US$5 & Rp3",),
        "a rank": ("Juara #1",),
        "square brackets": ("Air [itu] naik",),
        "an abbreviation": ("a.n. PT Lembayung",),
        "a colon": ("Katanya:air",),
        "less than": ("Air < 2 m",),
        "plain words": ("Air naik di Merak.",),
    },
)
def test_signs_of_ordinary_text_are_no_markup(text: str) -> None:
    assert foreign(text, []) == []


def test_punctuation_behind_a_link_need_not_be_in_the_source() -> None:
    assert foreign("Lihat https://kota.example/x.", ["Alamatnya https://kota.example/x ada di situs"]) == []
