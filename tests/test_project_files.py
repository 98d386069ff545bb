"""Tests that the project files agree with the code, and that `make` works as described."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from knowledge.adapters.llm.providers import PROVIDERS
from tests.paths import REPOSITORY

DOCUMENTS = [
    *sorted(REPOSITORY.glob("*.md")),
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    REPOSITORY / "knowledge" / "weights" / "README.md",
]
NOT_SETTINGS = {"RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "OLLAMA_CONTEXT_LENGTH", "DEEPSEEK_API_KEY"}
OF_MAKE = {"EXTRAS"}
"""What ``.env`` sets for the Makefile alone."""
SETTING = re.compile(r"#(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>\S+)")
MAKE = shutil.which("make")

needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def setting_names() -> set[str]:
    return {(field.alias or name).upper() for name, field in Settings.model_fields.items()}


def env_example() -> list[str]:
    return (REPOSITORY / ".env.example").read_text(encoding="utf-8").splitlines()


def decisions() -> list[Path]:
    return sorted((REPOSITORY / "docs" / "adr").glob("*.md"))


def named_in_backticks(path: Path) -> list[str]:
    """The inline code spans of a Markdown file, without its code blocks."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


# --- .env.example


def test_env_example_names_every_setting_once_and_no_other() -> None:
    named = [match["name"] for line in env_example() if (match := SETTING.fullmatch(line))]

    assert sorted(named) == sorted(setting_names() | OF_MAKE)


def test_env_example_sets_nothing() -> None:
    assert all(not line or line.startswith("#") for line in env_example())


def test_every_setting_in_env_example_has_one_comment() -> None:
    for block in "\n".join(env_example()).split("\n\n")[1:]:
        comment, setting = block.strip().splitlines()
        assert comment.startswith("# ")
        assert SETTING.fullmatch(setting)


def test_every_value_in_env_example_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)
    values = "\n".join(line[1:] for line in env_example() if SETTING.fullmatch(line))
    (tmp_path / ".env").write_text(values, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    settings = load_settings()

    assert settings.model_fields_set == set(Settings.model_fields)


# --- documents, decisions, licence, changelog


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_files_and_folders_named_in_documents_exist(path: Path) -> None:
    files = re.compile(r"(?:\.ci|bot|docs|knowledge|prompts|tests)/[\w./-]*|\w[\w.-]*\.(?:py|toml|md|ftl)")
    named = {name for name in named_in_backticks(path) if files.fullmatch(name)}

    missing = {
        name for name in named if not any((base / name).exists() for base in (REPOSITORY, path.parent))
    }

    assert missing == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_modules_and_make_targets_named_in_documents_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")

    for module in re.findall(r"python (?:-I )?-m ((?:bot|knowledge|tests)[\w.]*)", text):
        assert importlib.util.find_spec(module), module
    # The changelog also names targets that are gone.
    for target in re.findall(r"[`$] ?make ([a-z-]+)", text if path.name != "CHANGELOG.md" else ""):
        assert f"\n{target}: " in makefile, target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_settings_named_in_documents_exist(path: Path) -> None:
    named = {
        match[1]
        for name in named_in_backticks(path)
        if (match := re.fullmatch(r"([A-Z]+(?:_[A-Z]+)+)(?:=.*)?", name))
    }

    assert named - NOT_SETTINGS <= setting_names()


def test_every_runtime_dependency_has_a_row_in_the_first_decision_and_none_is_left_over() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[^\w.-]", dependency)[0] for dependency in project["dependencies"]}
    first_table = decisions()[0].read_text(encoding="utf-8").split("\n| dependency |")[1].split("\n\n")[0]
    rows = [line for line in first_table.splitlines() if line.startswith("| ")]

    assert {name.strip() for row in rows for name in row.split("|")[1].split(",")} == wanted


def test_environment_of_make_run_has_nothing_that_kutip_never_imports() -> None:
    """The comments in pyproject.toml name these packages; a new version of a dependency may require one
    again."""
    lock = tomllib.loads((REPOSITORY / "uv.lock").read_text(encoding="utf-8"))
    required = {package["name"]: package.get("dependencies", []) for package in lock["package"]}
    installed: set[str] = set()
    waiting = ["kutip"]
    while waiting:
        name = waiting.pop()
        if name not in installed:
            installed.add(name)
            waiting += [edge["name"] for edge in required[name] if "'never'" not in edge.get("marker", "")]

    assert {"chromadb", "numpy", "onnxruntime", "tokenizers"} <= installed
    left_out = """
        aiohttp bcrypt build fonttools grpcio huggingface-hub kubernetes langgraph mmh3 pandas pygments pypika
        opentelemetry-exporter-otlp-proto-grpc robust-downloader scikit-learn scipy sympy typer uvicorn uvloop
        watchfiles websockets zstandard
    """
    assert not installed & set(left_out.split())


def test_decisions_are_numbered_without_a_gap_and_have_the_same_parts() -> None:
    for number, path in enumerate(decisions(), start=1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert "\nStatus: " in text
        for part in ("Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text


@pytest.mark.parametrize(
    "path",
    DOCUMENTS,
    ids=lambda path: str(path.relative_to(REPOSITORY)),
)
def test_linked_files_exist(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_licence_matches_the_package_metadata() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["license"] == "MIT"
    assert (REPOSITORY / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")


def test_changelog_has_a_section_for_the_next_change() -> None:
    assert "\n## [Unreleased]\n" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")


# --- make


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the project whose `kutip` prints its command and then its standard input."""
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(REPOSITORY / name, tmp_path)
    kutip = tmp_path / ".venv" / "bin" / "kutip"
    kutip.parent.mkdir(parents=True)
    kutip.write_text('#!/bin/sh\necho "kutip $*"\ncat\n')
    kutip.chmod(0o755)
    (tmp_path / ".venv" / ".ready-to-run").touch()
    return tmp_path


def make(
    folder: Path, target: str, *, stdin: str = "", path: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    assert MAKE is not None
    # Leave out MAKEFLAGS and the like, because make itself may run these tests.
    inherited = {
        k: v
        for k, v in os.environ.items()
        if k != "TELEGRAM_BOT_TOKEN" and not k.startswith(("MAKE", "MFLAGS"))
    }
    inherited.pop("PYTHON", None)
    return subprocess.run(
        [MAKE, target],
        cwd=folder,
        input=stdin,
        env={**inherited, "PATH": path or os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


def fake_python(folder: Path, body: str) -> str:
    """Makes a `python3` with ``body``. Returns a search path on which it is the only Python, without uv."""
    folder.mkdir()
    python = folder / "python3"
    python.write_text(f"#!/bin/sh\n{body}\n")
    python.chmod(0o755)
    return str(folder)


@needs_make
def test_make_run_without_a_token_starts_the_chat_and_prints_nothing_itself(clone: Path) -> None:
    done = make(clone, "run", stdin="Siapa?\nKapan?\n")

    assert (done.returncode, done.stdout, done.stderr) == (0, "kutip chat\nSiapa?\nKapan?\n", "")


@needs_make
def test_make_run_with_a_token_in_the_environment_starts_the_bot(clone: Path) -> None:
    assert make(clone, "run", TELEGRAM_BOT_TOKEN="1:x").stdout == "kutip run\n"


@needs_make
@pytest.mark.parametrize("line", ["TELEGRAM_BOT_TOKEN=1:x", 'export TELEGRAM_BOT_TOKEN = "1:x"'])
def test_make_run_with_a_token_in_the_env_file_starts_the_bot(clone: Path, line: str) -> None:
    (clone / ".env").write_text(f"KUTIP_HOME=here\n{line}\n")

    assert make(clone, "run", TELEGRAM_BOT_TOKEN="").stdout == "kutip run\n"


@needs_make
@pytest.mark.parametrize("line", ["#TELEGRAM_BOT_TOKEN=1:x", "TELEGRAM_BOT_TOKEN=", 'TELEGRAM_BOT_TOKEN=""'])
def test_make_run_ignores_a_token_that_is_commented_out_or_empty(clone: Path, line: str) -> None:
    (clone / ".env").write_text(f"{line}\n")

    assert make(clone, "run").stdout == "kutip chat\n"


@needs_make
def test_make_says_what_to_do_when_every_python_is_too_old(clone: Path, tmp_path: Path) -> None:
    (clone / ".venv" / ".ready-to-run").unlink()

    done = make(clone, "run", stdin="Siapa?\n", path=fake_python(tmp_path / "bin", "exit 1"))

    assert done.returncode != 0
    assert done.stdout == ""
    assert "Kutip: needs Python 3.11 or newer and found none" in done.stderr
    assert done.stderr.count("Kutip:") == 1


@needs_make
def test_make_says_what_to_install_when_python_lacks_venv(clone: Path, tmp_path: Path) -> None:
    (clone / ".venv" / ".ready-to-run").unlink()
    lacks_ensurepip = 'case "$2" in *ensurepip*) exit 1;; esac'

    done = make(clone, "run", path=fake_python(tmp_path / "bin", lacks_ensurepip))

    assert done.returncode != 0
    assert done.stdout == ""
    assert "apt install python3-venv" in done.stderr
    assert done.stderr.count("Kutip:") == 1


@needs_make
def test_make_sets_up_again_when_the_lock_file_is_newer_than_the_environment(
    clone: Path, tmp_path: Path
) -> None:
    ready = (clone / ".venv" / ".ready-to-run").stat().st_mtime
    os.utime(clone / "uv.lock", (ready + 10, ready + 10))

    done = make(clone, "run", path=fake_python(tmp_path / "bin", "exit 1"))

    assert done.returncode != 0
    assert "needs Python" in done.stderr


@needs_make
def test_make_installs_the_extras_that_are_asked_for_and_remembers_them(clone: Path, tmp_path: Path) -> None:
    uv = Path(fake_python(tmp_path / "bin", "")) / "uv"
    uv.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/uv.log\n')
    uv.chmod(0o755)

    def installed(**variables: str) -> list[str]:
        """The extras of each installation that `make run` starts, as one text."""
        log = tmp_path / "uv.log"
        log.unlink(missing_ok=True)
        make(clone, "run", path=f"{uv.parent}:{os.environ['PATH']}", **variables)
        calls = log.read_text().splitlines() if log.exists() else []
        return [" ".join(re.findall(r"--extra (\S+)", call)) for call in calls if call.startswith("sync")]

    assert installed() == []
    assert installed(EXTRAS="anthropic, ollama") == ["anthropic ollama"]
    assert installed() == []
    assert installed(EXTRAS="ollama anthropic; echo '$(id)'") == ["ollama anthropic echo"]
    (clone / ".env").write_text("export EXTRAS = 'groq,ollama' # of ours\n")
    assert installed() == ["groq ollama"]
    assert installed() == []
    os.utime(clone / "uv.lock", (2**31, 2**31))
    assert installed() == ["groq ollama"]
    assert installed(EXTRAS="none") == [""]


def test_every_provider_that_needs_a_package_has_an_extra_of_its_name() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {provider.extra for provider in PROVIDERS.values() if provider.extra}

    assert wanted <= project["optional-dependencies"].keys()
    for name, provider in PROVIDERS.items():
        assert name.replace("_", "-").startswith(provider.extra)


@needs_make
def test_make_help_lists_the_targets() -> None:
    shown = set(re.findall(r"^  make (\w+)", make(REPOSITORY, "help").stdout, re.MULTILINE))

    assert shown >= {"run", "test", "lint", "check", "bench", "clean"}


# --- CI


def test_ci_script_is_executable_and_parses() -> None:
    script = REPOSITORY / ".ci" / "run"

    assert os.access(script, os.X_OK)
    bash = shutil.which("bash")
    if bash is not None:
        subprocess.run([bash, "-n", script], check=True)
