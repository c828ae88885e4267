"""Binaries: a file and the managed object that stands for it."""

from __future__ import annotations

import pytest

from mockc8y.domain import binaries, deletion, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.files import ANY_BYTES, File
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

ALICE = Caller("alice")
HELLO = File(b"hello", "text/plain", "hello.txt")


def test_created_binary_is_a_managed_object_that_describes_its_file(tenant: Tenant) -> None:
    """Name, type and fragments are the document's, media type and length the file's."""
    record = binaries.create(tenant, {"name": "Manual", "type": "acme_Manual", "acme_Page": 3}, HELLO, ALICE)

    described = record.document
    assert (described["name"], described["type"], described["acme_Page"]) == ("Manual", "acme_Manual", 3)
    assert (described["contentType"], described["length"], described["owner"]) == ("text/plain", 5, "alice")
    assert described["c8y_IsBinary"] == {}
    assert inventory.get(tenant, str(record.id)) == record


def test_facts_of_the_file_win_over_the_document(tenant: Tenant) -> None:
    """A document cannot say of a file what is not so."""
    claims = {"contentType": "image/png", "length": 99, "c8y_IsBinary": "no"}

    described = binaries.create(tenant, claims, HELLO, ALICE).document

    assert (described["contentType"], described["length"], described["c8y_IsBinary"]) == ("text/plain", 5, {})


def test_read_file_is_called_like_its_managed_object(tenant: Tenant) -> None:
    """A download has the object's name, not the one the file was sent under."""
    record = binaries.create(tenant, {"name": "Manual"}, HELLO, ALICE)

    assert binaries.read(tenant, str(record.id)) == File(b"hello", "text/plain", "Manual")


@pytest.mark.parametrize("name", [None, ""])
def test_file_without_a_name_is_called_like_its_id(tenant: Tenant, name: str | None) -> None:
    """A download has a name in any case."""
    record = binaries.create(tenant, {"name": name}, HELLO, ALICE)

    assert binaries.read(tenant, str(record.id)).name == str(record.id)


def test_media_type_that_was_overwritten_by_nonsense_is_any_bytes(tenant: Tenant) -> None:
    """The managed object can be changed like any other, its file can still be read."""
    record = binaries.create(tenant, {}, HELLO, ALICE)
    inventory.update(tenant, str(record.id), {"contentType": 7}, ALICE)

    assert binaries.read(tenant, str(record.id)).media_type == ANY_BYTES


def test_empty_file_is_a_file(tenant: Tenant) -> None:
    """A file may hold nothing."""
    record = binaries.create(tenant, {}, File(b""), ALICE)

    assert binaries.read(tenant, str(record.id)).content == b""
    assert record.document["length"] == 0


@pytest.mark.parametrize("object_id", ["4711", "non-existing", "1.5"])
def test_unknown_binary_is_not_found(tenant: Tenant, object_id: str) -> None:
    """An id that names nothing is answered with 404, also when it is no number."""
    with pytest.raises(PlatformError, match=r"^404 inventory/Not Found"):
        binaries.read(tenant, object_id)


def test_managed_object_without_a_file_is_no_binary(tenant: Tenant) -> None:
    """Reading or replacing the file of an object that has none is refused with 404."""
    pump = str(inventory.create(tenant, {"name": "Pump", "c8y_IsBinary": {}}, ALICE).id)

    with pytest.raises(PlatformError, match=r"^404 inventory/Not Found"):
        binaries.read(tenant, pump)
    with pytest.raises(PlatformError, match=r"^404 inventory/Not Found"):
        binaries.replace(tenant, pump, HELLO)


def test_replaced_file_keeps_all_but_its_facts(platform: Platform, tenant: Tenant) -> None:
    """A new file changes media type, length and the time of the last change; id, name and fragments stay."""
    before = binaries.create(tenant, {"name": "Manual", "acme_Page": 3}, HELLO, ALICE)
    platform.advance(1000)

    after = binaries.replace(tenant, str(before.id), File(b"\x00\x01", "image/png", "other.png"))

    changed = {name for name, value in after.document.items() if before.document[name] != value}
    assert after.id == before.id
    assert changed == {"contentType", "length", "lastUpdated"}
    assert binaries.read(tenant, str(after.id)) == File(b"\x00\x01", "image/png", "Manual")


def test_changes_of_binaries_are_changes_of_managed_objects(tenant: Tenant) -> None:
    """Whoever listens to the inventory hears of files that come and change."""
    heard: list[Change] = []
    tenant.changes.subscribe(heard.append)

    record = binaries.create(tenant, {}, HELLO, ALICE)
    binaries.replace(tenant, str(record.id), HELLO)

    assert [(change.family, change.action) for change in heard] == [
        ("managedobjects", "CREATE"),
        ("managedobjects", "UPDATE"),
    ]


def test_only_binaries_are_selected(tenant: Tenant) -> None:
    """A listing holds the objects that stand for files, in the order of their ids."""
    first = binaries.create(tenant, {"type": "a"}, HELLO, ALICE)
    inventory.create(tenant, {"type": "a"}, ALICE)
    second = binaries.create(tenant, {"type": "b"}, HELLO, ALICE)

    assert list(binaries.select(tenant)) == [first, second]
    assert list(binaries.select(tenant, [[("type", "b")]])) == [second]


def test_ids_of_other_objects_are_passed_over(tenant: Tenant) -> None:
    """Asked for by ids, binaries come in the order of ids; what is no binary is left out."""
    first = binaries.create(tenant, {}, HELLO, ALICE)
    pump = inventory.create(tenant, {}, ALICE)
    second = binaries.create(tenant, {}, HELLO, ALICE)

    assert list(binaries.select(tenant, limits=[{second.id, 4711, pump.id, first.id}])) == [first, second]


def test_deleted_binary_leaves_neither_file_nor_object(tenant: Tenant) -> None:
    """File and managed object go together, whichever of the two is deleted."""
    first, second = (binaries.create(tenant, {}, HELLO, ALICE) for _ in range(2))

    binaries.delete(tenant, str(first.id), ALICE)
    deletion.delete(tenant, str(second.id), ALICE)

    assert (len(tenant.files), len(tenant.inventory)) == (0, 0)


def test_object_without_a_file_is_not_deleted_as_a_binary(tenant: Tenant) -> None:
    """Deleting a binary is no way to delete other managed objects."""
    pump = inventory.create(tenant, {"name": "Pump"}, ALICE)

    with pytest.raises(PlatformError, match=r"^404 inventory/Not Found"):
        binaries.delete(tenant, str(pump.id), ALICE)

    assert tenant.inventory.holds(pump.id)


def test_restored_snapshot_brings_the_file_back(tenant: Tenant) -> None:
    """A file belongs to the state of a tenant."""
    record = binaries.create(tenant, {}, HELLO, ALICE)
    before = tenant.snapshot()
    binaries.replace(tenant, str(record.id), File(b"bye"))

    tenant.restore(before)

    assert binaries.read(tenant, str(record.id)).content == b"hello"
