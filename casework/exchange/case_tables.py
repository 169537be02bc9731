"""Exchange tables of people (người) and their episodes of rehabilitation (đợt cai nghiện)."""

from __future__ import annotations

from casework.exchange.columns import (
    Column,
    ExchangeTable,
    Kind,
    day,
    number,
    ref,
    reference,
    term,
    text,
    unit,
    unit_on,
)
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Sex
from casework.records.episode import Certificate, Episode, PhaseRecord
from casework.records.person import Person

PERSONS = ExchangeTable(
    "persons",
    "Người",
    Person,
    (
        ref("person_ref", "Mã người"),
        text(Person, "full_name", "Họ và tên", required=True),
        Column("birth_date", "Ngày sinh", Kind.BIRTH, "birth_on"),
        term("sex", "Giới tính", Sex, required=True),
        text(Person, "ethnicity", "Dân tộc"),
        Column("national_id", "Số CMND/CCCD", Kind.NATIONAL_ID, "national_id_index"),
        unit("Mã đơn vị hành chính nơi cư trú"),
        unit_on(),
        text(Person, "address", "Địa chỉ"),
        text(Person, "phone", "Điện thoại"),
    ),
    key=("person_ref",),
)

EPISODES = ExchangeTable(
    "episodes",
    "Đợt cai nghiện",
    Episode,
    (
        ref("episode_ref", "Mã đợt cai nghiện"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("registered_on", "Ngày đăng ký", required=True),
        term("form", "Hình thức cai nghiện", EpisodeForm, required=True),
        term("declared_by", "Người khai báo", DeclaredBy),
        day("decided_on", "Ngày quyết định"),
        text(Episode, "decision_number", "Số quyết định"),
        number("term_months", "Thời hạn (tháng)"),
        day("started_on", "Ngày bắt đầu"),
        day("ended_on", "Ngày kết thúc"),
        term("outcome", "Kết quả", EpisodeOutcome),
    ),
    key=("episode_ref",),
    unit_days=("registered_on", "decided_on", "started_on", "ended_on"),
    spans=((("started_on", "registered_on"), "ended_on"),),
)

PHASES = ExchangeTable(
    "phases",
    "Giai đoạn cai nghiện",
    PhaseRecord,
    (
        reference("episode_ref", "Mã đợt cai nghiện", "episodes", "episode_id"),
        term("phase", "Giai đoạn", Phase, required=True),
        day("started_on", "Ngày bắt đầu", required=True),
        day("completed_on", "Ngày hoàn thành"),
    ),
    key=("episode_ref", "phase", "started_on"),
    found_by=("episode_ref",),
    spans=((("started_on",), "completed_on"),),
)

CERTIFICATES = ExchangeTable(
    "certificates",
    "Giấy chứng nhận hoàn thành",
    Certificate,
    (
        reference("episode_ref", "Mã đợt cai nghiện", "episodes", "episode_id"),
        text(Certificate, "number", "Số giấy", required=True),
        day("issued_on", "Ngày cấp", required=True),
    ),
    key=("episode_ref",),
    found_by=("episode_ref",),
)
