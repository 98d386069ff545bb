"""The catalogue of messages, loaded from the Fluent files of this folder.

To add a language, add one file: ``xx.ftl``, named by its ISO 639 code, with the same messages and variables
as the others. Messages are plain text, so callers escape them where they are shown as HTML. Plurals and dates
are formatted in the language of the message. English is used for languages without a file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FALLBACK_LANGUAGE = "en"

SUBSTITUTES = {"in": "id", "ms": "id", "jv": "id", "su": "id"}
"""Languages without a file whose speakers read another one: the former code of Indonesian, Malay, and
regional languages of people who learn Indonesian at school."""

Variable = str | int | float | date


class Texts:
    """The messages of one language. Calling it with the id of a message and its variables returns the text.

    >>> load_catalogue().choose("en")("article-count", count=1)
    '1 article'
    """

    def __init__(self, language: str, file: Traversable) -> None:
        """``file`` is parsed when the first text is asked for: it takes 40 ms."""
        self.language = language
        self._file = file

    @functools.cached_property
    def _bundle(self) -> FluentBundle:
        from fluent.runtime import FluentBundle, FluentResource

        # Without isolation, Fluent inserts no invisible characters (U+2068, U+2069) around variables. They
        # would count towards the length of a message and be copied with titles.
        bundle = FluentBundle([self.language], use_isolating=False)
        bundle.add_resource(FluentResource(self._file.read_text(encoding="utf-8")))
        return bundle

    def __call__(self, message: str, /, **variables: Variable) -> str:
        """The formatted text of a message.

        Raises LookupError for an unknown message and ValueError for a missing variable. Both are bugs, and
        must not reach a person as an incomplete sentence.
        """
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise LookupError(f"{self.language}.ftl: {message} has no text")
        text, errors = self._bundle.format_pattern(pattern, dict(variables))
        if errors:
            raise ValueError(f"{self.language}.ftl: {message}: {errors[0]}")
        return str(text)


class Catalogue:
    """The messages in all languages. ``languages`` has their ISO 639 codes in alphabetical order."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = dict(sorted(texts.items()))
        self.languages = tuple(self._texts)

    def find(self, language_code: str | None) -> Texts | None:
        """The texts for an IETF language tag such as ``id``, ``en-GB`` or ``pt_BR``; None if there are none.

        >>> [texts and texts.language for texts in map(load_catalogue().find, ["id-ID", "ms", "fr", None])]
        ['id', 'id', None, None]
        """
        code = (language_code or "").replace("_", "-").partition("-")[0].lower()
        return self._texts.get(code) or self._texts.get(SUBSTITUTES.get(code, ""))

    def choose(self, *language_codes: str | None) -> Texts:
        """The texts in the first of these languages that the catalogue has, else in English.

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
    """Find every ``.ftl`` file of this folder."""
    texts: dict[str, Texts] = {}
    for file in resources.files(__package__).iterdir():
        language, _, suffix = file.name.partition(".")
        if suffix == "ftl":
            texts[language] = Texts(language, file)
    return Catalogue(texts)
