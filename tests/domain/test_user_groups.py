"""Groups of users, and who is in them."""

from __future__ import annotations

import pytest

from mockc8y.domain import memberships, user_groups, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import ADMINS, LAST
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant

ADMIN = Caller("admin")
ROLE = "ROLE_ALARM_READ"


def test_groups_are_numbered_after_the_platforms_own(tenant: Tenant) -> None:
    """Numbers are not used twice, also after a group is gone."""
    first = user_groups.create(tenant, {"name": "a"}, ADMIN)
    user_groups.delete(tenant, first, ADMIN)
    second = user_groups.create(tenant, {"name": "a"}, ADMIN)

    assert (first.id, second.id) == (LAST + 1, LAST + 2)


def test_refused_group_draws_no_number(tenant: Tenant) -> None:
    """Nothing is stored either."""
    with pytest.raises(PlatformError, match="409 groups/Duplicate"):
        user_groups.create(tenant, {"name": "admins"}, ADMIN)

    assert user_groups.create(tenant, {"name": "a"}, ADMIN).id == LAST + 1


def test_group_is_found_by_id_and_name(tenant: Tenant) -> None:
    """Ids come as text of a path."""
    assert user_groups.get(tenant, str(ADMINS)) is user_groups.get_by_name(tenant, "admins")


def test_null_resets_what_is_optional(tenant: Tenant) -> None:
    """A name cannot be given up."""
    group = user_groups.create(
        tenant, {"name": "a", "description": "b", "customProperties": {"c": 1}, "applications": [{"id": "1"}]}, ADMIN
    )
    nothing = dict.fromkeys(("description", "customProperties", "applications"))

    changed = user_groups.update(tenant, group, nothing, ADMIN)

    assert (changed.name, changed.description, changed.custom_properties, changed.applications) == ("a", None, {}, ())
    with pytest.raises(PlatformError, match="422 groups/Invalid Data: 'name' must be"):
        user_groups.update(tenant, group, {"name": None}, ADMIN)


def test_role_is_given_and_taken_once(tenant: Tenant) -> None:
    """A second time is an error."""
    group = user_groups.create(tenant, {"name": "a"}, ADMIN)
    group = user_groups.give_role(tenant, group, ROLE, ADMIN)

    with pytest.raises(PlatformError, match="409 groups/Duplicate"):
        user_groups.give_role(tenant, group, ROLE, ADMIN)
    group = user_groups.take_role(tenant, group, ROLE, ADMIN)
    with pytest.raises(PlatformError, match=r"404 Not Found: Cannot find the specified role\."):
        user_groups.take_role(tenant, group, ROLE, ADMIN)


def test_members_are_listed_by_name(tenant: Tenant) -> None:
    """And the groups of a user by id."""
    group = user_groups.create(tenant, {"name": "a"}, ADMIN)
    for name in ("zoe", "ana"):
        memberships.join(tenant, group, users.add(tenant, name, None, groups=[7]), ADMIN)

    ana, zoe = memberships.members(tenant, group)

    assert (ana.name, zoe.name) == ("ana", "zoe")
    assert [found.id for found in memberships.groups_of(tenant, ana)] == [7, group.id]


def test_group_that_is_gone_is_not_listed(tenant: Tenant) -> None:
    """A seed may name one that does not exist."""
    assert memberships.groups_of(tenant, users.add(tenant, "ana", None, groups=[4711])) == []


def test_group_is_left_once(tenant: Tenant) -> None:
    """Who is not in it cannot leave it."""
    group = user_groups.create(tenant, {"name": "a"}, ADMIN)
    member = memberships.join(tenant, group, users.add(tenant, "ana", None), ADMIN)
    left = memberships.leave(tenant, group, member, ADMIN)

    with pytest.raises(PlatformError, match="404 users/Not Found"):
        memberships.leave(tenant, group, left, ADMIN)


def test_roles_of_a_user_are_given_and_taken(tenant: Tenant) -> None:
    """Those of its groups are not its own and cannot be taken from it."""
    ana = users.add(tenant, "ana", None, groups=[ADMINS])
    ana = memberships.give_role(tenant, ana, ROLE, ADMIN)
    ana = memberships.take_role(tenant, ana, ROLE, ADMIN)

    with pytest.raises(PlatformError, match="404 Not Found"):
        memberships.take_role(tenant, ana, ROLE, ADMIN)
    assert ROLE in users.effective_roles(tenant, ana)
