# Made from tests/sdk/_async/test_bulk_operations.py by sdk/scripts/unasync.py; change that.
"""Bulk operations of a tenant: scheduled, followed, changed, cancelled and tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import InvalidRequestError, NotFoundError
from c8y_client.sync.bulk_operation import (
    BulkOperation,
    BulkOperationGeneralStatus,
    BulkOperationProgress,
    BulkOperationStatus,
)
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

HOUR = 3_600_000


def group(mock: MockTenant) -> str:
    """Create a group of two devices and give its id."""
    made: str = mock.inventory.create({"name": "Plant", "type": "c8y_DeviceGroup", "c8y_IsDeviceGroup": {}})["id"]
    for name in ("a", "b"):
        device = mock.inventory.create({"name": name, "c8y_IsDevice": {}, "com_cumulocity_model_Agent": {}})
        mock.inventory.add_child(made, device["id"], "childAssets")
    return made


def restart(group_id: str, start_time: str = "2100-01-01") -> BulkOperation:
    """Make a bulk operation that restarts the devices of a group, far in the future."""
    return BulkOperation(
        group_id=group_id,
        start_time=start_time,
        creation_ramp=1,
        operation_prototype={"description": "Restart", "c8y_Restart": {}},
        note="spring",
    )


def test_bulk_operation_lives(c8y_mock: MockTenant) -> None:
    """It is scheduled, can be changed, and remains when it is cancelled."""
    with connected(c8y_mock) as c8y:
        bulk = restart(group(c8y_mock))
        bulk.c8y = c8y
        assert bulk.create() is bulk
        assert (bulk.status, bulk.general_status) == (
            BulkOperationStatus.ACTIVE,
            BulkOperationGeneralStatus.SCHEDULED,
        )
        assert bulk.progress == BulkOperationProgress()
        assert bulk.start_datetime is not None
        assert bulk.start_datetime.year == 2100

        bulk.creation_ramp = 2.5
        bulk.update()
        read = c8y.bulk_operations.get(bulk.id or 0)
        assert (read.creation_ramp, read["note"]) == (2.5, "spring")
        assert read == bulk

        bulk.cancel()
        assert (bulk.status, bulk.general_status) == ("DELETED", "CANCELED")
        bulk.creation_ramp = 3
        with pytest.raises(InvalidRequestError):
            bulk.update()


def test_progress_counts_operations(c8y_mock: MockTenant) -> None:
    """What the devices report is summed up, and the operations name their bulk operation."""
    with connected(c8y_mock) as c8y:
        bulk = restart(group(c8y_mock), "now")
        c8y.bulk_operations.create(bulk)
        c8y_mock.platform.advance(HOUR)

        operations = c8y.operations.get_all(bulk_id=bulk)
        assert [one.bulk_operation_id for one in operations] == [bulk.id] * 2
        operations[0].status = "SUCCESSFUL"
        operations[0].update()

        bulk.reload()
        assert bulk.status == BulkOperationStatus.COMPLETED
        assert bulk.progress == BulkOperationProgress(pending=1, successful=1, all=2)


def test_failed_devices_are_tried_again(c8y_mock: MockTenant) -> None:
    """`retry_failed` makes a bulk operation by the same prototype for the devices that failed."""
    with connected(c8y_mock) as c8y:
        bulk = restart(group(c8y_mock), "now")
        c8y.bulk_operations.create(bulk)
        c8y_mock.platform.advance(HOUR)
        [failed, _] = c8y.operations.get_all(bulk_id=bulk.id)
        failed.status = "FAILED"
        failed.update()

        again = bulk.retry_failed()
        c8y_mock.platform.advance(HOUR)

        assert again.operation_prototype == bulk.operation_prototype
        assert c8y.operations.get_all(bulk_id=again.id, as_values="deviceId") == [failed.device_id]


def test_bulk_operations_are_listed_and_counted(c8y_mock: MockTenant) -> None:
    """The list is below `bulkOperations`, and the count goes by elements, for pages are not counted there."""
    with connected(c8y_mock) as c8y:
        plant = group(c8y_mock)
        made = [restart(plant) for _ in range(7)]
        c8y.bulk_operations.create(*made)

        assert c8y.bulk_operations.get_count() == 7
        assert len(c8y.bulk_operations.get_all()) == 5
        everything = c8y.bulk_operations.get_all(limit=None, page_size=2, workers=3)
        assert sorted(one.id or 0 for one in everything) == [one.id for one in made]
        assert [one for one in c8y.bulk_operations.select(limit=1, as_values="note")] == ["spring"]
        assert c8y.bulk_operations.get_all(include=lambda each: each["id"] == made[6].id) == made[6:]


def test_total_of_elements_tells_the_last_page(c8y_mock: MockTenant) -> None:
    """With several workers no page behind the last is asked for, though only elements are counted."""
    with connected(c8y_mock) as c8y:
        plant = group(c8y_mock)
        c8y.bulk_operations.create(*[restart(plant) for _ in range(7)])
        request, asked = c8y.transport.request, []

        def watched(method: str, resource: str, **options: Any) -> Any:
            asked.append(dict(options["params"])["currentPage"])
            return request(method, resource, **options)

        c8y.transport.request = watched  # type: ignore[method-assign]
        assert len(c8y.bulk_operations.get_all(limit=None, page_size=2, workers=8)) == 7

    assert sorted(asked) == [1, 2, 3, 4]


def test_cancel_takes_ids_and_objects(c8y_mock: MockTenant) -> None:
    """`delete` is another name, since cancelling is what a deletion does."""
    with connected(c8y_mock) as c8y:
        plant = group(c8y_mock)
        made = [restart(plant) for _ in range(4)]
        c8y.bulk_operations.create(*made)
        c8y.bulk_operations.cancel(made[0], made[1].id or 0, str(made[2].id))
        c8y.bulk_operations.delete(made[3])
        with pytest.raises(NotFoundError):
            c8y.bulk_operations.cancel(999999)

        assert c8y.bulk_operations.get_all(as_values="status") == ["DELETED"] * 4


def test_update_in_bulk(c8y_mock: MockTenant) -> None:
    """Only what was changed is sent."""
    with connected(c8y_mock) as c8y:
        made = [restart(group(c8y_mock)) for _ in range(2)]
        c8y.bulk_operations.create(*made)
        for one in made:
            one.start_time = "2101-01-01"
        c8y.bulk_operations.update(*made, workers=2)

        starts = c8y.bulk_operations.get_all(as_values="startDate")
        assert starts == ["2101-01-01T00:00:00.000Z"] * 2
        assert not any(one.is_changed for one in made)
