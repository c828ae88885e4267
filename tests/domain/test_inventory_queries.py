"""Which managed objects a listing means."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import children, deletion, inventory
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.inventory_queries import Wanted, among, select
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import ANA, found, group, made, names

DEVICES_ONLY = [[("fragment", "c8y_IsDevice")]]


@pytest.fixture
def plant(tenant: Tenant) -> dict[str, str]:
    """Make five objects and a group, and return their ids by name."""
    tenant.ids.skip_to(1000)
    ids = {
        "pump b": made(tenant, "pump b", type="acme_Pump", c8y_IsDevice={}, acme_N=2),
        "pump a": made(tenant, "pump a", type="acme_Pump", c8y_IsDevice={}, acme_N=3, owner="ben"),
        "valve": made(tenant, "valve", type="acme_Valve", c8y_IsDevice={}),
        "room": made(tenant, "room", type="acme_Room", acme_N=1),
    }
    ids["site"] = group(tenant, "site", ids["room"])
    children.add(tenant, ASSETS, ids["room"], [ids["pump b"], ids["pump a"]])
    return ids


def terms(**values: str) -> list[list[tuple[str, str]]]:
    """Write simple filters."""
    return [[(kind, value)] for kind, value in values.items()]


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["pump b", "pump a", "valve", "room", "site"]),
    ({"filters": terms(type="acme_Pump")}, ["pump b", "pump a"]),
    ({"filters": terms(type="ACME_PUMP")}, []),
    ({"filters": terms(type="acme_Pump", owner="ben")}, ["pump a"]),
    ({"filters": terms(fragment="acme_N", owner="ana")}, ["pump b", "room"]),
    ({"filters": terms(fragment="name")}, []),
    ({"query": "type eq acme_Pump"}, ["pump b", "pump a"]),
    ({"query": "type eq acme_Pump and acme_N gt 2"}, ["pump a"]),
    ({"query": "$orderby=name"}, ["pump a", "pump b", "room", "site", "valve"]),
    ({"query": "has(acme_N) $orderby=acme_N desc"}, ["pump a", "pump b", "room"]),
    ({"query": "$orderby=name desc", "required": DEVICES_ONLY}, ["valve", "pump b", "pump a"]),
    ({"query": "name eq 'PUMP*'"}, ["pump b", "pump a"]),
    ({"query": "type eq acme_Room or acme_N gt 2"}, ["pump a", "room"]),
    ({"query": "type eq acme_Room or owner eq ben"}, ["pump a", "room"]),
    ({"query": "acme_N gt 1", "filters": terms(type="acme_Valve")}, ["pump b", "pump a"]),
    ({"query": "has(acme_N)", "required": DEVICES_ONLY}, ["pump b", "pump a"]),
    ({"required": DEVICES_ONLY, "filters": terms(type="acme_Valve")}, ["valve"]),
    ({"only_roots": True}, ["valve", "site"]),
    ({"only_roots": True, "query": "has(c8y_IsDevice)"}, ["valve"]),
    ({"text": "pump"}, ["pump b", "pump a"]),
    ({"text": "pump a"}, ["pump a", "pump b"]),
    ({"text": "pump", "filters": terms(owner="ben")}, ["pump a"]),
    ({"text": "pump room valve", "only_roots": True}, ["valve"]),
    ({"text": "pump", "query": "type eq acme_Valve"}, ["valve"]),
    ({"text": "nothing"}, []),
]


@pytest.mark.parametrize(("wanted", "expected"), CASES, ids=[str(wanted) for wanted, _ in CASES])
def test_listing_holds_what_is_wanted(
    tenant: Tenant, plant: dict[str, str], wanted: dict[str, Any], expected: list[str]
) -> None:
    """Filters, queries and text combine as the platform combines them, in the order they ask for, else by id."""
    assert found(tenant, **wanted) == expected


def test_objects_come_in_the_order_of_ids_however_often_they_change(tenant: Tenant, plant: dict[str, str]) -> None:
    """A change moves nothing in the list."""
    inventory.update(tenant, plant["pump b"], {"acme_N": 5}, ANA)

    assert found(tenant)[0] == "pump b"


def test_ids_are_taken_alone(tenant: Tenant, plant: dict[str, str]) -> None:
    """Unknown and repeated ids are skipped, and beside ids nothing else counts."""
    ids = [int(plant[name]) for name in ("room", "pump b", "room")]

    assert found(tenant, ids=[*ids, 4711], query="type eq x", only_roots=True) == ["pump b", "room"]
    assert found(tenant, ids=[]) == []


def test_parents_of_a_child_are_listed(tenant: Tenant, plant: dict[str, str]) -> None:
    """A child leads to its direct parents of one kind; several children have to share them."""
    room, pump = int(plant["room"]), int(plant["pump b"])
    children.add(tenant, ASSETS, plant["site"], [plant["pump b"]])
    children.add(tenant, DEVICES, plant["valve"], [plant["pump b"]])

    assert found(tenant, parents_of=[(ASSETS, pump)]) == ["room", "site"]
    assert found(tenant, parents_of=[(ASSETS, pump)], filters=terms(type="acme_Room")) == ["room"]
    assert found(tenant, parents_of=[(ASSETS, pump), (ASSETS, room)]) == ["site"]
    assert found(tenant, parents_of=[(DEVICES, pump)], text="valve pump") == ["valve"]
    assert found(tenant, parents_of=[(ADDITIONS, pump)]) == []
    assert found(tenant, parents_of=[(ASSETS, -1)]) == []


def test_object_becomes_a_root_again(tenant: Tenant, plant: dict[str, str]) -> None:
    """When the last parent goes, an object is a root (fixed in 10.20.266)."""
    deletion.delete(tenant, plant["room"], ANA)

    assert found(tenant, only_roots=True) == ["pump b", "pump a", "valve", "site"]


def test_group_members_are_direct(tenant: Tenant, plant: dict[str, str]) -> None:
    """`bygroupid` finds children, `isinhierarchyof` everything below and the root."""
    site, room = plant["site"], plant["room"]

    assert found(tenant, query=f"bygroupid({site})") == ["room"]
    assert found(tenant, query=f"bygroupid({site},{room}) $orderby=name") == ["pump a", "pump b", "room"]
    assert found(tenant, query=f"isinhierarchyof({site}) and has(c8y_IsDevice)") == ["pump b", "pump a"]
    assert found(tenant, query=f"isinhierarchyof({site}) and type eq acme_Room") == ["room"]
    assert found(tenant, query=f"not bygroupid({room}) and has(acme_N)") == ["room"]
    assert found(tenant, query="bygroupid(4711)") == []


@pytest.mark.parametrize("query", ["id eq '{}'", "id eq {}", "id eq {} and type eq acme_Valve", "(id eq {})"])
def test_id_in_a_query_is_looked_up(tenant: Tenant, plant: dict[str, str], query: str) -> None:
    """An id finds its object, as text and as number."""
    assert found(tenant, query=query.format(plant["valve"])) == ["valve"]


def test_id_must_agree_with_the_rest(tenant: Tenant, plant: dict[str, str]) -> None:
    """An id beside a condition that its object does not meet finds nothing, as does an unknown one."""
    valve = plant["valve"]

    for query in (f"id eq {valve} and type eq acme_Pump", f"id eq {valve} and id eq 1", "id eq 4711", "id eq x"):
        assert found(tenant, query=query) == []


def test_text_in_a_query_is_full_text(tenant: Tenant, plant: dict[str, str]) -> None:
    """Clients write `text eq`, which looks at the same values as the parameter."""
    assert found(tenant, query="text eq 'pump' and owner eq ben") == ["pump a"]


def test_times_are_compared_as_times(tenant: Tenant, plant: dict[str, str]) -> None:
    """A query sees the platform's times under `.date`."""
    assert found(tenant, query="creationTime.date gt '2026-01-15T13:00:00.000+02:00'") == found(tenant)
    assert found(tenant, query="creationTime.date gt '2026-01-15T12:00:00.000Z'") == []


@pytest.mark.parametrize("query", ["name eq", "foo(", "has(a", "type eq 'x", "bygroupid(x)", "a b c", "$filter"])
def test_mistake_in_a_query_is_shown(tenant: Tenant, query: str) -> None:
    """A query that cannot be read is 422 and says where reading stopped."""
    message = r"^422 inventory/Invalid Data: Find by filter query failed : Query could not be understood\. Expected "
    with pytest.raises(PlatformError, match=message):
        select(tenant, Wanted(query=query))


def test_listing_of_some_objects_keeps_their_order(tenant: Tenant, plant: dict[str, str]) -> None:
    """A query over given objects keeps the order given, unless it states its own."""
    ids = [int(plant[name]) for name in ("valve", "pump a", "pump b", "room")]

    assert names(among(tenant, ids, "")) == ["valve", "pump a", "pump b", "room"]
    assert names(among(tenant, ids, "type eq acme_Pump")) == ["pump a", "pump b"]
    assert names(among(tenant, ids, "$orderby=id")) == ["pump b", "pump a", "valve", "room"]
    assert names(among(tenant, ids, f"bygroupid({plant['site']}) and has(acme_N)")) == ["room"]


def test_snapshot_is_listed_as_it_was(tenant: Tenant, plant: dict[str, str]) -> None:
    """A restored tenant lists what it held, by every way of asking."""
    before = [found(tenant, **wanted) for wanted, _ in CASES]
    snapshot = tenant.snapshot()
    deletion.delete(tenant, plant["site"], ANA, cascade=True)
    made(tenant, "pump c", type="acme_Pump", c8y_IsDevice={}, acme_N=9)

    tenant.restore(snapshot)

    assert [found(tenant, **wanted) for wanted, _ in CASES] == before
