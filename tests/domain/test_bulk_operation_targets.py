"""Whom a bulk operation is for."""

from __future__ import annotations

from mockc8y.domain import inventory
from mockc8y.domain.bulk_operation_targets import devices_of
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.codec import Document
from tests.domain.bulk_cases import ANA, device, finish, group_of, planned


def dynamic(tenant: Tenant, query: str) -> Document:
    """Make a dynamic group and name it as a target."""
    made = inventory.create(tenant, {"type": "c8y_DynamicGroup", "c8y_DeviceQueryString": query}, ANA)
    return {"groupId": str(made.id)}


def test_group_means_its_child_assets(tenant: Tenant) -> None:
    """The devices of a group get the operation in the order in which they were added."""
    group, devices = group_of(tenant, 3)

    assert devices_of(tenant, {"groupId": str(group)}) == tuple(devices)


def test_other_children_are_not_meant(tenant: Tenant) -> None:
    """Child devices, child additions and what is further down are no members."""
    group, [first] = group_of(tenant, 1)
    for kind, parent in ((DEVICES, group), (ADDITIONS, group), (ASSETS, first)):
        tenant.relations.link(kind, parent, device(tenant))

    assert devices_of(tenant, {"groupId": str(group)}) == (first,)


def test_subgroup_gets_no_operation(tenant: Tenant) -> None:
    """A group in the group is no device, and its own members are not meant."""
    group, [first] = group_of(tenant, 1)
    tenant.relations.link(ASSETS, group, group_of(tenant, 2)[0])

    assert devices_of(tenant, {"groupId": str(group)}) == (first,)


def test_group_that_is_gone_has_no_members(tenant: Tenant) -> None:
    """Who removes the group before the start gets no operations."""
    assert devices_of(tenant, {"groupId": "999999"}) == ()


def test_dynamic_group_means_the_devices_that_match(tenant: Tenant) -> None:
    """The query is asked anew; only devices get operations, whatever else matches."""
    red = [device(tenant, "Pump 1", colour="red"), device(tenant, "Pump 2", colour="red")]
    device(tenant, "Pump 3", colour="blue")
    inventory.create(tenant, {"name": "Door", "colour": "red"}, ANA)

    assert devices_of(tenant, dynamic(tenant, "$filter=(colour eq 'red')")) == tuple(red)


def test_dynamic_group_keeps_the_order_of_its_query(tenant: Tenant) -> None:
    """Where the query says in which order, operations are created in that order."""
    second, first = device(tenant, "B"), device(tenant, "A")

    assert devices_of(tenant, dynamic(tenant, "$filter=has(c8y_IsDevice) $orderby=name")) == (first, second)


def test_parent_means_the_devices_that_failed(platform: Platform, tenant: Tenant) -> None:
    """A repetition is for those whose operation ended as failed."""
    group, devices = group_of(tenant, 3)
    parent = planned(tenant, group)
    platform.advance(MINUTE_MS)
    finish(tenant, parent, "FAILED", "SUCCESSFUL", "FAILED")

    assert devices_of(tenant, {"failedParentId": str(parent.id)}) == (devices[0], devices[2])
