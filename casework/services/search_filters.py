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

EVERYWHERE = Scope.everything(reason="phạm vi được lọc ở chính câu hỏi này")


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

    @property
    def asks_of_cases(self) -> bool:
        """Whether each person's cases, or lists, must be looked at."""
        return any(each is not None for each in (self.state, self.form, self.status))


def narrowed(
    query: Select[Person], scope: Scope, wanted: Filters, *, of: type[Person] = Person, residents: bool = False
) -> Select[Person]:
    """The query with the filters in it; the address is compared by words, elsewhere.

    :param of: the people of the query, where they are an alias
    :param residents: they all live in the scope, so that it may see every case of theirs without being asked
    """
    if wanted.sex is not None:
        query = query.where(of.sex == wanted.sex.value)
    if wanted.birth_year is not None:
        query = query.where(of.birth_year == wanted.birth_year)
    if wanted.unit_id is not None:
        query = query.where(of.unit_id.in_(reach(wanted.unit_id)))
    if wanted.status is not None:
        on_list = queries.listings(EVERYWHERE).where(Listing.person_id == of.id, Listing.removed_on.is_(None))
        if scope.unit_id is not None:
            # The sum keeps the index of units out of it: it is the lists of one person that are read.
            on_list = on_list.where((Listing.unit_id + 0).in_(reach(scope.unit_id)))
        query = query.where(on_list.where(Listing.status == wanted.status.value).correlate(of).exists())
    cases = EVERYWHERE if residents else scope
    if wanted.form is not None:
        query = query.where(has_episode(cases, Episode.form == wanted.form.value, of=of))
    return query if wanted.state is None else query.where(*_in_state(cases, wanted.state, of))


def _in_state(scope: Scope, state: CaseState, of: type[Person]) -> tuple[ColumnElement[bool], ...]:
    open_one = has_episode(scope, Episode.ended_on.is_(None), of=of)
    if state is CaseState.NO_CASE:
        return (~has_episode(scope, of=of),)
    if state is CaseState.REGISTERED:
        return (has_episode(scope, Episode.ended_on.is_(None), Episode.started_on.is_(None), of=of),)
    if state is CaseState.RUNNING:
        return (has_episode(scope, Episode.ended_on.is_(None), Episode.started_on.is_not(None), of=of),)
    if state is CaseState.ENDED:
        return has_episode(scope, of=of), ~open_one
    return (has_aftercare(scope, Aftercare.ended_on.is_(None), of=of),)
