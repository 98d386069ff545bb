"""Every sentence that people read, by language, from the Fluent files of this folder.

A third language is one new file: ``xx.ftl``, named by its ISO 639 code, with the messages and variables of
the others. Messages are plain text; whoever shows them escapes them for the place where they are shown.
Plurals and dates follow the language. English is what is left when a language is not known.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FALLBACK_LANGUAGE = "en"

READ_AS = {"in": "id", "ms": "id", "jv": "id", "su": "id"}
"""Languages without a file whose speakers read another one: the old code of Indonesian, Malay, and the
regional languages of people who read Indonesian at school."""

Variable = str | int | float | date


class Texts:
    """The messages of one language. Call it with a message's name and its variables.

    >>> load_catalogue().choose("en")("article-count", count=1)
    '1 article'
    """

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle

    def __call__(self, message: str, /, **variables: Variable) -> str:
        """The text of ``message``. Raises LookupError for an unknown message, ValueError for a missing
        variable: both are mistakes of ours that no user should meet as half a sentence."""
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise LookupError(f"{self.language}.ftl: {message} has no text")
        text, errors = self._bundle.format_pattern(pattern, dict(variables))
        if errors:
            raise ValueError(f"{self.language}.ftl: {message}: {errors[0]}")
        return str(text)


class Catalogue:
    """All languages. ``languages`` are in alphabetical order."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = dict(sorted(texts.items()))
        self.languages = tuple(self._texts)

    def find(self, language_code: str | None) -> Texts | None:
        """By an IETF tag such as ``id``, ``en-GB``, ``pt_BR``; None when nobody wrote that language.

        >>> [texts and texts.language for texts in map(load_catalogue().find, ["id-ID", "ms", "fr", None])]
        ['id', 'id', None, None]
        """
        code = (language_code or "").replace("_", "-").partition("-")[0].lower()
        return self._texts.get(code) or self._texts.get(READ_AS.get(code, ""))

    def choose(self, *language_codes: str | None) -> Texts:
        """The first of these that there is, else the fallback.

        >>> load_catalogue().choose("und", "id").language
        'id'
        """
        for code in language_codes:
            texts = self.find(code)
            if texts is not None:
                return texts
        return self._texts[FALLBACK_LANGUAGE]


@functools.cache
def load_catalogue() -> Catalogue:
    """Read every ``.ftl`` file of this folder, once a process: parsing them takes 80 ms."""
    from fluent.runtime import FluentBundle, FluentResource

    texts: dict[str, Texts] = {}
    for file in resources.files(__package__).iterdir():
        language, _, suffix = file.name.partition(".")
        if suffix == "ftl":
            # Isolating marks (U+2068, U+2069) would be counted and copied with every title.
            bundle = FluentBundle([language], use_isolating=False)
            bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
            texts[language] = Texts(language, bundle)
    return Catalogue(texts)
