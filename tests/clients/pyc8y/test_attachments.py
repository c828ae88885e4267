"""Files of events through pyc8y."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Event

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

CONTENT = b"line\n\x00\xff"


@pytest.fixture
def event_id(c8y_mock: MockTenant, device: str) -> str:
    """Give the id of an event without a file."""
    document = {"type": "acme_Log", "text": "Log", "time": "2026-01-15T12:00:00Z", "source": {"id": device}}
    made: str = c8y_mock.events.create(document)["id"]
    return made


async def test_event_gets_a_file_from_a_path(c8y: CumulocityClient, event_id: str, tmp_path: Path) -> None:
    """Answer, event and download know type and name of the file."""
    path = tmp_path / "log.txt"
    path.write_bytes(CONTENT)
    event = await c8y.events.get(event_id)

    described = await event.create_attachment(path, "text/plain")

    assert (described["source"], described["type"], described["name"]) == (event_id, "text/plain", "log.txt")
    assert (await event.reload()).has_attachment()
    assert event["c8y_IsBinary"] == {"name": "log.txt", "length": len(CONTENT), "type": "text/plain"}
    assert await event.download_attachment() == (CONTENT, "log.txt")


async def test_event_without_a_file_says_so(c8y: CumulocityClient, event_id: str) -> None:
    """There is nothing to download or delete: 404."""
    event = await c8y.events.get(event_id)

    assert not event.has_attachment()
    with pytest.raises(KeyError):
        await event.download_attachment()
    with pytest.raises(KeyError):
        await event.delete_attachment()


async def test_collection_handles_files_by_event_id(c8y: CumulocityClient, event_id: str) -> None:
    """Create, update, download and delete work with ids and file-like objects."""
    await c8y.events.create_attachment(event_id, io.BytesIO(b"old"), "text/plain")
    assert (await c8y.events.download_attachment(event_id)).content == b"old"

    described = await c8y.events.update_attachment(event_id, io.BytesIO(b"new"), "text/csv")
    assert described["type"] == "text/csv"
    assert (await c8y.events.download_attachment(event_id)).content == b"new"

    await c8y.events.delete_attachment(event_id)
    assert not (await c8y.events.get(event_id)).has_attachment()


async def test_instance_updates_and_deletes_its_file(c8y: CumulocityClient, event_id: str) -> None:
    """Length and type follow the new file; without a type it is plain bytes."""
    event = await c8y.events.get(event_id)
    described = await event.create_attachment(io.BytesIO(b"old"))
    await event.update_attachment(io.BytesIO(b"longer"), "image/png")

    await event.reload()
    assert described["type"] == "application/octet-stream"
    assert (event["c8y_IsBinary.length"], event["c8y_IsBinary.type"]) == (6, "image/png")

    await event.delete_attachment()
    assert not (await event.reload()).has_attachment()


async def test_second_file_is_refused(c8y: CumulocityClient, event_id: str) -> None:
    """An event has one file: 409."""
    await c8y.events.create_attachment(event_id, io.BytesIO(b"x"))

    with pytest.raises(ValueError, match=r"Status: 409[\s\S]*Attachment already exists"):
        await c8y.events.create_attachment(event_id, io.BytesIO(b"y"))


async def test_file_goes_with_its_event(c8y: CumulocityClient, event_id: str) -> None:
    """Deleting an event deletes its file."""
    await c8y.events.create_attachment(event_id, io.BytesIO(b"x"))

    await c8y.events.delete(event_id)

    with pytest.raises(KeyError):
        await c8y.events.download_attachment(event_id)


async def test_file_of_an_unknown_event_is_a_key_error(c8y: CumulocityClient) -> None:
    """Uploads and updates are 404s."""
    with pytest.raises(KeyError):
        await c8y.events.create_attachment("4711", io.BytesIO(b"x"))
    with pytest.raises(KeyError):
        await c8y.events.update_attachment("4711", io.BytesIO(b"x"))


async def test_events_with_files_are_found(c8y: CumulocityClient, event_id: str, device: str) -> None:
    """The fragment of a file can be asked for like any other."""
    await Event(c8y, type="acme_Log", source=device, time="now", text="No file").create()
    await c8y.events.create_attachment(event_id, io.BytesIO(b"x"))

    assert await c8y.events.get_all(fragment="c8y_IsBinary", as_values="id") == [event_id]
