"""One believable record of each book: what a form would say, and how to put a row in place past the form."""

from datetime import date

from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.officer_training import OfficerTraining
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.programme_model import ProgrammeModel
from casework.records.target import Target

FORMS = {
    "listings": {"status": "addict", "listed_on": "01/03/2026"},
    "determinations": {"determined_on": "01/03/2026", "result": "addicted", "substances": "heroin"},
    "evaluations": {"evaluated_on": "01/03/2026", "outcome": "not_relapsed", "cohort": "project"},
    "clubs": {"name": "Câu lạc bộ Hướng thiện", "established_on": "01/03/2026"},
    "club-members": {"from_on": "02/03/2026"},
    "events": {"held_on": "01/03/2026", "level": "commune", "kind": "rally", "participants": "120"},
    "materials": {"issued_on": "01/03/2026", "kind": "leaflet", "quantity": "500"},
    "directives": {"number": "12/KH-UBND", "issued_on": "01/03/2026", "level": "commune"},
    "budget": {"spent_on": "01/03/2026", "source": "local", "content": "team", "amount_vnd": "2.500.000"},
    "officer-trainings": {"completed_on": "01/03/2026", "subject": "Tư vấn cai nghiện"},
    "models": {"name": "Mô hình Địa bàn sạch ma túy", "kind": "prevention", "started_on": "01/03/2026"},
    "targets": {"row": "kh89:1.2", "year": "2026", "comparison": "at_least", "value": "60"},
    "hotline": {"received_on": "01/03/2026", "topic": "report", "content": "Hỏi thủ tục đăng ký"},
}
TABLES = {
    "listings": Listing,
    "determinations": Determination,
    "evaluations": Evaluation,
    "clubs": Club,
    "club-members": ClubMember,
    "events": CommunicationEvent,
    "materials": Material,
    "directives": Directive,
    "budget": BudgetLine,
    "officer-trainings": OfficerTraining,
    "models": ProgrammeModel,
    "targets": Target,
    "hotline": HotlineCall,
}
PERSONAL = ("listings", "determinations", "evaluations", "club-members")
DAYS = {
    "listings": "listed_on",
    "determinations": "determined_on",
    "evaluations": "evaluated_on",
    "clubs": "established_on",
    "club-members": "from_on",
    "events": "held_on",
    "materials": "issued_on",
    "directives": "issued_on",
    "budget": "spent_on",
    "officer-trainings": "completed_on",
    "models": "started_on",
    "hotline": "received_on",
}
_MORE = {
    "listings": {"status": "addict"},
    "determinations": {"result": "addicted"},
    "evaluations": {"outcome": "relapsed", "cohort": "other"},
    "clubs": {"name": "Câu lạc bộ"},
    "events": {"level": "commune", "participants": 10},
    "materials": {"quantity": 10},
    "directives": {"level": "commune", "number": "1/KH-UBND"},
    "budget": {"source": "local", "content": "team", "amount_vnd": 1_000_000},
    "models": {"name": "Mô hình", "kind": "prevention"},
    "targets": {"programme": "kh89", "row_code": "1.1", "comparison": "at_least", "value": 70},
    "hotline": {"topic": "other", "content": "Hỏi"},
}


def make_row(session, noun, unit, *, on=date(2026, 3, 1), person=None, club=None, staff=None, **more):
    """A row of a book, past the services."""
    values = dict(_MORE.get(noun, {}))
    if noun == "targets":
        values["year"] = on.year
    else:
        values[DAYS[noun]] = on
    if noun in PERSONAL:
        values["person_id"] = person.id
    if noun == "club-members":
        values["club_id"] = club.id
    elif noun == "officer-trainings":
        values["staff_id"] = staff.id
    else:
        values["unit_id"] = unit.id
    row = TABLES[noun](**values | more)
    session.add(row)
    session.flush()
    return row
