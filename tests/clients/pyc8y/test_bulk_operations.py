"""Bulk operations through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import BulkOperation, BulkOperationGeneralStatus, BulkOperationStatus

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

PROTOTYPE = {"description": "Restart", "c8y_Restart": {}}
SECOND = 1_000
MINUTE = 60 * SECOND


@pytest.fixture
def group(c8y_mock: MockTenant) -> str:
    """Give the id of a group of three devices."""
    inventory = c8y_mock.inventory
    made: str = inventory.create({"name": "Plant", "type": "c8y_DeviceGroup", "c8y_IsDeviceGroup": {}})["id"]
    for number in range(3):
        pump = inventory.create({"name": f"Pump {number}", "c8y_IsDevice": {}, "com_cumulocity_model_Agent": {}})
        inventory.add_child(made, pump["id"], "childAssets")
    return made


def planned(group: str, **properties: Any) -> BulkOperation:
    """Make a bulk operation that starts ten minutes from now, one device a minute."""
    start = datetime.now(UTC) + timedelta(minutes=10)
    return BulkOperation(
        group_id=group, start_time=start, creation_ramp=60, operation_prototype=PROTOTYPE, **properties
    )


async def create(c8y: CumulocityClient, bulk: BulkOperation) -> BulkOperation:
    """Store a bulk operation."""
    bulk.c8y = c8y
    made: BulkOperation = await bulk.create()
    return made


def progress(bulk: BulkOperation) -> dict[str, int]:
    """Return the numbers of a bulk operation, less those that are 0."""
    return {name: number for name, number in bulk["progress"].items() if number}


async def test_planned_bulk_operation_waits(c8y: CumulocityClient, group: str) -> None:
    """Before its start it is active, scheduled and has made nothing."""
    made = await create(c8y, planned(group, note="spring"))

    assert (made.status, made.general_status) == (BulkOperationStatus.ACTIVE, "SCHEDULED")
    assert (made.group_id, made.creation_ramp, made["note"]) == (group, 60, "spring")
    assert made.operation_prototype == PROTOTYPE
    assert (await c8y.bulk_operations.get(made.id)).json == made.json
    assert await c8y.operations.get_all() == []


async def test_ramp_makes_one_operation_after_the_other(
    c8y: CumulocityClient, c8y_mock: MockTenant, group: str
) -> None:
    """After its start the bulk operation is in progress until each device has its operation."""
    bulk = await create(c8y, planned(group))

    c8y_mock.platform.advance(10 * MINUTE + SECOND)
    begun = await bulk.reload(copy=True)
    c8y_mock.platform.advance(3 * MINUTE)
    await bulk.reload()

    assert (begun.status, progress(begun)) == (BulkOperationStatus.IN_PROGRESS, {"all": 3, "pending": 1})
    assert (bulk.status, progress(bulk)) == (BulkOperationStatus.COMPLETED, {"all": 3, "pending": 3})
    assert begun.general_status == bulk.general_status == BulkOperationGeneralStatus.EXECUTING
    found = await c8y.operations.get_all(bulk_id=bulk.id)
    assert [item.bulk_operation_id for item in found] == [bulk.id] * 3
    assert {item.resolve_type() for item in found} == {"c8y_Restart"}
    assert await c8y.operations.get_count(bulk_id=bulk.id) == 3


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
async def test_result_sums_up_the_operations(
    c8y: CumulocityClient, c8y_mock: MockTenant, group: str, statuses: tuple[str, ...], general: str
) -> None:
    """General status and progress follow what the devices report."""
    bulk = await create(c8y, planned(group))
    c8y_mock.platform.advance(20 * MINUTE)
    operations = await c8y.operations.get_all(bulk_id=bulk.id)

    for operation, status in zip(operations, statuses, strict=True):
        operation.status = status
    await c8y.operations.update(*operations)

    await bulk.reload()
    assert bulk.status == BulkOperationStatus.COMPLETED
    assert bulk.general_status == general
    assert progress(bulk) == {"all": 3} | {status.lower(): statuses.count(status) for status in statuses}


async def test_failed_devices_are_tried_again(c8y: CumulocityClient, c8y_mock: MockTenant, group: str) -> None:
    """`failed_parent_id` repeats a bulk operation for the devices on which it failed."""
    first = await create(c8y, planned(group))
    c8y_mock.platform.advance(20 * MINUTE)
    [failed, *_] = await c8y.operations.get_all(bulk_id=first.id)
    failed.status = "FAILED"
    await failed.update()

    second = await create(
        c8y,
        BulkOperation(failed_parent_id=first.id, start_time="now", creation_ramp=1, operation_prototype=PROTOTYPE),
    )
    c8y_mock.platform.advance(MINUTE)

    assert await c8y.operations.get_all(bulk_id=second.id, as_values="deviceId") == [failed.device_id]


async def test_bulk_operations_are_created_listed_changed_and_cancelled(
    c8y: CumulocityClient, c8y_mock: MockTenant, group: str
) -> None:
    """The collection stores several; a deleted one stays readable and makes nothing."""
    await c8y.bulk_operations.create(*(planned(group) for _ in range(3)), workers=3)
    found = await c8y.bulk_operations.get_all()
    for bulk in found:
        bulk.creation_ramp = 0.5
    await c8y.bulk_operations.update(*found)
    await found[0].delete()
    c8y_mock.platform.advance(20 * MINUTE)

    read = [bulk async for bulk in c8y.bulk_operations.select(page_size=2, limit=None)]
    assert [bulk.id for bulk in read] == [bulk.id for bulk in found]
    assert [bulk.status for bulk in read] == ["DELETED", "COMPLETED", "COMPLETED"]
    assert read[0].general_status == BulkOperationGeneralStatus.CANCELED
    assert {bulk.creation_ramp for bulk in read} == {0.5}
    assert await c8y.bulk_operations.get_count() == 3
    assert await c8y.operations.get_count(bulk_id=found[0].id) == 0


async def test_start_is_changed_before_the_start(c8y: CumulocityClient, c8y_mock: MockTenant, group: str) -> None:
    """An update moves the start."""
    bulk = await create(c8y, planned(group))

    bulk.start_time = bulk.start_datetime + timedelta(hours=1)
    await bulk.update()
    c8y_mock.platform.advance(30 * MINUTE)

    assert (await bulk.reload()).status == BulkOperationStatus.ACTIVE


async def test_wrong_bulk_operations_are_refused(c8y: CumulocityClient, group: str) -> None:
    """Neither group nor parent, both, and an unknown group are 422s; an unknown id is a 404."""
    start = {"start_time": "now", "creation_ramp": 1, "operation_prototype": PROTOTYPE}

    for wrong in ({}, {"group_id": "4711"}, {"group_id": group, "failed_parent_id": "4711"}):
        with pytest.raises(ValueError, match="Status: 422"):
            await create(c8y, BulkOperation(**start, **wrong))
    with pytest.raises(KeyError, match="No such object: devicecontrol/bulkoperations/4711"):
        await c8y.bulk_operations.get("4711")
