"""Files through c8y_api."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Binary, Device

pytestmark = pytest.mark.clients

CONTENT = b"first line\nsecond line\r\n\x00\xff"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Give the path of a file."""
    file = tmp_path / "firmware.bin"
    file.write_bytes(CONTENT)
    return str(file)


def test_file_is_uploaded_from_a_path(c8y: CumulocityApi, path: str) -> None:
    """The answer describes the file and carries the given name, type and fragments."""
    made = Binary(c8y, type="text/raw", name="some_file.py", file=path, acme_Flag=False).create()

    assert (made.name, made.type, made.content_type) == ("some_file.py", "text/raw", "text/raw")
    assert (made.length, made.acme_Flag, made.is_binary) == (len(CONTENT), False, True)
    assert made.owner == c8y.username
    assert made.read_file() == CONTENT


def test_file_is_uploaded_from_memory(c8y: CumulocityApi) -> None:
    """A file-like object does as well."""
    made = Binary(c8y, type="text/plain", name="note.txt", file=io.BytesIO(b"hello")).create()

    assert c8y.binaries.read_file(made.id) == b"hello"


def test_content_type_may_differ_from_the_type(c8y: CumulocityApi, path: str) -> None:
    """The object's `type` stays as given; `contentType` is that of the file."""
    made = Binary(c8y, type="acme_Firmware", content_type="application/zip", name="fw.zip", file=path).create()

    assert (made.type, made.content_type) == ("acme_Firmware", "application/zip")


def test_upload_names_the_file(c8y: CumulocityApi, path: str) -> None:
    """`binaries.upload` takes file, name and type."""
    made = c8y.binaries.upload(path, "fw.bin", "application/octet-stream")

    assert (made.name, made.type) == ("fw.bin", "application/octet-stream")
    assert c8y.binaries.read_file(made.id) == CONTENT


def test_collection_uploads_several_files(c8y: CumulocityApi, path: str) -> None:
    """`binaries.create` returns how many it sent."""
    sent = c8y.binaries.create(
        Binary(type="acme_A", name="a", file=path), Binary(type="acme_A", name="b", file=io.BytesIO(b"b"))
    )

    assert sent == 2
    assert sorted(c8y.binaries.get_all(type="acme_A", as_values=["name", "length"])) == [("a", len(CONTENT)), ("b", 1)]


def test_empty_file_is_a_file(c8y: CumulocityApi) -> None:
    """A file of no bytes is stored and read."""
    made = c8y.binaries.upload(io.BytesIO(b""), "empty", "text/plain")

    assert made.length == 0
    assert c8y.binaries.read_file(made.id) == b""


def test_large_file_comes_back_unchanged(c8y: CumulocityApi) -> None:
    """A few megabytes survive the way there and back."""
    content = bytes(range(256)) * 8192

    assert c8y.binaries.read_file(c8y.binaries.upload(io.BytesIO(content), "big", "image/png").id) == content


def test_instance_exchanges_its_file(c8y: CumulocityApi, path: str) -> None:
    """An update keeps id and name and changes content, length and content type."""
    made = Binary(c8y, type="text/plain", name="log.txt", file=path).create()

    made.file = io.BytesIO(b"new")
    changed = made.update()

    assert (changed.id, changed.name, changed.length) == (made.id, "log.txt", 3)
    assert changed.content_type == "text/plain"
    assert made.read_file() == b"new"


def test_collection_exchanges_a_file(c8y: CumulocityApi, path: str) -> None:
    """`binaries.update` takes id, file and type."""
    made = c8y.binaries.upload(io.BytesIO(b"old"), "log.txt", "text/plain")

    c8y.binaries.update(made.id, path, "text/csv")

    [(content_type, length)] = c8y.binaries.get_all(ids=[made.id], as_values=["contentType", "length"])
    assert (content_type, length) == ("text/csv", len(CONTENT))
    assert c8y.binaries.read_file(made.id) == CONTENT


def test_deleted_file_is_gone_with_its_object(c8y: CumulocityApi, path: str) -> None:
    """Deleting a binary deletes the managed object."""
    made = Binary(c8y, type="text/plain", name="log.txt", file=path).create()

    made.delete()

    with pytest.raises(KeyError):
        c8y.binaries.read_file(made.id)
    with pytest.raises(KeyError):
        c8y.inventory.get(made.id)


def test_collection_deletes_by_id(c8y: CumulocityApi) -> None:
    """`binaries.delete` takes ids."""
    made = c8y.binaries.upload(io.BytesIO(b"x"), "x", "text/plain")

    c8y.binaries.delete(made.id)

    assert c8y.binaries.get_count() == 0


def test_deleting_the_object_deletes_the_file(c8y: CumulocityApi) -> None:
    """The inventory and the binaries API see one and the same thing."""
    made = c8y.binaries.upload(io.BytesIO(b"x"), "x", "text/plain")

    c8y.inventory.delete(made.id)

    with pytest.raises(KeyError):
        c8y.binaries.read_file(made.id)


def test_binaries_are_found_by_type_owner_and_ids(c8y: CumulocityApi, device: str) -> None:
    """Filters select and count files; what is no file is never among them."""
    a = Binary(c8y, type="acme_A", name="a", owner="ana", file=io.BytesIO(b"a")).create()
    b = Binary(c8y, type="acme_B", name="b", file=io.BytesIO(b"b")).create()

    assert c8y.binaries.get_all(as_values="name") == ["a", "b"]
    assert c8y.binaries.get_all(type="acme_B", as_values="id") == [b.id]
    assert c8y.binaries.get_all(owner="ana", as_values="id") == [a.id]
    assert c8y.binaries.get_all(ids=[b.id, device], as_values="id") == [b.id]
    assert (c8y.binaries.get_count(), c8y.binaries.get_count(type="acme_A")) == (2, 1)


def test_binaries_are_paged_and_limited(c8y: CumulocityApi) -> None:
    """Pages and limits work as in the inventory."""
    for i in range(5):
        c8y.binaries.upload(io.BytesIO(b"x"), f"file {i}", "text/plain")

    assert c8y.binaries.get_all(page_size=2, as_values="name") == [f"file {i}" for i in range(5)]
    assert c8y.binaries.get_all(page_size=2, page_number=2, as_values="name") == ["file 2", "file 3"]
    assert len(c8y.binaries.get_all(page_size=2, limit=3)) == 3


def test_binaries_above_a_child_are_found(c8y: CumulocityApi) -> None:
    """`child_device` and `child_asset` ask for the parents of an object."""
    file = c8y.binaries.upload(io.BytesIO(b"x"), "x", "text/plain")
    c8y.binaries.upload(io.BytesIO(b"y"), "y", "text/plain")
    child = Device(c8y, name="Pump 7").create()
    parent = c8y.inventory.get(file.id)
    parent.add_child_device(child)
    parent.add_child_asset(child)

    assert c8y.binaries.get_all(child_device=child.id, as_values="id") == [file.id]
    assert c8y.binaries.get_all(child_asset=child.id, as_values="id") == [file.id]


@pytest.mark.parametrize("object_id", ["4711", "non-existing"])
def test_unknown_file_is_a_key_error(c8y: CumulocityApi, object_id: str) -> None:
    """Reading, exchanging and deleting are 404s, also for what is no number."""
    with pytest.raises(KeyError):
        c8y.binaries.read_file(object_id)
    with pytest.raises(KeyError):
        c8y.binaries.update(object_id, io.BytesIO(b"x"))
    with pytest.raises(KeyError):
        c8y.binaries.delete(object_id)


def test_missing_path_is_the_clients_error(c8y: CumulocityApi, tmp_path: Path) -> None:
    """Nothing is sent for a file that is not there."""
    with pytest.raises(FileNotFoundError):
        Binary(c8y, type="text/plain", name="x", file=str(tmp_path / "nothing")).create()

    assert c8y.binaries.get_all() == []
