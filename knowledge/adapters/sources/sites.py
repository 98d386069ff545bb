"""Finds the pages of a Hugo or Jekyll site, which is a folder with a configuration and Markdown files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.adapters.sources.archives import Calendar
from knowledge.adapters.sources.encoding import decode
from knowledge.adapters.sources.front_matter import Page, read_page
from knowledge.errors import UnreadableArticle
from knowledge.ports import Source

_MARKDOWN = (".md", ".markdown")
_HUGO = (
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)
_JEKYLL = ("_config.yml", "_config.yaml", "_config.toml")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-")
_MAX_CONFIGURATION_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Site:
    """A site: the folder of its pages, its title and its address, which are "" if it states none."""

    folder: Path
    pages: Path
    title: str
    address: str

    def files(self) -> Iterator[Path]:
        """Yields the Markdown files of the site, sorted by name. Drafts are in other folders or say so."""
        root = self.pages.resolve()
        for current, folders, names in os.walk(self.pages):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_drafts")))
            for name in sorted(names):
                path = Path(current, name)
                # _index.md describes a list of pages.
                is_page = path.suffix.lower() in _MARKDOWN and not name.startswith((".", "_"))
                if is_page and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                    yield path

    def source(self, file: Path, data: bytes, calendar: Calendar) -> Source:
        """Makes a source of a page and its contents. What the site does not publish (yet) is left out."""
        name = str(file)
        try:
            page = read_page(decode(data))
        except UnreadableArticle as error:
            return Source(name, error=f"{name}: {error}")
        dated = _DATED.match(file.name)
        if dated and "date" not in page.fields:
            page = Page(page.text, {**page.fields, "date": dated[1]})
        if reason := page.reason_to_wait(calendar):
            return Source(name, error=f"{name}: {reason}", is_left_out=True)
        document = page.document(name, calendar)
        # The same on all machines, so that a later version of the page replaces this one.
        home = self.address or self.folder.resolve().name
        external_id = f"{home}/{file.relative_to(self.pages).as_posix()}"
        publisher = document.publisher or self.title or None
        return Source(name, replace(document, publisher=publisher, external_id=external_id))


def site_in(folder: Path) -> Site | None:
    """Returns the site in a folder, or None if it is no site. Never raises for a folder on disk."""
    for names, pages in ((_HUGO, folder / "content"), (_JEKYLL, folder / "_posts")):
        for name in names:
            if pages.is_dir() and (folder / name).is_file():
                return _site(folder, pages, folder / name)
    return None


def _site(folder: Path, pages: Path, configuration: Path) -> Site:
    """A site whose configuration cannot be read has neither title nor address."""
    fence = {".toml": "+++", ".json": ""}.get(configuration.suffix, "---")
    try:
        with configuration.open("rb") as file:
            text = file.read(_MAX_CONFIGURATION_BYTES).decode("utf-8", "replace")
        page = read_page(f"{fence}\n{text}\n{fence}\n" if fence else text)
    except (OSError, UnreadableArticle):
        return Site(folder, pages, "", "")
    return Site(folder, pages, page.string("title"), page.string("baseurl", "url").rstrip("/"))
