"""What an alarm may say, and what the tenant makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import alarms, inventory
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import NotEncodable
from tests.domain.alarm_cases import ANA, DEVICE, active, raised

WRONG: list[Any] = [7, True, ["x"], {"x": 1}]


@pytest.fixture
def pump(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": "Pump 7"}, ANA).id


@pytest.fixture
def changes(tenant: Tenant) -> list[Change]:
    """Collect what the tenant announces."""
    seen: list[Change] = []
    tenant.changes.subscribe(seen.append)
    return seen


def refused(exception: pytest.ExceptionInfo[PlatformError]) -> tuple[int, str]:
    """Return status and message of an error."""
    return exception.value.status, exception.value.message


def test_what_the_platform_keeps_is_passed_over_in_a_new_alarm(tenant: Tenant, pump: int) -> None:
    """Id, count and stamps of a new alarm are the platform's, whatever the client says."""
    record = raised(
        tenant, pump, id="1", count=7, creationTime="x", lastUpdated="x", firstOccurrenceTime="x", history={}
    )

    assert record.id != 1
    assert record.document["count"] == 1
    assert record.document.keys().isdisjoint({"id", "firstOccurrenceTime", "history"})


def test_missing_fields_are_listed_in_the_platforms_order(tenant: Tenant) -> None:
    """The error names every mandatory property that is missing."""
    with pytest.raises(PlatformError) as exception:
        alarms.raise_alarm(tenant, {"status": "ACTIVE"}, DEVICE)

    message = "Following mandatory fields should be included: source,type,severity,text,time"
    assert refused(exception) == (422, message)


def test_unknown_source_is_refused(tenant: Tenant) -> None:
    """An alarm belongs to a managed object that exists."""
    with pytest.raises(PlatformError, match="422 alarm/Unprocessable Entity: Source object does not exist"):
        raised(tenant, 4711)


@pytest.mark.parametrize("value", [*WRONG, ""], ids=repr)
@pytest.mark.parametrize("name", ["source", "type", "severity", "status", "time"])
def test_value_of_a_wrong_kind_is_refused_and_stores_nothing(
    tenant: Tenant, pump: int, changes: list[Change], name: str, value: object
) -> None:
    """A standard property that holds something else than it may is a 422 and leaves no trace."""
    with pytest.raises(PlatformError) as exception:
        raised(tenant, pump, **{name: value})

    assert exception.value.status == 422
    assert (len(tenant.alarms), len(tenant.audit_records), changes) == (0, 0, [])


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_text_must_be_a_string(tenant: Tenant, pump: int, value: object) -> None:
    """A text that is no string is refused."""
    with pytest.raises(PlatformError, match="'text' must be a string"):
        raised(tenant, pump, text=value)


@pytest.mark.parametrize(("name", "value"), [("severity", "FATAL"), ("status", "CUSTOM"), ("status", "act\u0131ve")])
def test_unknown_word_is_refused(tenant: Tenant, pump: int, name: str, value: str) -> None:
    """Severity and status have a few words and no others; letters that only upper-case to one do not count."""
    with pytest.raises(PlatformError, match=f"alarm/Invalid Data: '{name}' must be one of"):
        raised(tenant, pump, **{name: value})


@pytest.mark.parametrize("time", ["yesterday", "2026-13-01T00:00:00Z", "10000-01-01T00:00:00Z"])
def test_time_that_is_none_is_refused(tenant: Tenant, pump: int, time: str) -> None:
    """A time must be an ISO 8601 time within the years 1 to 9999."""
    with pytest.raises(PlatformError, match="'time' is not a valid ISO 8601 date"):
        raised(tenant, pump, time=time)


def test_fragment_nested_too_deep_stores_nothing(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """What cannot be encoded is refused before anything else happens."""
    deep: object = 1
    for _ in range(300):
        deep = [deep]

    with pytest.raises(NotEncodable):
        raised(tenant, pump, acme_Deep=deep)

    assert (len(tenant.alarms), len(tenant.audit_records), changes, active(tenant, pump)) == (0, 0, [], None)


@pytest.mark.parametrize(
    ("option", "severity", "text"),
    [
        ("CRITICAL|Far too hot", "CRITICAL", "Far too hot"),
        ("|Far too hot", "MAJOR", "Far too hot"),
        ("WARNING|", "WARNING", "Bearing hot"),
        ("minor", "MINOR", "Bearing hot"),
        ("DREADFUL|a|b", "MAJOR", "a|b"),
    ],
)
def test_option_overrides_severity_and_text(tenant: Tenant, pump: int, option: str, severity: str, text: str) -> None:
    """A tenant option for the alarm's type replaces severity and text by its parts that are not empty."""
    tenant.options.put(("alarm.type.mapping", "acme_Hot"), option)

    document = raised(tenant, pump).document

    assert (document["severity"], document["text"]) == (severity, text)


def test_option_for_another_type_changes_nothing(tenant: Tenant, pump: int) -> None:
    """An option means only the type that is its key."""
    tenant.options.put(("alarm.type.mapping", "acme_Cold"), "CRITICAL|Cold")

    assert raised(tenant, pump).document["severity"] == "MAJOR"


def test_option_with_severity_none_suppresses(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """Alarms of a type whose option says NONE are accepted and forgotten."""
    tenant.options.put(("alarm.type.mapping", "acme_Hot"), "NONE|")

    assert raised(tenant, pump).id == NOT_STORED
    assert (len(tenant.alarms), len(tenant.audit_records), changes) == (0, 0, [])
