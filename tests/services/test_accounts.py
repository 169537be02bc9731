"""Accounts: who may log in, what locks them out, and what no administrator can do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.access.roles import Role
from casework.access.scope import Scope
from casework.config import Config
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound
from casework.records.account import Account
from casework.records.db import now
from casework.records.trail import TrailEntry
from casework.records.unit import Unit
from casework.services import accounts, logins, passwords
from casework.services.account_roles import RoleAt
from tests.cast import PASSWORD, PASSWORD_HASH, make_actor, scope

GOOD = "con đò qua sông cái bé"


@pytest.fixture
def settings(config: Config) -> Config:
    return replace(config, lock_after=3, lock_minutes=15)


def account_of(session, actor):
    return session.get_one(Account, actor.account_id)


def tags(session):
    session.commit()
    return [(entry.tag, entry.keys.get("username")) for entry in session.scalars(select(TrailEntry))]


def new_account(session, cast, **changes):
    values = {
        "username": "can-bo-moi",
        "full_name": "Thị Mỹ Duyên",
        "password": GOOD,
        "roles": [RoleAt(Role.COMMUNE_OFFICER, cast.go_quao.id)],
    } | changes
    return accounts.create_account(session, scope(cast.administrator), cast.administrator, **values)


def test_a_right_password_logs_in_and_is_in_the_trail(session, cast, settings):
    found = logins.authenticate(session, " CAN-BO ", PASSWORD, config=settings)
    assert found is not None and found.id == cast.officer.account_id
    assert found.last_login_at is not None
    assert ("account:login:succeeded", "can-bo") in tags(session)


def test_a_password_kept_with_weak_parameters_is_kept_better_after_log_in(session, cast, settings):
    found = logins.authenticate(session, "can-bo", PASSWORD, config=settings)
    assert found.password_hash != PASSWORD_HASH
    assert not passwords.outdated(found.password_hash) and passwords.matches(found.password_hash, PASSWORD)


def test_a_name_nobody_has_is_refused_and_what_was_typed_is_not_kept(session, cast, settings):
    assert logins.authenticate(session, "mat-khau-go-nham", "x", config=settings) is None
    assert ("account:login:failed", "(không có tài khoản này)") in tags(session)


def test_the_third_wrong_password_locks_the_account_even_for_the_right_one(session, cast, settings):
    for _ in range(3):
        assert logins.authenticate(session, "can-bo", "sai", config=settings) is None
    assert logins.authenticate(session, "can-bo", PASSWORD, config=settings) is None
    seen = tags(session)
    assert seen.count(("account:login:failed", "can-bo")) == 4
    assert seen.count(("account:account:locked", "can-bo")) == 1


def test_two_wrong_passwords_then_the_right_one_start_the_count_again(session, cast, settings):
    for password in ("sai", "sai", PASSWORD, "sai", "sai"):
        logins.authenticate(session, "can-bo", password, config=settings)
    assert logins.authenticate(session, "can-bo", PASSWORD, config=settings) is not None


def test_a_lock_that_has_run_out_lets_in_again(session, cast, settings):
    account_of(session, cast.officer).locked_until_at = now() - timedelta(seconds=1)
    assert logins.authenticate(session, "can-bo", PASSWORD, config=settings) is not None


def test_a_closed_account_does_not_let_in(session, cast, settings):
    accounts.set_active(session, scope(cast.administrator), cast.administrator, cast.officer.account_id, active=False)
    assert logins.authenticate(session, "can-bo", PASSWORD, config=settings) is None


@pytest.mark.parametrize(
    "password",
    ["ngan", "1234567890", "Password123", "MatKhau123", "aaaaaaaaaaaa", "can-bo-moi", "can-bo-moi123", "x" * 201],
)
def test_a_password_easy_to_guess_is_refused(session, cast, password):
    with pytest.raises(InvalidInput) as refusal:
        new_account(session, cast, password=password)
    assert refusal.value.field == "password"


@pytest.mark.parametrize("username", ["", "ab", "Tên có dấu", "casework", "-dau", "a b c"])
def test_a_username_of_another_shape_is_refused(session, cast, username):
    with pytest.raises(InvalidInput):
        new_account(session, cast, username=username)


def test_a_username_that_is_taken_is_refused_whatever_its_case(session, cast):
    with pytest.raises(Conflict):
        new_account(session, cast, username="Can-Bo")


def test_a_new_account_must_change_its_password_and_is_in_the_trail(session, cast):
    made = new_account(session, cast)
    assert made.must_change_password and made.roles[0].unit_id == cast.go_quao.id
    assert ("account:account:created", "can-bo-moi") in tags(session)


def test_a_role_outside_the_administrators_scope_is_refused(session, cast):
    elsewhere = session.scalar(select(Unit).where(Unit.code == "01", Unit.valid_to.is_(None)))
    with pytest.raises(InvalidInput):
        new_account(session, cast, roles=[RoleAt(Role.COMMUNE_OFFICER, elsewhere.id)])


def test_an_administrator_of_a_province_does_not_manage_the_accounts_of_another(session, cast):
    hanoi = session.scalar(select(Unit).where(Unit.code == "01", Unit.valid_to.is_(None)))
    other = make_actor(session, "quan-tri-ha-noi", "Ngô Thị Vân", Role.ADMINISTRATOR, hanoi)
    with pytest.raises(NotFound):
        accounts.reset_password(session, scope(cast.administrator), cast.administrator, other.account_id)


def test_nobody_changes_their_own_rights(session, cast):
    admin, within = cast.administrator, scope(cast.administrator)
    wanted = RoleAt(Role.COMMUNE_OFFICER, cast.go_quao.id)
    for act in (
        lambda: accounts.assign_role(session, within, admin, admin.account_id, wanted),
        lambda: accounts.set_active(session, within, admin, admin.account_id, active=False),
        lambda: accounts.reset_password(session, within, admin, admin.account_id),
        lambda: accounts.end_role(
            session, within, admin, account_of(session, admin).roles[0].id, on=date(2026, 11, 21)
        ),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize("alone", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_keeps_accounts_or_audits_does_not_also_handle_cases(session, cast, alone):
    with pytest.raises(InvalidInput) as refusal:
        accounts.assign_role(
            session,
            scope(cast.administrator),
            cast.administrator,
            cast.officer.account_id,
            RoleAt(alone, cast.province.id),
        )
    assert refusal.value.field == "role"


def test_a_counsellor_is_assigned_to_a_point_of_the_unit(session, cast):
    for wanted in (
        RoleAt(Role.COUNSELLOR, cast.go_quao.id),
        RoleAt(Role.COUNSELLOR, cast.dinh_hoa.id, cast.point.id),
        RoleAt(Role.COMMUNE_OFFICER, cast.go_quao.id, cast.point.id),
    ):
        with pytest.raises(InvalidInput) as refusal:
            new_account(session, cast, roles=[wanted])
        assert refusal.value.field == "point"
        session.rollback()


def test_a_counsellor_of_a_point_of_the_unit_is_accepted(session, cast):
    made = new_account(session, cast, roles=[RoleAt(Role.COUNSELLOR, cast.go_quao.id, cast.point.id)])
    assert made.roles[0].point_id == cast.point.id


def test_a_role_that_had_ended_is_held_again_in_the_same_row(session, cast):
    within, admin = scope(cast.administrator), cast.administrator
    made = new_account(session, cast)
    row = made.roles[0]
    accounts.end_role(session, within, admin, row.id, on=date(2026, 11, 20))
    again = accounts.assign_role(session, within, admin, made.id, RoleAt(Role.COMMUNE_OFFICER, cast.go_quao.id))
    assert again.id == row.id and again.to_on is None


def test_changing_the_password_needs_the_old_one_and_ends_other_log_ins(session, cast):
    with pytest.raises(InvalidInput) as refusal:
        logins.change_password(session, cast.officer, old="sai", new=GOOD)
    assert refusal.value.field == "old_password"
    before = account_of(session, cast.officer).stamp
    changed = logins.change_password(session, cast.officer, old=PASSWORD, new=GOOD)
    assert changed.stamp != before and passwords.matches(changed.password_hash, GOOD)


def test_a_reset_password_is_temporary_and_unlocks(session, cast, settings):
    officer = account_of(session, cast.officer)
    officer.locked_until_at = now() + timedelta(minutes=10)
    password = accounts.reset_password(session, scope(cast.administrator), cast.administrator, officer.id)
    assert logins.authenticate(session, "can-bo", password, config=settings) is officer
    assert officer.must_change_password


def test_the_first_administrator_comes_from_the_command_line(session, cast, settings):
    country = session.scalar(select(Unit).where(Unit.kind == "country"))
    made = accounts.make_administrator(session, "quan-tri-goc", "Mai Văn Sáu", GOOD, country)
    assert not made.must_change_password
    assert accounts.account(session, Scope(country.id), made.id) is made
