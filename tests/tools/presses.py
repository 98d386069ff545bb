"""Presses the buttons of what to ask next through the real bot process, and judges what comes.

    python -m tests.tools.presses [--presses 100] [--articles 50]

Adds IndoSum articles, asks questions of newsq_train about them, and presses each button that is offered under
an answer. Prints how many presses came to nothing found, and how many showed a sentence again that the same
answer had shown; the exit status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer, Sent
from tests.e2e.installation import SITI, Installation
from tests.tools.quality import data

EDIT_S = 3.0
"""How long to wait for the buttons with questions, which are added after an answer if there are any."""
SEED = 8
NOTHING = ("abstention-no-match", "nearest-sentences", "part-not-found", "none-topic")
STEP = "q:"
"""How the callback data of a button that asks something begins."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--presses", type=int, default=100)
    parser.add_argument("--articles", type=int, default=50)
    options = parser.parse_args()
    raise SystemExit(asyncio.run(press_all(options.presses, options.articles)))


async def press_all(presses: int, count: int) -> int:
    """Presses so many buttons. Returns the exit status."""
    rng = random.Random(SEED)
    names = rng.sample(sorted({str(row["article"]) for row in data.rows("newsq_train")}), count)
    asked = [row for row in data.rows("newsq_train") if row["article"] in set(names) and row["gold"]]
    nothing = [text for name in NOTHING for text in _texts(name)]
    pressed, empty, repeated = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        async with BotApiServer() as server:
            kutip = Installation(Path(folder), server)
            await kutip.add("--json", kutip.write("articles.jsonl", "\n".join(_articles(names))))
            async with kutip.running_bot():
                for row in rng.sample(asked, len(asked)):
                    if pressed >= presses:
                        break
                    answer = await kutip.ask(SITI, row["question"])
                    if any(text in answer.text for text in nothing):
                        continue
                    with contextlib.suppress(TimeoutError):
                        await server.next_edit(SITI, EDIT_S)
                    shown = set(_quotations(answer))
                    done: set[str] = set()
                    while pressed < presses and (step := _next_step(server, answer, done)):
                        text, step_data = step
                        done.add(text)
                        await server.press(SITI, answer, step_data)
                        found = await server.next_message(SITI)
                        pressed += 1
                        own = set(_quotations(found))
                        if any(part in found.text for part in nothing):
                            empty += 1
                            print(f"  nothing found: {text}")
                        elif own and own <= shown:
                            repeated += 1
                            print(f"  only sentences that were shown: {text}")
                        shown |= own
    print(f"{pressed} presses over {count} articles: {empty} found nothing, {repeated} showed nothing new")
    return int(bool(empty or repeated))


def _next_step(server: BotApiServer, answer: Sent, done: set[str]) -> tuple[str, str] | None:
    """A button that asks something and was not pressed yet. Buttons may change while they are pressed."""
    steps = [(t, d) for t, d in server.buttons(answer).items() if d.startswith(STEP) and t not in done]
    return steps[0] if steps else None


def _articles(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        row = data.rows_by_id("indosum_public")[name]
        title, day = row["title_slug"].replace("-", " "), row["timestamp_from_id"][:10]
        yield json.dumps(
            {"external_id": name, "title": title, "text": row["text"], "published_on": day},
            ensure_ascii=False,
        )


def _texts(name: str) -> list[str]:
    """The words of a message in both languages, up to what is filled in."""
    catalogue = load_catalogue()
    return [catalogue.choose(code)(name, topic="\0").partition("\0")[0] for code in ("id", "en")]


def _quotations(sent: Sent) -> list[str]:
    """The quoted sentences of a message."""
    encoded = sent.text.encode("utf-16-le")
    return [
        encoded[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")
        for one in sent.entities
        if one.type in {"blockquote", "expandable_blockquote"}
    ]


if __name__ == "__main__":
    main()
