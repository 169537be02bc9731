"""Every page of lists asks the database as often among ten rows of each table as among ten thousand."""

from datetime import date, timedelta

from sqlalchemy import insert

from casework.i18n import fold
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.budget import BudgetLine
from casework.records.consultation import ConsultationSession
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.person import Person, Residence
from casework.records.support import Employer, Job, Loan, Training
from casework.records.team import Staff
from tests.web.counting import statements

FEW, MANY = 10, 10_000
SINCE = date(2026, 1, 5)


def fill(session, house, first, last):
    """A row of each table for each of these numbers, all at one commune."""
    unit, numbers = house.go_quao.id, range(first, last)
    day = {number: SINCE + timedelta(days=number % 200) for number in numbers}

    def rows(model, **columns):
        # Past the mapping of objects, which costs more than the rows.
        session.connection().execute(
            insert(model.__table__),
            [{name: value(n) if callable(value) else value for name, value in columns.items()} for n in numbers],
        )

    def person(number):
        return 1_000 + number

    name = "Danh Văn {}".format
    rows(Person, id=person, ref="P-{}".format, full_name=name, name_folded=lambda n: fold(name(n)), sex="male",
         birth_year=1990, unit_id=unit, address="Ấp Một")  # fmt: skip
    rows(Residence, person_id=person, unit_id=unit, address="Ấp Một")
    own = {"person_id": person, "unit_id": unit}
    rows(Episode, id=person, ref="E-{}".format, **own, form="home", registered_on=day.get, declared_by="self")
    held = {"from_on": day.get, "to_on": FOREVER, "unit_id": unit}
    rows(EpisodeCustody, episode_id=person, **held, form="home", registered_on=day.get)
    rows(Aftercare, id=person, ref="Q-{}".format, **own, starts_on=day.get, decided_on=day.get, term_months=12)
    rows(AftercareCustody, aftercare_id=person, **held, starts_on=day.get)
    rows(Listing, **own, status="addict", listed_on=day.get)
    rows(Determination, **own, determined_on=day.get, result="addicted")
    rows(Evaluation, **own, evaluated_on=day.get, outcome="relapsed", cohort="other")
    rows(Training, ref="D-{}".format, **own, trade="May", started_on=day.get, state_supported=True)
    rows(Job, ref="V-{}".format, **own, started_on=day.get, has_income=True, supported=False)
    rows(Loan, ref="L-{}".format, **own, borrower="self", amount_vnd=1_000_000, disbursed_on=day.get)
    rows(Methadone, ref="M-{}".format, **own, started_on=day.get)
    rows(Employer, ref="C-{}".format, unit_id=unit, name="Cơ sở {}".format)
    rows(Staff, ref="S-{}".format, unit_id=unit, full_name=name, sector="health")
    rows(ConsultationSession, ref="T-{}".format, point_id=house.point.id, unit_id=unit, held_on=day.get, kind="group",
         attendance=3)  # fmt: skip
    rows(HotlineCall, ref="H-{}".format, unit_id=unit, received_on=day.get, topic="other", content="Hỏi")
    rows(BudgetLine, ref="B-{}".format, unit_id=unit, spent_on=day.get, source="local", content="team", amount_vnd=5)
    rows(CommunicationEvent, ref="K-{}".format, unit_id=unit, held_on=day.get, level="commune", participants=5)
    rows(Material, ref="A-{}".format, unit_id=unit, issued_on=day.get, kind="poster", quantity=5)
    rows(Directive, ref="R-{}".format, unit_id=unit, issued_on=day.get, level="commune", number="{}/KH".format)
    session.commit()


def addresses(app):
    """Every page that is opened without anything in its address."""
    rules = [each for each in app.url_map.iter_rules() if "GET" in each.methods and not each.arguments]
    apart = ("/api", "/static", "/bootstrap", "/log-in", "/verify")
    return sorted(each.rule for each in rules if not each.rule.startswith(apart) and "." not in each.rule)


ABOUT_ONE = (
    "/people/P-1",
    "/people?q=danh",
    "/episodes/E-1",
    "/aftercares/Q-1",
    "/papers/of/episode/E-1",
    "/points/{point}",
    "/units/30952?on=2026-01-01",
    "/waiting/undecided",
    "/waiting/aftercare-unreviewed",
    "/calendar/days/2026-11-21",
    "/quality/checks/person.national-id-missing",
    "/reports/pl2/rows/1.4?unit=30952@2026-01-01&window=2026-01-01..2026-06-30",
)
"""Pages about one record or list, which an officer opens."""
OTHERS = ("chair", "police", "health", "counsellor", "supervisor", "auditor")


def asked(clients, pages):
    """Role and page → how many statements it takes, of those that each reader may open."""
    found = {}
    opened = [("officer", page) for page in pages]
    opened += [(role, page) for role in OTHERS for page in ("/", "/people")]
    for role, page in opened:
        with statements() as seen:
            answer = clients[role].get(page)
        if answer.status_code == 200:
            found[role, page] = len(seen)
    return found


def test_no_page_asks_more_often_among_ten_thousand_rows(app, client_as, session, house):
    clients = {role: client_as(getattr(house, role)) for role in ("officer", *OTHERS)}
    one = [page.format(point=house.point.ref) for page in ABOUT_ONE]
    fill(session, house, 0, FEW)
    few = asked(clients, [*addresses(app), *one])
    fill(session, house, FEW, MANY)
    many = asked(clients, [*addresses(app), *one])
    assert few.keys() >= {("officer", page) for page in one} and len(few) > 60
    assert few.keys() == many.keys()
    # That there is more than a page looks at may cost a question or two; never one a row.
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page] + 5} == {}
