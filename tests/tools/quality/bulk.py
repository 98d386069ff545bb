"""Measures adding many articles while another process answers questions, and kills the adding process several
times.

    python -m tests.tools.quality.bulk [--articles 2500] [--kills 3] [--quick]

``kutip chat`` runs throughout, in a temporary data folder. ``kutip add`` is killed (SIGKILL) at regular
intervals and started again. Prints the response times before, during and after the adding, and whether every
article is stored exactly once in the end. With ``--quick`` a local server returns made-up vectors at once, so
that the figures leave out the embedding.
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
"""Between two questions while articles are added."""


def kutip(home: Path, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """Starts the real command on this data folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        env={"KUTIP_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"} | SETTINGS,
        bufsize=0,
        **pipes,
    )


class Vectors(BaseHTTPRequestHandler):
    """A server of OpenAI's embeddings endpoint; each vector is a hash of its text (64 numbers)."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = [request["input"]] if isinstance(request["input"], str) else request["input"]
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
            {"object": "list", "data": data, "model": request["model"], "usage": usage}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


def serve_vectors() -> None:
    """Starts the embeddings server until the process ends, and points Kutip's settings at it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Vectors)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    SETTINGS.update(
        EMBEDDING_MODEL="openai:made-up",
        OPENAI_API_KEY="sk-none",
        OPENAI_BASE_URL=f"http://127.0.0.1:{server.server_port}",
    )


class Chat:
    """A running ``kutip chat`` that is asked one question at a time."""

    def __init__(self, home: Path, questions: Iterator[str]) -> None:
        self._process = kutip(home, "chat", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._questions = questions

    def ask(self) -> float:
        """Asks the next question; returns the milliseconds until the first line of the answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        started = time.monotonic()
        stdin.write(f"{next(self._questions)}\n".encode())
        stdin.flush()
        shown = b""
        while len([line for line in shown.split(b"\n") if line.strip()]) < 2:
            # The chat prints the question first, then the answer in one write.
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
    """Yields questions without end; each has six consecutive words of an article."""
    draw = random.Random(seed)
    while True:
        words = draw.choice(articles)["text"].split()
        begin = draw.randrange(max(1, len(words) - 8))
        yield "Apa yang terjadi dengan " + " ".join(words[begin : begin + 6]) + "?"


def write(path: Path, articles: list[Row]) -> Path:
    """Writes articles as JSON lines for ``kutip add``; returns the path."""
    lines = (json.dumps({"id": row["id"], "text": row["text"], "url": row["url"]}) for row in articles)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def report(name: str, taken: list[float]) -> float:
    """Prints the median and the 95th percentile of response times in milliseconds; returns the median."""
    median = statistics.median(taken)
    worst = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else median
    print(f"{name:<28} {len(taken):4} questions  median {median:6.0f} ms  95% {worst:6.0f} ms", flush=True)
    return median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2500)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="use made-up vectors")
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
        before = report("quiet, before", [chat.ask() for _ in range(QUIET_QUESTIONS)])
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
            last_question_at = time.monotonic()
            while stop is None or done < stop:
                if select.select([adding.stdout], [], [], 0.05)[0]:
                    if not adding.stdout.readline():
                        break
                    done += 1
                if time.monotonic() - last_question_at > PAUSE_S:
                    busy.append(chat.ask())
                    last_question_at = time.monotonic()
            adding.kill()
            code = adding.wait()
            if stop is not None:
                # Wait until the pending articles are indexed, then measure without any adding.
                time.sleep(SETTLE_S)
                between += [chat.ask() for _ in range(BETWEEN_QUESTIONS)]
            print(
                f"kutip add ended ({code}) after {done} articles, {time.monotonic() - started:.0f} s",
                flush=True,
            )
        during = report("while articles were added", busy)
        after = report("quiet, after", [chat.ask() for _ in range(QUIET_QUESTIONS)])
        middle = report("quiet, between the kills", between) if between else before
        chat.close()
        listed = kutip(home, "articles", "--json", stdout=subprocess.PIPE)
        stored = Counter(row["external_id"] for row in json.loads(listed.communicate()[0]))
        missing = {row["id"] for row in articles} - stored.keys()
        twice = [name for name, count in stored.items() if count > 1]
        print(f"{len(articles)} articles ({len(texts)} different texts), {options.kills} kills: "
              f"{sum(stored.values())} stored, {len(missing)} missing, {len(twice)} twice")  # fmt: skip
        print(f"median while adding / quiet before {during / before:.2f}, between {during / middle:.2f}, "
              f"after {during / after:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
