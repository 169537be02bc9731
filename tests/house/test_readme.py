"""README: names every floor of the house, and no room that does not exist."""

import re

from tests.house.source import CASEWORK, ROOT

README = ROOT / "README.md"
FLOOR = re.compile(r"^\| `([a-z0-9_]+(?:/|\.py))`", re.MULTILINE)


def test_the_readme_names_every_floor_and_nothing_else():
    named = FLOOR.findall(README.read_text(encoding="utf-8"))
    there = {f"{path.name}/" for path in CASEWORK.iterdir() if path.is_dir() and path.name != "__pycache__"}
    there |= {path.name for path in CASEWORK.glob("*.py") if path.name != "__init__.py"}
    assert len(named) == len(set(named)), "README.md: a floor is listed twice"
    assert set(named) == there, (
        f"README.md, section of the floors: add {sorted(there - set(named))}, take out {sorted(set(named) - there)}"
    )


def test_the_readme_points_only_at_files_that_exist():
    text = README.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing, f"README.md points at {missing}"


def test_the_readme_names_only_commands_that_make_knows():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named and named <= targets, f"README.md names {sorted(named - targets)}, which Makefile does not have"
