"""What a bulk operation must say."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import inventory
from mockc8y.domain.bulk_operation_draft import LONGEST_CREATION_RAMP, draft_of, pause_of
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import parse_millis
from mockc8y.store.codec import Document
from tests.domain.bulk_cases import ANA, bulk, group_of, planned


@pytest.fixture
def group(tenant: Tenant) -> int:
    """Make a group and return its id."""
    return group_of(tenant, 0)[0]


def without(group: int, name: str) -> Document:
    """Write a bulk operation that lacks a property."""
    return {key: value for key, value in bulk(group).items() if key != name}


def test_group_may_be_a_number(tenant: Tenant, group: int) -> None:
    """However a client sends the id of the group, it is kept as a string."""
    assert draft_of(tenant, bulk(group, groupId=group)).document["groupId"] == str(group)


def test_start_without_a_zone_is_utc(tenant: Tenant, group: int) -> None:
    """The specification's own example has no zone."""
    draft = draft_of(tenant, bulk(group, startDate="2022-05-01T22:21:22"))

    assert draft.start == parse_millis("2022-05-01T22:21:22Z")
    assert draft.document["startDate"] == "2022-05-01T22:21:22.000Z"


def test_ramp_has_a_default(tenant: Tenant, group: int) -> None:
    """Without a ramp there is a second between two operations."""
    assert pause_of(draft_of(tenant, without(group, "creationRamp")).document) == 1000


@pytest.mark.parametrize(("ramp", "pause"), [(15, 15_000), (0.25, 250), (0, 0), (0.0001, 0)])
def test_ramp_is_in_seconds(tenant: Tenant, group: int, ramp: float, pause: int) -> None:
    """Fractions count to the millisecond; what is shorter is no pause at all."""
    assert pause_of(draft_of(tenant, bulk(group, creationRamp=ramp)).document) == pause


@pytest.mark.parametrize("name", ["startDate", "operationPrototype", "groupId"])
def test_mandatory_property_is_demanded(tenant: Tenant, group: int, name: str) -> None:
    """The error names what is missing."""
    with pytest.raises(PlatformError, match=rf"422 undefined/validationError: .*included: {name}$"):
        draft_of(tenant, without(group, name))


def test_group_and_parent_exclude_each_other(tenant: Tenant, group: int) -> None:
    """A bulk operation is for a group or for those that failed before, not for both."""
    parent = planned(tenant, group)

    with pytest.raises(PlatformError, match=r"422 .*mutually exclusive"):
        draft_of(tenant, bulk(group, failedParentId=str(parent.id)))


def test_parent_may_take_the_place_of_the_group(tenant: Tenant, group: int) -> None:
    """A bulk operation that exists can be repeated for those that failed."""
    parent = planned(tenant, group)

    document = draft_of(tenant, without(group, "groupId") | {"failedParentId": parent.id}).document

    assert document["failedParentId"] == str(parent.id)


@pytest.mark.parametrize(
    "bad",
    [
        {"startDate": "soon"},
        {"startDate": 5},
        {"creationRamp": "1"},
        {"creationRamp": -1},
        {"creationRamp": True},
        {"creationRamp": LONGEST_CREATION_RAMP + 1},
        {"creationRamp": 1e308},
        {"creationRamp": []},
        {"operationPrototype": "restart"},
        {"operationPrototype": ["c8y_Restart"]},
        {"operationPrototype": {"": {}}},
        {"groupId": "999999"},
        {"groupId": "hall"},
        {"groupId": {}},
    ],
    ids=str,
)
def test_bad_value_is_refused(tenant: Tenant, group: int, bad: dict[str, Any]) -> None:
    """A value that makes no sense is refused."""
    with pytest.raises(PlatformError, match=r"422 "):
        draft_of(tenant, bulk(group, **bad))


@pytest.mark.parametrize("parent", ["999999", "x", {}])
def test_parent_must_exist(tenant: Tenant, group: int, parent: object) -> None:
    """Only a bulk operation can be repeated."""
    with pytest.raises(PlatformError, match=r"422 .*no bulk operation"):
        draft_of(tenant, without(group, "groupId") | {"failedParentId": parent})


def test_dynamic_group_must_be_understood(tenant: Tenant) -> None:
    """A group whose query is broken is refused at once, not when the bulk operation begins."""
    broken = inventory.create(tenant, {"c8y_DeviceQueryString": "name eq ("}, ANA).id

    with pytest.raises(PlatformError, match=r"422 .*Query could not be understood"):
        draft_of(tenant, bulk(broken))
