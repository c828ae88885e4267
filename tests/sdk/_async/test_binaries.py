"""Stored files, against the mock."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from c8y_client import BasicAuth, BatchError, FileDownload, NotFoundError
from c8y_client._async.binary import Binary
from c8y_client._async.client import CumulocityClient
from tests.sdk._async._connected import connected
from tests.sdk.drains import Drain
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


@pytest.fixture
def values(tmp_path: Path) -> Path:
    """A file with values."""
    file = tmp_path / "values.csv"
    file.write_bytes(b"1;2")
    return file


@on_loop
async def test_file_is_uploaded_and_read(c8y_mock: MockTenant, values: Path) -> None:
    """Under the name and the type it is given."""
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(str(values), name="my values", type="text/plain")
        content = await c8y.binaries.read_file(str(stored.id))

    assert (stored.name, stored.type, stored.content_type, stored.length) == (
        "my values",
        "text/plain",
        "text/plain",
        3,
    )
    assert stored.is_binary
    assert isinstance(content, FileDownload)
    assert (content, content.filename, content.content_type) == (b"1;2", "my values", "text/plain")


@on_loop
async def test_name_and_type_follow_from_the_file(c8y_mock: MockTenant, values: Path) -> None:
    """Unless they are given."""
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(values)

    assert (stored.name, stored.type, stored.content_type) == ("values.csv", "text/csv", "text/csv")


@on_loop
async def test_open_file_is_read_from_its_position_and_stays_open(c8y_mock: MockTenant) -> None:
    """It belongs to the caller."""
    file = io.BytesIO(b"skipped|kept")
    file.seek(8)
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(file, "a.txt", "text/plain")

        assert await c8y.binaries.read_file(str(stored.id)) == b"kept"
    assert not file.closed


@on_loop
async def test_missing_file_is_noticed_before_any_request(tmp_path: Path) -> None:
    """By all functions that send one."""
    nowhere, drain = tmp_path / "missing", Drain({})
    async with CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "pw"), transport=drain) as c8y:
        for call in (
            lambda: c8y.binaries.upload(nowhere),
            lambda: c8y.binaries.update("7", nowhere),
            lambda: c8y.binaries.create(Binary(file=nowhere)),
            lambda: Binary(c8y, file=nowhere).create(),
        ):
            with pytest.raises(FileNotFoundError):
                await call()

    assert drain.pieces == []


@on_loop
async def test_upload_is_streamed(tmp_path: Path) -> None:
    """Pieces of a mebibyte at most are in memory."""
    large, drain = tmp_path / "large.bin", Drain({"id": "7"})
    large.write_bytes(bytes(5_000_000))
    async with CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "pw"), transport=drain) as c8y:
        await c8y.binaries.upload(large)
        await c8y.binaries.update("7", large)

    assert sum(drain.pieces) > 10_000_000
    assert max(drain.pieces) <= 1 << 20


@on_loop
async def test_files_are_created_as_objects(c8y_mock: MockTenant, values: Path) -> None:
    """Their number is told, and they take their ids."""
    files = [Binary(file=values, name=str(number), my_A={"n": number}) for number in range(3)]
    async with connected(c8y_mock) as c8y:
        assert await c8y.binaries.create(*files, workers=2) == 3

        assert [await c8y.binaries.read_file(str(each.id)) for each in files] == [b"1;2"] * 3
    assert [each["my_A.n"] for each in files] == [0, 1, 2]


@on_loop
async def test_files_that_cannot_be_stored_are_reported(c8y_mock: MockTenant, values: Path, tmp_path: Path) -> None:
    """The others are stored."""
    good, missing, without = Binary(file=values), Binary(file=tmp_path / "missing"), Binary(name="a")
    async with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as raised:
            await c8y.binaries.create(missing, without, good)

    assert [type(each) for each in raised.value.errors] == [FileNotFoundError, ValueError]
    assert raised.value.succeeded == [good]
    assert good.length == 3


@on_loop
async def test_life_of_a_file_as_an_object(c8y_mock: MockTenant, values: Path, tmp_path: Path) -> None:
    """Created, replaced, read and deleted."""
    async with connected(c8y_mock) as c8y:
        binary = Binary(c8y, type="my_Type", name="values", file=str(values), my_A={"n": 1})
        assert await binary.create() is binary
        assert (binary.type, binary.content_type, binary["my_A.n"]) == ("my_Type", "text/csv", 1)

        other = tmp_path / "other.txt"
        other.write_bytes(b"other")
        binary.file = other
        await binary.update()
        assert await binary.read_file() == b"other"
        assert (binary.content_type, binary.length) == ("text/plain", 5)

        await binary.delete()
        with pytest.raises(KeyError):
            await binary.read_file()


@on_loop
async def test_object_of_a_file_is_changed_without_touching_the_content(c8y_mock: MockTenant) -> None:
    """Content that was given as bytes is stored once."""
    async with connected(c8y_mock) as c8y:
        binary = await Binary(c8y, name="a", file=b"content").create()
        binary.name = "b"
        binary["my_A"] = {"n": 1}
        await binary.update()
        assert (binary.name, await binary.read_file()) == ("b", b"content")

        await binary.apply({"my_A": {"n": 2}})
        changed = await Binary(c8y, name="c").apply_to(str(binary.id))
        assert (changed.name, changed["my_A.n"]) == ("c", 2)

        await binary.reload()
        assert (binary.name, binary.is_changed) == ("c", False)
        assert await binary.read_file() == b"content"


@on_loop
async def test_content_and_object_are_changed_together(c8y_mock: MockTenant) -> None:
    """As a copy, too; the object itself stays as it was."""
    async with connected(c8y_mock) as c8y:
        binary = await Binary(c8y, name="a.txt", file=b"content").create()
        binary.name, binary.content_type, binary.file = "b", "text/markdown", b"more content"
        changed = await binary.update(copy=True)

        assert (changed.name, changed.content_type, changed.length) == ("b", "text/markdown", 12)
        assert binary.length == 7
        assert await changed.read_file() == b"more content"


@on_loop
async def test_copy_of_a_file_can_be_stored(c8y_mock: MockTenant) -> None:
    """It has the same content to store."""
    async with connected(c8y_mock) as c8y:
        plan = Binary(c8y, name="a", file=b"content")
        one, other = await plan.create(copy=True), await plan.create(copy=True)

        assert one != other
        assert plan.id is None
        assert await c8y.binaries.get_count() == 2


@on_loop
async def test_content_is_replaced_by_id(c8y_mock: MockTenant, values: Path) -> None:
    """Its type follows from the name, unless it is given."""
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(b"old", "a", "text/plain")
        await c8y.binaries.update(str(stored.id), values)
        assert (await c8y.binaries.get(str(stored.id))).content_type == "text/csv"

        await c8y.binaries.update(str(stored.id), values, "text/html")
        changed = await c8y.binaries.read_file(str(stored.id))
    assert (changed, changed.content_type) == (b"1;2", "text/html")


@on_loop
async def test_files_are_queried(c8y_mock: MockTenant) -> None:
    """By type, owner, ids, and as parents of a child."""
    async with connected(c8y_mock) as c8y:
        a, b = [await c8y.binaries.upload(b"x", name, f"text/{name}") for name in ("a", "b")]
        await c8y.inventory.create(child := Binary(name="child"))
        await b.assign_child_addition(child)

        assert await c8y.binaries.get_all() == [a, b]
        assert await c8y.binaries.get_all(type="text/a") == [a]
        assert await c8y.binaries.get_all(owner="admin", as_values="name") == ["a", "b"]
        assert await c8y.binaries.get_all(ids=[b, str(a.id)], as_values="id") == [a.id, b.id]
        assert [each.id async for each in c8y.binaries.select(child_addition=child)] == [b.id]
        assert await c8y.binaries.get_count(type="text/a") == 1
        assert await c8y.binaries.get_all(ids=[]) == []
        assert await c8y.binaries.get_count(ids=[]) == 0


@on_loop
async def test_files_are_deleted(c8y_mock: MockTenant) -> None:
    """By object and by id, with their objects."""
    async with connected(c8y_mock) as c8y:
        one, other = await c8y.binaries.upload(b"x", "a"), await c8y.binaries.upload(b"x", "b")
        await c8y.binaries.delete(one, str(other.id))
        with pytest.raises(NotFoundError):
            await c8y.binaries.delete(one)
        await c8y.binaries.delete(one, missing_ok=True)

    assert len(c8y_mock.inventory) == 0


@on_loop
async def test_file_is_downloaded_to_disk(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """To a path, or under its own name into a folder."""
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(b"content", "a.txt")
        first = await c8y.binaries.download_to(str(stored.id), tmp_path / "b.txt")
        second = await stored.download_to(tmp_path)

    assert (first, first.read_bytes()) == (tmp_path / "b.txt", b"content")
    assert (second, second.read_bytes()) == (tmp_path / "a.txt", b"content")


@on_loop
async def test_file_is_read_piece_by_piece(c8y_mock: MockTenant) -> None:
    """Through the API and through the object."""
    async with connected(c8y_mock) as c8y:
        stored = await c8y.binaries.upload(b"content", "a.txt")
        for opening in (c8y.binaries.stream_file(str(stored.id)), stored.stream_file()):
            async with opening as content:
                assert content.filename == "a.txt"
                assert [piece async for piece in content.iter_bytes(4)] == [b"cont", b"ent"]
