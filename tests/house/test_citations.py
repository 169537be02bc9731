"""Citations: whatever the law says is written with the place where it says so."""

import dataclasses
import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest
import yaml

import casework.law.conditions  # noqa: F401 - fills CONDITIONS
from casework.law.citations import CONDITIONS
from casework.law.regimes import STATUTES
from tests.house.source import CASEWORK

CONFIDENCES = {"Q", "P", "M", "I"}
DOCUMENT = re.compile(r"Luật|Bộ luật|Đề cương|Pháp lệnh|Hiến pháp|\d+/(?:\d{4}|VBHN|NQ|KH|QĐ|CV)|[A-ZĐ]{2,}-[A-ZĐ]{2,}")
SHEETS = sorted((CASEWORK / "law" / "parameters").glob("*.yaml"))


def parts(value, seen=None) -> Iterator[object]:
    """Everything a value is made of that carries a citation."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if any(field.name == "citation" for field in dataclasses.fields(value)):
            yield value
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name), seen)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from parts(each, seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from parts(each, seen)


def leaves(package: str) -> dict[str, object]:
    """Every module of a package of leaves, by name."""
    home = importlib.import_module(package)
    return {
        info.name: importlib.import_module(info.name) for info in pkgutil.walk_packages(home.__path__, f"{package}.")
    }


def names_its_source(citation: str) -> bool:
    return bool(citation and DOCUMENT.search(citation))


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_every_condition_cites_its_clause_and_says_what_it_asks(name):
    condition = CONDITIONS[name]
    assert names_its_source(condition.citation), f"law/conditions.py: {name}: cite the article and the document"
    assert condition.confidence in CONFIDENCES
    assert (condition.test.__doc__ or "").strip(), f"law/conditions.py: {name}: say in Vietnamese what is asked"


@pytest.mark.parametrize("statute", STATUTES, ids=lambda each: each.regime.law)
def test_every_part_of_a_statute_cites_its_clause(statute):
    for part in parts(statute):
        assert names_its_source(part.citation), f"{statute.regime.law}: {part!r:.160} cites nothing"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_value_of_the_law_cites_its_clause(path):
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, values in values_of(entries):
        for value in values:
            place = f"{path.name}: {name}"
            assert names_its_source(value.get("citation", "")), f"{place}: add the citation of {value}"
            assert value.get("confidence") in CONFIDENCES, f"{place}: how surely was {value} read (Q, P, M, I)?"


def values_of(entries):
    """Name and values of each entry of a sheet; a plain list (swapped working days) is its own values."""
    if isinstance(entries, list):
        yield "entries", entries
        return
    for name, entry in entries.items():
        assert entry.get("label") and entry.get("unit"), f"{name}: add label and unit"
        assert isinstance(entry.get("verified_on"), date), f"{name}: add verified_on, a day"
        assert entry["values"], f"{name}: no values"
        yield name, list(entry["values"].values())


def test_values_not_verified_for_a_year_are_listed():
    limit = date.today() - timedelta(days=365)
    for path in SHEETS:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            if entry["verified_on"] < limit:
                warnings.warn(f"{path.name}: {name} was last verified on {entry['verified_on']}", stacklevel=1)


def test_every_indicator_says_what_it_counts_and_who_asked_for_it():
    from casework.indicators.indicator import Indicator

    found = {}
    for name, module in leaves("casework.indicators.catalogue").items():
        for part in parts(list(vars(module).values())):
            if isinstance(part, Indicator):
                place = f"{name}: {part.code}"
                assert names_its_source(part.citation), f"{place}: cite the document that asks for it"
                assert part.label and part.measured_in and part.definition and part.basis, f"{place}: fill every text"
                assert found.setdefault(part.code, part) is part, f"{place}: another indicator has this code"
    assert found, "no indicator was found in casework/indicators/catalogue/"


def test_every_official_form_cites_its_source():
    from casework.reports.form import Form

    for name, module in leaves("casework.reports.forms").items():
        forms = [value for value in vars(module).values() if isinstance(value, Form)]
        assert forms, f"{name}: a leaf of forms/ defines a Form"
        for form in forms:
            assert names_its_source(form.source), f"{name}: {form.code}: name the document that prescribes the form"
