# Made from tests/sdk/_async/test_inventory.py by sdk/scripts/unasync.py; change that.
"""Reading and changing objects of the inventory through its API, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import BatchError, NotFoundError
from c8y_client.sync.inventory import Inventory
from c8y_client.sync.managed_object import ManagedObject
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

UNKNOWN = "4711"


def planted(mock: MockTenant, *documents: dict[str, Any]) -> list[str]:
    """Make objects and give their ids."""
    return [str(mock.inventory.create(document)["id"]) for document in documents]


def stored(mock: MockTenant, object_id: str) -> dict[str, Any]:
    """Give an object as the platform has it."""
    document: dict[str, Any] = mock.inventory.get(object_id)
    return document


def test_object_is_read_by_id(c8y_mock: MockTenant) -> None:
    """With its fragments, and connected."""
    [pump] = planted(c8y_mock, {"name": "Pump 7", "my_Limits": {"pressure": 3.5}})
    with connected(c8y_mock) as c8y:
        read = c8y.inventory.get(pump)

        assert (read.id, read.name, read["my_Limits.pressure"]) == (pump, "Pump 7", 3.5)
        assert read.c8y is c8y


def test_unknown_object_is_a_key_error(c8y_mock: MockTenant) -> None:
    """The documented kind."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(KeyError, match=UNKNOWN):
            c8y.inventory.get(UNKNOWN)


def test_children_and_parents_are_told_when_asked_for(c8y_mock: MockTenant) -> None:
    """And are empty otherwise."""
    hall, pump, valve = planted(c8y_mock, {"name": "Hall"}, {"name": "Pump"}, {"name": "Valve"})
    c8y_mock.inventory.add_child(hall, pump, "childAssets")
    c8y_mock.inventory.add_child(pump, valve, "childDevices")
    with connected(c8y_mock) as c8y:
        plain = c8y.inventory.get(pump)
        whole = c8y.inventory.get(pump, with_children=True, with_parents=True)

    assert plain.child_devices == plain.parent_assets == []
    assert [(each.id, each.name) for each in whole.child_devices] == [(valve, "Valve")]
    assert [(each.id, each.name) for each in whole.parent_assets] == [(hall, "Hall")]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"type": "my Type"}, ["a", "b"]),
        ({"type": "my Type", "name": "a"}, ["a"]),
        ({"name": "O'Neil's *"}, ["O'Neil's pump"]),
        ({"name": "o'neil's PUMP*"}, ["O'Neil's pump"]),
        ({"fragment": "my_A"}, ["a", "b"]),
        ({"fragments": ["my_A", "my_B"]}, ["b"]),
        ({"fragment": "my_A", "fragments": "my_B"}, ["b"]),
        ({"type": "my Type", "order_by": "name desc"}, ["b", "a"]),
        ({"query": "$filter=(type eq 'my Type') $orderby=name desc"}, ["b", "a"]),
        ({"query": "has(my_B)"}, ["b"]),
        ({"text": "pump"}, ["O'Neil's pump"]),
        ({"owner": "admin", "name": "a"}, ["a"]),
        ({"owner": "o'wner", "name": "*"}, []),
    ],
)
def test_filters_find_what_they_mean(c8y_mock: MockTenant, filters: dict[str, Any], names: list[str]) -> None:
    """As plain parameters and in the query language, also with blanks and apostrophes."""
    planted(
        c8y_mock,
        {"name": "a", "type": "my Type", "my_A": {}, "owner": "admin"},
        {"name": "b", "type": "my Type", "my_A": {}, "my_B": {}, "owner": "admin"},
        {"name": "O'Neil's pump", "owner": "admin"},
    )
    with connected(c8y_mock) as c8y:
        assert c8y.inventory.get_all(**filters, as_values="name") == names
        assert c8y.inventory.get_count(**filters) == len(names)


def test_ids_are_a_proper_list(c8y_mock: MockTenant) -> None:
    """Given as text, numbers or objects."""
    one, other, third, _ = planted(c8y_mock, *({"name": str(number)} for number in range(4)))
    with connected(c8y_mock) as c8y:
        found = c8y.inventory.get_all(ids=[one, int(other), ManagedObject(id=third)])

        assert [each.id for each in found] == [one, other, third]


def test_no_ids_are_no_objects(c8y_mock: MockTenant) -> None:
    """An empty list does not mean everything."""
    planted(c8y_mock, {"name": "a"})
    with connected(c8y_mock) as c8y:
        assert c8y.inventory.get_all(ids=[]) == []
        assert c8y.inventory.get_count(ids=[]) == 0
        with pytest.raises(ValueError, match="no object matches"):
            c8y.inventory.get_by(ids=[])


def test_children_select_their_parents(c8y_mock: MockTenant) -> None:
    """`child_asset` and its kin mean the objects above."""
    hall, pump = planted(c8y_mock, {"name": "Hall"}, {"name": "Pump"})
    c8y_mock.inventory.add_child(hall, pump, "childAssets")
    with connected(c8y_mock) as c8y:
        assert c8y.inventory.get_all(child_asset=pump, as_values="id") == [hall]
        assert c8y.inventory.get_all(child_device=pump) == []


def test_roots_are_objects_without_parents(c8y_mock: MockTenant) -> None:
    """`only_roots` leaves children out."""
    hall, pump = planted(c8y_mock, {"name": "Hall"}, {"name": "Pump"})
    c8y_mock.inventory.add_child(hall, pump, "childAssets")
    with connected(c8y_mock) as c8y:
        assert c8y.inventory.get_all(only_roots=True, as_values="id") == [hall]


def test_expression_of_the_documents_works(c8y_mock: MockTenant) -> None:
    """It is put behind `?` as it is."""
    planted(c8y_mock, {"name": "M01"}, {"name": "M01", "c8y_IsDevice": {}}, {"name": "M02", "c8y_IsDevice": {}})
    with connected(c8y_mock) as c8y:
        found = c8y.inventory.get_all("q=$filter=name eq 'M01' $orderby=lastUpdated")

    assert [each.name for each in found] == ["M01"]


def test_single_match_is_given(c8y_mock: MockTenant) -> None:
    """`get_by` is a query for one object."""
    [pump, _] = planted(c8y_mock, {"name": "Pump 7"}, {"name": "Pump 8"})
    with connected(c8y_mock) as c8y:
        assert (c8y.inventory.get_by(name="Pump 7")).id == pump
        assert c8y.inventory.get_by(name="Pump 7", as_values="id") == pump


def test_anything_but_a_single_match_is_a_value_error(c8y_mock: MockTenant) -> None:
    """The message repeats what was asked."""
    planted(c8y_mock, {"name": "Pump 7"}, {"name": "Pump 8"})
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match=r"several objects match name='P\*'"):
            c8y.inventory.get_by(name="P*")
        with pytest.raises(ValueError, match="no object matches name='x'"):
            c8y.inventory.get_by(name="x")


def test_created_objects_take_their_ids(c8y_mock: MockTenant) -> None:
    """Also when several are created beside each other."""
    objects = [ManagedObject(name=str(number)) for number in range(5)]
    with connected(c8y_mock) as c8y:
        c8y.inventory.create(*objects, workers=3)

    assert [stored(c8y_mock, str(each.id))["name"] for each in objects] == list("01234")
    assert not any(each.is_changed for each in objects)


def test_objects_are_created_in_batches(c8y_mock: MockTenant) -> None:
    """Many with one request, in their order."""
    objects = [ManagedObject(name=str(number)) for number in range(5)]
    with connected(c8y_mock) as c8y:
        c8y.inventory.create(*objects, batch_size=2)

        assert [stored(c8y_mock, str(each.id))["name"] for each in objects] == list("01234")
        assert all(each.c8y is c8y for each in objects)


def test_batch_that_fails_reports_each_of_its_objects(c8y_mock: MockTenant) -> None:
    """The other batches are created."""
    taken = {"type": "c8y_Serial", "externalId": "sn"}
    [pump] = planted(c8y_mock, {})
    c8y_mock.identity.create(pump, taken["type"], taken["externalId"])
    good, bad = ManagedObject(name="good"), ManagedObject(name="bad", externalIds=[taken])
    with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as raised:
            c8y.inventory.create(good, bad, batch_size=1)

    assert [each.item for each in raised.value.contexts] == [bad]
    assert raised.value.succeeded == [good]
    assert stored(c8y_mock, str(good.id))["name"] == "good"


@pytest.mark.parametrize("size", [0, 51])
def test_batch_size_that_the_platform_refuses_is_refused(c8y_mock: MockTenant, size: int) -> None:
    """Before anything is sent."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="batch_size must be"):
            c8y.inventory.create(ManagedObject(), ManagedObject(), batch_size=size)

    assert len(c8y_mock.inventory) == 0


@pytest.mark.parametrize("batch_size", [None, 2])
def test_changed_objects_are_updated(c8y_mock: MockTenant, batch_size: int | None) -> None:
    """Only what was changed is sent, and once."""
    ids = planted(c8y_mock, {"name": "a", "my_A": {"n": 1}}, {"name": "b"}, {"name": "c"})
    with connected(c8y_mock) as c8y:
        objects = c8y.inventory.get_all(ids=ids)
        objects[0]["my_A"]["n"] = 2
        objects[1].type = "t"
        c8y_mock.inventory.update(ids[1], {"name": "renamed meanwhile"})
        c8y.inventory.update(*objects, batch_size=batch_size)

    assert stored(c8y_mock, ids[0])["my_A"] == {"n": 2}
    assert (stored(c8y_mock, ids[1])["type"], stored(c8y_mock, ids[1])["name"]) == ("t", "renamed meanwhile")
    assert not any(each.is_changed for each in objects)


@pytest.mark.parametrize("batch_size", [None, 2])
def test_document_is_sent_to_objects_by_id(c8y_mock: MockTenant, batch_size: int | None) -> None:
    """The documented form of `update`, with ids and objects mixed."""
    ids = planted(c8y_mock, {}, {}, {})
    new_fragment_json = {"my_AdditionalFragment": {"essential": True}}
    with connected(c8y_mock) as c8y:
        c8y.inventory.update(new_fragment_json, ids[0], int(ids[1]), ManagedObject(id=ids[2]), batch_size=batch_size)

    assert [stored(c8y_mock, each)["my_AdditionalFragment"] for each in ids] == [{"essential": True}] * 3


def test_changes_of_an_object_are_applied_to_others(c8y_mock: MockTenant) -> None:
    """A model does as well as a document."""
    ids = planted(c8y_mock, {"name": "a"}, {"name": "b"})
    with connected(c8y_mock) as c8y:
        c8y.inventory.apply_to(ManagedObject(type="t"), *ids, workers=2)

    assert [(stored(c8y_mock, each)["name"], stored(c8y_mock, each)["type"]) for each in ids] == [
        ("a", "t"),
        ("b", "t"),
    ]


def test_ids_alone_cannot_be_updated(c8y_mock: MockTenant) -> None:
    """There would be nothing to send."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="give a document before them"):
            c8y.inventory.update(ManagedObject(id="1"), "2")


def test_objects_are_deleted_by_id_and_as_such(c8y_mock: MockTenant) -> None:
    """Mixed, beside each other."""
    ids = planted(c8y_mock, {}, {}, {})
    with connected(c8y_mock) as c8y:
        c8y.inventory.delete(ids[0], int(ids[1]), c8y.inventory.get(ids[2]), workers=2)

    assert len(c8y_mock.inventory) == 0


def test_what_cannot_be_deleted_is_reported_and_the_rest_deleted(c8y_mock: MockTenant) -> None:
    """Unless it is fine that it is gone."""
    ids = planted(c8y_mock, {}, {})
    with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as raised:
            c8y.inventory.delete(UNKNOWN, *ids)
        c8y.inventory.delete(UNKNOWN, missing_ok=True)

    assert [each.item for each in raised.value.contexts] == [UNKNOWN]
    assert raised.value.succeeded == ids
    assert len(c8y_mock.inventory) == 0


def test_trees_are_deleted_with_all_that_is_below(c8y_mock: MockTenant) -> None:
    """Of whatever kind object and children are."""
    plain, asset, addition, other = planted(c8y_mock, {}, {}, {}, {})
    c8y_mock.inventory.add_child(plain, asset, "childAssets")
    c8y_mock.inventory.add_child(asset, addition, "childAdditions")
    with connected(c8y_mock) as c8y:
        c8y.inventory.delete_trees(plain)

        assert c8y.inventory.get_all(as_values="id") == [other]


def test_table_is_read_without_a_limit(c8y_mock: MockTenant) -> None:
    """Loading in bulk means everything."""
    pytest.importorskip("pandas")
    planted(c8y_mock, *({"name": f"n{number}"} for number in range(7)))
    with connected(c8y_mock) as c8y:
        frame = c8y.inventory.to_dataframe(name="n*", order_by="name", columns=["id", ("title", "name")])

    assert frame["title"].tolist() == [f"n{number}" for number in range(7)]


def test_availability_is_read(c8y_mock: MockTenant) -> None:
    """With its interval in minutes."""
    [pump] = planted(c8y_mock, {"c8y_IsDevice": {}, "c8y_RequiredAvailability": {"responseInterval": 50}})
    with connected(c8y_mock) as c8y:
        c8y.inventory.heartbeat(pump)
        state = c8y.inventory.get_latest_availability(pump)

    assert (state.device_id, state.interval_minutes) == (pump, 50)
    assert state.data_status == state.DataStatus.AVAILABLE
    assert state.last_message_datetime is not None


def test_availability_of_what_is_not_monitored_is_not_found(c8y_mock: MockTenant) -> None:
    """The platform has none to tell."""
    [pump] = planted(c8y_mock, {})
    with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            c8y.inventory.get_latest_availability(pump)


def test_supported_measurements_and_series_are_lists(c8y_mock: MockTenant) -> None:
    """Empty while there are none."""
    [pump] = planted(c8y_mock, {"name": "Pump 7"})
    with connected(c8y_mock) as c8y:
        assert c8y.inventory.get_supported_measurements(pump) == []
        assert c8y.inventory.get_supported_series(pump) == []

        reading = {"type": "t", "source": {"id": pump}, "time": "2026-01-01T00:00:00Z"}
        c8y_mock.measurements.create({**reading, "my_Level": {"oil": {"value": 1}, "gas": {"value": 2}}})

        assert c8y.inventory.get_supported_measurements(pump) == ["my_Level"]
        assert sorted(c8y.inventory.get_supported_series(pump)) == ["my_Level.gas", "my_Level.oil"]


def test_user_of_a_device_is_read_and_switched(c8y_mock: MockTenant) -> None:
    """It is the owner of the object."""
    c8y_mock.add_user("device_pump", groups=["devices"])
    [pump] = planted(c8y_mock, {"c8y_IsDevice": {}, "owner": "device_pump"})
    with connected(c8y_mock) as c8y:
        before = c8y.inventory.get_device_user(pump)
        c8y.inventory.set_device_user(pump, enabled=False)
        after = c8y.inventory.get_device_user(pump)

    assert (before.username, before.enabled, after.enabled) == ("device_pump", True, False)


def test_inventory_tells_where_its_objects_are(c8y_mock: MockTenant) -> None:
    """Ids may hold any character."""
    inventory: Inventory = Inventory(connected(c8y_mock))

    assert inventory.resource_path == "/inventory/managedObjects"
    assert inventory.build_object_path("a/b") == "/inventory/managedObjects/a%2Fb"


def test_warning_of_ignored_filters_names_the_place_of_the_call(c8y_mock: MockTenant) -> None:
    """Not one inside the package."""
    with connected(c8y_mock) as c8y:
        with pytest.warns(UserWarning, match="a query is given, so type has no effect") as warned:
            c8y.inventory.get_all(query="has(a)", type="t")
        with pytest.warns(UserWarning, match="ids are given, so name has no effect") as also:
            c8y.inventory.select(ids=["1"], name="t")

    assert {each.filename for each in (*warned, *also)} == {__file__}


def test_documented_queries_work(c8y_mock: MockTenant) -> None:
    """As they stand in the documents."""
    planted(
        c8y_mock,
        {"name": "My first", "type": "MyDevice", "c8y_IsDevice": {}},
        {"type": "MyDevice", "c8y_IsDevice": {}},
        {"name": "Yours"},
    )
    with connected(c8y_mock) as c8y:
        objects = c8y.inventory.get_all(name="My*", limit=10)
        assert [each.name for each in objects] == ["My first"]

        objects = c8y.inventory.get_all(query="name eq 'My*'", limit=10)
        assert [each.name for each in objects] == ["My first"]

        all_devices = c8y.device_inventory.get_all(limit=None, page_size=100, workers=20)
        assert len(all_devices) == 2

        seen = [
            f"'{values[1]}', last updated: {values[2]}"
            for values in c8y.inventory.select(type="MyDevice", as_values=("id", ("name", "undefined"), "lastUpdated"))
        ]
        assert [each.partition(",")[0] for each in seen] == ["'My first'", "'undefined'"]

        many_ids = c8y.inventory.get_all(limit=None, as_values="id")
        c8y.inventory.delete(*many_ids, workers=20)
        assert len(c8y_mock.inventory) == 0
