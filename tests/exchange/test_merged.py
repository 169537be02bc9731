"""Importing and exporting after two records of one person were merged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.access.scope import Scope
from casework.exchange.loading import import_path
from casework.exchange.writer import export_path
from casework.records.episode import Episode
from casework.records.person import Person
from casework.services.merges import merge_people
from tests.cast import make_episode, make_person, scope

TODAY = date(2026, 11, 21)


@pytest.fixture
def folder(session, house, tmp_path):
    """What was sent before the merge: both people, and an episode of the one that was merged since."""
    one = make_person(session, house.go_quao, "Danh Văn Út", ref="P-1")
    two = make_person(session, house.go_quao, "Danh Văn Ut", ref="P-2")
    make_episode(session, two, ref="E-2", registered_on=date(2026, 8, 3))
    session.commit()
    everybody = Scope.everything(reason="xuất toàn bộ để so sánh")
    export_path(session, everybody, tmp_path / "before", today=TODAY)
    merge_people(
        session, scope(house.officer), house.officer, one.ref, two.ref, from_merged=(), decisions={},
        reason="cùng một người", today=TODAY,
    )  # fmt: skip
    session.commit()
    return tmp_path / "before"


def test_a_merged_code_leads_to_the_survivor_and_is_not_brought_back(session, house, folder):
    text = (folder / "episodes.csv").read_text("utf-8-sig")
    (folder / "episodes.csv").write_text(text + text.splitlines()[1].replace("E-2", "E-3") + "\n", "utf-8")
    report = import_path(session, house.officer, folder, today=TODAY)
    assert not report.errors
    session.expire_all()
    assert session.scalar(select(func.count(Person.id)).where(Person.merged_into_id.is_(None))) == 1
    survivor = session.scalars(select(Person.id).where(Person.ref == "P-1")).one()
    assert dict(session.execute(select(Episode.ref, Episode.person_id)).all()) == {"E-2": survivor, "E-3": survivor}


def test_an_export_writes_the_survivor_alone(session, folder, tmp_path):
    export_path(session, Scope.everything(reason="so sánh"), tmp_path / "after", today=TODAY)
    people = (tmp_path / "after" / "persons.csv").read_text("utf-8-sig")
    episodes = (tmp_path / "after" / "episodes.csv").read_text("utf-8-sig")
    assert "P-1" in people and "P-2" not in people
    assert "P-1" in episodes and "P-2" not in episodes
