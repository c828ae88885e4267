"""Operations through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Device, Operation, OperationStatus
from pyc8y.model.matcher import command, description

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients


async def send(c8y: CumulocityClient, device: str, text: str = "restart", **properties: Any) -> Operation:
    """Send a command to a device."""
    given = {"description": text, "c8y_Command": {"text": text}, **properties}
    made: Operation = await Operation(c8y, device_id=device, **given).create()
    return made


async def texts(c8y: CumulocityClient, **filters: Any) -> list[str]:
    """Return the descriptions of the operations found, all of them unless limited."""
    found: list[str] = await c8y.operations.get_all(as_values="description", **{"limit": None, **filters})
    return found


async def test_created_operation_is_pending(c8y: CumulocityClient, device: str) -> None:
    """It has an id, a time of creation and its content, but never the status it was sent with."""
    made = await send(c8y, device, status="SUCCESSFUL")

    assert made.id.isdigit()
    assert (made.device_id, made.description, made.status) == (device, "restart", OperationStatus.PENDING)
    assert abs(made.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)
    assert (await c8y.operations.get(made.id)).json == made.json
    assert made.resolve_type() == "c8y_Command"


async def test_status_goes_to_the_end(c8y: CumulocityClient, device: str) -> None:
    """A device reports that it has begun and that it is done, with a result."""
    operation = await send(c8y, device)

    operation.status = OperationStatus.EXECUTING
    await operation.update()
    operation.status = OperationStatus.SUCCESSFUL
    operation["c8y_Command.result"] = "done"
    await operation.update()

    read = await c8y.operations.get(operation.id)
    assert (read.status, read["c8y_Command"]) == ("SUCCESSFUL", {"text": "restart", "result": "done"})


async def test_failed_operation_tells_why_until_it_is_taken_up_again(c8y: CumulocityClient, device: str) -> None:
    """The reason belongs to the status; from any status any other may follow."""
    operation = await send(c8y, device)
    operation.status = OperationStatus.FAILED
    operation["failureReason"] = "No power"
    failed = await operation.update(copy=True)

    failed.status = OperationStatus.EXECUTING
    again = await failed.update(copy=True)

    assert failed["failureReason"] == "No power"
    assert (again.status, "failureReason" in again) == ("EXECUTING", False)
    assert (await operation.reload()).json == again.json


async def test_update_without_a_status_is_refused(c8y: CumulocityClient, device: str) -> None:
    """The platform asks for the status."""
    operation = await send(c8y, device)
    operation.description = "Other"

    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*included: status"):
        await operation.update()


async def test_collection_creates_and_updates(c8y: CumulocityClient, device: str) -> None:
    """Several operations at a time, one by one and in parallel."""
    await c8y.operations.create(*(Operation(device_id=device, description=f"{n}") for n in range(2)))
    await c8y.operations.create(*(Operation(device_id=device, description=f"{n}") for n in (2, 3)), workers=2)
    found = await c8y.operations.get_all()
    for operation in found:
        operation.status = "EXECUTING"

    await c8y.operations.update(*found, workers=2)

    assert sorted(await texts(c8y, status="EXECUTING")) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("workers", [None, 2])
async def test_operation_is_sent_to_several_devices(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """Each device gets an operation of its own; the ids come back in the order of the devices."""
    other = await Device(c8y, name="Valve").create()
    template = Operation(c8y, description="restart", c8y_Restart={})

    ids = await template.send_to(device, other, workers=workers)

    read = [await c8y.operations.get(operation_id) for operation_id in ids]
    assert [(item.device_id, item.status) for item in read] == [(device, "PENDING"), (other.id, "PENDING")]
    assert {item.resolve_type() for item in read} == {"c8y_Restart"}


async def test_operation_that_was_read_is_sent_again(c8y: CumulocityClient, device: str) -> None:
    """A template may be an existing operation."""
    first = await send(c8y, device)

    [again] = await c8y.operations.send_to(first, device)

    assert again != first.id
    assert await texts(c8y) == ["restart", "restart"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"status": OperationStatus.PENDING}, ["restart", "log"]),
        ({"status": "EXECUTING"}, ["update"]),
        ({"status": "FAILED"}, []),
        ({"fragment": "acme_Log"}, ["log"]),
        ({"fragment": "c8y_Command", "status": "EXECUTING"}, ["update"]),
        ({"after": "1970-01-01"}, ["restart", "update", "log"]),
        ({"before": "1970-01-01"}, []),
        ({"date_from": "1970-01-01", "date_to": "2100-01-01"}, ["restart", "update", "log"]),
        ({"max_age": "1h"}, ["restart", "update", "log"]),
        ({"min_age": "1h"}, []),
        ({"expression": "status=PENDING&fragmentType=acme_Log"}, ["log"]),
    ],
    ids=str,
)
async def test_filter_selects_and_counts(
    c8y: CumulocityClient, device: str, filters: dict[str, Any], found: list[str]
) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    await send(c8y, device, "restart")
    executing = await send(c8y, device, "update")
    executing.status = "EXECUTING"
    await executing.update()
    await send(c8y, device, "log", acme_Log={})

    assert await texts(c8y, **filters) == found
    assert await c8y.operations.get_count(**filters) == len(found)


async def test_device_and_agent_select_operations(c8y: CumulocityClient, device: str) -> None:
    """A device means its own operations, an agent also those of the devices below it."""
    child = await Device(c8y, name="Valve").create()
    stranger = await Device(c8y, name="Stranger").create()
    await (await c8y.inventory.get(device)).assign_child_device(child)
    for target, text in ((device, "agent"), (child.id, "child"), (stranger.id, "stranger")):
        await send(c8y, target, text)

    assert await texts(c8y, device_id=device) == ["agent"]
    assert await texts(c8y, agent_id=device) == ["agent", "child"]
    assert await c8y.operations.get_count(agent_id=device) == 2
    assert await texts(c8y, device_id="4711") == []


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({}, ["a", "b", "c"]),
        ({"asc": False}, ["c", "b", "a"]),
        ({"revert": True}, ["c", "b", "a"]),
        ({"asc": True, "page_size": 1, "workers": 4}, ["a", "b", "c"]),
    ],
    ids=str,
)
async def test_order_is_that_of_creation(
    c8y: CumulocityClient, device: str, options: dict[str, Any], order: list[str]
) -> None:
    """Oldest first; the client adds a date where it asks for the other order."""
    for text in ("a", "b", "c"):
        await send(c8y, device, text)

    assert await texts(c8y, **options) == order


async def test_operations_are_bounded_by_creation(c8y: CumulocityClient, c8y_mock: MockTenant, device: str) -> None:
    """The lower bound is inclusive, the upper one exclusive."""
    await send(c8y, device, "old")
    c8y_mock.platform.advance(60_000)
    new = await send(c8y, device, "new")

    assert await texts(c8y, after=new.creation_time) == ["new"]
    assert await texts(c8y, before=new.creation_time) == ["old"]


async def test_pages_and_limits(c8y: CumulocityClient, device: str) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for number in range(5):
        await send(c8y, device, str(number))

    assert await texts(c8y, page_size=2) == ["0", "1", "2", "3", "4"]
    assert await texts(c8y, page_size=2, page_number=3) == ["4"]
    assert await texts(c8y, page_size=2, limit=3) == ["0", "1", "2"]


async def test_matchers_filter_on_the_clients_side(c8y: CumulocityClient, device: str) -> None:
    """Descriptions and commands have matchers of their own."""
    await send(c8y, device, "show log")
    await send(c8y, device, "restart")

    assert await texts(c8y, include=description("*log")) == ["show log"]
    assert await texts(c8y, exclude=command("show*")) == ["restart"]


async def test_last_operation_is_the_newest(c8y: CumulocityClient, device: str) -> None:
    """`get_last` takes filters, an expression and an upper bound."""
    await send(c8y, device, "first", acme_Tag={})
    await send(c8y, device, "second")

    assert (await c8y.operations.get_last(device_id=device)).description == "second"
    assert await c8y.operations.get_last(fragment="acme_Tag", as_values="description") == "first"
    assert (await c8y.operations.get_last(f"deviceId={device}&dateFrom=1970-01-01&revert=true")).description == "second"
    assert await c8y.operations.get_last(status="FAILED") is None
    assert await c8y.operations.get_last(min_age="1h") is None


async def test_latest_of_each_type_are_skimmed(c8y: CumulocityClient, device: str) -> None:
    """The type is the first fragment with an underscore."""
    for number in range(4):
        await Operation(c8y, device_id=device, description=f"{number}", **{f"acme_{number % 2}": {}}).create()

    latest = await c8y.operations.skim_latest(device)

    assert {name: item.description for name, item in latest.items()} == {"acme_0": "2", "acme_1": "3"}


async def test_operations_are_deleted_by_filter(c8y: CumulocityClient, device: str) -> None:
    """Device, status, fragment and dates narrow a deletion."""
    done = await send(c8y, device, "done")
    done.status = "SUCCESSFUL"
    await done.update()
    await send(c8y, device, "tagged", acme_Tag={})
    await send(c8y, device, "pending")
    stranger = await Device(c8y, name="Stranger").create()
    await send(c8y, stranger.id, "stranger")

    await c8y.operations.delete_by(status="SUCCESSFUL")
    await c8y.operations.delete_by(fragment="acme_Tag", after="1970-01-01")
    assert await texts(c8y) == ["pending", "stranger"]

    await c8y.operations.delete_by(agent_id=device)
    assert await texts(c8y) == ["stranger"]


async def test_deleting_everything_is_refused(c8y: CumulocityClient, device: str) -> None:
    """A deletion needs a filter."""
    await send(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.operations.delete_by()

    assert await c8y.operations.get_count() == 1


async def test_operation_needs_a_device_that_exists(c8y: CumulocityClient) -> None:
    """No device, or one that nobody knows, is a 422; an unknown operation a 404."""
    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*included: deviceId"):
        await Operation(c8y, description="x").create()
    with pytest.raises(ValueError, match="Status: 422"):
        await send(c8y, "4711")
    with pytest.raises(KeyError, match="No such object: devicecontrol/operations/4711"):
        await c8y.operations.get("4711")
