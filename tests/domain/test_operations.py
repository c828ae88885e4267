"""The rules of operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mockc8y.domain import inventory, operations
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ASSETS, DEVICES
from mockc8y.domain.operations import Draft
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, parse_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span

ANA = Caller("ana", application="cockpit")
AGENT = Caller("device_gate-1")
NOW = "2026-01-15T12:00:00.000Z"
EVERYTHING = Filter()


@pytest.fixture
def gate(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return device(tenant, "Gate 1")


@pytest.fixture
def changes(tenant: Tenant) -> list[Change]:
    """Collect what the tenant announces."""
    seen: list[Change] = []
    tenant.changes.subscribe(seen.append)
    return seen


def device(tenant: Tenant, name: str) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": name, "c8y_IsDevice": {}}, ANA).id


def sent(tenant: Tenant, gate: int, /, **properties: Any) -> Record:
    """Create an operation."""
    return operations.create(tenant, {"deviceId": str(gate), **properties}, ANA)


def put(tenant: Tenant, record: Record, /, **change: Any) -> Document:
    """Update an operation and return its document."""
    return operations.update(tenant, str(record.id), change, AGENT).document


def audited(tenant: Tenant, record: Record) -> list[Document]:
    """Return the audit records of an operation, oldest first."""
    return [entry.document for entry in tenant.audit_records.select([[("source", record.id)]])]


def ids(records: Sequence[Record]) -> list[int]:
    """Return the ids of records."""
    return [record.id for record in records]


def test_new_operation_is_pending(tenant: Tenant, gate: int) -> None:
    """An operation belongs to its device, is created now and starts as pending."""
    record = sent(tenant, gate, description="Restart", c8y_Restart={})

    assert record.source == gate
    assert record.document == {
        "status": "PENDING",
        "creationTime": NOW,
        "description": "Restart",
        "c8y_Restart": {},
    }


def test_device_may_be_named_by_a_number(tenant: Tenant, gate: int) -> None:
    """An id that is sent as a number names the same device."""
    assert operations.create(tenant, {"deviceId": gate}, ANA).source == gate


@pytest.mark.parametrize(
    "property_name",
    ["id", "self", "status", "creationTime", "bulkOperationId", "failureReason", "deviceName", "deviceExternalIDs"],
)
def test_creation_passes_over_what_the_platform_keeps(tenant: Tenant, gate: int, property_name: str) -> None:
    """Whatever a client says about them, these properties are the platform's."""
    document = sent(tenant, gate, **{property_name: "FAILED"}).document

    assert document == {"status": "PENDING", "creationTime": NOW}


@pytest.mark.parametrize("given", [{}, {"deviceId": None}], ids=["absent", "null"])
def test_operation_needs_a_device(tenant: Tenant, given: Document) -> None:
    """Without `deviceId` there is nobody to ask; the error names the property."""
    with pytest.raises(PlatformError, match=r"422 .*should be included: deviceId") as refused:
        operations.create(tenant, given, ANA)

    assert refused.value.code == "undefined/validationError"


@pytest.mark.parametrize("device_id", ["999999", "pump-7", "", {}, -1])
def test_operation_of_an_unknown_device_is_refused(tenant: Tenant, device_id: object) -> None:
    """What is no device of the inventory cannot be asked, and nothing is stored."""
    with pytest.raises(PlatformError, match=r"422 devicecontrol/"):
        operations.create(tenant, {"deviceId": device_id}, ANA)

    assert len(tenant.operations) == 0
    assert len(tenant.audit_records) == 0


def test_operation_is_found_by_its_id(tenant: Tenant, gate: int) -> None:
    """The id of a path leads to the operation."""
    record = sent(tenant, gate)

    assert operations.get(tenant, str(record.id)) == record


@pytest.mark.parametrize("unknown", ["999999", "non-existing", ""])
def test_unknown_operation_is_404(tenant: Tenant, unknown: str) -> None:
    """An id that names no operation, a number or not, is not found."""
    with pytest.raises(PlatformError, match=f"404 devicecontrol/Not Found: .*No operation for gid '{unknown}'!"):
        operations.get(tenant, unknown)


@pytest.mark.parametrize("before", operations.STATUSES)
@pytest.mark.parametrize("after", operations.STATUSES)
def test_any_status_may_follow_any_other(tenant: Tenant, gate: int, before: str, after: str) -> None:
    """The platform demands no order, not even after a final status."""
    record = sent(tenant, gate)
    put(tenant, record, status=before)

    assert put(tenant, record, status=after)["status"] == after


def test_update_keeps_device_and_creation(tenant: Tenant, gate: int) -> None:
    """A PUT cannot move an operation to another device or another time."""
    record = sent(tenant, gate)
    other = device(tenant, "Gate 2")

    document = put(tenant, record, status="EXECUTING", deviceId=str(other), creationTime="2020-01-01", id="1")

    assert document == {"status": "EXECUTING", "creationTime": NOW}
    assert operations.get(tenant, str(record.id)).source == gate


def test_update_stores_fragments(tenant: Tenant, gate: int) -> None:
    """Besides the status, fragments replace stored ones, and `null` removes one."""
    record = sent(tenant, gate, c8y_Command={"text": "ls"}, note="old")

    document = put(tenant, record, status="SUCCESSFUL", c8y_Command={"result": "a b"}, note=None)

    assert document == {"status": "SUCCESSFUL", "creationTime": NOW, "c8y_Command": {"result": "a b"}}


@pytest.mark.parametrize("change", [{}, {"status": None}, {"c8y_Restart": {}}], ids=["empty", "null", "fragment"])
def test_update_needs_a_status(tenant: Tenant, gate: int, change: Document) -> None:
    """A PUT without a status is refused, whatever else it has."""
    record = sent(tenant, gate)

    with pytest.raises(PlatformError, match=r"422 undefined/validationError: .*included: status"):
        put(tenant, record, **change)

    assert operations.get(tenant, str(record.id)).document == {"status": "PENDING", "creationTime": NOW}


@pytest.mark.parametrize("status", ["DONE", "pending", "", 5, [], {"a": 1}])
def test_unknown_status_is_refused(tenant: Tenant, gate: int, status: object) -> None:
    """Only the four words are statuses; the error lists them."""
    record = sent(tenant, gate)

    with pytest.raises(PlatformError, match=r"422 .*PENDING, EXECUTING, SUCCESSFUL, FAILED"):
        put(tenant, record, status=status)


def test_update_of_an_unknown_operation_is_404(tenant: Tenant) -> None:
    """That it does not exist is said before anything about the body."""
    with pytest.raises(PlatformError, match=r"404 "):
        operations.update(tenant, "999999", {}, AGENT)


def test_failed_operation_may_have_a_reason(tenant: Tenant, gate: int) -> None:
    """A device says why it failed."""
    record = sent(tenant, gate)

    assert put(tenant, record, status="FAILED", failureReason="No power")["failureReason"] == "No power"


def test_reason_stays_while_an_operation_is_failed(tenant: Tenant, gate: int) -> None:
    """A PUT that repeats the status keeps the reason."""
    record = sent(tenant, gate)
    put(tenant, record, status="FAILED", failureReason="No power")

    assert put(tenant, record, status="FAILED", note="x")["failureReason"] == "No power"


@pytest.mark.parametrize("status", ["PENDING", "EXECUTING", "SUCCESSFUL"])
def test_reason_goes_when_an_operation_is_failed_no_more(tenant: Tenant, gate: int, status: str) -> None:
    """Leaving `FAILED` removes the reason."""
    record = sent(tenant, gate)
    put(tenant, record, status="FAILED", failureReason="No power")

    assert "failureReason" not in put(tenant, record, status=status)


@pytest.mark.parametrize("status", ["PENDING", "EXECUTING", "SUCCESSFUL"])
def test_reason_without_failure_is_refused(tenant: Tenant, gate: int, status: str) -> None:
    """Only what failed can have a reason for it."""
    record = sent(tenant, gate)

    with pytest.raises(PlatformError, match=r"422 .*goes with status FAILED only"):
        put(tenant, record, status=status, failureReason="No power")


@pytest.mark.parametrize("reason", [5, {"a": 1}, ["x"], True])
def test_reason_is_a_text(tenant: Tenant, gate: int, reason: object) -> None:
    """A reason that is no string is refused."""
    record = sent(tenant, gate)

    with pytest.raises(PlatformError, match=r"422 .*'failureReason' must be a string"):
        put(tenant, record, status="FAILED", failureReason=reason)


def test_creation_is_audited(tenant: Tenant, gate: int) -> None:
    """The audit log says who asked, about which operation of which device."""
    record = sent(tenant, gate)

    [entry] = audited(tenant, record)
    assert entry == {
        "type": "Operation",
        "activity": "Operation created",
        "text": "Operation created: status='PENDING'",
        "time": NOW,
        "creationTime": NOW,
        "user": "ana",
        "application": "cockpit",
        "com_cumulocity_model_event_AuditSourceDevice": {"id": str(gate)},
    }


def test_status_change_is_audited(tenant: Tenant, gate: int) -> None:
    """The audit log says from which status to which, and who did it."""
    record = sent(tenant, gate)

    put(tenant, record, status="EXECUTING")

    entry = audited(tenant, record)[-1]
    assert (entry["activity"], entry["user"]) == ("Operation updated", "device_gate-1")
    [change] = entry["changes"]
    assert (change["attribute"], change["previousValue"], change["newValue"]) == ("status", "PENDING", "EXECUTING")


def test_update_without_effect_is_not_audited(tenant: Tenant, gate: int) -> None:
    """A PUT that changes nothing leaves no trace in the audit log."""
    record = sent(tenant, gate)

    put(tenant, record, status="PENDING")

    assert len(audited(tenant, record)) == 1


def test_every_change_is_announced(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """Creation, update and deletion reach the listeners, in order and with the state they led to."""
    record = sent(tenant, gate)
    put(tenant, record, status="EXECUTING")
    operations.delete_all(tenant, Filter(sources=[("source", gate)]))

    assert [(change.family, change.action) for change in changes] == [
        ("operations", "CREATE"),
        ("operations", "UPDATE"),
        ("operations", "DELETE"),
    ]
    assert [change.record.document["status"] for change in changes] == ["PENDING", "EXECUTING", "EXECUTING"]


def test_operations_come_in_the_order_of_their_ids(tenant: Tenant, gate: int) -> None:
    """The oldest comes first, even when all were created at one moment."""
    made = [sent(tenant, gate).id for _ in range(3)]

    assert ids(operations.select(tenant, EVERYTHING)) == made


def test_newest_may_come_first(tenant: Tenant, gate: int) -> None:
    """The order can be turned around."""
    made = [sent(tenant, gate).id for _ in range(3)]

    assert ids(operations.select(tenant, EVERYTHING, newest_first=True)) == made[::-1]


def test_operations_are_found_by_device_status_and_fragment(tenant: Tenant, gate: int) -> None:
    """All conditions of a filter must hold."""
    wanted = sent(tenant, gate, c8y_Restart={})
    put(tenant, wanted, status="EXECUTING")
    sent(tenant, gate, c8y_Restart={})
    put(tenant, sent(tenant, gate), status="EXECUTING")
    put(tenant, sent(tenant, device(tenant, "Gate 2"), c8y_Restart={}), status="EXECUTING")

    groups = [[("status", "EXECUTING")], [("fragment", "c8y_Restart")]]
    found = operations.select(tenant, Filter(sources=[("source", gate)], groups=groups))

    assert ids(found) == [wanted.id]


def test_operations_are_found_by_creation(tenant: Tenant, gate: int) -> None:
    """A span of time means the creation: its start belongs to it, its end does not."""
    start = tenant.clock.now()
    made = []
    for _ in range(3):
        made.append(sent(tenant, gate).id)
        tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)

    found = operations.select(tenant, Filter(time=Span(start + MINUTE_MS, start + 2 * MINUTE_MS)))

    assert ids(found) == [made[1]]


def test_agent_stands_for_all_devices_below_it(tenant: Tenant, gate: int) -> None:
    """An agent's operations are its own and those of its child devices on every level, not those of its assets."""
    child, grandchild, asset = (device(tenant, name) for name in ("child", "grandchild", "asset"))
    tenant.relations.link(DEVICES, gate, child)
    tenant.relations.link(DEVICES, child, grandchild)
    tenant.relations.link(ASSETS, gate, asset)
    made = [sent(tenant, each).id for each in (grandchild, asset, gate, child)]

    found = operations.select(tenant, Filter(sources=operations.under_agent(tenant, gate)))

    assert ids(found) == [made[0], made[2], made[3]]


def test_deletion_removes_what_the_filter_means(tenant: Tenant, gate: int) -> None:
    """Operations that match are gone, the others stay."""
    done = sent(tenant, gate)
    put(tenant, done, status="SUCCESSFUL")
    waiting = sent(tenant, gate)

    operations.delete_all(tenant, Filter(groups=[[("status", "SUCCESSFUL")]]))

    assert ids(operations.select(tenant, EVERYTHING)) == [waiting.id]


def test_deletion_of_everything_is_refused(tenant: Tenant, gate: int) -> None:
    """A deletion must name something, so that a forgotten filter does no harm."""
    sent(tenant, gate)

    with pytest.raises(PlatformError, match=r"422 .*agentId, deviceId, status, dateFrom, dateTo"):
        operations.delete_all(tenant, EVERYTHING)

    assert len(tenant.operations) == 1


def test_deletion_without_a_match_does_nothing(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """Deleting what is not there is no error."""
    operations.delete_all(tenant, Filter(groups=[[("status", "FAILED")]]))

    assert changes == []


def test_operations_go_with_their_device(tenant: Tenant, gate: int) -> None:
    """When a device is removed, its operations are forgotten and no others."""
    sent(tenant, gate)
    kept = sent(tenant, device(tenant, "Gate 2"))

    operations.remove_source(tenant, gate)

    assert ids(operations.select(tenant, EVERYTHING)) == [kept.id]


def test_operation_of_a_bulk_operation_names_it(tenant: Tenant, gate: int) -> None:
    """It is found by the bulk operation it was created for, and bears what the prototype says."""
    record = operations.create_for_bulk(tenant, gate, {"c8y_Restart": {}, "status": "FAILED", "deviceId": "1"}, 15)

    assert (record.source, record.document["bulkOperationId"], record.document["status"]) == (gate, 15, "PENDING")
    assert ids(operations.select(tenant, Filter(groups=[[("bulkOperationId", 15)]]))) == [record.id]


def test_seeded_operation_is_stored_as_it_is(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """A seed brings id, status and creation along; nothing is announced or audited."""
    body = {"status": "FAILED", "creationTime": "2020-01-01T00:00:00.000Z", "failureReason": "No power"}

    record = operations.add(tenant, 8001, Draft(gate, body), parse_millis("2020-01-01"))

    assert operations.get(tenant, "8001") == record
    assert record.document == body
    assert changes == []
    assert len(tenant.audit_records) == 0
