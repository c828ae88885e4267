"""The rules of audit records."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import audit
from mockc8y.domain.audit import Draft, Entry
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import parse_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span

ANA = Caller("ana", application="cockpit")
SCRIPT = Caller("script")
NOW = "2026-01-15T12:00:00.000Z"
ALWAYS = Span()


def posted(tenant: Tenant, /, **properties: Any) -> Record:
    """Store a record as a client sends it."""
    standard = {"type": "Inventory", "activity": "Pump moved", "text": "To hall 2", "time": NOW}
    return audit.create(tenant, standard | properties, SCRIPT)


def found(tenant: Tenant, kind: str, value: object) -> list[str]:
    """Return the texts of the records with a term, newest first."""
    return [record.document["text"] for record in audit.select(tenant, [[(kind, str(value))]], ALWAYS)]


def test_platform_records_who_did_what(tenant: Tenant) -> None:
    """A record of the platform bears the caller, its application and the time."""
    record = audit.write(tenant, Entry("Option", "Option created", "a/b"), ANA)

    assert record.source == 0
    assert record.document == {
        "type": "Option",
        "activity": "Option created",
        "text": "a/b",
        "time": NOW,
        "creationTime": NOW,
        "user": "ana",
        "application": "cockpit",
    }


def test_platform_record_may_tell_more(tenant: Tenant) -> None:
    """What it is about, its severity, its device and the changes are stored where they are known."""
    change = {"attribute": "status", "type": "T", "previousValue": "ACTIVE", "newValue": "CLEARED"}

    record = audit.write(tenant, Entry("Alarm", "Alarm updated", "x", 71, "MAJOR", [change], device=9), SCRIPT)

    assert record.source == 71
    assert record.document["severity"] == "MAJOR"
    assert record.document["changes"] == [change]
    assert record.document[audit.DEVICE] == {"id": "9"}
    assert "application" not in record.document


def test_record_about_a_user_names_it(tenant: Tenant) -> None:
    """A source that is no number is kept as it is and can be asked for."""
    record = audit.write(tenant, Entry("User", "User created", "made", source="alice"), ANA)

    assert record.document["source"] == {"id": "alice"}
    assert found(tenant, "source", "alice") == ["made"]


def test_client_record_keeps_its_time(tenant: Tenant) -> None:
    """The time is the client's, with the offset it sent; the creation is now."""
    record = posted(tenant, time="2026-01-01T01:00:00+01:00")

    assert record.time == parse_millis("2026-01-01")
    assert record.document["time"] == "2026-01-01T01:00:00.000+01:00"
    assert record.document["creationTime"] == NOW


def test_client_record_is_the_callers_unless_it_says_otherwise(tenant: Tenant) -> None:
    """User, application and severity of a request are stored, though the specification calls them read-only."""
    assert posted(tenant).document["user"] == "script"
    assert posted(tenant, user="bob", application="x", severity="MINOR").document.items() >= {
        ("user", "bob"),
        ("application", "x"),
        ("severity", "MINOR"),
    }


def test_null_stands_for_nothing_said(tenant: Tenant) -> None:
    """A user, application, severity or source of `null` counts as absent."""
    record = posted(tenant, user=None, application=None, severity=None, source=None)

    assert record.source == 0
    assert record.document["user"] == "script"
    assert {"application", "severity", "source"}.isdisjoint(record.document)


def test_client_record_keeps_custom_properties(tenant: Tenant) -> None:
    """Changes and properties of the client's own are stored; id, self and creation are the platform's."""
    record = posted(tenant, acme_Ticket={"id": 7}, changes=[{"attribute": "a"}], id="1", self="x", creationTime="x")

    assert record.document["acme_Ticket"] == {"id": 7}
    assert record.document["changes"] == [{"attribute": "a"}]
    assert record.document["creationTime"] == NOW
    assert {"id", "self"}.isdisjoint(record.document)


@pytest.mark.parametrize("changes", [7, "x", {}, [7], [None], [[]], [{"attribute": 7}], [{"newValue": [1]}]])
def test_changes_in_another_form_are_refused(tenant: Tenant, changes: object) -> None:
    """A client's list of changes must look like the platform's, since all are read alike."""
    with pytest.raises(PlatformError, match="422 audit/Invalid Data: 'changes' must be a list"):
        posted(tenant, changes=changes)


def test_changes_that_are_null_are_left_out(tenant: Tenant) -> None:
    """No changes are no property."""
    assert "changes" not in posted(tenant, changes=None).document


def test_changed_values_are_texts_or_objects() -> None:
    """A list of changes holds strings and objects (specification); other values are written as JSON."""
    before, after = {"a": 1, "b": {"c": 2}, "d": "x"}, {"a": True, "b": [1, 2], "e": "y"}

    changes = audit.attribute_changes(before, after, dict.fromkeys("abde", "T"))

    assert [(change["previousValue"], change["newValue"]) for change in changes] == [
        ("1", "true"),
        ({"c": 2}, "[1,2]"),
        ("x", None),
        (None, "y"),
    ]


def test_missing_properties_are_listed(tenant: Tenant) -> None:
    """The error names what is missing in the platform's own order."""
    with pytest.raises(PlatformError, match=r"422 undefined/validationError: .*: activity,type,time,text$"):
        audit.create(tenant, {}, ANA)


@pytest.mark.parametrize("name", audit.MANDATORY)
def test_every_mandatory_property_is_demanded(tenant: Tenant, name: str) -> None:
    """Each of the four must be there and must not be `null`."""
    with pytest.raises(PlatformError, match=f"included: {name}$"):
        posted(tenant, **{name: None})

    assert len(tenant.audit_records) == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"activity": 5},
        {"activity": ""},
        {"type": {}},
        {"text": ["x"]},
        {"time": "yesterday"},
        {"time": 5},
        {"severity": "BAD"},
        {"severity": 1},
        {"severity": {}},
        {"severity": ""},
        {"user": 5},
        {"application": {"id": "1"}},
        {"source": "5"},
        {"source": {}},
        {"source": {"id": {}}},
        {"source": {"id": ""}},
    ],
    ids=str,
)
def test_bad_value_is_refused(tenant: Tenant, bad: Document) -> None:
    """A value of the wrong kind is refused with the name of its property, and nothing is stored."""
    with pytest.raises(PlatformError, match=f"422 audit/Invalid Data: '{next(iter(bad))}'"):
        posted(tenant, **bad)

    assert len(tenant.audit_records) == 0


def test_severity_is_known_in_any_case(tenant: Tenant) -> None:
    """A published client sends one of the words in lower case."""
    assert posted(tenant, severity="information").document["severity"] == "information"


def test_type_is_free_text(tenant: Tenant) -> None:
    """The documented types are not the only ones."""
    assert posted(tenant, type="acme_Move").document["type"] == "acme_Move"


def test_empty_text_is_accepted(tenant: Tenant) -> None:
    """A text must be there, but may say nothing."""
    assert posted(tenant, text="").document["text"] == ""


@pytest.mark.parametrize("kind", ["type", "user", "application"])
def test_records_are_found_by_property(tenant: Tenant, kind: str) -> None:
    """A filter compares exactly."""
    posted(tenant, text="wanted", **{kind: "Acme"})
    posted(tenant, text="other", **{kind: "acme"})

    assert found(tenant, kind, "Acme") == ["wanted"]


def test_newest_record_comes_first(tenant: Tenant) -> None:
    """The order is that of the records' own times, not of their storage."""
    for day in ("02", "03", "01"):
        posted(tenant, text=day, time=f"2026-01-{day}")

    assert [record.document["text"] for record in audit.select(tenant, [], ALWAYS)] == ["03", "02", "01"]


def test_records_are_found_by_time(tenant: Tenant) -> None:
    """The start of a span belongs to it, its end does not."""
    for day in ("01", "02", "03"):
        posted(tenant, text=day, time=f"2026-01-{day}")

    span = Span(parse_millis("2026-01-01"), parse_millis("2026-01-03"))

    assert [record.document["text"] for record in audit.select(tenant, [], span, newest_first=False)] == ["01", "02"]


@pytest.mark.parametrize("unknown", ["999999", "x"])
def test_unknown_record_is_404(tenant: Tenant, unknown: str) -> None:
    """An id that names no record is not found."""
    with pytest.raises(PlatformError, match=r"404 audit/Not Found"):
        audit.get(tenant, unknown)


def test_stored_record_is_found_by_its_id(tenant: Tenant) -> None:
    """A seed's record keeps its id, its times and what it is about."""
    body = {"type": "Alarm", "activity": "Alarm updated", "text": "x", "time": NOW, "creationTime": NOW}

    record = audit.add(tenant, 9001, Draft(7031, 5, body), 6)

    assert audit.get(tenant, "9001") == record
    assert (record.source, record.time, record.document) == (7031, 5, body)
