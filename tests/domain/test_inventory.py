"""The rules of managed objects."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import identity, inventory
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import NotEncodable
from tests.domain.inventory_cases import ANA, DEVICE, NOW, announced, later, made, seen

TOO_DEEP: Any = 0
for _ in range(300):
    TOO_DEEP = [TOO_DEEP]


@pytest.fixture
def changes(tenant: Tenant) -> list[Change]:
    """Collect what the tenant announces."""
    heard: list[Change] = []
    tenant.changes.subscribe(heard.append)
    return heard


def test_empty_document_makes_an_anonymous_object(tenant: Tenant) -> None:
    """Nothing is mandatory; the platform adds owner and times."""
    record = inventory.create(tenant, {}, ANA)

    assert record.document == {"owner": "ana", "creationTime": NOW, "lastUpdated": NOW}


def test_owner_may_be_named(tenant: Tenant) -> None:
    """The owner is the caller unless the document says otherwise."""
    assert inventory.create(tenant, {"owner": "ben"}, ANA).document["owner"] == "ben"
    assert inventory.create(tenant, {"owner": None}, ANA).document["owner"] == "ana"


def test_what_the_platform_keeps_is_passed_over(tenant: Tenant) -> None:
    """A new object does not take its id, times, links or latest values from the request."""
    kept = ("id", "self", "creationTime", "childAssets", "assetParents", "c8y_LatestMeasurements")

    record = inventory.create(tenant, dict.fromkeys(kept, "mine"), ANA)

    assert record.document == {"owner": "ana", "creationTime": NOW, "lastUpdated": NOW}


def test_fragment_may_be_null_but_a_name_may_not(tenant: Tenant) -> None:
    """A POST stores `null` in a fragment; name and type are absent instead."""
    record = inventory.create(tenant, {"name": None, "type": None, "acme_Note": None}, ANA)

    assert record.document.keys() == {"owner", "creationTime", "lastUpdated", "acme_Note"}


@pytest.mark.parametrize("name", ["name", "type", "owner"])
@pytest.mark.parametrize("value", [7, True, {}, ["x"]])
def test_name_type_and_owner_are_strings(tenant: Tenant, name: str, value: object) -> None:
    """Anything but a string is refused, and nothing is created or changed."""
    pump = made(tenant)

    with pytest.raises(PlatformError, match=f"^422 inventory/Invalid Data: '{name}' must be a string"):
        inventory.create(tenant, {name: value}, ANA)
    with pytest.raises(PlatformError, match=r"^422 "):
        inventory.update(tenant, pump, {name: value}, ANA)

    assert len(tenant.inventory) == 1
    assert seen(tenant, pump)["lastUpdated"] == NOW


def test_creation_is_announced(tenant: Tenant, changes: list[Change]) -> None:
    """Listeners hear of a new object once."""
    pump = made(tenant)

    assert announced(changes) == [("CREATE", pump)]


def test_external_ids_are_bound_and_consumed(tenant: Tenant) -> None:
    """The list names the new object elsewhere; it is no fragment."""
    pump = made(tenant, externalIds=[{"type": "c8y_Serial", "externalId": "sn-7"}])

    assert identity.get(tenant, "c8y_Serial", "sn-7").object_id == int(pump)
    assert "externalIds" not in seen(tenant, pump)


@pytest.mark.parametrize(
    ("listed", "error"),
    [
        ([{"type": "c8y_Serial", "externalId": "taken"}], "409 identity/Duplicate"),
        ([{"type": "a", "externalId": "b"}, {"type": "a", "externalId": "b"}], "409 identity/Duplicate"),
        ([{"type": "a", "externalId": "b"}, {"type": "c8y_Serial"}], "422 undefined/validationError"),
        ([{"type": "a", "externalId": 7}], "422 identity/Invalid Data"),
        (["sn-7"], "400 "),
        ({"type": "a", "externalId": "b"}, "422 inventory/Invalid Data"),
    ],
)
def test_wrong_external_id_creates_nothing(tenant: Tenant, listed: object, error: str) -> None:
    """One external id that is taken, doubled or incomplete refuses the object and all the others."""
    made(tenant, externalIds=[{"type": "c8y_Serial", "externalId": "taken"}])

    with pytest.raises(PlatformError, match=f"^{error}"):
        inventory.create(tenant, {"externalIds": listed}, ANA)

    assert (len(tenant.inventory), len(tenant.external_ids)) == (1, 1)


def test_several_objects_are_created_in_order(tenant: Tenant) -> None:
    """A collection gives its objects ids in the order given."""
    records = inventory.create_all(tenant, [{"name": "a"}, {"name": "b"}], ANA)

    assert [record.document["name"] for record in tenant.inventory] == ["a", "b"]
    assert records == list(tenant.inventory)


@pytest.mark.parametrize(
    "second",
    [
        {"name": 7},
        {"": 1},
        "text",
        None,
        {"acme_Deep": TOO_DEEP},
        {"externalIds": [{"type": "a", "externalId": "b"}]},
    ],
)
def test_one_wrong_object_refuses_the_collection(tenant: Tenant, second: Any) -> None:
    """Either all objects of a collection are created, or none."""
    first = {"name": "a", "externalIds": [{"type": "a", "externalId": "b"}]}

    with pytest.raises((PlatformError, NotEncodable)):
        inventory.create_all(tenant, [first, second], ANA)

    assert (len(tenant.inventory), len(tenant.external_ids)) == (0, 0)


@pytest.mark.parametrize("documents", [None, {}, "x", [], [{}] * 51])
def test_collection_holds_one_to_fifty_objects(tenant: Tenant, documents: object) -> None:
    """A collection without objects, or with more than fifty, is refused as a whole."""
    with pytest.raises(PlatformError, match=r"^422 "):
        inventory.create_all(tenant, documents, ANA)

    assert len(tenant.inventory) == 0
    assert len(inventory.create_all(tenant, [{}] * 50, ANA)) == 50


@pytest.mark.parametrize("object_id", ["4711", "non-existing", "", "-1", "1e3", "9" * 40])
def test_unknown_id_is_not_found(tenant: Tenant, object_id: str) -> None:
    """An id that no object has is 404 in a path, number or not."""
    with pytest.raises(PlatformError, match=f"^404 inventory/Not Found: .*No managedObject for id '{object_id}'!"):
        inventory.get(tenant, object_id)


def test_update_replaces_what_it_mentions(tenant: Tenant) -> None:
    """Top-level properties are replaced as a whole, `null` removes one, the rest stays."""
    pump = made(tenant, c8y_Hardware={"model": "m", "serialNumber": "7"}, acme_Old={}, acme_Kept=1)

    inventory.update(tenant, pump, {"c8y_Hardware": {"model": "x"}, "acme_Old": None, "acme_Never": None}, ANA)

    document = seen(tenant, pump)
    assert document["c8y_Hardware"] == {"model": "x"}
    assert (document["acme_Kept"], document.keys() & {"acme_Old", "acme_Never"}) == (1, set())


def test_nested_null_is_stored(tenant: Tenant) -> None:
    """Only at the top level does `null` remove."""
    pump = made(tenant)

    inventory.update(tenant, pump, {"acme_Plan": {"next": None}}, ANA)

    assert seen(tenant, pump)["acme_Plan"] == {"next": None}


def test_update_moves_last_updated_only(tenant: Tenant) -> None:
    """The time of creation and the id cannot be changed."""
    pump = made(tenant)
    now = later(tenant)

    record = inventory.update(tenant, pump, {"id": "1", "creationTime": "x", "name": "Pump 8"}, ANA)

    assert (str(record.id), record.document["creationTime"], record.document["lastUpdated"]) == (pump, NOW, now)


def test_name_and_type_may_go_but_the_owner_stays(tenant: Tenant) -> None:
    """Name and type can be taken away with `null`; every object has an owner."""
    pump = made(tenant, type="acme_Pump")

    inventory.update(tenant, pump, {"name": None, "type": None, "owner": None}, ANA)

    assert seen(tenant, pump).keys() == {"owner", "creationTime", "lastUpdated"}


def test_owner_can_be_changed(tenant: Tenant) -> None:
    """A PUT hands an object over."""
    pump = made(tenant)

    assert inventory.update(tenant, pump, {"owner": "ben"}, ANA).document["owner"] == "ben"


def test_update_is_announced(tenant: Tenant, changes: list[Change]) -> None:
    """Listeners hear of a change with the state after it."""
    pump = made(tenant)

    inventory.update(tenant, pump, {"name": "Pump 8"}, ANA)

    assert announced(changes) == [("CREATE", pump), ("UPDATE", pump)]
    assert changes[-1].record.document["name"] == "Pump 8"


@pytest.mark.parametrize("change", [{}, {"id": "4711"}])
def test_empty_update_is_a_sign_of_life(tenant: Tenant, changes: list[Change], change: dict[str, str]) -> None:
    """A body that says nothing changes nothing, but a watched device was heard of."""
    pump = made(tenant, c8y_RequiredAvailability={"responseInterval": 10})
    before = seen(tenant, pump)
    later(tenant)

    inventory.update(tenant, pump, change, DEVICE)

    assert seen(tenant, pump) == before
    assert announced(changes) == [("CREATE", pump)]
    assert tenant.last_messages.get(int(pump)) == tenant.clock.now()


def test_other_update_is_no_sign_of_life(tenant: Tenant) -> None:
    """What changes the object does not count as a message of the device."""
    pump = made(tenant, c8y_RequiredAvailability={"responseInterval": 10})
    start = tenant.clock.now()
    later(tenant)

    inventory.update(tenant, pump, {"name": "Pump 8"}, DEVICE)

    assert tenant.last_messages.get(int(pump)) == start


def test_several_objects_are_updated(tenant: Tenant) -> None:
    """A collection of changes names each object by its id, as text or number."""
    first, second = made(tenant, "a"), made(tenant, "b")

    records = inventory.update_all(tenant, [{"id": first, "x": 1}, {"id": int(second), "x": 2}], ANA)

    assert [record.document["x"] for record in records] == [1, 2]
    assert (seen(tenant, first)["x"], seen(tenant, second)["x"]) == (1, 2)


@pytest.mark.parametrize(
    ("second", "error"),
    [
        ({"id": "4711", "x": 1}, r"^404 "),
        ({"x": 1}, r"^422 undefined/validationError: .*: id$"),
        ({"id": "1001", "name": 7}, r"^422 "),
        (7, r"^400 "),
    ],
)
def test_one_wrong_change_refuses_all(tenant: Tenant, second: object, error: str) -> None:
    """Either all changes of a collection are applied, or none."""
    first = made(tenant)

    with pytest.raises(PlatformError, match=error):
        inventory.update_all(tenant, [{"id": first, "x": 1}, second], ANA)

    assert "x" not in seen(tenant, first)


def test_names_are_remembered_for_references(tenant: Tenant) -> None:
    """The name by which references call an object follows every change."""
    pump = made(tenant, "Pump 7")

    inventory.update(tenant, pump, {"name": "Pump 8"}, ANA)
    renamed = tenant.names.get(int(pump))
    inventory.update(tenant, pump, {"name": None}, ANA)

    assert (renamed, tenant.names.get(int(pump))) == ("Pump 8", None)


def test_annotation_leaves_last_updated(tenant: Tenant, changes: list[Change]) -> None:
    """Fragments that the platform keeps itself come and go without a change of the document by anybody."""
    pump = made(tenant)
    later(tenant)

    inventory.annotate(tenant, int(pump), {"c8y_Connection": {"status": "DISCONNECTED"}})
    annotated = seen(tenant, pump)
    inventory.annotate(tenant, int(pump), {"c8y_Connection": None})

    assert (annotated["c8y_Connection"], annotated["lastUpdated"]) == ({"status": "DISCONNECTED"}, NOW)
    assert "c8y_Connection" not in seen(tenant, pump)
    assert announced(changes) == [("CREATE", pump), ("UPDATE", pump), ("UPDATE", pump)]


def test_annotation_that_changes_nothing_is_not_announced(tenant: Tenant, changes: list[Change]) -> None:
    """Listeners hear of differences only."""
    pump = made(tenant, acme_Note=1)

    inventory.annotate(tenant, int(pump), {"acme_Note": 1, "acme_Other": None})

    assert announced(changes) == [("CREATE", pump)]


def test_stored_object_is_taken_as_it_is(tenant: Tenant) -> None:
    """A seed's object keeps its id, its times and its owner."""
    body = {"name": "Old", "owner": "ben", "creationTime": "x", "lastUpdated": "y"}

    record = inventory.add(tenant, 5000, body, 0)

    assert (record.id, record.document, tenant.names.get(5000)) == (5000, body, "Old")


def test_source_must_exist(tenant: Tenant) -> None:
    """What belongs to an object that is not there is refused with 422 in the family's own area."""
    pump = int(made(tenant))

    assert inventory.require_source(tenant, pump, "event") == pump
    for unknown in (None, 4711):
        with pytest.raises(PlatformError, match=r"^422 event/Unprocessable Entity: Source object does not exist"):
            inventory.require_source(tenant, unknown, "event")
