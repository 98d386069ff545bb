"""Adds an archive in each format while ``kutip add`` is killed, and checks that every article is in once.

    python -m tests.tools.archives [FORMAT ...] [--articles 200] [--seed 1]

Each archive is made by the format's own program where it is installed (pandoc: RTF, OpenDocument, EPUB), by
its library (CSV, XLSX, mail, JSON) or after its schema. Two processes of ``kutip add`` are killed at random
moments, a third one runs to its end. Prints for each format how many articles were made and are in, and how
many are in twice or are not what was made. At the end, some articles are replaced and retracted, exported,
imported into an empty folder by processes that are killed in the same way, and exported again. Prints the
lines in which the two exports differ. The exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.e2e.command_line import CommandLine
from tests.knowledge.adapters.archives import made_archives as make
from tests.knowledge.adapters.archives.made_archives import Articles, Made

LONGEST_PAUSE_S = 1.0
"""A process is killed up to so long after the line of output that was chosen at random."""

PATIENCE_S = 3600


@dataclass
class Outcome:
    """What is in the archive after all processes. ``wrong`` are articles whose text is not the one made."""

    name: str
    made: int
    inside: int = 0
    twice: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.inside == self.made and not (self.twice or self.wrong or self.problems)


def write_file(name: str, make_data: Callable[[Articles], bytes]) -> Callable[[Path, Articles], Path]:
    """Returns a function that writes one file with all articles."""

    def write(folder: Path, articles: Articles) -> Path:
        (folder / name).write_bytes(make_data(articles))
        return folder / name

    return write


def write_files(suffix: str, make_data: Callable[[Made], bytes]) -> Callable[[Path, Articles], Path]:
    """Returns a function that writes a folder with a file for each article."""

    def write(folder: Path, articles: Articles) -> Path:
        (folder / "files").mkdir()
        for made in articles:
            (folder / "files" / f"{made.number:04}{suffix}").write_bytes(make_data(made))
        return folder / "files"

    return write


def by_pandoc(suffix: str, fallback: Callable[[Made], bytes]) -> Callable[[Made], bytes]:
    """Returns a function that makes a document by pandoc, or by ``fallback`` if pandoc is not installed."""
    pandoc = shutil.which("pandoc")

    def make_data(made: Made) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"out{suffix}"
            options = ["-s", "-f", "html", "-M", f"title={made.title}", "-o", str(out)]
            subprocess.run([str(pandoc), *options], input=made.html.encode(), check=True)
            return out.read_bytes()

    return make_data if pandoc else fallback


def epub(articles: Articles) -> bytes:
    """A book by pandoc, with a chapter for each article."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        return make.epub(articles)
    html = "".join(f"<h1>{made.title}</h1>{made.html}" for made in articles)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.epub"
        options = ["--quiet", "-f", "html", "-M", "title=Setahun", "-o", str(out)]
        subprocess.run([pandoc, *options], input=html.encode(), check=True)
        return out.read_bytes()


def hugo(folder: Path, articles: Articles) -> Path:
    """A Hugo site with a draft and a page that waits for its date."""
    pages = folder / "site" / "content" / "berita"
    pages.mkdir(parents=True)
    (folder / "site" / "hugo.toml").write_text(f'baseURL = "{make.SITE}/"\ntitle = "{make.PUBLISHER}"\n')
    for made in articles:
        (pages / f"berita-{made.number}.md").write_text(make.hugo_page(made), encoding="utf-8")
    draft = make.hugo_page(Made(90_001), more="draft = true\n")
    (pages / "naskah.md").write_text(draft, encoding="utf-8")
    (pages / "besok.md").write_text(make.hugo_page(Made(90_002)), encoding="utf-8")  # in the 23rd century
    return folder / "site"


def jekyll(folder: Path, articles: Articles) -> Path:
    """A Jekyll site with a draft."""
    posts = folder / "site" / "_posts"
    posts.mkdir(parents=True)
    (folder / "site" / "_config.yml").write_text(f"title: {make.PUBLISHER}\nurl: {make.SITE}\n")
    for made in articles:
        name = f"{made.day}-berita-{made.number}.md"
        (posts / name).write_text(make.jekyll_page(made), encoding="utf-8")
    draft = make.jekyll_page(Made(90_001), more="published: false\n")
    (posts / "2023-01-01-naskah.md").write_text(draft, encoding="utf-8")
    return folder / "site"


FORMATS: dict[str, Callable[[Path, Articles], Path]] = {
    "WordPress (WXR)": write_file("wordpress.xml", make.wxr),
    "Telegram result.json": write_file("result.json", make.telegram),
    "sitemap": write_file("sitemap.xml", make.sitemap),
    "list of links": write_file("links.txt", make.links),
    "ninjs 2": write_file("ninjs.json", lambda articles: make.ninjs(articles, version=2)),
    "ninjs 3": write_file("ninjs.json", make.ninjs),
    "NewsML-G2": write_file("newsml.xml", make.newsml),
    "NITF": write_files(".xml", make.nitf),
    "CSV": write_file("berita.csv", make.csv_table),
    "XLSX": write_file("berita.xlsx", make.xlsx),
    "JSON array": write_file("berita.json", make.json_array),
    "Hugo": hugo,
    "Jekyll": jekyll,
    "RTF": write_files(".rtf", by_pandoc(".rtf", make.rtf)),
    "ODT": write_files(".odt", by_pandoc(".odt", make.odt)),
    "EPUB": write_file("berita.epub", epub),
    "EML": write_files(".eml", make.eml),
}


@contextmanager
def web_server(articles: Articles) -> Iterator[str]:
    """Serves the pages of all articles on this machine. Yields the address of the site."""
    pages = {urlsplit(made.url).path: made for made in articles}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made = pages[self.path]
            head = f"<html><head><title>{made.title}</title></head>"
            article = f"<article><h1>{made.title}</h1>{made.html}</article>"
            body = f"{head}<body>{article}</body></html>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def killed_twice(kutip: CommandLine, generator: random.Random, count: int, *arguments: str) -> list[str]:
    """Runs a command that is killed at two random moments and then runs to its end. Returns what went wrong.

    The moments are chosen by the lines that it prints, or by the time if it prints none.
    """
    problems = []
    for part in (generator.uniform(0, 0.5), generator.uniform(0.5, 1)):
        with kutip.start(*arguments) as process:
            assert process.stdout is not None
            for _ in range(int(part * count) if "--json" in arguments else 0):
                if not process.stdout.readline():
                    break
            time.sleep(generator.uniform(0, LONGEST_PAUSE_S) + (0 if "--json" in arguments else 10 * part))
            process.send_signal(signal.SIGKILL)
            process.wait()
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=kutip.folder,
        env=kutip.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    if done.returncode:
        problems.append(f"the last process ended with {done.returncode}: {done.stderr[-500:]}")
    return problems


def exported(kutip: CommandLine) -> list[str]:
    """The lines of ``kutip export``."""
    file = kutip.folder / "export.jsonl"
    done = kutip("export", str(file))
    assert done.returncode == 0, done.stderr
    return file.read_text(encoding="utf-8").splitlines()


def try_format(folder: Path, name: str, count: int, generator: random.Random) -> tuple[Outcome, CommandLine]:
    """Adds an archive of ``count`` articles and checks what is in."""
    articles = make.some(count)
    outcome = Outcome(name, count)
    with web_server(articles) as site:
        source = FORMATS[name](folder, articles)
        if name in {"sitemap", "list of links"}:
            source.write_text(source.read_text().replace(make.SITE, site))
        kutip = CommandLine(folder, {"FETCH_ALLOW_LOOPBACK": "true"})
        outcome.problems = killed_twice(kutip, generator, count, "add", str(source), "--json")
    rows = [row for row in map(json.loads, exported(kutip)) if "article_id" in row]
    texts = {made.text for made in articles}
    current = [row for row in rows if "ending" not in row]
    outcome.inside = len({row["text"] for row in current})
    outcome.twice = len(current) - outcome.inside + len(rows) - len(current)
    outcome.wrong = sum(row["text"] not in texts for row in current)
    titles = Counter(row["title"] for row in current) - Counter(made.title for made in articles)
    outcome.problems += [f"unknown title: {title!r}" for title in list(titles)[:3]]
    return outcome, kutip


def try_transfer(kutip: CommandLine, folder: Path, generator: random.Random) -> list[str]:
    """Replaces and retracts articles, and returns in which lines an export differs after an import."""
    rows = [json.loads(line) for line in exported(kutip)][1:]
    for row in rows[:3]:
        assert (
            kutip(
                "replace", row["article_id"], "-", "--reason", "uji", stdin=row["text"] + " Lagi."
            ).returncode
            == 0
        )
    for row in rows[2:5]:
        assert kutip("retract", row["article_id"], "uji").returncode == 0
    first = exported(kutip)
    other = CommandLine(folder)
    problems = killed_twice(other, generator, 0, "import", str(kutip.folder / "export.jsonl"))
    second = exported(other)
    print(
        f"export: {len(first)} lines, again after the import: {len(second)}, the same: {first == second}",
        flush=True,
    )
    return (
        problems + [line[:200] for line in set(first) ^ set(second)] + ["another order"] * (first != second)
    )


def main() -> None:
    """Run with the options of the command line and exit with 1 if something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "formats", nargs="*", default=list(FORMATS), metavar="FORMAT", help=", ".join(FORMATS)
    )
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    failed = False
    print(f"{'format':<22} {'made':>5} {'in':>5} {'twice':>6} {'wrong':>6}", flush=True)
    with tempfile.TemporaryDirectory() as parent:
        kutip = None
        for number, name in enumerate(arguments.formats):
            folder = Path(parent) / str(number)
            folder.mkdir()
            outcome, kutip = try_format(folder, name, arguments.articles, generator)
            figures = f"{outcome.made:>5} {outcome.inside:>5} {outcome.twice:>6} {outcome.wrong:>6}"
            print("\n".join([f"{name:<22} {figures}", *outcome.problems]), flush=True)
            failed = failed or not outcome.is_good
        if kutip is not None:
            (Path(parent) / "other").mkdir()
            differences = try_transfer(kutip, Path(parent) / "other", generator)
            print("\n".join(differences) or "diff: empty", flush=True)
            failed = failed or bool(differences)
    sys.exit(failed)


if __name__ == "__main__":
    main()
