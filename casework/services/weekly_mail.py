"""The weekly summary by e-mail (tóm tắt việc trong tuần): initials and refs only, once a week for each account.

A week is claimed and committed before its mail leaves. A mail that the server refused is claimed again later; one
whose fate is unknown, because the process died in between, is not sent a second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import SYSTEM, Actor, Role
from casework.access.rules import may
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.config import Config
from casework.errors import InvalidInput, NotFound
from casework.i18n import format_date
from casework.records.account import Account
from casework.records.weekly_mail import WeeklyMail
from casework.services.changes import text_or_none
from casework.services.duties import Asked, Duties, When, end_of_week, monday
from casework.services.duty_sources import duties
from casework.services.people import masked_name

MOST_LINES = 20
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_HEADINGS = {When.OVERDUE: "Quá hạn", When.TODAY: "Đến hạn hôm nay", When.WEEK: "Đến hạn trong tuần này"}


@dataclass(frozen=True)
class Claimed:
    """One mail to send, and the row that says it is under way."""

    claim_id: int
    message: EmailMessage


def own_account(session: Session, actor: Actor) -> Account:
    """:raises NotFound: the account is gone"""
    account = session.get(Account, actor.account_id)
    if account is None:
        raise NotFound("Không tìm thấy tài khoản.")
    return account


def set_address(session: Session, actor: Actor, email: str | None) -> Account:
    """Choose where one's own weekly summary goes; nothing: none is sent.

    :raises InvalidInput: no address has this form
    :raises NotFound: the account is gone
    """
    account = own_account(session, actor)
    wanted = text_or_none(email)
    if wanted is not None and (len(wanted) > 120 or not _ADDRESS.fullmatch(wanted)):
        raise InvalidInput("Địa chỉ thư không đúng dạng. Ví dụ: can.bo@xa.gov.vn", field="email")
    if wanted != account.email:
        account.email = wanted
        session.flush()
        # The address itself is nobody else's business: that it changed is enough.
        trail.record(session, Tag.MAIL_ADDRESS_SET, actor, username=account.username, receives=wanted is not None)
    return account


def waiting_accounts(session: Session, today: date) -> list[int]:
    """The accounts whose summary of this week has not been claimed yet."""
    claimed = select(WeeklyMail.account_id).where(WeeklyMail.week_on == monday(today))
    query = select(Account.id).where(Account.active, Account.email.is_not(None), Account.id.not_in(claimed))
    return list(session.scalars(query.order_by(Account.id)))


def claim(session: Session, config: Config, account_id: int, today: date, at: datetime | None) -> Claimed | None:
    """Take the week for an account and write its mail; None where somebody else took it or there is nothing to send.

    The caller commits before it sends.
    """
    account = session.get(Account, account_id)
    actor = _actor(account, today) if account is not None else None
    row = WeeklyMail(account_id=account_id, week_on=monday(today))
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    if account is None or actor is None or account.email is None:
        return None
    trail.record(session, Tag.WEEKLY_MAIL_CLAIMED, SYSTEM, username=account.username, week=row.week_on)
    scope = Scope.of(actor)
    found = duties(Asked(session, scope, actor, today, end_of_week(today), at=at))
    return Claimed(row.id, _message(config, account, found, today))


def settle(session: Session, claim_id: int, at: datetime | None) -> None:
    """Say what became of a claimed mail.

    :param at: when it was sent; None: the server refused it, and it will be claimed again
    """
    row = session.get_one(WeeklyMail, claim_id)
    if at is None:
        session.delete(row)
    else:
        row.sent_at = at
    session.flush()


def _actor(account: Account, today: date) -> Actor | None:
    for held in account.roles:
        serves = (held.from_on is None or held.from_on <= today) and (held.to_on is None or today <= held.to_on)
        actor = Actor(account.id, account.username, Role(held.role), held.unit_id, held.point_id)
        if serves and may(actor, Permission.DAY_VIEW):
            return actor
    return None


def _message(config: Config, account: Account, found: Duties, today: date) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"Việc cần làm tuần {format_date(monday(today))} – {format_date(end_of_week(today))}"
    message["From"], message["To"] = config.smtp_from, str(account.email)
    # The same week has the same name: a mail that comes twice all the same is recognised as one.
    domain = config.smtp_from.rpartition("@")[2].rstrip(">") or "casework"
    message["Message-ID"] = f"<weekly-{monday(today).isoformat()}-{account.id}@{domain}>"
    message.set_content("\n".join(_lines(config, found, today)))
    return message


def _lines(config: Config, found: Duties, today: date) -> list[str]:
    lines = ["Tóm tắt việc cần làm. Thư này chỉ ghi chữ viết tắt và mã hồ sơ, không ghi họ tên.", ""]
    for when, heading in _HEADINGS.items():
        some = [duty for duty in found.of(when, today) if duty.competent]
        lines.append(f"{heading}: {len(some)} việc")
        for duty in some[:MOST_LINES]:
            who = " ".join(filter(None, (masked_name(duty.who), duty.kind or duty.ref)))
            doubt = "" if duty.verified else ", chưa kiểm chứng"
            lines.append(f"- {duty.due_text}  {duty.label} ({who}; {duty.citation}{doubt})")
        if len(some) > MOST_LINES:
            lines.append(f"- và {len(some) - MOST_LINES} việc khác")
        lines.append("")
    return [*lines, *([config.public_url] if config.public_url else [])]
