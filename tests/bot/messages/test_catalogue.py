from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import resources

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.messages.catalogue import Catalogue, Variable, load_catalogue
from bot.telegram.command_menu import ADMIN_COMMANDS, COMMANDS, GROUP_MENU
from bot.telegram.handlers.access import MOST_TOAST_CHARACTERS
from bot.telegram.handlers.unreadable import KINDS

FILES = sorted(file.name for file in resources.files("bot.messages").iterdir() if file.name.endswith(".ftl"))

NOTICES = (
    "article-gone", "button-unknown", "feedback-thanks", "feedback-why", "forget-not-yours", "message-gone",
    "source-shown", "turn-gone",
)  # fmt: skip


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def _messages(file_name: str) -> dict[str, set[str]]:
    """The names of the variables of each message in a file."""
    source = resources.files("bot.messages").joinpath(file_name).read_text(encoding="utf-8")
    by_message: dict[str, set[str]] = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), f"{file_name}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in by_message, f"{file_name}: {entry.id.name} is defined twice"
            variables = _Variables()
            variables.visit(entry)
            by_message[entry.id.name] = variables.names
    return by_message


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_has_indonesian_and_english() -> None:
    assert {"en.ftl", "id.ftl"} <= set(FILES)


@pytest.mark.parametrize("file_name", FILES)
def test_every_language_has_the_same_messages_with_the_same_variables(file_name: str) -> None:
    assert _messages(file_name) == _messages("en.ftl")


PLURALS = {"zero", "one", "two", "few", "many", "other"}
"""Plural categories, which differ between languages."""


class _Variants(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802
        if isinstance(node.key, ast.Identifier) and node.key.name not in PLURALS:
            self.names.add(node.key.name)
        self.generic_visit(node)


def _variants(file_name: str) -> dict[str, set[str]]:
    """The keys of the variants of each message in a file, other than plural categories."""
    source = resources.files("bot.messages").joinpath(file_name).read_text(encoding="utf-8")
    by_message: dict[str, set[str]] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Message):
            variants = _Variants()
            variants.visit(entry)
            by_message[entry.id.name] = variants.names
    return by_message


@pytest.mark.parametrize("file_name", FILES)
def test_every_language_has_the_same_variants(file_name: str) -> None:
    assert _variants(file_name) == _variants("en.ftl")
    assert set(KINDS) - {"venue"} == _variants(file_name)["cannot-read"]


@pytest.mark.parametrize("file_name", FILES)
def test_notices_after_a_press_fit_into_an_alert(file_name: str, catalogue: Catalogue) -> None:
    texts = catalogue.choose(file_name.partition(".")[0])
    for name in NOTICES:
        assert len(texts(name)) <= MOST_TOAST_CHARACTERS


@pytest.mark.parametrize("file_name", FILES)
def test_every_message_can_be_formatted(file_name: str, catalogue: Catalogue) -> None:
    texts = catalogue.choose(file_name.partition(".")[0])
    for name, variables in _messages(file_name).items():
        values: dict[str, Variable] = dict.fromkeys(variables, 2)
        values |= dict.fromkeys(variables & {"first", "last"}, date(2024, 5, 3))
        values |= {"date": date(2024, 5, 3), "at": datetime(2024, 5, 4, tzinfo=UTC), "zone": "WIB"}
        assert texts(name, **values).strip()


def test_every_command_of_a_menu_has_a_description(catalogue: Catalogue) -> None:
    for language in catalogue.languages:
        for name in {*COMMANDS, *GROUP_MENU, *ADMIN_COMMANDS} - {"start"}:
            # The limits of setMyCommands.
            assert 1 <= len(catalogue.choose(language)(f"command-{name}")) <= 256


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("id", "id"),
        ("ms", "id"),
        ("id-ID", "id"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
        ("IN", "id"),
    ],
)
def test_language_tags_select_a_language(code: str | None, language: str, catalogue: Catalogue) -> None:
    assert catalogue.choose(code).language == language


def test_first_available_language_is_chosen(catalogue: Catalogue) -> None:
    assert catalogue.choose("und", "id").language == "id"


def test_dates_and_plurals_follow_the_language(catalogue: Catalogue) -> None:
    indonesian, english = catalogue.choose("id"), catalogue.choose("en")
    assert indonesian("date", date=date(2024, 5, 3)) == "3 Mei 2024"
    assert english("date", date=date(2024, 5, 3)) == "May 3, 2024"
    assert english("article-count", count=1) == "1 article"
    assert english("article-count", count=2500) == "2,500 articles, newest first"
    assert indonesian("article-count", count=2500) == "2.500 artikel, yang terbaru dulu"


def test_missing_variable_and_unknown_message_raise_errors(catalogue: Catalogue) -> None:
    texts = catalogue.choose("en")
    with pytest.raises(ValueError, match="failure"):
        texts("failure")
    with pytest.raises(LookupError):
        texts("no-such-message")


def test_title_is_inserted_literally(catalogue: Catalogue) -> None:
    title = '{ $x } <b>"kutip"</b> \u2068'
    assert title in catalogue.choose("en")("unchanged", title=title)
