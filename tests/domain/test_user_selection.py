"""Which users a listing shows."""

from __future__ import annotations

from mockc8y.domain import user_selection, users
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.user_selection import Wanted
from mockc8y.domain.users import User


def test_no_criteria_find_all_but_devices(tenant: Tenant) -> None:
    """In the order of names, by code point."""
    for name in ("ben", "Zoe", "device_7", "ana"):
        users.add(tenant, name, None)

    assert [user.name for user in user_selection.select(tenant, Wanted())] == ["Zoe", "admin", "ana", "ben"]


def test_criteria_are_combined(tenant: Tenant) -> None:
    """A user must meet all of them."""
    for name, groups in (("ana", {1}), ("anton", {2}), ("ben", {1, 2})):
        users.add(tenant, name, None, groups=groups)

    found = user_selection.select(tenant, Wanted(prefix="an", groups=frozenset({1})))

    assert [user.name for user in found] == ["ana"]


def test_alias_is_as_good_as_the_name(tenant: Tenant) -> None:
    """Both for beginnings and for parts."""
    tenant.users.put("ana", User("ana", None, profile={"alias": "Ruiz"}))

    for wanted in (Wanted(prefix="ru"), Wanted(part="UI"), Wanted(part="na")):
        assert [user.name for user in user_selection.select(tenant, wanted)] == ["ana"]


def test_direct_subusers_are_counted(tenant: Tenant) -> None:
    """Those of users that are gone count too, and nobody has none."""
    for name, owner in (("ana", None), ("ben", "ana"), ("carl", "ana"), ("dora", "ben"), ("emil", "gone")):
        tenant.users.put(name, User(name, None, owner=owner))

    assert user_selection.subuser_counts(tenant) == {"ana": 2, "ben": 1, "gone": 1}
