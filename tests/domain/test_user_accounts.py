"""How users are made, changed and deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.domain import inventory, sessions, user_accounts, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.inventory_roles import Assignment
from mockc8y.domain.sessions import Session
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

ADMIN = Caller("admin")
ANA = Caller("ana")
NEW: Document = {"userName": "ana", "email": "ana@acme.test", "password": "Str0ng!pass"}


def made(tenant: Tenant, **more: object) -> User:
    """Make a user."""
    return user_accounts.create(tenant, NEW | more, ADMIN)


def test_user_is_stored(tenant: Tenant) -> None:
    """It is found by its name."""
    assert user_accounts.get(tenant, made(tenant).name) is tenant.users.get("ana")


def test_fresh_password_counts(tenant: Tenant) -> None:
    """It is judged and can be signed in with."""
    user = made(tenant)

    assert users.authenticate(tenant, "ana", "Str0ng!pass") == user
    assert (user.password_strength, user.should_reset_password) == ("GREEN", False)
    assert user.last_password_change == tenant.clock.now()


@pytest.mark.parametrize("strength", [("secret", "RED"), ("Secret77", "YELLOW")])
def test_password_is_judged(tenant: Tenant, strength: tuple[str, str]) -> None:
    """Weak ones are allowed where nobody enforces strength."""
    password, judgement = strength

    assert made(tenant, password=password).password_strength == judgement


@pytest.mark.parametrize("password", ["short", "x" * 33, "pässword", 123456], ids=str)
def test_bad_password_is_refused(tenant: Tenant, password: object) -> None:
    """Nothing is stored then."""
    with pytest.raises(PlatformError, match=r"422 users/Invalid Data: The password"):
        made(tenant, password=password)

    assert "ana" not in tenant.users


@pytest.mark.parametrize("missing", ["userName", "email"])
def test_name_and_email_are_demanded(tenant: Tenant, missing: str) -> None:
    """Nothing else is."""
    with pytest.raises(PlatformError, match=rf"422 undefined/validationError: .*included: {missing}$"):
        made(tenant, **{missing: None})


@pytest.mark.parametrize("said", [{}, {"sendPasswordResetEmail": True}, {"sendPasswordResetEmail": False}], ids=str)
def test_user_without_password_gets_one_that_nobody_knows(tenant: Tenant, said: Document) -> None:
    """It is to be reset."""
    user = made(tenant, password=None, **said)

    assert user.password is not None
    assert (user.should_reset_password, user.password_strength) == (True, "GREEN")


def test_mail_asks_for_another_password(tenant: Tenant) -> None:
    """Also for a user that has one."""
    changed = user_accounts.update(tenant, made(tenant), {"sendPasswordResetEmail": True}, ADMIN)

    assert changed.should_reset_password


def test_own_password_is_changed(tenant: Tenant) -> None:
    """The old one counts no more; the demand for a new one is met."""
    user = made(tenant, shouldResetPassword=True)
    tenant.clock.move_to(tenant.clock.now() + 1000)

    changed = user_accounts.update(tenant, user, {"password": "An0ther!one"}, ANA)

    assert users.authenticate(tenant, "ana", "An0ther!one") == changed
    with pytest.raises(PlatformError, match="401"):
        users.authenticate(tenant, "ana", "Str0ng!pass")
    assert changed.last_password_change == tenant.clock.now()
    assert not changed.should_reset_password


@pytest.mark.parametrize("change", [{"password": "An0ther!one"}, {"email": "x@acme.test"}, {"email": None}], ids=str)
def test_others_leave_password_and_email_alone(tenant: Tenant, change: Document) -> None:
    """An administrator is one of the others."""
    user = made(tenant)

    with pytest.raises(PlatformError, match="403 security/Forbidden"):
        user_accounts.update(tenant, user, change | {"firstName": "A"}, ADMIN)

    assert tenant.users.get("ana") == user


def test_email_cannot_be_given_up(tenant: Tenant) -> None:
    """Every user that had one keeps one."""
    with pytest.raises(PlatformError, match="included: email"):
        user_accounts.update(tenant, made(tenant), {"email": None}, ANA)


def test_user_that_never_had_an_email_can_be_changed(tenant: Tenant) -> None:
    """Users of devices have none."""
    user = users.add(tenant, "device_7", None)

    assert user_accounts.update(tenant, user, {"enabled": False, "email": None}, ADMIN).enabled is False


def test_alias_moves_with_its_user(tenant: Tenant) -> None:
    """A new alias takes the place of the old one; without a user it is free."""
    user = made(tenant, alias="anita", password="Str0ng!pass")
    user = user_accounts.update(tenant, user, {"alias": "nita"}, ADMIN)
    by_new = users.authenticate(tenant, "nita", "Str0ng!pass")
    after_change = dict(tenant.aliases.items())
    user_accounts.delete(tenant, user, ADMIN)

    assert by_new.name == "ana"
    assert after_change == {"nita": "ana"}
    assert len(tenant.aliases) == 0


def test_alias_can_be_given_up(tenant: Tenant) -> None:
    """Nobody signs in by it any more."""
    user_accounts.update(tenant, made(tenant, alias="anita"), {"alias": None}, ADMIN)

    with pytest.raises(PlatformError, match="401"):
        users.authenticate(tenant, "anita", "Str0ng!pass")


def test_alias_that_is_taken_is_refused(tenant: Tenant) -> None:
    """Names and aliases are unique among each other, and a refused change keeps the alias."""
    user = made(tenant, alias="anita")
    made(tenant, userName="ben", alias="benny")

    for taken in ("ben", "benny"):
        with pytest.raises(PlatformError, match=f"409 users/Duplicate: .*'{taken}'"):
            user_accounts.update(tenant, user, {"alias": taken}, ADMIN)

    assert dict(tenant.aliases.items()) == {"anita": "ana", "benny": "ben"}


def test_device_does_not_sign_in_by_an_alias(tenant: Tenant) -> None:
    """Only by its name."""
    made(tenant, userName="device_7", alias="pump")

    assert users.authenticate(tenant, "device_7", "Str0ng!pass").is_device
    with pytest.raises(PlatformError, match="401"):
        users.authenticate(tenant, "pump", "Str0ng!pass")


def test_deleted_user_leaves_nothing_behind(tenant: Tenant) -> None:
    """Whoever gets its name later inherits neither permissions nor sessions."""
    user = made(tenant)
    session = Session("s", sessions.next_serial(tenant, "ana"), "ana", "x", tenant.clock.now() + 1000)
    pump = inventory.create(tenant, {}, ADMIN).id
    tenant.device_permissions.put(Holder(user="ana"), {pump: ("ALARM:*:READ",)})
    tenant.inventory_assignments.put(1, Assignment(1, "ana", pump, (1,)))
    tenant.inventory_assignments.put(2, Assignment(2, "admin", pump, (1,)))

    user_accounts.delete(tenant, user, ADMIN)

    assert len(tenant.device_permissions) == 0
    assert [assignment.user for assignment in tenant.inventory_assignments.values()] == ["admin"]
    assert sessions.over_from(tenant, session) <= tenant.clock.now()


def test_users_of_a_deleted_user_go_to_the_one_above(tenant: Tenant) -> None:
    """The tree stays whole, and nobody manages by a delegation of one that is gone."""
    ana = made(tenant)
    for name, owner, delegate in (("ben", "ana", "admin"), ("carl", "ben", None), ("dora", None, "ben")):
        tenant.users.put(name, replace(ana, name=name, owner=owner, delegated_by=delegate))

    user_accounts.delete(tenant, user_accounts.get(tenant, "ben"), ADMIN)

    carl, dora = (user_accounts.get(tenant, name) for name in ("carl", "dora"))
    assert (carl.owner, carl.delegated_by) == ("ana", None)
    assert (dora.owner, dora.delegated_by) == (None, None)


def test_refused_creation_stores_nothing(tenant: Tenant) -> None:
    """Neither user nor alias nor record."""
    before = len(tenant.audit_records)
    bad: Document
    for bad in ({"alias": "admin"}, {"phone": "x"}, {"userName": "admin"}, {"applications": [{}]}):
        with pytest.raises(PlatformError):
            made(tenant, **{"alias": "anita", **bad})

    assert list(tenant.users) == ["admin"]
    assert len(tenant.aliases) == 0
    assert len(tenant.audit_records) == before
