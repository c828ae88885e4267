"""Questions that a user asks of a tenant it sees a part of: the answers are as if the rest were not there."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

import pytest

from mockc8y.domain import users
from tests.api.forms import encoded, part
from tests.door import Response
from tests.world import NOW, TENANT, World

INVENTORY = "/inventory/managedObjects"
MANAGER = 2
"""The inventory role of a fresh tenant that lets its holders see everything of an asset."""
COUNTED = "pageSize=1&withTotalPages=true&withTotalElements=true"
HIDDEN = "1004"
"""The id that the first object gets that is added to the world of these tests."""
QUESTIONS = (
    f"{INVENTORY}?{COUNTED}",
    f"{INVENTORY}/count",
    f"{INVENTORY}?{COUNTED}&text=secret",
    f"{INVENTORY}?{COUNTED}&type=acme_Secret",
    f"{INVENTORY}?{COUNTED}&owner=mallory",
    f"{INVENTORY}?{COUNTED}&fragmentType=acme_Hidden",
    f"{INVENTORY}?{COUNTED}&onlyRoots=true",
    f"{INVENTORY}?{COUNTED}&ids=1001,1002,{HIDDEN}",
    f"{INVENTORY}?{COUNTED}&childAssetId=1002",
    f"{INVENTORY}?{COUNTED}&q={quote('$orderby=acme_Hidden.rank')}",
    f"{INVENTORY}?{COUNTED}&query={quote('$filter=acme_Hidden.rank gt 5')}",
    f"{INVENTORY}?{COUNTED}&query={quote('$filter=has(acme_Hidden) or name eq Pump')}",
    f"{INVENTORY}/1002?withParents=true&withChildren=true&withChildrenCount=true",
    f"{INVENTORY}/1001/childAssets?{COUNTED}&withParents=true",
    f"/event/events?{COUNTED}",
    f"/event/events?{COUNTED}&source={HIDDEN}",
    f"/event/events?{COUNTED}&fragmentType=acme_Hidden",
    f"/alarm/alarms?{COUNTED}",
    "/alarm/alarms/count",
    f"/measurement/measurements?{COUNTED}",
    f"/measurement/measurements?{COUNTED}&valueFragmentType=acme_Hidden",
    f"/devicecontrol/operations?{COUNTED}",
    f"/devicecontrol/operations?{COUNTED}&agentId={HIDDEN}",
    f"/devicecontrol/operations?{COUNTED}&deviceId={HIDDEN}",
    f"/audit/auditRecords?{COUNTED}",
    f"/audit/auditRecords?{COUNTED}&source={HIDDEN}",
    f"/inventory/binaries?{COUNTED}",
)
DEMANDS = (
    "{}",
    "{}/childDevices",
    "{}/childAssets/1002",
    "{}/availability",
    "{}/supportedMeasurements",
    "{}/supportedSeries",
    "{}/user",
)
"""What is asked of one object."""


class View(NamedTuple):
    """A world in which a user sees a group with a pump."""

    world: World

    def ask(self, path: str, method: str = "GET", json: object = None) -> Response:
        """Send a request as that user."""
        return self.world.call(method, path, json=json, login=f"{TENANT}/ana:ana")


def viewed() -> View:
    """Make a world in which there is nothing but what the user sees."""
    world = World()
    users.add(world.tenant, "ana", "ana")
    group, pump = world.object(name="Plant", c8y_IsDeviceGroup={}), world.object(name="Pump", c8y_IsDevice={})
    world.adopt(group, "childAssets", pump)
    given = {"managedObject": group, "roles": [{"id": MANAGER}]}
    world.call("POST", f"/user/{TENANT}/users/ana/roles/inventory", json=given)
    return View(world)


def hide_something_in(world: World) -> None:
    """Add a device that the user does not see, with all kinds of data; the pump of the user is a child of it."""
    hidden = {"acme_Hidden": {"rank": 7}}
    device = world.object(name="secret", type="acme_Secret", owner="mallory", c8y_IsDevice={}, **hidden)
    assert device == HIDDEN
    world.tenant.relations.link("childAssets", int(device), 1002)
    about = {"source": {"id": device}, "type": "acme_Secret", "text": "secret", "time": NOW, **hidden}
    world.post("/event/events", about)
    world.post("/alarm/alarms", about | {"severity": "MAJOR"})
    world.post("/measurement/measurements", about | {"acme_Hidden": {"rank": {"value": 7}}})
    world.post("/devicecontrol/operations", {"deviceId": device, **hidden})
    world.post("/audit/auditRecords", {**about, "activity": "secret"})
    form, media_type = encoded([part("object", b'{"name":"secret"}'), part("file", b"secret", file_name="s.txt")])
    made = world.call("POST", "/inventory/binaries", body=form, headers={"content-type": media_type})
    assert made.status == 201


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_out_of_sight_changes_no_answer(question: str) -> None:
    """Not the items, the totals, the pages, nor the links to them."""
    empty, full = viewed(), viewed()
    hide_something_in(full.world)

    without, with_it = empty.ask(question), full.ask(question)

    assert without.status == 200
    assert with_it.body == without.body


@pytest.mark.parametrize("question", QUESTIONS)
def test_administrator_is_answered_otherwise(question: str) -> None:
    """Every one of these questions has something to tell, or asking it would prove nothing."""
    empty, full = viewed(), viewed()
    hide_something_in(full.world)

    assert empty.world.call("GET", question).body != full.world.call("GET", question).body


@pytest.mark.parametrize("demand", DEMANDS)
def test_object_that_is_out_of_sight_is_refused(demand: str) -> None:
    """Whatever is asked of it, by an id that was guessed."""
    view = viewed()
    hide_something_in(view.world)

    answer = view.ask(f"{INVENTORY}/{demand.format(HIDDEN)}")

    assert answer.status == 403
    assert b"secret" not in answer.body


def test_second_source_of_a_series_is_not_read() -> None:
    """Of a parameter that comes twice, the check and the answer look at the same value."""
    view = viewed()
    hide_something_in(view.world)
    span = "dateFrom=2020-01-01&dateTo=2030-01-01"

    own = view.ask(f"/measurement/measurements/series?source=1002&source={HIDDEN}&{span}")
    other = view.ask(f"/measurement/measurements/series?source={HIDDEN}&source=1002&{span}")

    assert (own.status, other.status) == (200, 403)
    assert own.json()["values"] == {}


def test_search_of_external_ids_finds_what_is_seen_only() -> None:
    """That somebody else has a name is not told."""
    view = viewed()
    hide_something_in(view.world)
    name = {"type": "acme_Serial", "externalId": "s-1"}
    bound = view.world.call("POST", f"/identity/globalIds/{HIDDEN}/externalIds", json=name)

    assert bound.status == 201
    assert view.ask("/identity/search", "POST", {"externalIds": [name]}).json()["externalIds"] == []


def test_event_does_not_move_to_what_is_out_of_reach() -> None:
    """An event of the own pump stays its own, so nothing is written about another device through it."""
    view = viewed()
    hide_something_in(view.world)
    about = {"source": {"id": "1002"}, "type": "acme_Door", "text": "Open", "time": NOW}
    event = view.world.post("/event/events", about)

    view.ask(f"/event/events/{event}", "PUT", {"source": {"id": HIDDEN}, "text": "Moved"})

    assert view.world.call("GET", f"/event/events/{event}").json()["source"]["id"] == "1002"
