"""The demonstration comes in through the same door as everybody's files, once."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.access.roles import Role
from casework.access.scope import Scope
from casework.app import create_app
from casework.records import db
from casework.records.account import Account
from casework.records.consultation import ConsultationSession
from casework.records.episode import Episode, EpisodeCustody
from casework.records.person import Person
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.services import passwords
from casework.services.allocations import divided_communes
from casework.services.demonstration import Demonstration, build_demonstration
from casework.services.report_recast import recast
from tests import databases
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def app(prepared: databases.Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of these tests: they look, and change nothing."""
    folder = tmp_path_factory.mktemp("demonstration")
    with prepared.copy(folder) as url:
        application = create_app(databases.config(folder / "instance", url))
        with application.app_context():
            yield application
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="module")
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture(scope="module")
def built(session: Session) -> Demonstration:
    found = build_demonstration(session, TODAY)
    session.commit()
    return found


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_every_row_is_stored_and_stays_in_a_folder(app: Flask, session: Session, built):
    folder = Path(app.instance_path) / "demonstration"
    for name, model in (("persons", Person), ("episodes", Episode), ("sessions", ConsultationSession)):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert count(session, model) == len(list(csv.DictReader(file))) > 0


def test_there_is_an_account_for_each_role_with_the_password_that_is_told(session: Session, built):
    assert {account.role for account in built.accounts} == set(Role)
    for told in built.accounts:
        account = session.scalars(select(Account).where(Account.username == told.username)).one()
        assert [role.role for role in account.roles] == [told.role]
        assert account.roles[0].unit.name == told.unit
        assert not account.must_change_password
    assert passwords.matches(account.password_hash, told.password)


def test_the_counsellor_works_at_a_point_of_the_commune(session: Session, built):
    counsellor = session.scalars(select(Account).where(Account.username == "tu.van")).one().roles[0]
    assert counsellor.point is not None
    assert counsellor.point.unit_id == counsellor.unit_id


def test_a_second_time_does_nothing(session: Session, built):
    before = count(session, Person), count(session, Episode), count(session, Account)
    assert build_demonstration(session, TODAY) == built
    assert (count(session, Person), count(session, Episode), count(session, Account)) == before


def test_the_reform_moved_every_open_case_to_a_commune_of_today_but_those_of_a_divided_one(session: Session, built):
    holders = (
        select(Unit.kind, func.count(func.distinct(Episode.id)))
        .join(EpisodeCustody, EpisodeCustody.unit_id == Unit.id)
        .join(Episode, Episode.id == EpisodeCustody.episode_id)
        .where(EpisodeCustody.to_on > TODAY, Unit.valid_to.is_(None))
        .group_by(Unit.kind)
    )
    held = dict(session.execute(holders).all())
    assert held.keys() == {"commune", "province"} and held["province"] == 5


def test_what_a_divided_commune_left_waits_and_stands_apart_in_its_old_reports(session: Session, built):
    everything = Scope.everything(reason="tests")
    assert [(unit.code, count) for unit, count in divided_communes(session, everything)] == [("30355", 10)]
    old = session.scalars(select(SavedReport).join(Unit, Unit.id == SavedReport.unit_id).where(Unit.code != "907"))
    found = {kept.unit.code: recast(session, kept) for kept in old.unique() if kept.unit.valid_to is not None}
    assert found.keys() == {"30355", "886"}
    for kept in found.values():
        assert [unit.name for unit in kept.units] == ["Xã An Phú"] and kept.waits
        assert all(row.whole == sum(row.by_unit.values()) + row.unallocated for row in kept.rows)
