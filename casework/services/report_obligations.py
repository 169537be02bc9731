"""Obligations to report (chế độ báo cáo): those of official papers, and those that units set themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may, require
from casework.access.scope import Scope, within
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound
from casework.records.obligation import UnitObligation
from casework.records.unit import Unit, UnitReach
from casework.reports.form import Form
from casework.reports.forms import FORMS, find_form
from casework.reports.obligations import OBLIGATIONS, OWN, Obligation, OwnObligation, obligation
from casework.reports.periods import CutRule
from casework.services.changes import Changes, reason_for, write_changes
from casework.services.stamps import Recorded, held, require_unchanged

_PREFIX = "unit-"
LEVELS = ("commune", "district", "province")
CYCLES = ("month", "quarter", "halves", "year")


def find_obligation(session: Session, code: str) -> Obligation | None:
    """The obligation of that code, of an official paper or of a unit; none for a report that nothing owes."""
    if not code.startswith(_PREFIX):
        return obligation(code)
    number = code.removeprefix(_PREFIX)
    row = session.get(UnitObligation, int(number)) if number.isdecimal() else None
    return _read(row) if row else None


def all_obligations(session: Session) -> list[Obligation]:
    """Every obligation, those of official papers first."""
    query = select(UnitObligation).options(joinedload(UnitObligation.unit)).order_by(UnitObligation.id)
    return [*OBLIGATIONS, *map(_read, session.scalars(query))]


def code_of(row: UnitObligation) -> str:
    """What the reports that it makes are kept under."""
    return f"{_PREFIX}{row.id}"


def form_of(row: UnitObligation) -> Form:
    """The form that it asks for."""
    return find_form(row.form)


_SENT_BY = {"commune": " của cấp xã", "district": " của cấp huyện", "province": " của cấp tỉnh"}
_EVERY = {"month": "tháng", "quarter": "quý", "halves": "6 tháng", "year": "năm"}


def setter_of(row: UnitObligation) -> str:
    """The unit that set it; of the country, the level, for nobody says that Việt Nam asked for a report."""
    return "Trung ương" if row.unit.kind == "country" else row.unit.name


def _read(row: UnitObligation) -> OwnObligation:
    what = f"báo cáo {_EVERY[row.cycle]}{_SENT_BY.get(row.level, '')}"
    return OwnObligation(
        code_of(row),
        row.form,
        row.cycle,
        f"{find_form(row.form).short}, {what} do {setter_of(row)} đặt",
        row.due_months,
        unit_id=row.unit_id,
        unit_name=setter_of(row),
        unit_code=row.unit.code,
        unit_kind=row.unit.kind,
        level=row.level,
        rule=CutRule(row.rule),
        due_day=row.due_day,
        from_on=row.from_on,
        until_on=row.until_on,
        citation=row.citation,
    )


def bound_units(session: Session, owed: OwnObligation) -> set[int]:
    """The units that an obligation of a unit can bind: itself, or all in it."""
    if owed.level == OWN:
        return {owed.unit_id}
    return set(session.scalars(select(UnitReach.unit_id).where(UnitReach.ancestor_id == owed.unit_id)))


@dataclass(frozen=True)
class Asked:
    """What a unit wants reported."""

    form: str
    level: str
    cycle: str
    rule: str
    due_months: int
    due_day: int
    from_on: date
    until_on: date | None
    citation: str


def obligations_set(scope: Scope) -> Select[UnitObligation]:
    """Those that the units of the scope set."""
    return select(UnitObligation).where(*within(scope, UnitObligation.unit_id)).options(joinedload(UnitObligation.unit))


def own_obligations(session: Session, scope: Scope) -> list[UnitObligation]:
    """Those set within the scope, and those set above that bind it."""
    above = select(UnitReach.ancestor_id).where(UnitReach.unit_id == scope.unit_id)
    query = select(UnitObligation).options(joinedload(UnitObligation.unit))
    query = query.where(or_(UnitObligation.unit_id.in_(above), *within(scope, UnitObligation.unit_id)))
    return list(session.scalars(query.order_by(UnitObligation.until_on.is_not(None), UnitObligation.id.desc())))


def may_set(actor: Actor) -> bool:
    """Whether the role binds a unit to report."""
    return may(actor, Permission.REPORT_SUBMIT) and actor.unit_id is not None


def find_own(session: Session, scope: Scope, row_id: int) -> UnitObligation:
    """:raises NotFound: no such obligation that was set within the scope or binds it"""
    for row in own_obligations(session, scope):
        if row.id == row_id:
            return row
    raise NotFound("Không có chế độ báo cáo này trong phạm vi của bạn.")


def set_obligation(session: Session, actor: Actor, asked: Asked) -> UnitObligation:
    """Have a form reported for every period of a cycle, by the actor's own unit or by every unit of a level in it.

    :raises InvalidInput: something does not fit together
    """
    require(actor, Permission.REPORT_SUBMIT)
    if actor.unit_id is None:
        raise Forbidden("Tài khoản này không thuộc đơn vị nào.")
    unit = session.get_one(Unit, actor.unit_id)
    _check(unit, asked)
    row = UnitObligation(unit_id=unit.id, recorded_by_id=actor.account_id, **vars(asked))
    _not_twice(session, row)
    session.add(row)
    session.flush()
    changes: Changes = {name: [None, value] for name, value in vars(asked).items()}
    _note(session, actor, row, unit, changes)
    return row


def change_obligation(
    session: Session,
    scope: Scope,
    actor: Actor,
    row_id: int,
    asked: Asked,
    *,
    reason: str | None,
    stamp: str | None = None,
) -> UnitObligation:
    """Correct the deadline, the source or the days on which it stands; periods already drafted stay as they are.

    Form, senders and periods stay: other ones are another obligation.

    :param reason: why, as soon as something that stood there is altered; kept in the trail
    :param stamp: of the obligation as the actor looked at it; None for callers that look at none
    :raises NotFound: none within the scope
    :raises Forbidden: another unit set it
    :raises InvalidInput: something does not fit together, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    require(actor, Permission.REPORT_SUBMIT)
    row = find_own(session, scope, row_id)
    if row.unit_id != actor.unit_id:
        raise Forbidden(f"Chế độ báo cáo này do {setter_of(row)} đặt; chỉ nơi đặt mới sửa được.")
    session.scalars(held(select(UnitObligation).where(UnitObligation.id == row.id), UnitObligation)).one()
    require_unchanged(recorded(row), stamp)
    _check(row.unit, asked)
    fixed = {"form": row.form, "level": row.level, "cycle": row.cycle, "rule": row.rule}
    for name, value in fixed.items():
        if getattr(asked, name) != value:
            message = "Biểu, nơi gửi, kỳ và cách cắt kỳ không đổi được: hãy đặt ngày thôi áp dụng rồi đặt chế độ mới."
            raise InvalidInput(message, field=name)
    changes = write_changes(
        row,
        due_months=asked.due_months,
        due_day=asked.due_day,
        from_on=asked.from_on,
        until_on=asked.until_on,
        citation=asked.citation,
    )
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        _note(session, actor, row, row.unit, changes, why)
    return row


def recorded(row: UnitObligation) -> Recorded:
    """What an obligation says, by the fields of its form that can be changed."""
    return {name: getattr(row, name) for name in ("due_months", "due_day", "from_on", "until_on", "citation")}


def _note(
    session: Session, actor: Actor, row: UnitObligation, unit: Unit, changes: Changes, reason: str | None = None
) -> None:
    tag = trail.Tag.REPORT_OBLIGATION_SAVED
    trail.record(session, tag, actor, ref=code_of(row), unit=unit.code, form=row.form, changes=changes, reason=reason)


def levels_offered(session: Session, actor: Actor, row: UnitObligation | None) -> tuple[str, ...]:
    """Who can be bound: the unit that sets it, and the levels below it."""
    unit_id = row.unit_id if row else actor.unit_id
    kind = session.get_one(Unit, unit_id).kind if unit_id is not None else "commune"
    return (OWN, *(level for level in LEVELS if _is_below(level, kind)))


def forms_offered() -> list[Form]:
    """The forms that can be asked for by calendar: a register is printed, not sent."""
    return [form for form in FORMS.values() if not form.register]


def _check(unit: Unit, asked: Asked) -> None:
    form = find_form(asked.form)
    if form.register:
        raise InvalidInput("Sổ không gửi theo kỳ. Hãy chọn một biểu.", field="form")
    if asked.level != OWN and (asked.level not in LEVELS or not _is_below(asked.level, unit.kind)):
        raise InvalidInput("Hãy chọn chính đơn vị, hoặc một cấp dưới của đơn vị.", field="level")
    if asked.cycle not in CYCLES:
        raise InvalidInput("Hãy chọn kỳ báo cáo.", field="cycle")
    parts = {"month": "-01", "quarter": "Q1", "halves": "H1", "year": ""}
    if form.parts is not None and parts[asked.cycle] not in form.parts:
        raise InvalidInput(f"{form.short} không lập theo kỳ này. Hãy chọn kỳ khác.", field="cycle")
    if asked.rule not in {rule.value for rule in form.rules}:
        raise InvalidInput(f"{form.short} không cắt kỳ theo cách này. Hãy chọn cách cắt kỳ khác.", field="rule")
    if asked.due_months == 0 and asked.rule == CutRule.CALENDAR.value and asked.due_day < 28:
        message = "Kỳ theo lịch hết vào ngày cuối tháng: hạn gửi phải ở tháng sau."
        raise InvalidInput(message, field="due_months")
    if asked.due_months == 0 and asked.rule == CutRule.ADMINISTRATIVE.value and asked.due_day <= 14:
        raise InvalidInput("Kỳ hết vào ngày 14: hạn gửi phải sau ngày 14.", field="due_day")
    if asked.until_on is not None and asked.until_on < asked.from_on:
        raise InvalidInput("Ngày thôi áp dụng trước ngày bắt đầu. Hãy sửa một trong hai ngày.", field="until_on")
    if not asked.citation.strip():
        raise InvalidInput("Hãy ghi văn bản yêu cầu báo cáo: số, ngày, nơi ban hành.", field="citation")


def _is_below(level: str, kind: str) -> bool:
    order = ("country", "province", "district", "commune")
    return order.index(level) > order.index(kind)


def _not_twice(session: Session, row: UnitObligation) -> None:
    query = select(UnitObligation.id).where(
        UnitObligation.unit_id == row.unit_id,
        UnitObligation.form == row.form,
        UnitObligation.level == row.level,
        UnitObligation.cycle == row.cycle,
        or_(UnitObligation.until_on.is_(None), UnitObligation.until_on >= row.from_on),
    )
    if session.scalar(query.limit(1)) is not None:
        raise Conflict("Đơn vị đã đặt chế độ báo cáo này. Hãy mở chế độ đã đặt để sửa.")
