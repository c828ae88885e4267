"""External ids: names that are unique in a tenant and live as long as their object."""

from __future__ import annotations

import pytest

from mockc8y.domain import identity, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.identity import ExternalId, Name
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

ALICE = Caller("alice")
SERIAL = {"type": "c8y_Serial", "externalId": "sn-7"}


def new_object(tenant: Tenant) -> int:
    """Create a managed object and return its id."""
    return inventory.create(tenant, {"name": "Pump"}, ALICE).id


def test_created_name_leads_to_its_object(tenant: Tenant) -> None:
    """An object is found by the name it was given."""
    pump = new_object(tenant)

    made = identity.create(tenant, str(pump), SERIAL)

    assert made == ExternalId(Name("c8y_Serial", "sn-7"), pump)
    assert identity.get(tenant, "c8y_Serial", "sn-7") == made


def test_managed_object_in_the_document_is_passed_over(tenant: Tenant) -> None:
    """The path decides which object is named, not the document."""
    pump = new_object(tenant)

    made = identity.create(tenant, str(pump), {**SERIAL, "managedObject": {"id": "1"}, "self": "x"})

    assert made.object_id == pump


@pytest.mark.parametrize("object_id", ["4711", "pump-7", "-1", ""])
def test_object_that_does_not_exist_gets_no_name(tenant: Tenant, object_id: str) -> None:
    """Naming an unknown object is refused; none is created on the way."""
    with pytest.raises(PlatformError, match="404 identity/Not Found: Global ID not found"):
        identity.create(tenant, object_id, SERIAL)

    assert len(tenant.inventory) == 0


@pytest.mark.parametrize("is_same_object", [True, False])
def test_name_that_is_taken_is_refused(tenant: Tenant, is_same_object: bool) -> None:
    """A name stands for one object, and is not given twice to the same one either."""
    pump = new_object(tenant)
    identity.create(tenant, str(pump), SERIAL)
    other = pump if is_same_object else new_object(tenant)

    with pytest.raises(PlatformError, match="409 identity/Duplicate"):
        identity.create(tenant, str(other), SERIAL)

    assert identity.list_of(tenant, str(pump)) == [ExternalId(Name("c8y_Serial", "sn-7"), pump)]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"type": "c8y_Serial"},
        {"externalId": "sn-7"},
        {"type": "", "externalId": "sn-7"},
        {"type": "c8y_Serial", "externalId": ""},
        {"type": None, "externalId": "sn-7"},
        {"type": "c8y_Serial", "externalId": 7},
        {"type": ["c8y_Serial"], "externalId": "sn-7"},
    ],
    ids=str,
)
def test_name_needs_a_type_and_a_value(tenant: Tenant, document: Document) -> None:
    """Type and value are non-empty strings; anything else is refused with 422 and changes nothing."""
    pump = new_object(tenant)

    with pytest.raises(PlatformError, match=r"^422 "):
        identity.create(tenant, str(pump), document)

    assert identity.list_of(tenant, str(pump)) == []


def test_names_are_compared_with_case(tenant: Tenant) -> None:
    """`sn-7` and `SN-7` are two names."""
    pump = new_object(tenant)
    identity.bind(tenant, pump, "c8y_Serial", "sn-7")

    identity.bind(tenant, pump, "c8y_Serial", "SN-7")

    assert [name.external_id for name, _ in identity.list_of(tenant, str(pump))] == ["sn-7", "SN-7"]


def test_object_has_several_names_of_one_type(tenant: Tenant) -> None:
    """The names of an object are listed in the order they were given, several of a type among them."""
    pump = new_object(tenant)
    for value in ("b", "a", "c"):
        identity.bind(tenant, pump, "c8y_Serial", value)

    assert [name.external_id for name, _ in identity.list_of(tenant, str(pump))] == ["b", "a", "c"]


@pytest.mark.parametrize("object_id", ["4711", "pump-7"])
def test_object_that_does_not_exist_has_no_names(tenant: Tenant, object_id: str) -> None:
    """Listing the names of an unknown object gives none; it is no error."""
    assert identity.list_of(tenant, object_id) == []


def test_unknown_name_is_not_found(tenant: Tenant) -> None:
    """The error repeats type and value that were looked for."""
    with pytest.raises(PlatformError, match=r"404 .*external id = ID \[type=c8y_Serial, value=sn-7\]"):
        identity.get(tenant, "c8y_Serial", "sn-7")


def test_deleted_name_can_be_given_again(tenant: Tenant) -> None:
    """A deleted name is gone from its object and free for another."""
    pump, valve = new_object(tenant), new_object(tenant)
    identity.create(tenant, str(pump), SERIAL)

    identity.delete(tenant, "c8y_Serial", "sn-7")

    assert identity.list_of(tenant, str(pump)) == []
    assert identity.create(tenant, str(valve), SERIAL).object_id == valve


def test_name_is_deleted_once(tenant: Tenant) -> None:
    """Deleting a name that is not there is refused with 404."""
    with pytest.raises(PlatformError, match=r"^404 identity/Not Found"):
        identity.delete(tenant, "c8y_Serial", "sn-7")


def test_removed_object_frees_its_names(tenant: Tenant) -> None:
    """With an object go its names, and only its own."""
    pump, valve = new_object(tenant), new_object(tenant)
    identity.bind(tenant, pump, "c8y_Serial", "sn-7")
    identity.bind(tenant, pump, "c8y_Imei", "35")
    identity.bind(tenant, valve, "c8y_Serial", "sn-8")

    identity.remove_source(tenant, pump)

    assert identity.list_of(tenant, str(pump)) == []
    assert list(tenant.external_ids) == [Name("c8y_Serial", "sn-8")]


def test_search_returns_only_the_names_that_exist(tenant: Tenant) -> None:
    """A search answers in the order asked, names each find once and passes over the unknown."""
    pump = new_object(tenant)
    first, second = (identity.bind(tenant, pump, "c8y_Serial", value) for value in ("1", "2"))
    wanted = [{"type": "c8y_Serial", "externalId": value} for value in ("2", "3", "1", "2")]

    assert identity.search(tenant, {"externalIds": wanted}) == [second, first]


@pytest.mark.parametrize(
    "criteria",
    [
        None,
        {},
        "sn-7",
        [],
        [{}],
        ["sn-7"],
        [{"type": "c8y_Serial"}],
        [{"type": "c8y_Serial", "externalId": 7}],
        [{**SERIAL, "type": ""}],
    ],
    ids=str,
)
def test_search_refuses_what_names_nothing(tenant: Tenant, criteria: object) -> None:
    """Criteria other than a list of types with values are a bad request."""
    with pytest.raises(PlatformError, match=r"^400 identity/Bad Request: .*(list|non-empty)"):
        identity.search(tenant, {"externalIds": criteria})


def test_restored_snapshot_brings_names_back(tenant: Tenant) -> None:
    """Names belong to the state of a tenant, in both directions."""
    pump = new_object(tenant)
    identity.create(tenant, str(pump), SERIAL)
    before = tenant.snapshot()
    identity.remove_source(tenant, pump)

    tenant.restore(before)

    assert identity.get(tenant, "c8y_Serial", "sn-7").object_id == pump
    assert len(identity.list_of(tenant, str(pump))) == 1
