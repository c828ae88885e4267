"""Managed objects through c8y_api: found by filters, in pages, as values."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import ManagedObject
from c8y_api.model.matcher import field, fragment, match_all, match_any, match_not

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.c8y_api.conftest import Login

pytestmark = pytest.mark.clients

PUMPS = ("Pump 1", "Pump 2", "Pump 3")


@pytest.fixture
def fleet(c8y_mock: MockTenant) -> dict[str, str]:
    """Give the ids of three pumps, a valve and O'Neil's boiler by their names."""
    documents: list[dict[str, Any]] = [
        {"name": "Pump 1", "type": "acme_Pump", "owner": "ana", "acme_A": {"n": 3}},
        {"name": "Pump 2", "type": "acme_Pump", "acme_A": {"n": 2}, "acme_B": {}},
        {"name": "Pump 3", "type": "acme_Pump", "acme_A": {"n": 1}, "acme_B": {}, "acme_C": "x"},
        {"name": "Valve 1", "type": "acme_Valve", "acme_B": {}},
        {"name": "O'Neil's boiler", "type": "acme_Boiler"},
    ]
    return {document["name"]: c8y_mock.inventory.create(document)["id"] for document in documents}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"type": "acme_Pump"}, PUMPS),
        ({"type": "acme_pump"}, ()),
        ({"fragment": "acme_B"}, ("Pump 2", "Pump 3", "Valve 1")),
        ({"fragments": ["acme_A", "acme_B"]}, ("Pump 2", "Pump 3")),
        ({"fragments": ["acme_A", "acme_B", "acme_C"], "type": "acme_Pump"}, ("Pump 3",)),
        ({"owner": "ana"}, ("Pump 1",)),
        ({"name": "Pump 2"}, ("Pump 2",)),
        ({"name": "pump 2"}, ()),
        ({"name": "pump*"}, PUMPS),
        ({"name": "O'Neil's boiler"}, ("O'Neil's boiler",)),
        ({"name": "*1", "type": "acme_Valve"}, ("Valve 1",)),
        ({"name": "Pump*", "owner": "ana"}, ("Pump 1",)),
        ({"name": "Pump*", "fragment": "acme_B"}, ("Pump 2", "Pump 3")),
        ({"text": "boiler"}, ("O'Neil's boiler",)),
        ({"text": "boiler", "type": "acme_Pump"}, ()),
        ({"type": "acme_Pump", "fragment": "acme_C"}, ("Pump 3",)),
        ({"type": "acme_Pump", "owner": "ana", "fragment": "acme_A"}, ("Pump 1",)),
        ({"query": "type eq acme_Pump"}, PUMPS),
        ({"query": "$filter=name eq Valve*"}, ("Valve 1",)),
        ({"query": "$filter=(acme_A.n gt 1) $orderby=acme_A.n asc"}, ("Pump 2", "Pump 1")),
        ({"query": "has(acme_C) or name eq 'Valve 1'"}, ("Pump 3", "Valve 1")),
        ({"query": "$filter=(has(acme_A) and not(has(acme_B)))"}, ("Pump 1",)),
        ({"query": "name eq 'Valve 1'", "type": "acme_Pump"}, ("Valve 1",)),
        ({"expression": "type=acme_Valve"}, ("Valve 1",)),
        ({"expression": "fragmentType=acme_C&type=acme_Pump"}, ("Pump 3",)),
    ],
    ids=str,
)
def test_filter_finds_what_it_says(
    c8y: CumulocityApi, fleet: dict[str, str], filters: dict[str, Any], names: tuple[str, ...]
) -> None:
    """Each filter, alone and beside others, selects and counts the objects it means."""
    assert tuple(item.name for item in c8y.inventory.select(**filters)) == names
    assert c8y.inventory.get_count(**filters) == len(names)


def test_ids_find_just_those_objects(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """Ids are asked for in one request; those that nobody has are passed over."""
    wanted = [fleet["Pump 1"], fleet["Valve 1"]]

    found = c8y.inventory.get_all(ids=[*wanted, "4711"])

    assert {item.id for item in found} == set(wanted)
    assert c8y.inventory.get_count(ids=wanted) == 2


def test_parent_finds_direct_child_assets(c8y: CumulocityApi, c8y_mock: MockTenant, fleet: dict[str, str]) -> None:
    """`parent` asks for the members of a group, not for what is below them."""
    c8y_mock.inventory.add_child(fleet["Pump 1"], fleet["Pump 2"], "childAssets")
    c8y_mock.inventory.add_child(fleet["Pump 2"], fleet["Pump 3"], "childAssets")

    assert [item.name for item in c8y.inventory.get_all(parent=fleet["Pump 1"])] == ["Pump 2"]
    assert c8y.inventory.get_count(parent=fleet["Pump 1"]) == 1


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("acme_A.n", ("Pump 3", "Pump 2", "Pump 1")),
        ("acme_A.n desc", ("Pump 1", "Pump 2", "Pump 3")),
        ("name asc", ("Pump 1", "Pump 2", "Pump 3")),
        ("type asc,name desc", ("Pump 3", "Pump 2", "Pump 1")),
    ],
)
def test_order_is_the_servers(c8y: CumulocityApi, fleet: dict[str, str], order: str, names: tuple[str, ...]) -> None:
    """`order_by` becomes an `$orderby` behind the filters."""
    assert tuple(c8y.inventory.get_all(type="acme_Pump", order_by=order, as_values="name")) == names


def test_default_order_is_that_of_creation(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """Without an order the ids ascend."""
    assert c8y.inventory.get_all(as_values="id") == list(fleet.values())


def test_roots_have_no_parent(c8y: CumulocityApi, c8y_mock: MockTenant, fleet: dict[str, str]) -> None:
    """`only_roots` leaves out what is below something."""
    c8y_mock.inventory.add_child(fleet["Pump 1"], fleet["Pump 2"])

    found = c8y.inventory.get_all(type="acme_Pump", only_roots=True, as_values="name")

    assert found == ["Pump 1", "Pump 3"]


def test_single_match_is_returned(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """`get_by` returns the one object that fits."""
    assert c8y.inventory.get_by(name="Valve 1").id == fleet["Valve 1"]
    assert c8y.inventory.get_by(query="type eq acme_Boiler", as_values="name") == "O'Neil's boiler"


def test_no_match_and_several_matches_are_refused(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """`get_by` wants exactly one."""
    with pytest.raises(ValueError, match="No matching object found"):
        c8y.inventory.get_by(name="Nothing")
    with pytest.raises(ValueError, match="Ambiguous query"):
        c8y.inventory.get_by(type="acme_Pump")


@pytest.mark.parametrize("page_size", [1, 2, 3, 5, 1000])
def test_pages_of_every_size_give_all(c8y: CumulocityApi, page_size: int) -> None:
    """The client reads page after page until one is empty."""
    c8y.inventory.create(*(ManagedObject(name=f"Item {i}", type="acme_Item") for i in range(10)))

    found = c8y.inventory.get_all(type="acme_Item", page_size=page_size, as_values="name")

    assert found == [f"Item {i}" for i in range(10)]


def test_one_page_is_read_by_number(c8y: CumulocityApi) -> None:
    """`page_number` reads that page only, and none behind the last."""
    c8y.inventory.create(*(ManagedObject(name=f"Item {i}", type="acme_Item") for i in range(10)))

    def page(number: int) -> list[str]:
        return list(c8y.inventory.select(type="acme_Item", page_size=4, page_number=number, as_values="name"))

    assert page(1) == ["Item 0", "Item 1", "Item 2", "Item 3"]
    assert page(3) == ["Item 8", "Item 9"]
    assert page(4) == []


@pytest.mark.parametrize(("limit", "page_size"), [(1, 1000), (4, 2), (5, 3), (100, 2)])
def test_limit_ends_the_reading(c8y: CumulocityApi, fleet: dict[str, str], limit: int, page_size: int) -> None:
    """No more than `limit` objects come back, whatever the page size."""
    assert len(c8y.inventory.get_all(limit=limit, page_size=page_size)) == min(limit, len(fleet))


def test_values_are_taken_out_of_the_documents(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """`as_values` gives a value, or a tuple of values with defaults."""
    found = c8y.inventory.get_all(fragment="acme_B", as_values=["name", "acme_A.n", ("acme_C", "-")])

    assert found == [("Pump 2", 2, "-"), ("Pump 3", 1, "x"), ("Valve 1", None, "-")]


def test_matchers_filter_on_the_clients_side(c8y: CumulocityApi, fleet: dict[str, str]) -> None:
    """`include` keeps and `exclude` drops what the client has read."""
    pumps_with_b = match_all(field("name", "Pump*"), fragment("acme_B"))
    first_or_valve = match_any(field("name", "*1"), field("type", "acme_Valve"))

    assert c8y.inventory.get_all(include=pumps_with_b, as_values="name") == ["Pump 2", "Pump 3"]
    assert c8y.inventory.get_all(exclude=match_not(first_or_valve), as_values="name") == ["Pump 1", "Valve 1"]


def test_wrong_query_is_a_value_error_with_the_platforms_words(c8y: CumulocityApi) -> None:
    """A query that cannot be understood is a 422."""
    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*Query could not be understood"):
        c8y.inventory.get_all(query="name eq 'unfinished")


@pytest.mark.parametrize("field_name", ["creationTime.date", "lastUpdated.date"])
def test_query_by_time_works(c8y: CumulocityApi, c8y_mock: MockTenant, field_name: str) -> None:
    """The platform's own times are compared through their member `date`."""
    ManagedObject(c8y, name="Old").create()
    c8y_mock.platform.advance(60_000)
    new = ManagedObject(c8y, name="New").create()

    found = c8y.inventory.get_all(query=f"$filter=({field_name} ge '{new.creation_time}')", as_values="name")

    assert found == ["New"]


def test_pages_may_be_read_by_several_threads(c8y: CumulocityApi, login: Login, c8y_mock: MockTenant) -> None:
    """Clients of their own in threads get a page each; together they have everything once."""
    c8y.inventory.create(*(ManagedObject(name=f"Item {i}", type="acme_Item") for i in range(20)))
    clients = [login(c8y_mock.username, c8y_mock.password) for _ in range(5)]

    def page(number: int) -> list[str]:
        return list(clients[number].inventory.select(page_size=4, page_number=number + 1, as_values="name"))

    with ThreadPoolExecutor(len(clients)) as pool:
        pages = list(pool.map(page, range(len(clients))))

    assert [name for names in pages for name in names] == [f"Item {i}" for i in range(20)]
