from __future__ import annotations

from importlib import resources

import pytest

from prompts.loader import Messages, Prompt, PromptError, load, parse

NAMES = sorted(
    file.name.removesuffix(".md")
    for file in resources.files("prompts").iterdir()
    if file.name.endswith(".md")
)
VARIABLES = {
    "answer": {"evidence", "question", "language", "today", "form"},
    "standalone_question": {"conversation", "question"},
    "repair": {"evidence", "question", "statements", "language", "today"},
    "verify": {"question", "statements", "count"},
}


def test_prompts_have_the_variables_that_their_callers_fill() -> None:
    assert {name: set(load(name).variables) for name in NAMES} == VARIABLES


@pytest.mark.parametrize("name", NAMES)
def test_note_of_a_prompt_explains_each_variable(name: str) -> None:
    note = resources.files("prompts").joinpath(f"{name}.md").read_text("utf-8").partition("--- system ---")[0]
    for variable in VARIABLES[name]:
        assert f"- {variable}: " in note


@pytest.mark.parametrize("name", NAMES)
def test_note_for_people_is_not_sent(name: str) -> None:
    prompt = load(name)
    filled = prompt.fill(**dict.fromkeys(prompt.variables, "x"))
    assert "knowledge/" not in filled.system + filled.user
    assert "---" not in filled.system + filled.user


@pytest.mark.parametrize("name", ["answer", "repair", "verify"])
def test_system_part_has_no_variables_so_that_it_can_be_cached(name: str) -> None:
    assert "{{" not in load(name).system


def test_values_are_inserted_literally() -> None:
    hostile = "{{question}} {evidence} $question ${HOME} %s {0} \\1 \\g<0> }}{{"
    filled = load("answer").fill(
        evidence=hostile, question="{{language}}", language="English", today="2031-01-31", form="Write."
    )
    assert hostile in filled.user
    assert "Question: {{language}}" in filled.user


def test_error_names_the_missing_variables() -> None:
    with pytest.raises(PromptError, match="answer needs a value for evidence, form, language"):
        load("answer").fill(question="Siapa?", today="unknown")


def test_error_names_the_unknown_variable() -> None:
    with pytest.raises(PromptError, match="hello has no variable tone"):
        Prompt("hello", "Be brief.", "Say it.").fill(tone="warm")


@pytest.mark.parametrize("name", ["nowhere", "../answer", "answer.md", "", "prompts/answer"])
def test_unknown_prompt_is_refused(name: str) -> None:
    with pytest.raises(PromptError, match="no prompt called"):
        load(name)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "--- system ---\nOnly this.\n",
        "--- user ---\nFirst.\n--- system ---\nSecond.\n",
        "--- system ---\n\n--- user ---\nEmpty system.\n",
        "--- system ---\na\n--- user ---\nb\n--- user ---\nc\n",
    ],
)
def test_file_without_both_parts_in_order_is_refused(content: str) -> None:
    with pytest.raises(PromptError, match="system part and a user part"):
        parse("broken", content)


@pytest.mark.parametrize("body", ["{{ question }}", "{{question", "{{ques tion}}", "question}}"])
def test_malformed_variable_is_refused_when_the_file_is_parsed(body: str) -> None:
    with pytest.raises(PromptError, match="braces that are not a variable"):
        parse("broken", f"--- system ---\na\n--- user ---\n{body}\n")


def test_windows_line_ends_are_accepted() -> None:
    assert parse("p", "--- system ---\r\nA.\r\n--- user ---\r\nB.\r\n").fill() == Messages("A.", "B.")


def test_fingerprint_changes_with_the_text_of_either_part() -> None:
    prompt = Prompt("hello", "Be brief.", "Say it.")
    assert prompt.fingerprint == Prompt("hello", "Be brief.", "Say it.").fingerprint
    assert prompt.fingerprint != Prompt("hello", "Be brief.Say it.", "").fingerprint
    assert prompt.fingerprint != Prompt("hello", "Be brief.", "Say it!").fingerprint
