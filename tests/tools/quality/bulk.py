"""Adding many articles beside a process that answers, killed on the way: what is there in the end, and how
fast questions were answered meanwhile.

``python -m tests.tools.quality.bulk [--articles 2500] [--kills 3] [--quick]`` makes a data folder of its own.
``kutip chat`` runs all the time; ``kutip add`` is killed (SIGKILL) at even distances and begun again.
With ``--quick`` vectors come from a server on this machine that takes no time, so the figures are those of
everything else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.tools.quality.data import Row, rows

BASE_ARTICLES = 50
QUIET_QUESTIONS = 25
SETTINGS: dict[str, str] = {}
SETTLE_S = 10.0
BETWEEN_QUESTIONS = 15
PAUSE_S = 1.0
"""Between two questions: people do not ask without end."""


def kutip(home: Path, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """The real command on this data folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        env={"KUTIP_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"} | SETTINGS,
        bufsize=0,
        **pipes,
    )


class Vectors(BaseHTTPRequestHandler):
    """OpenAI's embeddings, 64 numbers drawn from the text."""

    def do_POST(self) -> None:
        questions = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = [questions["input"]] if isinstance(questions["input"], str) else questions["input"]
        data = [
            {
                "object": "embedding",
                "index": at,
                "embedding": [byte / 255 for byte in blake2b(text.encode()).digest()],
            }
            for at, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        body = json.dumps(
            {"object": "list", "data": data, "model": questions["model"], "usage": usage}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve_vectors() -> None:
    """Until the end of the process; Kutip is set to ask there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Vectors)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    SETTINGS.update(
        EMBEDDING_MODEL="openai:made-up",
        OPENAI_API_KEY="sk-none",
        OPENAI_BASE_URL=f"http://127.0.0.1:{server.server_port}",
    )


class Chat:
    """``kutip chat``, asked one question after the other."""

    def __init__(self, home: Path, questions: Iterator[str]) -> None:
        self._process = kutip(home, "chat", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._questions = questions

    def ask(self) -> float:
        """Milliseconds from the question to the first line of the answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        started = time.monotonic()
        stdin.write(f"{next(self._questions)}\n".encode())
        stdin.flush()
        shown = b""
        while len([line for line in shown.split(b"\n") if line.strip()]) < 2:
            # The question comes back first, then the answer in one piece.
            shown += os.read(stdout.fileno(), 65536)
            assert self._process.poll() is None, "the chat ended"
        taken = (time.monotonic() - started) * 1000
        while select.select([stdout], [], [], 0.05)[0]:
            os.read(stdout.fileno(), 65536)
        return taken

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def questions(articles: list[Row], seed: int = 3) -> Iterator[str]:
    """About what is there: a few neighbouring words of an article as a question."""
    draw = random.Random(seed)
    while True:
        words = draw.choice(articles)["text"].split()
        begin = draw.randrange(max(1, len(words) - 8))
        yield "Apa yang terjadi dengan " + " ".join(words[begin : begin + 6]) + "?"


def write(path: Path, articles: list[Row]) -> Path:
    lines = (json.dumps({"id": row["id"], "text": row["text"], "url": row["url"]}) for row in articles)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def tell(name: str, taken: list[float]) -> float:
    median = statistics.median(taken)
    worst = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else median
    print(f"{name:<28} {len(taken):4} questions  median {median:6.0f} ms  95% {worst:6.0f} ms", flush=True)
    return median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2500)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="vectors that take no time")
    options = parser.parse_args()
    if options.quick:
        serve_vectors()
    articles = list(rows("indosum_public"))[: options.articles]
    base, texts = articles[:BASE_ARTICLES], Counter(" ".join(row["text"].split()) for row in articles)
    with tempfile.TemporaryDirectory(prefix="kutip-bulk-") as folder:
        home = Path(folder, "home")
        some, everything = write(Path(folder, "a.jsonl"), base), write(Path(folder, "b.jsonl"), articles)
        assert kutip(home, "add", str(some), stderr=subprocess.DEVNULL).wait() == 0
        chat = Chat(home, questions(base))
        chat.ask()
        before = tell("quiet, before", [chat.ask() for _ in range(QUIET_QUESTIONS)])
        stops = [options.articles * (kill + 1) // (options.kills + 1) for kill in range(options.kills)]
        busy: list[float] = []
        between: list[float] = []
        started = time.monotonic()
        for stop in [*stops, None]:
            adding = kutip(
                home, "add", str(everything), "--json", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            assert adding.stdout is not None
            done = 0
            asked_at = time.monotonic()
            while stop is None or done < stop:
                if select.select([adding.stdout], [], [], 0.05)[0]:
                    if not adding.stdout.readline():
                        break
                    done += 1
                if time.monotonic() - asked_at > PAUSE_S:
                    busy.append(chat.ask())
                    asked_at = time.monotonic()
            adding.kill()
            code = adding.wait()
            if stop is not None:
                # What waits for the index is soon done; then it is quiet, and the machine as busy as before.
                time.sleep(SETTLE_S)
                between += [chat.ask() for _ in range(BETWEEN_QUESTIONS)]
            print(
                f"kutip add ended ({code}) after {done} articles, {time.monotonic() - started:.0f} s",
                flush=True,
            )
        during = tell("while articles were added", busy)
        after = tell("quiet, after", [chat.ask() for _ in range(QUIET_QUESTIONS)])
        middle = tell("quiet, between the kills", between) if between else before
        chat.close()
        listed = kutip(home, "articles", "--json", stdout=subprocess.PIPE)
        found = Counter(row["external_id"] for row in json.loads(listed.communicate()[0]))
        missing = {row["id"] for row in articles} - found.keys()
        twice = [name for name, count in found.items() if count > 1]
        print(f"{len(articles)} articles ({len(texts)} different texts), {options.kills} kills: "
              f"{sum(found.values())} there, {len(missing)} missing, {len(twice)} twice")  # fmt: skip
        print(f"median while adding / quiet before {during / before:.2f}, between {during / middle:.2f}, "
              f"after {during / after:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
