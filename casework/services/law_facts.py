"""Facts that only the law asks about, in plain values (JSON) and back, by the types of a facts dataclass."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from casework.i18n import VIETNAM

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

D = TypeVar("D", bound="DataclassInstance")


def encode(facts: DataclassInstance, only: Collection[str] | None = None) -> dict[str, Any]:
    """The fields that are filled in, as JSON can keep them; a field at its default is left out.

    :param only: the names to keep; without it, every field
    :raises TypeError: an instant without a zone, or a value no facts dataclass has
    """
    values = ((each, getattr(facts, each.name)) for each in fields(facts) if only is None or each.name in only)
    return {each.name: plain(value) for each, value in values if not _is_default(each, value)}


def decode(kind: type[DataclassInstance], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What `encode` kept, as values for `kind(...)` or `replace(facts, ...)`.

    :raises LookupError: a name that `kind` has no field for
    """
    types = _types(kind)
    if unknown := sorted(set(stored) - set(types)):
        raise LookupError(f"{kind.__name__} has no {', '.join(unknown)}")
    return {name: _read(types[name], value) for name, value in stored.items()}


def build(kind: type[D], stored: Mapping[str, Any]) -> D:
    """A whole facts dataclass from what `encode` kept; what is not stored has its default."""
    return kind(**decode(kind, stored))


def plain(value: Any) -> Any:
    """One value as JSON can keep it; sets in the order of their values, so that equal facts are stored equal."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"{value} has no time zone, so nobody knows which instant it is")
        return value.astimezone(VIETNAM).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(plain(each) for each in value)
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return encode(value)
    raise TypeError(f"{value!r} cannot be kept as a fact of the law")


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if value is None:
        return None
    if origin in (Union, UnionType):
        return _read(next(each for each in inner if each is not NoneType), value)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is ...:
            return tuple(_read(inner[0], each) for each in value)
        return tuple(_read(each, part) for each, part in zip(inner, value, strict=True))
    if origin in (frozenset, set):
        return frozenset(_read(inner[0], each) for each in value)
    if kind is datetime:
        return datetime.fromisoformat(value).astimezone(VIETNAM)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind):
        return build(cast("type[DataclassInstance]", kind), value)
    return value


@cache
def _types(kind: type[DataclassInstance]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _is_default(field: Field[Any], value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and bool(value == field.default_factory())
