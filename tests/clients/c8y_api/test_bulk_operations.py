"""Bulk operations through c8y_api."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import BulkOperation, Device, DeviceGroup, Operation

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

PROTOTYPE = {"description": "Restart", "c8y_Restart": {}}
GENERAL = BulkOperation.GeneralStatus
SECOND = 1_000
MINUTE = 60 * SECOND

Plan = Callable[..., BulkOperation]


@pytest.fixture
def group(c8y: CumulocityApi) -> DeviceGroup:
    """Give a group of three devices."""
    made = DeviceGroup(c8y, root=True, name="Plant").create()
    for number in range(3):
        made.add_child_asset(Device(c8y, name=f"Pump {number}", com_cumulocity_model_Agent={}).create())
    return made


@pytest.fixture
def plan(c8y: CumulocityApi, group: DeviceGroup) -> Plan:
    """Give a function that plans a bulk operation for ten minutes from now, one device a minute."""

    def create(**properties: object) -> BulkOperation:
        start = datetime.now(UTC) + timedelta(minutes=10)
        made: BulkOperation = BulkOperation(
            c8y, group_id=group.id, start_time=start, creation_ramp=60, operation_prototype=PROTOTYPE, **properties
        ).create()
        return made

    return create


def progress(bulk: BulkOperation) -> dict[str, int]:
    """Return the numbers of a bulk operation, less those that are 0."""
    return {name: number for name, number in bulk.fragments["progress"].items() if number}


def finish(c8y: CumulocityApi, bulk: BulkOperation, *statuses: str) -> BulkOperation:
    """Have the devices report these statuses, one each, and read the bulk operation again."""
    for operation, status in zip(c8y.operations.get_all(bulk_id=bulk.id), statuses, strict=True):
        operation.status = status
        operation.update()
    return c8y.bulk_operations.get(bulk.id)


def test_planned_bulk_operation_waits(c8y: CumulocityApi, group: DeviceGroup, plan: Plan) -> None:
    """Before its start it is active, scheduled and has made nothing."""
    made = plan(note="spring")

    assert made.id
    assert (made.status, made.general_status) == (BulkOperation.Status.ACTIVE, "SCHEDULED")
    assert (made.group_id, made.creation_ramp, made.note) == (group.id, 60, "spring")
    assert made.fragments["operationPrototype"] == PROTOTYPE
    assert c8y.operations.get_all() == []
    read = c8y.bulk_operations.get(made.id)
    assert (read.id, read.start_datetime) == (made.id, made.start_datetime)


def test_ramp_makes_one_operation_after_the_other(c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan) -> None:
    """After its start the bulk operation is in progress until each device has its operation."""
    made = plan()

    c8y_mock.platform.advance(10 * MINUTE + SECOND)
    begun = c8y.bulk_operations.get(made.id)
    c8y_mock.platform.advance(3 * MINUTE)
    complete = c8y.bulk_operations.get(made.id)

    assert (begun.status, begun.general_status) == ("IN_PROGRESS", GENERAL.EXECUTING)
    assert progress(begun) == {"all": 3, "pending": 1}
    assert (complete.status, complete.general_status) == ("COMPLETED", GENERAL.EXECUTING)
    assert progress(complete) == {"all": 3, "pending": 3}


def test_operations_belong_to_their_bulk_operation(c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan) -> None:
    """They carry its id and the content of the prototype, and are found by `bulk_id`."""
    made = plan()
    Operation(c8y, device_id=c8y.device_inventory.get_all(limit=1)[0].id, description="Alone").create()
    c8y_mock.platform.advance(20 * MINUTE)

    found = c8y.operations.get_all(bulk_id=made.id)

    assert [item.fragments["bulkOperationId"] for item in found] == [made.id] * 3
    assert {item.description for item in found} == {"Restart"}
    assert {item.device_id for item in found} == {item.id for item in c8y.device_inventory.get_all()}
    assert c8y.operations.get_count(bulk_id=made.id) == 3
    assert c8y.operations.get_last(bulk_id=made.id).id == found[-1].id


@pytest.mark.parametrize(
    ("statuses", "general"),
    [
        (("SUCCESSFUL", "SUCCESSFUL", "SUCCESSFUL"), "SUCCESSFUL"),
        (("FAILED", "FAILED", "FAILED"), "FAILED"),
        (("FAILED", "SUCCESSFUL", "SUCCESSFUL"), "COMPLETED WITH FAILURES"),
        (("EXECUTING", "SUCCESSFUL", "PENDING"), "EXECUTING"),
        (("FAILED", "EXECUTING", "SUCCESSFUL"), "EXECUTING_WITH_ERROR"),
    ],
    ids=str,
)
def test_result_sums_up_the_operations(
    c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan, statuses: tuple[str, ...], general: str
) -> None:
    """General status and progress follow what the devices report."""
    made = plan()
    c8y_mock.platform.advance(20 * MINUTE)

    read = finish(c8y, made, *statuses)

    assert read.status == BulkOperation.Status.COMPLETED
    assert read.general_status == general
    counted = {status.lower(): statuses.count(status) for status in statuses}
    assert progress(read) == {"all": 3} | counted


def test_failed_devices_are_tried_again(c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan) -> None:
    """`failed_parent_id` repeats a bulk operation for the devices on which it failed."""
    first = plan()
    c8y_mock.platform.advance(20 * MINUTE)
    finish(c8y, first, "FAILED", "SUCCESSFUL", "FAILED")

    second = BulkOperation(
        c8y, failed_parent_id=first.id, start_time="now", creation_ramp=0.1, operation_prototype=PROTOTYPE
    ).create()
    c8y_mock.platform.advance(MINUTE)

    failed = {item.device_id for item in c8y.operations.get_all(bulk_id=first.id, status="FAILED")}
    assert {item.device_id for item in c8y.operations.get_all(bulk_id=second.id)} == failed
    assert len(failed) == 2


def test_start_and_ramp_are_changed_before_the_start(c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan) -> None:
    """An update moves the start."""
    made = plan()

    made.start_time = (made.start_datetime + timedelta(hours=1)).isoformat()
    made.creation_ramp = 0.5
    changed = made.update()
    c8y_mock.platform.advance(30 * MINUTE)

    assert changed.creation_ramp == 0.5
    assert changed.start_datetime == made.start_datetime
    assert c8y.bulk_operations.get(made.id).status == BulkOperation.Status.ACTIVE
    c8y_mock.platform.advance(60 * MINUTE)
    assert c8y.bulk_operations.get(made.id).status == BulkOperation.Status.COMPLETED


def test_deleted_bulk_operation_stays_readable(c8y: CumulocityApi, c8y_mock: MockTenant, plan: Plan) -> None:
    """Deleting only cancels: no operation is made any more."""
    made, other = plan(), plan()

    made.delete()
    c8y.bulk_operations.delete(other.id)
    c8y_mock.platform.advance(60 * MINUTE)

    read = c8y.bulk_operations.get(made.id)
    assert (read.status, read.general_status) == (BulkOperation.Status.DELETED, GENERAL.CANCELED)
    assert c8y.bulk_operations.get(other.id).status == BulkOperation.Status.DELETED
    assert c8y.operations.get_all() == []


def test_bulk_operations_are_listed_and_counted(c8y: CumulocityApi, plan: Plan) -> None:
    """Lists are paged and limited; deleted ones are among them."""
    ids = [plan().id for _ in range(3)]
    c8y.bulk_operations.delete(ids[0])

    assert [item.id for item in c8y.bulk_operations.select()] == ids
    assert [item.id for item in c8y.bulk_operations.get_all(page_size=2)] == ids
    assert [item.id for item in c8y.bulk_operations.get_all(page_size=2, page_number=2)] == ids[2:]
    assert [item.id for item in c8y.bulk_operations.get_all(limit=1)] == ids[:1]
    assert c8y.bulk_operations.get_count() == 3


def test_group_without_devices_succeeds_with_nothing(c8y: CumulocityApi, c8y_mock: MockTenant) -> None:
    """There is nothing to wait for."""
    empty = DeviceGroup(c8y, root=True, name="Empty").create()
    made = BulkOperation(
        c8y, group_id=empty.id, start_time="now", creation_ramp=1, operation_prototype=PROTOTYPE
    ).create()
    c8y_mock.platform.advance(5 * SECOND)

    read = c8y.bulk_operations.get(made.id)

    assert (read.status, progress(read)) == (BulkOperation.Status.COMPLETED, {})


def test_bulk_operation_needs_a_group_or_a_parent(c8y: CumulocityApi, group: DeviceGroup) -> None:
    """Neither, both, and an unknown group are 422s."""
    start = {"start_time": "now", "creation_ramp": 1, "operation_prototype": PROTOTYPE}

    for wrong in ({}, {"group_id": "4711"}, {"group_id": group.id, "failed_parent_id": "4711"}):
        with pytest.raises(ValueError, match="Status: 422"):
            BulkOperation(c8y, **start, **wrong).create()


def test_unknown_bulk_operation_is_a_key_error(c8y: CumulocityApi) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: /devicecontrol/bulkoperations/4711"):
        c8y.bulk_operations.get("4711")
