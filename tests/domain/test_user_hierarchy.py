"""Users that belong to users."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.domain import user_accounts, user_hierarchy, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.groups import Group
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.user_hierarchy import Oversight
from mockc8y.domain.users import User

ADMIN = Caller("admin")
READ = roles("ALARM_READ")


@pytest.fixture(autouse=True)
def _people(tenant: Tenant) -> None:
    """Put ben below ana and carl below ben; dora stands alone."""
    for name, owner in (("ana", None), ("ben", "ana"), ("carl", "ben"), ("dora", None)):
        tenant.users.put(name, replace(users.add(tenant, name, None), owner=owner))


def user(tenant: Tenant, name: str) -> User:
    """Return a user."""
    return user_accounts.get(tenant, name)


def oversight(tenant: Tenant, name: str, *, is_unlimited: bool = False) -> Oversight:
    """Return how far a user reaches."""
    return Oversight(tenant, user(tenant, name), is_unlimited)


@pytest.mark.parametrize(("name", "below"), [("ana", ["ben", "carl"]), ("ben", ["carl"]), ("carl", []), ("dora", [])])
def test_limited_user_reaches_those_below(tenant: Tenant, name: str, below: list[str]) -> None:
    """At any depth, but not itself."""
    assert [found.name for found in oversight(tenant, name).among(tenant.users.values())] == below


def test_unlimited_user_reaches_everybody(tenant: Tenant) -> None:
    """Itself too."""
    everybody = tenant.users.values()

    assert oversight(tenant, "dora", is_unlimited=True).among(everybody) == everybody


def test_delegate_reaches_those_below_the_other_one(tenant: Tenant) -> None:
    """As long as the delegation lasts, and not the other one itself."""
    user_hierarchy.set_delegate(tenant, user(tenant, "dora"), "ben", ADMIN)
    during = [found.name for found in oversight(tenant, "dora").among(tenant.users.values())]
    user_hierarchy.set_delegate(tenant, user(tenant, "dora"), None, ADMIN)

    assert during == ["carl"]
    assert oversight(tenant, "dora").among(tenant.users.values()) == []


def test_delegate_does_not_reach_itself(tenant: Tenant) -> None:
    """Also when it is below the one who delegated to it."""
    user_hierarchy.set_delegate(tenant, user(tenant, "ben"), "ana", ADMIN)

    assert not oversight(tenant, "ben").covers(user(tenant, "ben"))


@pytest.mark.parametrize("owner", ["ben", "carl"])
def test_user_cannot_be_below_itself(tenant: Tenant, owner: str) -> None:
    """Neither directly nor by others."""
    with pytest.raises(PlatformError, match=f"422 users/Invalid Data: User '{owner}' is below 'ben'"):
        user_hierarchy.set_owner(tenant, user(tenant, "ben"), owner, ADMIN)

    assert user(tenant, "ben").owner == "ana"


@pytest.mark.parametrize("name", ["nina", "", 5, ["ana"]])
def test_owner_must_be_a_user(tenant: Tenant, name: object) -> None:
    """Neither a new user nor one that is there gets another one."""
    with pytest.raises(PlatformError, match="422 users/Invalid Data: 'owner' must be the name of a user"):
        user_hierarchy.set_owner(tenant, user(tenant, "ben"), name, ADMIN)
    with pytest.raises(PlatformError, match="422 users/Invalid Data: 'owner' must be the name of a user"):
        oversight(tenant, "ana", is_unlimited=True).owner_of_new(name)


def test_owner_of_a_new_user(tenant: Tenant) -> None:
    """Who manages all may choose; what others make is theirs."""
    assert oversight(tenant, "ana", is_unlimited=True).owner_of_new("dora") == "dora"
    assert oversight(tenant, "ana", is_unlimited=True).owner_of_new(None) is None
    assert oversight(tenant, "ana").owner_of_new("dora") == "ana"


def test_loop_of_owners_ends_the_search(tenant: Tenant) -> None:
    """A seed may have planted one."""
    for name, owner in (("ana", "ben"), ("ben", "ana")):
        tenant.users.put(name, replace(user(tenant, name), owner=owner))

    assert not oversight(tenant, "dora").covers(user(tenant, "ana"))
    assert oversight(tenant, "ben").covers(user(tenant, "ana"))


def test_limited_user_gives_what_it_holds(tenant: Tenant) -> None:
    """Whether itself or by a group."""
    tenant.groups.put(50, Group(50, "alarms", roles=READ))
    carl = user(tenant, "carl")
    tenant.users.put("ben", replace(user(tenant, "ben"), groups=frozenset({50})))

    oversight(tenant, "ben").require_gift(carl, READ)
    with pytest.raises(PlatformError, match="403"):
        oversight(tenant, "ben").require_gift(carl, READ | roles("EVENT_READ"))
    with pytest.raises(PlatformError, match="403"):
        oversight(tenant, "ana").require_gift(carl, READ)


@pytest.mark.parametrize("is_unlimited", [True, False])
def test_owner_limits_what_is_given(tenant: Tenant, *, is_unlimited: bool) -> None:
    """Nobody gets more than its owner holds, whoever gives it."""
    tenant.users.put("ana", replace(user(tenant, "ana"), roles=READ))

    with pytest.raises(PlatformError, match="403"):
        oversight(tenant, "ana", is_unlimited=is_unlimited).require_gift(user(tenant, "carl"), READ)

    oversight(tenant, "ana", is_unlimited=is_unlimited).require_gift(user(tenant, "ben"), READ)


def test_limited_user_sees_groups_that_give_what_it_holds(tenant: Tenant) -> None:
    """A group without roles is seen by all."""
    empty, full = Group(50, "empty"), Group(51, "full", roles=READ)

    assert oversight(tenant, "ana").require_group(empty) is empty
    assert oversight(tenant, "ana", is_unlimited=True).require_group(full) is full
    with pytest.raises(PlatformError, match="403"):
        oversight(tenant, "ana").require_group(full)
