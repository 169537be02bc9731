"""Vocabulary: what the code calls a thing and what the field calls it are written side by side."""

import re

import pytest

import casework.access.roles
from casework.law.vocabulary import Term

ENUMS = sorted(Term.__subclasses__(), key=lambda enum: enum.__name__)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_member_of_a_list_has_its_official_term(enum):
    assert enum.__doc__ and "term" not in enum.__doc__, f"{enum.__name__}: say in Vietnamese what the list is of"
    for member in enum:
        assert member.term.strip(), f"{enum.__name__}.{member.name}: add the official Vietnamese term"
        assert re.fullmatch(r"[a-z][a-z0-9_]*", member.value), f"{enum.__name__}.{member.name}: an English key"
        assert member.name == member.value.upper(), f"{enum.__name__}.{member.name}: named like its key"
    terms = [member.term for member in enum]
    assert len(set(terms)) == len(terms), f"{enum.__name__}: two members have one term"


def test_roles_are_among_the_lists():
    assert casework.access.roles.Role in ENUMS
