"""Checks of data quality: each finds its wrong record, none finds anything in a file that is in order."""

import pytest

from casework.services import quality
from tests.cast import scope
from tests.services.quality_records import BAD, DAY, good


def found(session, actor, checks=quality.CHECKS):
    return {each.check.code: each.count for each in quality.counts(session, scope(actor), DAY, checks=checks)}


def test_every_check_has_a_wrong_record_to_prove_it():
    assert set(BAD) == set(quality.BY_CODE)
    assert len(quality.CHECKS) >= 40


def test_a_file_in_order_has_no_findings(session, cast):
    good(session, cast)
    assert {code: number for code, number in found(session, cast.officer).items() if number} == {}


@pytest.mark.parametrize("part", range(6))
def test_each_check_finds_its_wrong_record_and_only_within_the_scope(session, cast, part):
    """Each wrong record in a transaction of its own that is taken back; one database for a sixth of the checks."""
    missed = {}
    for code in sorted(BAD)[part::6]:
        check = quality.BY_CODE[code]
        before = found(session, cast.officer, [check])[code]
        nested = session.begin_nested()
        BAD[code](session, cast)
        session.flush()
        [counted] = quality.counts(session, scope(cast.officer), DAY, checks=[check])
        rows, _ = quality.findings(session, scope(cast.officer), check, DAY, limit=50)
        outside = found(session, cast.neighbour, [check])[code]
        nested.rollback()
        session.expire_all()
        if not (counted.count == len(rows) > before) or outside:
            missed[code] = (before, counted.count, len(rows), outside)
    assert missed == {}


def test_every_check_says_how_to_mend_and_somebody_can(app):
    silent = [check.code for check in quality.CHECKS if not (check.title and check.why and check.mend)]
    nobody = [check.code for check in quality.CHECKS if not quality.menders(check)]
    assert silent == [] and nobody == []


def test_a_count_stops_a_little_over_a_thousand(session, cast, monkeypatch):
    monkeypatch.setattr(quality, "COUNTED", 2)
    for _ in range(3):
        BAD["budget.nothing"](session, cast)
    session.flush()
    [counted] = quality.counts(session, scope(cast.officer), DAY, checks=[quality.BY_CODE["budget.nothing"]])
    assert (counted.count, counted.more) == (2, True)
