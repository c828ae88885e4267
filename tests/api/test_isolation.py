"""Tenants are worlds of their own: what one holds neither shows in answers to another nor changes by its requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from mockc8y.api.route import PAGING, Route
from mockc8y.api.routes import TABLE
from mockc8y.domain import tenants, users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.ids import seeded_random
from mockc8y.domain.tenant_profile import TenantProfile
from mockc8y.domain.times import parse_millis
from mockc8y.store.codec import Document
from tests.conformance.judging import route_of
from tests.conformance.scenarios import SCENARIOS
from tests.digest import Digest, differences
from tests.world import NOW, TENANT, Ask, Wire, World, wire

BESIDE, BELOW = "t2", "t3"
"""The tenants that ask for what belongs to the tenant of the scenarios: one beside it, and one below it."""

MARK = "acme_Confidential"
"""Stands in everything that the tenant of the scenarios is furnished with."""

INSIDE = tuple(route for route in TABLE if route.handler and not route.public and route.operation in SCENARIOS)
"""Every emulated operation that knows who asks. Rows that are added to the table are tested by themselves."""

NEVER_THE_SAME: Mapping[str, str] = MappingProxyType(
    {
        "getCRLSettings": "is signed with a key of its own",
        "postCertificateAuthorityResource": "makes a key",
        "postNotificationRealtimeResource": "makes the id of a session, which nobody can guess",
        "postNotificationTokenResource": "is signed with the key of its platform",
        "postNotificationTokenUnsubscribeResource": "is asked with a token that one of the two platforms signed",
    }
)
"""Operations whose answers cannot be compared, as no two of them are alike, and why."""


class Observed(NamedTuple):
    """What a tenant sees of the answer to its request, and what it holds afterwards."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    digest: Digest


def furnished() -> World:
    """Make a world of four tenants, of which each but the one of the scenarios holds the same things of its own."""
    world = World()
    tenants.allow_creating(world.tenant)
    for name, parent in ((BESIDE, "management"), (BELOW, TENANT)):
        profile = TenantProfile(name, f"{name}.{TENANT}.mockc8y.local", name, parent=parent, created=0)
        users.add(world.platform.add_described(profile), "admin", "admin", groups=[ADMINS])
        furnish(world, login_of(name), name)
    return world


def login_of(tenant_id: str) -> str:
    """Return the login of the administrator of a tenant."""
    return f"{tenant_id}/admin:admin"


def furnish(world: World, login: str, name: str) -> None:
    """Put some documents into a tenant. Their ids are those that other tenants give out as well."""

    def post(path: str, document: Document) -> str:
        response = world.call("POST", path, json=document, login=login)
        assert response.status < 300, response.body
        return response.headers.get("location", "").rpartition("/")[2]

    for number in range(3):
        source = {"id": post("/inventory/managedObjects", {"name": name, "type": name, "c8y_IsDevice": {}, name: {}})}
        about: Document = {"source": source, "type": name, "text": name, "time": NOW}
        post("/event/events", about)
        post("/alarm/alarms", about | {"severity": "MAJOR"})
        post("/measurement/measurements", about | {name: {name: {"value": number}}})
        post("/devicecontrol/operations", {"deviceId": source["id"], name: {}})
    post("/audit/auditRecords", {"type": name, "activity": name, "text": name, "time": NOW})


class Stage:
    """A furnished world that is put back to its beginning before each use, as making it takes longer than asking."""

    def __init__(self, *, with_other: bool) -> None:
        self.world = furnished()
        if with_other:
            furnish(self.world, login_of(TENANT), MARK)
        self._kept = self.world.keep()

    def rewound(self, now: int = parse_millis(NOW)) -> World:
        """Return the world as it was in the beginning, at a time that may be later."""
        self.world.restore(self._kept)
        self.world.platform.clock.move_to(parse_millis(NOW))
        for tenant in self.world.platform.tenants:
            tenant.random = seeded_random(tenant.id, 0)
        self.world.platform.advance(now - parse_millis(NOW))
        return self.world


class Stages(NamedTuple):
    """Two worlds that differ in what the tenant of the scenarios holds: much in one, nothing in the other."""

    full: Stage
    empty: Stage


@pytest.fixture(scope="module")
def stages() -> Stages:
    """The worlds of all these tests."""
    return Stages(Stage(with_other=True), Stage(with_other=False))


def observed(world: World, request: Wire, asker: str) -> Observed:
    """Send a request, make sure that it concerns nobody else, and tell what came of it. Then undo it."""
    kept, before = world.keep(), of_others(world.digest(), asker)

    response = world.send(request)

    after = world.digest()
    world.restore(kept)
    assert differences(before, of_others(after, asker)) == []
    assert MARK not in f"{response.body!r} {response.headers}"
    # Links to explanations are numbered over all tenants; those who ask there are operators of the emulator.
    headers = {name: value for name, value in response.headers.items() if name != "x-mockc8y-explain"}
    return Observed(response.status, response.body, headers, of_tenant(after, asker))


def of_tenant(digest: Digest, asker: str) -> Digest:
    """Return the part of a digest that is about the tenant that asks."""
    return {key: content for key, content in digest.items() if key.partition(".")[0] == asker}


def of_others(digest: Digest, asker: str) -> Digest:
    """Return the part of a digest that is about all other tenants."""
    return {key: content for key, content in digest.items() if key.partition(".")[0] != asker}


def at_home(request: Wire, asker: str) -> Wire:
    """Return the request with the asker's own tenant wherever the other one is named; what it asks for stays."""
    return request._replace(
        path=request.path.replace(TENANT, asker), body=request.body.replace(TENANT.encode(), asker.encode())
    )


def judge(stages: Stages, route: Route, ask: Ask, asker: str) -> None:
    """Ask as another tenant, by its name and by one's own: nothing of it may show, and nothing of it may change."""
    request = wire(route, ask, login=login_of(asker))
    full = stages.full.world
    empty = stages.empty.rewound(full.platform.clock.now())
    own = at_home(request, asker)
    for sent in (request,) if own == request else (request, own):
        there, not_there = observed(full, sent, asker), observed(empty, sent, asker)
        if route.operation not in NEVER_THE_SAME:
            assert there[:3] == not_there[:3]
            assert differences(there.digest, not_there.digest) == []


@pytest.mark.parametrize("asker", [BESIDE, BELOW])
@pytest.mark.parametrize("route", INSIDE, ids=lambda route: route.operation)
def test_request_for_something_of_another_tenant_is_as_if_it_were_not_there(
    stages: Stages, route: Route, asker: str
) -> None:
    """Whether another tenant holds something or not, the answer is the same to the byte, and nothing of it changes."""
    ask = SCENARIOS[route.operation](stages.full.rewound())

    judge(stages, route, ask, asker)


@given(data=st.data(), asker=st.sampled_from([BESIDE, BELOW]))
def test_no_mixture_of_names_leads_into_another_tenant(stages: Stages, data: st.DataObject, asker: str) -> None:
    """Paths and queries that put together what two operations were given find nothing of another tenant either."""
    operations = st.sampled_from([route.operation for route in INSIDE])
    other = data.draw(operations, label="operation that names are taken from")
    route = route_of(data.draw(operations, label="operation"))
    world = stages.full.rewound()
    try:
        lent, ask = SCENARIOS[other](world), SCENARIOS[route.operation](world)
    except (AssertionError, KeyError):
        # Two scenarios that make the same thing do not go together.
        reject()
    names = st.sampled_from([*lent.arguments, *ask.arguments, TENANT, asker, "management", "1001"])
    parameters = st.sampled_from(sorted(route.parameters - PAGING) or ["source"])
    query = data.draw(st.dictionaries(parameters, names, max_size=2), label="query")
    mixed = replace(
        ask, arguments=tuple(data.draw(names, label="argument") for _ in ask.arguments), query=urlencode(query)
    )

    judge(stages, route, mixed, asker)


@pytest.mark.parametrize("asker", [BESIDE, BELOW])
def test_nobody_signs_in_with_what_another_tenant_knows(stages: Stages, asker: str) -> None:
    """A user is one of its tenant: its name and password open no other one, whatever the header says."""
    world = stages.full.rewound()
    users.add(world.tenant, "ana", "Secret-7")

    assert world.call("GET", "/inventory/managedObjects", login=f"{TENANT}/ana:Secret-7").status == 200
    assert world.call("GET", "/inventory/managedObjects", login=f"{asker}/ana:Secret-7").status == 401


def test_management_reaches_what_is_below_it_and_parents_reach_their_children(stages: Stages) -> None:
    """The walls have doors, or all of these tests would pass where nobody may do anything."""
    world = stages.full.rewound()

    def status(asked: str, asker: str) -> int:
        return world.call("GET", f"/tenant/tenants/{asked}", login=login_of(asker)).status

    assert [status(asked, "management") for asked in (TENANT, BESIDE, BELOW)] == [200, 200, 200]
    assert [status(asked, TENANT) for asked in (BESIDE, BELOW)] == [404, 200]
    assert [status(asked, BELOW) for asked in (TENANT, BESIDE)] == [404, 404]


def test_comparison_sees_what_a_tenant_shows_itself(stages: Stages) -> None:
    """Asked by its owner, the furnished world answers otherwise than the empty one, and with the mark."""
    request = wire(route_of("getManagedObjectCollectionResource"), Ask())
    full, empty = stages.full.rewound(), stages.empty.rewound()

    assert full.send(request).body != empty.send(request).body
    assert MARK in full.send(request).body.decode()
