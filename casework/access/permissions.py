"""Permissions (quyền): one name for each thing that can be allowed."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What a route may require; the table of who has it is in `rules`."""

    START_VIEW = "start:view"
    ACCOUNT_OWN = "account:own"
    ACCOUNT_MANAGE = "account:manage"
    TRAIL_VIEW = "trail:view"
    UNIT_VIEW = "unit:view"
    LAW_VIEW = "law:view"
    PERSON_FIND = "person:find"
    PERSON_VIEW = "person:view"
    PERSON_EDIT = "person:edit"
    PERSON_UNMASK = "person:unmask"
    EPISODE_REGISTER = "episode:register"
    EPISODE_DECIDE = "episode:decide"
    EPISODE_ASSIGN = "episode:assign"
    EPISODE_RUN = "episode:run"
    EPISODE_PHASE = "episode:phase"
    EPISODE_CERTIFY = "episode:certify"
    EPISODE_TRANSFER = "episode:transfer"
    TEAM_VIEW = "team:view"
    TEAM_EDIT = "team:edit"
    POINT_VIEW = "point:view"
    POINT_EDIT = "point:edit"
    SESSION_RECORD = "session:record"
    SUPPORT_EDIT = "support:edit"
    METHADONE_EDIT = "methadone:edit"
    REPORT_VIEW = "report:view"
    REPORT_MEMBERS = "report:members"
    NAMES_VIEW = "names:view"
