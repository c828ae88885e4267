# Made from tests/sdk/_async/test_user_groups.py by sdk/scripts/unasync.py; change that.
"""User groups, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import AccessDeniedError, BasicAuth, BatchError, BearerAuth, ConflictError, UnauthorizedError
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.user_groups import UserGroup
from mockc8y.domain import session_tokens
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

URL = "http://mockc8y.local"


def new(name: str, c8y: CumulocityClient | None = None) -> UserGroup:
    """Make a group that has not been created so far."""
    return UserGroup(c8y, name=name, description="Watches")


def test_created_group_comes_back(c8y_mock: MockTenant) -> None:
    """Its id is a number; it is found by that, as text as well, and by name."""
    with connected(c8y_mock) as c8y:
        made = new("Night shift", c8y).create()
        assert isinstance(made.id, int)

        for group_id in (made.id, str(made.id), "Night shift"):
            read = c8y.user_groups.get(group_id)
            assert (read.id, read.name, read.description) == (made.id, "Night shift", "Watches")
            assert (read.role_ids, read.application_ids) == (set(), set())
        assert (c8y.user_groups.get_by_name("Night shift")) == made
        assert c8y.user_groups.resolve_group_ids("Night shift", "admins") == [made.id, 2]


def test_names_may_hold_what_paths_may_not(c8y_mock: MockTenant) -> None:
    """A name of digits is found by `get_by_name` only."""
    with connected(c8y_mock) as c8y:
        for name in ("Night/shift? 100%#1", "4711"):
            made = new(name, c8y).create()
            assert (c8y.user_groups.get_by_name(name)).id == made.id
        with pytest.raises(KeyError):
            c8y.user_groups.get("4711")


def test_changed_group_keeps_the_rest(c8y_mock: MockTenant) -> None:
    """Only what was changed is sent; the applications of members are a part of the group."""
    with connected(c8y_mock) as c8y:
        made = new("Night shift", c8y).create()
        application = (c8y.get("/application/applications"))["applications"][0]["id"]

        made.name, made.applications = "Day shift", [{"id": application}]
        assert set(made.changes) == {"name", "applications"}
        made.update()

        read = made.reload(copy=True)
    assert (read.name, read.description, read.application_ids) == ("Day shift", "Watches", {application})


def test_several_groups_are_created_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """They take their ids; unknown ones are an error, unless they may be missing."""
    with connected(c8y_mock) as c8y:
        groups = [new(name) for name in "abc"]
        c8y.user_groups.create(*groups, workers=2)
        assert [group.id for group in groups] == c8y.user_groups.resolve_group_ids(*"abc")
        for group in groups:
            group.description = "Sleeps"
        c8y.user_groups.update(*groups, workers=2)
        assert (c8y.user_groups.get("c")).description == "Sleeps"
        assert groups[1].id is not None

        c8y.user_groups.delete(groups[0], groups[1].id, str(groups[2].id))

        assert c8y.user_groups.get_count() == 12
        with pytest.raises(BatchError):
            c8y.user_groups.delete(*groups)
        c8y.user_groups.delete(*groups, missing_ok=True)


def test_taken_name_is_a_conflict(c8y_mock: MockTenant) -> None:
    """No two groups have the same name."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ConflictError):
            new("admins", c8y).create()


@pytest.mark.parametrize("workers", [None, 3])
def test_groups_are_listed(c8y_mock: MockTenant, workers: int | None) -> None:
    """Page by page, as objects or as values."""
    with connected(c8y_mock) as c8y:
        found = c8y.user_groups.get_all(limit=None, page_size=5, workers=workers)
        names = [name for name in c8y.user_groups.select(as_values="name", limit=2)]

        assert sorted(group.id or 0 for group in found) == [*range(1, 13)]
        assert names == ["business", "admins"]
        assert len(c8y.user_groups.get_all(include=lambda group: "Global" in group["name"], limit=None)) == 3


@pytest.mark.parametrize("page_size", [1, 2, 3, None])
def test_groups_of_a_user_are_read_page_by_page(c8y_mock: MockTenant, page_size: int | None) -> None:
    """Whatever the size of a page, none is left out, and the limit holds."""
    c8y_mock.add_user(
        "ana", groups=["readers", "business", "Global Reader", "Global Manager", "admins", "Cockpit User"]
    )
    with connected(c8y_mock) as c8y:
        everything = c8y.user_groups.get_all(username="ana", limit=None, page_size=page_size)
        some = c8y.user_groups.get_all(username="ana", limit=4, page_size=page_size)

        assert [group.id for group in everything] == [1, 2, 5, 7, 8, 12]
        assert [group.id for group in some] == [1, 2, 5, 7]
        assert c8y.user_groups.get_count(username="ana") == 6
        assert c8y.user_groups.get_all(username="ana", as_values="name", limit=1) == ["business"]
        assert [group.c8y for group in some] == [c8y] * 4


def test_page_size_of_groups_of_a_user_is_sent(c8y_mock: MockTenant) -> None:
    """A page is as large as it is asked for."""
    c8y_mock.add_user("ana", groups=["readers", "business", "admins"])
    with connected(c8y_mock) as c8y:
        page = c8y.user_groups.get_all(username="ana", limit=None, page_size=2, page_number=2)

    assert [group.name for group in page] == ["readers"]


def test_filter_is_refused_when_misspelt(c8y_mock: MockTenant) -> None:
    """It would have listed all groups."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="username"):
            c8y.user_groups.get_all(usename="ana")  # type: ignore[call-overload]


@pytest.mark.parametrize("workers", [None, 2])
def test_roles_of_a_group_are_assigned_and_taken(c8y_mock: MockTenant, workers: int | None) -> None:
    """The group may be given by name; a role that it has is a conflict."""
    with connected(c8y_mock) as c8y:
        made = new("Night shift", c8y).create()

        c8y.user_groups.assign_roles("Night shift", "ROLE_ALARM_READ", "ROLE_EVENT_READ", workers=workers)
        assert (made.reload()).role_ids == {"ROLE_ALARM_READ", "ROLE_EVENT_READ"}
        c8y.user_groups.unassign_roles(made, "ROLE_ALARM_READ", workers=workers)
        assert (made.reload()).role_ids == {"ROLE_EVENT_READ"}
        with pytest.raises(ConflictError):
            made.assign_roles("ROLE_EVENT_READ")
        made.unassign_roles("ROLE_EVENT_READ")
        assert (made.reload()).permission_ids == set()


def test_member_may_what_its_group_may(c8y_mock: MockTenant) -> None:
    """From its entry until it leaves."""
    login, password = c8y_mock.add_user("ana")
    ana = CumulocityClient(URL, c8y_mock.tenant_id, BasicAuth(login, password), transport=c8y_mock.transport)
    with connected(c8y_mock) as c8y, ana:
        made = new("Night shift", c8y).create()
        made.assign_roles("ROLE_USER_MANAGEMENT_READ")

        with pytest.raises(AccessDeniedError):
            ana.users.get_all()
        made.assign_users("ana")
        assert len(ana.users.get_all()) == 2
        made.unassign_users(c8y.users.get("ana"))
        with pytest.raises(AccessDeniedError):
            ana.users.get_all()


def test_failures_name_the_users(c8y_mock: MockTenant) -> None:
    """Not what was made of them to be sent."""
    c8y_mock.add_user("ana")
    with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as failed:
            c8y.user_groups.assign_users("readers", "ana", "nobody")

        assert [context.item for context in failed.value.contexts] == ["nobody"]
        assert failed.value.succeeded == ["ana"]


@pytest.mark.parametrize("change", ["update", "update several", "delete", "delete several"])
def test_members_are_logged_out_when_asked_for(c8y_mock: MockTenant, change: str) -> None:
    """So that what they may do changes at once."""
    c8y_mock.add_user("ana", roles=["ROLE_USER_MANAGEMENT_OWN_READ"])
    user = c8y_mock.tenant.users.get("ana")
    assert user is not None
    token = session_tokens.start(c8y_mock.platform, c8y_mock.tenant, user, URL).token
    ana = CumulocityClient(URL, c8y_mock.tenant_id, BearerAuth(token), transport=c8y_mock.transport)
    with connected(c8y_mock) as c8y, ana:
        made = new("Night shift", c8y).create()
        made.assign_users("ana")
        assert (ana.users.get_current()).username == "ana"
        made.description = "Sleeps"

        if change == "update":
            made.update(force_logout=True)
        elif change == "update several":
            c8y.user_groups.update(made, force_logout=True)
        elif change == "delete":
            made.delete(force_logout=True)
        else:
            c8y.user_groups.delete(made, force_logout=True)

        with pytest.raises(UnauthorizedError):
            ana.users.get_current()


def test_groups_are_known_by_both_names(c8y_mock: MockTenant) -> None:
    """Those of either reference package."""
    with connected(c8y_mock) as c8y:
        assert c8y.global_roles is c8y.user_groups
        made = new("Night shift", c8y).create()
        made.add_permissions("ROLE_ALARM_READ", "ROLE_EVENT_READ")
        made.remove_permissions("ROLE_ALARM_READ")
        c8y.global_roles.assign_permissions(2, "ROLE_DEVICE")
        c8y.global_roles.unassign_permissions(2, "ROLE_DEVICE")
        made.add_users("admin")
        assert (made.reload()).permission_ids == {"ROLE_EVENT_READ"}
        assert c8y.users.get_member_count(made) == 1
        made.remove_users("admin")
        assert c8y.users.get_member_count(made) == 0


def test_group_without_id_cannot_be_reached() -> None:
    """The error says so before anything is sent."""
    with pytest.raises(ValueError, match="no id"):
        new("Night shift")._key()
