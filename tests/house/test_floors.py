"""Floors: who may import whom, and what each floor may not touch."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.source import CASEWORK, ROOT, Offence, calls, dotted, imports, modules, none_of, tree

BELOW_SERVICES = ("workflow", "law", "records", "access", "indicators", "documents", "reports", "exchange")
LONGEST = 300
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
COMMITS_ITSELF = {
    "database.py",  # prepares the database before any entrance stands on it
}


def run(*command: str) -> None:
    tool = Path(sys.executable).parent / command[0]
    done = subprocess.run([str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"`{' '.join(command)}` says:\n{done.stdout}{done.stderr}"


def test_a_floor_imports_only_floors_below_it_and_leaves_never_meet():
    run("lint-imports", "--no-cache")


def test_the_walls_have_no_exceptions():
    for contract in SETTINGS["importlinter"]["contracts"]:
        assert not contract.get("ignore_imports"), f"{contract['name']}: move the code, not the wall"


def test_every_statute_is_behind_the_wall_between_statutes():
    [wall] = [each for each in SETTINGS["importlinter"]["contracts"] if each["id"] == "statutes"]
    files = {f"casework.law.{path.stem}" for path in (CASEWORK / "law").glob("statute_*.py")}
    assert set(wall["modules"]) == files, "name every law/statute_*.py in the contract `statutes` of pyproject.toml"


def test_ruff_has_nothing_to_say():
    run("ruff", "check", "--no-cache", "--output-format", "concise", ".")


def test_mypy_has_nothing_to_say():
    run("mypy", "--no-error-summary")


def test_the_environment_is_read_in_one_place():
    none_of(
        Offence(path, node.lineno, "add a setting to casework/config.py and read it from there")
        for path in modules()
        if path.name != "config.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    )


def test_nothing_below_the_services_reads_the_clock():
    clock = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.localtime"}
    none_of(
        Offence(path, call.lineno, "take the day as an argument; only entrances and services know what day it is")
        for path in modules(*BELOW_SERVICES)
        if path != CASEWORK / "records" / "db.py"  # the instant at which a row is written
        for call in calls(path)
        if dotted(call.func) in clock
    )


def test_services_flush_and_only_entrances_commit():
    none_of(
        Offence(path, call.lineno, "flush; the entrance commits what a whole request did")
        for path in modules(*BELOW_SERVICES, "services")
        if path.name not in COMMITS_ITSELF
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
        if dotted(call.func.value) != "savepoint"
    )


def test_frameworks_of_the_web_stay_in_the_entrances():
    web = ("wtforms", "flask_wtf", "flask_login.login", "flask_smorest", "marshmallow", "flask_limiter", "click")
    none_of(
        Offence(path, line, f"{name} belongs to web/, api/ or cli.py")
        for path in modules(*BELOW_SERVICES, "services")
        for line, name in imports(path)
        if name.startswith(web)
    )


def test_files_are_named_for_what_they_hold_and_stay_short():
    none_of(
        Offence(path, 1, "name the file for what it holds")
        for path in modules()
        if path.stem in {"utils", "util", "helpers", "common", "base", "misc"}
    )
    none_of(
        Offence(path, LONGEST, f"longer than {LONGEST} lines: split by noun")
        for path in modules()
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    )
