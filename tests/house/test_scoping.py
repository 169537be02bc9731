"""Scoping: a query over people begins in access/queries.py, with the scope already in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import casework.records  # noqa: F401 - all tables
from casework.records.db import Base
from tests.house.source import CASEWORK, Offence, dotted, imports, modules, none_of, tree

OPENS_A_QUERY = {"select", "exists", "update", "delete"}
READS_A_ROW = {"get", "get_one", "query"}
OWN_TABLES = {
    # What an entrance keeps for itself; neither holds anything about a person in rehabilitation.
    CASEWORK / "web" / "request_keys.py": {"RequestKey"},
    CASEWORK / "web" / "session.py": {"Account"},
}
SYSTEM_WIDE = {
    CASEWORK / "services" / "database.py",  # asks which migration and how rows are spread, never for a row
    CASEWORK / "services" / "restoring.py",  # replaces whole tables, whatever is in them
    CASEWORK / "services" / "checks.py",  # asks about every row at once and answers with refs, never with names
}
ENTRANCES = ("web", "api", "jobs", "cli")


def models() -> dict[str, type]:
    return {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}


def personal() -> set[str]:
    """The person, and every table that points at a personal one."""
    names, tables = {"Person"}, {"person"}
    while True:
        more = {
            name
            for name, model in models().items()
            if any(key.column.table.name in tables for key in model.__table__.foreign_keys)
        }
        if more <= names:
            return names
        names |= more
        tables |= {models()[name].__tablename__ for name in more}


def innermost(call: ast.Call) -> ast.Call:
    """`select(…)` of `select(…).where(…).limit(…)`."""
    while isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        call = call.func.value
    return call


def begins_at_the_door(path: Path, call: ast.Call) -> bool:
    name = dotted(innermost(call).func)
    doors = {full.rsplit(".", 1)[1] for _, full in imports(path) if full.startswith("casework.access.queries.")}
    return name.startswith("queries.") or name in doors


def bound_to_a_row(call: ast.Call) -> bool:
    """`where(Act.episode_id == episode.id)`: the parts of one row, which somebody was handed by the door."""
    return any(
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq)
        and dotted(node.left).endswith("_id")
        and dotted(node.comparators[0]).endswith(".id")
        and dotted(node.comparators[0])[0].islower()
        for node in ast.walk(call)
    )


def aliases(path: Path) -> dict[str, str]:
    """Local names of `aliased(Model)`."""
    return {
        target.id: dotted(node.value.args[0])
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and dotted(node.value.func).endswith("aliased")
        and node.value.args
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def queried(path: Path) -> Iterator[tuple[int, str]]:
    """Each table that a query of this file opens by itself, not through the door."""
    known = {name: name for name in models()} | aliases(path)

    def names(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Call) and begins_at_the_door(path, node):
            return
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        for child in ast.iter_child_nodes(node):
            yield from names(child)

    outermost: dict[ast.Call, ast.Call] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            outermost.setdefault(innermost(node), node)
    for node in outermost.values():
        opener = dotted(innermost(node).func)
        if opener.rsplit(".", 1)[-1] in OPENS_A_QUERY and "session" not in opener:
            if not bound_to_a_row(outermost[innermost(node)]):
                yield from ((node.lineno, name) for name in names(node))
        elif isinstance(node.func, ast.Attribute) and node.func.attr in READS_A_ROW and node.args:
            model = dotted(node.args[0])
            if model in known:
                yield node.lineno, known[model]


def test_the_personal_tables_are_recognised():
    assert {
        "Act", "Attendee", "Certificate", "Episode", "EpisodeCustody", "EpisodeTransfer", "Job", "Loan", "Methadone",
        "Person", "PhaseRecord", "Residence", "Training",
    } <= personal()  # fmt: skip
    assert not {"Unit", "Team", "Staff", "Point", "Account"} & personal()


def test_services_reach_people_through_the_door():
    none_of(
        Offence(path, line, f"start the query over {name} at casework.access.queries, or at one row from there")
        for path in modules("services")
        if path not in SYSTEM_WIDE
        for line, name in queried(path)
        if name in personal()
    )


def test_entrances_ask_services_and_never_the_tables():
    none_of(
        Offence(path, line, f"ask a service; an entrance does not query {name} itself")
        for path in modules(*ENTRANCES)
        for line, name in queried(path)
        if name not in OWN_TABLES.get(path, set())
    )
    none_of(
        Offence(path, line, "ask a service; the door is for services")
        for path in modules(*ENTRANCES)
        for line, name in imports(path)
        if name.startswith("casework.access.queries") or name == "casework.access.queries"
    )


def test_no_sql_is_written_by_hand_above_the_numbers():
    none_of(
        Offence(path, line, "say it with the tables; text hides which people a query reaches")
        for path in modules("services", *ENTRANCES)
        if path not in SYSTEM_WIDE
        for line, name in imports(path)
        if name in {"sqlalchemy.text", "sqlalchemy.sql.text"}
    )
