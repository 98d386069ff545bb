"""Runs the command ``kutip`` over a data folder, in the process of the tests or in a separate process.

Starting a process costs a second of processor time, most of it for imports. So a test starts one only where
the process itself is tested: its exit status, its streams, a kill, or who owns the index.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from bot.cli import CHATTY_VENDORS, cli
from tests.paths import REPOSITORY

Finished = subprocess.CompletedProcess[str]

INHERITED = ("PATH", "HOME", "LANG")
"""All that a command inherits: the settings of whoever runs the tests stay out."""

PATIENCE_S = 120.0


@dataclass(frozen=True)
class CommandLine:
    """``kutip`` with its data in ``folder``, which is also the current folder. Call it to run a command.

    ``settings`` are environment variables for every command; those given in a call take precedence.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The data folder."""
        return Path(self.environment["KUTIP_HOME"])

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        own = {"KUTIP_HOME": str(self.folder / "home"), "PYTHONUTF8": "1", "PYTHONPATH": str(REPOSITORY)}
        return inherited | own | dict(self.settings)

    def __call__(self, *arguments: str, stdin: str | bytes = "", **settings: str) -> Finished:
        """Run a command in this process; its exit status and what it printed."""
        with contextlib.chdir(self.folder), _only(self.environment | settings), _state_put_back():
            result = CliRunner().invoke(cli, arguments, input=stdin, prog_name="kutip")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Finished(arguments, result.exit_code, result.stdout, result.stderr)

    def in_a_process(self, *arguments: str, stdin: str | bytes = "", **settings: str) -> Finished:
        """Run a command in a separate process. Returns its exit status and what it printed."""
        done = subprocess.run(
            _command(arguments),
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            env=self.environment | settings,
            cwd=self.folder,
            timeout=PATIENCE_S,
            check=False,
        )
        return Finished(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command in a separate process, with pipes to its standard input and output."""
        return subprocess.Popen(
            _command(arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.folder,
            text=True,
        )


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "bot.cli", *arguments]


@contextlib.contextmanager
def _only(environment: Mapping[str, str]) -> Iterator[None]:
    """``environment`` and nothing else is the environment of this process."""
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(environment)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _state_put_back() -> Iterator[None]:
    """Undo what a command changes because its process is about to end: log levels, the garbage collector."""
    loggers = [logging.getLogger(), *map(logging.getLogger, CHATTY_VENDORS)]
    levels = [logger.level for logger in loggers]
    try:
        yield
    finally:
        gc.unfreeze()
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
