"""External ids through pyc8y."""

from __future__ import annotations

import pytest
from pyc8y import BatchError, CumulocityClient
from pyc8y.model import ExternalId

pytestmark = pytest.mark.clients

SERIAL = "c8y_Serial"


def name(device: str, external_id: str, c8y: CumulocityClient | None = None) -> ExternalId:
    """Make a serial number of a device."""
    return ExternalId(c8y, external_id=external_id, external_type=SERIAL, managed_object_id=device)


async def test_created_name_leads_to_its_object(c8y: CumulocityClient, device: str) -> None:
    """An external id is read as itself, as an id and as the object it stands for."""
    await c8y.identity.create(external_id="sn-7", external_type=SERIAL, managed_object_id=device)

    found = await c8y.identity.get("sn-7", SERIAL)

    assert (found.external_id, found.external_type, found.managed_object_id) == ("sn-7", SERIAL, device)
    assert await c8y.identity.get_id("sn-7", SERIAL) == device
    assert (await c8y.identity.get_object("sn-7", SERIAL)).name == "Pump 7"


async def test_model_creates_reads_and_deletes_itself(c8y: CumulocityClient, device: str) -> None:
    """An instance does what the collection does."""
    serial = await name(device, "sn-7", c8y).create()

    assert serial["self"].endswith("/identity/externalIds/c8y_Serial/sn-7")
    assert (await serial.get_object()).id == device
    await serial.delete()

    with pytest.raises(KeyError):
        await c8y.identity.get("sn-7", SERIAL)


async def test_copy_leaves_the_model_alone(c8y: CumulocityClient, device: str) -> None:
    """With `copy` the answer is another instance."""
    model = name(device, "sn-7", c8y)

    made = await model.create(copy=True)

    assert made.managed_object_id == device
    assert "self" not in model


@pytest.mark.parametrize("workers", [None, 2])
async def test_several_names_are_created_and_deleted(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """An object lists all its names, also several of one type."""
    serials = [name(device, f"sn-{number}") for number in range(3)]

    await c8y.identity.create(*serials, workers=workers)
    listed = {item.external_id for item in await c8y.identity.get_all(device)}
    await c8y.identity.delete(*serials[:2], workers=workers)

    assert listed == {"sn-0", "sn-1", "sn-2"}
    assert [item.external_id for item in await c8y.identity.get_all(device)] == ["sn-2"]


async def test_name_is_deleted_by_its_parts(c8y: CumulocityClient, device: str) -> None:
    """Type and id are enough."""
    await c8y.identity.create(name(device, "sn-7"))

    await c8y.identity.delete(external_id="sn-7", external_type=SERIAL)

    assert await c8y.identity.get_all(device) == []


async def test_object_without_names_lists_none(c8y: CumulocityClient, device: str) -> None:
    """The list is empty, also for what does not exist."""
    assert await c8y.identity.get_all(device) == []
    assert await c8y.identity.get_all("4711") == []


async def test_taken_name_is_a_value_error(c8y: CumulocityClient, device: str) -> None:
    """A pair that is bound already answers 409 with the platform's words."""
    await c8y.identity.create(name(device, "sn-7"))

    with pytest.raises(ValueError, match=r"Status: 409[\s\S]*already bound to a different Global ID"):
        await c8y.identity.create(name(device, "sn-7"))
    with pytest.raises(BatchError, match="ValueError"):
        await c8y.identity.create(name(device, "sn-7"), name(device, "sn-8"), workers=2)


async def test_unknown_names_and_objects_are_key_errors(c8y: CumulocityClient, device: str) -> None:
    """Reading, deleting and binding what nobody knows are 404s."""
    with pytest.raises(KeyError, match="c8y_Serial/nobody"):
        await c8y.identity.get("nobody", SERIAL)
    with pytest.raises(KeyError):
        await c8y.identity.delete(external_id="nobody", external_type=SERIAL)
    with pytest.raises(KeyError):
        await c8y.identity.create(name("4711", "sn-7"))


async def test_name_of_a_deleted_object_is_free(c8y: CumulocityClient, device: str) -> None:
    """It may be given to another object."""
    await c8y.identity.create(name(device, "sn-7"))
    other = await (await c8y.inventory.get(device)).create(copy=True)

    await c8y.inventory.delete(device)
    await c8y.identity.create(name(other.id, "sn-7"))

    assert await c8y.identity.get_id("sn-7", SERIAL) == other.id


@pytest.mark.parametrize("external_id", ["with blank", "a:b", "grün", "a,b;c", "x@y.test", "a+b"])
async def test_unusual_names_are_found(c8y: CumulocityClient, device: str, external_id: str) -> None:
    """Blanks, signs and letters beyond ASCII are sent in the path as the client encodes them."""
    await c8y.identity.create(name(device, external_id))

    assert await c8y.identity.get_id(external_id, SERIAL) == device
