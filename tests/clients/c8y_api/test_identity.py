"""External ids through c8y_api."""

from __future__ import annotations

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import ExternalId

pytestmark = pytest.mark.clients


def test_created_name_leads_to_its_object(c8y: CumulocityApi, device: str) -> None:
    """An external id is read as itself, as an id and as the object it stands for."""
    c8y.identity.create("sn-7", "c8y_Serial", device)

    found = c8y.identity.get("sn-7", "c8y_Serial")

    assert (found.external_id, found.managed_object_id) == ("sn-7", device)
    assert c8y.identity.get_id("sn-7", "c8y_Serial") == device
    assert c8y.identity.get_object("sn-7", "c8y_Serial").name == "Pump 7"


def test_model_creates_reads_and_deletes_itself(c8y: CumulocityApi, device: str) -> None:
    """An instance does what the collection does."""
    name = ExternalId(c8y, "sn-7", "c8y_Serial", device).create()

    assert name.get_object().id == device
    name.delete()

    with pytest.raises(KeyError):
        name.get_object()


def test_object_lists_all_its_names(c8y: CumulocityApi, device: str) -> None:
    """An object may have several names, also several of one type."""
    for name, kind in (("sn-7", "c8y_Serial"), ("sn-8", "c8y_Serial"), ("0815", "acme_Inventory")):
        c8y.identity.create(name, kind, device)

    found = c8y.identity.get_all(device)

    assert {item.external_id for item in found} == {"sn-7", "sn-8", "0815"}
    assert {item.managed_object_id for item in found} == {device}


def test_object_without_names_lists_none(c8y: CumulocityApi, device: str) -> None:
    """The list is empty, also for what does not exist."""
    assert c8y.identity.get_all(device) == []
    assert c8y.identity.get_all("4711") == []


def test_same_word_of_another_type_is_another_name(c8y: CumulocityApi, device: str) -> None:
    """Only the pair of type and id is unique."""
    other = c8y.inventory.get(device).create().id
    c8y.identity.create("7", "c8y_Serial", device)
    c8y.identity.create("7", "acme_Inventory", other)

    assert c8y.identity.get_id("7", "c8y_Serial") == device
    assert c8y.identity.get_id("7", "acme_Inventory") == other


def test_taken_name_is_a_value_error(c8y: CumulocityApi, device: str) -> None:
    """A pair that is bound already answers 409 with the platform's words."""
    c8y.identity.create("sn-7", "c8y_Serial", device)

    with pytest.raises(ValueError, match=r"Status: 409[\s\S]*already bound to a different Global ID"):
        c8y.identity.create("sn-7", "c8y_Serial", device)


def test_name_of_an_unknown_object_is_a_key_error(c8y: CumulocityApi) -> None:
    """No object is created on the way."""
    with pytest.raises(KeyError):
        c8y.identity.create("sn-7", "c8y_Serial", "4711")

    assert c8y.inventory.get_all() == []


def test_deleted_name_is_free_again(c8y: CumulocityApi, device: str) -> None:
    """A name can be taken away and given to another object."""
    other = c8y.inventory.get(device).create().id
    c8y.identity.create("sn-7", "c8y_Serial", device)

    c8y.identity.delete("sn-7", "c8y_Serial")
    c8y.identity.create("sn-7", "c8y_Serial", other)

    assert c8y.identity.get_id("sn-7", "c8y_Serial") == other
    assert c8y.inventory.get(device).id == device


def test_unknown_name_is_a_key_error(c8y: CumulocityApi) -> None:
    """Reading and deleting a name that nobody has are 404s."""
    with pytest.raises(KeyError, match="c8y_Serial/nobody"):
        c8y.identity.get("nobody", "c8y_Serial")
    with pytest.raises(KeyError):
        c8y.identity.get_object("nobody", "c8y_Serial")
    with pytest.raises(KeyError):
        c8y.identity.delete("nobody", "c8y_Serial")


@pytest.mark.parametrize("name", ["with blank", "a:b", "grün", "a,b;c", "x@y.test", "100%25", "a+b"])
def test_unusual_names_are_found(c8y: CumulocityApi, device: str, name: str) -> None:
    """Blanks, signs and letters beyond ASCII are sent in the path as the client encodes them."""
    stored = {"100%25": "100%"}.get(name, name)
    c8y.identity.create(stored, "c8y_Serial", device)

    assert c8y.identity.get_id(name, "c8y_Serial") == device
