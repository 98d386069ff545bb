"""Renders an exchange as an HTML page in the width of a phone, in the style of a messenger."""

from __future__ import annotations

import html
import re

from tests.tools.pictures.exchanges import Bubble, Exchange

WIDTH_PIXELS = 400

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { width: 400px; background: #d3e2d4; font: 15px/1.36 "Noto Sans", "DejaVu Sans", sans-serif;
  color: #10151a; padding: 0 0 14px }
header { background: #4d8fc4; color: #fff; padding: 9px 14px; display: flex; align-items: center;
  gap: 11px;
  margin-bottom: 12px }
header .face { width: 36px; height: 36px; border-radius: 50%; background: #fff; color: #3f80b5;
  font: 700 24px/43px "DejaVu Serif", serif; text-align: center }
header b { display: block; font-size: 15.5px; line-height: 1.2 }
header small { opacity: .82; font-size: 12.5px }
.bubble { max-width: 346px; width: fit-content; padding: 7px 11px 8px; margin: 6px 10px 0;
  border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere }
.bot { background: #fff; border-bottom-left-radius: 5px }
.bot.wide { width: 346px }
.me { background: #e4fbc9; margin-left: auto; border-bottom-right-radius: 5px }
a { color: #2678b6; text-decoration: none }
blockquote { border-left: 3px solid #4d8fc4; background: #ebf2f8; border-radius: 5px; padding: 4px 9px 5px;
  margin: 1px 0; position: relative }
blockquote.folded { font-size: 14px }
blockquote.folded > div { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical;
  overflow: hidden; padding-right: 12px }
blockquote.more::after { content: "⌄"; position: absolute; right: 7px; bottom: 3px; color: #4d8fc4;
  font-weight: 700 }
code { font: 13.5px "DejaVu Sans Mono", monospace; color: #8a3b3b }
.reply { border-left: 3px solid #6fae3a; background: #d3efb1; border-radius: 5px; padding: 2px 9px 3px;
  font-size: 13.5px; margin-bottom: 3px; white-space: normal }
.reply b { color: #4f8f22; display: block; font-size: 13px }
.rows { width: 346px; margin: 4px 10px 0; display: grid; gap: 4px }
.row { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px }
.button { background: #6d948a; color: #fff; border-radius: 8px; text-align: center; padding: 8px 6px;
  font-size: 14px; font-weight: 500; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.pressed { background: #2f5a51 ; box-shadow: inset 0 0 0 2px #ffffffb0 }
"""

FOLD = """
for (const quote of document.querySelectorAll("blockquote.folded")) {
  const inner = quote.firstElementChild;
  if (inner.scrollHeight > inner.clientHeight + 1) quote.classList.add("more");
}
document.title = Math.ceil(document.body.getBoundingClientRect().height);
"""


def page(exchange: Exchange, language: str) -> str:
    """Return a complete HTML page. A script sets its title to its height in pixels when it is laid out."""
    body = "".join(_bubble(bubble) for bubble in exchange.bubbles)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{STYLE}</style><body>'
        "<header><div class=face>“</div><div><b>Kutip</b><small>bot</small></div></header>"
        f"{body}<script>{FOLD}</script></body></html>"
    )


def _bubble(bubble: Bubble) -> str:
    if bubble.sent is None:
        reply = f"<div class=reply><b>Kutip</b>{html.escape(bubble.quoted)}</div>" if bubble.quoted else ""
        return f"<div class='bubble me'>{reply}{html.escape(bubble.text)}</div>"
    wide = " wide" if bubble.rows else ""
    shown = f"<div class='bubble bot{wide}'>{_browser_html(bubble.html)}</div>"
    rows = "".join(f"<div class=row>{_buttons(row, bubble.pressed_labels)}</div>" for row in bubble.rows)
    return shown + (f"<div class=rows>{rows}</div>" if rows else "")


def _browser_html(source: str) -> str:
    """Convert the HTML of Telegram to that of browsers.

    Expandable quotations become folded blocks, and the line end after a quotation is removed, because a block
    ends its line itself.
    """
    source = re.sub(
        r"<blockquote expandable>(.*?)</blockquote>",
        r"<blockquote class=folded><div>\1</div></blockquote>",
        source,
        flags=re.DOTALL,
    )
    return source.replace("</blockquote>\n", "</blockquote>")


def _buttons(row: list[str], pressed_labels: set[str]) -> str:
    return "".join(
        f"<div class='button{' pressed' if label in pressed_labels else ''}'>{html.escape(label)}</div>"
        for label in row
    )
