"""Trail: every change leaves an entry with the exact keys of its tag."""

import ast
import re

from casework.access.trail import Tag
from tests.house.source import CASEWORK, Offence, calls, dotted, imports, modules, none_of, tree

WRITES = {"add", "add_all", "merge", "delete", "execute"}
RECORDED_BY_THEIR_CALLERS = {
    "account_roles.py": "part of a change that accounts.py records",
    "changes.py": "says what changed; the caller has the tag",
    "postings.py": "what memberships.py and point_assignments.py share; each has its own tag",
    "database.py": "prepares an empty database",
    "episodes.py": "appends the act; the service of the act has the tag",
    "paper_contents.py": "keeps what a paper says; who files, prints or replaces it has the tag",
    "paper_numbers.py": "takes a number; papers.py records the paper that bears it",
    "report_store.py": "counts and freezes; the act that asks for it has the tag",
    "residences.py": "part of a change that people.py records",
    "upkeep.py": "forgets the keys of old forms, nothing that anybody recorded",
    "import_mappings.py": "says how headings are read; the import has the tag",
    "uploads.py": "keeps a file that nobody imported yet",
    "units.py": "loads the country's units",
}


def records(path):
    """Calls of trail.record in a file."""
    bare = any(name == "casework.access.trail.record" for _, name in imports(path))
    for call in calls(path):
        if dotted(call.func) == "trail.record" or (bare and dotted(call.func) == "record"):
            yield call


def writes(call):
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and dotted(call.func.value).endswith("session")
        and not (call.func.attr == "execute" and not is_statement_that_writes(call))
    )


def is_statement_that_writes(call):
    return any(
        isinstance(node, ast.Call) and dotted(node.func) in {"insert", "update", "delete"} for node in ast.walk(call)
    )


def test_a_tag_says_subject_object_and_what_happened():
    for tag in Tag:
        assert re.fullmatch(r"[a-z-]+:[a-z-]+:[a-z-]+", tag.tag), f"Tag.{tag.name}: subject:object:action"
    assert len({tag.tag for tag in Tag}) == len(Tag)


def test_every_tag_is_recorded_somewhere():
    used = {
        dotted(node).removeprefix("trail.")
        for path in modules()
        if path != CASEWORK / "access" / "trail.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
    }
    line = {node.targets[0].id: node.lineno for node in ast.walk(tree(CASEWORK / "access" / "trail.py"))
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}  # fmt: skip
    none_of(
        Offence(CASEWORK / "access" / "trail.py", line[tag.name], f"nothing records Tag.{tag.name}: use it or drop it")
        for tag in Tag
        if f"Tag.{tag.name}" not in used
    )


def test_every_entry_carries_the_exact_keys_of_its_tag():
    offences = []
    for path in modules():
        for call in records(path):
            keys = {keyword.arg for keyword in call.keywords}
            name = dotted(call.args[1]).rsplit(".", 1)[-1] if len(call.args) > 1 else ""
            if None in keys:
                offences.append(Offence(path, call.lineno, "spell the keys out instead of passing **keys"))
            elif name in Tag.__members__ and keys - {"person_id"} != set(Tag[name].keys):
                offences.append(Offence(path, call.lineno, f"Tag.{name} carries exactly {sorted(Tag[name].keys)}"))
    none_of(offences)


def test_a_service_that_writes_leaves_a_trail():
    offences = []
    for path in modules("services"):
        if path.name in RECORDED_BY_THEIR_CALLERS or any(records(path)):
            continue
        writing = [call.lineno for call in calls(path) if writes(call) or dotted(call.func) == "store_new"]
        if writing:
            offences.append(Offence(path, writing[0], "record what was written with access.trail.record"))
    none_of(offences)
