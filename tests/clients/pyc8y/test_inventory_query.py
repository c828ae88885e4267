"""Managed objects through pyc8y: found by filters, in pages, by several workers, as values."""

from __future__ import annotations

from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import ManagedObject
from pyc8y.model.matcher import field, fragment, match_all, match_any, match_not

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

PUMPS = ["Pump 1", "Pump 2", "Pump 3"]


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


@pytest.fixture
def items(c8y_mock: MockTenant) -> list[str]:
    """Give the names of 23 objects of a type, in the order of their creation."""
    names = [f"Item {number}" for number in range(23)]
    for name in names:
        c8y_mock.inventory.create({"name": name, "type": "acme_Item"})
    return names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"type": "acme_Pump"}, PUMPS),
        ({"type": "acme_pump"}, []),
        ({"fragment": "acme_B"}, ["Pump 2", "Pump 3", "Valve 1"]),
        ({"fragments": "acme_B"}, ["Pump 2", "Pump 3", "Valve 1"]),
        ({"fragments": ["acme_A", "acme_B"]}, ["Pump 2", "Pump 3"]),
        ({"fragments": ["acme_A", "acme_B", "acme_C"], "type": "acme_Pump"}, ["Pump 3"]),
        ({"owner": "ana"}, ["Pump 1"]),
        ({"name": "Pump 2"}, ["Pump 2"]),
        ({"name": "pump*"}, PUMPS),
        ({"name": "O'Neil's boiler"}, ["O'Neil's boiler"]),
        ({"name": "Pump*", "owner": "ana"}, ["Pump 1"]),
        ({"name": "Pump*", "fragment": "acme_B"}, ["Pump 2", "Pump 3"]),
        ({"text": "boiler"}, ["O'Neil's boiler"]),
        ({"text": "boiler", "type": "acme_Pump"}, []),
        ({"type": "acme_Pump", "fragment": "acme_C"}, ["Pump 3"]),
        ({"query": "type eq acme_Pump"}, PUMPS),
        ({"query": "$filter=name eq Valve*"}, ["Valve 1"]),
        ({"query": "$filter=(acme_A.n gt 1) $orderby=acme_A.n asc"}, ["Pump 2", "Pump 1"]),
        ({"query": "has(acme_C) or name eq 'Valve 1'"}, ["Pump 3", "Valve 1"]),
        ({"query": "name eq 'Valve 1'", "type": "acme_Pump"}, ["Valve 1"]),
        ({"expression": "type=acme_Valve"}, ["Valve 1"]),
        ({"expression": "query=$filter=(type eq 'acme_Pump')"}, PUMPS),
    ],
    ids=str,
)
async def test_filter_finds_what_it_says(
    c8y: CumulocityClient, fleet: dict[str, str], filters: dict[str, Any], names: list[str]
) -> None:
    """Each filter, alone and beside others, selects and counts the objects it means."""
    assert [item.name async for item in c8y.inventory.select(limit=None, **filters)] == names
    assert await c8y.inventory.get_count(**filters) == len(names)


async def test_ids_are_asked_for_by_expression(c8y: CumulocityClient, fleet: dict[str, str]) -> None:
    """The client writes a list of ids as Python shows a tuple, so only a ready expression finds them."""
    wanted = [fleet["Pump 1"], fleet["Valve 1"]]

    found = await c8y.inventory.get_all(f"ids={','.join(wanted)}", as_values="id")

    assert found == wanted


async def test_parent_finds_direct_child_assets(
    c8y: CumulocityClient, c8y_mock: MockTenant, fleet: dict[str, str]
) -> None:
    """`parent` asks for the members of a group, not for what is below them."""
    c8y_mock.inventory.add_child(fleet["Pump 1"], fleet["Pump 2"], "childAssets")
    c8y_mock.inventory.add_child(fleet["Pump 2"], fleet["Pump 3"], "childAssets")

    assert await c8y.inventory.get_all(parent=fleet["Pump 1"], as_values="name") == ["Pump 2"]
    assert await c8y.inventory.get_count(parent=fleet["Pump 1"]) == 1


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("acme_A.n", ["Pump 3", "Pump 2", "Pump 1"]),
        ("acme_A.n desc", ["Pump 1", "Pump 2", "Pump 3"]),
        ("type asc,name desc", ["Pump 3", "Pump 2", "Pump 1"]),
    ],
)
async def test_order_is_the_servers(c8y: CumulocityClient, fleet: dict[str, str], order: str, names: list[str]) -> None:
    """`order_by` becomes an `$orderby` behind the filters, and holds with several workers."""
    assert await c8y.inventory.get_all(type="acme_Pump", order_by=order, as_values="name") == names
    parallel = await c8y.inventory.get_all(
        type="acme_Pump", order_by=order, as_values="name", page_size=1, limit=None, workers=3
    )
    assert parallel == names


async def test_roots_have_no_parent(c8y: CumulocityClient, c8y_mock: MockTenant, fleet: dict[str, str]) -> None:
    """`only_roots` leaves out what is below something."""
    c8y_mock.inventory.add_child(fleet["Pump 1"], fleet["Pump 2"])

    found = await c8y.inventory.get_all(type="acme_Pump", only_roots=True, as_values="name")

    assert found == ["Pump 1", "Pump 3"]


async def test_single_match_is_returned(c8y: CumulocityClient, fleet: dict[str, str]) -> None:
    """`get_by` returns the one object that fits."""
    assert (await c8y.inventory.get_by(name="Valve 1")).id == fleet["Valve 1"]
    assert await c8y.inventory.get_by(query="type eq acme_Boiler", as_values="name") == "O'Neil's boiler"


async def test_no_match_and_several_matches_are_refused(c8y: CumulocityClient, fleet: dict[str, str]) -> None:
    """`get_by` wants exactly one."""
    with pytest.raises(ValueError, match="No matching object found"):
        await c8y.inventory.get_by(name="Nothing")
    with pytest.raises(ValueError, match="Ambiguous query"):
        await c8y.inventory.get_by(type="acme_Pump")


async def test_five_are_returned_unless_asked_otherwise(c8y: CumulocityClient, items: list[str]) -> None:
    """The client's own default limit is five."""
    assert await c8y.inventory.get_all(as_values="name") == items[:5]
    assert await c8y.inventory.get_all(as_values="name", limit=None) == items


@pytest.mark.parametrize("page_size", [1, 7, 23, 100])
async def test_pages_of_every_size_give_all(c8y: CumulocityClient, items: list[str], page_size: int) -> None:
    """The client reads page after page until one is empty."""
    assert await c8y.inventory.get_all(limit=None, page_size=page_size, as_values="name") == items


@pytest.mark.parametrize("workers", [1, 2, 5, 30])
async def test_workers_read_pages_in_parallel(c8y: CumulocityClient, items: list[str], workers: int) -> None:
    """Pages read ahead, also those behind the last, give each object once."""
    found = await c8y.inventory.get_all(type="acme_Item", limit=None, page_size=2, workers=workers, as_values="name")

    assert sorted(found) == sorted(items)


async def test_expression_is_paged_as_well(c8y: CumulocityClient, items: list[str]) -> None:
    """A ready expression gets only the page's number added; the platform's page size is five."""
    assert await c8y.inventory.get_all("type=acme_Item", limit=None, as_values="name") == items


async def test_one_page_is_read_by_number(c8y: CumulocityClient, items: list[str]) -> None:
    """`page_number` reads that page only, and none behind the last."""
    inventory = c8y.inventory

    assert await inventory.get_all(page_size=10, page_number=3, limit=None, as_values="name") == items[20:]
    assert await inventory.get_all(page_size=10, page_number=4, limit=None) == []


@pytest.mark.parametrize(("limit", "page_size"), [(1, None), (4, 2), (5, 3), (100, 2)])
async def test_limit_ends_the_reading(
    c8y: CumulocityClient, items: list[str], limit: int, page_size: int | None
) -> None:
    """No more than `limit` objects come back, whatever the page size."""
    found = await c8y.inventory.get_all(limit=limit, page_size=page_size, as_values="name")

    assert found == items[:limit]


async def test_reading_may_stop_early(c8y: CumulocityClient, items: list[str]) -> None:
    """A consumer that has enough leaves no request behind, with or without workers."""
    for workers in (None, 4):
        async for item in c8y.inventory.select(limit=None, page_size=1, workers=workers, order_by="name"):
            assert item.name == "Item 0"
            break


async def test_values_are_taken_out_of_the_documents(c8y: CumulocityClient, fleet: dict[str, str]) -> None:
    """`as_values` gives a value, or a tuple of values with defaults."""
    found = await c8y.inventory.get_all(fragment="acme_B", as_values=["name", "acme_A.n", ("acme_C", "-")])

    assert found == [("Pump 2", 2, "-"), ("Pump 3", 1, "x"), ("Valve 1", None, "-")]


async def test_matchers_filter_on_the_clients_side(c8y: CumulocityClient, fleet: dict[str, str]) -> None:
    """`include` keeps and `exclude` drops what the client has read; a page left empty ends nothing."""
    pumps_with_b = match_all(field("name", "Pump*"), fragment("acme_B"))
    first_or_valve = match_any(field("name", "*1"), field("type", "acme_Valve"))

    assert await c8y.inventory.get_all(include=pumps_with_b, page_size=1, as_values="name") == ["Pump 2", "Pump 3"]
    assert await c8y.inventory.get_all(exclude=match_not(first_or_valve), as_values="name") == ["Pump 1", "Valve 1"]


async def test_wrong_query_is_a_value_error_with_the_platforms_words(c8y: CumulocityClient) -> None:
    """A query that cannot be understood is a 422."""
    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*Query could not be understood"):
        await c8y.inventory.get_all(query="name eq 'unfinished")


async def test_query_by_time_works(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """The platform's own times are compared through their member `date`."""
    await ManagedObject(c8y, name="Old").create()
    c8y_mock.platform.advance(60_000)
    new = await ManagedObject(c8y, name="New").create()

    query = f"$filter=(creationTime.date ge '{new.creation_time}')"

    assert await c8y.inventory.get_all(query=query, as_values="name") == ["New"]
