"""Attachments: at most one file to an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.domain import attachments, events, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.files import File
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

DEVICE = Caller("device_pump-7")
LOG = File(b"all well", "text/plain", "log.txt")

NEEDS_A_FILE: dict[str, Callable[[Tenant, str], object]] = {
    "read": attachments.read,
    "replace": lambda tenant, event: attachments.replace(tenant, event, LOG),
    "delete": attachments.delete,
}
NEEDS_AN_EVENT = NEEDS_A_FILE | {"create": lambda tenant, event: attachments.create(tenant, event, LOG)}


@pytest.fixture
def event(tenant: Tenant) -> str:
    """The id of an event."""
    pump = inventory.create(tenant, {"name": "Pump"}, DEVICE)
    body = {"source": {"id": str(pump.id)}, "type": "acme_Log", "text": "Log", "time": "2026-01-15T11:00:00Z"}
    return str(events.create(tenant, body, DEVICE).id)


def test_event_describes_its_file(tenant: Tenant, event: str) -> None:
    """An event with a file carries the file's name, length and type."""
    attachments.create(tenant, event, LOG)

    described = events.get(tenant, event).document["c8y_IsBinary"]
    assert described == {"name": "log.txt", "length": 8, "type": "text/plain"}
    assert attachments.read(tenant, event) == LOG


def test_event_is_found_by_its_file(tenant: Tenant, event: str) -> None:
    """Events with a file are found by the fragment."""
    attachments.create(tenant, event, LOG)

    assert [str(found.id) for found in tenant.events.select([[("fragment", "c8y_IsBinary")]])] == [event]


def test_file_without_a_name_is_called_like_the_event(tenant: Tenant, event: str) -> None:
    """Without a name in the request, the event's id is the name."""
    record = attachments.create(tenant, event, LOG._replace(name=None))

    assert record.document["c8y_IsBinary"]["name"] == event


def test_second_file_is_refused(tenant: Tenant, event: str) -> None:
    """An event has one file; another one does not take its place by POST."""
    attachments.create(tenant, event, LOG)

    with pytest.raises(PlatformError, match="409 Duplicate: Attachment already exists"):
        attachments.create(tenant, event, File(b"other"))

    assert attachments.read(tenant, event) == LOG


def test_fragment_of_the_clients_own_is_no_file(tenant: Tenant, event: str) -> None:
    """Only a file that was uploaded counts, not an event that says to have one."""
    events.update(tenant, event, {"c8y_IsBinary": {"name": "x"}}, DEVICE)

    attachments.create(tenant, event, LOG)

    assert attachments.read(tenant, event) == LOG


def test_replaced_file_keeps_its_name_unless_it_brings_one(tenant: Tenant, event: str) -> None:
    """A new file changes content and type; the name only where it has one."""
    attachments.create(tenant, event, LOG)

    attachments.replace(tenant, event, File(b"{}", "application/json"))
    assert attachments.read(tenant, event) == File(b"{}", "application/json", "log.txt")

    attachments.replace(tenant, event, File(b"[]", "application/json", "log.json"))
    assert attachments.read(tenant, event) == File(b"[]", "application/json", "log.json")


def test_deleted_file_takes_the_fragment_along(tenant: Tenant, event: str) -> None:
    """Without its file an event looks as before, and can have another one."""
    attachments.create(tenant, event, LOG)

    attachments.delete(tenant, event)

    assert "c8y_IsBinary" not in events.get(tenant, event).document
    attachments.create(tenant, event, LOG)


@pytest.mark.parametrize("attempt", NEEDS_A_FILE.values(), ids=NEEDS_A_FILE)
def test_event_without_a_file_has_nothing_to_read(
    tenant: Tenant, event: str, attempt: Callable[[Tenant, str], object]
) -> None:
    """Reading, replacing and deleting need a file that is there."""
    with pytest.raises(PlatformError, match="404 Not Found: Attachment not found"):
        attempt(tenant, event)


@pytest.mark.parametrize("event_id", ["4711", "non-existing"])
@pytest.mark.parametrize("attempt", NEEDS_AN_EVENT.values(), ids=NEEDS_AN_EVENT)
def test_unknown_event_is_told_from_a_missing_file(
    tenant: Tenant, event_id: str, attempt: Callable[[Tenant, str], object]
) -> None:
    """Without the event the error is the event's."""
    with pytest.raises(PlatformError, match=r"^404 event/Not Found"):
        attempt(tenant, event_id)


def test_file_goes_with_its_event(tenant: Tenant, event: str) -> None:
    """No file outlives its event."""
    attachments.create(tenant, event, LOG)

    events.delete(tenant, event)

    assert len(tenant.files) == 0


def test_every_change_of_the_file_is_an_update_of_the_event(platform: Platform, tenant: Tenant, event: str) -> None:
    """A file that comes, changes or goes moves the event's last change and is heard of."""
    heard: list[Change] = []
    tenant.changes.subscribe(heard.append)

    for step in (attachments.create, attachments.replace):
        platform.advance(1000)
        step(tenant, event, LOG)
    platform.advance(1000)
    attachments.delete(tenant, event)

    assert [(change.family, change.action) for change in heard] == [("events", "UPDATE")] * 3
    assert len({change.record.document["lastUpdated"] for change in heard}) == 3


@pytest.mark.parametrize("fragment", [None, "none", {"name": 5, "type": ["x"]}, {"name": "", "type": ""}])
def test_file_is_readable_whatever_became_of_the_fragment(tenant: Tenant, event: str, fragment: object) -> None:
    """The fragment can be changed like any other; where it says nothing of use, the defaults stand in."""
    attachments.create(tenant, event, LOG)
    events.update(tenant, event, {"c8y_IsBinary": fragment}, DEVICE)

    assert attachments.read(tenant, event) == File(b"all well", "application/octet-stream", event)
