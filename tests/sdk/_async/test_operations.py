"""Operations of a tenant: sent to devices, followed, searched for and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import BatchError, InvalidRequestError, NotFoundError
from c8y_client._async.operation import Operation, OperationStatus, OperationStatusChange
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.clock import FrozenClock
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.live_server import LiveServer


def no_socket() -> LiveServer:
    """Serve a tenant in this process only."""
    raise AssertionError("a socket is not wanted")


def device(mock: MockTenant) -> str:
    """Create a device that takes operations, and give its id."""
    made: str = mock.inventory.create({"name": "pump", "c8y_IsDevice": {}, "com_cumulocity_model_Agent": {}})["id"]
    return made


@on_loop
async def test_operation_lives(c8y_mock: MockTenant) -> None:
    """An operation is pending when it is created, and follows the device from there."""
    async with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), description="Restart", c8y_Restart={})
        assert await operation.create() is operation
        assert operation.status == OperationStatus.PENDING
        assert operation.creation_datetime is not None
        assert operation.resolve_type() == "c8y_Restart"

        operation.status = OperationStatus.EXECUTING
        await operation.update()
        operation.status, operation.failure_reason = OperationStatus.FAILED, "no power"
        await operation.update()

        read = await c8y.operations.get(operation.id or "")
        assert (read.status, read.failure_reason) == ("FAILED", "no power")
        assert read == await operation.reload()


@on_loop
async def test_update_always_tells_the_status(c8y_mock: MockTenant) -> None:
    """The platform refuses an update without status, so it goes along with any other change."""
    async with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), description="Restart", c8y_Restart={})
        await operation.create()
        assert operation.changes == {}
        operation["c8y_Restart"]["delay"] = 5
        await operation.update()
        operation.description = "Restart later"
        await c8y.operations.update(operation)

        read = await c8y.operations.get(operation.id or "")
        assert (read["c8y_Restart.delay"], read.description, read.status) == (5, "Restart later", "PENDING")


@on_loop
async def test_unknown_operation_is_a_key_error(c8y_mock: MockTenant) -> None:
    """As for every other object."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            await c8y.operations.get("999999")


@on_loop
async def test_single_operation_cannot_be_deleted(c8y_mock: MockTenant) -> None:
    """The platform has no such resource, and its refusal is not hidden."""
    async with connected(c8y_mock) as c8y:
        operation = Operation(c8y, device_id=device(c8y_mock), c8y_Restart={})
        await operation.create()
        with pytest.raises(InvalidRequestError):
            await operation.delete()


@on_loop
async def test_send_to_gives_ids_in_order(c8y_mock: MockTenant) -> None:
    """The template reaches every device, without what it held about its own; ids come in the order of the devices."""
    async with connected(c8y_mock) as c8y:
        devices = [device(c8y_mock) for _ in range(5)]
        template = Operation(c8y, device_id=devices[0], description="Restart", c8y_Restart={})
        await template.create()
        template.status = OperationStatus.SUCCESSFUL
        await template.update()

        ids = await template.send_to(*devices, workers=3)
        sent = [await c8y.operations.get(number) for number in ids]
        assert [(one.device_id, one.status, one.description) for one in sent] == [
            (number, "PENDING", "Restart") for number in devices
        ]
        assert len({*ids, template.id}) == 6

        [again] = await c8y.operations.send_to({"c8y_Command": {"text": "ls"}}, await c8y.inventory.get(devices[1]))
        assert (await c8y.operations.get(again))["c8y_Command.text"] == "ls"


@on_loop
async def test_send_to_reports_each_device_that_failed(c8y_mock: MockTenant) -> None:
    """An unknown device does not keep the others from their operation."""
    async with connected(c8y_mock) as c8y:
        good = device(c8y_mock)
        with pytest.raises(BatchError) as raised:
            await c8y.operations.send_to({"c8y_Restart": {}}, good, "999999")

        assert [context.item for context in raised.value.contexts] == ["999999"]
        assert raised.value.succeeded == [good]
        assert await c8y.operations.get_count(device_id=good) == 1


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


@on_loop
async def test_filters_and_order(c8y_mock: MockTenant) -> None:
    """Oldest first unless asked otherwise; device, status and fragment narrow queries, counts and the last one."""
    async with connected(c8y_mock) as c8y:
        first, second = device(c8y_mock), device(c8y_mock)
        made = [
            Operation(device_id=first, c8y_A={}),
            Operation(device_id=first, c8y_B={}),
            Operation(device_id=second, c8y_A={}),
        ]
        for one in made:
            await c8y.operations.create(one)
        made[0].status = OperationStatus.SUCCESSFUL
        await c8y.operations.update(made[0])

        assert await c8y.operations.get_all() == made
        assert await c8y.operations.get_all(asc=True) == made
        assert await c8y.operations.get_all(ascending=False) == made[::-1]
        assert await c8y.operations.get_all(revert=True, asc=True) == made[::-1]
        assert await c8y.operations.get_all(device_id=first, asc=False, as_values="id") == [made[1].id, made[0].id]
        assert await c8y.operations.get_all(agent_id=second) == made[2:]
        assert await c8y.operations.get_all(status=OperationStatus.PENDING) == made[1:]
        assert await c8y.operations.get_all(status=["PENDING", "SUCCESSFUL"]) == made
        assert await c8y.operations.get_count(status=["SUCCESSFUL", "FAILED"]) == 1
        assert await c8y.operations.get_count(fragment="c8y_A") == 2
        assert await c8y.operations.get_last() == made[2]
        assert await c8y.operations.get_last(device_id=first) == made[1]
        assert await c8y.operations.get_last(device_id=first, fragment="c8y_A", as_values="status") == "SUCCESSFUL"
        assert await c8y.operations.get_last(before="2000-01-01") is None


@on_loop
async def test_latest_of_each_type(c8y_mock: MockTenant) -> None:
    """`skim_latest` gives the newest operation of each command."""
    async with connected(c8y_mock) as c8y:
        one = device(c8y_mock)
        made = [
            Operation(device_id=one, c8y_A={}),
            Operation(device_id=one, c8y_A={}),
            Operation(device_id=one, c8y_B={}),
        ]
        for each in made:
            await c8y.operations.create(each)
        assert await c8y.operations.skim_latest(one) == {"c8y_A": made[1], "c8y_B": made[2]}
        assert await c8y.operations.skim_latest(one, limit=1) == {"c8y_B": made[2]}


@on_loop
async def test_delete_by_device(c8y_mock: MockTenant) -> None:
    """Operations of one device go, those of another stay; everything has to be confirmed."""
    async with connected(c8y_mock) as c8y:
        first, second = device(c8y_mock), device(c8y_mock)
        await c8y.operations.send_to({"c8y_Restart": {}}, first, second)
        await c8y.operations.delete_by(device_id=first)
        assert await c8y.operations.get_all(as_values="deviceId") == [second]
        with pytest.raises(ValueError, match="force=True"):
            await c8y.operations.delete_by()
        assert await c8y.operations.get_count() == 1


@on_loop
async def test_delete_by_fragment_deletes_no_more(c8y_mock: MockTenant) -> None:
    """The specification has no deletion by fragment; what is meant is found and deleted by device and moment."""
    async with connected(c8y_mock) as c8y:
        one, other = device(c8y_mock), device(c8y_mock)
        await c8y.operations.send_to({"c8y_A": {}}, one, other)
        c8y_mock.platform.advance(1000)
        kept = await c8y.operations.send_to({"c8y_B": {}}, one)
        await c8y.operations.delete_by(fragment="c8y_A")
        assert await c8y.operations.get_all(as_values="id") == kept


@on_loop
async def test_delete_by_fragment_refuses_to_hit_others() -> None:
    """Where another operation of the device is of the very same moment, nothing is deleted."""
    mock = MockTenant(no_socket, clock=FrozenClock(1_767_225_600_000))
    async with connected(mock) as c8y:
        one = device(mock)
        await c8y.operations.send_to({"c8y_A": {}}, one)
        [other] = await c8y.operations.send_to({"c8y_B": {}}, one)
        with pytest.raises(ValueError, match=other):
            await c8y.operations.delete_by(fragment="c8y_A")
        assert await c8y.operations.get_count() == 2
