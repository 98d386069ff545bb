"""Tests that the wheel contains everything that Kutip needs, and works without the repository."""

from __future__ import annotations

import email.parser
import email.policy
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

PACKAGES = ("bot", "knowledge", "prompts")
DEPENDENCIES = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
BUILD_S = 120.0
CHAT_S = 180.0
"""Long enough for a busy machine; the conversation itself takes about five seconds."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network by the hatchling of the development environment."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        timeout=BUILD_S,
    )
    (built,) = folder.glob("*.whl")
    return built


def files_in_repository() -> set[str]:
    """Every file of the packages that Git tracks, or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PACKAGES],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return {name for name in listed if (REPOSITORY / name).is_file()}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="not a clone")
def test_wheel_contains_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert names == {
        name.replace("knowledge/models/py.typed", "knowledge/py.typed") for name in files_in_repository()
    }


@pytest.mark.parametrize(
    "pattern",
    [
        "bot/messages/*.ftl",
        "bot/samples/*",
        "bot/py.typed",
        "knowledge/adapters/database/migrations/env.py",
        "knowledge/adapters/database/migrations/versions/*.py",
        "knowledge/py.typed",
        "knowledge/weights/*.json",
        "prompts/*.md",
        "prompts/py.typed",
    ],
)
def test_wheel_contains_what_is_read_at_run_time(wheel: Path, pattern: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(Path(name).match(pattern) for name in archive.namelist())


def test_metadata_describe_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode()
        entry_points = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
    metadata = email.parser.Parser(policy=email.policy.default).parsestr(text)

    assert entry_points.split() == ["[console_scripts]", "kutip", "=", "bot.cli:main"]
    assert metadata["Name"] == "kutip"
    assert metadata["License-Expression"] == "MIT"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert all(
        address.partition(", ")[2].startswith("https://") for address in metadata.get_all("Project-URL", [])
    )


def test_installed_wheel_converses_over_the_samples_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    installed, work = tmp_path / "installed", tmp_path / "work"
    installed.mkdir()
    work.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    # -S leaves out the .pth file that puts the repository on the path of a development environment.
    program = "import sys; from bot.cli import main; sys.argv[0] = 'kutip'; main()"
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}

    def run(*command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", "-P", "-c", *command],
            input=stdin,
            cwd=work,
            env={
                **environment,
                "PYTHONPATH": os.pathsep.join([str(installed), *dict.fromkeys(DEPENDENCIES)]),
                "PYTHONIOENCODING": "utf-8",
                "KUTIP_HOME": str(work / "data"),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=CHAT_S,
        )

    packages = run(
        "import bot, knowledge, prompts; print(bot.__file__, knowledge.__file__, prompts.__file__)"
    )
    assert all(Path(file).is_relative_to(installed) for file in packages.stdout.split())

    chat = run(program, "chat", stdin="Siapa duta besar baru Laos untuk Kamboja?\n")

    assert chat.returncode == 0, chat.stderr
    assert "Buakeo Phumvongsay" in chat.stdout
    assert "22 April 2022" in chat.stdout
    assert {path.name for path in work.iterdir()} == {"data"}
