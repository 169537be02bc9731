"""The project's own text, as the house tests read it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASEWORK = ROOT / "casework"


@dataclass(frozen=True)
class Offence:
    """One place that breaks a rule of the house, and what to do about it."""

    path: Path
    line: int
    remedy: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.remedy}"


def none_of(offences: Iterable[Offence]) -> None:
    """Fail with every offence, a line each."""
    lines = sorted({str(offence) for offence in offences})
    assert not lines, "\n" + "\n".join(lines)


def modules(*floors: str) -> list[Path]:
    """The Python files of some floors of casework/ (a package or a single file); of all without an argument."""
    found = [CASEWORK] if not floors else [CASEWORK / floor for floor in floors]
    files: list[Path] = []
    for place in found:
        files += sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return [file for file in files if file.is_file()]


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported name in full, with its line: `from a.b import c` is a.b.c."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is in the repository or is about to be; without git, every file outside hidden folders."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return tuple(ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file())
    hidden = {".venv", ".git", "instance", "__pycache__"}
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not hidden & set(path.relative_to(ROOT).parts) and not path.name.startswith(".")
    )
