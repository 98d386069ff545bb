"""Tests that the scripted Bot API server refuses invalid HTML."""

from __future__ import annotations

import pytest

from tests.e2e.telegram_html import Entity, MarkupError, parse


def test_markup_becomes_entities_in_utf16_units() -> None:
    text, entities = parse('😀 <b>R&amp;D</b> <a href="https://x.example/?a&amp;b">ini</a>')
    assert text == "😀 R&D ini"
    assert entities == [Entity("bold", 3, 3), Entity("text_link", 7, 3, "https://x.example/?a&b")]


@pytest.mark.parametrize(
    "source",
    [
        "<blockquote expandable>a <b>b</b></blockquote>",
        '<pre><code class="language-python">x</code></pre>',
        "<b><i>a</i></b> &lt;&gt;&quot;&#39;&#x27;",
    ],
)
def test_valid_markup_is_accepted(source: str) -> None:
    parse(source)


@pytest.mark.parametrize(
    "source",
    [
        "a < b",
        "a > b",
        "R&D",
        "&nbsp;",
        "<p>a</p>",
        "<br>",
        "<b>a",
        "a</b>",
        "<b><i>a</b></i>",
        "<b onclick='x'>a</b>",
        "<a>a</a>",
        '<a href="javascript:x">a</a>',
        "<blockquote><blockquote>a</blockquote></blockquote>",
        "<code><b>a</b></code>",
    ],
)
def test_invalid_markup_is_refused_as_telegram_says_it(source: str) -> None:
    with pytest.raises(MarkupError, match=r"^Bad Request: can't parse entities: "):
        parse(source)
