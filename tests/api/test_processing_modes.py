"""What a processing mode does to a write: stored or not, published or not, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson
import pytest

from mockc8y.api.families import rendered
from mockc8y.api.links import Links
from mockc8y.api.processing import FAMILIES, HEADER, WRITES
from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from mockc8y.domain.changes import Change
from mockc8y.domain.processing_modes import COUNTED_IN_ANY_MODE
from mockc8y.domain.usage import MEASUREMENTS_CREATED
from mockc8y.store.codec import Document
from tests.conformance.scenarios import SCENARIOS, alarms, events, inventory, measurements
from tests.digest import Digest
from tests.door import Response
from tests.world import NOW, World, wire

PERSISTENT, TRANSIENT, QUIESCENT, CEP = "PERSISTENT", "TRANSIENT", "QUIESCENT", "CEP"


def family_of(route: Route) -> str | None:
    """Return the family of changes that an operation's writes are published under, `None` where modes do nothing."""
    return next((family for start, family in FAMILIES.items() if route.path.startswith(start)), None)


EMULATED = [route for route in TABLE if route.handler and route.operation in SCENARIOS]
HEEDING = [route for route in EMULATED if route.method in WRITES and family_of(route)]
CREATING = [route for route in HEEDING if route.method == "POST"]
CHANGING = [route for route in HEEDING if route.method != "POST"]
READING = [route for route in EMULATED if route.method == "GET"]
OTHER = [route for route in EMULATED if route.method == "POST" and not family_of(route)]
UNREPEATABLE = frozenset({"postCertificateAuthorityResource"})
"""Operations that make a key, which is another one each time."""


class Outcome(NamedTuple):
    """What came of a request: its answer, what listeners heard, and what the platform holds then."""

    response: Response
    heard: list[Change]
    after: Digest


class Stage:
    """One request, ready to be sent in several modes; each finds the same tenant."""

    def __init__(self, route: Route) -> None:
        self.world = World()
        ask = SCENARIOS[route.operation](self.world)
        self._wire = wire(route, ask)
        self.before = lasting(self.world.digest())
        self.newest = self.world.tenant.ids.last
        self._kept = self.world.keep()

    def send(self, mode: str | None) -> Outcome:
        """Send the request in a mode, look what came of it, and undo it."""
        heard: list[Change] = []
        stop = self.world.tenant.changes.subscribe(heard.append)
        response = self.world.send(self._wire.with_header(HEADER.decode(), mode))
        stop()
        after = lasting(self.world.digest())
        self.world.restore(self._kept)
        return Outcome(response, heard, after)


def lasting(digest: Digest) -> Mapping[str, object]:
    """Leave out what is counted in any mode."""
    return {name: content for name, content in digest.items() if name.partition(".")[2] not in COUNTED_IN_ANY_MODE}


@pytest.fixture(params=HEEDING, ids=lambda route: route.operation)
def heeding(request: pytest.FixtureRequest) -> Route:
    """Each write that need not be stored."""
    route: Route = request.param
    return route


@pytest.fixture(params=CREATING, ids=lambda route: route.operation)
def creating(request: pytest.FixtureRequest) -> Route:
    """Each of them that creates something."""
    route: Route = request.param
    return route


@pytest.mark.parametrize("mode", [TRANSIENT, CEP])
def test_write_that_is_not_stored_leaves_no_trace(heeding: Route, mode: str) -> None:
    """Neither documents nor signs of life, audit records, statuses, links or errands stay behind."""
    stage = Stage(heeding)

    outcome = stage.send(mode)

    assert outcome.response.status < 300, outcome.response.body
    assert outcome.after == stage.before


def test_quiescent_write_is_stored_like_any_other(heeding: Route) -> None:
    """The tenant holds what it would hold without the header, and the answer is the same."""
    stage = Stage(heeding)
    plain = stage.send(None)

    outcome = stage.send(QUIESCENT)

    assert outcome.after == plain.after
    assert outcome.response.body == plain.response.body


@pytest.mark.parametrize("mode", [QUIESCENT, CEP])
def test_quiet_write_is_not_published(heeding: Route, mode: str) -> None:
    """No listener hears of it."""
    assert Stage(heeding).send(mode).heard == []


def test_persistent_is_what_is_done_without_a_mode(heeding: Route) -> None:
    """To name the mode that is meant anyway changes nothing."""
    stage = Stage(heeding)

    assert stage.send(PERSISTENT)[1:] == stage.send(None)[1:]


def test_transient_write_is_published_as_it_would_have_been(heeding: Route) -> None:
    """Listeners hear of the documents that the request is about; those that came have no id."""
    stage = Stage(heeding)
    would_be = [change for change in stage.send(None).heard if change.family == family_of(heeding)]

    heard = stage.send(TRANSIENT).heard

    assert [change.record.id for change in heard] == [
        0 if change.record.id > stage.newest else change.record.id for change in would_be
    ]
    assert [change._replace(record=change.record._replace(id=0)) for change in heard] == [
        change._replace(record=change.record._replace(id=0)) for change in would_be
    ]


@pytest.mark.parametrize("mode", [TRANSIENT, CEP])
def test_answer_to_what_is_not_stored_is_as_it_would_have_been_but_for_addresses(creating: Route, mode: str) -> None:
    """Status and all else of the body stay; there is nothing at any address."""
    stage = Stage(creating)
    plain, outcome = stage.send(None).response, stage.send(mode).response

    assert outcome.status == plain.status
    assert "location" not in outcome.headers
    assert list(differing(plain.json(), outcome.json())) in ([], ["id", "self"], ["self"])
    assert f"/{stage.newest + 1}".encode() not in outcome.body


@pytest.mark.parametrize("mode", [TRANSIENT, CEP])
@pytest.mark.parametrize("route", CHANGING, ids=lambda route: route.operation)
def test_answer_to_a_change_that_is_not_stored_is_as_it_would_have_been(route: Route, mode: str) -> None:
    """What is changed or deleted is there before and after, at its address."""
    stage = Stage(route)

    assert stage.send(mode).response == stage.send(None).response


def differing(plain: Document, answered: Document) -> Iterator[str]:
    """Name the properties that an answer lacks, and fail over any that are others."""
    for name, value in plain.items():
        if name not in answered:
            yield name
        elif isinstance(value, dict) and value != answered[name]:
            assert set(differing(value, answered[name])) <= {"id", "self"}
        else:
            assert answered[name] == value


@pytest.mark.parametrize("mode", [TRANSIENT, CEP, "unheard-of"])
@pytest.mark.parametrize("route", READING, ids=lambda route: route.operation)
def test_reading_has_no_mode(route: Route, mode: str) -> None:
    """Published clients name their mode with every request."""
    stage = Stage(route)

    assert stage.send(mode).response == stage.send(None).response


@pytest.mark.parametrize("route", OTHER, ids=lambda route: route.operation)
def test_other_writes_are_stored_in_any_mode(route: Route) -> None:
    """Users, applications, tokens and the like are no data that devices send."""
    if route.operation in UNREPEATABLE:
        return
    stage = Stage(route)

    assert stage.send(TRANSIENT)[1:] == stage.send(None)[1:]


class Site:
    """A tenant with a watched device, whose listeners are overheard."""

    def __init__(self) -> None:
        self.world = World()
        self.device = self.world.device()
        self.world.digest()
        self.heard: list[Change] = []
        self.world.tenant.changes.subscribe(self.heard.append)

    def send(self, method: str, path: str, document: Document | None = None, mode: str = TRANSIENT) -> Response:
        """Send a request in a mode; its answer must be right by the specification."""
        return self.world.call(method, path, json=document, headers={HEADER.decode(): mode})

    def read(self, path: str) -> Any:
        """Read a document."""
        return self.world.call("GET", path).json()

    @property
    def told(self) -> list[tuple[str, str]]:
        """Family and action of what listeners heard."""
        return [(change.family, change.action) for change in self.heard]


@pytest.fixture
def site() -> Site:
    """A fresh site."""
    return Site()


def test_transient_alarm_does_not_count_up_the_stored_one(site: Site) -> None:
    """What is published is the alarm as it would be, with the id of the one that stays as it is."""
    alarm = site.world.post(alarms.PATH, alarms.new(site.device))
    before = site.read(f"{alarms.PATH}/{alarm}")
    site.heard.clear()

    response = site.send("POST", alarms.PATH, alarms.new(site.device))

    assert site.read(f"{alarms.PATH}/{alarm}") == before
    assert (response.status, response.json()["count"], "id" in response.json()) == (201, 2, False)
    [change] = site.heard
    assert (change.action, change.record.id, change.record.document["count"]) == ("UPDATE", int(alarm), 2)


def test_transient_alarm_does_not_show_in_its_source(site: Site) -> None:
    """The source counts the alarms that there are, and nobody hears that it counted another one."""
    site.send("POST", alarms.PATH, alarms.new(site.device))

    assert "c8y_ActiveAlarmsStatus" not in site.read(f"/inventory/managedObjects/{site.device}")
    assert site.told == [("alarms", "CREATE")]


def test_quiescent_alarm_shows_in_its_source(site: Site) -> None:
    """It is stored with all that follows; only nobody is told."""
    site.send("POST", alarms.PATH, alarms.new(site.device), QUIESCENT)

    assert site.read(f"/inventory/managedObjects/{site.device}")["c8y_ActiveAlarmsStatus"]["major"] == 1
    assert site.told == []


@pytest.mark.parametrize(
    ("path", "key", "new"),
    [
        (measurements.PATH, "measurements", measurements.new),
        ("/inventory/managedObjects", "managedObjects", lambda _: inventory.NEW),
    ],
)
def test_transient_collection_is_published_one_by_one(site: Site, path: str, key: str, new: Any) -> None:
    """Each document of the answer is without id and address."""
    response = site.send("POST", path, {key: [new(site.device), new(site.device)]})

    assert response.status == 201
    assert [("id" in each, "self" in each, "type" in each) for each in response.json()[key]] == [
        (False, False, True)
    ] * 2
    assert [(change.action, change.record.id) for change in site.heard] == [("CREATE", 0)] * 2


def test_transient_change_is_answered_as_it_would_have_been(site: Site) -> None:
    """What is there keeps its address in the answer to a PUT, and its state in the tenant."""
    event = site.world.post(events.PATH, events.new(site.device))
    path = f"{events.PATH}/{event}"
    before = site.read(path)

    response = site.send("PUT", path, {"text": "Moved far"})

    assert (response.status, response.json()["id"], response.json()["text"]) == (200, event, "Moved far")
    assert site.read(path) == before


def test_transient_deletion_deletes_nothing(site: Site) -> None:
    """Listeners hear of it all the same."""
    assert site.send("DELETE", f"/inventory/managedObjects/{site.device}?cascade=true").status == 204
    assert site.read(f"/inventory/managedObjects/{site.device}")["name"] == "Pump"
    assert site.told == [("managedobjects", "DELETE")]


def test_listeners_find_the_tenant_as_it_stays(site: Site) -> None:
    """While they hear of a document, it is already gone again."""
    found: list[int] = []
    site.world.tenant.changes.subscribe(lambda _: found.append(len(site.world.tenant.events)))

    site.send("POST", events.PATH, events.new(site.device))

    assert found == [0]


def test_what_listeners_keep_is_not_taken_back(site: Site) -> None:
    """A message that waits for a consumer in a store of the tenant outlives the document that it tells of."""
    tenant = site.world.tenant
    tenant.changes.subscribe(lambda change: tenant.options.put(("kept", "change"), change.family))

    site.send("POST", events.PATH, events.new(site.device))

    assert tenant.options.get(("kept", "change")) == "events"


def test_refused_write_puts_the_tenant_back_and_is_not_published(site: Site) -> None:
    """Whatever was done before the refusal is undone, as in any mode."""
    before = site.world.digest()
    stores = dict(vars(site.world.tenant))

    response = site.send("POST", measurements.PATH, {"measurements": [measurements.new(site.device), {}]})

    assert response.status == 422
    assert site.world.digest() == before
    assert vars(site.world.tenant) == stores
    assert site.told == []


def test_changes_after_a_refused_quiet_write_are_heard(site: Site) -> None:
    """Listeners are kept from hearing for the time of that write only."""
    site.send("POST", events.PATH, {}, QUIESCENT)

    site.world.post(events.PATH, events.new(site.device))

    assert site.told[-1] == ("events", "CREATE")


def test_ids_of_what_is_not_stored_are_given_again(site: Site) -> None:
    """The next document gets the id that the transient one would have had."""
    newest = site.world.tenant.ids.last
    site.send("POST", events.PATH, events.new(site.device))

    assert site.world.post(events.PATH, events.new(site.device)) == str(newest + 1)


@pytest.mark.parametrize("mode", [TRANSIENT, CEP])
def test_what_is_not_stored_is_counted_in_the_statistics(site: Site, mode: str) -> None:
    """The statistics of devices count requests of all modes (specification); those of the tenant are about requests."""
    usage, today = site.world.tenant.usage, site.world.tenant.usage.days[-1]
    created = usage.numbers_of(today)[MEASUREMENTS_CREATED]

    site.send("POST", measurements.PATH, {"measurements": [measurements.new(site.device)] * 3}, mode)

    assert usage.numbers_of(today)[MEASUREMENTS_CREATED] == created + 3
    assert site.read(f"/tenant/statistics/device/t07007007/daily/{NOW[:10]}")["statistics"][0]["count"] == 3


def test_transient_references_leave_the_address_of_children_that_are_there(site: Site) -> None:
    """Only the links are not stored."""
    child = site.world.object()
    path = f"/inventory/managedObjects/{site.device}/childAssets"

    answer = site.send("POST", path, {"references": [{"managedObject": {"id": child}}]}).json()

    [reference] = answer["references"]
    assert ("self" in answer, "self" in reference, reference["managedObject"]["id"]) == (False, False, child)
    assert site.read(path)["references"] == []


def test_transient_upsert_leaves_no_address_of_an_alarm_that_would_be_new(site: Site) -> None:
    """The alarm stands one level deeper in this answer."""
    answer = site.send("POST", f"{alarms.PATH}/upsert", alarms.new(site.device)).json()

    assert ("id" in answer["alarm"], "self" in answer["alarm"], answer["alarm"]["count"]) == (False, False, 1)


def test_transient_upsert_keeps_the_address_of_the_alarm_that_it_would_change(site: Site) -> None:
    """The alarm is there, as it was."""
    alarm = site.world.post(alarms.PATH, alarms.new(site.device))

    response = site.send("POST", f"{alarms.PATH}/upsert", alarms.new(site.device) | {"severity": "MINOR"})

    assert (response.status, response.json()["alarm"]["id"]) == (200, alarm)
    assert site.read(f"{alarms.PATH}/{alarm}")["severity"] == "MAJOR"


@pytest.mark.parametrize(
    ("path", "new"),
    [
        (measurements.PATH, measurements.new),
        (events.PATH, events.new),
        (alarms.PATH, alarms.new),
        ("/inventory/managedObjects", lambda _: inventory.NEW),
        ("/devicecontrol/operations", lambda device: {"deviceId": device, "c8y_Restart": {}}),
    ],
)
def test_transient_document_is_pushed_without_an_address(site: Site, path: str, new: Any) -> None:
    """What push channels write of it is what its creator was answered; only an alarm is linked as `null`."""
    answer = site.send("POST", path, new(site.device)).json()

    [change] = site.heard
    pushed = orjson.loads(rendered(site.world.tenant, change.family, change.record, Links("http://mock.test")))
    assert pushed.pop("self", "null").endswith("null")
    assert pushed == answer


def test_unknown_mode_is_refused(site: Site) -> None:
    """A write in a mode that does not exist is not taken for one in the default mode."""
    response = site.send("POST", events.PATH, events.new(site.device), "PERMANENT")

    assert response.status == 422
    assert "CEP, PERSISTENT, QUIESCENT, TRANSIENT" in response.json()["message"]


def test_mode_may_be_written_in_lower_case(site: Site) -> None:
    """Clients write it either way."""
    response = site.send("POST", events.PATH, events.new(site.device), "transient")

    assert (response.status, "id" in response.json()) == (201, False)


def test_mode_of_a_request_without_accept_leaves_no_address(site: Site) -> None:
    """An empty answer has no `Location` either."""
    response = site.world.call(
        "POST", events.PATH, json=events.new(site.device), headers={HEADER.decode(): CEP}, accept=None
    )

    assert (response.status, response.body, response.headers.get("location")) == (201, b"", None)
