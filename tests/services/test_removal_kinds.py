"""Every kind of record leaves lists, exports and numbers, and comes back exactly; what hangs on it keeps it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, inspect, select

from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden
from casework.exchange.tables import LEDGERS
from casework.exchange.writer import export_path
from casework.law.aftercare_facts import AftercareAct
from casework.records.act import Act
from casework.records.paper import Paper
from casework.records.removal import Removal
from casework.records.report import ReportDuty
from casework.records.trail import TrailEntry
from casework.reports.build import build
from casework.reports.forms import FORMS
from casework.reports.lifecycle import ReportStep
from casework.reports.periods import parse_period
from casework.services.removal_kinds import RemovalKind as R
from casework.services.removal_returns import restore_record
from casework.services.removals import found, remove_record
from casework.services.report_acts import Words, act
from casework.services.report_making import make_report
from casework.services.report_store import as_report
from tests.cast import make_person, make_staff, make_team, scope
from tests.exchange.files import read_folder
from tests.services.every_kind import one_of_each
from tests.services.test_removals import everything

EVERYBODY = Scope.everything(reason="tests")
TODAY = date(2026, 11, 21)
COUNTED = ("pl2", "kh89")


def who(house, kind):
    chairs = dict.fromkeys((R.CERTIFICATE, R.OBLIGATION, R.PAPER_SETTING), house.chair)
    return {R.TARGET: house.supervisor, **chairs}.get(kind, house.officer)


def exported(session, path):
    export_path(session, EVERYBODY, path, today=TODAY)
    return read_folder(path)


def numbers(session, house):
    at = datetime(2026, 11, 21, tzinfo=UTC)
    found = {}
    for code in COUNTED:
        form = FORMS[code]
        report = build(session, form, house.province, [parse_period("2026", form.rule)], as_of=at)
        found[code] = [(row.line.id, row.values) for row in report.identified], dict(report.targets)
    return found


def remove(session, house, kind, row, actor=None):
    actor = actor or who(house, kind)
    return remove_record(session, scope(actor), actor, kind, inspect(row).identity[0], reason="nhập nhầm đơn vị")


def test_every_kind_leaves_tables_exports_and_numbers_and_comes_back_as_it_was(session, house, tmp_path):
    bare = exported(session, tmp_path / "bare"), numbers(session, house)
    rows = one_of_each(session, house)
    assert set(rows) == set(R), "a kind is missing here"
    full = exported(session, tmp_path / "full"), numbers(session, house), everything(session)
    removals = {}
    for kind, row in rows.items():
        table, row_id = inspect(row).mapper.local_table, inspect(row).identity[0]
        count = select(func.count()).select_from(table).where(table.c.id == row_id)
        removals[kind] = remove(session, house, kind, row)
        session.commit()
        assert removals[kind].kind == kind.value and removals[kind].reason == "nhập nhầm đơn vị"
        if kind is not R.PERSON:
            assert session.scalar(count) == 0, kind
    assert (exported(session, tmp_path / "gone"), numbers(session, house)) == bare
    for kind in reversed(rows):
        actor = who(house, kind)
        restore_record(session, scope(actor), actor, removals[kind].ref, reason="gỡ nhầm, khôi phục")
        session.commit()
    assert (exported(session, tmp_path / "back"), numbers(session, house), everything(session)) == full
    assert full[0] != bare[0] and full[1]["pl2"] != bare[1]["pl2"] and full[1]["kh89"][1] != bare[1]["kh89"][1]
    tags = [tag for tag in session.scalars(select(TrailEntry.tag)) if tag.startswith("record:record:")]
    assert len(tags) == 2 * len(R)


def test_a_report_that_was_sent_keeps_its_numbers_and_todays_are_without_what_was_taken_out(session, house):
    rows, form, at = one_of_each(session, house), FORMS["pl2"], datetime(2026, 11, 21, 8, tzinfo=UTC)
    windows = [parse_period("2026H1", form.rule)]
    report = make_report(
        session,
        EVERYBODY,
        house.officer,
        form,
        house.go_quao.code,
        windows,
        variants=(),
        due_on=None,
        today=TODAY,
        as_of=at,
    )
    for step, actor in ((ReportStep.CHECK, house.officer), (ReportStep.SUBMIT, house.chair)):
        act(session, scope(actor), actor, report.ref, step, Words("sẽ lập hồ sơ sau cai"), today=TODAY, as_of=at)
    session.commit()
    sent = as_report(report)
    for kind in list(rows)[: list(rows).index(R.POINT) + 1]:
        remove(session, house, kind, rows[kind])
    session.commit()
    session.expire_all()
    assert as_report(report) == sent
    today = build(session, form, house.go_quao, windows, as_of=at)
    fewer = [row.line.id for row, old in zip(today.identified, sent.identified, strict=True) if row.values < old.values]
    assert {"1.1", "1.3"} & set(fewer), fewer


def test_every_table_of_the_exchange_format_has_a_kind():
    """Names on a session are put right on its own form, which keeps in the trail who was named before."""
    assert {ledger.stored.name for ledger in LEDGERS.values()} - {each.value for each in R} == {"session_attendee"}


HANGS_ON = {
    R.POINT: ("1 buổi tư vấn", "1 cán bộ đang được phân công"),
    R.TEAM: ("1 hoạt động của tổ", "1 thành viên đang tham gia"),
    R.EMPLOYER: ("1 việc làm",),
    R.CLUB: ("1 thành viên câu lạc bộ",),
    R.STAFF: ("1 lần tập huấn", "1 đợt cai nghiện"),
    R.PERSON: ("1 đợt cai nghiện", "1 khoản vay"),
    R.METHADONE: ("1 thủ tục kèm theo",),
    R.OBLIGATION: ("1 kỳ báo cáo đã lập",),
}


def test_what_hangs_on_a_record_keeps_it_and_is_counted_by_name(session, house):
    rows = one_of_each(session, house)
    rows[R.PROCEEDING].methadone_id = rows[R.METHADONE].id
    days = {"first_on": date(2026, 10, 1), "last_on": date(2026, 12, 31)}
    code = f"unit-{rows[R.OBLIGATION].id}"
    session.add(ReportDuty(obligation=code, unit_id=house.go_quao.id, period="2026Q4", **days))
    session.commit()
    for kind, parts in HANGS_ON.items():
        with pytest.raises(Conflict) as refused:
            remove(session, house, kind, rows[kind])
        assert all(part in str(refused.value) for part in parts), kind
        session.rollback()
    assert session.scalar(select(func.count()).select_from(Removal)) == 0


def test_memberships_that_are_over_go_with_their_team_and_come_back_with_it(session, house):
    team = make_team(session, house.go_quao, make_staff(session, house.go_quao))
    team.members[0].to_on = date(2026, 5, 1)
    session.commit()
    before = everything(session)
    removal = remove(session, house, R.TEAM, team)
    session.commit()
    restore_record(session, scope(house.officer), house.officer, removal.ref, reason="gỡ nhầm tổ")
    session.commit()
    assert everything(session) == before


def test_a_part_comes_back_to_its_own_record_however_the_rows_are_numbered_meanwhile(session, house):
    rows = one_of_each(session, house)
    order = [R.TEAM_ACTIVITY, R.TEAM_MEMBER, R.TEAM]
    removals = {kind: remove(session, house, kind, rows[kind]) for kind in order}
    session.commit()
    other = make_team(session, house.go_quao)
    session.commit()
    with pytest.raises(Conflict, match="đã bị gỡ"):
        restore_record(session, scope(house.officer), house.officer, removals[R.TEAM_ACTIVITY].ref, reason="khôi phục")
    session.rollback()
    for kind in reversed(order):
        restore_record(session, scope(house.officer), house.officer, removals[kind].ref, reason="khôi phục")
    session.commit()
    session.expire_all()
    assert not other.activities and not other.members


def test_an_absence_leaves_the_facts_and_every_act_about_it_and_others_stay(session, house):
    rows = one_of_each(session, house)
    aftercare = rows[R.AFTERCARE]
    removal = remove(session, house, R.ABSENCE, rows[R.ABSENCE])
    session.commit()
    assert "absences" not in aftercare.law_facts
    later = {"from_on": "2026-08-01", "reported": False}
    aftercare.law_facts = {**aftercare.law_facts, "absences": [later]}
    session.commit()
    restore_record(session, scope(house.officer), house.officer, removal.ref, reason="gỡ nhầm lần vắng")
    session.commit()
    assert [each["from_on"] for each in aftercare.law_facts["absences"]] == ["2026-06-10", "2026-08-01"]
    assert AftercareAct.RECORD_ABSENCE.value == "record_absence"


def test_of_papers_about_monitoring_the_last_of_a_kind_leaves_first_and_comes_back_only_as_the_last(session, house):
    rows = one_of_each(session, house)
    first = rows[R.MONITORING]
    told = {"aftercare_id": first.aftercare_id, "act": "monitoring", "law": "nd163", "stage_after": "on"}
    second = Act(acted_on=date(2026, 7, 20), details={"paper": "decided"}, **told)
    session.add_all((second, Act(acted_on=date(2026, 7, 25), details={"paper": "paused"}, **told)))
    session.flush()
    with pytest.raises(Conflict, match="văn bản cùng loại ngày 20/07/2026"):
        remove(session, house, R.MONITORING, first)
    paper = Paper(
        kind="monitoring-decided", part="2", token="t", subject_ref=rows[R.AFTERCARE].ref, unit_id=house.go_quao.id,
        title="Quyết định", number="9/QĐ", signed_on=date(2026, 7, 20), year=2026,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    with pytest.raises(Conflict, match="còn giấy “Quyết định”"):
        remove(session, house, R.MONITORING, second)
    paper.withdrawn_on = date(2026, 7, 21)
    gone = remove(session, house, R.MONITORING, second)
    session.add(Act(acted_on=date(2026, 8, 1), details={"paper": "decided"}, **told))
    session.flush()
    with pytest.raises(Conflict, match="văn bản cùng loại khác"):
        restore_record(session, scope(house.officer), house.officer, gone.ref, reason="gỡ nhầm văn bản")


def test_a_person_on_file_by_mistake_leaves_nobody_behind_and_their_number_means_nobody_else(session, house):
    person = make_person(session, house.go_quao, "Danh Văn Nhầm", address="Ấp 1", national_id_index="x" * 64)
    code, number = person.ref, person.id
    session.commit()
    removal = remove(session, house, R.PERSON, person)
    session.commit()
    assert (removal.person_id, removal.label) == (None, f"Hồ sơ cá nhân {code}, D. V. N.")
    again = make_person(session, house.go_quao, "Danh Văn Khác", ref=code, national_id_index="x" * 64)
    assert again.id != number
    with pytest.raises(Conflict, match="bản ghi khác thay vào"):
        restore_record(session, scope(house.officer), house.officer, removal.ref, reason="khôi phục lại")


def test_a_supervisor_takes_out_their_own_units_records_and_nobody_elses(session, house):
    rows = one_of_each(session, house)
    for kind in (R.COMMUNICATION_EVENT, R.LISTING):
        with pytest.raises(Forbidden):
            remove(session, house, kind, rows[kind], actor=house.supervisor)
    with pytest.raises(Forbidden):
        remove(session, house, R.TEAM_ACTIVITY, rows[R.TEAM_ACTIVITY], actor=house.police)
    removal = remove(session, house, R.COMMUNICATION_EVENT, rows[R.COMMUNICATION_EVENT])
    session.commit()
    with pytest.raises(Forbidden):
        restore_record(session, scope(house.supervisor), house.supervisor, removal.ref, reason="khôi phục lại")


def test_the_list_of_what_is_found_says_what_each_is(session, house):
    rows = one_of_each(session, house)
    labels = {}
    for kind, row in rows.items():
        actor = who(house, kind)
        labels[kind] = found(session, scope(actor), kind, inspect(row).identity[0]).label
    assert labels[R.BUDGET_LINE].endswith("5.000.000 đồng")
    assert labels[R.OFFICER_TRAINING] == "Tập huấn cán bộ Lý Thị Cán: Tư vấn"
    assert labels[R.COMMUNICATION_EVENT].endswith("(40 lượt người)")
    assert all(kind.term in label for kind, label in labels.items())
