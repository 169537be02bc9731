"""Migrations: numbered, one line, independent of today's code, and true to the tables."""

import re
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy import func, inspect, select, text

from casework.records import db
from casework.records.episode import Episode
from casework.records.paper import Paper
from casework.records.person import Person
from casework.services.database import prepare_database
from tests.cast import make_episode, make_person, make_session, make_staff, make_team
from tests.house.source import ROOT, Offence, imports, none_of

FOLDER = ROOT / "migrations"
FILES = sorted((FOLDER / "versions").glob("*.py"))


@pytest.fixture
def revisions():
    """From the first to the newest."""
    return list(reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions())))


def test_migrations_are_numbered_in_one_line(revisions):
    numbers = [f"{place:04d}" for place in range(1, len(FILES) + 1)]
    assert [path.name[:4] for path in FILES] == numbers, "number the files 0001, 0002 … without gaps or doubles"
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name) for path in FILES), "0007_add_case_stage.py"
    assert [each.revision for each in revisions] == numbers, "revision is the number of the file"
    assert [each.down_revision for each in revisions] == [None, *numbers[:-1]], "each follows the one before it"


@pytest.mark.postgresql
def test_a_notice_on_file_belongs_to_the_last_move_of_its_case(app, session, cast):
    moves = [(date(2026, 9, 2), cast.dinh_hoa), (date(2026, 10, 2), cast.go_quao)]
    episode = make_episode(session, make_person(session, cast.go_quao), registered_on=date(2026, 8, 3), moves=moves)
    named = {"kind": "transfer-notice", "subject_ref": episode.ref, "title": "Thông báo", "token": "mã"}
    about = {"unit_id": cast.dinh_hoa.id, "year": 2026, "signed_on": date(2026, 10, 2), "part": "2026-10-02"}
    session.add(Paper(**named, **about))
    session.commit()
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    for revision, part in (("0016", ""), ("0017", "2026-10-02")):
        (downgrade if revision == "0016" else upgrade)(directory=str(FOLDER), revision=revision)
        assert session.scalar(select(Paper.part)) == part
        session.rollback()


@pytest.mark.postgresql
def test_an_upgraded_database_knows_its_new_indexes(app, session, cast):
    make_episode(session, make_person(session, cast.go_quao), registered_on=date(2026, 8, 3))
    session.commit()
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    downgrade(directory=str(FOLDER), revision="0021")
    prepare_database()
    name = "ix_episode_custody_unit_id_form_started_on"
    if session.get_bind().dialect.name == "sqlite":
        known = session.scalar(text("SELECT stat FROM sqlite_stat1 WHERE idx = :name"), {"name": name})
    else:
        known = session.scalar(text("SELECT reltuples FROM pg_class WHERE relname = :name"), {"name": name})
    assert known not in (None, 0, -1)


def test_migrations_never_need_todays_code():
    none_of(
        Offence(path, line, f"say what {name} was on that day instead of importing it")
        for path in FILES
        for line, name in imports(path)
        if name.split(".")[0] == "casework"
    )


@pytest.mark.postgresql
def test_the_migrated_database_is_the_one_the_tables_describe(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)
    assert not differences, "write a migration for:\n" + "\n".join(map(str, differences))


@pytest.mark.postgresql
def test_every_migration_goes_down_and_up_again_over_rows(app, session, cast, revisions):
    person = make_person(session, cast.old_town)
    make_episode(
        session,
        person,
        registered_on=date(2024, 3, 1),
        started_on=date(2024, 3, 10),
        phases={"admission": (date(2024, 3, 10), date(2024, 3, 12))},
        certificate=("01/GCN", date(2024, 9, 20)),
        moves=[(date(2024, 5, 1), cast.old_dinh_hoa)],
    )
    make_team(session, cast.go_quao, make_staff(session, cast.go_quao))
    make_session(session, cast.point, person)
    session.commit()
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    for revision in reversed(revisions):
        downgrade(directory=str(FOLDER), revision=revision.down_revision or "base")
        upgrade(directory=str(FOLDER), revision=revision.revision)
        if revision.down_revision is not None:
            assert session.scalar(select(func.count()).select_from(Person)) == 1, f"{revision.revision} loses people"
            assert session.scalar(select(func.count()).select_from(Episode)) == 1, f"{revision.revision} loses episodes"
            session.rollback()
            downgrade(directory=str(FOLDER), revision=revision.down_revision)
    upgrade(directory=str(FOLDER))
    assert set(inspect(db.engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}
