# Made from tests/sdk/_async/test_operations.py by sdk/scripts/unasync.py; change that.
"""Operations of a tenant: sent to devices, followed, searched for and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import BatchError, InvalidRequestError, NotFoundError
from c8y_client.sync.operation import Operation, OperationStatus, OperationStatusChange
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.clock import FrozenClock
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.live_server import LiveServer


def no_socket() -> LiveServer:
    """Serve a tenant in this process only."""
    raise AssertionError("a socket is not wanted")


def device(mock: MockTenant) -> str:
    """Create a device that takes operations, and give its id."""
    made: str = mock.inventory.create({"name": "pump", "c8y_IsDevice": {}, "com_cumulocity_model_Agent": {}})["id"]
    return made


def test_operation_lives(c8y_mock: MockTenant) -> None:
    """An operation is pending when it is created, and follows the device from there."""
    with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), description="Restart", c8y_Restart={})
        assert operation.create() is operation
        assert operation.status == OperationStatus.PENDING
        assert operation.creation_datetime is not None
        assert operation.resolve_type() == "c8y_Restart"

        operation.status = OperationStatus.EXECUTING
        operation.update()
        operation.status, operation.failure_reason = OperationStatus.FAILED, "no power"
        operation.update()

        read = c8y.operations.get(operation.id or "")
        assert (read.status, read.failure_reason) == ("FAILED", "no power")
        assert read == operation.reload()


def test_update_always_tells_the_status(c8y_mock: MockTenant) -> None:
    """The platform refuses an update without status, so it goes along with any other change."""
    with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), description="Restart", c8y_Restart={})
        operation.create()
        assert operation.changes == {}
        operation["c8y_Restart"]["delay"] = 5
        operation.update()
        operation.description = "Restart later"
        c8y.operations.update(operation)

        read = c8y.operations.get(operation.id or "")
        assert (read["c8y_Restart.delay"], read.description, read.status) == (5, "Restart later", "PENDING")


def test_unknown_operation_is_a_key_error(c8y_mock: MockTenant) -> None:
    """As for every other object."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            c8y.operations.get("999999")


def test_single_operation_cannot_be_deleted(c8y_mock: MockTenant) -> None:
    """The platform has no such resource, and its refusal is not hidden."""
    with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), c8y_Restart={})
        operation.create()
        with pytest.raises(InvalidRequestError):
            operation.delete()


def test_send_to_gives_ids_in_order(c8y_mock: MockTenant) -> None:
    """The template reaches every device, without what it held about its own; ids come in the order of the devices."""
    with connected(c8y_mock) as c8y:
        devices = [device(c8y_mock) for _ in range(5)]
        template = Operation(c8y, device_id=devices[0], description="Restart", c8y_Restart={})
        template.create()
        template.status = OperationStatus.SUCCESSFUL
        template.update()

        ids = template.send_to(*devices, workers=3)
        sent = [c8y.operations.get(number) for number in ids]
        assert [(one.device_id, one.status, one.description) for one in sent] == [
            (number, "PENDING", "Restart") for number in devices
        ]
        assert len({*ids, template.id}) == 6

        [again] = c8y.operations.send_to({"c8y_Command": {"text": "ls"}}, c8y.inventory.get(devices[1]))
        assert (c8y.operations.get(again))["c8y_Command.text"] == "ls"


def test_send_to_reports_each_device_that_failed(c8y_mock: MockTenant) -> None:
    """An unknown device does not keep the others from their operation."""
    with connected(c8y_mock) as c8y:
        good = device(c8y_mock)
        with pytest.raises(BatchError) as raised:
            c8y.operations.send_to({"c8y_Restart": {}}, good, "999999")

        assert [context.item for context in raised.value.contexts] == ["999999"]
        assert raised.value.succeeded == [good]
        assert c8y.operations.get_count(device_id=good) == 1


def test_status_changes_are_those_of_the_delivery() -> None:
    """The log of the delivery is a list of steps; without one there are none."""
    operation = Operation.from_json(
        {
            "id": "1",
            "delivery": {
                "status": "DELIVERED",
                "log": [
                    {"time": "2026-01-01T00:00:00.000Z", "status": "PENDING"},
                    {"time": "2026-01-01T00:00:02.000Z", "status": "DELIVERED"},
                ],
            },
        }
    )

    changes = operation.get_status_changes()
    assert changes == [
        OperationStatusChange("2026-01-01T00:00:00.000Z", OperationStatus.PENDING),
        OperationStatusChange("2026-01-01T00:00:02.000Z", "DELIVERED"),
    ]
    assert (changes[1].datetime - changes[0].datetime).total_seconds() == 2
    assert Operation().get_status_changes() == []


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        ({"c8y_Restart": {}}, "c8y_Restart"),
        ({"restart": {}}, "restart"),
        ({"restart": {}, "c8y_Restart": {}}, "c8y_Restart"),
        ({"deviceName": "a", "failureReason": "b", "delivery": {}}, None),
        ({}, None),
    ],
)
def test_type_is_the_fragment_of_the_command(fragments: dict[str, Any], expected: str | None) -> None:
    """A fragment with an underscore, else one that not every operation has."""
    assert Operation(device_id="1", description="x", status="PENDING", **fragments).resolve_type() == expected


def test_filters_and_order(c8y_mock: MockTenant) -> None:
    """Oldest first unless asked otherwise; device, status and fragment narrow queries, counts and the last one."""
    with connected(c8y_mock) as c8y:
        first, second = device(c8y_mock), device(c8y_mock)
        made = [
            Operation(device_id=first, c8y_A={}),
            Operation(device_id=first, c8y_B={}),
            Operation(device_id=second, c8y_A={}),
        ]
        for one in made:
            c8y.operations.create(one)
        made[0].status = OperationStatus.SUCCESSFUL
        c8y.operations.update(made[0])

        assert c8y.operations.get_all() == made
        assert c8y.operations.get_all(asc=True) == made
        assert c8y.operations.get_all(ascending=False) == made[::-1]
        assert c8y.operations.get_all(revert=True, asc=True) == made[::-1]
        assert c8y.operations.get_all(device_id=first, asc=False, as_values="id") == [made[1].id, made[0].id]
        assert c8y.operations.get_all(agent_id=second) == made[2:]
        assert c8y.operations.get_all(status=OperationStatus.PENDING) == made[1:]
        assert c8y.operations.get_all(status=["PENDING", "SUCCESSFUL"]) == made
        assert c8y.operations.get_count(status=["SUCCESSFUL", "FAILED"]) == 1
        assert c8y.operations.get_count(fragment="c8y_A") == 2
        assert c8y.operations.get_last() == made[2]
        assert c8y.operations.get_last(device_id=first) == made[1]
        assert c8y.operations.get_last(device_id=first, fragment="c8y_A", as_values="status") == "SUCCESSFUL"
        assert c8y.operations.get_last(before="2000-01-01") is None


def test_latest_of_each_type(c8y_mock: MockTenant) -> None:
    """`skim_latest` gives the newest operation of each command."""
    with connected(c8y_mock) as c8y:
        one = device(c8y_mock)
        made = [
            Operation(device_id=one, c8y_A={}),
            Operation(device_id=one, c8y_A={}),
            Operation(device_id=one, c8y_B={}),
        ]
        for each in made:
            c8y.operations.create(each)
        assert c8y.operations.skim_latest(one) == {"c8y_A": made[1], "c8y_B": made[2]}
        assert c8y.operations.skim_latest(one, limit=1) == {"c8y_B": made[2]}


def test_delete_by_device(c8y_mock: MockTenant) -> None:
    """Operations of one device go, those of another stay; everything has to be confirmed."""
    with connected(c8y_mock) as c8y:
        first, second = device(c8y_mock), device(c8y_mock)
        c8y.operations.send_to({"c8y_Restart": {}}, first, second)
        c8y.operations.delete_by(device_id=first)
        assert c8y.operations.get_all(as_values="deviceId") == [second]
        with pytest.raises(ValueError, match="force=True"):
            c8y.operations.delete_by()
        assert c8y.operations.get_count() == 1


def test_delete_by_fragment_deletes_no_more(c8y_mock: MockTenant) -> None:
    """The specification has no deletion by fragment; what is meant is found and deleted by device and moment."""
    with connected(c8y_mock) as c8y:
        one, other = device(c8y_mock), device(c8y_mock)
        c8y.operations.send_to({"c8y_A": {}}, one, other)
        c8y_mock.platform.advance(1000)
        kept = c8y.operations.send_to({"c8y_B": {}}, one)
        c8y.operations.delete_by(fragment="c8y_A")
        assert c8y.operations.get_all(as_values="id") == kept


def test_delete_by_fragment_refuses_to_hit_others() -> None:
    """Where another operation of the device is of the very same moment, nothing is deleted."""
    mock = MockTenant(no_socket, clock=FrozenClock(1_767_225_600_000))
    with connected(mock) as c8y:
        one = device(mock)
        c8y.operations.send_to({"c8y_A": {}}, one)
        [other] = c8y.operations.send_to({"c8y_B": {}}, one)
        with pytest.raises(ValueError, match=other):
            c8y.operations.delete_by(fragment="c8y_A")
        assert c8y.operations.get_count() == 2
