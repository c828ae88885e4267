"""How queries for users are worded, and where users and groups are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import c8y_client
from c8y_client import InventoryRole, User, UserGroup, sync
from c8y_client._http.query import encode_query
from c8y_client._queries.users import (
    application_ids,
    groups_path,
    is_name,
    referenced_ids,
    role_reference,
    several,
    user_params,
    user_reference,
    username_of,
    users_path,
)
from c8y_client._types import JSON
from c8y_client.model import user as model_user


def worded(**filters: object) -> str:
    """Word filters as the query that is sent."""
    return encode_query(user_params(filters))


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"username": "an"}, "username=an"),
        ({"username_contains": "n"}, "usernameContains=n"),
        ({"groups": 2}, "groups=2"),
        ({"groups": "2"}, "groups=2"),
        ({"groups": [2, "12", UserGroup.from_json({"id": 8})]}, "groups=2%2C12%2C8"),
        ({"groups": (1, 2)}, "groups=1%2C2"),
        ({"owner": "ben"}, "owner=ben"),
        ({"owner": User(username="ben")}, "owner=ben"),
        ({"only_devices": True}, "onlyDevices=true"),
        ({"only_devices": False}, "onlyDevices=false"),
        ({"with_subusers_count": True}, "withSubusersCount=true"),
        ({"username": None, "groups": None, "owner": None}, ""),
        ({"onlyDevices": True}, "onlyDevices=true"),
        ({"new_filter": "x"}, "newFilter=x"),
    ],
)
def test_filter_is_worded_as_the_platform_wants_it(filters: dict[str, object], query: str) -> None:
    """By its name there, with references as names or numbers."""
    assert worded(**filters) == query


def test_group_that_was_not_created_is_no_filter() -> None:
    """It has no number yet."""
    with pytest.raises(ValueError, match="no id"):
        worded(groups=UserGroup(name="Night shift"))


@given(st.text(min_size=1).filter(lambda name: name not in {".", ".."}))
def test_user_name_is_one_segment_of_a_path(name: str) -> None:
    """Whatever it consists of."""
    for where in (users_path("t1", name), groups_path("t1", 2, "users", name)):
        assert where.count("/") == where.rstrip("/").count("/")
    assert users_path("t1", name, "roles").count("/") == 5
    assert "?" not in users_path("t1", name)
    assert "#" not in users_path("t1", name)


def test_references_point_to_where_things_are() -> None:
    """The platform takes addresses without a host."""
    assert user_reference("t1", "a/b") == {"user": {"self": "/user/t1/users/a%2Fb"}}
    assert role_reference("ROLE_X") == {"role": {"self": "/user/roles/ROLE_X"}}


@pytest.mark.parametrize("nobody", ["", None, 4711, SimpleNamespace(username=None), InventoryRole()])
def test_what_names_no_user_is_refused(nobody: Any) -> None:
    """Before it becomes a part of a path."""
    with pytest.raises(ValueError, match="names no user"):
        username_of(nobody)


def test_digits_are_a_number() -> None:
    """Anything else in text is a name."""
    assert [is_name(one) for one in ("2", 2, "readers", "2nd shift", "", UserGroup(name="x"))] == [
        *(False, False, True, True, True, False)
    ]


def test_one_value_is_a_list_of_one() -> None:
    """Text is one value."""
    assert [several(one) for one in ("ab", 2, ["a"], ("a", "b"))] == [["ab"], [2], ["a"], ["a", "b"]]


def test_missing_references_are_none() -> None:
    """Documents may lack them, or say null."""
    documents: list[dict[str, JSON]] = [{}, {"roles": None, "applications": None}, {"roles": {"references": []}}]
    for document in documents:
        assert referenced_ids(document, "roles", "role") == application_ids(document) == set()


def test_names_of_the_reference_packages_are_there() -> None:
    """Groups as global roles in the synchronous half; everything about users where pyc8y has it."""
    assert sync.GlobalRole is sync.UserGroup
    assert sync.GlobalRoles is sync.UserGroups
    assert (model_user.User, model_user.Users) == (c8y_client.User, c8y_client.Users)
    assert {"BaseUser", "InventoryRole", "InventoryRoleAssignment", "TfaSettings"} < set(model_user.__all__)
