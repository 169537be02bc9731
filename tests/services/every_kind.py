"""One record of every kind that can be taken out, each in the order in which nothing is left hanging on it."""

from __future__ import annotations

from datetime import date

from casework.records.act import Act
from casework.records.attachment import Attachment
from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.consultation import PointStaff
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.obligation import UnitObligation
from casework.records.officer_training import OfficerTraining
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.paper import PaperSetting
from casework.records.proceeding import Proceeding
from casework.records.programme_model import ProgrammeModel
from casework.records.support import Employer, Job, Loan, Training
from casework.records.target import Target
from casework.records.team import TeamActivity
from casework.records.violation import Violation
from casework.services.removal_kinds import RemovalKind as R
from tests.cast import (
    make_aftercare,
    make_episode,
    make_person,
    make_point,
    make_session,
    make_staff,
    make_team,
)

AWAY = {"from_on": "2026-06-10", "to_on": "2026-06-20", "reported": True}


def one_of_each(session, house):
    """Kind → a row of it at Xã Gò Quao, what hangs on others before them."""
    here = house.go_quao
    person, staff = make_person(session, here, "Danh Văn Gỡ"), make_staff(session, here, "Lý Thị Cán")
    episode = make_episode(
        session, person, registered_on=date(2026, 1, 5), decided_on=date(2026, 1, 8), started_on=date(2026, 1, 10),
        phases={"admission": (date(2026, 1, 10), date(2026, 1, 12))}, certificate=("01/GXN", date(2026, 8, 2)),
        moves=[(date(2026, 2, 1), house.dinh_hoa), (date(2026, 3, 1), here)], ended_on=date(2026, 8, 1),
        outcome="completed", officer_id=staff.id,
    )  # fmt: skip
    aftercare = make_aftercare(
        session, person, starts_on=date(2026, 3, 5), reviews={date(2026, 6, 1): "negative"},
        moves=[(date(2026, 7, 1), house.dinh_hoa), (date(2026, 7, 9), here)], law_facts={"absences": [AWAY]},
    )  # fmt: skip
    team, point = make_team(session, here, staff), make_point(session, here)
    held = make_session(session, point, person, staff_id=staff.id)
    about, at = {"person_id": person.id, "unit_id": here.id}, {"unit_id": here.id}
    employer, club = Employer(name="Cơ sở mộc", **at), Club(name="Nhóm", established_on=date(2026, 1, 5), **at)
    session.add_all((employer, club))
    session.flush()
    rows = {
        R.ATTACHMENT: Attachment(
            person_id=person.id, label="Đơn", dated_on=date(2026, 1, 5), file_name="don.pdf", size=3,
            media_type="application/pdf", sha256="0" * 64, added_by="can-bo",
        ),
        R.CERTIFICATE: episode.certificate,
        R.PHASE: episode.phases[0],
        R.VIOLATION: Violation(episode_id=episode.id, happened_on=date(2026, 2, 2), kind="used_drugs"),
        R.EPISODE_TRANSFER: episode.transfers[0],
        R.AFTERCARE_REVIEW: aftercare.reviews[0],
        R.ABSENCE: Act(
            aftercare_id=aftercare.id, act="record_absence", acted_on=date(2026, 6, 10), law="nd116", stage_after="on"
        ),
        R.MONITORING: Act(
            aftercare_id=aftercare.id, act="monitoring", acted_on=date(2026, 7, 5), law="nd163", stage_after="on",
            details={"paper": "decided", "number": "02/QĐ"},
        ),
        R.AFTERCARE_TRANSFER: aftercare.transfers[0],
        R.PROCEEDING: Proceeding(measure="dossier", opened_on=date(2026, 1, 5), **about),
        R.LISTING: Listing(status="addict", listed_on=date(2026, 1, 5), **about),
        R.DETERMINATION: Determination(result="addicted", determined_on=date(2026, 1, 4), **about),
        R.EVALUATION: Evaluation(evaluated_on=date(2026, 9, 1), outcome="not_relapsed", cohort="project", **about),
        R.TRAINING: Training(started_on=date(2026, 9, 1), state_supported=True, **about),
        R.JOB: Job(started_on=date(2026, 9, 1), employer_id=employer.id, has_income=True, supported=True, **about),
        R.LOAN: Loan(disbursed_on=date(2026, 9, 1), amount_vnd=20_000_000, borrower="self", **about),
        R.METHADONE: Methadone(started_on=date(2026, 9, 1), **about),
        R.CLUB_MEMBER: ClubMember(club_id=club.id, person_id=person.id, from_on=date(2026, 9, 1)),
        R.HOTLINE_CALL: HotlineCall(received_on=date(2026, 9, 1), topic="rehabilitation", content="Hỏi", **at),
        R.CONSULTATION_SESSION: held,
        R.EPISODE: episode,
        R.AFTERCARE: aftercare,
        R.TEAM_ACTIVITY: TeamActivity(team_id=team.id, held_on=date(2026, 9, 1), kind="visit"),
        R.TEAM_MEMBER: team.members[0],
        R.TEAM: team,
        R.POINT_STAFF: PointStaff(point_id=point.id, staff_id=staff.id, from_on=date(2026, 1, 5)),
        R.POINT: point,
        R.EMPLOYER: employer,
        R.CLUB: club,
        R.COMMUNICATION_EVENT: CommunicationEvent(
            held_on=date(2026, 9, 1), level="commune", participants=40, kind="rally", **at
        ),
        R.MATERIAL: Material(issued_on=date(2026, 9, 1), kind="leaflet", quantity=200, **at),
        R.DIRECTIVE: Directive(issued_on=date(2026, 9, 1), level="commune", number="12/KH-UBND", **at),
        R.BUDGET_LINE: BudgetLine(
            spent_on=date(2026, 9, 1), source="local", content="team", amount_vnd=5_000_000, **at
        ),
        R.OFFICER_TRAINING: OfficerTraining(staff_id=staff.id, completed_on=date(2026, 9, 1), subject="Tư vấn"),
        R.PROGRAMME_MODEL: ProgrammeModel(started_on=date(2026, 9, 1), name="Mô hình", kind="prevention", **at),
        R.TARGET: Target(
            programme="kh89", row_code="1.4", year=2026, unit_id=house.province.id, comparison="at_least", value=9
        ),
        R.OBLIGATION: UnitObligation(
            form="pl2", level="own", cycle="quarter", rule="calendar", due_months=1, due_day=10,
            from_on=date(2026, 12, 1), citation="Công văn 12/SYT", **at,
        ),
        R.PAPER_SETTING: PaperSetting(
            office="committee", from_on=date(2026, 12, 1), agency="UBND xã", place="Gò Quao", abbreviation="UBND",
            position="Phó Chủ tịch", **at,
        ),
        R.STAFF: staff,
        R.PERSON: person,
    }  # fmt: skip
    session.add_all(rows.values())
    session.commit()
    return rows
