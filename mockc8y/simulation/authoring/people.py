"""The demo's users, retention rules and audit records."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from faker import Faker

from mockc8y.simulation.draft import Draft
from mockc8y.store.codec import Document

READING = (
    "ALARM_READ",
    "BINARY_READ",
    "DEVICE_CONTROL_READ",
    "EVENT_READ",
    "IDENTITY_READ",
    "INVENTORY_READ",
    "MEASUREMENT_READ",
    "USER_MANAGEMENT_OWN_READ",
)
OPERATING = (*READING, "ALARM_ADMIN", "AUDIT_READ", "DEVICE_CONTROL_ADMIN", "EVENT_ADMIN", "USER_MANAGEMENT_OWN_ADMIN")
ENGINEERING = (
    *OPERATING,
    "APPLICATION_MANAGEMENT_READ",
    "BINARY_ADMIN",
    "BULK_OPERATION_ADMIN",
    "BULK_OPERATION_READ",
    "IDENTITY_ADMIN",
    "INVENTORY_ADMIN",
    "INVENTORY_CREATE",
    "MEASUREMENT_ADMIN",
    "OPTION_MANAGEMENT_READ",
)

ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"operator": OPERATING, "technician": ENGINEERING, "viewer": READING}
)
SPELLING = str.maketrans("äöüß ", "aous-")
RETENTION_RULES: Sequence[Document] = (
    {"dataType": "EVENT", "type": "c8y_LocationUpdate", "maximumAge": 31},
    {"dataType": "MEASUREMENT", "maximumAge": 40},
    {"dataType": "OPERATION", "maximumAge": 50},
)
"""What goes before the rule that every tenant has removes the rest."""


def add_people(draft: Draft, faker: Faker) -> None:
    """Write the users; the password of each is its name with `-demo` behind it."""
    for name, roles in ROLES.items():
        first, last = faker.first_name(), faker.last_name()
        draft.add(
            "users",
            {
                "userName": name,
                "password": f"{name}-demo",
                "firstName": first,
                "lastName": last,
                "email": f"{_plain(first)}.{_plain(last)}@campus.example",
                "roles": [f"ROLE_{role}" for role in sorted(roles)],
            },
        )


def add_retention_rules(draft: Draft) -> None:
    """Write the tenant's own rules."""
    for rule in RETENTION_RULES:
        draft.add("retentionRules", rule)


def add_audit_records(draft: Draft) -> None:
    """Write what the platform would have recorded about the open alarms, the operations of the last days, the users."""
    acknowledged = [row for row in draft.tables["alarms"] if row["status"] == "ACKNOWLEDGED"]
    recent = [row for row in draft.tables["operations"] if "D" not in row["creationTime"]]
    draft.add_by_time(
        "auditRecords",
        [
            *(_alarm_record(alarm) for alarm in acknowledged),
            *(_operation_record(operation) for operation in recent),
            *(_login_record(user, time) for user, time in zip(ROLES, ("-PT50M", "-PT3H", "-P1DT2H"), strict=True)),
        ],
    )


def _alarm_record(alarm: Document) -> Document:
    status = {"attribute": "status", "type": "com.cumulocity.model.event.CumulocityAlarmStatuses"}
    return {
        "source": alarm["id"],
        "type": "Alarm",
        "activity": "Alarm updated",
        "time": alarm["lastUpdated"],
        "text": f"Alarm acknowledged: '{alarm['text']}'",
        "severity": alarm["severity"],
        "user": "operator",
        "application": "cockpit",
        "com_cumulocity_model_event_AuditSourceDevice": {"id": alarm["source"]},
        "changes": [{**status, "previousValue": "ACTIVE", "newValue": "ACKNOWLEDGED"}],
    }


def _operation_record(operation: Document) -> Document:
    return {
        "source": operation["id"],
        "type": "Operation",
        "activity": "Operation created",
        "time": operation["creationTime"],
        "text": "Operation created: status='PENDING'",
        "severity": "INFORMATION",
        "user": "technician",
        "application": "devicemanagement",
        "com_cumulocity_model_event_AuditSourceDevice": {"id": operation["deviceId"]},
    }


def _login_record(user: str, time: str) -> Document:
    return {
        "type": "UserAuthentication",
        "activity": "User login",
        "time": time,
        "text": f"{user} user logged in to the platform with OAuth internal login mode",
        "severity": "INFORMATION",
        "user": user,
    }


def _plain(name: str) -> str:
    """Spell a name with the letters of a mail address."""
    spelled = name.lower().translate(SPELLING)
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
