"""Numbers that a unit's papers bear already in a year (số đã cấp), wherever the record keeps them.

Nguồn: Điều 15 Nghị định 30/2020/NĐ-CP: số của một hệ thống số riêng không lặp lại trong năm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.documents.forms import find_form
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.determination_facts import DeterminationAct
from casework.law.dossier_facts import DossierAct
from casework.law.facts import Act as ActKind
from casework.law.support_facts import SupportAct
from casework.records.act import Act
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody
from casework.records.paper import Paper
from casework.records.proceeding import Proceeding
from casework.records.team import Team
from casework.records.unit import Unit
from casework.records.violation import Violation

_WHOLE = re.compile(r"0*(\d{1,9})\s*/\s*(\S.*)")
ESCAPE = "\\"
_MOVES = ("transfer", "move", "notify_move")
_ELSEWHERE = ("decide", "issue_certificate", "record_violation", "certify", "receive", "report")
"""Acts whose number the case keeps, where it may have been corrected since, or another unit gave."""
MONITORING = "monitoring"
_OF_EPISODE = {
    "propose": "compulsory-proposal",
    "hold_session": "session-minutes",
    "postpone": "compulsory-postponement",
    "exempt": "compulsory-exemption",
    "verify": "review-minutes",
    "assign_worker": "assignment",
    "transfer": "transfer-notice",
    "notify_end": "completion-notice",
    "restart_clock": "clock-restart",
    "interrupt": "rehabilitation-interruption",
    "resume": "rehabilitation-resumption",
}
_OF_AFTERCARE = {
    "request": "aftercare-request",
    "move": "aftercare-transfer",
    "end": "aftercare-removal",
    "suspend": "aftercare-suspension",
    "resume": "aftercare-resumption",
    "reduce": "aftercare-reduction",
    "exempt": "aftercare-exemption",
}
_OF_PROCEEDING = {
    "draft": "dossier-request",
    "place": "dossier-custody",
    "notify": "dossier-notice",
    "request": "determination-request",
    "certify": "loan-confirmation",
}
"""The paper that bears the number of an act; it is its own number that it meets there."""
_OWN = {"dossier": ("draft", "place", "notify"), "determination": ("request",), "support": ("certify",)}
"""The acts of procedures whose papers this office writes."""
_TERMS = {
    each.value: each.term
    for each in (*SupportAct, *DeterminationAct, *DossierAct, *CompulsoryAct, *ActKind, *AftercareAct)
} | {MONITORING: "Giám sát điện tử"}
_EVERYWHERE = Scope.everything(reason="số văn bản của đơn vị không được trùng trong năm")


def parted(number: str) -> tuple[int, str] | None:
    """The ordinal and the series of “05/QĐ-UBND”; None for a number that is written otherwise."""
    found = _WHOLE.fullmatch(number)
    return (int(found[1]), found[2]) if found else None


@dataclass(frozen=True)
class Owner:
    """Whose number does not count against it: that of one paper of one case."""

    kind: str
    ref: str
    part: str = ""


@dataclass(frozen=True)
class Holder:
    """A paper that bears a number: what it is called, of which case, of which day."""

    number: str
    title: str
    ref: str
    on: date


def taken_ordinals(session: Session, *, unit_id: int, series: str, year: int) -> set[int]:
    """The places of a unit's series in a year that papers bear already, withdrawn ones too.

    :param series: what follows the number: “QĐ-UBND”
    """
    found = (parted(each.number) for each in _holders(session, unit_id, year, f"%/{_escaped(series)}"))
    return {part[0] for part in found if part is not None and part[1] == series}


def require_free(
    session: Session, unit: Unit, number: str, on: date, *, own: Owner | None = None, field: str = "number"
) -> None:
    """Refuse a number that somebody typed though another paper of the unit bears it.

    :raises InvalidInput: says which paper it is, and what to do
    """
    parts = parted(number)
    pattern = f"%/{_escaped(parts[1])}" if parts is not None else _escaped(number)
    for each in _holders(session, unit.id, on.year, pattern, own):
        if parts is None or parted(each.number) == parts:
            raise InvalidInput(
                f"Số {number} năm {on.year} của {unit.name} đã dùng cho giấy tờ khác: “{each.title}” ngày "
                f"{format_date(each.on)}, hồ sơ {each.ref}. Hãy xem lại số trên giấy, hoặc để trống để hệ thống cấp "
                "số kế tiếp.",
                field=field,
            )


def _escaped(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)


def _holders(session: Session, unit_id: int, year: int, pattern: str, own: Owner | None = None) -> Iterator[Holder]:
    """Where numbers stand: on papers, and in cases whose papers were written by hand or came from a file."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    papers = select(Paper.number, Paper.title, Paper.subject_ref, Paper.signed_on).where(
        Paper.unit_id == unit_id, Paper.number.like(pattern, escape=ESCAPE), Paper.signed_on.between(first, last)
    )
    if own is not None:
        # One that was withdrawn or replaced keeps its number for ever: no other may bear it.
        same = Paper.kind == own.kind, Paper.subject_ref == own.ref, Paper.part == own.part
        papers = papers.where(~and_(*same, Paper.withdrawn_on.is_(None), Paper.replaced_by_id.is_(None)))
    for number, title, ref, on in session.execute(papers):
        if number is not None and on is not None:
            yield Holder(number, title, ref, on)
    for kind, query in _kept(unit_id, first, last, pattern):
        for number, ref, on in session.execute(query):
            if own is None or (own.kind, own.ref) != (kind, ref):
                day = date.fromisoformat(on) if isinstance(on, str) else on
                yield Holder(number, find_form(kind).name, ref, day)
    for kinds, query in _told(unit_id, first, last, pattern):
        for number, ref, on, act, paper in session.execute(query):
            kind = kinds.get(act, f"{act}-{paper}")
            if own is None or (own.kind, own.ref) != (kind, ref):
                yield Holder(number, _TERMS.get(act, act), ref, on)


def _told(
    unit_id: int, first: date, last: date, pattern: str
) -> Iterator[tuple[Mapping[str, str], Select[*tuple[Any, ...]]]]:
    """Numbers that only the act tells: nobody filed its paper, and no column keeps the number."""
    number = Act.details["number"].as_string()
    for case, of_case, custody, of_custody, kinds in (
        (Episode, Act.episode_id, EpisodeCustody, EpisodeCustody.episode_id, _OF_EPISODE),
        (Aftercare, Act.aftercare_id, AftercareCustody, AftercareCustody.aftercare_id, _OF_AFTERCARE),
    ):
        door: Any = queries.episodes(_EVERYWHERE) if case is Episode else queries.aftercares(_EVERYWHERE)
        # The unit that a case leaves writes the notice, though the new one has the case that whole day.
        leaves = and_(Act.act.in_(_MOVES), custody.from_on < Act.acted_on, custody.to_on >= Act.acted_on)
        stays = and_(Act.act.not_in(_MOVES), custody.from_on <= Act.acted_on, custody.to_on > Act.acted_on)
        told = (
            door.join(Act, of_case == case.id)
            .join(custody, of_custody == case.id)
            .where(
                custody.unit_id == unit_id,
                or_(leaves, stays),
                Act.acted_on.between(first, last),
                Act.act.not_in(_ELSEWHERE),
                number.like(pattern, escape=ESCAPE),
                or_(Act.act != MONITORING, Act.details["paper"].as_string() != "removed"),
                ~_is_filed(case.ref, number),
            )
        )
        yield kinds, told.with_only_columns(number, case.ref, Act.acted_on, Act.act, Act.details["paper"].as_string())
    # Most papers of procedures are written by a court, a clinic or a bank: only acts of this office count.
    own = or_(*(and_(Proceeding.measure == measure, Act.act.in_(acts)) for measure, acts in _OWN.items()))
    done = queries.proceedings(_EVERYWHERE).join(Act, Act.proceeding_id == Proceeding.id)
    here = Proceeding.unit_id == unit_id, Act.acted_on.between(first, last)
    told = done.where(own, *here, number.like(pattern, escape=ESCAPE), ~_is_filed(Proceeding.ref, number))
    yield _OF_PROCEEDING, told.with_only_columns(number, Proceeding.ref, Act.acted_on, Act.act, Act.act)


def _is_filed(ref: Any, number: Any) -> Any:
    """Whether a paper of the case bears the number, so that it is found there."""
    return select(Paper.id).where(Paper.subject_ref == ref, Paper.number == number).exists()


def _kept(unit_id: int, first: date, last: date, pattern: str) -> Iterator[tuple[str, Select[*tuple[Any, ...]]]]:
    held = and_(EpisodeCustody.unit_id == unit_id, EpisodeCustody.from_on <= last, EpisodeCustody.to_on > first)
    episodes = queries.episodes(_EVERYWHERE).join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id).where(held)
    certified = episodes.join(Certificate, Certificate.episode_id == Episode.id)
    violated = episodes.join(Violation, Violation.episode_id == Episode.id)
    for kind, rows, number, on in (
        ("rehabilitation-decision", episodes, Episode.decision_number, Episode.decided_on),
        ("completion-certificate", certified, Certificate.number, Certificate.issued_on),
        ("violation-minutes", violated, Violation.number, Violation.happened_on),
    ):
        then = on >= EpisodeCustody.from_on, on < EpisodeCustody.to_on
        borne = rows.where(number.like(pattern, escape=ESCAPE), on.between(first, last), *then)
        yield kind, borne.with_only_columns(number, Episode.ref, on)
    aftercares = queries.aftercares(_EVERYWHERE).join(AftercareCustody, AftercareCustody.aftercare_id == Aftercare.id)
    decided = aftercares.where(
        AftercareCustody.unit_id == unit_id,
        Aftercare.decision_number.like(pattern, escape=ESCAPE),
        Aftercare.decided_on.between(first, last),
        Aftercare.decided_on >= AftercareCustody.from_on,
        Aftercare.decided_on < AftercareCustody.to_on,
    )
    columns = Aftercare.decision_number, Aftercare.ref, Aftercare.decided_on
    yield "aftercare-decision", decided.with_only_columns(*columns)
    # Number and day of the certificate stand among the facts that only the law asks: as text, the day as in ISO.
    number, day = (Aftercare.law_facts[name].as_string() for name in ("certificate_number", "certified_on"))
    finished = aftercares.where(
        AftercareCustody.unit_id == unit_id,
        number.like(pattern, escape=ESCAPE),
        day.between(first.isoformat(), last.isoformat()),
        day >= cast(AftercareCustody.from_on, String),
        day < cast(AftercareCustody.to_on, String),
    )
    yield "aftercare-certificate", finished.with_only_columns(number, Aftercare.ref, day)
    teams = queries.teams(_EVERYWHERE).where(
        Team.unit_id == unit_id,
        Team.decision_number.like(pattern, escape=ESCAPE),
        Team.established_on.between(first, last),
    )
    yield "team-decision", teams.with_only_columns(Team.decision_number, Team.ref, Team.established_on)
