"""Audit records through c8y_api."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Alarm, AuditRecord, Change, Operation
from c8y_api.model.matcher import field

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)


def record(minute: int = 0, **properties: Any) -> AuditRecord:
    """Make the record of a minute."""
    given = {"type": "acme_Audit", "activity": "Testing", "text": f"Record {minute}", **properties}
    return AuditRecord(time=START + timedelta(minutes=minute), **given)


def texts(c8y: CumulocityApi, **filters: Any) -> list[str]:
    """Return the texts of the records found."""
    return list(c8y.audit_records.select(as_values="text", **filters))


def test_created_record_comes_back(c8y: CumulocityApi, device: str) -> None:
    """It has an id, a time of creation and all that was sent, changes and severity included."""
    change = Change(attribute="status", type="acme_Status", previous_value="a", new_value="b")
    sent = record(
        source=device, severity="information", application="acme", user="ana", changes=[change], acme_Extra={"n": 1}
    )
    sent.c8y = c8y

    made = sent.create()

    read = c8y.audit_records.get(made.id)
    assert (read.type, read.activity, read.text, read.datetime) == ("acme_Audit", "Testing", "Record 0", START)
    assert (read.severity, read.application, read.user) == ("information", "acme", "ana")
    assert abs(read.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)
    assert c8y.get(f"/audit/auditRecords/{made.id}")["changes"][0]["newValue"] == "b"
    assert c8y.get(f"/audit/auditRecords/{made.id}")["source"]["id"] == device
    assert read.acme_Extra.n == 1


def test_user_is_the_caller_unless_given(c8y: CumulocityApi) -> None:
    """A record that names nobody is the caller's."""
    c8y.audit_records.create(record())

    assert c8y.audit_records.get_all(type="acme_Audit", as_values="user") == [c8y.username]


def test_collection_creates_several_records(c8y: CumulocityApi, device: str) -> None:
    """`audit_records.create` sends one request for each; the newest comes first."""
    c8y.audit_records.create(*(record(n, source=device) for n in (1, 3, 2)))

    assert texts(c8y, source=device) == ["Record 3", "Record 2", "Record 1"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "acme_Audit"}, ["Record 1", "Record 0"]),
        ({"type": "acme_Other"}, ["Record 2"]),
        ({"user": "ana"}, ["Record 1"]),
        ({"application": "acme"}, ["Record 2", "Record 0"]),
        ({"application": "acme", "type": "acme_Other"}, ["Record 2"]),
        ({"after": START + timedelta(minutes=1), "before": START + timedelta(minutes=2)}, ["Record 1"]),
        ({"after": "2026-01-15T12:02:00Z", "before": "2026-01-15T12:03:00Z"}, ["Record 2"]),
        ({"before": START, "after": "2026-01-15"}, []),
        ({"type": "acme_Audit", "min_age": timedelta(days=1)}, ["Record 1", "Record 0"]),
        ({"type": "acme_Audit", "max_age": timedelta(hours=1)}, []),
        ({"type": "acme_Audit", "reverse": True, "after": "1970-01-01"}, ["Record 0", "Record 1"]),
        ({"expression": "type=acme_Audit&user=ana"}, ["Record 1"]),
        ({"type": "acme_Audit", "include": field("user", "a*"), "exclude": field("user", "admin")}, ["Record 1"]),
    ],
    ids=str,
)
def test_filter_selects(c8y: CumulocityApi, filters: dict[str, Any], found: list[str]) -> None:
    """Each filter, alone and beside others, selects the records it means."""
    c8y.audit_records.create(
        record(0, application="acme"), record(1, user="ana"), record(2, type="acme_Other", application="acme")
    )

    assert texts(c8y, **filters) == found


def test_pages_and_limits(c8y: CumulocityApi) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    c8y.audit_records.create(*(record(n) for n in range(5)))

    assert texts(c8y, type="acme_Audit", page_size=2) == [f"Record {n}" for n in (4, 3, 2, 1, 0)]
    assert texts(c8y, type="acme_Audit", page_size=2, page_number=3) == ["Record 0"]
    assert texts(c8y, type="acme_Audit", limit=2) == ["Record 4", "Record 3"]


def test_alarm_leaves_a_trace(c8y: CumulocityApi, device: str) -> None:
    """Raising and clearing an alarm are recorded, the latter with what changed."""
    alarm = Alarm(c8y, type="acme_Hot", source=device, time="now", text="Hot", severity="MAJOR").create()
    alarm.status = Alarm.Status.CLEARED
    alarm.update()

    found = c8y.audit_records.get_all(type=AuditRecord.Type.ALARM, source=alarm.id)

    assert [item.activity for item in found] == ["Alarm updated", "Alarm created"]
    changes = {change.attribute: (change.previous_value, change.new_value) for change in found[0].changes}
    assert changes == {"status": ("ACTIVE", "CLEARED")}
    assert {item.user for item in found} == {c8y.username}


def test_operation_leaves_a_trace(c8y: CumulocityApi, device: str) -> None:
    """Creating an operation and reporting its status are recorded."""
    operation = Operation(c8y, device_id=device, c8y_Restart={}).create()
    operation.status = "EXECUTING"
    operation.update()

    activities = c8y.audit_records.get_all(type="Operation", source=operation.id, as_values="activity")

    assert activities == ["Operation updated", "Operation created"]


@pytest.mark.parametrize("missing", ["type", "activity", "text"])
def test_mandatory_property_is_asked_for(c8y: CumulocityApi, missing: str) -> None:
    """The platform names what is missing."""
    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        c8y.audit_records.create(record(0, **{missing: None}))


def test_records_cannot_be_deleted(c8y: CumulocityApi) -> None:
    """The platform does not offer it: 405, for one as for all."""
    c8y.audit_records.create(record())
    [made] = c8y.audit_records.get_all(type="acme_Audit")

    with pytest.raises(ValueError, match="Status: 405"):
        c8y.audit_records.delete(made.id)
    with pytest.raises(ValueError, match="Status: 405"):
        c8y.delete("/audit/auditRecords")


def test_unknown_record_is_a_key_error(c8y: CumulocityApi) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: /audit/auditRecords/4711"):
        c8y.audit_records.get("4711")


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_missing_time_is_filled_in_without_a_zone(c8y: CumulocityApi) -> None:
    """The client sends its own time as UTC that does not say so (by a function that Python 3.12 deprecates)."""
    c8y.audit_records.create(AuditRecord(type="acme_Audit", activity="Testing", text="x"))

    assert texts(c8y, type="acme_Audit", max_age=timedelta(minutes=1)) == ["x"]
