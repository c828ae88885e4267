"""Operations through c8y_api."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Device, Operation
from c8y_api.model.matcher import command, description

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

Send = Callable[..., Operation]


@pytest.fixture
def send(c8y: CumulocityApi, device: str) -> Send:
    """Give a function that sends a command to the device."""

    def store(text: str = "restart", **properties: Any) -> Operation:
        given = {"device_id": device, "description": text, "c8y_Command": {"text": text}, **properties}
        made: Operation = Operation(c8y, **given).create()
        return made

    return store


def texts(c8y: CumulocityApi, **filters: Any) -> list[str]:
    """Return the descriptions of the operations found."""
    return list(c8y.operations.select(as_values="description", **filters))


def test_created_operation_is_pending(c8y: CumulocityApi, device: str) -> None:
    """It has an id, a time of creation and its content, but never the status it was sent with."""
    made = Operation(c8y, device, "Restart", "SUCCESSFUL", c8y_Command={"text": "reboot"}).create()

    assert made.id.isdigit()
    assert (made.device_id, made.description, made.status) == (device, "Restart", Operation.Status.PENDING)
    assert made.c8y_Command.text == "reboot"
    assert abs(made.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)
    assert c8y.operations.get(made.id).to_json() == made.to_json()


def test_status_goes_to_the_end(c8y: CumulocityApi, send: Send) -> None:
    """A device reports that it has begun and that it is done, with a result."""
    operation = send()

    operation.status = Operation.Status.EXECUTING
    operation = operation.update()
    operation.status = Operation.Status.SUCCESSFUL
    operation.c8y_Command.result = "done"
    operation.update()

    read = c8y.operations.get(operation.id)
    assert (read.status, read.c8y_Command.result, read.c8y_Command.text) == ("SUCCESSFUL", "done", "restart")


def test_failed_operation_tells_why_until_it_is_taken_up_again(c8y: CumulocityApi, send: Send) -> None:
    """The reason belongs to the status; from any status any other may follow."""
    operation = send()
    operation.status = Operation.Status.FAILED
    operation["failureReason"] = "No power"
    failed = operation.update()

    failed.status = Operation.Status.EXECUTING
    again = failed.update()

    assert failed.failureReason == "No power"
    assert (again.status, "failureReason" in again) == ("EXECUTING", False)


def test_description_and_fragments_are_changed_beside_the_status(c8y: CumulocityApi, send: Send) -> None:
    """What an update says besides the status is stored."""
    operation = send()

    operation.description, operation.status = "Restart again", "EXECUTING"
    operation["acme_Note"] = {"by": "ana"}
    changed = operation.update()

    assert (changed.description, changed.acme_Note.by, changed.status) == ("Restart again", "ana", "EXECUTING")


def test_update_without_a_status_is_refused(send: Send) -> None:
    """The platform asks for the status."""
    operation = send()
    operation.description = "Other"

    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*included: status"):
        operation.update()


def test_unknown_status_is_refused(send: Send) -> None:
    """There are four."""
    operation = send()
    operation.status = "DONE"

    with pytest.raises(ValueError, match="Status: 422"):
        operation.update()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"status": "PENDING"}, ["restart", "log"]),
        ({"status": "EXECUTING"}, ["update"]),
        ({"status": "FAILED"}, []),
        ({"fragment": "acme_Log"}, ["log"]),
        ({"fragment": "c8y_Command"}, ["restart", "update", "log"]),
        ({"fragment": "c8y_Command", "status": "EXECUTING"}, ["update"]),
        ({"after": "1970-01-01"}, ["restart", "update", "log"]),
        ({"before": "1970-01-01"}, []),
        ({"date_from": "1970-01-01", "date_to": "2100-01-01"}, ["restart", "update", "log"]),
        ({"max_age": timedelta(hours=1)}, ["restart", "update", "log"]),
        ({"min_age": timedelta(hours=1)}, []),
        ({"expression": "status=PENDING&fragmentType=acme_Log"}, ["log"]),
    ],
    ids=str,
)
def test_filter_selects_and_counts(c8y: CumulocityApi, send: Send, filters: dict[str, Any], found: list[str]) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    send("restart")
    executing = send("update")
    executing.status = "EXECUTING"
    executing.update()
    send("log", acme_Log={})

    assert texts(c8y, **filters) == found
    assert c8y.operations.get_count(**filters) == len(found)


def test_device_and_agent_select_operations(c8y: CumulocityApi, device: str, send: Send) -> None:
    """A device means its own operations, an agent also those of the devices below it."""
    child = Device(c8y, name="Valve").create()
    c8y.inventory.get(device).add_child_device(child)
    send("agent")
    send("child", device_id=child.id)
    send("stranger", device_id=Device(c8y, name="Stranger").create().id)

    assert texts(c8y, device_id=device) == ["agent"]
    assert texts(c8y, device_id=child.id) == ["child"]
    assert texts(c8y, agent_id=device) == ["agent", "child"]
    assert texts(c8y, agent_id=device, device_id=child.id) == ["child"]
    assert c8y.operations.get_count(agent_id=device) == 2
    assert texts(c8y, device_id="4711") == []


def test_list_names_the_devices(c8y: CumulocityApi, device: str, send: Send) -> None:
    """A list has the device's name, for an agent its external ids as well; a single read has neither."""
    c8y.identity.create("sn-7", "c8y_Serial", device)
    made = send()

    [named] = c8y.operations.get_all(device_id=device)
    [known] = c8y.operations.get_all(agent_id=device)

    assert named.deviceName == "Pump 7"
    assert known.fragments["deviceExternalIDs"]["externalIds"][0]["externalId"] == "sn-7"
    assert "deviceName" not in c8y.operations.get(made.id)


def test_order_is_that_of_creation_and_reversed_with_a_date(c8y: CumulocityApi, send: Send) -> None:
    """Oldest first; `reverse` works beside a date only."""
    for text in ("a", "b", "c"):
        send(text)

    assert texts(c8y) == ["a", "b", "c"]
    assert texts(c8y, reverse=True) == ["a", "b", "c"]
    assert texts(c8y, reverse=True, after="1970-01-01") == ["c", "b", "a"]


def test_operations_are_bounded_by_creation(c8y: CumulocityApi, c8y_mock: MockTenant, send: Send) -> None:
    """The lower bound is inclusive, the upper one exclusive."""
    send("old")
    c8y_mock.platform.advance(60_000)
    new = send("new")

    assert texts(c8y, after=new.creation_time) == ["new"]
    assert texts(c8y, before=new.creation_time) == ["old"]


def test_pages_and_limits(c8y: CumulocityApi, send: Send) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for number in range(5):
        send(str(number))

    assert texts(c8y, page_size=2) == ["0", "1", "2", "3", "4"]
    assert texts(c8y, page_size=2, page_number=3) == ["4"]
    assert texts(c8y, page_size=2, limit=3) == ["0", "1", "2"]


def test_matchers_filter_on_the_clients_side(c8y: CumulocityApi, send: Send) -> None:
    """Descriptions and commands have matchers of their own."""
    send("show log")
    send("restart")

    assert texts(c8y, include=description("*log")) == ["show log"]
    assert texts(c8y, exclude=command("show*")) == ["restart"]


def test_last_operation_is_the_newest(c8y: CumulocityApi, device: str, send: Send) -> None:
    """`get_last` takes filters."""
    send("first", acme_Tag={})
    send("second")

    assert c8y.operations.get_last(device_id=device).description == "second"
    assert c8y.operations.get_last(fragment="acme_Tag").description == "first"
    assert c8y.operations.get_last(status="PENDING", before="2100-01-01").description == "second"
    assert c8y.operations.get_last(status="FAILED") is None
    assert c8y.operations.get_last(min_age=timedelta(hours=1)) is None


def test_operations_are_deleted_by_filter(c8y: CumulocityApi, device: str, send: Send) -> None:
    """Device, status and dates narrow a deletion."""
    done = send("done")
    done.status = "SUCCESSFUL"
    done.update()
    send("pending")
    send("stranger", device_id=Device(c8y, name="Stranger").create().id)

    c8y.operations.delete_by(status="SUCCESSFUL")
    after_status = texts(c8y)
    c8y.operations.delete_by(device_id=device, after="1970-01-01")

    assert after_status == ["pending", "stranger"]
    assert texts(c8y) == ["stranger"]


def test_deleting_by_agent_takes_operations_below(c8y: CumulocityApi, device: str, send: Send) -> None:
    """An agent means all devices below it."""
    child = Device(c8y, name="Valve").create()
    c8y.inventory.get(device).add_child_device(child)
    send()
    send(device_id=child.id)

    c8y.operations.delete_by(agent_id=device)

    assert texts(c8y) == []


def test_deleting_by_fragment_leaves_the_others(c8y: CumulocityApi, send: Send) -> None:
    """A filter the specification does not know must not delete more than was meant."""
    send("a", acme_Tag={})
    send("b")

    c8y.operations.delete_by(fragment="acme_Tag")

    assert texts(c8y) == ["b"]


def test_deleting_everything_is_refused(c8y: CumulocityApi, send: Send) -> None:
    """A deletion needs a filter."""
    send()

    with pytest.raises(ValueError, match="Status: 422"):
        c8y.operations.delete_by()

    assert c8y.operations.get_count() == 1


def test_single_operation_cannot_be_deleted(send: Send) -> None:
    """The platform does not offer it: 405."""
    with pytest.raises(ValueError, match="Status: 405"):
        send().delete()


def test_operation_needs_a_device_that_exists(c8y: CumulocityApi) -> None:
    """No device, or one that nobody knows, is a 422."""
    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*included: deviceId"):
        Operation(c8y, description="x").create()
    with pytest.raises(ValueError, match="Status: 422"):
        Operation(c8y, device_id="4711").create()


def test_unknown_operation_is_a_key_error(c8y: CumulocityApi) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: /devicecontrol/operations/4711"):
        c8y.operations.get("4711")
