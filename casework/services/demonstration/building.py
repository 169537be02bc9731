"""Putting the invented district into a database, through the same door as everybody's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.errors import CaseworkError
from casework.exchange.loading import import_path
from casework.records.consultation import Point
from casework.services.demonstration.accounts import POINT, DemonstrationAccount, ensure_accounts, hash_of_all
from casework.services.demonstration.aftercare_acts import act_on_aftercares
from casework.services.demonstration.folder import write_folder
from casework.services.demonstration.hotline import enter_the_rest
from casework.services.demonstration.old_reports import allocate_a_village, keep_old_reports
from casework.services.demonstration.proceedings import add_proceedings
from casework.services.demonstration.reports import send_reports, working_since
from casework.services.demonstration.tables import invent_district
from casework.services.report_duties import plan


@dataclass(frozen=True)
class Demonstration:
    """What somebody needs to look around."""

    accounts: Sequence[DemonstrationAccount]


def build_demonstration(session: Session, today: date) -> Demonstration:
    """Gò Quao with a few hundred invented people, and an account for each role; nothing if it is there already.

    The rows stay in the instance folder's `demonstration/`, to be looked at, changed and imported again.

    :param today: 2025-08-01 or later; open cases are a few days old on this day
    :raises CaseworkError: the exchange format refused a row of ours
    """
    everything = Scope.everything(reason="dữ liệu minh họa")
    fresh = session.scalars(queries.points(everything).where(Point.ref == POINT)).first() is None
    known = hash_of_all(session)
    if fresh:
        folder = write_folder(invent_district(today), Path(current_app.instance_path) / "demonstration")
        report = import_path(session, SYSTEM, folder, today=today)
        if not report.stored:
            raise CaseworkError(f"Dữ liệu minh họa bị từ chối: {report.errors[0]}")
        act_on_aftercares(session, everything, today)
        enter_the_rest(session, today)
        add_proceedings(session, today)
        keep_old_reports(session, known)
    accounts = ensure_accounts(session, known, working_since(today))
    plan(session, today)
    if fresh:
        send_reports(session, today)
        allocate_a_village(session)
    return Demonstration(accounts)
