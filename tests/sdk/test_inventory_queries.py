"""How queries for objects of the inventory are worded."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import ManagedObject
from c8y_client._async.children import Children
from c8y_client._async.device_inventory import DeviceInventory
from c8y_client._async.group_inventory import DeviceGroupInventory
from c8y_client._async.inventory import Inventory
from c8y_client._queries.binaries import binary_params
from c8y_client._queries.language import equals, taken_apart


def worded(kind: type[Any] = Inventory, **filters: Any) -> dict[str, Any]:
    """Word filters as an inventory does."""
    return dict(kind._wording.params(filters))


@pytest.mark.parametrize(
    ("filters", "params"),
    [
        ({"type": "a b", "owner": "O'Neil", "text": "x"}, {"type": "a b", "owner": "O'Neil", "text": "x"}),
        ({"fragment": "my_A"}, {"fragmentType": "my_A"}),
        ({"fragments": "my_A"}, {"fragmentType": "my_A"}),
        ({"fragments": ["my_A"]}, {"fragmentType": "my_A"}),
        ({"fragment_type": "my_A"}, {"fragmentType": "my_A"}),
        ({"fragmentType": "my_A"}, {"fragmentType": "my_A"}),
        ({"only_roots": True}, {"onlyRoots": True}),
        ({"with_children": False, "withParents": True}, {"withChildren": False, "withParents": True}),
        ({"child_asset": 7}, {"childAssetId": "7"}),
        ({"child_device": "7"}, {"childDeviceId": "7"}),
        ({"child_addition": ManagedObject(id="7")}, {"childAdditionId": "7"}),
        ({"something_new": 1, "c8y_custom": 2}, {"somethingNew": 1, "c8y_custom": 2}),
        ({"name": None, "type": "a"}, {"type": "a"}),
    ],
)
def test_simple_filters_are_plain_parameters(filters: dict[str, Any], params: dict[str, Any]) -> None:
    """What a parameter can express is said by it."""
    assert worded(**filters) == params


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"name": "Pump 7"}, "$filter=(name eq 'Pump 7')"),
        ({"name": "P*"}, "$filter=(name eq 'P*')"),
        ({"name": "O'Neil's"}, "$filter=(name eq 'O''Neil''s')"),
        ({"parent": 7}, "$filter=(bygroupid(7))"),
        ({"parent": ManagedObject(id="7")}, "$filter=(bygroupid(7))"),
        ({"fragment": "a", "fragments": ["b", "a"]}, "$filter=(has(a) and has(b))"),
        ({"order_by": "name desc"}, "$orderby=name desc"),
        (
            {"name": "a", "type": "my Type", "owner": "o'n", "text": "t't", "fragment": "f", "order_by": "id"},
            "$filter=(has(f) and name eq 'a' and type eq 'my Type' and owner eq 'o''n' and text eq 't''t') $orderby=id",
        ),
    ],
)
def test_other_filters_switch_to_the_query_language(filters: dict[str, Any], query: str) -> None:
    """Everything goes into the query then, since the platform ignores plain filters beside it."""
    assert worded(**filters) == {"query": query}


def test_what_is_told_of_objects_stays_beside_a_query() -> None:
    """Views are no filters."""
    assert worded(name="a", with_children=True, only_roots=True) == {
        "query": "$filter=(name eq 'a')",
        "withChildren": True,
        "onlyRoots": True,
    }


@pytest.mark.parametrize(
    ("filters", "params"),
    [
        ({}, {"fragmentType": "c8y_IsDevice"}),
        ({"type": "a"}, {"type": "a", "fragmentType": "c8y_IsDevice"}),
        ({"fragment": "c8y_IsDevice"}, {"fragmentType": "c8y_IsDevice"}),
        ({"fragment": "my_A"}, {"q": "$filter=(has(c8y_IsDevice) and has(my_A))"}),
        ({"name": "a"}, {"q": "$filter=(has(c8y_IsDevice) and name eq 'a')"}),
        ({"query": "name eq 'a'"}, {"q": "name eq 'a'"}),
        ({"ids": [1, 2]}, {"ids": "1,2"}),
    ],
)
def test_device_inventory_asks_for_devices(filters: dict[str, Any], params: dict[str, Any]) -> None:
    """By their fragment, or by the parameter that means devices alone."""
    assert worded(DeviceInventory, **filters) == params


@pytest.mark.parametrize(
    ("filters", "params"),
    [
        ({}, {"fragmentType": "c8y_IsDeviceGroup"}),
        ({"parent": "7"}, {"query": "$filter=(has(c8y_IsDeviceGroup) and bygroupid(7))"}),
        ({"query": "$orderby=name"}, {"query": "$filter=(has(c8y_IsDeviceGroup)) $orderby=name"}),
        (
            {"query": "$filter=name eq 'a' or name eq 'b' $orderby=name"},
            {"query": "$filter=(has(c8y_IsDeviceGroup) and (name eq 'a' or name eq 'b')) $orderby=name"},
        ),
    ],
)
def test_group_inventory_asks_for_groups(filters: dict[str, Any], params: dict[str, Any]) -> None:
    """Whatever the query is."""
    assert worded(DeviceGroupInventory, **filters) == params


def test_children_are_filtered_by_the_query_language_alone() -> None:
    """Lists of children know no plain filters."""
    assert worded(Children, type="a", with_children=True) == {"query": "$filter=(type eq 'a')", "withChildren": True}
    assert worded(Children) == {}


@pytest.mark.parametrize("query", ["name eq 'a'", "$filter=(name eq '$orderby=')", "has(a) and not(has(b))"])
def test_query_is_sent_as_it_was_written(query: str) -> None:
    """Nothing is added to a query without need."""
    assert worded(query=query) == {"query": query}


@pytest.mark.parametrize(
    ("query", "order_by", "sent"),
    [
        ("name eq 'a'", "name", "$filter=(name eq 'a') $orderby=name"),
        ("$filter=(name eq 'a')+$orderby=name", None, "$filter=((name eq 'a')) $orderby=name"),
        ("$orderby=name desc", "type", "$orderby=name desc"),
    ],
)
def test_query_takes_an_order_unless_it_has_one(query: str, order_by: str | None, sent: str) -> None:
    """A plus sign in between, which means a blank only while it is not encoded, becomes one."""
    assert worded(query=query, order_by=order_by) == {"query": sent}


@pytest.mark.parametrize("instead", [{"query": "has(a)"}, {"ids": ["7"]}])
def test_filters_beside_query_or_ids_are_warned_of(instead: dict[str, Any]) -> None:
    """They have no effect."""
    with pytest.warns(UserWarning, match="given, so type has no effect"):
        worded(type="a", **instead)


@pytest.mark.parametrize("name", ["a b", "a)", "a'", "a,b", ""])
def test_fragment_that_would_be_read_as_more_is_refused(name: str) -> None:
    """Names of fragments cannot be quoted."""
    with pytest.raises(ValueError, match="cannot be asked for"):
        worded(fragments=[name or " ", "b"])


def test_parent_that_is_no_id_is_refused() -> None:
    """It would become part of the query."""
    with pytest.raises(ValueError, match="no id of an object"):
        worded(parent="1) or has(a")


def test_children_to_look_for_cannot_be_part_of_a_query() -> None:
    """The platform would ignore one of the two without a word."""
    with pytest.raises(ValueError, match="child_asset cannot be combined"):
        worded(name="a", child_asset="7")


@given(st.text())
def test_quoted_text_comes_back_whole(text: str) -> None:
    """Whatever is compared with, it ends where it is to end."""
    condition, order = taken_apart(f"$filter=({equals('name', text)}) $orderby=name")
    assert (condition, order) == (f"({equals('name', text)})", "name")


@pytest.mark.parametrize(
    ("filters", "params"),
    [
        ({"ids": ["1", ManagedObject(id="2")], "type": "a"}, {"ids": "1,2", "type": "a"}),
        (
            {"child_device": 1, "child_asset": "2", "child_addition": "3"},
            {"childDeviceId": "1", "childAssetId": "2", "childAdditionId": "3"},
        ),
        ({"owner": None}, {}),
    ],
)
def test_filters_of_files_are_plain_parameters(filters: dict[str, Any], params: dict[str, Any]) -> None:
    """By the platform's names."""
    assert dict(binary_params(filters)) == params
