"""What documents tell of children, parents and availability."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

import c8y_client
from c8y_client import Availability, Device, DeviceGroup, ExternalId, ManagedObject, ObjectReference
from c8y_client._documents.hierarchy import next_parent
from c8y_client._queries.language import equals, taken_apart


def below(*parents: str, field: str = "assetParents") -> dict[str, Any]:
    """Give a document that tells these ancestors."""
    return {field: {"references": [{"managedObject": {"id": each, "name": each.upper()}} for each in parents]}}


def test_children_and_parents_are_references() -> None:
    """Each with id and name."""
    one = ManagedObject.from_json({"childDevices": {"references": [{"managedObject": {"id": "7", "name": "Valve"}}]}})

    assert one.child_devices == [ObjectReference("7", "Valve")]


def test_children_and_parents_that_are_not_told_are_none() -> None:
    """An object that lacks the fields has empty lists."""
    one = ManagedObject(name="new")

    assert one.child_devices == one.child_assets == one.child_additions == []
    assert one.parent_devices == one.parent_assets == one.parent_additions == []


def test_reference_without_name_has_none() -> None:
    """Names can be skipped."""
    one = ManagedObject.from_json({"childAssets": {"references": [{"managedObject": {"id": "7"}}]}})

    assert one.child_assets == [ObjectReference("7", None)]


def test_reference_is_worded_for_requests() -> None:
    """From an id as well as from an object."""
    assert ObjectReference.to_json(7) == ObjectReference.to_json(ManagedObject(id="7"))


def test_nearest_parent_is_above_no_other() -> None:
    """In whatever order the platform tells the ancestors."""
    known = {"hall": below("plant"), "plant": below()}

    assert next_parent(below("plant", "hall"), known) == ObjectReference("hall", "HALL")


def test_group_is_preferred_to_a_device_as_parent() -> None:
    """Where an object has both."""
    one = below("gateway", field="deviceParents") | below("hall")

    assert next_parent(one, {}) == ObjectReference("hall", "HALL")


def test_root_has_no_parent() -> None:
    """The chain ends there."""
    assert next_parent(below(), {}) is None


@pytest.mark.parametrize(
    ("interval", "minutes"), [(50, 50), ("50 minutes", 50), ("1 minute", 1), ("-3", -3), ("2 hours", 120), (None, None)]
)
def test_interval_is_read_in_minutes(interval: Any, minutes: int | None) -> None:
    """From a number as well as from text."""
    assert Availability(interval=interval).interval_minutes == minutes


def test_interval_that_cannot_be_read_is_quoted() -> None:
    """It is a `ValueError`."""
    with pytest.raises(ValueError, match="'soon' is no interval"):
        _ = Availability(interval="soon").interval_minutes


@pytest.mark.parametrize(
    "documented", [Availability, Device, DeviceGroup, ExternalId, ManagedObject, equals, taken_apart]
)
def test_examples_are_right(documented: Any) -> None:
    """The examples in the docstrings do what they say."""
    runner = doctest.DocTestRunner()
    known = vars(c8y_client) | {"equals": equals, "taken_apart": taken_apart}
    for test in doctest.DocTestFinder().find(documented, module=False, globs=known):
        runner.run(test)

    assert runner.failures == 0
    assert runner.tries > 0
