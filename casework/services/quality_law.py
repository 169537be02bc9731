"""Checks that ask the law (đối chiếu với luật của ngày đó), over a bounded number of candidates, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access import queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.errors import NotInForce
from casework.i18n import VIETNAM, format_date
from casework.law.dated import parameter
from casework.law.facts import Act, EpisodeFacts
from casework.law.procedures import aftercare_procedure
from casework.law.regimes import governing, procedure_for
from casework.law.vocabulary import OUTSIDE_CENTRES, Phase
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode, PhaseRecord
from casework.services.aftercare_backgrounds import backgrounds
from casework.services.aftercares import facts_of as aftercare_facts
from casework.services.facts_together import facts_together
from casework.services.quality_checks import Finding, Judge, Judged, Kind, Severity, checks_of
from casework.services.worklists import Item, Worklist, waiting
from casework.workflow.calendar import months_later
from casework.workflow.engine import breaches
from casework.workflow.procedure import RELIED_ON

MOST = 300
"""So many candidates of one check are put before the law, the latest first; the page says so when there are more."""
LONG_AFTER = timedelta(days=30)
"""Recording later than this is pointed out: a choice of this system."""
_HERE = Episode.form.in_([form.value for form in OUTSIDE_CENTRES])
_PARTS = (
    joinedload(Episode.person),
    joinedload(Episode.certificate),
    selectinload(Episode.phases),
    selectinload(Episode.violations),
)
_MEND = "Mở hồ sơ, đọc lý do kèm điều khoản, đối chiếu giấy tờ; nhập nhầm thì sửa, giấy tờ đúng như vậy thì để nguyên."
_episode = checks_of(Kind.EPISODE, Permission.EPISODE_RUN, _MEND)
_aftercare = checks_of(Kind.AFTERCARE, Permission.AFTERCARE_CORRECT, _MEND)
Note = Callable[[Episode, EpisodeFacts, date], str]
"""What is wrong with an episode, in a sentence; nothing when it is well."""


def _judge(note: Note, *criteria: ColumnElement[bool]) -> Judge:
    def judge(session: Session, scope: Scope, day: date) -> Judged:
        query: Select[Episode] = queries.episodes(scope).where(_HERE, *criteria)
        found = session.scalars(query.options(*_PARTS).order_by(Episode.id.desc()).limit(MOST + 1)).unique().all()
        return Judged(tuple(_noted(session, found[:MOST], note, day)), len(found) > MOST)

    return judge


def _noted(session: Session, rows: Sequence[Episode], note: Note, day: date) -> Iterator[Finding]:
    facts = facts_together(session, rows)
    for row in rows:
        text = note(row, facts[row.id], day)
        if text:
            yield Finding(row.ref, row.person.full_name, row.registered_on, text)


def _condition(act: Act, name: str, on: Callable[[EpisodeFacts], date | None]) -> Note:
    """What the conditions of an act whose name holds `name` miss, asked for the day of the act."""

    def note(row: Episode, facts: EpisodeFacts, day: date) -> str:
        when = on(facts)
        if when is None:
            return ""
        procedure = procedure_for(facts.form, governing(facts, when).regime)
        moves = [move for move in procedure.transitions if move.act == act] if procedure else []
        for condition in (each for move in moves for each in move.conditions if name in each.name):
            finding = condition(facts, when)
            if not finding and (finding.confidence or condition.confidence) in RELIED_ON:
                return f"{finding.missing} ({finding.citation or condition.citation})"
        return ""

    return note


def _broken(row: Episode, facts: EpisodeFacts, day: date) -> str:
    procedure = procedure_for(facts.form, governing(facts, day).regime)
    found = breaches(procedure, facts) if procedure else ()
    return f"{found[0].text} ({found[0].citation})" if found else ""


def _stale_determination(row: Episode, facts: EpisodeFacts, day: date) -> str:
    determined, registered = facts.determined_addicted_on, row.registered_on
    try:
        validity = parameter("durations", "determination_validity").on(registered)
    except NotInForce:
        return ""
    if determined is None or registered <= months_later(determined, validity.number):
        return ""
    return f"Xác định nghiện ngày {format_date(determined)}, quá {validity.number} tháng ({validity.citation})"


def _recorded_late(row: Episode, facts: EpisodeFacts, day: date) -> str:
    recorded = row.recorded_at.astimezone(VIETNAM).date()
    return f"Ghi vào hệ thống ngày {format_date(recorded)}" if recorded - row.registered_on > LONG_AFTER else ""


def _broken_aftercares(session: Session, scope: Scope, day: date) -> Judged:
    query = queries.aftercares(scope).options(
        joinedload(Aftercare.person), selectinload(Aftercare.reviews), selectinload(Aftercare.transfers)
    )
    rows = session.scalars(query.order_by(Aftercare.id.desc()).limit(MOST + 1)).unique().all()
    beside = backgrounds(session, rows[:MOST])
    found = []
    for row in rows[:MOST]:
        facts = aftercare_facts(row, beside[row.id])
        try:
            broken = breaches(aftercare_procedure(facts, day), facts)
        except NotInForce:
            continue
        if broken:
            note = f"{broken[0].text} ({broken[0].citation})"
            found.append(Finding(row.ref, row.person.full_name, row.started_on, note))
    return Judged(tuple(found), len(rows) > MOST)


def _from_worklist(worklist: Worklist) -> Judge:
    def judge(session: Session, scope: Scope, day: date) -> Judged:
        count, items = waiting(session, scope, worklist, day, limit=MOST)
        return Judged(tuple(_of_item(item) for item in items), count > MOST)

    return judge


def _of_item(item: Item) -> Finding:
    return Finding(item.ref, item.name, item.on)


def _some_phase_missing() -> ColumnElement[bool]:
    return or_(
        *(
            ~Episode.phases.any((PhaseRecord.phase == phase.value) & PhaseRecord.completed_on.is_not(None))
            for phase in Phase
        )
    )


_person = checks_of(Kind.PERSON, Permission.AFTERCARE_OPEN, "Mở hồ sơ người, lập hồ sơ quản lý sau cai.")
CHECKS = (
    _episode("certificate-without-phases", Severity.BLOCKING, "Có giấy hoàn thành mà chưa đủ giai đoạn",
             "Luật của ngày cấp giấy đòi đủ các giai đoạn; hồ sơ chưa ghi hoàn thành đủ.",
             judge=_judge(_condition(Act.ISSUE_CERTIFICATE, "phases_completed",
                                     lambda facts: facts.certificate_issued_on),
                          Episode.certificate.has(), _some_phase_missing()), who=Permission.EPISODE_PHASE),
    _episode("term-unlawful", Severity.BLOCKING, "Thời hạn ngoài khung của luật",
             "Thời hạn trong quyết định ngắn hơn hoặc dài hơn luật của ngày quyết định.",
             judge=_judge(_condition(Act.DECIDE, "term", lambda facts: facts.decided_on),
                          Episode.decided_on.is_not(None), Episode.term_months.is_not(None)),
             who=Permission.EPISODE_DECIDE),
    _episode("breaks-the-law", Severity.WARNING, "Diễn biến đã ghi chưa đúng luật áp dụng",
             "Hồ sơ nhập từ nơi khác không bị chặn; chỗ chưa đúng luật được nêu ra để kiểm tra.",
             judge=_judge(_broken, or_(Episode.started_on.is_not(None), Episode.decided_on.is_not(None)))),
    _episode("determination-stale", Severity.WARNING, "Phiếu xác định nghiện đã quá hạn khi đăng ký",
             "Từ 01/07/2026 phiếu chỉ dùng được trong thời hạn luật định.", judge=_judge(_stale_determination)),
    _episode("recorded-late", Severity.INFO, "Ghi vào hệ thống muộn",
             f"Ghi sau ngày đăng ký hơn {LONG_AFTER.days} ngày; báo cáo kỳ trước có thể đã thiếu.",
             judge=_judge(_recorded_late)),
    _episode("term-over", Severity.WARNING, "Hết thời hạn mà chưa ghi kết quả",
             "Thời hạn đã hết, chưa có giấy hoàn thành và chưa ghi kết quả khác.",
             judge=_from_worklist(Worklist.OVERDUE), how="Mở hồ sơ, cấp giấy hoặc ghi kết thúc."),
    _aftercare("breaks-the-law", Severity.WARNING, "Diễn biến đã ghi chưa đúng luật áp dụng",
               "Hồ sơ nhập từ nơi khác không bị chặn; chỗ chưa đúng luật được nêu ra để kiểm tra.",
               judge=_broken_aftercares),
    _aftercare("term-over", Severity.WARNING, "Hết thời hạn quản lý mà chưa cấp giấy",
               "Thời hạn quản lý sau cai đã hết, chưa ghi kết quả.", judge=_from_worklist(Worklist.AFTERCARE_OVERDUE),
               how="Mở hồ sơ, cấp giấy chấp hành xong hoặc ghi kết thúc.", who=Permission.AFTERCARE_CERTIFY),
    _person("aftercare-not-opened", Severity.BLOCKING, "Hoàn thành cai nghiện mà chưa lập hồ sơ sau cai",
            "Luật của ngày hoàn thành đòi quản lý sau cai; chưa có hồ sơ nào theo sau.",
            judge=_from_worklist(Worklist.AFTERCARE_TO_OPEN)),
)  # fmt: skip
