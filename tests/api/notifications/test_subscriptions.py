"""Notification 2.0 subscriptions over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.notifications import subscriptions, topics
from mockc8y.domain.notifications.limits import BACKLOG, CATEGORY
from mockc8y.domain.notifications.topics import Topic
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from tests.api.conftest import Call

PATH = "/notification2/subscriptions"
ITEM = "application/vnd.com.nsn.cumulocity.subscription+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.subscriptioncollection+json;charset=UTF-8;ver=0.9"
TYPES = "'acme_Level' or 'acme_Flow'"


@pytest.fixture
def tank(tenant: Tenant) -> str:
    """A managed object with a name."""
    return str(inventory.create(tenant, {"name": "tank"}, Caller("ana")).id)


def of_object(source: str, name: str = "levels", **more: object) -> Document:
    """Return a subscription to a managed object."""
    return {"context": "mo", "source": {"id": source}, "subscription": name, **more}


def made(call: Call, document: Document) -> str:
    """Create a subscription and return its id."""
    response = call("POST", PATH, json=document)
    assert response.status == 201, response.body
    found: str = response.json()["id"]
    return found


def names(call: Call, query: str = "") -> list[str]:
    """Return the names of the subscriptions that a query finds."""
    return [found["subscription"] for found in call("GET", f"{PATH}?{query}").json()["subscriptions"]]


def test_subscription_is_created(call: Call, tank: str) -> None:
    """A POST answers 201 with the subscription, whose source has its name, and says where it is."""
    wanted = {"apis": ["measurements"], "typeFilter": TYPES}

    response = call("POST", PATH, json=of_object(tank, subscriptionFilter=wanted, fragmentsToCopy=["a"]), accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert body == {
        "id": body["id"],
        "self": body["self"],
        "source": {"id": tank, "name": "tank", "self": f"http://mock.test/inventory/managedObjects/{tank}"},
        "context": "mo",
        "subscription": "levels",
        "subscriptionFilter": wanted,
        "fragmentsToCopy": ["a"],
        "nonPersistent": False,
    }


def test_subscription_of_the_tenant_has_no_source(call: Call) -> None:
    """Only what was said stands there, and whether it is persistent."""
    body = call("POST", PATH, json={"context": "tenant", "subscription": "all"}).json()

    assert {name: body[name] for name in body.keys() - {"id", "self"}} == {
        "context": "tenant",
        "subscription": "all",
        "nonPersistent": False,
    }


def test_post_without_accept_has_no_body(call: Call, tank: str) -> None:
    """Its answer is its address."""
    response = call("POST", PATH, json=of_object(tank), accept=None)

    assert (response.status, response.body) == (201, b"")


def test_null_is_as_good_as_nothing(call: Call, tank: str) -> None:
    """Clients send members that they leave open, at the top and within the filter."""
    new = of_object(
        tank,
        subscriptionFilter={"apis": ["events"], "typeFilter": None},
        fragmentsToCopy=None,
        nonPersistent=None,
    )

    body = call("POST", PATH, json=new).json()

    assert body["subscriptionFilter"] == {"apis": ["events"]}
    assert (body["nonPersistent"], "fragmentsToCopy" in body) == (False, False)
    assert call("POST", PATH, json={"context": "tenant", "subscription": "x", "source": None}).status == 201


def test_subscription_is_read(call: Call, tank: str) -> None:
    """A GET shows what the creation did, and the name that the source has by now."""
    created = call("POST", PATH, json=of_object(tank)).json()
    call("PUT", f"/inventory/managedObjects/{tank}", json={"name": "tank 2"})

    response = call("GET", f"{PATH}/{created['id']}", accept=None)

    created["source"]["name"] = "tank 2"
    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, created)


def test_subscription_is_deleted(call: Call, tank: str) -> None:
    """A DELETE answers 204; then there is nothing left to read or delete."""
    path = f"{PATH}/{made(call, of_object(tank))}"

    assert call("DELETE", path).status == 204
    assert [call(method, path).status for method in ("GET", "DELETE")] == [404, 404]


@pytest.mark.parametrize("unknown", ["999999", "x"])
def test_unknown_subscription_answers_404(call: Call, unknown: str) -> None:
    """Numbers and words alike lead nowhere."""
    body = call("GET", f"{PATH}/{unknown}").json()

    assert body["error"] == "reliable-notification/Not Found"
    assert body["message"] == "Finding subscription from database failed"


def test_second_subscription_of_a_name_is_refused(call: Call, tank: str) -> None:
    """Source, context and name together are unique, whatever the filters; persistent and other ones are independent."""
    made(call, of_object(tank))

    response = call("POST", PATH, json=of_object(tank, subscriptionFilter={"apis": ["alarms"]}))

    assert (response.status, response.json()["error"]) == (409, "reliable-notification/Duplicate")
    expected = f"Subscription with source <'{tank}'>, context <'mo'> & subscription <'levels'> already exists!"
    assert response.json()["message"] == expected
    made(call, of_object(tank, nonPersistent=True))
    made(call, of_object(tank, "others"))
    made(call, {"context": "tenant", "subscription": "levels"})
    assert call("POST", PATH, json={"context": "tenant", "subscription": "levels"}).status == 409


def test_deleted_subscription_can_be_made_again(call: Call, tank: str) -> None:
    """There is no PUT: clients delete and create."""
    call("DELETE", f"{PATH}/{made(call, of_object(tank))}")

    made(call, of_object(tank))


@pytest.mark.parametrize("source", ["999999", "tank", 7])
def test_unknown_source_answers_404(call: Call, source: object) -> None:
    """A subscription belongs to a managed object that exists."""
    response = call("POST", PATH, json={**of_object(""), "source": {"id": source}})

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")
    assert response.json()["message"] == "Finding device data from database failed"


BAD = {
    "no context": {"context": None},
    "unknown context": {"context": "device"},
    "context of another type": {"context": ["mo"]},
    "no name": {"subscription": None},
    "bad name": {"subscription": "my-levels"},
    "empty name": {"subscription": ""},
    "trailing line break": {"subscription": "levels\n"},
    "no source": {"source": None},
    "source without id": {"source": {}},
    "source of another type": {"source": "7"},
    "filter of another type": {"subscriptionFilter": ["alarms"]},
    "unknown api": {"subscriptionFilter": {"apis": ["alarm"]}},
    "wildcard beside others": {"subscriptionFilter": {"apis": ["*", "alarms"]}},
    "bad type filter": {"subscriptionFilter": {"typeFilter": "'a' and 'b'"}},
    "fragments of another type": {"fragmentsToCopy": "a"},
    "fragment of another type": {"fragmentsToCopy": [5]},
    "persistence of another type": {"nonPersistent": "true"},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_bad_subscription_is_refused(call: Call, tank: str, change: Document) -> None:
    """Each property has its type and its values, and nothing is stored of what is refused."""
    response = call("POST", PATH, json=of_object(tank) | change)

    assert (response.status, names(call)) == (422, [])


@pytest.mark.parametrize("more", [{"source": {"id": "7"}}, {"subscriptionFilter": {"apis": ["measurements"]}}])
def test_tenant_cannot_have_what_is_for_objects(call: Call, more: Document) -> None:
    """Neither a source nor the APIs that need one."""
    assert call("POST", PATH, json={"context": "tenant", "subscription": "all", **more}).status == 422


@pytest.fixture
def several(call: Call, tank: str, tenant: Tenant) -> str:
    """Three subscriptions of two objects and one of the tenant; the id of the second object."""
    valve = str(inventory.create(tenant, {"name": "valve"}, Caller("ana")).id)
    made(call, of_object(tank, "one", subscriptionFilter={"typeFilter": TYPES}))
    made(call, of_object(valve, "one", subscriptionFilter={"typeFilter": "acme_Level"}))
    made(call, of_object(valve, "two"))
    made(call, {"context": "tenant", "subscription": "three"})
    return valve


def test_subscriptions_are_listed(call: Call, several: str) -> None:
    """Oldest first, in pages with the numbers that were asked for."""
    response = call("GET", f"{PATH}?pageSize=3&withTotalElements=true&withTotalPages=true", accept=COLLECTION)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (200, COLLECTION)
    assert [found["subscription"] for found in body["subscriptions"]] == ["one", "one", "two"]
    assert body["statistics"] == {"currentPage": 1, "pageSize": 3, "totalPages": 2, "totalElements": 4}
    assert body["subscriptions"][2]["source"]["id"] == several
    assert names(call, "pageSize=3&currentPage=2") == ["three"]


def test_subscriptions_are_found(call: Call, several: str) -> None:
    """By context, source, name and type, and by several of them."""
    found = {
        "context=mo": ["one", "one", "two"],
        "context=tenant": ["three"],
        f"source={several}": ["one", "two"],
        "source=999999": [],
        "source=x": [],
        "subscription=one": ["one", "one"],
        "subscription=nobody": [],
        f"context=mo&subscription=one&source={several}": ["one"],
        f"context=tenant&source={several}": [],
        "typeFilter=acme_Level": ["one", "one"],
        "typeFilter='acme_Level'": ["one", "one"],
        "typeFilter=acme_Flow": ["one"],
        "typeFilter='acme_Flow' or 'acme_Other'": ["one"],
        "typeFilter=acme_Other": [],
    }

    assert {query: names(call, query) for query in found} == found


def test_count_by_a_page_size_sent_twice(call: Call, several: str) -> None:
    """A published client counts with the same page size twice."""
    body = call("GET", f"{PATH}?source={several}&pageSize=1&pageSize=1&withTotalPages=true").json()

    assert body["statistics"] == {"currentPage": 1, "pageSize": 1, "totalPages": 2}


@pytest.mark.parametrize("query", ["context=device", "typeFilter='a", "pageSize=0"])
def test_bad_query_is_refused(call: Call, query: str) -> None:
    """Words and numbers that a parameter does not know."""
    assert call("GET", f"{PATH}?{query}").status == 422


DELETIONS = {
    "source={source}": ["one", "three"],
    "context=mo&source={source}": ["one", "three"],
    "context=tenant": ["one", "one", "two"],
    "context=tenant&source={source}": ["one", "one", "two", "three"],
    "source=999999": ["one", "one", "two", "three"],
}


@pytest.mark.parametrize(("query", "left"), DELETIONS.items())
def test_subscriptions_are_deleted_by_query(call: Call, several: str, query: str, left: list[str]) -> None:
    """Of a managed object, or of the tenant; where nothing fits nothing goes."""
    assert call("DELETE", f"{PATH}?{query.format(source=several)}").status == 204
    assert names(call) == left


@pytest.mark.parametrize("query", ["", "context=mo", "context=device&source=7", "subscription=one"])
def test_deletion_without_enough_is_refused(call: Call, several: str, query: str) -> None:
    """The source may be missing for the tenant's own only."""
    assert several
    assert call("DELETE", f"{PATH}?{query}").status == 422
    assert len(names(call)) == 4


def test_subscriptions_go_with_their_object(call: Call, several: str) -> None:
    """The count is right at once."""
    call("DELETE", f"/inventory/managedObjects/{several}")

    assert names(call) == ["one", "three"]


def test_full_backlog_is_reported_while_the_data_is_stored(call: Call, tenant: Tenant, tank: str) -> None:
    """The request that would publish is answered 500, the one after it as ever."""
    made(call, of_object(tank, subscriptionFilter={"apis": ["events"]}))
    topics.connect(tenant, Topic("levels"), "worker")
    tenant.options.put((CATEGORY, BACKLOG), "1")
    event = {"source": {"id": tank}, "type": "acme_Note", "text": "x", "time": "2026-01-15T12:00:00Z"}

    answers = [call("POST", "/event/events", json=event) for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 500]
    assert answers[1].json()["error"] == "reliable-notification/Internal Server Error"
    assert len(call("GET", "/event/events").json()["events"]) == 2


def test_ten_thousand_subscriptions_of_one_object(call: Call, tenant: Tenant, tank: str) -> None:
    """Each feeds its own topic, and what is found, told and deleted is right."""
    for number in range(10_000):
        topics.connect(tenant, Topic(f"levels{number}"), "worker")
        subscriptions.create(tenant, of_object(tank, f"levels{number}"))

    event = {"source": {"id": tank}, "type": "acme_Note", "text": "x", "time": "2026-01-15T12:00:00Z"}
    assert call("POST", "/event/events", json=event).status == 201

    assert names(call, f"source={tank}&subscription=levels4711") == ["levels4711"]
    assert {len(log) for _, log in tenant.notification_topics.items()} == {2}
    assert call("DELETE", f"{PATH}?source={tank}").status == 204
    assert not tenant.notification_rules
