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
    source = resources.files("bot.messages").joinpath(file_name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), f"{file_name}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{file_name}: {entry.id.name} stands there twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_indonesian_and_english_are_there() -> None:
    assert {"en.ftl", "id.ftl"} <= set(FILES)


@pytest.mark.parametrize("file_name", FILES)
def test_every_language_has_the_same_messages_with_the_same_variables(file_name: str) -> None:
    assert _messages(file_name) == _messages("en.ftl")


PLURALS = {"zero", "one", "two", "few", "many", "other"}
"""Each language has its own of these."""


class _Variants(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802
        if isinstance(node.key, ast.Identifier) and node.key.name not in PLURALS:
            self.names.add(node.key.name)
        self.generic_visit(node)


def _variants(file_name: str) -> dict[str, set[str]]:
    source = resources.files("bot.messages").joinpath(file_name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Message):
            variants = _Variants()
            variants.visit(entry)
            found[entry.id.name] = variants.names
    return found


@pytest.mark.parametrize("file_name", FILES)
def test_every_language_has_a_sentence_for_each_kind_of_thing(file_name: str) -> None:
    assert _variants(file_name) == _variants("en.ftl")
    assert set(KINDS) - {"venue"} == _variants(file_name)["cannot-read"]


@pytest.mark.parametrize("file_name", FILES)
def test_notices_at_the_press_of_a_button_are_short_enough(file_name: str, catalogue: Catalogue) -> None:
    texts = catalogue.choose(file_name.partition(".")[0])
    for name in NOTICES:
        assert len(texts(name)) <= MOST_TOAST_CHARACTERS


@pytest.mark.parametrize("file_name", FILES)
def test_every_message_can_be_formatted(file_name: str, catalogue: Catalogue) -> None:
    texts = catalogue.choose(file_name.partition(".")[0])
    for name, variables in _messages(file_name).items():
        values: dict[str, Variable] = dict.fromkeys(variables, 2)
        values |= {"date": date(2024, 5, 3), "at": datetime(2024, 5, 4, tzinfo=UTC), "zone": "WIB"}
        assert texts(name, **values).strip()


def test_every_command_of_the_menu_is_described(catalogue: Catalogue) -> None:
    for language in catalogue.languages:
        for name in {*COMMANDS, *GROUP_MENU, *ADMIN_COMMANDS} - {"start"}:
            # setMyCommands takes 1 to 256 characters.
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
def test_language_codes_lead_to_a_language(code: str | None, language: str, catalogue: Catalogue) -> None:
    assert catalogue.choose(code).language == language


def test_first_known_language_is_chosen(catalogue: Catalogue) -> None:
    assert catalogue.choose("und", "id").language == "id"


def test_dates_and_plurals_follow_the_language(catalogue: Catalogue) -> None:
    indonesian, english = catalogue.choose("id"), catalogue.choose("en")
    assert indonesian("date", date=date(2024, 5, 3)) == "3 Mei 2024"
    assert english("date", date=date(2024, 5, 3)) == "May 3, 2024"
    assert english("article-count", count=1) == "1 article"
    assert english("article-count", count=2500) == "2,500 articles, newest first"
    assert indonesian("article-count", count=2500) == "2.500 artikel, yang terbaru dulu"


def test_missing_variable_and_unknown_message_are_errors(catalogue: Catalogue) -> None:
    texts = catalogue.choose("en")
    with pytest.raises(ValueError, match="failure"):
        texts("failure")
    with pytest.raises(LookupError):
        texts("no-such-message")


def test_title_is_inserted_as_it_is(catalogue: Catalogue) -> None:
    title = '{ $x } <b>"kutip"</b> \u2068'
    assert title in catalogue.choose("en")("unchanged", title=title)
