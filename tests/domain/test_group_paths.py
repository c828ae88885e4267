"""Groups by the names on the way to them."""

from __future__ import annotations

import pytest

from mockc8y.domain.group_paths import GroupPaths
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import ANA, group, made, seen


def test_groups_on_the_way_are_made(tenant: Tenant) -> None:
    """The first one is a root, the others stand below each other."""
    hall = GroupPaths(tenant, ANA).group_at("Plant/Hall 1")

    assert hall is not None
    (plant,) = tenant.relations.parents(ASSETS, hall)
    shown = [seen(tenant, str(number)) for number in (plant, hall)]
    assert [(found["name"], found["type"], found["c8y_IsDeviceGroup"]) for found in shown] == [
        ("Plant", "c8y_DeviceGroup", {}),
        ("Hall 1", "c8y_DeviceSubgroup", {}),
    ]
    assert tenant.relations.parents(ASSETS, plant) == []


def test_groups_that_are_there_are_used(tenant: Tenant) -> None:
    """Only what is missing is made, by whoever asks."""
    hall = group(tenant, "Hall 1")
    group(tenant, "Plant", made(tenant, "Hall 1"), hall)
    count = len(tenant.inventory)

    assert GroupPaths(tenant, ANA).group_at("Plant/Hall 1") == int(hall)
    assert len(tenant.inventory) == count


def test_root_is_no_group_below_another(tenant: Tenant) -> None:
    """A path begins at the top, so a subgroup of that name is another group."""
    hall = group(tenant, "Hall 1")
    group(tenant, "Plant", hall)

    found = GroupPaths(tenant, ANA).group_at("Hall 1")

    assert found != int(hall)


def test_group_is_no_device_of_that_name(tenant: Tenant) -> None:
    """What stands in the place but is no group is passed over, at the top and below."""
    made(tenant, "Plant")
    plant = GroupPaths(tenant, ANA).group_at("Plant")
    group(tenant, "Yard", made(tenant, "Hall 1"))

    assert seen(tenant, str(plant))["c8y_IsDeviceGroup"] == {}
    assert seen(tenant, str(GroupPaths(tenant, ANA).group_at("Yard/Hall 1")))["c8y_IsDeviceGroup"] == {}


@pytest.mark.parametrize("path", ["/Plant//Hall 1/", " Plant / Hall 1 "])
def test_blanks_and_extra_slashes_are_passed_over(tenant: Tenant, path: str) -> None:
    """They lead to the same group."""
    paths = GroupPaths(tenant, ANA)

    assert paths.group_at(path) == paths.group_at("Plant/Hall 1")


@pytest.mark.parametrize("path", ["", "/", " / "])
def test_path_without_a_name_leads_nowhere(tenant: Tenant, path: str) -> None:
    """No group is made for it."""
    assert GroupPaths(tenant, ANA).group_at(path) is None
    assert len(tenant.inventory) == 0
