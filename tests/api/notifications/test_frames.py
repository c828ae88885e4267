"""What the frames of Notification 2.0 look like."""

from __future__ import annotations

import base64

import orjson
import pytest

from mockc8y.api.notifications.frames import ack_id, position_of
from tests.api.notifications.consumers import CONSUMER, Hall, told
from tests.api.websockets import connected, in_loop
from tests.world import NOW


@in_loop
async def test_frame_is_three_lines_a_blank_one_and_a_document() -> None:
    """The document is what a GET shows, byte for byte."""
    hall = Hall()
    peer = await hall.listener()

    event = hall.post("/event/events", {"source": {"id": hall.pump}, "type": "x", "text": "Hej", "time": NOW})

    [frame] = await peer.all()
    shown = hall.call("GET", f"/event/events/{event}").body.decode()
    assert frame == f"CAEQACAAMAE=\n/t07007007/events/{hall.pump}\nCREATE\n\n{shown}"


CASES = {
    "measurements": ("/measurement/measurements", {"type": "x", "time": NOW, "x": {"v": {"value": 1}}}),
    "alarms": ("/alarm/alarms", {"type": "x", "text": "x", "time": NOW, "severity": "MAJOR"}),
    "events": ("/event/events", {"type": "x", "text": "x", "time": NOW}),
}


@pytest.mark.parametrize(("kind", "path", "document"), [(kind, *case) for kind, case in CASES.items()], ids=CASES)
@in_loop
async def test_document_is_what_get_shows(kind: str, path: str, document: dict[str, object]) -> None:
    """Every family is written as its own resource."""
    hall = Hall()
    source = hall.device()
    hall.subscribe(source, subscriptionFilter={"apis": [kind]})
    peer = await hall.listener()

    made = hall.post(path, {**document, "source": {"id": source}})

    frames = [told(frame) for frame in await peer.all()]
    assert [frame.body for frame in frames] == [hall.call("GET", f"{path}/{made}").json()]


@in_loop
async def test_operation_and_object_are_told_as_get_shows_them() -> None:
    """Their descriptions name the device, or the object itself."""
    hall = Hall()
    source = hall.device()
    hall.subscribe(source, subscriptionFilter={"apis": ["managedobjects", "operations"]})
    peer = await hall.listener()

    operation = hall.post("/devicecontrol/operations", {"deviceId": source, "c8y_Restart": {}})
    hall.call("PUT", f"/inventory/managedObjects/{source}", json={"name": "Renamed"})

    ordered, renamed = [told(frame) for frame in await peer.all()]
    assert ordered.description == f"/t07007007/operations/{source}"
    assert ordered.body == hall.call("GET", f"/devicecontrol/operations/{operation}").json()
    assert renamed.description == f"/t07007007/managedobjects/{source}"
    assert renamed.body == hall.call("GET", f"/inventory/managedObjects/{source}").json()


@pytest.mark.parametrize("separator", ["\u0085", "\u2028", "\u2029", "\n", "\r", "\x1c", "\x0b", "\x0c"])
@in_loop
async def test_document_is_on_one_line_for_every_reader(separator: str) -> None:
    """Clients split frames at everything that Unicode takes for the end of a line."""
    hall = Hall()
    peer = await hall.listener()

    hall.happen(f"a{separator}b")

    [frame] = await peer.all()
    assert frame.splitlines()[3] == ""
    assert orjson.loads(frame.splitlines()[4])["text"] == f"a{separator}b"


@in_loop
async def test_deletion_tells_the_id_and_the_source() -> None:
    """What is gone is shown no more; clients read the id of every message."""
    hall = Hall()
    event = hall.post("/event/events", {"source": {"id": hall.pump}, "type": "x", "text": "x", "time": NOW})
    peer = await hall.listener()

    hall.call("DELETE", f"/event/events/{event}")

    [frame] = map(told, await peer.all())
    assert (frame.action, frame.body["id"], frame.body["source"]["id"]) == ("DELETE", event, hall.pump)


@in_loop
async def test_deletion_of_an_object_tells_its_id() -> None:
    """An object is its own source."""
    hall = Hall()
    source = hall.device()
    hall.subscribe(source, subscriptionFilter={"apis": ["managedobjects"]})
    peer = await hall.listener()

    hall.call("DELETE", f"/inventory/managedObjects/{source}", accept=None)

    last = told((await peer.all())[-1])
    assert (last.action, last.body) == ("DELETE", {"id": source})


@in_loop
async def test_only_fragments_that_are_to_be_copied_are_told() -> None:
    """Of an object, what the API documents stays as well."""
    hall = Hall()
    source = hall.object(acme_Kept={"a": 1}, acme_Lost={"b": 2})
    hall.subscribe(source, subscriptionFilter={"apis": ["managedobjects"]}, fragmentsToCopy=["acme_Kept"])
    peer = await hall.listener()

    hall.call("PUT", f"/inventory/managedObjects/{source}", json={"acme_Lost": {"b": 3}})

    [frame] = map(told, await peer.all())
    assert frame.body["acme_Kept"] == {"a": 1}
    assert frame.body.keys() >= {"id", "self", "name", "type", "owner"}
    assert "acme_Lost" not in frame.body


@in_loop
async def test_links_lead_where_the_client_connected() -> None:
    """Each client is told addresses of the host it knows, by HTTP."""
    hall = Hall()
    plain = await hall.listener("ann")
    headers = {"host": "inner:8080", "x-forwarded-proto": "https", "x-forwarded-host": "acme.example"}
    proxied = await connected(hall.app, f"{CONSUMER}?token={hall.token('bob')}", headers)

    hall.happen("one")

    addresses = [told(await peer.next()).body["self"].partition("/event")[0] for peer in (plain, proxied)]
    assert addresses == ["http://mock.test", "https://acme.example"]


@in_loop
async def test_all_consumers_of_a_topic_get_the_same_frames() -> None:
    """Also who came later, and who gets them again."""
    hall = Hall()
    early = await hall.listener("ann")
    hall.happen("one")
    late = await hall.listener("bob")
    hall.happen("two")

    one, two = await early.all()
    await early.leave()

    assert await late.all() == [two]
    assert await (await hall.listener("ann")).all() == [one, two]


def test_ids_have_the_form_of_recorded_ones() -> None:
    """A position in a topic, as a protocol buffer, in base64."""
    assert ack_id(12061) == "CJ1eEAAgADAB"


@pytest.mark.parametrize("position", [1, 127, 128, 16383, 16384, 2**40])
def test_position_is_read_back_from_its_id(position: int) -> None:
    """Whatever its size."""
    assert position_of(ack_id(position)) == position


NO_IDS = {
    "empty": "",
    "words": "hello there",
    "quoted": '"CAEQACAAMAE="',
    "with a line break": "CAEQACAAMAE=\n",
    "other base64": base64.b64encode(b"anything at all").decode(),
    "another way to write a number": base64.b64encode(b"\x08\x81\x00\x10\x00\x20\x00\x30\x01").decode(),
    "not ASCII": "CAEQACAAMAÉ=",
    "long": "A" * 100_000,
}


@pytest.mark.parametrize("text", NO_IDS.values(), ids=NO_IDS)
def test_no_other_text_is_an_id(text: str) -> None:
    """Only what was sent means a message."""
    assert position_of(text) is None
