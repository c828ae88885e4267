"""Audit records through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Alarm, AuditRecord, AuditSeverity, BulkOperation, Change, Operation
from pyc8y.model.matcher import field

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)


def record(minute: int = 0, **properties: Any) -> AuditRecord:
    """Make the record of a minute."""
    given = {"type": "acme_Audit", "activity": "Testing", "text": f"Record {minute}", **properties}
    return AuditRecord(time=START + timedelta(minutes=minute), **given)


async def texts(c8y: CumulocityClient, **filters: Any) -> list[str]:
    """Return the texts of the records found, all of them unless limited."""
    found: list[str] = await c8y.audit_records.get_all(as_values="text", **{"limit": None, **filters})
    return found


async def test_created_record_comes_back(c8y: CumulocityClient, device: str) -> None:
    """It has an id, a time of creation and all that was sent, changes and severity included."""
    change = Change(attribute="status", type="acme_Status", previous_value="a", new_value="b")
    sent = record(source=device, severity=AuditSeverity.INFORMATION, application="acme", user="ana", changes=[change])
    sent.c8y = c8y

    made = await sent.create()

    read = await c8y.audit_records.get(made.id)
    assert (read.type, read.activity, read.text, read.datetime) == ("acme_Audit", "Testing", "Record 0", START)
    assert (read.source, read.severity, read.application, read.user) == (device, "information", "acme", "ana")
    assert abs(read.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)
    [stored] = read.changes
    assert (stored.attribute, stored.previous_value, stored.new_value) == ("status", "a", "b")


@pytest.mark.parametrize("workers", [None, 3])
async def test_collection_creates_several_records(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """One request for each; the newest comes first."""
    await c8y.audit_records.create(*(record(n, source=device) for n in (1, 3, 2)), workers=workers)

    assert await texts(c8y, source=device) == ["Record 3", "Record 2", "Record 1"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "acme_Audit"}, ["Record 1", "Record 0"]),
        ({"type": "acme_Other"}, ["Record 2"]),
        ({"user": "ana"}, ["Record 1"]),
        ({"application": "acme"}, ["Record 2", "Record 0"]),
        ({"application": "acme", "type": "acme_Other"}, ["Record 2"]),
        ({"after": START + timedelta(minutes=1), "before": START + timedelta(minutes=2)}, ["Record 1"]),
        ({"date_from": "2026-01-15T12:02:00Z", "date_to": "2026-01-15T12:03:00Z"}, ["Record 2"]),
        ({"type": "acme_Audit", "min_age": "1d"}, ["Record 1", "Record 0"]),
        ({"type": "acme_Audit", "max_age": "1h"}, []),
        ({"expression": "type=acme_Audit&user=ana"}, ["Record 1"]),
    ],
    ids=str,
)
async def test_filter_selects_and_counts(c8y: CumulocityClient, filters: dict[str, Any], found: list[str]) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    await c8y.audit_records.create(
        record(0, application="acme"), record(1, user="ana"), record(2, type="acme_Other", application="acme")
    )

    assert await texts(c8y, **filters) == found
    assert await c8y.audit_records.get_count(**filters) == len(found)


async def test_pages_limits_and_matchers(c8y: CumulocityClient) -> None:
    """All pages together give all; a limit ends the reading; matchers keep what fits."""
    await c8y.audit_records.create(*(record(n) for n in range(5)))

    assert await texts(c8y, type="acme_Audit", page_size=2) == [f"Record {n}" for n in (4, 3, 2, 1, 0)]
    assert sorted(await texts(c8y, type="acme_Audit", page_size=2, workers=3)) == [f"Record {n}" for n in range(5)]
    assert await texts(c8y, type="acme_Audit", page_size=2, page_number=3) == ["Record 0"]
    assert await texts(c8y, type="acme_Audit", limit=2) == ["Record 4", "Record 3"]
    assert await texts(c8y, include=field("text", "*3")) == ["Record 3"]


async def test_alarm_leaves_a_trace(c8y: CumulocityClient, c8y_mock: MockTenant, device: str) -> None:
    """Records of an alarm are found for the alarm; an update tells what changed."""
    alarm = await Alarm(c8y, type="a", source=device, time="now", text="Hot", severity="MAJOR").create()
    alarm.status = "CLEARED"
    await alarm.update()

    found = await c8y.audit_records.get_all_for(alarm)

    assert [item.activity for item in found] == ["Alarm updated", "Alarm created"]
    assert {item.user for item in found} == {c8y_mock.username}
    changes = {change.attribute: (change.previous_value, change.new_value) for change in found[0].changes}
    assert changes == {"status": ("ACTIVE", "CLEARED")}


async def test_operation_leaves_a_trace(c8y: CumulocityClient, device: str) -> None:
    """Records of an operation are found for the operation."""
    operation = await Operation(c8y, device_id=device, c8y_Restart={}).create()
    operation.status = "EXECUTING"
    await operation.update()
    await Operation(c8y, device_id=device, c8y_Restart={}).create()

    found = [item.activity async for item in c8y.audit_records.select_for(operation)]

    assert found == ["Operation updated", "Operation created"]


async def test_bulk_operation_leaves_a_trace(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """Records of a bulk operation are found by its number."""
    group = c8y_mock.inventory.create({"name": "Plant", "c8y_IsDeviceGroup": {}})
    bulk = await BulkOperation(
        c8y, group_id=group["id"], start_time="2100-01-01T00:00:00Z", creation_ramp=1, operation_prototype={"a_B": {}}
    ).create()
    await bulk.delete()

    found = await c8y.audit_records.get_all_for(bulk)

    assert [item.activity for item in found] == ["Bulk operation deleted", "Bulk operation created"]


@pytest.mark.parametrize("missing", ["type", "activity", "text"])
async def test_mandatory_property_is_asked_for(c8y: CumulocityClient, missing: str) -> None:
    """The platform names what is missing."""
    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        await c8y.audit_records.create(record(0, **{missing: None}))


async def test_unknown_record_is_a_key_error(c8y: CumulocityClient) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: audit/auditRecords/4711"):
        await c8y.audit_records.get("4711")
