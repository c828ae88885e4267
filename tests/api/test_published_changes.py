"""Which changes a REST call publishes, in order: what push channels and the journal hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from mockc8y.domain.changes import Change
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.codec import Document
from tests.conformance.scenarios import alarms, events, measurements
from tests.world import EARLIER, World

OBJECTS, OPERATIONS = "/inventory/managedObjects", "/devicecontrol/operations"
RESTART: Document = {"c8y_Restart": {}}


class Call(NamedTuple):
    """A request, its ids replaced by names of what the site holds."""

    method: str
    path: str
    document: Document | None = None


class Site:
    """A tenant with a device in a group, some data, and a list of what was published; things go by their names."""

    def __init__(self) -> None:
        self.world = World()
        self.ids: dict[str, str] = {"device": self.world.device(), "other": self.world.object()}
        self.ids["group"] = self.world.object(type="c8y_DeviceGroup", c8y_IsDeviceGroup={})
        self.world.adopt(self.ids["group"], "childAssets", self.ids["device"])
        device = self.ids["device"]
        self._store("alarm", alarms.PATH, alarms.new(device))
        self._store("noise", alarms.PATH, alarms.new(device) | {"type": "acme_Noise", "severity": "MINOR"})
        self._store("event", events.PATH, events.new(device))
        self._store("move", events.PATH, events.new(device) | {"time": EARLIER})
        self._store("reading", measurements.PATH, measurements.new(device))
        self._store("sample", measurements.PATH, measurements.new(device) | {"time": EARLIER})
        self._store("operation", OPERATIONS, {"deviceId": device, **RESTART})
        self._told: list[Change] = []
        self.world.digest()
        self.world.tenant.changes.subscribe(self._told.append)

    def _store(self, name: str, path: str, document: Document) -> None:
        self.ids[name] = self.world.post(path, document)

    @property
    def told(self) -> list[str]:
        """What was published: the action, the family, and the name of the document or `new`."""
        names = {number: name for name, number in self.ids.items()}
        return [f"{c.action} {c.family} {names.get(str(c.record.id), 'new')}" for c in self._told]

    @property
    def last(self) -> Document:
        """The document of the last change."""
        return self._told[-1].record.document

    def call(self, method: str, path: str, document: object = None) -> None:
        """Send a request in which `<name>` stands for an id."""
        response = self.world.call(method, self._filled(path), json=self._filled(document))
        assert response.status < 300, response.body

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._named(value)
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        return {key: self._filled(each) for key, each in value.items()} if isinstance(value, dict) else value

    def _named(self, text: str) -> str:
        for name, number in self.ids.items():
            text = text.replace(f"<{name}>", number)
        return text


@pytest.fixture
def site() -> Site:
    """A furnished site."""
    return Site()


ALARM, EVENT, READING = alarms.new("<device>"), events.new("<device>"), measurements.new("<device>")
REFERENCE = {"managedObject": {"id": "<other>"}}
STATUS = "UPDATE managedobjects device"
"""A device shows how many active alarms it has."""

PUBLISHED: Mapping[str, tuple[Call, list[str]]] = MappingProxyType(
    {
        "a new event": (Call("POST", events.PATH, EVENT), ["CREATE events new"]),
        "a new measurement": (Call("POST", measurements.PATH, READING), ["CREATE measurements new"]),
        "a collection of measurements": (
            Call("POST", measurements.PATH, {"measurements": [READING, READING]}),
            ["CREATE measurements new", "CREATE measurements new"],
        ),
        "a new operation": (Call("POST", OPERATIONS, {"deviceId": "<device>", **RESTART}), ["CREATE operations new"]),
        "a new object": (Call("POST", OBJECTS, {"name": "Valve"}), ["CREATE managedobjects new"]),
        "a collection of objects": (
            Call("POST", OBJECTS, {"managedObjects": [{"name": "Valve"}, {"name": "Pump"}]}),
            ["CREATE managedobjects new", "CREATE managedobjects new"],
        ),
        "a new alarm": (Call("POST", alarms.PATH, ALARM | {"type": "acme_Fire"}), ["CREATE alarms new", STATUS]),
        "an alarm that is repeated": (Call("POST", alarms.PATH, ALARM), ["UPDATE alarms alarm"]),
        "an upsert of a new alarm": (
            Call("POST", f"{alarms.PATH}/upsert", ALARM | {"type": "acme_Fire"}),
            ["CREATE alarms new", STATUS],
        ),
        "an upsert that changes an alarm": (
            Call("POST", f"{alarms.PATH}/upsert", ALARM | {"severity": "CRITICAL"}),
            ["UPDATE alarms alarm", STATUS],
        ),
        "an upsert that counts an alarm up": (
            Call("POST", f"{alarms.PATH}/upsert?incrementCount=true", ALARM),
            ["UPDATE alarms alarm"],
        ),
        "an alarm that is cleared": (
            Call("PUT", f"{alarms.PATH}/<alarm>", {"status": "CLEARED"}),
            ["UPDATE alarms alarm", STATUS],
        ),
        "another text of an alarm": (Call("PUT", f"{alarms.PATH}/<alarm>", {"text": "Drips"}), ["UPDATE alarms alarm"]),
        "an alarm that stays as it is": (Call("PUT", f"{alarms.PATH}/<alarm>", {"severity": "MAJOR"}), []),
        "many alarms that are cleared": (
            Call("PUT", f"{alarms.PATH}?source=<device>", {"status": "CLEARED"}),
            ["UPDATE alarms noise", "UPDATE alarms alarm", STATUS],
        ),
        "many alarms that are deleted": (Call("DELETE", f"{alarms.PATH}?source=<device>"), [STATUS]),
        "a changed event": (Call("PUT", f"{events.PATH}/<event>", {"text": "Moved far"}), ["UPDATE events event"]),
        "a deleted event": (Call("DELETE", f"{events.PATH}/<event>"), ["DELETE events event"]),
        "many deleted events": (
            Call("DELETE", f"{events.PATH}?source=<device>"),
            ["DELETE events event", "DELETE events move"],
        ),
        "a deleted measurement": (
            Call("DELETE", f"{measurements.PATH}/<reading>"),
            ["DELETE measurements reading"],
        ),
        "many deleted measurements": (
            Call("DELETE", f"{measurements.PATH}?source=<device>"),
            ["DELETE measurements reading", "DELETE measurements sample"],
        ),
        "an operation that goes on": (
            Call("PUT", f"{OPERATIONS}/<operation>", {"status": "EXECUTING"}),
            ["UPDATE operations operation"],
        ),
        "many deleted operations": (
            Call("DELETE", f"{OPERATIONS}?deviceId=<device>"),
            ["DELETE operations operation"],
        ),
        "a changed object": (Call("PUT", f"{OBJECTS}/<other>", {"name": "Renamed"}), ["UPDATE managedobjects other"]),
        "several changed objects": (
            Call("PUT", OBJECTS, {"managedObjects": [{"id": "<other>", "n": 1}, {"id": "<device>", "n": 1}]}),
            ["UPDATE managedobjects other", "UPDATE managedobjects device"],
        ),
        "a sign of life": (Call("PUT", f"{OBJECTS}/<device>", {}), []),
        "a deleted object": (Call("DELETE", f"{OBJECTS}/<other>"), ["DELETE managedobjects other"]),
        "a deleted device with its data": (Call("DELETE", f"{OBJECTS}/<device>"), ["DELETE managedobjects device"]),
        "a deleted tree": (
            Call("DELETE", f"{OBJECTS}/<group>?cascade=true"),
            ["DELETE managedobjects group", "DELETE managedobjects device"],
        ),
        "a child that is added": (
            Call("POST", f"{OBJECTS}/<group>/childAssets", REFERENCE),
            ["UPDATE managedobjects group"],
        ),
        "children that are added": (
            Call("POST", f"{OBJECTS}/<group>/childDevices", {"references": [REFERENCE]}),
            ["UPDATE managedobjects group"],
        ),
        "a child that was there already": (
            Call("POST", f"{OBJECTS}/<group>/childAssets", {"managedObject": {"id": "<device>"}}),
            [],
        ),
        "a new object as a child": (
            Call("POST", f"{OBJECTS}/<group>/childAdditions", {"name": "Note"}),
            ["CREATE managedobjects new", "UPDATE managedobjects group"],
        ),
        "a child that is taken away": (
            Call("DELETE", f"{OBJECTS}/<group>/childAssets/<device>"),
            ["UPDATE managedobjects group"],
        ),
        "children that are taken away": (
            Call("DELETE", f"{OBJECTS}/<group>/childAssets", {"references": [{"managedObject": {"id": "<device>"}}]}),
            ["UPDATE managedobjects group"],
        ),
        "an external id": (
            Call("POST", "/identity/globalIds/<other>/externalIds", {"type": "c8y_Serial", "externalId": "x"}),
            [],
        ),
        "a user": (
            Call("POST", "/user/t07007007/users", {"userName": "ana", "email": "a@b.test", "password": "Abcd-1234"}),
            [],
        ),
    }
)


@pytest.mark.parametrize("name", PUBLISHED)
def test_call_publishes_what_it_changes(site: Site, name: str) -> None:
    """One change for each document that came, changed or went, in the order in which that happens."""
    call, expected = PUBLISHED[name]

    site.call(*call)

    assert site.told == expected


def test_change_shows_the_document_as_it_is_afterwards(site: Site) -> None:
    """An alarm that is counted up is published with its new count."""
    site.call("POST", alarms.PATH, ALARM)

    assert site.last["count"] == 2


def test_deletion_shows_the_document_as_it_was(site: Site) -> None:
    """There is nothing else to show."""
    site.call("DELETE", f"{events.PATH}/<event>")

    assert site.last["text"] == "Moved"


def test_source_is_published_with_its_new_alarm_status(site: Site) -> None:
    """The change of an alarm is followed by the counts that it leads to."""
    site.call("PUT", f"{alarms.PATH}/<alarm>", {"status": "CLEARED"})

    assert site.last["c8y_ActiveAlarmsStatus"] == {"critical": 0, "major": 0, "minor": 1, "warning": 0}


def test_bulk_operation_publishes_each_operation_when_it_comes(site: Site) -> None:
    """It publishes nothing itself; its operations come one after the other."""
    start = "2026-01-15T12:00:01.000Z"
    bulk = {"groupId": "<group>", "startDate": start, "creationRamp": 1, "operationPrototype": RESTART}
    site.call("POST", "/devicecontrol/bulkoperations", bulk)
    assert site.told == []

    site.world.platform.advance(MINUTE_MS // 2)

    assert site.told == ["CREATE operations new"]


def test_lost_device_publishes_its_state_and_its_alarm(site: Site) -> None:
    """What the platform finds out by itself is published like what clients write."""
    site.world.platform.advance(20 * MINUTE_MS)

    assert site.told == [STATUS, "CREATE alarms new", STATUS]
    assert site.last["c8y_Availability"]["status"] == "UNAVAILABLE"
