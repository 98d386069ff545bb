"""Runs the exchanges, draws them, and writes ``docs/pictures/*.png``."""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tools.pictures.exchanges import play
from tests.tools.pictures.page import WIDTH_PIXELS, page

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SCALE = 1.4
"""Pixels of the picture per CSS pixel: sharp on a phone, with small files."""


def main() -> None:
    """Draw every exchange."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.pictures", description=__doc__)
    parser.add_argument("--browser", help="path of the Chromium to draw with")
    browser = parser.parse_args().browser or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(
            "No Chromium was found: install it (Debian, Ubuntu: apt install chromium "
            "fonts-noto-color-emoji), or name one with --browser."
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, exchange in asyncio.run(play()).items():
        draw(browser, page(exchange, name[-2:]), FOLDER / f"{name}.png")
        print(f"{name}.png")


def draw(browser: str, source: str, picture: Path) -> None:
    """Draw an HTML page to a PNG file: lay it out once for its height, then again in that height."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(source, encoding="utf-8")
        laid_out = _run(browser, folder, f"--window-size={WIDTH_PIXELS},900", "--dump-dom", file.as_uri())
        height = re.search(r"<title>(\d+)</title>", laid_out)
        if height is None:
            sys.exit(f"{browser} did not lay out the page.")
        _run(
            browser,
            folder,
            f"--window-size={WIDTH_PIXELS},{height[1]}",
            f"--force-device-scale-factor={SCALE}",
            f"--screenshot={picture}",
            file.as_uri(),
        )


def _run(browser: str, profile: str, *arguments: str) -> str:
    # No sandbox: containers often forbid it, and the page contains nothing untrusted.
    common = (
        "--headless=new",
        "--no-sandbox",
        "--hide-scrollbars",
        "--disable-lcd-text",
        f"--user-data-dir={profile}/profile",
    )
    done = subprocess.run(
        [browser, *common, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout


if __name__ == "__main__":
    main()
