"""Files of events through c8y_api."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Event

pytestmark = pytest.mark.clients

CONTENT = b"line\n\x00\xff"


@pytest.fixture
def event(c8y: CumulocityApi, device: str) -> Event:
    """Give an event without a file."""
    return Event(c8y, type="acme_Log", source=device, time="now", text="Log").create()


def test_event_gets_a_file_from_a_path(c8y: CumulocityApi, event: Event, tmp_path: Path) -> None:
    """The answer names event, type and file; the event says that it has one."""
    path = tmp_path / "log.txt"
    path.write_bytes(CONTENT)

    described = event.create_attachment(str(path), "text/plain")

    assert (described["source"], described["type"]) == (event.id, "text/plain")
    assert described["self"].endswith(f"/event/events/{event.id}/binaries")
    read = c8y.events.get(event.id)
    assert read.has_attachment()
    assert (read.c8y_IsBinary.length, read.c8y_IsBinary.type) == (len(CONTENT), "text/plain")
    assert event.download_attachment() == CONTENT


def test_event_without_a_file_says_so(c8y: CumulocityApi, event: Event) -> None:
    """There is nothing to download or delete: 404."""
    assert not event.has_attachment()
    with pytest.raises(KeyError):
        event.download_attachment()
    with pytest.raises(KeyError):
        event.delete_attachment()


def test_collection_handles_files_by_event_id(c8y: CumulocityApi, event: Event) -> None:
    """Create, update, download and delete work with ids and file-like objects."""
    c8y.events.create_attachment(event.id, io.BytesIO(b"old"), "text/plain")
    assert c8y.events.download_attachment(event.id) == b"old"

    described = c8y.events.update_attachment(event.id, io.BytesIO(b"new"), "text/csv")
    assert (described["type"], c8y.events.download_attachment(event.id)) == ("text/csv", b"new")

    c8y.events.delete_attachment(event.id)
    assert not c8y.events.get(event.id).has_attachment()


def test_instance_updates_its_file(c8y: CumulocityApi, event: Event) -> None:
    """Length and type follow the new file."""
    event.create_attachment(io.BytesIO(b"old"))

    event.update_attachment(io.BytesIO(b"longer"), "image/png")

    read = c8y.events.get(event.id)
    assert (read.c8y_IsBinary.length, read.c8y_IsBinary.type) == (6, "image/png")


def test_type_is_plain_bytes_unless_given(event: Event) -> None:
    """Without a type the client sends `application/octet-stream`."""
    assert event.create_attachment(io.BytesIO(b"x"))["type"] == "application/octet-stream"


def test_second_file_is_refused(event: Event) -> None:
    """An event has one file: 409."""
    event.create_attachment(io.BytesIO(b"x"))

    with pytest.raises(ValueError, match=r"Status: 409[\s\S]*Attachment already exists"):
        event.create_attachment(io.BytesIO(b"y"))


def test_file_goes_with_its_event(c8y: CumulocityApi, event: Event) -> None:
    """Deleting an event deletes its file."""
    event.create_attachment(io.BytesIO(b"x"))

    event.delete()

    with pytest.raises(KeyError):
        c8y.events.download_attachment(event.id)


def test_file_of_an_unknown_event_is_refused(c8y: CumulocityApi) -> None:
    """Uploads do not know `KeyError`: a 404 is a `ValueError` there."""
    with pytest.raises(ValueError, match="Status: 404"):
        c8y.events.create_attachment("4711", io.BytesIO(b"x"))
    with pytest.raises(KeyError):
        c8y.events.update_attachment("4711", io.BytesIO(b"x"))


def test_events_with_files_are_found(c8y: CumulocityApi, event: Event, device: str) -> None:
    """The fragment of a file can be asked for like any other."""
    Event(c8y, type="acme_Log", source=device, time="now", text="No file").create()
    event.create_attachment(io.BytesIO(b"x"))

    assert [item.id for item in c8y.events.select(fragment="c8y_IsBinary")] == [event.id]
