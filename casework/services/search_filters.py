"""What a list of people is narrowed by (lọc danh sách): stage, form, list, sex, year of birth, unit, address."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Select

from casework.access import queries
from casework.access.finding import has_aftercare, has_episode
from casework.access.scope import Scope, reach
from casework.law.vocabulary import EpisodeForm, ListingStatus, Sex, Term
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.listing import Listing
from casework.records.person import Person


class CaseState(Term):
    """Tình trạng của người trong danh sách."""

    NO_CASE = "no_case", "Chưa có đợt cai nghiện"
    REGISTERED = "registered", "Đã đăng ký, chưa bắt đầu"
    RUNNING = "running", "Đang cai nghiện"
    ENDED = "ended", "Đã kết thúc các đợt cai nghiện"
    AFTERCARE = "aftercare", "Đang quản lý sau cai nghiện"


@dataclass(frozen=True)
class Filters:
    """What the people of a list have in common; nothing is asked of what is None."""

    state: CaseState | None = None
    form: EpisodeForm | None = None
    status: ListingStatus | None = None
    sex: Sex | None = None
    birth_year: int | None = None
    unit_id: int | None = None
    address: str | None = None

    @property
    def told(self) -> str:
        """The filters as the trail tells them."""
        asked = ((each.name, getattr(self, each.name)) for each in fields(self))
        return ", ".join(f"{name}={value}" for name, value in asked if value is not None)

    @property
    def any(self) -> bool:
        """Whether anything is asked at all."""
        return any(getattr(self, each.name) is not None for each in fields(self))


def narrowed(query: Select[Person], scope: Scope, wanted: Filters) -> Select[Person]:
    """The query with the filters in it; the address is compared by words, elsewhere."""
    if wanted.sex is not None:
        query = query.where(Person.sex == wanted.sex.value)
    if wanted.birth_year is not None:
        query = query.where(Person.birth_year == wanted.birth_year)
    if wanted.unit_id is not None:
        query = query.where(Person.unit_id.in_(reach(wanted.unit_id)))
    if wanted.form is not None:
        query = query.where(has_episode(scope, Episode.form == wanted.form.value))
    if wanted.status is not None:
        on_list = queries.listings(scope).where(Listing.person_id == Person.id, Listing.removed_on.is_(None))
        query = query.where(on_list.where(Listing.status == wanted.status.value).correlate(Person).exists())
    return query if wanted.state is None else query.where(*_in_state(scope, wanted.state))


def _in_state(scope: Scope, state: CaseState) -> tuple[ColumnElement[bool], ...]:
    open_one = has_episode(scope, Episode.ended_on.is_(None))
    if state is CaseState.NO_CASE:
        return (~has_episode(scope),)
    if state is CaseState.REGISTERED:
        return (has_episode(scope, Episode.ended_on.is_(None), Episode.started_on.is_(None)),)
    if state is CaseState.RUNNING:
        return (has_episode(scope, Episode.ended_on.is_(None), Episode.started_on.is_not(None)),)
    if state is CaseState.ENDED:
        return has_episode(scope), ~open_one
    return (has_aftercare(scope, Aftercare.ended_on.is_(None)),)
