"""The command line run in this process, over a database of the test's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.app import create_app
from casework.cli import build
from tests.exchange.files import folder, world


@dataclass(frozen=True)
class Outcome:
    """What a command left behind: its exit status and what it printed."""

    status: int
    raw: bytes
    stderr: str

    @property
    def stdout(self) -> str:
        return self.raw.decode()

    @property
    def lines(self) -> list[str]:
        return self.stdout.splitlines()

    @property
    def complaints(self) -> list[str]:
        return self.stderr.splitlines()


Casework = Callable[..., Outcome]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder of its own in the environment; nothing else of the environment counts."""
    instance = tmp_path / "instance"
    monkeypatch.setenv("CASEWORK_INSTANCE", str(instance))
    for name in ("DATABASE_URL", "CASEWORK_DATA_KEY", "CASEWORK_SECRET_KEY", "CASEWORK_ADMIN_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return instance


@pytest.fixture
def command(settings: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Casework:
    """Run `casework ARGUMENTS` as a process would, before there is any database."""

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["casework", *map(str, arguments)])
        capsysbinary.readouterr()
        status = 0
        try:
            build(create_app)()
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = capsysbinary.readouterr()
        return Outcome(status, out, err.decode())

    return run


@pytest.fixture
def casework(command: Casework, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Casework:
    """Run `casework ARGUMENTS` over a prepared database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return command


@pytest.fixture
def loaded(casework: Casework, tmp_path: Path) -> Casework:
    """The same, after the small world of the exchange tests was imported."""
    assert casework("import", folder(tmp_path / "world", world())).status == 0
    return casework
