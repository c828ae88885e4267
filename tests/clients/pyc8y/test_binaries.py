"""Files through pyc8y."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Binary

pytestmark = pytest.mark.clients

CONTENT = b"first line\nsecond line\r\n\x00\xff"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a file."""
    file = tmp_path / "firmware.bin"
    file.write_bytes(CONTENT)
    return file


async def test_file_is_uploaded_from_a_path(c8y: CumulocityClient, path: Path) -> None:
    """The answer describes the file and carries the given name, type and fragments."""
    model = Binary(c8y, type="text/raw", name="some_file.py", file=str(path), acme_Flag=False)

    made = await model.create(copy=True)

    assert (made.name, made.type, made.content_type) == ("some_file.py", "text/raw", "text/raw")
    assert (made.length, made["acme_Flag"], made.is_binary) == (len(CONTENT), False, True)


async def test_file_comes_back_with_its_name(c8y: CumulocityClient, path: Path) -> None:
    """A download has content and name."""
    made = await c8y.binaries.upload(path, "fw.bin", "application/octet-stream")

    download = await c8y.binaries.read_file(made.id)

    assert (download.content, download.filename) == (CONTENT, "fw.bin")
    assert await made.read_file() == download


async def test_file_is_streamed(c8y: CumulocityClient, path: Path) -> None:
    """A download can be read in pieces."""
    made = await c8y.binaries.upload(path, "fw.bin", "application/octet-stream")

    async with c8y.stream_file(made.object_path) as content:
        pieces = [piece async for piece in content.iter_chunked(5)]

    assert b"".join(pieces) == CONTENT


async def test_file_is_uploaded_from_memory(c8y: CumulocityClient) -> None:
    """A file-like object does as well, and the instance learns its id."""
    made = await Binary(c8y, type="text/plain", name="note.txt", file=io.BytesIO(b"hello")).create()

    assert made.id.isdigit()
    assert (await made.read_file()).content == b"hello"


async def test_content_type_may_differ_from_the_type(c8y: CumulocityClient, path: Path) -> None:
    """The object's `type` stays as given; `contentType` is that of the file."""
    made = await Binary(c8y, type="acme_Fw", content_type="application/zip", name="fw", file=str(path)).create()

    assert (made.type, made.content_type) == ("acme_Fw", "application/zip")


@pytest.mark.parametrize("workers", [None, 2])
async def test_collection_uploads_several_files(c8y: CumulocityClient, path: Path, workers: int | None) -> None:
    """`binaries.create` returns how many it sent."""
    files = [Binary(type="acme_A", name=f"file {n}", file=str(path)) for n in range(3)]

    assert await c8y.binaries.create(*files, workers=workers) == 3

    found = await c8y.binaries.get_all(type="acme_A", as_values=["name", "length"])
    assert sorted(found) == [(f"file {n}", len(CONTENT)) for n in range(3)]


async def test_file_is_exchanged(c8y: CumulocityClient, path: Path) -> None:
    """An update, by instance or by id, keeps id and name and changes content and type."""
    made = await c8y.binaries.upload(io.BytesIO(b"old"), "log.txt", "text/plain")
    made.file = str(path)

    changed = await made.update(copy=True)
    assert (changed.id, changed.name, changed.length) == (made.id, "log.txt", len(CONTENT))

    await c8y.binaries.update(made.id, io.BytesIO(b"new"), "text/csv")
    assert (await c8y.binaries.read_file(made.id)).content == b"new"
    assert await c8y.binaries.get_all(as_values=["contentType", "length"]) == [("text/csv", 3)]


async def test_deleted_files_are_gone_with_their_objects(c8y: CumulocityClient) -> None:
    """Deleting a binary, by instance or id, deletes the managed object."""
    made = [await c8y.binaries.upload(io.BytesIO(b"x"), f"{n}", "text/plain") for n in range(3)]

    await made[0].delete()
    await c8y.binaries.delete(made[1], made[2].id, workers=2)

    assert await c8y.inventory.get_count() == 0
    with pytest.raises(KeyError):
        await c8y.binaries.read_file(made[0].id)


async def test_binaries_are_found_by_type_and_owner(c8y: CumulocityClient, device: str) -> None:
    """Filters select and count files; what is no file is never among them."""
    await Binary(c8y, type="acme_A", name="a", owner="ana", file=io.BytesIO(b"a")).create()
    await Binary(c8y, type="acme_B", name="b", file=io.BytesIO(b"b")).create()

    assert sorted(await c8y.binaries.get_all(as_values="name")) == ["a", "b"]
    assert await c8y.binaries.get_all(type="acme_B", as_values="name") == ["b"]
    assert await c8y.binaries.get_all(owner="ana", as_values="name") == ["a"]
    assert await c8y.binaries.get_all("type=acme_A", as_values="name") == ["a"]
    assert (await c8y.binaries.get_count(), await c8y.binaries.get_count(type="acme_A")) == (2, 1)


@pytest.mark.parametrize("workers", [None, 3])
async def test_binaries_are_paged(c8y: CumulocityClient, workers: int | None) -> None:
    """Pages work as in the inventory."""
    names = [f"file {number}" for number in range(7)]
    for name in names:
        await c8y.binaries.upload(io.BytesIO(b"x"), name, "text/plain")

    found = await c8y.binaries.get_all(limit=None, page_size=2, workers=workers, as_values="name")

    assert sorted(found) == names


async def test_binaries_above_a_child_are_found(c8y: CumulocityClient, device: str) -> None:
    """`child_device` and `child_asset` ask for the parents of an object."""
    file = await c8y.binaries.upload(io.BytesIO(b"x"), "x", "text/plain")
    await c8y.binaries.upload(io.BytesIO(b"y"), "y", "text/plain")
    parent = await c8y.inventory.get(file.id)
    await parent.assign_child_device(device)
    await parent.assign_child_asset(device)

    assert await c8y.binaries.get_all(child_device=device, as_values="id") == [file.id]
    assert await c8y.binaries.get_all(child_asset=device, as_values="id") == [file.id]


@pytest.mark.parametrize("object_id", ["4711", "non-existing"])
async def test_unknown_file_is_a_key_error(c8y: CumulocityClient, object_id: str) -> None:
    """Reading, exchanging and deleting are 404s, also for what is no number."""
    with pytest.raises(KeyError):
        await c8y.binaries.read_file(object_id)
    with pytest.raises(KeyError):
        await c8y.binaries.update(object_id, io.BytesIO(b"x"))
    with pytest.raises(KeyError):
        await c8y.binaries.delete(object_id)


async def test_missing_path_is_the_clients_error(c8y: CumulocityClient, tmp_path: Path) -> None:
    """Nothing is sent for a file that is not there."""
    with pytest.raises(FileNotFoundError):
        await Binary(c8y, type="text/plain", name="x", file=str(tmp_path / "nothing")).create()

    assert await c8y.binaries.get_all() == []
