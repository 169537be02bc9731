"""Reading the trail (nhật ký), for those who check what others did."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.access.trail import Tag
from casework.i18n import VIETNAM
from casework.records.db import now
from casework.records.trail import TrailEntry


def entries(*, tag: str = "", actor_name: str = "", on: date | None = None) -> Select[TrailEntry]:
    """The entries, the newest first.

    :param tag: the beginning of a tag: `account`, `account:login`, or all of it
    :param on: a day in Việt Nam
    """
    query = select(TrailEntry).order_by(TrailEntry.id.desc())
    if tag:
        query = query.where(TrailEntry.tag.startswith(tag, autoescape=True))
    if actor_name:
        query = query.where(TrailEntry.actor_name == actor_name.strip().lower())
    if on is not None:
        midnight = datetime.combine(on, time.min, VIETNAM)
        query = query.where(TrailEntry.at >= midnight, TrailEntry.at < midnight + timedelta(days=1))
    return query


def failed_logins(session: Session, *, days: int, limit: int) -> tuple[int, list[TrailEntry]]:
    """How many log-ins failed in the last days, and the newest of them."""
    wanted = TrailEntry.tag.in_((Tag.LOGIN_FAILED.tag, Tag.ACCOUNT_LOCKED.tag))
    recent = TrailEntry.at >= now() - timedelta(days=days)
    count = session.scalar(select(func.count()).select_from(TrailEntry).where(wanted, recent)) or 0
    query = select(TrailEntry).where(wanted, recent).order_by(TrailEntry.id.desc())
    return count, list(session.scalars(query.limit(limit)))


def without_names(entry: TrailEntry) -> list[tuple[str, str]]:
    """What an entry says, for eyes that check officers and not cases: of people only refs, of changes only fields.

    Changes of accounts are shown in full: they are about officers.
    """
    about_accounts = entry.tag.startswith("account:")
    return [(key, _shown(key, value, about_accounts)) for key, value in sorted(entry.keys.items())]


def _shown(key: str, value: object, about_accounts: bool) -> str:
    if key == "query" and value:
        return "…"
    if key == "changes" and isinstance(value, dict):
        if about_accounts:
            return "; ".join(f"{field} = {after}" for field, after in sorted(value.items()))
        return ", ".join(sorted(value))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
